import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  canonicalJson,
  chainVerifier,
  leafRow,
  hashCanonical,
  sealEntry,
  verifyChain,
  ZERO_HASH,
  type ChainRow,
  type EntryDraft,
  type Head,
} from './index.js';

const sha256 = (data: Uint8Array | string): Uint8Array =>
  createHash('sha256').update(data).digest();

const draft = (minute: number): EntryDraft => ({
  v: 1,
  organisation: 'org-1',
  programme: 'p-1',
  stream: 'history',
  kind: 'RECORDED',
  at: null,
  cause: null,
  item: 'milestone-M07',
  event: {
    type: 'RECORD',
    key: `k-${minute}`,
    mark: null,
    payload: { text: 'Ürgent 😀', list: [1, null] },
  },
  actor: { person: 'p-1', actingFor: null, role: 'pmo', authority: null },
  from: null,
  to: null,
  changes: [],
  guards: [],
  evidence: [],
  refusal: null,
  occurredOn: '2011-04-01',
  recordedAt: `2011-04-01T07:${String(minute).padStart(2, '0')}:00.000Z`,
  definition: 'cd'.repeat(32),
});

function chainOf(drafts: readonly EntryDraft[], after: Head | null = null): ChainRow[] {
  let head = after;
  return drafts.map((each) => {
    const { entry, hash, canonical } = sealEntry(sha256, each, head);
    head = { sequence: entry.sequence, hash };
    return { sequence: entry.sequence, hash, canonical };
  });
}

const LENGTH = 8;
const chain = chainOf(Array.from({ length: LENGTH }, (_, index) => draft(index)));
const head = chain[LENGTH - 1]?.hash ?? '';
const expected = {
  organisation: 'org-1',
  programme: 'p-1',
  stream: 'history',
  head,
  lastSequence: LENGTH,
} as const;
const brokenAt = (sequence: number): object => ({ ok: false, sequence, entries: sequence - 1 });

const place = fc.integer({ min: 1, max: LENGTH });
const edited = fc
  .record({
    sequence: place,
    start: fc.nat(),
    removed: fc.integer({ min: 0, max: 3 }),
    put: fc.string({ unit: 'grapheme', maxLength: 3 }),
  })
  .map(({ sequence, start, removed, put }) => {
    const text = chain[sequence - 1]?.canonical ?? '';
    const from = start % text.length;
    return { sequence, text, changed: text.slice(0, from) + put + text.slice(from + removed) };
  })
  .filter(({ text, changed }) => text !== changed);

describe('a chain that nobody touched', () => {
  it('verifies, with its length and head', () => {
    expect(verifyChain(sha256, chain, expected)).toEqual({ ok: true, entries: LENGTH, head });
    expect(verifyChain(sha256, chain)).toEqual({ ok: true, entries: LENGTH, head });
  });

  it('verifies when it is empty and nothing was expected', () => {
    const empty = { ...expected, head: ZERO_HASH, lastSequence: 0 };
    expect(verifyChain(sha256, [], empty)).toEqual({ ok: true, entries: 0, head: ZERO_HASH });
  });

  it('may have grown since the head that was expected', () => {
    const earlier = { ...expected, lastSequence: 5, head: chain[4]?.hash ?? '' };
    expect(verifyChain(sha256, chain, earlier)).toMatchObject({ ok: true, entries: LENGTH });
  });

  it('verifies from a stream that must be awaited, and from one that is pushed', async () => {
    async function* stream(rows: readonly ChainRow[]): AsyncGenerator<ChainRow> {
      for (const row of rows) yield await Promise.resolve(row);
    }
    expect(await verifyChain(sha256, stream(chain), expected)).toMatchObject({ ok: true });
    expect(await verifyChain(sha256, stream(chain.slice(1)))).toMatchObject(brokenAt(1));
    const pushed = chainVerifier(sha256, expected);
    for (const row of chain) expect(pushed.add(leafRow(row))).toBeNull();
    expect(pushed.end()).toEqual({ ok: true, entries: LENGTH, head });
  });

  it('verifies from the middle on, after an entry whose hash is known or is not', () => {
    const rest = chain.slice(3);
    const after = (sequence: number, hash: string | null) => ({
      ...expected,
      after: { sequence, hash },
    });
    const good = { ok: true, entries: LENGTH, head };
    expect(verifyChain(sha256, rest, after(3, chain[2]?.hash ?? ''))).toEqual(good);
    expect(verifyChain(sha256, rest, after(3, null))).toEqual(good);
    const other = { ...brokenAt(4), code: 'PREVIOUS_DIFFERS' };
    expect(verifyChain(sha256, rest, after(3, ZERO_HASH))).toMatchObject(other);
    const gap = { ...brokenAt(3), code: 'SEQUENCE_GAP' };
    expect(verifyChain(sha256, rest, after(2, null))).toMatchObject(gap);
  });

  it('may hold entries recorded at the same instant', () => {
    expect(verifyChain(sha256, chainOf([draft(3), draft(3)]))).toMatchObject({ ok: true });
  });
});

describe('a chain that somebody touched', () => {
  it('is broken at the entry whose text was changed', () => {
    fc.assert(
      fc.property(edited, ({ sequence, changed }) => {
        const rows = chain.map((row) =>
          row.sequence === sequence ? { ...row, canonical: changed } : row,
        );
        const verdict = { ...brokenAt(sequence), code: 'HASH_DIFFERS' };
        expect(verifyChain(sha256, rows)).toMatchObject(verdict);
      }),
    );
  });

  it('is broken there or right after when the changed text was hashed again', () => {
    fc.assert(
      fc.property(edited, ({ sequence, changed }) => {
        const hash = hashCanonical(sha256, changed);
        const rows = chain.map((row) =>
          row.sequence === sequence ? { sequence, hash, canonical: changed } : row,
        );
        const verdict = verifyChain(sha256, rows, expected);
        const found = verdict.ok ? 0 : verdict.sequence;
        expect([sequence, sequence + 1]).toContain(found);
      }),
    );
  });

  it('is broken at the first entry that was removed', () => {
    fc.assert(
      fc.property(fc.uniqueArray(place, { minLength: 1, maxLength: 4 }), (removed) => {
        const rows = chain.filter((row) => !removed.includes(row.sequence));
        expect(verifyChain(sha256, rows, expected)).toMatchObject(brokenAt(Math.min(...removed)));
      }),
    );
  });

  it('is broken where the first of two swapped entries stood', () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        fc.pre(one !== other);
        const to = new Map([
          [one, other],
          [other, one],
        ]);
        const rows = chain.map((row) => chain[(to.get(row.sequence) ?? row.sequence) - 1] ?? row);
        expect(verifyChain(sha256, rows)).toMatchObject(brokenAt(Math.min(one, other)));
        // The same with the row numbers put right: now the text gives it away.
        const renumbered = rows.map((row, index) => ({ ...row, sequence: index + 1 }));
        expect(verifyChain(sha256, renumbered)).toMatchObject(brokenAt(Math.min(one, other)));
      }),
    );
  });

  it('is broken after the last entry when its tail was cut off', () => {
    fc.assert(
      fc.property(fc.nat({ max: LENGTH - 1 }), (kept) => {
        const verdict = verifyChain(sha256, chain.slice(0, kept), expected);
        expect(verdict).toMatchObject({ ...brokenAt(kept + 1), code: 'CUT_OFF' });
      }),
    );
  });

  it('is broken after an entry that was put in twice', () => {
    fc.assert(
      fc.property(place, (twice) => {
        const rows = chain.flatMap((row) => (row.sequence === twice ? [row, row] : [row]));
        const verdict = { ...brokenAt(twice + 1), code: 'SEQUENCE_REPEATED' };
        expect(verifyChain(sha256, rows)).toMatchObject(verdict);
      }),
    );
  });

  it('written anew from an entry on is told only by a head that was kept elsewhere', () => {
    const kept = chain.slice(0, 4);
    const anew = chainOf(
      [4, 5, 6, 7].map((minute) => ({ ...draft(minute), occurredOn: '2011-03-31' })),
      { sequence: 4, hash: chain[3]?.hash ?? '' },
    );
    expect(verifyChain(sha256, [...kept, ...anew])).toMatchObject({ ok: true });
    expect(verifyChain(sha256, [...kept, ...anew], expected)).toMatchObject({
      ok: false,
      code: 'HEAD_DIFFERS',
    });
  });

  it('answers with its first fault whatever comes after', () => {
    const verifier = chainVerifier(sha256);
    const [first, second, third] = chain;
    if (!first || !second || !third) throw new Error('the chain is too short');
    expect(verifier.add(leafRow(first))).toBeNull();
    const fault = verifier.add(leafRow(third));
    expect(fault).toMatchObject(brokenAt(2));
    expect(verifier.add(leafRow(second))).toBe(fault);
    expect(verifier.end()).toBe(fault);
  });
});

describe('what is said of a broken chain', () => {
  const [first] = chain;
  const alter = (change: object): ChainRow => {
    const canonical = canonicalJson({ ...JSON.parse(first?.canonical ?? '{}'), ...change });
    return { sequence: 1, hash: hashCanonical(sha256, canonical), canonical };
  };

  it.each([
    ['another programme', alter({ programme: 'p-2' }), 'its programme is p-2, not p-1'],
    ['no programme', alter({ programme: null, definition: null }), 'its programme is null'],
    ['another organisation', alter({ organisation: 'o' }), 'its organisation is o, not org-1'],
    ['a broken field', alter({ kind: 'x' }), '"/kind": "x" is not a kind'],
    ['a place of its own', { ...alter({}), sequence: 3 }, 'entry 3 stands where 1 should be'],
    ['half a character', { ...alter({}), ...rehashed('"\\ud800"') }, 'surrogate pair'],
    ['no JSON at all', { ...alter({}), ...rehashed('{') }, 'JSON'],
    ['spaces', { ...alter({}), ...rehashed('{ }') }, 'not in canonical form'],
    ['nesting without end', { ...alter({}), ...rehashed('['.repeat(1e5) + ']'.repeat(1e5)) }, ''],
  ])('quotes the value of an entry with %s', (_, row, words) => {
    const verdict = verifyChain(sha256, [row], expected);
    expect(verdict).toMatchObject({ ...brokenAt(1), problem: expect.stringContaining(words) });
  });

  function rehashed(canonical: string): { canonical: string; hash: string } {
    return { canonical, hash: hashCanonical(sha256, canonical) };
  }
});
