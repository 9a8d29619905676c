// npm run chaos -- reminders [--minutes N] [--queue redis|postgresql] [--folder FOLDER]
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { builtWorker } from './clocked-worker.js';
import { chaosOfReminders } from './reminders.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '3' },
    queue: { type: 'string', default: 'redis' },
    folder: { type: 'string' },
  },
});
const minutes = Number(values.minutes);
const { queue } = values;
if (positionals[0] !== 'reminders') fail('There is one fault run: reminders.');
if (!(minutes >= 0.5 && minutes <= 4)) fail(`--minutes is "${values.minutes}"; expected 0.5 to 4.`);
if (queue !== 'redis' && queue !== 'postgresql') {
  fail(`--queue is "${values.queue}"; expected redis or postgresql.`);
} else {
  const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'evolve-chaos-'));
  const seconds = Math.round(minutes * 60 * 0.6);
  const file = await chaosOfReminders({
    folder,
    queue,
    programmes: 20,
    milestones: Math.round(seconds / 2),
    seconds,
    faults: Math.max(5, Math.round(seconds / 7)),
    patienceSeconds: 100,
    diesEvery: 200,
    worker: builtWorker,
    log: (line) => console.log(line),
  });
  console.log(`History and logs: ${folder}`);
  const support = new URL('../support/run-ts.mjs', import.meta.url).href;
  const check = new URL('check.ts', import.meta.url).pathname;
  const args = ['--conditions=source', '--import', support, check, file];
  // A program of its own, which has nothing but the file.
  process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1);
}

function fail(message: string): void {
  console.error(message);
  process.exit(2);
}
