import fc from 'fast-check';
import { publicKeyOf } from '../../../../test/support/log-keys.js';
import {
  crypto,
  DEFINITION,
  draftOf,
  HISTORY,
  MINUTES,
  packOf,
  readerOf,
  REFUSALS,
  SEED,
  sha256,
  smallLog,
  type LogRow,
} from '../../../../test/support/packed-log.js';
import { hex, sealEntry, verifyPack, type FromElsewhere, type Head } from '../index.js';

const rows = smallLog();
const chains = [HISTORY, REFUSALS].map((chain) => ({ ...chain, part: 'whole' as const }));
const known = { fingerprints: [hex(sha256(publicKeyOf(SEED)))] };
const verify = (files: ReadonlyMap<string, string>, elsewhere: FromElsewhere = known) =>
  verifyPack(crypto, readerOf(files), elsewhere);
const inHistory = (row: LogRow, sequence: number): boolean =>
  row.chain === HISTORY && row.sequence === sequence;
const row = (sequence: number): LogRow => {
  const found = rows.find((each) => inHistory(each, sequence));
  if (!found) throw new Error(`no entry ${sequence}`);
  return found;
};

/** The history from an entry on, written anew with hashes that follow one another. */
function rewritten(from: number): Map<number, LogRow> {
  let head: Head | null = { sequence: from - 1, hash: row(from - 1).hash };
  const anew = new Map<number, LogRow>();
  for (let sequence = from; sequence <= 15; sequence += 1) {
    const draft = { ...draftOf(HISTORY, sequence + 20), occurredOn: '2012-06-29' };
    const sealed = sealEntry(sha256, draft, head, () => sha256('salt'));
    head = { sequence, hash: sealed.hash };
    const { hash, canonical, privateFields } = sealed;
    anew.set(sequence, { chain: HISTORY, sequence, hash, canonical, privateFields });
  }
  return anew;
}

describe('whoever can write the store, but not the log', () => {
  const anew = rewritten(6);
  const edit = (of: LogRow, from: string, to: string): LogRow => ({
    ...of,
    canonical: of.canonical.replace(from, to),
  });
  const as = (place: LogRow, content: LogRow): LogRow => ({
    ...content,
    sequence: place.sequence,
  });
  const gone = (of: LogRow): LogRow => ({ ...of, canonical: '', privateFields: [] });

  it.each<[string, (each: LogRow) => LogRow, string, number]>([
    ['edits a field', (r) => (inHistory(r, 5) ? edit(r, 'pmo', 'sro') : r), 'HASH_DIFFERS', 5],
    ['deletes a row', (r) => (inHistory(r, 7) ? gone(r) : r), 'ENTRY_MISSING', 7],
    [
      'deletes the tail',
      (r) => (r.chain === HISTORY && r.sequence > 11 ? gone(r) : r),
      'ENTRY_MISSING',
      12,
    ],
    [
      'swaps two',
      (r) => (inHistory(r, 4) ? as(r, row(9)) : inHistory(r, 9) ? as(r, row(4)) : r),
      'HASH_DIFFERS',
      4,
    ],
    [
      'writes the tail anew, hashes and all',
      (r) => (r.chain === HISTORY ? (anew.get(r.sequence) ?? r) : r),
      'HASH_DIFFERS',
      6,
    ],
    [
      'puts one in and moves the others on',
      (r) =>
        r.chain === HISTORY && r.sequence >= 8
          ? as(r, r.sequence === 8 ? row(2) : row(r.sequence - 1))
          : r,
      'HASH_DIFFERS',
      8,
    ],
  ])('is found out when they: %s', async (_, store, code, sequence) => {
    const files = await packOf(rows, { chains, store });
    expect(await verify(files)).toMatchObject({
      result: 'broken',
      fault: { code, chain: HISTORY, sequence, file: 'log.txt', line: expect.any(Number) },
    });
  });
});

describe('whoever can write the pack', () => {
  type Lines = (lines: string[], at: (sequence: number) => number) => string[];
  const swap: Lines = (lines, at) =>
    lines.with(at(3), lines[at(4)] ?? '').with(at(4), lines[at(3)] ?? '');
  it.each<[string, Lines, string, number]>([
    [
      'edits a text',
      (l, at) => l.with(at(5), (l[at(5)] ?? '').replace('pmo', 'sro')),
      'HASH_DIFFERS',
      5,
    ],
    ['takes a line out', (l, at) => l.toSpliced(at(5), 2), 'SEQUENCE_GAP', 5],
    [
      'hides an entry',
      (l, at) => l.toSpliced(at(5), 2, `other 0 ${row(5).hash}`),
      'SEQUENCE_GAP',
      5,
    ],
    ['hides the last', (l, at) => l.toSpliced(at(15), 2, `other 0 ${row(15).hash}`), 'CUT_OFF', 15],
    ['cuts the tail off', (l, at) => [...l.slice(0, at(12)), ''], 'CUT_OFF', 12],
    ['swaps two', swap, 'SEQUENCE_GAP', 3],
    ['repeats one', (l, at) => l.toSpliced(at(9), 0, l[at(8)] ?? ''), 'SEQUENCE_REPEATED', 9],
    [
      'puts another hash',
      (l, at) => l.with(at(5), (l[at(5)] ?? '').replace(row(5).hash, row(6).hash)),
      'HASH_DIFFERS',
      5,
    ],
  ])('is found out when they: %s', async (_, change, code, sequence) => {
    const files = await packOf(rows, { chains });
    const lines = (files.get('log.txt') ?? '').split('\n');
    const at = (number: number): number =>
      lines.findIndex((line) => line.startsWith(`entry 0 ${number} `));
    files.set('log.txt', change(lines, at).join('\n'));
    expect(await verify(files)).toMatchObject({
      result: 'broken',
      fault: { code, chain: HISTORY, sequence },
    });
  });

  it.each<[string, string, (text: string) => string, object]>([
    [
      'change a definition',
      `definitions/${hex(sha256(DEFINITION))}.json`,
      (text) => text.replace('Small', 'Large'),
      { code: 'DEFINITION_DIFFERS', chain: REFUSALS, sequence: 1 },
    ],
    [
      'change a file of evidence',
      `evidence/${hex(sha256(MINUTES))}`,
      (text) => `${text}, amended`,
      { code: 'EVIDENCE_DIFFERS', sequence: expect.any(Number) },
    ],
    [
      'change a key',
      'keys.txt',
      (text) => text.replace(/.{4}\n$/, 'AAAA\n'),
      { code: 'MALFORMED', file: 'keys.txt', line: 1 },
    ],
    ['take the keys away', 'keys.txt', () => '', { code: 'CHECKPOINT_REFUSED' }],
    [
      'change the size in the checkpoint',
      'checkpoint.txt',
      (text) => text.replace('\n40\n', '\n39\n'),
      { code: 'CHECKPOINT_REFUSED', file: 'checkpoint.txt' },
    ],
    [
      'change the heads',
      'heads.txt',
      (text) => text.replace('"refusals":5', '"refusals":4'),
      { code: 'HEADS_DIFFER', file: 'heads.txt' },
    ],
    [
      'take the heads away',
      'heads.txt',
      (text) => text.replace(/heads .*\n/, ''),
      { file: 'heads.txt' },
    ],
    [
      'show what the manifest does not name',
      'manifest.json',
      (text) => text.replace('"stream":"refusals"', '"stream":"history"'),
      { code: 'MALFORMED', file: 'manifest.json' },
    ],
  ])('is found out when they: %s', async (_, name, change, fault) => {
    const files = await packOf(rows, { chains });
    const text = files.get(name) ?? '';
    expect(change(text)).not.toBe(text);
    files.set(name, change(text));
    expect(await verify(files)).toMatchObject({ result: 'broken', fault });
  });

  it('is found out when they take a definition away', async () => {
    const files = await packOf(rows, { chains });
    files.delete(`definitions/${hex(sha256(DEFINITION))}.json`);
    const fault = { code: 'DEFINITION_MISSING', chain: REFUSALS, sequence: 1 };
    expect(await verify(files)).toMatchObject({ result: 'broken', fault });
  });

  it.each(['manifest.json', 'keys.txt', 'checkpoint.txt', 'log.txt', 'heads.txt'])(
    'is found out when they take %s away',
    async (file) => {
      const files = await packOf(rows, { chains });
      files.delete(file);
      expect(await verify(files)).toMatchObject({ fault: { code: 'FILE_MISSING', file } });
    },
  );
});

describe('whoever writes the tail anew in the pack, the hashes of the log too', () => {
  const anew = rewritten(9);
  const forged = rows.map((each) =>
    each.chain === HISTORY ? (anew.get(each.sequence) ?? each) : each,
  );
  const place = forged.indexOf(anew.get(9) ?? row(1));

  it('is found out at the head of the chain, which the checkpoint vouches for', async () => {
    const files = await packOf(rows, { chains });
    files.set('log.txt', (await packOf(forged, { chains })).get('log.txt') ?? '');
    const fault = { code: 'HEAD_DIFFERS', chain: HISTORY, sequence: 15 };
    expect(await verify(files)).toMatchObject({ result: 'broken', fault });
  });

  it('is found out closer to where it begins with earlier checkpoints', async () => {
    const cuts = [place - 4, place, place + 4];
    const files = await packOf(rows, { chains, cuts });
    files.set('log.txt', (await packOf(forged, { chains, cuts })).get('log.txt') ?? '');
    const file = `checkpoints/${place + 4}.txt`;
    const fault = { code: 'ROOT_DIFFERS', chain: HISTORY, sequence: 9, file };
    expect(await verify(files)).toMatchObject({ result: 'broken', fault });
  });

  it('is found out when a checkpoint falls where nothing can be compared', async () => {
    const files = await packOf(rows, { chains: chains.slice(1), cuts: [17] });
    files.set('log.txt', (await packOf(rows, { chains: chains.slice(1) })).get('log.txt') ?? '');
    const fault = { code: 'MALFORMED', file: 'log.txt' };
    expect(await verify(files)).toMatchObject({ result: 'broken', fault });
  });
});

describe('whoever changes whatever it is', () => {
  const files = ['log.txt', 'heads.txt', 'checkpoint.txt', 'keys.txt', 'checkpoints/16.txt'];
  const change = fc.record({
    file: fc.constantFrom(...files),
    start: fc.nat(),
    removed: fc.integer({ min: 0, max: 40 }),
    put: fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.constantFrom('\n', '\n\n', 'other 0 ', 'other 3 ', 'entry 0 ', 'private {}\n', '0', '1'),
    ),
  });

  it('is found out, and nothing but a verdict comes of it', async () => {
    const pack = await packOf(rows, { chains, cuts: [16] });
    await fc.assert(
      fc.asyncProperty(change, async ({ file, start, removed, put }) => {
        const text = pack.get(file) ?? '';
        const from = start % text.length;
        const changed = text.slice(0, from) + put + text.slice(from + removed);
        // A row of private text may go, and may be spelt in another way: it is no part of the log.
        const bare = (all: string): string => all.replace(/^private .*\n/gm, '');
        fc.pre(bare(changed) !== bare(text));
        const verdict = await verify(new Map([...pack, [file, changed]]));
        expect(verdict.result).toBe('broken');
      }),
      { numRuns: 300 },
    );
  });
});
