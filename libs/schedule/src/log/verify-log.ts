import type pg from 'pg';
import {
  chainVerifier,
  leafRowIn,
  openNote,
  readCheckpoint,
  readVerifierKey,
  treeBuilder,
  type ChainVerifier,
  type Ed25519Verify,
  type LogKey,
  type Sha256,
  type Stream,
} from '#ledger';
import {
  checkpointsFrom,
  copiedNumber,
  copiedText,
  copyOut,
  entriesWithLeaves,
  leafWithoutEntry,
  lastCheckpoint,
  leavesInOrder,
  listLogKeys,
  readLogState,
  type CopiedRow,
  type Session,
  type Store,
} from '#store';

/** What going through the log came to; `problem` is the first thing that is wrong with it. */
export interface LogVerified {
  readonly entries: number;
  readonly leaves: number;
  readonly checkpoints: number;
  readonly problem: string | null;
}

/**
 * Goes through everything that the log rests on, as it stands at one moment: each chain from its first
 * entry, each leaf against its entry, and the tree from its first leaf, whose root must be that of every
 * checkpoint on the way. Memory does not grow with the log. What it finds is for the operator; an
 * auditor verifies without this program.
 */
export async function verifyLog(
  store: Store,
  { sha256, verify }: { sha256: Sha256; verify: Ed25519Verify },
): Promise<LogVerified> {
  const client = await store.pool.connect();
  let done = { entries: 0, leaves: 0, checkpoints: 0 };
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const chains = await walkChains(client, sha256);
    done = { ...done, entries: chains.entries };
    const tree = await walkTree(client, store.pool, { sha256, verify });
    done = { ...done, leaves: tree.leaves, checkpoints: tree.checkpoints };
    if (tree.leaves !== chains.logged) throw new Broken(await missingEntry(client));
    await client.query('COMMIT');
    return { ...done, problem: null };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { ...done, problem: error.message };
  } finally {
    // What a broken COPY has still to say is not waited for: the session ends.
    client.release(true);
  }
}

/** Something does not hold; the message says where, and what. */
class Broken extends Error {}

type Walking = {
  organisation: string;
  programme: string;
  stream: string;
  verifier: ChainVerifier;
  /** An entry of it has no leaf: then none after it may have one. */
  ended: boolean;
};

async function walkChains(
  client: pg.ClientBase,
  sha256: Sha256,
): Promise<{ entries: number; logged: number }> {
  let entries = 0;
  let logged = 0;
  let chain: Walking | null = null;
  const take = (row: CopiedRow): void => {
    const { bytes, start, end } = row;
    const organisation = copiedText(row, 0, chain?.organisation) ?? '';
    const programme = copiedText(row, 1, chain?.programme) ?? '';
    const stream = copiedText(row, 2, chain?.stream) ?? '';
    const same =
      chain !== null &&
      chain.stream === stream &&
      chain.programme === programme &&
      chain.organisation === organisation;
    const now: Walking = same && chain ? chain : begun({ organisation, programme, stream }, sha256);
    chain = now;
    const sequence = copiedNumber(row, 3);
    const [hash = 0, text = 0, leaf = 0] = [start[4], start[5], start[6]];
    if (lengthOf(row, 6) < 0) now.ended = true;
    else if (now.ended)
      throw new Broken(`${placeOf(now, sequence)} is in the log, and the entry before it is not`);
    else {
      logged += 1;
      if (!sameBytes(bytes, hash, leaf, lengthOf(row, 6))) {
        const is = copiedText(row, 6);
        throw new Broken(
          `${placeOf(now, sequence)} has the hash ${copiedText(row, 4)}; the log has ${is}`,
        );
      }
    }
    const place = { sequence, hash, text, end: end[5] ?? 0 };
    const fault = now.verifier.add(leafRowIn(bytes, place));
    if (fault)
      throw new Broken(`${placeOf(now, fault.sequence)}: ${fault.problem} (${fault.code})`);
    entries += 1;
  };
  for await (const eachRow of copyOut(client, entriesWithLeaves, 7)) eachRow(take);
  return { entries, logged };
}

function begun(
  { organisation, programme, stream }: Pick<Walking, 'organisation' | 'programme' | 'stream'>,
  sha256: Sha256,
): Walking {
  const verifier = chainVerifier(sha256, {
    organisation,
    programme: programme === '' ? null : programme,
    stream: stream as Stream, // one that is none is told by the first entry
  });
  return { organisation, programme, stream, verifier, ended: false };
}

type Named = Pick<Walking, 'organisation' | 'programme' | 'stream'>;

const placeOf = ({ organisation, programme, stream }: Named, sequence: number): string =>
  `entry ${sequence} of the ${stream} of ${programme === '' ? `organisation ${organisation}` : `${organisation}/${programme}`}`;

const lengthOf = ({ start, end }: CopiedRow, field: number): number =>
  (end[field] ?? 0) - (start[field] ?? 0);

function sameBytes(bytes: Uint8Array, one: number, other: number, length: number): boolean {
  for (let place = 0; place < length; place += 1) {
    if (bytes[one + place] !== bytes[other + place]) return false;
  }
  return true;
}

async function missingEntry(session: Session): Promise<string> {
  const found = await leafWithoutEntry(session);
  if (found === null) return 'the log has leaves that no entry accounts for';
  return `${placeOf(found, found.sequence)} is in the log, and no longer in the history`;
}

/** Checkpoints that are read ahead; a chunk of leaves passes fewer. */
const PAGE = 10_000;

/** A checkpoint that lies ahead. */
type Mark = {
  readonly id: number;
  readonly size: number;
  readonly root: string;
  readonly time: string;
};

async function walkTree(
  client: pg.ClientBase,
  session: Session,
  crypto: { sha256: Sha256; verify: Ed25519Verify },
): Promise<{ leaves: number; checkpoints: number }> {
  const { sha256, verify } = crypto;
  const { frontier } = await readLogState(client);
  const keys = await knownKeys(session, sha256);
  const tree = treeBuilder(sha256);
  const marks: Mark[] = [];
  const newest = (await lastCheckpoint(client))?.id ?? 0;
  let last = 0;
  let checkpoints = 0;
  const compare = (): void => {
    for (let mark = marks[0]; mark && mark.size <= tree.size(); mark = marks[0]) {
      marks.shift();
      if (mark.size < tree.size() || tree.root() !== mark.root) {
        throw new Broken(
          `the first ${mark.size} leaves do not have the root that checkpoint ${mark.id} of ${mark.time} was signed over`,
        );
      }
      checkpoints += 1;
    }
  };
  const take = (row: CopiedRow): void => {
    const position = copiedNumber(row, 0);
    if (position !== tree.size()) throw new Broken(`leaf ${tree.size()} of the log is missing`);
    tree.append(copiedText(row, 1) ?? '');
    compare();
  };
  const readAhead = async (): Promise<void> => {
    if (last >= newest || marks.length > PAGE / 2) return;
    for (const { id, size, note } of await checkpointsFrom(session, { id: last, limit: PAGE })) {
      last = id;
      if (id > newest) return;
      const read = await signedMark(note, keys, verify);
      if ('problem' in read) throw new Broken(`checkpoint ${id}: ${read.problem}`);
      if (read.size !== size)
        throw new Broken(`checkpoint ${id} is over ${read.size} leaves, and kept as over ${size}`);
      if (size > frontier.size)
        throw new Broken(
          `checkpoint ${id} is over ${size} leaves, and the log has ${frontier.size}`,
        );
      marks.push({ id, ...read });
    }
  };
  await readAhead();
  compare();
  for await (const eachRow of copyOut(client, leavesInOrder, 2)) {
    await readAhead();
    eachRow(take);
  }
  if (tree.size() !== frontier.size || tree.frontier().nodes.join() !== frontier.nodes.join()) {
    throw new Broken(
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
