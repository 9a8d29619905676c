#!/usr/bin/env node
import './terminal/short-lived.js';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { run } from './run.js';
import { openFile, readBytes, readFolder, writeFile, writeParts } from './terminal/files.js';

const { stdout, env } = process;

// A reader that has seen enough, such as head, is no reason to complain.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => void stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  env,
  colour: stdout.isTTY && !env['NO_COLOR'],
  readFile: (path) =>
    existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : null,
  readBytes,
  readFolder,
  openFile,
  writeFile,
  writeParts,
  fetch: (url, init) => fetch(url, init),
  now: () => new Date(),
  newKey: () => randomUUID(),
  ...(process.stderr.isTTY && {
    progress: (line: string) => void process.stderr.write(`\r\u001B[K${line}`),
  }),
});
