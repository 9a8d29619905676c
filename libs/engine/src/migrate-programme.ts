import { createHash } from 'node:crypto';
import { canonicalJson } from '#ledger';
import {
  applyMigration,
  planMigration,
  type Blocker,
  type CompiledDefinition,
  type MigrationAct,
  type MigrationPreview,
} from '#programme';
import {
  inTransaction,
  listDefinitions,
  settleMigration,
  writeMigration,
  type MigrationRow,
} from '#store';
import { isDeadlock } from './batch-writer.js';
import { afterChanges, keepOutcome, noChanges, toWrite } from './changes.js';
import { programmeNow, readProgramme, type Core } from './core.js';
import { dutyHolders } from './duty-acts.js';
import { saltsFor } from './salts.js';
import type { Known, ProgrammeName } from './state-cache.js';

/** A preview, the head of the history it was made on, and the digest of both. */
export type PreviewAnswer =
  | { outcome: 'previewed'; preview: MigrationPreview; head: string; digest: string; undo: boolean }
  | { outcome: 'unknownProgramme' }
  | { outcome: 'unknownDefinition' };

/** A migration as it was previewed, and who applies it. */
export type MigrationAsked = {
  request: MigrationRow;
  /** Of the preview that was shown. */
  digest: string;
  act: MigrationAct;
};

export type MigrateAnswer =
  | { outcome: 'migrated'; sequence: number; entries: number; notices: number }
  /** The programme has moved since the preview: nothing was written. */
  | { outcome: 'stale' }
  | { outcome: 'blocked'; blockers: Blocker[] }
  | { outcome: 'unknownProgramme' }
  | { outcome: 'unknownDefinition' };

/** What moving a programme to a version would come to, as it stands in the database now. */
export async function previewMigration(
  core: Core,
  name: ProgrammeName,
  definition: string,
): Promise<PreviewAnswer> {
  const known = await readProgramme(core, name);
  if (known === null) return { outcome: 'unknownProgramme' };
  const to = await core.definitions.get(name.organisation, definition);
  if (to === null) return { outcome: 'unknownDefinition' };
  const undo = await isEarlier(core, name.organisation, known, to);
  const now = programmeNow(core.clock, known);
  const preview = planMigration(known.compiled, to, known.state, now, { undo });
  const { head } = known.row;
  return { outcome: 'previewed', preview, head, digest: digestOf(known, preview), undo };
}

/**
 * Moves a programme to another version, if it is still as previewed: entry, states, timers and the
 * definition it runs on change together, with the note of who applied the request.
 */
export async function migrateProgramme(
  core: Core,
  name: ProgrammeName,
  { request, digest, act }: MigrationAsked,
): Promise<MigrateAnswer> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const known = await readProgramme(core, name);
    if (known === null) return { outcome: 'unknownProgramme' };
    const to = await core.definitions.get(name.organisation, request.definition);
    if (to === null) return { outcome: 'unknownDefinition' };
    const undo = await isEarlier(core, name.organisation, known, to);
    const now = programmeNow(core.clock, known);
    const preview = planMigration(known.compiled, to, known.state, now, { undo });
    if (digestOf(known, preview) !== digest) {
      await settleMigration(core.store.pool, request, name.programme, { status: 'stale' });
      return { outcome: 'stale' };
    }
    if (preview.blockers.length > 0) return { outcome: 'blocked', blockers: preview.blockers };
    const outcome = applyMigration(known.compiled, to, known.state, act, now, { undo });
    const changes = noChanges(known);
    const [entry] = keepOutcome(changes, outcome, now, saltsFor(known.state));
    const sequence = entry?.entry.sequence ?? 0;
    const renamed = Object.fromEntries(
      preview.items.filter(({ item, id }) => item !== id).map(({ item, id }) => [item, id]),
    );
    const after = afterChanges(known, changes);
    const moved: Known = { ...after, compiled: to, row: { ...after.row, definition: to.hash } };
    const write = toWrite({ ...known, compiled: to }, changes);
    const holders = dutyHolders(to, changes.state);
    const written = { write, definition: to.hash, after: changes.state, renamed, holders };
    const by = act.actor.kind === 'person' ? act.actor.person : 'SYSTEM';
    core.states.forget(name);
    try {
      await inTransaction(core.store, async (session) => {
        const { won } = await writeMigration(session, written);
        if (!won) throw new LostRace();
        const settled = { status: 'applied', by, sequence } as const;
        await settleMigration(session, request, name.programme, settled);
      });
    } catch (error) {
      if (!(error instanceof LostRace) && !isDeadlock(error)) throw error;
      await core.clock.sample(); // either the programme moved, or the stamp was off
      continue;
    }
    core.states.set(name, moved);
    const { entries, notices } = changes;
    return { outcome: 'migrated', sequence, entries: entries.length, notices: notices.length };
  }
  throw new Error(
    `programme "${name.programme}" could not be migrated; is the clock of this machine or of the database being changed?`,
  );
}

/** Rolls the transaction back: somebody wrote to the programme meanwhile. */
class LostRace extends Error {}

/** What was previewed, as one hash: where the history stood, and what the entry would hold. */
function digestOf({ row }: Known, { from, to, changes, blockers }: MigrationPreview): string {
  const text = canonicalJson({ head: row.head, from, to, changes, blockers });
  return createHash('sha256').update(text).digest('hex');
}

/** Whether a version was published before the one that the programme runs on: moving there undoes. */
async function isEarlier(
  { store }: Core,
  organisation: string,
  { compiled }: Known,
  to: CompiledDefinition,
): Promise<boolean> {
  const published = await listDefinitions(store, organisation); // newest first
  const place = (hash: string) => published.findIndex((each) => each.hash === hash);
  return place(to.hash) > place(compiled.hash);
}
