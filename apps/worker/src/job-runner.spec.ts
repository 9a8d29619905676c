import type { Job } from 'bullmq';
import { openLog } from '#config';
import { queueOf, type AnyHandler } from '#schedule';
import { JobRunner } from './job-runner.js';

const event = { organisation: 'o', programme: 'p', item: 'task', event: 'BEGIN', sequence: 7 };
const delivery = {
  organisation: 'o',
  programme: 'p',
  notice: 'n',
  channel: 'email',
  person: 'P-ANN',
};

const handlers: AnyHandler[] = [
  { job: 'sweep', run: () => Promise.resolve({ timers: 1, notices: 0, events: [event] }) },
  { job: 'relay', run: () => Promise.reject(new Error('no room')) },
  { job: 'reconcile', run: () => Promise.resolve({ notices: 0, rung: 0 }) },
  { job: 'check', run: () => Promise.resolve({ checked: 0, notices: 0, failures: [] }) },
  { job: 'verify', run: () => Promise.resolve({ verified: 0, failures: [] }) },
  { job: 'log', run: () => Promise.resolve({ leaves: 0, checkpoint: 'notDue' }) },
  { job: 'anchor', run: () => Promise.resolve({ anchored: 0, failures: [] }) },
  { job: 'digest', run: () => Promise.resolve({ made: 0, sent: 0 }) },
  { job: 'deliver', run: () => Promise.resolve({ outcome: 'sent', item: 'task' }) },
];

/** What the log has of one run. */
async function logOf(name: keyof typeof queueOf, data: object): Promise<object[]> {
  const lines: object[] = [];
  const log = openLog('info', 'worker', { write: (line) => void lines.push(JSON.parse(line)) });
  // Boundary: of a job the runner reads these three only.
  const job = { id: 'j1', name, data } as Job;
  await new JobRunner(handlers, log).run(job).catch(() => undefined);
  return lines;
}

describe('the log of the worker', () => {
  it('names programme, item, actor and job of every event that time set off', async () => {
    expect(await logOf('sweep', {})).toMatchObject([
      { msg: 'event', job: 'j1', actor: 'system', ...event },
      { msg: 'sweep done', job: 'j1', timers: 1, events: 1 },
    ]);
  });

  it('names programme, item, person and job of every delivery', async () => {
    expect(await logOf('deliver', delivery)).toMatchObject([
      { msg: 'deliver done', job: 'j1', item: 'task', ...delivery },
    ]);
  });

  it('says what failed, and nothing of what changed nothing', async () => {
    expect(await logOf('relay', {})).toMatchObject([{ msg: 'relay failed', job: 'j1' }]);
    expect(await logOf('reconcile', {})).toEqual([]);
  });
});
