import { slippage as slipBetween, type IsoDate } from '#plan';
import { milestonePlan, type MilestonePlan } from '../schedule/milestone.js';
import type { ItemState } from '../model.js';
import {
  actorCells,
  actorColumns,
  entryCells,
  entryColumns,
  type Cell,
  type Report,
  type Told,
} from './report.js';

/** Every move of a milestone's dates, and how far it then lies from the day it is held to. */
export const slippage: Report = {
  id: 'slippage',
  title: 'Slippage',
  about:
    'Every move of a milestone: of the day it is held to, of its forecast, of the day it was achieved; and how far it then lies from the day it is held to. The last line of each gives its slip as it stands.',
  stream: 'history',
  of: 'Milestone',
  columns: [
    ...entryColumns,
    ...actorColumns,
    'Milestone',
    'What moved',
    'Was',
    'Is',
    'By working days',
    'By days',
    'Slip in working days',
    'Slip in days',
  ],
  lines: (told) => milestonesTouched(told).flatMap((item) => moves(told, item)),
};

/** Items that the entry changed, and those whose date counts from another. */
const milestonesTouched = ({ before, after, compiled }: Told): ItemState[] =>
  Object.values(after.items).filter((item) => {
    if (compiled.charts[item.chart]?.chart.schedule === undefined) return false;
    if (before.items[item.id] !== item) return true;
    return milestonePlan(compiled, item, after.items)?.planned?.relativeTo !== undefined;
  });

const dates = [
  ['committed', 'held to'],
  ['forecast', 'forecast'],
  ['actual', 'achieved'],
] as const;

function moves(told: Told, item: ItemState): Cell[][] {
  const { before, after, compiled } = told;
  const is = milestonePlan(compiled, item, after.items);
  const old = before.items[item.id];
  const was = old === undefined ? null : milestonePlan(compiled, old, before.items);
  if (is === null) return [];
  return dates.flatMap(([date, words]) => {
    const [from, to] = [was?.[date] ?? null, is[date]];
    if (from === to) return [];
    return [
      [
        ...entryCells(told),
        ...actorCells(told),
        item.id,
        words,
        from,
        to,
        ...between(is, from, to),
        ...between(is, is.committed, is.actual ?? is.forecast),
      ],
    ];
  });
}

function between({ calendar }: MilestonePlan, from: IsoDate | null, to: IsoDate | null): Cell[] {
  if (from === null || to === null) return [null, null];
  const { workingDays, calendarDays } = slipBetween(from, to, calendar);
  return [workingDays, calendarDays];
}
