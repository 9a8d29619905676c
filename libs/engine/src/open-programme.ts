import { ZERO_HASH } from '#ledger';
import { toLocalDate, type Instant } from '#plan';
import {
  open,
  type Actor,
  type Clock,
  type CompiledDefinition,
  type Grant,
  type ProgrammeState,
} from '#programme';
import {
  insertProgramme,
  inTransaction,
  writeGrants,
  writePeople,
  writeProgrammes,
  type Person,
  type ProgrammeRow,
  type Session,
} from '#store';
import { afterChanges, keepOutcome, noChanges, toWrite } from './changes.js';
import { moveClock } from './clock-work.js';
import type { Core } from './core.js';
import { saltsFor } from './salts.js';
import { blankState } from './fold-history.js';
import { recordForOrganisation } from './organisation-entry.js';
import type { Known } from './state-cache.js';

/** A programme to start. `startAt` is for a rehearsal: where its clock begins; now when absent. */
export type Opening = {
  organisation: string;
  id: string;
  /** Hash of a published definition. */
  definition: string;
  title?: string;
  clock: Clock;
  startAt?: Instant;
  actor: Actor;
  /** People to add, and the first roles in the programme: there from the moment it is. */
  people?: readonly Person[];
  grants?: readonly (Grant & { person: string })[];
};

export type OpenAnswer =
  | { outcome: 'opened'; row: ProgrammeRow; state: ProgrammeState }
  | { outcome: 'idTaken'; id: string }
  | { outcome: 'unknownDefinition'; hash: string };

/** Starts a programme from its opening position. */
export async function openProgramme(core: Core, opening: Opening): Promise<OpenAnswer> {
  const { organisation, id, definition } = opening;
  const compiled = await core.definitions.get(organisation, definition);
  if (compiled === null) return { outcome: 'unknownDefinition', hash: definition };
  const wall = core.clock.now();
  const row = emptyRow(opening, compiled, wall);
  const known = await inTransaction(core.store, (session) =>
    write(session, compiled, row, opening, wall),
  );
  if (known === null) return { outcome: 'idTaken', id };
  const name = { organisation, programme: id };
  core.states.set(name, known);
  // What is due the moment a rehearsal opens: nobody else would fire it before the clock is moved.
  if (row.clockAt !== null) await moveClock(core, name, row.clockAt);
  const opened = core.states.get(name) ?? known;
  return { outcome: 'opened', row: opened.row, state: opened.state };
}

function emptyRow(
  opening: Opening,
  { definition }: CompiledDefinition,
  wall: Instant,
): ProgrammeRow {
  const now = opening.clock === 'rehearsal' ? (opening.startAt ?? wall) : wall;
  return {
    organisation: opening.organisation,
    id: opening.id,
    definition: opening.definition,
    title: opening.title ?? definition.title,
    clock: opening.clock,
    version: 0,
    head: ZERO_HASH,
    lastRecordedAt: now,
    clockAt: opening.clock === 'rehearsal' ? now : null,
    refusals: 0,
    refusalHead: ZERO_HASH,
    lastRefusedAt: null,
  };
}

async function write(
  session: Session,
  compiled: CompiledDefinition,
  row: ProgrammeRow,
  { actor, people = [], grants = [] }: Opening,
  wall: Instant,
): Promise<Known | null> {
  if (!(await insertProgramme(session, row))) return null;
  const { organisation, id, title, clock, definition } = row;
  await writePeople(session, organisation, people);
  const held = grants.map((grant) => ({ ...grant, programme: id, from: wall }));
  await writeGrants(session, organisation, held);
  const now = row.lastRecordedAt;
  const blank: Known = { row, compiled, state: blankState(row) };
  const changes = noChanges(blank);
  const opened = open(compiled, { id, organisation, title, clock, actor }, now);
  keepOutcome(changes, opened, now, saltsFor(blank.state));
  const [result] = await writeProgrammes(session, [toWrite(blank, changes)]);
  if (result?.won !== true) {
    throw new Error(
      `programme "${id}" was not opened: its time ${now} is ${result?.ahead ?? 0} s ahead of the database's clock; try again`,
    );
  }
  const payload = { programme: id, title, clock };
  const occurredOn = toLocalDate(wall, compiled.definition.zone);
  const kind = 'PROGRAMME_OPENED';
  const fact = { organisation, kind, payload, actor, definition, occurredOn } as const;
  await recordForOrganisation(session, fact, wall);
  return afterChanges(blank, changes);
}
