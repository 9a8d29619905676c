import type { z } from 'zod';
import { choices } from './choices.js';
import { knownKeys } from './known-keys.js';
import { quote } from './plainly.js';
import type { Path } from './yaml-file.js';

/** Nobody mends more at a time, and each has to be found in its file. */
const MOST_TOLD = 50;

export type SchemaProblem = { path: Path; message: string };

/** Zod's issues as sentences that quote the value; of a union, those of the form that was meant. */
export function schemaProblems(
  error: z.ZodError,
  root: unknown,
  schema: z.ZodType,
): SchemaProblem[] {
  const issues = error.issues.slice(0, MOST_TOLD);
  const problems = issues.flatMap((issue) => flatten(issue, [], { root, schema }));
  const slips = new Set(problems.filter((each) => each.kind === 'unknown').map(parentOf));
  return problems
    .filter((each) => each.kind !== 'missing' || !slips.has(parentOf(each)))
    .map(({ path, message }) => ({ path, message }));
}

/** A key that is missing beside one that is unknown is most likely that one, misspelt. */
type Found = SchemaProblem & { kind?: 'unknown' | 'missing' };

const parentOf = ({ path }: Found): string => JSON.stringify(path.slice(0, -1));

type Checked = { root: unknown; schema: z.ZodType };

function flatten(issue: z.core.$ZodIssue, above: Path, checked: Checked): Found[] {
  const { root, schema } = checked;
  const path = [
    ...above,
    ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
  ];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branch = meant(issue.errors, valueAt(root, path));
    return branch.flatMap((inner) => flatten(inner, path, checked));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MOST_TOLD).map((key) => ({
      kind: 'unknown' as const,
      path: [...path, key],
      message: `unknown key "${key}"; ${choices(knownKeys(schema, path), key)}`,
    }));
  }
  if (issue.code === 'invalid_key') {
    return [{ path, message: `the name ${quote(path.at(-1))} ${firstMessage(issue)}` }];
  }
  const value = valueAt(root, path);
  if (value === undefined)
    return [{ kind: 'missing', path, message: `"${String(path.at(-1))}" is missing` }];
  return [{ path, message: `${quote(value)} is not accepted here: ${issue.message}` }];
}

const firstMessage = (issue: z.core.$ZodIssueInvalidKey) =>
  issue.issues[0]?.message ?? 'is not accepted';

/**
 * The branch of a union that was meant: the one that complains least about the value's own keys,
 * and then the one that complains least.
 */
function meant(branches: z.core.$ZodIssue[][], value: unknown): z.core.$ZodIssue[] {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const score = (issues: z.core.$ZodIssue[]) => {
    const unknownKeys = issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
    );
    const wrongShape = issues.some(
      (issue) => issue.path.length === 0 && issue.code === 'invalid_type',
    );
    return (
      (wrongShape ? 1000 : 0) + (keys.length > 0 ? unknownKeys.length * 10 : 0) + issues.length
    );
  };
  return branches.reduce((best, next) => (score(next) < score(best) ? next : best));
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[key]; // any JSON container
  }
  return value;
}
