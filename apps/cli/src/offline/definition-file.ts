import { createHash } from 'node:crypto';
import { checkDefinition, withDays, type CompiledDefinition } from '#programme';
import { Stop, type Io } from '../terminal/io.js';

/** Something wrong in a file: where, and what to do about it. */
export type FileProblem = { file: string; line: number; column: number; message: string };

export const sha256 = (data: Uint8Array | string): Uint8Array =>
  createHash('sha256').update(data).digest();

/**
 * Reads a definition and the files it uses. `@today+3` in their text is the day three days from
 * now, as when a demonstration is loaded.
 */
export function readDefinition(
  io: Io,
  file: string,
): { compiled: CompiledDefinition; problems: [] } | { compiled: null; problems: FileProblem[] } {
  const today = io.now().toISOString().slice(0, 10);
  const read = (path: string) => {
    const text = io.readFile(path);
    return text === null ? null : withDays(text, today);
  };
  if (read(file) === null) throw new Stop(2, `There is no file "${file}".`);
  return checkDefinition(file, read, sha256);
}

/** A definition without problems; otherwise the command ends with the list of them. */
export function soundDefinition(io: Io, file: string): CompiledDefinition {
  const { compiled, problems } = readDefinition(io, file);
  if (compiled !== null) return compiled;
  throw new Stop(1, problemList(problems), { problems });
}

export function problemList(problems: readonly FileProblem[]): string {
  const lines = problems.map(
    ({ file, line, column, message }) => `${file}:${line}:${column}  ${message}`,
  );
  return [...lines, problems.length === 1 ? '1 problem' : `${problems.length} problems`].join('\n');
}
