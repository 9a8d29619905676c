import type { EntryDraft } from '#ledger';
import type { Actor, TimerChanges } from '../model.js';
import type { Blocker, ItemMoved } from './map-items.js';
import type { TableKept } from './kept-tables.js';
import type { MilestoneMoved } from './moved-milestones.js';

/**
 * What moving a programme to another version would come to. With blockers it cannot be done as things
 * stand, and what follows from the new states (milestones, timers, rules) is not worked out.
 */
export type MigrationPreview = {
  /** Hashes of the two versions. */
  from: string;
  to: string;
  items: ItemMoved[];
  milestones: MilestoneMoved[];
  /** Adopted tables of holidays that stand over those of the version. */
  tables: TableKept[];
  timers: TimerChanges;
  /** What the system would do at once, in order. */
  rules: { item: string; event: string; kind: 'TRANSITION' | 'BLOCKED' }[];
  blockers: Blocker[];
  /** The outcomes that the entry would hold: two previews are the same when these and the head are. */
  changes: EntryDraft['changes'];
};

/** Who migrates a programme, and on whose request. */
export type MigrationAct = {
  actor: Actor;
  role: string;
  authority: string | null;
  request: string;
  requestedBy: string;
};
