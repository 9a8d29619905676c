import { inboxChannel, NotAccepted, type Channel, type Message } from '#notify';
import { writePreference } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import {
  openLiveProgramme,
  organisation,
  programme,
  type LiveProgramme,
} from '../../../test/support/live-programme.js';
import { makeDigests } from './digests.js';
import { relayBatch } from './relay.js';

/** Where mail went, and what each address says to it. */
const tried: string[] = [];
const answers: Record<string, 'bounced' | 'busy'> = {
  'gone@example.org': 'bounced',
  'full@example.org': 'busy',
};

const channel: Channel = {
  name: 'email',
  address: ({ email }) => email,
  send: async ({ to }: Message) => {
    tried.push(to);
    const kind = answers[to];
    if (kind !== undefined) throw new NotAccepted(kind, `no mailbox ${to}`);
  },
  close: () => undefined,
};
const channels = [channel, inboxChannel];

let database: TestDatabase;
let live: LiveProgramme;

beforeEach(async () => {
  tried.length = 0;
  database = await createTestDatabase();
  live = await openLiveProgramme(database.url);
  const wish = { zone: 'Europe/London', digestAt: '08:00', muted: [], language: 'en-GB' };
  await writePreference(live.store.pool, { organisation, person: 'P-ANN', ...wish });
});
afterEach(async () => {
  await live.close();
  await database.drop();
});

const give = (id: string, address: string) =>
  live.store.pool.query(
    `INSERT INTO channel_address (organisation, id, person, channel, address)
     VALUES ($1, $2, 'P-ANN', 'email', $3)`,
    [organisation, id, address],
  );

/** A notice is told, and the time of the digest that it waits for comes. */
async function digestOf(notice: string) {
  const { pool } = live.store;
  await pool.query(`UPDATE digest SET day = '2000-01-01'`);
  await pool.query(
    `INSERT INTO notice (organisation, programme, id, template, item, to_roles, to_persons, data, at, clock)
     VALUES ($1, $2, $3, 'reminder', 'M1', '{}', '{P-ANN}', '{}', clock_timestamp(), 'live')`,
    [organisation, programme, notice],
  );
  await relayBatch(live.store, channels, 100);
  await pool.query(`UPDATE delivery SET hold_until = clock_timestamp() WHERE digest IS NULL`);
  const deps = { store: live.store, channels, publicUrl: 'https://evolve.example' };
  return makeDigests({ ...deps, attempts: 3, backoffMs: 60_000 });
}

const given = async () =>
  (await live.store.pool.query('SELECT id, enabled, failure FROM channel_address ORDER BY id'))
    .rows;

test('a digest that bounces switches off the address that was given, and the next goes to the reader’s own', async () => {
  await give('old', 'gone@example.org');
  expect((await digestOf('n1')).failures).toEqual([
    expect.stringContaining('attempt 1 of 3, given up: no mailbox gone@example.org'),
  ]);
  expect(await given()).toEqual([
    { id: 'old', enabled: false, failure: 'no mailbox gone@example.org' },
  ]);
  expect(await digestOf('n2')).toMatchObject({ sent: 1, failures: [] });
  expect(tried).toEqual(['gone@example.org', 'ann@example.org']);
});

test('a digest that is asked for patience leaves the address as it is', async () => {
  await give('busy', 'full@example.org');
  expect((await digestOf('n1')).failures).toEqual([
    expect.stringContaining('attempt 1 of 3: no mailbox full@example.org'),
  ]);
  expect(await given()).toEqual([{ id: 'busy', enabled: true, failure: null }]);
});
