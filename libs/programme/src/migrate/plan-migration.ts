import { toLocalDate, type Instant } from '#plan';
import type { EntryDraft } from '#ledger';
import type { CompiledDefinition } from '../chart/compile.js';
import { hasProgrammeEnded } from '../chart/ended.js';
import { actorOf, draftEntry } from '../decide/draft.js';
import { fold } from '../decide/fold.js';
import { settle } from '../decide/system-rules.js';
import type { Woken } from '../decide/wake.js';
import type { ProgrammeState } from '../model.js';
import { keptTables } from './kept-tables.js';
import { mapItems, type Blocker } from './map-items.js';
import { migratedTimers } from './migrated-timers.js';
import { migrationNotice } from './migration-notice.js';
import type { MigrationAct, MigrationPreview } from './migration-preview.js';
import { movedMilestones } from './moved-milestones.js';
import { missingNames } from './needed-names.js';
import { versionsOf, type Versions } from './versions.js';

const SYSTEM: MigrationAct = {
  actor: { kind: 'system' },
  role: 'SYSTEM',
  authority: null,
  request: 'preview',
  requestedBy: 'preview',
};

/**
 * Previews a migration; writes nothing. A pure function of its arguments.
 *
 * @param options.undo the version is an earlier one: what `from` declares of its migration is read backwards
 */
export function planMigration(
  from: CompiledDefinition,
  to: CompiledDefinition,
  state: ProgrammeState,
  now: Instant,
  { undo = false }: { undo?: boolean } = {},
): MigrationPreview {
  return worked(versionsOf(from, to, undo), state, now, SYSTEM).preview;
}

/**
 * Migrates a programme: one MIGRATED entry, then whatever the system does at once. Call it for a
 * programme without blockers; throws for one with them.
 */
export function applyMigration(
  from: CompiledDefinition,
  to: CompiledDefinition,
  state: ProgrammeState,
  act: MigrationAct,
  now: Instant,
  { undo = false }: { undo?: boolean } = {},
): Woken {
  const { preview, migrated } = worked(versionsOf(from, to, undo), state, now, act);
  if (migrated !== null) return migrated;
  const [first] = preview.blockers;
  throw new Error(`programme "${state.id}" cannot be migrated: ${first?.message ?? ''}`);
}

type Worked = { preview: MigrationPreview; migrated: Woken | null };

function worked(
  versions: Versions,
  state: ProgrammeState,
  now: Instant,
  act: MigrationAct,
): Worked {
  const { from, to, mapping } = versions;
  const { outcomes, items, blockers } = mapItems(versions, state);
  const preview: MigrationPreview = {
    from: from.hash,
    to: to.hash,
    items,
    milestones: [],
    tables: [],
    timers: { set: [], cancel: [] },
    rules: [],
    blockers: [...standing(versions, state), ...blockers],
    changes: outcomes as unknown as EntryDraft['changes'], // outcomes are JSON with an op
  };
  const draft = draftOf(versions, state, preview, act, now);
  if (preview.blockers.length > 0) return { preview, migrated: null };
  const moved = fold(to, state, draft as never); // a draft says what its entry will
  const missing = missingNames(versions, moved);
  if (missing.length > 0) return { preview: { ...preview, blockers: missing }, migrated: null };
  const today = toLocalDate(now, to.definition.zone);
  const firstSequence = state.head.sequence + 1;
  const settled = settle(to, moved, now, today, { drafts: [draft], firstSequence });
  const idBefore = namesBefore(mapping.items);
  const before = { compiled: from, state };
  const after = { compiled: to, state: settled.state };
  const timers = migratedTimers(before, after, idBefore, now);
  const rules = settled.drafts.map(({ kind, item, event }) => ({
    item: item ?? '',
    event: event?.type ?? '',
    kind: kind === 'BLOCKED' ? ('BLOCKED' as const) : ('TRANSITION' as const),
  }));
  const milestones = movedMilestones(before, after, idBefore);
  const tables = keptTables(from, to, settled.state.items);
  const done = { ...preview, timers, rules, milestones, tables };
  return {
    preview: done,
    migrated: {
      state: settled.state,
      drafts: [draft, ...settled.drafts],
      timers,
      notices: [migrationNotice(to, state, done, act), ...settled.notices],
    },
  };
}

/** What stands in the way of a programme as a whole. */
function standing({ from, to }: Versions, state: ProgrammeState): Blocker[] {
  const block = (message: string): Blocker => ({ item: null, message });
  if (from.hash === to.hash) return [block('It runs on that version already.')];
  if (hasProgrammeEnded(from, state)) return [block('The programme has ended; it stays as it is.')];
  if (from.definition.id === to.definition.id) return [];
  if (to.definition.migration?.from === from.definition.id) return [];
  if (from.definition.migration?.from === to.definition.id) return [];
  return [
    block(
      `It runs on definition "${from.definition.id}", and that is a version of "${to.definition.id}"; say so under migration.from if one follows the other.`,
    ),
  ];
}

function draftOf(
  { from, to }: Versions,
  state: ProgrammeState,
  { changes }: MigrationPreview,
  { actor, role, authority, request, requestedBy }: MigrationAct,
  now: Instant,
): EntryDraft {
  const draft = draftEntry({ ...state, definition: to.hash }, now, to.definition.zone, {
    kind: 'MIGRATED',
    item: null,
    event: {
      type: 'MIGRATED',
      key: null,
      mark: null,
      payload: { from: from.hash, to: to.hash, request, requestedBy },
    },
    actor: actorOf(actor, { role, authority }),
  });
  return { ...draft, changes };
}

function namesBefore(items: Readonly<Record<string, string>>): (id: string) => string {
  const before = new Map(Object.entries(items).map(([old, now]) => [now, old]));
  return (id) => before.get(id) ?? id;
}
