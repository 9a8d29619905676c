import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { checkEntry } from './check-entry.js';
import type { Entry } from './entry.js';
import { hex, leafOf } from './hash.js';
import { canonicalJson, type Json } from './json.js';
import { readCanonical } from './read-canonical.js';
import { factsOf, recordedAtOf, scanEntry, type EntryFacts } from './scan-entry.js';

/** What reading the whole of it says: the facts, or null when it is no canonical entry. */
function readWhole(text: string) {
  const read = readCanonical(text);
  if (!read.ok || checkEntry(read.parsed).length > 0) return null;
  return factsOf(read.parsed as Entry, text, leafOf(text).length); // checkEntry has just found nothing against it
}

const scanned = (text: string) => {
  const leaf = leafOf(text);
  const facts = scanEntry(leaf, 1, null);
  return facts?.end === leaf.length ? facts : null;
};

const pick = (facts: EntryFacts | null) =>
  facts && {
    ...facts,
    previous: hex(facts.previous),
    recordedAt: recordedAtOf(facts),
    evidence: facts.evidence.map(({ sha256 }) => sha256),
  };

/** The scan may be in doubt; what it says, reading says too. */
function agrees(text: string): void {
  const facts = scanned(text);
  if (facts !== null) expect(pick(facts)).toEqual(pick(readWhole(text)));
}

const golden = JSON.parse(readFileSync('test/replay/golden/ledger-v1.json', 'utf8')) as {
  chains: { rows: { canonical: string }[] }[];
  broken: { rows: (number | { canonical: string })[] }[];
};
const good = golden.chains.flatMap(({ rows }) => rows.map(({ canonical }) => canonical));
const broken = golden.broken.flatMap(({ rows }) =>
  rows.flatMap((row) => (typeof row === 'number' ? [] : [row.canonical])),
);

const name = fc.string({ minLength: 1, maxLength: 12 });
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, false, '', 'çà et là', 'a "b" \\ \n\t', '\u2028', '🙂'),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.string(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 6 }), tie('value'), { maxKeys: 4 }),
    fc.constant({ $commitment: 'a'.repeat(64) }),
  ),
})).value;
const object = fc.dictionary(fc.string({ maxLength: 6 }), json, { maxKeys: 4 });
const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const orNull = <Value>(inner: fc.Arbitrary<Value>) => fc.option(inner, { nil: null });
const state = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, name, fc.dictionary(name, tie('value'), { maxKeys: 3 })),
})).value;

/** Fields that are right, or a little wrong. */
const fields = {
  v: fc.constantFrom<Json>(1, 1, 1, 1, 2),
  organisation: name,
  programme: orNull(name),
  stream: fc.constantFrom('history', 'history', 'refusals'),
  sequence: fc.constantFrom(1, 2, 3, 0, -1, 999_999_999_999_999),
  previous: fc.oneof(hash, fc.constant('0'.repeat(64))),
  kind: fc.constantFrom('TRANSITION', 'REFUSED', 'OPENED', 'x', ''),
  at: orNull(fc.record({ sequence: fc.constantFrom(0, 1, 5), hash })),
  cause: orNull(fc.constantFrom(1, 2, 0)),
  item: orNull(name),
  event: orNull(
    fc.record({
      type: name,
      key: orNull(name),
      mark: fc.constantFrom(null, 'history', 'assumed', 'guess'),
      payload: object,
    }),
  ),
  actor: fc.record({
    person: orNull(name),
    actingFor: orNull(name),
    role: name,
    authority: orNull(name),
  }),
  from: orNull(state),
  to: orNull(state),
  changes: fc.array(
    fc.tuple(object, fc.constantFrom<Json>('set', 'append', '', 3)).map(([rest, op]) => {
      return { ...rest, op };
    }),
    { maxLength: 3 },
  ),
  guards: fc.array(
    fc.record({
      guard: name,
      answer: fc.constantFrom('yes', 'no', 'unknown', 'maybe'),
      inputs: object,
      basis: orNull(object),
    }),
    { maxLength: 2 },
  ),
  evidence: fc.array(
    fc.record({
      title: fc.oneof(fc.string(), fc.constant({ $commitment: 'b'.repeat(64) })),
      source: orNull(fc.string()),
      sha256: orNull(hash),
      kind: orNull(name),
    }),
    { maxLength: 2 },
  ),
  refusal: orNull(fc.record({ code: name, message: fc.string() })),
  occurredOn: fc.constantFrom('2012-02-29', '2011-02-29', '2012-13-01', '2012-06-30'),
  recordedAt: fc.constantFrom('2012-06-30T08:00:00.000Z', '2012-06-30T24:00:00.000Z', '2012'),
  definition: orNull(hash),
};

const zeros = '0'.repeat(64);
/** An entry that is right, with at most two of its fields taken from anywhere. */
const nearly = fc
  .tuple(
    fc.record({
      ...fields,
      v: fc.constant(1),
      programme: fc.constant('p'),
      stream: fc.constant('history'),
      sequence: fc.constant(1),
      previous: fc.constant(zeros),
      kind: fc.constant('TRANSITION'),
      at: fc.constant(null),
      cause: fc.constant(null),
      event: orNull(
        fc.record({ type: name, key: orNull(name), mark: fc.constant(null), payload: object }),
      ),
      changes: fc.array(
        object.map((rest) => ({ ...rest, op: 'set' })),
        { maxLength: 3 },
      ),
      guards: fc.array(
        fc.record({
          guard: name,
          answer: fc.constant('yes'),
          inputs: object,
          basis: orNull(object),
        }),
        { maxLength: 2 },
      ),
      refusal: fc.constant(null),
      occurredOn: fc.constant('2012-02-29'),
      recordedAt: fc.constant('2012-06-30T08:00:00.000Z'),
      definition: hash,
    }),
    fc.record(fields),
    fc.subarray(Object.keys(fields), { maxLength: 2 }),
  )
  .map(([right, anything, taken]) => ({
    ...right,
    ...Object.fromEntries(Object.entries(anything).filter(([key]) => taken.includes(key))),
  }));

/** Its canonical text, or what comes nearest where it has none. */
function textOf(value: object): string {
  try {
    return canonicalJson(value);
  } catch {
    return JSON.stringify(value);
  }
}

describe('the scan of an entry', () => {
  it('is sure of the recorded entries, and says of them what reading the whole says', () => {
    expect(good.length).toBeGreaterThan(10);
    const sure = good.filter((text) => scanned(text) !== null);
    for (const text of good) agrees(text);
    expect(sure.length / good.length).toBeGreaterThan(0.8);
  });

  it('is sure of none of the recorded texts that are no entries', () => {
    for (const text of broken) agrees(text);
    expect(broken.length).toBeGreaterThan(5);
  });

  it('never is sure of what is not an entry: entries with fields a little wrong', () => {
    let sure = 0;
    fc.assert(
      fc.property(nearly, (value) => {
        const text = textOf(value);
        agrees(text);
        if (scanned(text) !== null) sure += 1;
      }),
      { numRuns: 2000 },
    );
    expect(sure).toBeGreaterThan(100);
  });

  it('never is sure of what is not canonical: recorded entries with characters changed', () => {
    const characters = [
      '"',
      '\\',
      ',',
      ':',
      '{',
      '}',
      '[',
      ']',
      '0',
      '-',
      '.',
      'e',
      ' ',
      'a',
      'n',
      'é',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...good),
        fc.array(fc.tuple(fc.nat(4000), fc.constantFrom(...characters), fc.nat(2)), {
          minLength: 1,
          maxLength: 3,
        }),
        (text, edits) => {
          let changed = text;
          for (const [place, character, removed] of edits) {
            const at = place % changed.length;
            changed = changed.slice(0, at) + character + changed.slice(at + removed);
          }
          agrees(changed);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('never is sure of another spelling of the same: keys out of order, spaces, escapes', () => {
    for (const text of good.slice(0, 20)) {
      const value = JSON.parse(text) as Record<string, unknown>;
      const turned = JSON.stringify(Object.fromEntries(Object.entries(value).toReversed()));
      for (const other of [
        turned,
        `${text} `,
        ` ${text}`,
        JSON.stringify(value, null, 1),
        text.replace('"v":1', '"v":1.0'),
        text.replace('"v":1', '"v":1e0'),
        text.replace(
          /"kind":"(.)/,
          (_, first: string) => `"kind":"\\u00${first.charCodeAt(0).toString(16)}`,
        ),
        text.replace('"sequence":', '"sequence":0'),
        text.replace('"sequence":', '"sequence":-'),
        text.replace('"changes":[', '"changes":[,'),
        text.replace('}', '},'),
      ]) {
        expect(scanned(other)).toBeNull();
      }
    }
  });

  it('leaves nesting without end to who counts it', () => {
    const deep = (open: string, close: string) => open.repeat(5000) + close.repeat(5000);
    const [first = ''] = good;
    for (const within of [deep('[', ']'), deep('{"a":', '}').replace(':}', ':1}')]) {
      const changes = `"changes":[{"a":${within},"op":"set"}],"definition"`;
      for (const text of [
        first.replace(/"changes":.*?,"definition"/, changes),
        first.replace(/"from":(null|"[^"]*")/, `"from":${within}`),
      ]) {
        expect(text.length).toBeGreaterThan(10_000);
        expect(scanned(text)).toBeNull();
      }
    }
  });
});
