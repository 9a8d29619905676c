import type { Checkpoint } from '../checkpoint/checkpoint.js';
import type { LogKey } from '../checkpoint/log-key.js';
import type { Ed25519Verify } from '../checkpoint/signed-note.js';
import type { Sha256 } from '../hash.js';
import { verifyConsistency } from '../merkle/verify-proof.js';
import type { MarkPassed } from './log-marks.js';
import { openCheckpoint, type OpenedCheckpoint } from './open-checkpoints.js';
import { PackBroken } from './pack-fault.js';

/** A checkpoint kept elsewhere; with a consistency proof where the pack itself cannot compare it. */
export type KeptCheckpoint = { readonly note: string; readonly proof?: readonly string[] };

/** A kept checkpoint, opened. */
type Kept = { readonly opened: OpenedCheckpoint; readonly proof: readonly string[] | null };

/** Open the kept checkpoints with the keys in the pack: they must be of the same log. */
export async function openKept(
  verify: Ed25519Verify,
  keys: readonly LogKey[],
  checkpoints: readonly KeptCheckpoint[],
  of: Checkpoint,
): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const { note, proof } of checkpoints) {
    const opened = await openCheckpoint(verify, keys, { text: note, file: null }, of);
    kept.push({ opened, proof: proof ?? null });
  }
  return kept;
}

/** How many entries the kept checkpoints anchor (null: none of them could be compared). */
export function compareKept(
  sha256: Sha256,
  { checkpoint }: OpenedCheckpoint,
  kept: readonly Kept[],
  { passed, crossed }: { passed: readonly MarkPassed[]; crossed: readonly MarkPassed[] },
  entries: number,
): { anchored: number | null; notCompared: number[] } {
  let anchored: number | null = null;
  const notCompared: number[] = [];
  for (const { opened, proof } of kept) {
    const { size, heads } = opened.checkpoint;
    const mark = [...passed, ...crossed].find((each) => each.opened === opened);
    const same = size === checkpoint.size;
    if (same && (heads.count !== checkpoint.heads.count || heads.root !== checkpoint.heads.root)) {
      const problem = `the checkpoint from elsewhere and checkpoint.txt, both of ${size} leaves, have other heads`;
      throw new PackBroken('HEADS_DIFFER', problem);
    }
    if (!passed.some((each) => each.opened === opened)) {
      if (proof === null) {
        notCompared.push(size);
        continue;
      }
      const [from, to] = [checkpoint, opened.checkpoint].toSorted((a, b) => a.size - b.size);
      if (!from || !to || !verifyConsistency(sha256, { from, to, proof })) {
        const problem = `the proof does not show that the log of ${size} leaves, from elsewhere, and that of ${checkpoint.size} in the pack are one`;
        throw new PackBroken('ROOT_DIFFERS', problem);
      }
    }
    // A checkpoint from before the first of the entries says nothing about any of them.
    const below = mark?.entriesBelow ?? entries;
    if (below > 0 || entries === 0) anchored = Math.max(anchored ?? 0, below);
  }
  return { anchored, notCompared };
}
