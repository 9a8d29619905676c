import { committedDate, workingDaysBetween, type PlannedDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import type { ImpactPart } from '../definition/chart-schema.js';
import type { ItemState, Json, JsonObject, ProgrammeState } from '../model.js';
import { authorityFor } from './authority.js';
import { askedChange, changeProblems, type AskedChange } from './change-request.js';
import { milestonePlan } from './milestone.js';

/**
 * What a change comes to: the dates that move with it, how far, and the lowest authority that
 * suffices, with the reason. All null while it cannot be computed.
 */
export function changeImpact(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
): Record<ImpactPart, Json> {
  const asked = askedChange(compiled, item);
  if (asked === null || changeProblems(compiled, state, asked).length > 0) {
    return { dates: null, workingDays: null, authority: null, recorder: null, because: null };
  }
  const dates = movedDates(compiled, state, asked);
  const workingDays = Math.max(0, ...dates.map((each) => Math.abs(each.workingDays)));
  const routed = authorityFor(compiled.definition, {
    items: [...touched(asked), ...dates.map((each) => each.id)],
    key: keyAmong(compiled, state, asked, dates),
    hard: hardAmong(compiled, state, asked, dates),
    workingDays,
  });
  return {
    dates: dates as unknown as JsonObject[], // plain values all
    workingDays,
    authority: routed.authority,
    recorder: routed.authority === null ? null : routed.recorder,
    because: routed.because,
  };
}

/** One date that a change moves; committed dates, floats in working days, null where not calculable. */
type MovedDate = {
  id: string;
  was: string | null;
  becomes: string | null;
  workingDays: number;
};

function movedDates(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  { moves }: AskedChange,
): MovedDate[] {
  return moves.map(({ milestone, newDue }) => {
    const item = state.items[milestone];
    const was = (item && milestonePlan(compiled, item, state.items)?.committed) ?? null;
    const becomes = committedDate(newDue) ?? null;
    const workingDays =
      was === null || becomes === null ? 0 : workingDaysBetween(compiled.calendar, was, becomes);
    return { id: milestone, was, becomes, workingDays };
  });
}

const touched = ({ subject, moves, cancellations }: AskedChange): string[] => [
  ...(subject === null ? [] : [subject]),
  ...moves.map((each) => each.milestone),
  ...cancellations,
];

function keyAmong(
  { definition }: CompiledDefinition,
  state: ProgrammeState,
  asked: AskedChange,
  dates: readonly MovedDate[],
): string[] {
  const key = definition.authorities?.keyProfiles ?? [];
  const ids = new Set([...touched(asked), ...dates.map((each) => each.id)]);
  return [
    ...[...ids].filter((id) => key.includes(String(state.items[id]?.data['profile'] ?? ''))),
    ...asked.additions.filter(({ profile }) => key.includes(profile)).map(({ title }) => title),
  ];
}

const isHard = (due: PlannedDate | null | undefined): boolean => due?.hardness === 'HARD';

/** Hard dates that are moved or taken away, set anew, or can no longer be held. */
function hardAmong(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  asked: AskedChange,
  _dates: readonly MovedDate[],
): string[] {
  const planned = (id: string) => {
    const item = state.items[id];
    return item === undefined ? null : milestonePlan(compiled, item, state.items)?.planned;
  };
  return [
    ...touched(asked).filter((id) => isHard(planned(id))),
    ...asked.moves.filter(({ newDue }) => isHard(newDue)).map(({ milestone }) => milestone),
    ...asked.additions.filter(({ due }) => isHard(due)).map(({ title }) => title),
  ].filter((id, index, all) => all.indexOf(id) === index);
}
