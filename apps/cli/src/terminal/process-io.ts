import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { openFile, readBytes, readFolder, writeFile, writeParts } from './files.js';
import type { Io } from './io.js';

/** The terminal, files and environment of this process; `fetch` is how it reaches a server, if it does. */
export function processIo({ stdout, stderr, env }: NodeJS.Process, fetch: Io['fetch']): Io {
  // A reader that has seen enough, such as head, is no reason to complain.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
    env,
    colour: stdout.isTTY && !env['NO_COLOR'],
    readFile: (path) =>
      existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : null,
    readBytes,
    readFolder,
    openFile,
    writeFile,
    writeParts,
    fetch,
    now: () => new Date(),
    newKey: () => randomUUID(),
    ...(stderr.isTTY && {
      progress: (line: string) => void stderr.write(`\r\u001B[K${line}`),
    }),
  };
}
