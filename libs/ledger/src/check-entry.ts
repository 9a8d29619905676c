import type { Entry } from './entry.js';
import { isHash, ZERO_HASH } from './hash.js';
import { isPlainObject, pointer, quoted } from './json.js';

/** `at` is the way down to the value; it is written out for a problem alone, and left as it was found. */
type Rule = (value: unknown, at: Steps, problems: string[]) => void;
type Steps = (string | number)[];

/**
 * What is wrong with the structure of a value that should be an entry; empty when it is one.
 * Each problem names the JSON pointer and quotes the value. Unknown kinds and ops are accepted.
 */
export function checkEntry(value: unknown): string[] {
  const problems: string[] = [];
  entryRule(value, [], problems);
  if (problems.length === 0) checkAgreement(value as Entry, problems); // its shape has just held
  return problems;
}

/** checkEntry as a type guard. */
export function isEntry(value: unknown): value is Entry {
  return checkEntry(value).length === 0;
}

const rule =
  (expected: string, holds: (value: unknown) => boolean): Rule =>
  (value, at, problems) => {
    if (!holds(value)) problems.push(`"${pointer(at)}": ${quoted(value)} is not ${expected}`);
  };

const orNull =
  (inner: Rule): Rule =>
  (value, at, problems) => {
    if (value !== null) inner(value, at, problems);
  };

const within = (
  inner: Rule,
  value: unknown,
  at: Steps,
  step: string | number,
  problems: string[],
) => {
  at.push(step);
  inner(value, at, problems);
  at.pop();
};

const listOf =
  (inner: Rule): Rule =>
  (value, at, problems) => {
    if (!Array.isArray(value)) problems.push(`"${pointer(at)}": ${quoted(value)} is not a list`);
    else value.forEach((part, index) => within(inner, part, at, index, problems));
  };

const record = (fields: Readonly<Record<string, Rule>>): Rule => {
  const known = Object.entries(fields);
  return (value, at, problems) => {
    if (!isPlainObject(value)) {
      problems.push(`"${pointer(at)}": ${quoted(value)} is not an object`);
      return;
    }
    for (const [name, inner] of known) {
      if (Object.hasOwn(value, name)) within(inner, value[name], at, name, problems);
      else problems.push(`"${pointer([...at, name])}" is missing; write null where not applicable`);
    }
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(fields, name)) {
        problems.push(`"${pointer([...at, name])}" is not a field of the format`);
      }
    }
  };
};

const isName = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isPosition = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1;
const isCommitment = (value: unknown): boolean =>
  isPlainObject(value) && isHash(value['$commitment']) && Object.keys(value).length === 1;

const name = rule('a non-empty string', isName);
const position = rule('a whole number from 1', isPosition);
const hash = rule('64 lower-case hexadecimal digits', isHash);
const oneOf = (...words: readonly string[]): Rule =>
  rule(`one of ${words.join(', ')}`, (value) => words.some((word) => word === value));
const text = rule(
  'a string or a commitment',
  (value) => typeof value === 'string' || isCommitment(value),
);

/** Inside free JSON only the names with a meaning of their own are policed. */
const json: Rule = (value, at, problems) => {
  if (typeof value !== 'object' || value === null || isCommitment(value)) return;
  for (const [key, part] of Object.entries(value)) {
    if (key === '$commitment' || key === '$private' || key === '$erased') {
      problems.push(`"${pointer([...at, key])}": ${key} is reserved for hashed, private text`);
    } else if (typeof part === 'object') within(json, part, at, key, problems);
  }
};
const object: Rule = (value, at, problems) => {
  if (!isPlainObject(value)) problems.push(`"${pointer(at)}": ${quoted(value)} is not an object`);
  else if (isCommitment(value))
    problems.push(`"${pointer(at)}": commit its fields, not the whole object`);
  else json(value, at, problems);
};

const isState = (value: unknown): boolean =>
  isName(value) ||
  (isPlainObject(value) &&
    Object.entries(value).every(([region, inner]) => !region.startsWith('$') && isState(inner)));
const state = orNull(rule('a state name or an object of states', isState));

function isDate(value: unknown): boolean {
  const parts = typeof value === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) : null;
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= last;
}
/** Is this YYYY-MM-DDTHH:mm:ss.sssZ, on a day of the calendar? */
export const isInstant = (value: unknown): boolean =>
  typeof value === 'string' &&
  /T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/.test(value) &&
  value.length === 24 &&
  isDate(value.slice(0, 10));

const headPosition = rule('a whole number from 0', (value) => value === 0 || isPosition(value));

const fields: Readonly<Record<keyof Entry, Rule>> = {
  v: rule('1, the version this verifier knows', (value) => value === 1),
  organisation: name,
  programme: orNull(name),
  stream: oneOf('history', 'refusals'),
  sequence: position,
  previous: hash,
  kind: rule(
    'a kind, such as TRANSITION',
    (value) => typeof value === 'string' && /^[A-Z][A-Z0-9_]*$/.test(value),
  ),
  at: orNull(record({ sequence: headPosition, hash })),
  cause: orNull(position),
  item: orNull(name),
  event: orNull(
    record({
      type: name,
      key: orNull(name),
      mark: orNull(oneOf('history', 'assumed')),
      payload: object,
    }),
  ),
  actor: record({
    person: orNull(name),
    actingFor: orNull(name),
    role: name,
    authority: orNull(name),
  }),
  from: state,
  to: state,
  changes: listOf((value, at, problems) => {
    object(value, at, problems);
    if (isPlainObject(value)) within(name, value['op'], at, 'op', problems);
  }),
  guards: listOf(
    record({
      guard: name,
      answer: oneOf('yes', 'no', 'unknown'),
      inputs: object,
      basis: orNull(object),
    }),
  ),
  evidence: listOf(
    record({ title: text, source: orNull(text), sha256: orNull(hash), kind: orNull(name) }),
  ),
  refusal: orNull(record({ code: name, message: text })),
  occurredOn: rule('a date YYYY-MM-DD', isDate),
  recordedAt: rule('an instant YYYY-MM-DDTHH:mm:ss.sssZ', isInstant),
  definition: orNull(hash),
};
const entryRule = record(fields);

/** What no single field can show: fields that only make sense together. */
function checkAgreement(entry: Entry, problems: string[]): void {
  if ((entry.sequence === 1) !== (entry.previous === ZERO_HASH)) {
    problems.push(`"/previous": zeros stand before sequence 1 and nowhere else`);
  }
  if ((entry.stream === 'refusals') !== (entry.at !== null)) {
    problems.push(`"/at" stands on the refusals stream, there always; this is ${entry.stream}`);
  }
  if (entry.at && (entry.at.sequence === 0) !== (entry.at.hash === ZERO_HASH)) {
    problems.push(`"/at": zeros are the hash of sequence 0 and of no other`);
  }
  if (entry.refusal && entry.stream === 'history') {
    problems.push(`"/refusal": ${quoted(entry.refusal.code)} stands on history, not on refusals`);
  }
  if (entry.kind === 'REFUSED' && !entry.refusal) {
    problems.push(`"/refusal": an entry of kind REFUSED says what was refused`);
  }
  if (entry.stream === 'history' && entry.cause !== null && entry.cause >= entry.sequence) {
    problems.push(`"/cause": ${entry.cause} is not earlier than sequence ${entry.sequence}`);
  }
  if (entry.programme !== null && entry.definition === null) {
    problems.push(`"/definition": null; an entry of a programme names its definition's hash`);
  }
}
