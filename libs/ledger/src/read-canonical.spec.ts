import fc from 'fast-check';
import { canonicalJson } from './index.js';
import { readCanonical } from './read-canonical.js';

/** By the definition: it is JSON, and its own canonical form. */
function isCanonical(text: string): boolean {
  try {
    return canonicalJson(JSON.parse(text)) === text;
  } catch {
    return false;
  }
}

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, -1, 7, 2 ** 53 - 1, 2 ** 53, 0.5, 1e21, ''),
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(fc.constantFrom('9', '10', '-1', '__proto__', 'toJSON'), fc.string()),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

it('finds canonical what is its own canonical form, and nothing else', () => {
  fc.assert(
    fc.property(json, fc.boolean(), (value, sorted) => {
      const plain = JSON.stringify(value);
      const text =
        sorted && isCanonical(canonicalOr(value, plain)) ? canonicalOr(value, plain) : plain;
      expect(readCanonical(text).ok).toBe(isCanonical(text));
    }),
    { numRuns: 1000 },
  );
});

it.each([
  ['{"9":1,"10":2}', false],
  ['{"10":2,"9":1}', true],
  ['{"b":1,"a":2}', false],
  ['{"a":1,"a":1}', false],
  ['{"a": 1}', false],
  ['-0', false],
  ['1.0', false],
  ['1e2', false],
  ['0.5', false],
  ['9007199254740992', false],
  [String.raw`"\ud800"`, false],
  [String.raw`"\\ud800"`, true],
  [String.raw`"\u0041"`, false],
  [String.raw`"\u001f"`, true],
  [`${'['.repeat(64)}${']'.repeat(64)}`, true],
  [`${'['.repeat(65)}${']'.repeat(65)}`, false],
  ['{"__proto__":1}', true],
  ['', false],
])('finds %s canonical: %s', (text, expected) => {
  expect(readCanonical(text).ok).toBe(expected);
  expect(isCanonical(text)).toBe(expected);
});

function canonicalOr(value: unknown, otherwise: string): string {
  try {
    return canonicalJson(value);
  } catch {
    return otherwise;
  }
}
