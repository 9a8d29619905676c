import {
  capturedMailChannel,
  inboxChannel,
  NotAccepted,
  webhookChannel,
  type Channel,
  type Message,
} from '#notify';
import { Webhook } from 'standardwebhooks';
import { inTransaction } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import {
  openLiveProgramme,
  organisation,
  programme,
  reminderNotice,
  type LiveProgramme,
} from '../../../test/support/live-programme.js';
import { secret } from '../../../test/support/message.js';
import { startReceiver, type Receiver } from '../../../test/support/receiver.js';
import { keepMail } from './captured-mail.js';
import { deliver, type Delivering } from './deliver.js';
import { pendingDeliveries } from './delivery-rows.js';
import { relayBatch } from './relay.js';
import { resend } from './resend.js';
import { sweepBatch } from './sweep.js';

let database: TestDatabase;
let live: LiveProgramme;
let receiver: Receiver;
let channels: Channel[];

beforeEach(async () => {
  database = await createTestDatabase();
  live = await openLiveProgramme(database.url);
  receiver = await startReceiver();
  const { pool } = live.store;
  channels = [
    capturedMailChannel({ from: 'a@b.c' }, (mail) => keepMail(pool, mail)),
    inboxChannel,
    webhookChannel({ allow: [receiver.host] }),
  ];
});
afterEach(async () => {
  channels.forEach((channel) => channel.close());
  await receiver.close();
  await live.close();
  await database.drop();
});

const address = (id: string, owner: { person?: string; programme?: string }) =>
  live.store.pool.query(
    `INSERT INTO channel_address (organisation, id, person, programme, channel, address, secret)
     VALUES ($1, $2, $3, $4, 'webhook', $5, $6)`,
    [organisation, id, owner.person, owner.programme, `${receiver.url}/${id}`, secret],
  );
const relay = async () => {
  await live.makeReminderDue();
  await sweepBatch(live.store, live.engine, 100);
  return relayBatch(live.store, channels, 100);
};
const delivering = (more: Partial<Delivering> = {}): Delivering => ({
  store: live.store,
  channels,
  publicUrl: 'https://evolve.example',
  attempts: 3,
  ...more,
});
const deliverAll = async (more: Partial<Delivering> = {}) => {
  const refs = await pendingDeliveries(live.store.pool, null, 100);
  return Promise.allSettled(refs.map((ref) => deliver(delivering(more), ref)));
};
const rows = async (sql: string) => (await live.store.pool.query(sql)).rows;
const toAnn = {
  organisation,
  programme,
  notice: reminderNotice,
  channel: 'webhook',
  person: 'P-ANN',
};

test('a notice goes to the webhook of each person who gave one, and once to that of the programme', async () => {
  await address('ann', { person: 'P-ANN' });
  await address('all', { programme });
  await relay();
  await deliverAll();
  await deliverAll();
  expect(receiver.received.map(({ path }) => path).toSorted()).toEqual(['/hook/all', '/hook/ann']);
  for (const { body, headers } of receiver.received) {
    expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
  }
});

test('a crash between acceptance and our note repeats it under the same id', async () => {
  await address('ann', { person: 'P-ANN' });
  await relay();
  await deliver(delivering(), toAnn);
  await live.store.pool.query(`UPDATE delivery SET status = 'pending' WHERE channel = 'webhook'`);
  await deliver(delivering(), toAnn);
  const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test('a receiver that is gone is a dead letter at once, and its address is switched off with why', async () => {
  await address('ann', { person: 'P-ANN' });
  await relay();
  receiver.answer(410);
  expect(await deliver(delivering(), toAnn)).toMatchObject({ outcome: 'dead', attempt: 1 });
  expect(await rows(`SELECT enabled, failure FROM channel_address`)).toEqual([
    { enabled: false, failure: `"${receiver.host}" answered 410` },
  ]);
  expect(await rows(`SELECT failure FROM delivery WHERE status = 'dead'`)).toEqual([
    { failure: 'bounced' },
  ]);
  receiver.answer(200);
  expect(await resend(live.store, toAnn)).toBe('resent');
  expect(await deliver(delivering(), toAnn)).toMatchObject({
    outcome: 'dead',
    error: expect.stringContaining('no longer in use'),
  });
});

test('a receiver that refuses for good is a dead letter at once, and keeps its address', async () => {
  await address('ann', { person: 'P-ANN' });
  await relay();
  receiver.answer(403);
  expect(await deliver(delivering(), toAnn)).toMatchObject({ outcome: 'dead', attempt: 1 });
  expect(await rows('SELECT enabled FROM channel_address')).toEqual([{ enabled: true }]);
  receiver.answer(200);
  await resend(live.store, toAnn);
  expect(await deliver(delivering(), toAnn)).toMatchObject({ outcome: 'sent' });
});

test('a receiver that asks for patience is not asked again before its time', async () => {
  await address('ann', { person: 'P-ANN' });
  await relay();
  receiver.answer(429, { 'Retry-After': '3600' });
  await expect(deliver(delivering(), toAnn)).rejects.toThrow('attempt 1 of 3');
  expect(await deliver(delivering(), toAnn)).toEqual({ outcome: 'nothingToDo' });
  expect(receiver.received).toHaveLength(1);
  await live.store.pool.query('UPDATE delivery SET next_at = clock_timestamp()');
  receiver.answer(200);
  expect(await deliver(delivering(), toAnn)).toMatchObject({ outcome: 'sent', attempt: 2 });
});

// A minute ahead of the clock stays what it is, however long the test takes.
const used = (sent: number) =>
  live.store.pool.query(
    `INSERT INTO channel_use
     VALUES ($1, 'email', date_trunc('minute', clock_timestamp()) + interval '1 hour', $2)
     ON CONFLICT (organisation, channel) DO UPDATE SET sent = excluded.sent`,
    [organisation, sent],
  );
const turnsUsed = async () =>
  (await rows(`SELECT sent FROM channel_use WHERE channel = 'email'`))[0]?.sent;
const mailSent = () => rows(`SELECT 1 FROM delivery WHERE channel = 'email' AND status = 'sent'`);
const limits = { email: 2 };

test('what is over the limit of a channel waits for the next minute, and uses no attempt up', async () => {
  await relay();
  await used(2);
  await deliverAll({ limits });
  expect(
    await rows(
      `SELECT attempts, next_at > created_at AS waits
       FROM delivery WHERE channel = 'email'`,
    ),
  ).toEqual([
    { attempts: 0, waits: true },
    { attempts: 0, waits: true },
  ]);
  await used(1);
  await live.store.pool.query('UPDATE delivery SET next_at = NULL');
  await deliverAll({ limits });
  expect(await mailSent()).toHaveLength(1);
});

test('a minute that is over is counted anew', async () => {
  await relay();
  await used(2);
  await live.store.pool.query(`UPDATE channel_use SET minute = minute - interval '2 hours'`);
  await deliverAll({ limits });
  expect(await mailSent()).toHaveLength(2);
});

test('what is paused, sent, or in the hands of another uses no turn up', async () => {
  await relay();
  await used(0);
  const { pool } = live.store;
  await pool.query(
    `INSERT INTO channel_state (organisation, channel, paused_by, reason)
     VALUES ($1, 'email', 'P-ADMIN', 'the mail server moves')`,
    [organisation],
  );
  const mail = { ...toAnn, channel: 'email' };
  await deliver(delivering({ limits }), mail);
  expect(await turnsUsed()).toBe(0);
  await pool.query('DELETE FROM channel_state');
  await inTransaction(live.store, async (session) => {
    await session.query(`SELECT 1 FROM delivery FOR UPDATE`);
    expect(await deliver(delivering({ limits }), mail)).toEqual({ outcome: 'nothingToDo' });
  });
  expect(await turnsUsed()).toBe(0);
  expect(await deliver(delivering({ limits }), mail)).toMatchObject({
    outcome: 'sent',
    attempt: 1,
  });
  await deliver(delivering({ limits }), mail);
  expect(await turnsUsed()).toBe(1);
});

test('a paused channel holds its own deliveries only, and goes on when it is resumed', async () => {
  await relay();
  await live.store.pool.query(
    `INSERT INTO channel_state (organisation, channel, paused_by, reason)
     VALUES ($1, 'email', 'P-ADMIN', 'the mail server moves')`,
    [organisation],
  );
  await deliverAll();
  const sent = () => rows(`SELECT channel FROM delivery WHERE status = 'sent' ORDER BY channel`);
  expect(await sent()).toEqual([{ channel: 'inbox' }, { channel: 'inbox' }]);
  expect(await rows(`SELECT attempts FROM delivery WHERE channel = 'email'`)).toEqual([
    { attempts: 0 },
    { attempts: 0 },
  ]);
  await live.store.pool.query('DELETE FROM channel_state');
  await deliverAll();
  expect(await sent()).toHaveLength(4);
});

test('a mail that bounces is a dead letter at the first attempt, with its cause', async () => {
  const bounces = async (_message: Message) => {
    throw new NotAccepted('bounced', '550 no such user');
  };
  channels = [{ ...inboxChannel, name: 'email', address: ({ email }) => email, send: bounces }];
  await relay();
  await deliverAll();
  expect(
    await rows(`SELECT status, attempts, failure, last_error FROM delivery WHERE person = 'P-ANN'`),
  ).toEqual([{ status: 'dead', attempts: 1, failure: 'bounced', last_error: '550 no such user' }]);
});
