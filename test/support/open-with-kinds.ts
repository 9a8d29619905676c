import { existsSync, readFileSync } from 'node:fs';
import { checkDefinition, open, type CompiledDefinition, type ProgrammeState } from '#programme';
import { sha256 } from './reference-programme.js';

/** A definition that uses the shipped kinds by "../kinds/…", compiled and opened live; it must be sound. */
export function openWithKinds(
  yaml: string,
  now: string,
): { compiled: CompiledDefinition; state: ProgrammeState } {
  const path = 'programmes/own/programme.yaml';
  const read = (file: string) =>
    file === path ? yaml : existsSync(file) ? readFileSync(file, 'utf8') : null;
  const { compiled, problems } = checkDefinition(path, read, sha256);
  if (compiled === null) throw new Error(problems.map((each) => each.message).join('\n'));
  const { id, title, organisation } = compiled.definition;
  const programme = { id, title, organisation: organisation.id, clock: 'live' } as const;
  const actor = { kind: 'system' } as const;
  return { compiled, state: open(compiled, { ...programme, actor }, now).state };
}
