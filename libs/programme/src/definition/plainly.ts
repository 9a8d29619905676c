import type { z } from 'zod';
import { choices } from './choices.js';

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object of named values',
  record: 'an object of named values',
  null: 'null',
};

/** Of more than these, a near miss or a few are told instead of all. */
const MOST_LISTED = 12;

/**
 * What a schema asks for, in plain words, where it has none of its own: "must be a whole number".
 * Given to zod when it parses: `schema.safeParse(value, { error: plainly })`.
 */
export const plainly: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined && /^invalid_(type|value)$/.test(issue.code)) return 'is missing';
  if (issue.code === 'invalid_type') return `must be ${KINDS[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') return oneOf(issue.values.map(String), issue.input);
  if (issue.code === 'too_small') return sized('at least', Number(issue.minimum), issue.origin);
  if (issue.code === 'too_big') return sized('at most', Number(issue.maximum), issue.origin);
  return undefined;
};

function oneOf(values: readonly string[], input: unknown): string {
  const [only] = values;
  if (values.length === 1) return `must be ${only}`;
  if (values.length <= MOST_LISTED) return `must be one of ${values.join(', ')}`;
  return `is not one of those known; ${choices(values, typeof input === 'string' ? input : '')}`;
}

function sized(how: string, size: number, of: string): string {
  if (of === 'string') return `must have ${how} ${size} characters`;
  return of === 'array' ? `must be a list of ${how} ${size}` : `must be ${how} ${size}`;
}

/** A value as a message quotes it: as JSON, and cut when it is long. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
