import { createHash } from 'node:crypto';
import { canonicalJson, checkEntry, sealEntry, ZERO_HASH, type EntryDraft } from './index.js';

const sha256 = (data: Uint8Array | string): Uint8Array =>
  createHash('sha256').update(data).digest();
const saltFor = (sequence: number, pointer: string): Uint8Array =>
  sha256(Buffer.from(`${sequence} ${pointer}`));

const draft: EntryDraft = {
  v: 1,
  organisation: 'org-1',
  programme: 'evolve-nca',
  stream: 'history',
  kind: 'TRANSITION',
  at: null,
  cause: null,
  item: 'group-sp',
  event: {
    type: 'GO_LIVE',
    key: 'k-1',
    mark: null,
    payload: { reason: { $private: 'All posts filled' } },
  },
  actor: { person: 'p-1', actingFor: null, role: 'group-lead', authority: null },
  from: 'ready',
  to: { live: 'stabilising' },
  changes: [{ op: 'set', item: 'group-sp', field: 'note', value: { $private: { by: 'J. Doe' } } }],
  guards: [{ guard: 'A reason is given', answer: 'yes', inputs: {}, basis: null }],
  evidence: [
    { title: { $private: 'Minute 4' }, source: null, sha256: 'ab'.repeat(32), kind: null },
  ],
  refusal: null,
  occurredOn: '2011-04-01',
  recordedAt: '2011-04-01T07:00:00.000Z',
  definition: 'cd'.repeat(32),
};
const refused: EntryDraft = {
  ...draft,
  stream: 'refusals',
  kind: 'REFUSED',
  at: { sequence: 7, hash: 'ef'.repeat(32) },
  refusal: { code: 'GUARD_FAILED', message: { $private: '4 of 8 would be non-executive' } },
};

describe('sealing an entry', () => {
  it('starts a chain after zeros and follows the head it is given', () => {
    const first = sealEntry(sha256, draft, null, saltFor);
    expect(first.entry).toMatchObject({ sequence: 1, previous: ZERO_HASH });
    const head = { sequence: 1, hash: first.hash };
    const second = sealEntry(sha256, draft, head, saltFor);
    expect(second.entry).toMatchObject({ sequence: 2, previous: first.hash });
    const empty = { sequence: 0, hash: ZERO_HASH };
    expect(sealEntry(sha256, draft, empty, saltFor).hash).toBe(first.hash);
  });

  it('keeps private values out of the text and hands them back for the side table', () => {
    const { canonical, privateFields, entry } = sealEntry(sha256, draft, null, saltFor);
    expect(canonical).not.toMatch(/All posts filled|J\. Doe|Minute 4|\$private/);
    expect(privateFields.map(({ pointer, value }) => [pointer, value])).toEqual([
      ['/event/payload/reason', 'All posts filled'],
      ['/changes/0/value', { by: 'J. Doe' }],
      ['/evidence/0/title', 'Minute 4'],
    ]);
    expect(canonicalJson(entry)).toBe(canonical);
  });

  it('refuses private text when no salt is handed in', () => {
    expect(() => sealEntry(sha256, draft, null)).toThrow(
      'Entry 1 has private text at "/event/payload/reason"; hand in saltFor.',
    );
  });

  it('refuses a salt that is not 32 bytes long', () => {
    expect(() => sealEntry(sha256, draft, null, () => new Uint8Array(16))).toThrow('16 bytes');
  });

  it('refuses a draft that breaks the format, naming every field', () => {
    const bad = { ...draft, kind: 'transition', definition: null, occurredOn: '2011-02-29' };
    expect(() => sealEntry(sha256, bad, null, saltFor)).toThrow(
      /"\/kind": "transition" is not a kind.*"\/occurredOn": "2011-02-29" is not a date/,
    );
  });

  it('refuses a Date instead of sealing an empty object', () => {
    // A caller's bug that the types would catch.
    const value = new Date(0) as unknown as string;
    const bad = { ...draft, changes: [{ op: 'set', value }] };
    expect(() => sealEntry(sha256, bad, null, saltFor)).toThrow('"/changes/0/value": Date');
  });
});

describe('the structure of an entry', () => {
  const { entry } = sealEntry(sha256, draft, null, saltFor);
  const refusal = sealEntry(sha256, refused, null, saltFor).entry;
  const hash = '12'.repeat(32);
  const marked = (mark: unknown): object => ({ type: 'X', key: null, mark, payload: {} });
  const document = { title: 'Minute 4', source: null, sha256: null };

  it.each([
    ['history', entry],
    ['a refusal', refusal],
    ['a kind of a later release', { ...entry, kind: 'LATER_KIND' }],
    ['a change of a later release', { ...entry, changes: [{ op: 'later', x: [1] }] }],
    ["the organisation's own chain", { ...entry, programme: null, definition: null }],
    ['a refusal before any history', { ...refusal, at: { sequence: 0, hash: ZERO_HASH } }],
    ['29 February of a leap year', { ...entry, occurredOn: '2012-02-29' }],
    ['a refused system rule caused by history', { ...refusal, cause: 9 }],
    [
      'an event without payload',
      { ...entry, event: { type: 'X', key: null, mark: null, payload: {} } },
    ],
    ['a rehearsed event on public record', { ...entry, event: marked('history') }],
    ['a rehearsed event that is assumed', { ...entry, event: marked('assumed') }],
    ['evidence of a kind', { ...entry, evidence: [{ ...document, kind: 'formation' }] }],
  ])('accepts %s', (_, value) => {
    expect(checkEntry(value)).toEqual([]);
  });

  it.each([
    ['something else', 'text', '"": "text" is not an object'],
    ['another version', { ...entry, v: 2 }, '"/v": 2 is not 1'],
    ['an unknown key', { ...entry, x: 1 }, '"/x" is not a field of the format'],
    ['a missing key', (({ cause: _cause, ...rest }) => rest)(entry), '"/cause" is missing'],
    ['an unknown stream', { ...entry, stream: 'past' }, '"/stream": "past" is not one of'],
    ['an empty organisation', { ...entry, organisation: '' }, '"/organisation": ""'],
    ['a fractional sequence', { ...entry, sequence: 1.5 }, '"/sequence": 1.5'],
    ['zeros after sequence 1', { ...entry, sequence: 2 }, '"/previous": zeros'],
    ['a hash in capitals', { ...entry, definition: 'AB'.repeat(32) }, '"/definition"'],
    ['a programme without definition', { ...entry, definition: null }, '"/definition": null'],
    ['history with a head', { ...entry, at: { sequence: 1, hash } }, '"/at" stands on'],
    ['a refusal without a head', { ...refusal, at: null }, '"/at" stands on'],
    ['a head without a hash', { ...refusal, at: { sequence: 1, hash: ZERO_HASH } }, '"/at": zeros'],
    ['a refusal in the history', { ...entry, refusal: refusal.refusal }, '"/refusal": "GUARD_'],
    ['REFUSED without a refusal', { ...refusal, refusal: null }, '"/refusal": an entry of kind'],
    ['a cause that comes later', { ...entry, cause: 1 }, '"/cause": 1 is not earlier'],
    ['a state that is a list', { ...entry, to: ['live'] }, '"/to": a list'],
    ['a state that is a commitment', { ...entry, to: { $commitment: hash } }, '"/to"'],
    [
      'an answer of another word',
      { ...entry, guards: [{ guard: 'g', answer: 'maybe' }] },
      '"maybe"',
    ],
    ['a change without op', { ...entry, changes: [{ item: 'x' }] }, '"/changes/0/op"'],
    ['changes that are no list', { ...entry, changes: {} }, '"/changes": an object is not a list'],
    ['a month 13', { ...entry, occurredOn: '2011-13-01' }, '"/occurredOn": "2011-13-01"'],
    ['29 February of 2100', { ...entry, occurredOn: '2100-02-29' }, '"2100-02-29"'],
    [
      'an instant without milliseconds',
      { ...entry, recordedAt: '2011-04-01T07:00:00Z' },
      '/recorded',
    ],
    ['an instant at 24:00', { ...entry, recordedAt: '2011-04-01T24:00:00.000Z' }, '"/recordedAt"'],
    [
      'an event without a mark',
      { ...entry, event: { type: 'X', key: null, payload: {} } },
      '"/event/mark" is missing',
    ],
    [
      'an event marked with another word',
      { ...entry, event: marked('lived') },
      '"/event/mark": "lived" is not one of history, assumed',
    ],
    [
      'evidence without a kind',
      { ...entry, evidence: [document] },
      '"/evidence/0/kind" is missing',
    ],
    [
      'a kind of evidence that is hidden',
      { ...entry, evidence: [{ ...document, kind: { $commitment: hash } }] },
      '"/evidence/0/kind": an object is not a non-empty string',
    ],
    [
      'private text left open',
      {
        ...entry,
        event: { type: 'X', key: null, mark: null, payload: { a: [{ $private: 'x' }] } },
      },
      '"/event/payload/a/0/$private": $private is reserved',
    ],
    [
      'a commitment that is no hash',
      { ...entry, changes: [{ op: 'set', value: { $commitment: 'x' } }] },
      '"/changes/0/value/$commitment": $commitment is reserved',
    ],
    [
      'a payload committed to as a whole',
      { ...entry, event: { type: 'X', key: null, mark: null, payload: { $commitment: hash } } },
      '"/event/payload": commit its fields',
    ],
  ])('refuses %s', (_, value, message) => {
    expect(checkEntry(value).join('; ')).toContain(message);
  });
});
