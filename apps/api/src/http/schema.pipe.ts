import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import type { ProblemPlace } from '#contract';
import { ProblemError } from './problem-error.js';

type Issue = {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
};

/** Checks every argument that names a schema, and says where it does not fit. */
export class SchemaPipe implements PipeTransform {
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    return metadata.schema === undefined ? value : checked(metadata.schema, value, metadata);
  }
}

type Schema = NonNullable<ArgumentMetadata['schema']>;

async function checked(schema: Schema, value: unknown, { type, data }: ArgumentMetadata) {
  const result = await schema['~standard'].validate(value);
  if (result.issues === undefined) return result.value;
  if (type === 'body') throw invalidRequest(placesOf(result.issues, '#', data));
  throw invalidRequest(placesOf(result.issues.map(quoting(value)), `${type}:`, data));
}

/** What stands in an address is text, whatever it was read as. Messages of our own quote it already. */
const quoting =
  (given: unknown) =>
  (issue: Issue): Issue => {
    const [first] = issue.path ?? [];
    const text = first === undefined ? given : textAt(given, step(first));
    if (typeof text !== 'string' || issue.message.includes(`"${text}"`)) return issue;
    const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
    return { ...issue, message: `"${shown}" is not accepted: ${issue.message}` };
  };

const MOST_SHOWN = 60;

const textAt = (given: unknown, name: string): unknown =>
  typeof given === 'object' && given !== null
    ? Object.entries(given).find(([key]) => key === name)?.[1]
    : undefined;

/** Where the issues of a schema are, as pointers from a root. */
export function placesOf(issues: readonly Issue[], root: string, name?: string): ProblemPlace[] {
  return issues.map(({ path = [], message }) => ({
    pointer: [root, ...(name === undefined ? [] : [name]), ...path.map(step)].join('/'),
    detail: message,
  }));
}

const step = (part: PropertyKey | { key: PropertyKey }): string =>
  String(typeof part === 'object' ? part.key : part)
    .replaceAll('~', '~0')
    .replaceAll('/', '~1');

/** A request that is not as described: what is wrong, and where. */
export function invalidRequest(errors: ProblemPlace[]): ProblemError {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const detail = first === undefined ? '' : `${first.pointer}: ${first.detail}${more}`;
  return new ProblemError('INVALID_REQUEST', detail, { errors });
}
