import type { SealedEntry } from '#ledger';
import {
  groupName,
  groupsOf,
  type CompiledDefinition,
  type Outcome,
  type ProgrammeState,
} from '#programme';
import type { DutyAct } from '#store';

/** The duties performed by sealed entries: a row for each person, and each group the duty stands in. */
export function dutyActs(
  { definition }: CompiledDefinition,
  state: ProgrammeState,
  entries: readonly SealedEntry[],
): DutyAct[] {
  return entries.flatMap(({ entry }) =>
    // An entry's changes are the outcomes it was drafted with.
    (entry.changes as unknown as Outcome[]).flatMap((change) => {
      if (change.op !== 'duty') return [];
      const item = change.item ?? entry.item ?? '';
      const { duty, persons } = change;
      const groups = groupsOf(definition.charts[state.items[item]?.chart ?? ''], duty);
      return groups.map(groupName).flatMap((separation) =>
        persons.map((person) => ({
          sequence: entry.sequence,
          item,
          separation,
          person,
          duty,
        })),
      );
    }),
  );
}
