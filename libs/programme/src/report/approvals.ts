import { groupName, groupsOf } from '../definition/duties.js';
import type { Outcome } from '../decide/outcome.js';
import type { ProgrammeState } from '../model.js';
import {
  actorCells,
  actorColumns,
  entryCells,
  entryColumns,
  type Cell,
  type Report,
  type Told,
} from './report.js';

/** Who did which duty, and whether they had done another of the same group before. */
export const approvals: Report = {
  id: 'approvals',
  title: 'Approvals and duties',
  about:
    'Who prepared, asked, approved or applied, and whether those duties stayed with separate people: worked out from the steps themselves.',
  stream: 'history',
  of: 'Of',
  columns: [...entryColumns, ...actorColumns, 'Of', 'Duty', 'Done by', 'Kept apart from', 'Check'],
  lines: (told) =>
    // An entry's changes are the outcomes it was decided with.
    (told.entry.changes as unknown as Outcome[]).flatMap((change) =>
      change.op === 'duty' ? dutyLines(told, change) : [],
    ),
};

type Duty = Extract<Outcome, { op: 'duty' }>;

function dutyLines(told: Told, { item = told.entry.item ?? '', duty, persons }: Duty): Cell[][] {
  const chart = told.compiled.definition.charts[told.after.items[item]?.chart ?? ''];
  return groupsOf(chart, duty).flatMap((group) =>
    persons.map((person): Cell[] => {
      const others = group.filter((each) => each !== duty);
      const also = others.filter((each) => hasDone(told.before, item, each, person));
      return [
        ...entryCells(told),
        ...actorCells(told),
        item,
        duty,
        person,
        groupName(group),
        also.length === 0 ? 'separate' : `NOT SEPARATE: ${person} was ${also.join(', ')} too`,
      ];
    }),
  );
}

const hasDone = ({ items }: ProgrammeState, item: string, duty: string, person: string): boolean =>
  items[item]?.duties[duty]?.includes(person) === true;
