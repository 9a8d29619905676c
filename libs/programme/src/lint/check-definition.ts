import type { Sha256 } from '#ledger';
import { compileDefinition, type CompiledDefinition } from '../chart/compile.js';
import { definitionHash } from '../definition/hash.js';
import { loadDefinition, type Problem } from '../definition/load.js';
import { lint } from './lint.js';

/**
 * Loads, lints and compiles a definition: compiled, or all that is wrong with it and where.
 *
 * @param entry path of the main file
 * @param read the text of a file by its path, or null when there is none
 */
export function checkDefinition(
  entry: string,
  read: (path: string) => string | null,
  sha256: Sha256,
): { compiled: CompiledDefinition; problems: [] } | { compiled: null; problems: Problem[] } {
  const loaded = loadDefinition(entry, read);
  if (!loaded.ok) return { compiled: null, problems: loaded.problems };
  const { definition, locate } = loaded;
  let compiled: CompiledDefinition | undefined;
  const compile = () =>
    (compiled ??= compileDefinition(definition, definitionHash(definition, sha256)));
  const problems = lint(definition, locate, compile);
  return problems.length > 0 ? { compiled: null, problems } : { compiled: compile(), problems: [] };
}
