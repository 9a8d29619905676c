import { readCheckpoint } from '#ledger';
import { claimAnchor, keepAnchored, lastCheckpoint, type Store } from '#store';
import type { Anchor } from './anchor.js';

/** What one look at the anchors came to. */
interface AnchorsKept {
  readonly anchored: number;
  readonly failures: readonly { readonly anchor: string; readonly error: string }[];
}

/** A place that failed is tried again after so long. */
const RETRY_SECONDS = 60;

/**
 * Puts the newest checkpoint where it is due outside. One place that fails keeps no other from its own;
 * what came of each stands in its row, for all to see.
 */
export async function anchorLog(
  store: Store,
  anchors: readonly Anchor[],
  everySeconds: number,
): Promise<AnchorsKept> {
  const failures: { anchor: string; error: string }[] = [];
  const last = anchors.length === 0 ? null : await lastCheckpoint(store.pool);
  if (last === null) return { anchored: 0, failures };
  const { size, note } = last;
  const origin = originIn(note);
  let anchored = 0;
  for (const anchor of anchors) {
    const due = { size, everySeconds, retrySeconds: RETRY_SECONDS };
    if (!(await claimAnchor(store.pool, anchor, due))) continue;
    try {
      await anchor.put({ origin, size, note });
      await keepAnchored(store.pool, anchor.name, { size });
      anchored += 1;
    } catch (error) {
      const problem = reasonOf(error);
      await keepAnchored(store.pool, anchor.name, { problem });
      failures.push({ anchor: anchor.name, error: problem });
    }
  }
  return { anchored, failures };
}

function originIn(note: string): string {
  const read = readCheckpoint(`${note.split('\n\n', 1)[0] ?? ''}\n`);
  if (read.ok) return read.checkpoint.origin;
  throw new Error(`the newest checkpoint cannot be read: ${read.problem}`);
}

/** In one line, without what git or a driver adds around it. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 500);
}
