import { checkHandlers, runJob, type AnyHandler } from './jobs.js';

const handlers: AnyHandler[] = [
  { job: 'sweep', run: async () => ({ did: 'sweep' }) },
  { job: 'relay', run: async () => ({ did: 'relay' }) },
  { job: 'reconcile', run: async () => ({ did: 'reconcile' }) },
  { job: 'check', run: async () => ({ did: 'check' }) },
  { job: 'verify', run: async () => ({ did: 'verify' }) },
  { job: 'log', run: async () => ({ did: 'log' }) },
  { job: 'anchor', run: async () => ({ did: 'anchor' }) },
  { job: 'digest', run: async () => ({ did: 'digest' }) },
  { job: 'deliver', run: async ({ notice }) => ({ did: notice }) },
];

test('one handler for each job lets the worker boot', () => {
  expect(() => checkHandlers(handlers)).not.toThrow();
});

test('a job without a handler stops the boot', () => {
  expect(() => checkHandlers(handlers.slice(1))).toThrow('job "sweep" has 0 handlers');
});

test('a job with two handlers stops the boot', () => {
  const twice: AnyHandler = { job: 'relay', run: async () => ({}) };
  expect(() => checkHandlers([...handlers, twice])).toThrow('job "relay" has 2 handlers');
});

test('a handler for no job stops the boot', () => {
  expect(() => checkHandlers([...handlers, { job: 'sweeep' }])).toThrow(
    '"sweeep", which is no job',
  );
});

test('a job goes to its handler, and one of a newer version fails by name', async () => {
  expect(await runJob(handlers, { name: 'relay', data: {} })).toEqual({ did: 'relay' });
  await expect(runJob(handlers, { name: 'forecast', data: {} })).rejects.toThrow(
    'No handler for job "forecast"',
  );
});
