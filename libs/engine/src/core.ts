import type { Instant } from '#plan';
import { loadProgramme, type ProgrammeVersion, type Session, type Store } from '#store';
import type { BatchWriter } from './batch-writer.js';
import type { Clock } from './database-clock.js';
import type { DefinitionCache } from './definition-cache.js';
import type { Known, ProgrammeName, StateCache } from './state-cache.js';

/** What the parts of the engine share in one process. */
export type Core = {
  store: Store;
  clock: Clock;
  states: StateCache;
  definitions: DefinitionCache;
  writer: BatchWriter;
};

/** The programme as last known here, or read now; null when there is none. */
export async function knownProgramme(
  core: Core,
  name: ProgrammeName,
  session: Session = core.store.pool,
): Promise<Known | null> {
  return core.states.get(name) ?? readProgramme(core, name, session);
}

/** Reads the programme anew, and keeps it. */
export async function readProgramme(
  { states, definitions, store }: Core,
  name: ProgrammeName,
  session: Session = store.pool,
): Promise<Known | null> {
  const { organisation, programme } = name;
  const stored = await loadProgramme(session, organisation, programme);
  if (stored === null) return null;
  const { definition } = stored.row;
  const compiled = await definitions.get(organisation, definition, session);
  if (compiled === null) {
    throw new Error(
      `programme "${programme}" runs on definition ${definition}, which is not there`,
    );
  }
  const known = { ...stored, compiled };
  // What was written here while this was being read is newer.
  const version = states.get(name)?.row.version ?? 0;
  if (version <= known.row.version) states.set(name, known);
  return known;
}

/** Whether a state known here is still the newest. */
export const isCurrent = ({ row }: Known, version: ProgrammeVersion): boolean =>
  row.version === version.version && row.head === version.head && row.clockAt === version.clockAt;

/** Now on the programme's clock: never earlier than what it recorded last. */
export function programmeNow(clock: Clock, { row }: Pick<Known, 'row'>): Instant {
  if (row.clockAt !== null) return row.clockAt;
  const last = [row.lastRecordedAt, row.lastRefusedAt ?? row.lastRecordedAt];
  return [clock.now(), ...last].reduce((latest, each) => (each > latest ? each : latest));
}
