import type { z } from 'zod';
import { choices } from './choices.js';
import { knownKeys } from './known-keys.js';
import type { Path } from './yaml-file.js';

export type SchemaProblem = { path: Path; message: string };

/** Zod's issues as sentences that quote the value; of a union, those of the form that was meant. */
export function schemaProblems(
  error: z.ZodError,
  root: unknown,
  schema: z.ZodType,
): SchemaProblem[] {
  return error.issues.flatMap((issue) => flatten(issue, [], { root, schema }));
}

type Checked = { root: unknown; schema: z.ZodType };

function flatten(issue: z.core.$ZodIssue, above: Path, checked: Checked): SchemaProblem[] {
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
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `unknown key "${key}"; ${choices(knownKeys(schema, path), key)}`,
    }));
  }
  if (issue.code === 'invalid_key') {
    return [{ path, message: `the name ${quote(path.at(-1))} ${firstMessage(issue)}` }];
  }
  const value = valueAt(root, path);
  if (value === undefined) return [{ path, message: `"${String(path.at(-1))}" is missing` }];
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

function quote(value: unknown): string {
  const text =
    typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? 'nothing');
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
