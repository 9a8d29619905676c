import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';

/** What was done to the system on purpose. */
export type Fault =
  | 'worker killed'
  | 'worker killed after its mail was accepted'
  | 'PostgreSQL stopped at once'
  | 'Redis killed with all it held'
  | 'Redis flushed';

/**
 * What somebody outside saw, a line each; moments are milliseconds since 1970 by the clock of the
 * database's machine. `reminder` names one reminder to one person, as read from the mail itself.
 */
export type Line =
  | { type: 'planned'; reminder: string; dueAt: number }
  | { type: 'accepted'; reminder: string; id: string; at: number; from: string }
  | { type: 'fault'; fault: Fault; on: string; at: number };

/** A history on disk, written line by line, so that whatever happens to its writer it stays. */
export class History {
  constructor(readonly file: string) {
    writeFileSync(file, '');
  }

  add(...lines: readonly Line[]): void {
    appendFileSync(this.file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
}

/** Reads a history. Throws for a line that is none, with its number. */
export function readHistory(file: string): Line[] {
  const texts = readFileSync(file, 'utf8').split('\n');
  return texts.flatMap((text, index) => {
    if (text === '') return [];
    const line: unknown = JSON.parse(text);
    if (isLine(line)) return [line];
    throw new Error(`${file}, line ${index + 1}, is no line of a history: ${text}`);
  });
}

const kinds = ['planned', 'accepted', 'fault'];

function isLine(line: unknown): line is Line {
  if (typeof line !== 'object' || line === null || !('type' in line)) return false;
  return typeof line.type === 'string' && kinds.includes(line.type);
}
