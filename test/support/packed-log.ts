import { createHash } from 'node:crypto';
import {
  checkpointText,
  headsLeaf,
  headsLines,
  headsRoot,
  hex,
  logKey,
  logLines,
  sealEntry,
  signNote,
  writeVerifierKey,
  type ChainHeads,
  type ChainName,
  type EntryDraft,
  type Head,
  type PackChain,
  type PackCrypto,
  type PackReader,
  type PrivateField,
  type Sha256,
} from '#ledger';
import { publicKeyOf, signer, verifyEd25519 } from './log-keys.js';
import { storedTree } from './stored-tree.js';

export const sha256: Sha256 = (data) => createHash('sha256').update(data).digest();

/** The cryptography of Node, as verifyPack wants it. */
export const crypto: PackCrypto = {
  sha256,
  verify: verifyEd25519,
  hashStream: async (chunks) => {
    const hash = createHash('sha256');
    for await (const chunk of chunks) hash.update(chunk);
    return hash.digest('hex');
  },
};

/** One leaf of the log and what the store has for it. */
export type LogRow = {
  readonly chain: ChainName;
  readonly sequence: number;
  readonly hash: string;
  readonly canonical: string;
  readonly privateFields: readonly PrivateField[];
};

export const ORIGIN = 'evolve.example.org/log';
export const SEED = 'a1'.repeat(32);
export const DEFINITION = '{"name":"Small","charts":[]}';
export const MINUTES = 'The minutes of the Board';
const name = (programme: string | null, stream: ChainName['stream']): ChainName => ({
  organisation: 'o-1',
  programme,
  stream,
});
export const [HISTORY, REFUSALS, OTHERS, OWN] = [
  name('p-1', 'history'),
  name('p-1', 'refusals'),
  name('p-2', 'history'),
  name(null, 'history'),
];

/** The draft of an entry of this chain, recorded `minute` minutes after eight. */
export function draftOf(chain: ChainName, minute: number): EntryDraft {
  const refused = chain.stream === 'refusals';
  return {
    v: 1,
    ...chain,
    kind: refused ? 'REFUSED' : 'TRANSITION',
    at: refused ? { sequence: 0, hash: '0'.repeat(64) } : null,
    cause: null,
    item: 'milestone-M01',
    event: {
      type: 'RECORD',
      key: null,
      mark: null,
      payload: { minute, reason: { $private: `Because of ${minute}, çà et là` } },
    },
    actor: { person: 'u-1', actingFor: null, role: 'pmo', authority: null },
    from: null,
    to: null,
    changes: [],
    guards: [],
    evidence:
      minute % 5 === 0
        ? [{ title: 'Minutes', source: null, sha256: hex(sha256(MINUTES)), kind: null }]
        : [],
    refusal: refused ? { code: 'GUARDS', message: 'Not yet' } : null,
    occurredOn: '2012-06-30',
    recordedAt: `2012-06-30T08:${String(minute).padStart(2, '0')}:00.000Z`,
    definition: hex(sha256(DEFINITION)),
  };
}

/** A log of 40 leaves: four chains that alternate, one of which (p-2) nobody here is shown. */
export function smallLog(
  draft: (chain: ChainName, minute: number) => EntryDraft = draftOf,
): LogRow[] {
  const turns = [OTHERS, HISTORY, HISTORY, OWN, OTHERS, HISTORY, REFUSALS, OTHERS];
  const heads = new Map<ChainName, Head>();
  return Array.from({ length: 40 }, (_, minute) => {
    const chain = turns[(minute * 3) % turns.length] ?? HISTORY;
    const sealed = sealEntry(
      sha256,
      draft(chain, minute),
      heads.get(chain) ?? null,
      (sequence, at) => sha256(`${chain.stream} ${sequence} ${at}`),
    );
    const { hash, canonical, privateFields, entry } = sealed;
    heads.set(chain, { sequence: entry.sequence, hash });
    return { chain, sequence: entry.sequence, hash, canonical, privateFields };
  });
}

/** The heads of the first `size` leaves, in order. */
function headsOf(rows: readonly LogRow[], size = rows.length): ChainHeads[] {
  const heads = new Map<string | null, ChainHeads>();
  for (const { chain, sequence, hash } of rows.slice(0, size)) {
    const { organisation, programme, stream } = chain;
    const zeros = '0'.repeat(64);
    const before = heads.get(programme) ?? {
      organisation,
      programme,
      sequence: 0,
      head: zeros,
      refusals: 0,
      refusalsHead: zeros,
    };
    const moved =
      stream === 'history' ? { sequence, head: hash } : { refusals: sequence, refusalsHead: hash };
    heads.set(programme, { ...before, ...moved });
  }
  const order = (programme: string | null): string => programme ?? '';
  return [...heads.values()].toSorted((one, other) =>
    order(one.programme) < order(other.programme) ? -1 : 1,
  );
}

/** The signed checkpoint over the first `size` leaves. */
export async function noteOf(
  rows: readonly LogRow[],
  size = rows.length,
  seed = SEED,
): Promise<string> {
  const { root } = storedTree(
    sha256,
    rows.slice(0, size).map(({ hash }) => hash),
  );
  const heads = headsRoot(sha256, headsOf(rows, size));
  const time = '2012-07-01T00:00:00.000Z';
  const key = logKey(sha256, ORIGIN, publicKeyOf(seed));
  const text = checkpointText({ origin: ORIGIN, size, root, heads, time });
  return await signNote(text, [{ key, sign: signer(seed) }]);
}

/** How to make a pack. `store`: what the store says now, where it is not what the log has hashed. */
export type Packing = {
  readonly chains: readonly PackChain[];
  readonly cuts?: readonly number[];
  readonly seed?: string;
  readonly shown?: (row: LogRow) => boolean;
  readonly store?: (row: LogRow) => LogRow;
};

/** The files of a pack, as an exporter would write them. */
export async function packOf(
  rows: readonly LogRow[],
  { chains, cuts = [], seed = SEED, shown = () => true, store = (row) => row }: Packing,
): Promise<Map<string, string>> {
  const log = storedTree(
    sha256,
    rows.map(({ hash }) => hash),
  );
  const heads = headsOf(rows);
  const second = storedTree(
    sha256,
    heads.map((each) => headsLeaf(sha256, each)),
  );
  const entries = rows.flatMap((row, position) => {
    const chain = chains.findIndex(
      ({ programme, stream }) => programme === row.chain.programme && stream === row.chain.stream,
    );
    return chain < 0 || !shown(row) ? [] : { ...store(row), position, chain };
  });
  const shownHeads = heads
    .map((each, position) => ({ position, heads: each }))
    .filter(({ heads: { programme } }) => chains.some((chain) => chain.programme === programme));
  const files = new Map<string, string>([
    [
      'manifest.json',
      `${JSON.stringify({ format: 'evolve-evidence-pack', v: 1, made: '2012-07-02T00:00:00.000Z', chains })}\n`,
    ],
    ['keys.txt', `${writeVerifierKey(logKey(sha256, ORIGIN, publicKeyOf(seed)))}\n`],
    ['checkpoint.txt', await noteOf(rows, rows.length, seed)],
    ['log.txt', await textOf(logLines(log.read, { size: rows.length, cuts }, entries))],
    ['heads.txt', await textOf(headsLines(second.read, { size: heads.length }, shownHeads))],
    [`definitions/${hex(sha256(DEFINITION))}.json`, DEFINITION],
    [`evidence/${hex(sha256(MINUTES))}`, MINUTES],
  ]);
  for (const cut of cuts) files.set(`checkpoints/${cut}.txt`, await noteOf(rows, cut, seed));
  return files;
}

/** The files as a pack, in pieces small enough to part characters. */
export function readerOf(files: ReadonlyMap<string, string>): PackReader {
  async function* pieces(name: string): AsyncGenerator<Uint8Array> {
    const bytes = Buffer.from(files.get(name) ?? '', 'utf8');
    for (let at = 0; at < bytes.length; at += 997)
      yield await Promise.resolve(bytes.subarray(at, at + 997));
  }
  return { names: [...files.keys()], open: pieces };
}

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const line of lines) text += line;
  return text;
}
