import { publicKeyOf } from '../../../../test/support/log-keys.js';
import {
  crypto,
  HISTORY,
  noteOf,
  ORIGIN,
  OTHERS,
  OWN,
  packOf,
  readerOf,
  REFUSALS,
  SEED,
  sha256,
  smallLog,
} from '../../../../test/support/packed-log.js';
import { storedTree } from '../../../../test/support/stored-tree.js';
import {
  consistencyProof,
  hex,
  verifyPack,
  type FromElsewhere,
  type PackChain,
  type PackVerdict,
} from '../index.js';

const rows = smallLog();
const whole = (...chains: (typeof HISTORY)[]): PackChain[] =>
  chains.map((chain) => ({ ...chain, part: 'whole' }));
const both = whole(HISTORY, REFUSALS);
const fingerprint = hex(sha256(publicKeyOf(SEED)));
const verify = (files: ReadonlyMap<string, string>, elsewhere?: FromElsewhere) =>
  verifyPack(crypto, readerOf(files), elsewhere);
const known = { fingerprints: [fingerprint] };

describe('a pack that nobody touched', () => {
  it('is self-consistent, its signer unknown, when nothing is known from elsewhere', async () => {
    const verdict = await verify(await packOf(rows, { chains: both }));
    expect(verdict).toEqual<PackVerdict>({
      result: 'self-consistent',
      facts: {
        origin: ORIGIN,
        size: 40,
        time: '2012-07-01T00:00:00.000Z',
        signedBy: [fingerprint],
        entries: 20,
        chains: [
          { ...HISTORY, part: 'whole', entries: 15, first: 1, last: 15, inLog: 15 },
          { ...REFUSALS, part: 'whole', entries: 5, first: 1, last: 5, inLog: 5 },
        ],
        leftOut: [],
        erased: { count: 0, first: [] },
        absentEvidence: [],
        unverified: [],
        notCompared: [],
      },
    });
  });

  it('is anchored when the key that signed it is known', async () => {
    const verdict = await verify(await packOf(rows, { chains: both }), known);
    expect(verdict).toMatchObject({ result: 'anchored', entriesAfter: 0 });
  });

  it('is anchored by a checkpoint of its size that was kept elsewhere', async () => {
    const kept = { checkpoints: [{ note: await noteOf(rows) }] };
    const verdict = await verify(await packOf(rows, { chains: both }), kept);
    expect(verdict).toMatchObject({ result: 'anchored', entriesAfter: 0 });
  });

  it('is anchored as far as an earlier checkpoint reaches, and says how much stands after it', async () => {
    const kept = { checkpoints: [{ note: await noteOf(rows, 21) }] };
    const verdict = await verify(await packOf(rows, { chains: both, cuts: [8, 21] }), kept);
    const after = rows.slice(21).filter(({ chain }) => chain.programme === 'p-1').length;
    expect(verdict).toMatchObject({ result: 'anchored', entriesAfter: after });
    expect(after).toBeGreaterThan(0);
  });

  it('is anchored by a checkpoint that it cannot compare, once a proof is brought along', async () => {
    const { read } = storedTree(
      sha256,
      rows.map(({ hash }) => hash),
    );
    const chains = whole(OWN);
    const early = { note: await noteOf(rows, 21) };
    const proof = await consistencyProof(sha256, read, { from: 21, to: 40 });
    const files = await packOf(rows, { chains });
    const without = await verify(files, { checkpoints: [early] });
    expect(without).toMatchObject({ result: 'self-consistent', facts: { notCompared: [21] } });
    const convinced = await verify(files, { checkpoints: [{ ...early, proof }] });
    expect(convinced).toMatchObject({ result: 'anchored', facts: { notCompared: [] } });
    const wrong = await verify(files, { checkpoints: [{ ...early, proof: proof.slice(1) }] });
    expect(wrong).toMatchObject({ result: 'broken', fault: { code: 'ROOT_DIFFERS' } });
  });

  it('is anchored by a later checkpoint with its proof', async () => {
    const { read } = storedTree(
      sha256,
      rows.map(({ hash }) => hash),
    );
    const proof = await consistencyProof(sha256, read, { from: 24, to: 40 });
    const later = { note: await noteOf(rows) };
    const files = await packOf(rows.slice(0, 24), { chains: both });
    expect(await verify(files, { checkpoints: [later] })).toMatchObject({
      result: 'self-consistent',
      facts: { notCompared: [40] },
    });
    expect(await verify(files, { checkpoints: [{ ...later, proof }] })).toMatchObject({
      result: 'anchored',
      entriesAfter: 0,
    });
  });

  it('is not anchored by a checkpoint older than all of its entries', async () => {
    const chains: PackChain[] = [{ ...HISTORY, part: 'sample' }];
    const shown = ({ sequence }: { sequence: number }) => sequence > 10;
    const files = await packOf(rows, { chains, shown, cuts: [8] });
    const verdict = await verify(files, { checkpoints: [{ note: await noteOf(rows, 8) }] });
    expect(verdict).toMatchObject({ result: 'self-consistent', facts: { notCompared: [] } });
  });

  it('says which chains of its programmes it leaves out', async () => {
    const verdict = await verify(await packOf(rows, { chains: whole(HISTORY, OWN) }), known);
    const leftOut = [{ ...REFUSALS, entries: 5 }];
    expect(verdict).toMatchObject({ result: 'anchored', facts: { leftOut } });
  });

  it('tells nothing of programmes that are not in it', async () => {
    const files = await packOf(rows, { chains: both });
    expect([...files.values()].join('')).not.toContain(OTHERS.programme);
  });

  it('holds together over the log without entries', async () => {
    const verdict = await verify(await packOf([], { chains: [] }), known);
    expect(verdict).toMatchObject({ result: 'anchored', facts: { size: 0, entries: 0 } });
  });
});

describe('a part of a chain', () => {
  const [from, until] = ['2012-06-30T08:10:00.000Z', '2012-06-30T08:25:00.000Z'];
  const range: PackChain[] = [{ ...HISTORY, part: 'range', from, until }];
  const minute = (canonical: string): string =>
    (JSON.parse(canonical) as { recordedAt: string }).recordedAt;
  const own = rows.filter(({ chain }) => chain === HISTORY);
  const within = own.filter(
    ({ canonical }) => minute(canonical) >= from && minute(canonical) < until,
  );
  const [low, high] = [within.at(0)?.sequence ?? 0, within.at(-1)?.sequence ?? 0];
  const between =
    (first: number, last: number) =>
    ({ sequence }: { sequence: number }) =>
      sequence >= first && sequence <= last;
  const ranged = async (first: number, last: number, chains = range) =>
    await verify(await packOf(rows, { chains, shown: between(first, last) }), known);

  it('between two dates is shown with the entry before and the one after', async () => {
    expect(within.length).toBeGreaterThan(3);
    const shown = { part: 'range', first: low - 1, last: high + 1, inLog: 15 };
    const verdict = await ranged(low - 1, high + 1);
    expect(verdict).toMatchObject({ result: 'anchored', facts: { chains: [shown] } });
  });

  it('between two dates is broken without either of them, or without any entry', async () => {
    const open = await ranged(low, high + 1);
    expect(open).toMatchObject({ fault: { code: 'RANGE_OPEN', sequence: low - 1 } });
    const cut = await ranged(low - 1, high);
    expect(cut).toMatchObject({ fault: { code: 'CUT_OFF', sequence: high + 1 } });
    expect(await ranged(20, 21)).toMatchObject({ fault: { code: 'RANGE_OPEN', sequence: 1 } });
  });

  it('between two dates is broken where one is missing', async () => {
    const shown = ({ sequence }: { sequence: number }) =>
      between(low - 1, high + 1)({ sequence }) && sequence !== low + 1;
    const verdict = await verify(await packOf(rows, { chains: range, shown }), known);
    expect(verdict).toMatchObject({ fault: { code: 'SEQUENCE_GAP', sequence: low + 1 } });
  });

  it('between two dates needs no neighbour where the chain begins or ends', async () => {
    const [early, late] = ['2000-01-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z'];
    const all: PackChain[] = [{ ...HISTORY, part: 'range', from: early, until: late }];
    expect(await ranged(1, 15, all)).toMatchObject({ result: 'anchored' });
  });

  it('may be a sample, each entry of which is shown to be in the log', async () => {
    const chains: PackChain[] = [{ ...HISTORY, part: 'sample' }];
    const picked = [2, 3, 7, 15];
    const sample = { chains, shown: (row: { sequence: number }) => picked.includes(row.sequence) };
    const verdict = await verify(await packOf(rows, sample), known);
    const shown = { part: 'sample', entries: 4, first: 2, last: 15 };
    expect(verdict).toMatchObject({ result: 'anchored', facts: { chains: [shown] } });
    const altered = await packOf(rows, {
      ...sample,
      store: (row) =>
        row.sequence === 7 ? { ...row, canonical: row.canonical.replace('pmo', 'dir') } : row,
    });
    expect(await verify(altered, known)).toMatchObject({
      fault: { code: 'HASH_DIFFERS', chain: HISTORY, sequence: 7, file: 'log.txt' },
    });
  });
});

describe('text that is kept apart', () => {
  it('is reported where it was erased, which is no fault', async () => {
    const store = (row: (typeof rows)[number]) =>
      row.sequence === 3 && row.chain === HISTORY ? { ...row, privateFields: [] } : row;
    const verdict = await verify(await packOf(rows, { chains: both, store }), known);
    const first = [{ chain: HISTORY, sequence: 3, pointer: '/event/payload/reason' }];
    expect(verdict).toMatchObject({ result: 'anchored', facts: { erased: { count: 1, first } } });
  });

  it('is broken where it is not what was committed to', async () => {
    const files = await packOf(rows, { chains: both });
    const log = files.get('log.txt') ?? '';
    const line = log.split('\n').findIndex((text) => text.startsWith('entry 0 4 ')) + 1;
    for (const [from, to] of [
      ['Because', 'Despite'],
      ['"salt":"', '"salt":"0'],
      ['/reason', '/minute'],
    ] as const) {
      const lines = log.split('\n');
      lines[line] = (lines[line] ?? '').replace(from, to);
      files.set('log.txt', lines.join('\n'));
      expect(await verify(files, known)).toMatchObject({
        result: 'broken',
        fault: { code: 'PRIVATE_DIFFERS', chain: HISTORY, sequence: 4 },
      });
    }
  });

  it('says which evidence the pack does not hold, and what nothing in it verifies', async () => {
    const files = await packOf(rows, { chains: both });
    const evidence = [...files.keys()].find((name) => name.startsWith('evidence/')) ?? '';
    files.delete(evidence);
    files.set('report.pdf', 'all is well');
    files.set(`evidence/${'0'.repeat(64)}`, 'nobody names it');
    expect(await verify(files, known)).toMatchObject({
      result: 'anchored',
      facts: {
        absentEvidence: [evidence.slice('evidence/'.length)],
        unverified: ['report.pdf', `evidence/${'0'.repeat(64)}`],
      },
    });
  });
});
