import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSound, judge, summary } from './checker.js';
import { sourceWorker } from './clocked-worker.js';
import { readHistory } from './history.js';
import { chaosOfReminders } from './reminders.js';

// The short variant of `npm run chaos -- reminders`.
test('reminders outlive killed workers, wrong clocks, a crash of PostgreSQL and the loss of Redis', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'evolve-chaos-'));
  const file = await chaosOfReminders({
    folder,
    queue: 'redis',
    programmes: 5,
    milestones: 20,
    seconds: 12,
    faults: 5,
    patienceSeconds: 90,
    diesEvery: 40,
    worker: sourceWorker,
    log: () => undefined,
  });
  const verdict = judge(readHistory(file));
  expect(summary(verdict)).toMatch(
    /^lost 0 · early 0 · repeated \d+ · under another id 0 · unasked 0 · reminders 200 · /,
  );
  expect(isSound(verdict)).toBe(true);
  expect(Object.keys(verdict.faults)).toEqual(
    expect.arrayContaining([
      'worker killed after its mail was accepted',
      'PostgreSQL stopped at once',
      'Redis killed with all it held',
      'Redis flushed',
    ]),
  );
  rmSync(folder, { recursive: true, force: true });
}, 180_000);
