import type pg from 'pg';
import {
  digestIn,
  openNote,
  readCheckpoint,
  readVerifierKey,
  treeBuilder,
  type Ed25519Verify,
  type LogKey,
  type Sha256,
} from '#ledger';
import {
  checkpointsFrom,
  copiedNumber,
  copyOut,
  lastCheckpoint,
  leavesBetween,
  listLogKeys,
  readLogState,
  type CopiedRow,
  type Session,
} from '#store';
import type { ChainBook } from './chain-book.js';
import { entryIn, LogBroken, LogDiffers } from './log-broken.js';

/** So many checkpoints are read, and then the leaves up to the last of them. */
const PAGE = 10_000;

/** A checkpoint that lies ahead. */
type Mark = {
  readonly id: number;
  readonly size: number;
  readonly root: string;
  readonly time: string;
};

/**
 * Goes through the leaves in order, on a session that sees one moment: none may be missing, each chain's
 * must follow one another, and the root must be that of every checkpoint on the way. Notes in the book
 * what the log has of each chain.
 */
export async function walkLeaves(
  client: pg.ClientBase,
  { sha256, verify, book }: { sha256: Sha256; verify: Ed25519Verify; book: ChainBook },
): Promise<{ leaves: number; checkpoints: number }> {
  const { frontier } = await readLogState(client);
  const keys = await knownKeys(client, sha256);
  const newest = (await lastCheckpoint(client))?.id ?? 0;
  const tree = treeBuilder(sha256);
  let marks: Mark[] = [];
  let last = 0;
  let checkpoints = 0;

  const compare = (): void => {
    for (let mark = marks[0]; mark && mark.size <= tree.size(); mark = marks[0]) {
      marks.shift();
      if (mark.size < tree.size() || tree.root() !== mark.root) {
        throw new LogDiffers(
          `the first ${mark.size} leaves do not have the root that checkpoint ${mark.id} of ${mark.time} was signed over`,
          null,
        );
      }
      checkpoints += 1;
    }
  };

  const take = (row: CopiedRow): void => {
    const chain = book.of(row);
    const sequence = copiedNumber(row, 3);
    const position = copiedNumber(row, 4);
    if (position !== tree.size()) throw new LogBroken(`leaf ${tree.size()} of the log is missing`);
    if (sequence !== chain.leaves.count + 1) {
      const before = entryIn(chain, chain.leaves.count + 1);
      throw new LogBroken(
        `leaf ${position} is of ${entryIn(chain, sequence)}, and ${before} is not in the log before it`,
      );
    }
    const hash = digestIn(row.bytes, row.start[5] ?? 0);
    if (hash === null) throw new LogBroken(`leaf ${position} of the log has no hash`);
    chain.leaves.add(hash);
    tree.append(hash);
    compare();
  };

  /** The next checkpoints, opened. */
  const nextMarks = async (): Promise<Mark[]> => {
    const next: Mark[] = [];
    for (const { id, size, note } of await checkpointsFrom(client, { id: last, limit: PAGE })) {
      last = id;
      if (id > newest) break;
      const read = await signedMark(note, keys, verify);
      if ('problem' in read) throw new LogBroken(`checkpoint ${id}: ${read.problem}`);
      if (read.size !== size) {
        const kept = `kept as over ${size}`;
        throw new LogBroken(`checkpoint ${id} is over ${read.size} leaves, and ${kept}`);
      }
      if (size > frontier.size) {
        const has = `the log has ${frontier.size}`;
        throw new LogBroken(`checkpoint ${id} is over ${size} leaves, and ${has}`);
      }
      next.push({ id, ...read });
    }
    return next;
  };

  for (let isLast = false; !isLast;) {
    marks = await nextMarks();
    isLast = marks.length < PAGE;
    const to = isLast ? null : (marks.at(-1)?.size ?? null);
    compare();
    const leaves = leavesBetween(tree.size(), to);
    for await (const eachRow of copyOut(client, leaves, 6)) eachRow(take);
  }
  if (tree.size() !== frontier.size || tree.frontier().nodes.join() !== frontier.nodes.join()) {
    throw new LogBroken(
      `the log has ${tree.size()} leaves with the root ${tree.root()}, and says of itself that it has ${frontier.size} with another`,
    );
  }
  return { leaves: tree.size(), checkpoints };
}

async function knownKeys(session: Session, sha256: Sha256): Promise<LogKey[]> {
  return (await listLogKeys(session)).flatMap(({ key }) => {
    const read = readVerifierKey(sha256, key);
    return read.ok ? [read.key] : [];
  });
}

async function signedMark(
  note: string,
  keys: readonly LogKey[],
  verify: Ed25519Verify,
): Promise<Omit<Mark, 'id'> | { problem: string }> {
  const opened = await openNote(verify, note, keys);
  if (!opened.ok) return { problem: opened.problem };
  const read = readCheckpoint(opened.text);
  if (!read.ok) return { problem: read.problem };
  const { size, root, time } = read.checkpoint;
  return { size, root, time };
}
