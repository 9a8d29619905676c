import { readCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.js';
import { readVerifierKey, type LogKey } from '../checkpoint/log-key.js';
import { openNote, type Ed25519Verify } from '../checkpoint/signed-note.js';
import type { Sha256 } from '../hash.js';
import { PackBroken } from './pack-fault.js';
import { textOf, type PackReader } from './pack-reader.js';

/** A checkpoint whose signature holds; `file` null is one from elsewhere than the pack. */
export type OpenedCheckpoint = {
  readonly checkpoint: Checkpoint;
  readonly signedBy: readonly LogKey[];
  readonly file: string | null;
};

const KEYS = 'keys.txt';
const MAIN = 'checkpoint.txt';

/** The public keys that the pack brings along. Nobody has said yet that they are the right ones. */
export async function readKeys(sha256: Sha256, pack: PackReader): Promise<LogKey[]> {
  const lines = (await textOf(pack, KEYS)).split('\n').slice(0, -1);
  return lines.map((text, place) => {
    const read = readVerifierKey(sha256, text);
    if (read.ok) return read.key;
    const line = place + 1;
    throw new PackBroken('MALFORMED', `line ${line} of ${KEYS}: ${read.problem}`, {
      file: KEYS,
      line,
    });
  });
}

/** Open a checkpoint with the keys of the pack. `of`: the checkpoint whose log it must be of. */
export async function openCheckpoint(
  verify: Ed25519Verify,
  keys: readonly LogKey[],
  note: { readonly text: string; readonly file: string | null },
  of?: Checkpoint,
): Promise<OpenedCheckpoint> {
  const { file } = note;
  const what = file ?? 'the checkpoint from elsewhere';
  const opened = await openNote(verify, note.text, keys);
  const read = opened.ok ? readCheckpoint(opened.text) : opened;
  if (!opened.ok || !read.ok) {
    const why = read.ok ? '' : read.problem;
    throw new PackBroken('CHECKPOINT_REFUSED', `${what}: ${why}`, { file });
  }
  const { checkpoint } = read;
  const origin = of?.origin ?? checkpoint.origin;
  const alien = [checkpoint.origin, ...opened.signedBy.map(({ name }) => name)].find(
    (name) => name !== origin,
  );
  if (alien !== undefined) {
    const problem = `${what} is of, or signed for, the log ${alien}; this pack is of ${origin}`;
    throw new PackBroken('OTHER_LOG', problem, { file });
  }
  return { checkpoint, signedBy: opened.signedBy, file };
}

/** The checkpoints in the pack: the one that all is proven against, then the earlier ones. */
export async function packCheckpoints(
  verify: Ed25519Verify,
  pack: PackReader,
  keys: readonly LogKey[],
): Promise<{ main: OpenedCheckpoint; earlier: OpenedCheckpoint[] }> {
  const read = async (file: string) => ({ file, text: await textOf(pack, file) });
  const main = await openCheckpoint(verify, keys, await read(MAIN));
  const earlier: OpenedCheckpoint[] = [];
  for (const file of pack.names.filter((name) => /^checkpoints\/[^/]+\.txt$/.test(name))) {
    const opened = await openCheckpoint(verify, keys, await read(file), main.checkpoint);
    const { size } = opened.checkpoint;
    if (size > main.checkpoint.size) {
      const problem = `${file} has ${size} leaves, ${MAIN} has ${main.checkpoint.size}`;
      throw new PackBroken('OTHER_LOG', problem, { file });
    }
    earlier.push(opened);
  }
  return { main, earlier };
}
