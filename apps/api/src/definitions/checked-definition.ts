import { createHash } from 'node:crypto';
import {
  compileDefinition,
  definitionHash,
  lint,
  loadDefinition,
  type CompiledDefinition,
} from '#programme';
import type { NewDefinition } from '#contract';
import { ProblemError } from '../http/problem-error.js';

/** A definition that passed every check. Throws a problem, 422, listing all that is wrong and where. */
export function checkedDefinition({ entry, files }: NewDefinition): CompiledDefinition {
  const read = (path: string) => (Object.hasOwn(files, path) ? (files[path] ?? null) : null);
  const loaded = loadDefinition(entry, read);
  if (!loaded.ok) throw invalid(loaded.problems);
  const { definition, locate } = loaded;
  const found = lint(definition, locate);
  if (found.length > 0) throw invalid(found);
  return compileDefinition(definition, definitionHash(definition, sha256));
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

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
