import type { RevealedEntry } from '#ledger';
import { localTime } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { roleName } from '../definition/role-name.js';
import type { ProgrammeState } from '../model.js';

/** What one field of a line says: a text, a number, or nothing. Days are `YYYY-MM-DD`. */
export type Cell = string | number | null;

/** An entry with the programme before and after it; of a refusal, with the programme as it stands. */
export type Told = {
  entry: RevealedEntry;
  before: ProgrammeState;
  after: ProgrammeState;
  /** The version of the definition that it was decided under. */
  compiled: CompiledDefinition;
};

/** A report: a table that is made of the entries of a chain, one after the other. */
export type Report = {
  /** The name it has in addresses. */
  id: string;
  title: string;
  /** What it answers, in a sentence. */
  about: string;
  stream: 'history' | 'refusals';
  columns: readonly string[];
  /** The column that names the item a line is about, where that may be another than the entry's. */
  of?: string;
  /** The lines that one entry makes: as many cells each as there are columns. */
  lines: (told: Told) => Cell[][];
};

/** The columns that say which entry a line is of; `entryCells` fills them. */
export const entryColumns = ['No.', 'Recorded', 'Occurred', 'Item', 'Title', 'Event'] as const;

export function entryCells({ entry, after, before, compiled }: Told): Cell[] {
  const { sequence, recordedAt, occurredOn, item, event, kind } = entry;
  const title = item === null ? null : (after.items[item] ?? before.items[item])?.title;
  const recorded = localTime(recordedAt, compiled.definition.zone);
  return [sequence, recorded, occurredOn, item, title ?? null, event?.type ?? kind];
}

/** The columns that say who acted; `actorCells` fills them. */
export const actorColumns = ['Person', 'Acting for', 'Role', 'Authority'] as const;

export function actorCells({ entry, compiled }: Told): Cell[] {
  const { person, actingFor, role, authority } = entry.actor;
  const acted = person === null ? 'The system' : roleName(compiled.definition, role);
  return [person, actingFor, acted, authority];
}
