import { capturedMailChannel, inboxChannel, type Channel } from '#notify';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import {
  openLiveProgramme,
  organisation,
  programme,
  type LiveProgramme,
} from '../../../test/support/live-programme.js';
import { keepMail, listMail, readMail } from './captured-mail.js';
import { deliver } from './deliver.js';
import { pendingDeliveries } from './delivery-rows.js';
import { relayBatch } from './relay.js';
import { sweepBatch } from './sweep.js';

const register = `
  register:
    title: Delegations
    delegations: delegations
    fields:
      delegations:
        type: rows
        title: Delegations
        columns:
          giver: { type: person }
          delegate: { type: person }
          events: { type: names, optional: true }
          items: { type: items, optional: true }
    initial: open
    states: { open: { rest: true } }
items:
  delegations:
    chart: register
    title: Delegations
    mark: proposed
    data:
      delegations:
        is:
          - { id: away, giver: P-ANN, delegate: P-PM, from: '2020-01-01', until: '2999-01-01' }
          - { id: over, giver: P-BOB, delegate: P-PM, from: '2020-01-01', until: '2020-02-01' }`;

let database: TestDatabase;
let live: LiveProgramme;
let channels: Channel[];

beforeEach(async () => {
  database = await createTestDatabase();
  live = await openLiveProgramme(database.url, 'live', (yaml) =>
    yaml.replace('\nitems:', register),
  );
  const { pool } = live.store;
  channels = [
    capturedMailChannel({ from: 'evolve@example.org' }, (mail) => keepMail(pool, mail)),
    inboxChannel,
  ];
});
afterEach(async () => {
  await live.close();
  await database.drop();
});

/** Relays and delivers what is there, and gives each mail by its address. */
async function mailed(): Promise<Map<string, string>> {
  const { store } = live;
  await relayBatch(store, channels, 100);
  const publicUrl = 'https://evolve.example';
  for (const ref of await pendingDeliveries(store.pool, null, 100)) {
    await deliver({ store, channels, publicUrl, attempts: 3 }, ref);
  }
  const listed = await listMail(store.pool, { organisation, limit: 100 });
  const texts = await Promise.all(
    listed.map(async ({ to, id }): Promise<[string, string]> => {
      const mail = await readMail(store.pool, organisation, id);
      return [to, mail?.text ?? ''];
    }),
  );
  return new Map(texts);
}

test('whoever acts for somebody gets the mail too, and reads for whom; nobody else does', async () => {
  await live.makeReminderDue();
  await sweepBatch(live.store, live.engine, 100);
  const mails = await mailed();
  expect([...mails.keys()].toSorted()).toEqual([
    'ann@example.org',
    'bob@example.org',
    'pat@example.org',
  ]);
  expect(mails.get('pat@example.org')).toContain('You hear this for Ann, who has delegated');
  expect(mails.get('ann@example.org')).not.toContain('delegated');
});

test('that a programme was migrated reaches its manager, about no item of it', async () => {
  await live.store.pool.query(
    `INSERT INTO notice (organisation, programme, id, template, item, to_roles, to_persons, data, at, clock)
     VALUES ($1, $2, $3, 'migrated', $2, '{PROGRAMME_MANAGER}', '{}', $4, now(), 'live')`,
    [
      organisation,
      programme,
      `${programme}.MIGRATED.m1`,
      { to: 'abcdef123456789', requestedBy: 'P-ASK', by: 'P-SRO', milestones: [] },
    ],
  );
  const mails = await mailed();
  expect([...mails.keys()]).toEqual(['pat@example.org']);
  expect(mails.get('pat@example.org')).toContain(
    'Small programme runs on version abcdef123456 of its definition now; P-ASK asked for it and P-SRO applied it.',
  );
});
