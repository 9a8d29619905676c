import { createHash } from 'node:crypto';
import type { NewDefinition } from '#contract';
import { checkDefinition, type CompiledDefinition } from '#programme';
import { ProblemError } from '../http/problem-error.js';

/** A definition that passed every check. Throws a problem, 422, listing all that is wrong and where. */
export function checkedDefinition({ entry, files }: NewDefinition): CompiledDefinition {
  const read = (path: string) => (Object.hasOwn(files, path) ? (files[path] ?? null) : null);
  const { compiled, problems } = checkDefinition(entry, read, sha256);
  if (compiled === null) throw invalid(problems);
  return compiled;
}

export const sha256 = (data: Uint8Array | string): Uint8Array =>
  createHash('sha256').update(data).digest();

type Located = { file: string; line: number; column: number; message: string };

function invalid(problems: readonly Located[]): ProblemError {
  const errors = problems.map(({ file, line, column, message }) => ({
    pointer: `#/files/${file.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    detail: `${file}:${line}:${column} ${message}`,
  }));
  const count = errors.length === 1 ? 'one problem' : `${errors.length} problems`;
  const detail = `The definition has ${count}: ${errors[0]?.detail ?? ''}`;
  return new ProblemError('DEFINITION_INVALID', detail, { errors });
}
