import { ZERO_HASH, type Entry } from '#ledger';
import { foldEntry, type ProgrammeState } from '#programme';
import { storedEntries, type ProgrammeRow, type StoredEntry } from '#store';
import type { Core } from './core.js';

/** A programme before its first entry. */
export function blankState(row: ProgrammeRow): ProgrammeState {
  return {
    id: row.id,
    organisation: row.organisation,
    definition: row.definition,
    title: row.title,
    clock: row.clock,
    head: { sequence: 0, hash: ZERO_HASH },
    lastRecordedAt: row.lastRecordedAt,
    items: {},
    created: {},
    blocked: {},
  };
}

/** Adds a stored entry to a state, under the definition it was written with. */
export async function foldStored(
  core: Pick<Core, 'definitions'>,
  state: ProgrammeState,
  { canonical, hash, fields }: StoredEntry,
): Promise<ProgrammeState> {
  const entry = JSON.parse(canonical) as Entry; // written by sealEntry alone; verification checks it first
  const compiled =
    entry.definition === null
      ? null
      : await core.definitions.get(entry.organisation, entry.definition);
  if (compiled === null) {
    throw new Error(
      `entry ${entry.sequence} names definition ${entry.definition}, which is not there`,
    );
  }
  const under = entry.sequence === 1 ? { ...state, definition: compiled.hash } : state;
  if (
    entry.kind === 'MIGRATED'
      ? movedFrom(entry) !== under.definition
      : under.definition !== compiled.hash
  ) {
    throw new Error(
      `entry ${entry.sequence} was written under definition ${compiled.hash}, and the history had come to ${under.definition}`,
    );
  }
  return foldEntry(compiled, under, { entry, hash }, fields);
}

const movedFrom = ({ event }: Entry): unknown => event?.payload['from'];

/** The state that the recorded history makes, up to and with one entry. */
export async function stateAfter(
  core: Core,
  row: ProgrammeRow,
  sequence: number,
): Promise<ProgrammeState> {
  const chain = { organisation: row.organisation, programme: row.id };
  let state = blankState(row);
  for await (const stored of storedEntries(core.store.pool, chain, { until: sequence })) {
    state = await foldStored(core, state, stored);
  }
  return state;
}
