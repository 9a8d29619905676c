import type { BulkJobOptions, Queue } from 'bullmq';
import { inboxChannel, type Channel } from '#notify';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import {
  openLiveProgramme,
  organisation,
  programme,
  type LiveProgramme,
} from '../../../test/support/live-programme.js';
import type { Limits } from './channel-use.js';
import type { DeliveryRef } from './delivery-rows.js';
import { handlersOf } from './handlers.js';

type Job = { name: string; data: DeliveryRef; opts?: BulkJobOptions };

let database: TestDatabase;
let live: LiveProgramme;
let rung: DeliveryRef[];

beforeEach(async () => {
  database = await createTestDatabase();
  live = await openLiveProgramme(database.url);
  rung = [];
});
afterEach(async () => {
  await live.close();
  await database.drop();
});

const mail: Channel = { ...inboxChannel, name: 'email', address: ({ email }) => email };
const addBulk = async (jobs: Job[]) => {
  rung.push(...jobs.map(({ data }) => data));
};
// Of the queue the handlers use these alone; it has lost all its jobs.
const getRanges = async () => [];
const queues = {
  of: () => ({ addBulk, getRanges }) as unknown as Queue,
  obliterate: async () => undefined,
  close: async () => undefined,
};
const run = async (job: 'relay' | 'reconcile', most?: number) => {
  rung = [];
  const { store, engine } = live;
  const publicUrl = 'https://evolve.example';
  const channels = [mail, inboxChannel];
  const limits: Limits = most === undefined ? { webhook: 1 } : { email: most };
  const all = handlersOf({ store, engine, queues, channels, publicUrl, limits });
  const found = all.find((each) => each.job === job);
  if (found?.job !== 'relay' && found?.job !== 'reconcile') throw new Error(`no handler of ${job}`);
  await found.run({});
  return rung
    .filter(({ channel }) => channel === 'email')
    .map(({ notice }) => notice)
    .toSorted();
};
const tell = (id: string) =>
  live.store.pool.query(
    `INSERT INTO notice (organisation, programme, id, template, item, to_roles, to_persons, data, at, clock)
     VALUES ($1, $2, $3, 'reminder', 'M1', '{LEAD}', '{}', '{}', clock_timestamp(), 'live')`,
    [organisation, programme, id],
  );

test('new mail does not go before what waits for the limit of its channel', async () => {
  await tell('z-first');
  expect(await run('relay', 1)).toEqual(['z-first']);
  await tell('a-second');
  expect(await run('relay', 2)).toEqual(['z-first', 'z-first']);
  expect(await run('reconcile', 3)).toEqual(['a-second', 'z-first', 'z-first']);
});

test('a channel without a limit rings for what is new, at once and all of it', async () => {
  await tell('n1');
  await tell('n2');
  expect(await run('relay')).toEqual(['n1', 'n1', 'n2', 'n2']);
  expect(await run('relay')).toEqual([]);
});
