import type { SealedEntry } from '#ledger';
import {
  groupName,
  groupsOf,
  type CompiledDefinition,
  type Outcome,
  type ProgrammeState,
} from '#programme';
import type { DutyAct, DutyHolder } from '#store';

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

/**
 * Who holds which duty as a programme comes to another version: a group that has changed has another
 * name there, and whoever performed one of its duties before holds it in that group too.
 */
export function dutyHolders(
  { definition }: CompiledDefinition,
  { items }: ProgrammeState,
): DutyHolder[] {
  return Object.values(items).flatMap(({ id, chart, duties }) =>
    Object.entries(duties).flatMap(([duty, persons]) =>
      groupsOf(definition.charts[chart], duty)
        .map(groupName)
        .flatMap((separation) => persons.map((person) => ({ item: id, separation, person, duty }))),
    ),
  );
}
