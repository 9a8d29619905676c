import { capturedMailChannel, inboxChannel, type Channel, type Message } from '#notify';
import { rescheduleHeld, writePreference } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import {
  openLiveProgramme,
  organisation,
  programme,
  type LiveProgramme,
} from '../../../test/support/live-programme.js';
import { keepMail, listMail } from './captured-mail.js';
import { deliver } from './deliver.js';
import { pendingDeliveries } from './delivery-rows.js';
import { makeDigests } from './digests.js';
import { listDeadLetters } from './dead-letters.js';
import { relayBatch } from './relay.js';
import { resend } from './resend.js';

let database: TestDatabase;
let live: LiveProgramme;
let channels: Channel[];

beforeEach(async () => {
  database = await createTestDatabase();
  live = await openLiveProgramme(database.url);
  const { store } = live;
  const keep = capturedMailChannel({ from: 'evolve@example.org' }, (mail) =>
    keepMail(store.pool, mail),
  );
  channels = [keep, inboxChannel];
  await writePreference(store.pool, digestAt('08:00'));
});
afterEach(async () => {
  await live.close();
  await database.drop();
});

const digestAt = (time: string | null, muted: string[] = []) => {
  const wish = { zone: 'Europe/London', digestAt: time, muted, language: 'en-GB' };
  return { organisation, person: 'P-ANN', ...wish };
};
const tell = (id: string, data: object = {}) =>
  live.store.pool.query(
    `INSERT INTO notice (organisation, programme, id, template, item, to_roles, to_persons, data, at, clock)
     VALUES ($1, $2, $3, 'reminder', 'M1', '{LEAD}', '{}', $4, clock_timestamp(), 'live')`,
    [organisation, programme, id, JSON.stringify(data)],
  );
const delivering = () => {
  const { store } = live;
  return { store, channels, publicUrl: 'https://evolve.example', attempts: 2, backoffMs: 0 };
};
const relay = () => relayBatch(live.store, channels, 100);
const deliverAll = async () => {
  const refs = await pendingDeliveries(live.store.pool, null, 100);
  await Promise.all(refs.map((ref) => deliver(delivering(), ref)));
};
const digests = () => makeDigests(delivering());
const timeComes = () =>
  live.store.pool.query(
    `UPDATE delivery SET hold_until = clock_timestamp() WHERE hold_until IS NOT NULL AND digest IS NULL`,
  );
const dayPasses = () => live.store.pool.query(`UPDATE digest SET day = '2000-01-01'`);
const mailTo = async (address: string) =>
  (await listMail(live.store.pool, { organisation, limit: 100 })).filter(
    ({ to }) => to === address,
  );
const rows = async (sql: string) => (await live.store.pool.query(sql)).rows;

test('one mail a day holds all that waited; who did not ask for it hears at once', async () => {
  await tell('n1');
  await tell('n2');
  expect((await relay()).deliveries.map(({ person, channel }) => `${person} ${channel}`)).toEqual([
    'P-BOB email',
    'P-BOB email',
  ]);
  await deliverAll();
  expect(await digests()).toMatchObject({ made: 0, sent: 0 });
  expect(await mailTo('ann@example.org')).toEqual([]);
  await timeComes();
  expect(await digests()).toEqual({ made: 1, sent: 1, notices: 2, failures: [] });
  const mails = await mailTo('ann@example.org');
  expect(mails).toMatchObject([{ subject: expect.stringMatching(/^2 notices on /) }]);
  expect(await mailTo('bob@example.org')).toHaveLength(2);
  expect(
    await rows(
      `SELECT notice, status, digest IS NOT NULL AS digested FROM delivery
       WHERE person = 'P-ANN' AND channel = 'email' ORDER BY notice`,
    ),
  ).toEqual([
    { notice: 'n1', status: 'sent', digested: true },
    { notice: 'n2', status: 'sent', digested: true },
  ]);
});

test('a digest counts among the mails of a minute: over the limit it waits, and uses no attempt up', async () => {
  await tell('n1');
  await relay();
  await timeComes();
  const limited = () => makeDigests({ ...delivering(), limits: { email: 1 } });
  const state = () => rows('SELECT status, attempts FROM digest');
  // A minute ahead of the clock stays what it is, however long the test takes.
  await live.store.pool.query(
    `INSERT INTO channel_use
     VALUES ($1, 'email', date_trunc('minute', clock_timestamp()) + interval '1 hour', 1)`,
    [organisation],
  );
  expect(await limited()).toEqual({ made: 1, sent: 0, notices: 0, failures: [] });
  expect(await state()).toEqual([{ status: 'pending', attempts: 0 }]);
  await live.store.pool.query('UPDATE channel_use SET sent = 0');
  expect(await limited()).toMatchObject({ sent: 1, notices: 1 });
  expect(await state()).toEqual([{ status: 'sent', attempts: 1 }]);
  expect(await rows('SELECT sent FROM channel_use')).toEqual([{ sent: 1 }]);
  await limited();
  expect(await mailTo('ann@example.org')).toHaveLength(1);
});

test('what is urgent comes at once', async () => {
  await tell('L3', { urgent: true });
  await relay();
  await deliverAll();
  expect(await mailTo('ann@example.org')).toHaveLength(1);
});

test('a muted channel is left out, and the inbox has the notice all the same', async () => {
  await writePreference(live.store.pool, digestAt(null, ['email']));
  await tell('n1', { urgent: true });
  await relay();
  await deliverAll();
  expect(await rows(`SELECT channel FROM delivery WHERE person = 'P-ANN'`)).toEqual([
    { channel: 'inbox' },
  ]);
});

test('a second look, or two at once, sends nothing twice', async () => {
  await tell('n1');
  await relay();
  await timeComes();
  await Promise.all([digests(), digests()]);
  await digests();
  expect(await mailTo('ann@example.org')).toHaveLength(1);
});

test('after days without a worker there is one digest, with all that fell due', async () => {
  await tell('n1');
  await relay();
  await live.store.pool.query(
    `UPDATE delivery SET hold_until = clock_timestamp() - interval '2 days' WHERE hold_until IS NOT NULL`,
  );
  await tell('n2');
  await relay();
  await timeComes();
  expect(await digests()).toMatchObject({ made: 1, sent: 1, notices: 2 });
});

test('what comes after the digest of today waits for that of tomorrow', async () => {
  await tell('n1');
  await relay();
  await timeComes();
  await digests();
  await tell('n2');
  await relay();
  await timeComes();
  expect(await digests()).toMatchObject({ made: 0, sent: 0 });
  expect(await mailTo('ann@example.org')).toHaveLength(1);
  await dayPasses();
  await timeComes();
  expect(await digests()).toMatchObject({ made: 1, notices: 1 });
  expect(await mailTo('ann@example.org')).toHaveLength(2);
});

test('a digest repeated after a crash has the same Message-ID', async () => {
  const ids: string[] = [];
  const mail: Channel = {
    name: 'email',
    address: ({ email }) => email,
    close: () => undefined,
    send: async ({ messageId }: Message) => {
      ids.push(messageId);
      // Accepted, but the worker dies before it can note it.
      if (ids.length === 1) throw new Error('connection lost');
    },
  };
  channels = [mail, inboxChannel];
  await tell('n1');
  await relay();
  await timeComes();
  expect((await digests()).failures).toEqual([
    expect.stringMatching(/^digest of \S+ to P-ANN, attempt 1 of 2: connection lost$/),
  ]);
  await digests();
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test('a digest that is given up leaves each notice as a dead letter, which goes alone when sent again', async () => {
  const kept = channels;
  const refuses = { name: 'email' as const, close: () => undefined };
  const send = async () => {
    throw new Error('550 no such mailbox');
  };
  channels = [{ ...refuses, address: ({ email }) => email, send }, inboxChannel];
  await tell('n1');
  await relay();
  await timeComes();
  await digests();
  await digests();
  const [dead] = await listDeadLetters(live.store.pool, { organisation, programme });
  expect(dead).toMatchObject({ notice: 'n1', attempts: 2, lastError: '550 no such mailbox' });
  channels = kept;
  if (dead === undefined) throw new Error('no dead letter');
  expect(await resend(live.store, dead)).toBe('resent');
  await deliverAll();
  expect(await mailTo('ann@example.org')).toHaveLength(1);
});

test('who asks to hear at once again gets what was held back', async () => {
  await tell('n1');
  await relay();
  await writePreference(live.store.pool, digestAt(null));
  await rescheduleHeld(live.store.pool, { organisation, person: 'P-ANN' }, null);
  await deliverAll();
  expect(await mailTo('ann@example.org')).toHaveLength(1);
});

test('a paused channel holds mail and digests back, and uses no attempt up', async () => {
  const { pool } = live.store;
  await pool.query(
    `INSERT INTO channel_state (organisation, channel, paused_by, reason)
     VALUES ($1, 'email', 'P-115', 'a new mail server')`,
    [organisation],
  );
  await tell('n1');
  await relay();
  await timeComes();
  await deliverAll();
  expect(await digests()).toEqual({ made: 1, sent: 0, notices: 0, failures: [] });
  expect(await mailTo('ann@example.org')).toEqual([]);
  expect(await mailTo('bob@example.org')).toEqual([]);
  expect(
    await rows(`SELECT DISTINCT attempts FROM delivery WHERE channel = 'email'
      UNION SELECT attempts FROM digest`),
  ).toEqual([{ attempts: 0 }]);
  await pool.query('DELETE FROM channel_state');
  await deliverAll();
  await digests();
  expect(await mailTo('ann@example.org')).toHaveLength(1);
  expect(await mailTo('bob@example.org')).toHaveLength(1);
});

test('a digest goes to the address that its reader has by then', async () => {
  await tell('n1');
  await relay();
  await timeComes();
  await live.store.pool.query(`UPDATE person SET email = 'ann@new.example' WHERE id = 'P-ANN'`);
  expect(await digests()).toMatchObject({ sent: 1, notices: 1 });
  expect(await mailTo('ann@example.org')).toEqual([]);
  expect(await mailTo('ann@new.example')).toHaveLength(1);
  expect(await rows('SELECT address FROM digest')).toEqual([{ address: 'ann@new.example' }]);
});

test('a digest for somebody whom mail no longer reaches is given up at once, with a kind that operators see', async () => {
  await tell('n1');
  await relay();
  await timeComes();
  await live.store.pool.query(`UPDATE person SET email = NULL WHERE id = 'P-ANN'`);
  expect((await digests()).failures).toEqual([
    expect.stringContaining('attempt 1 of 2, given up: P-ANN has no mail address any more'),
  ]);
  const [dead] = await listDeadLetters(live.store.pool, { organisation, programme });
  expect(dead).toMatchObject({ notice: 'n1', failure: 'refused', attempts: 1 });
  if (dead === undefined) throw new Error('no dead letter');
  await live.store.pool.query(`UPDATE person SET email = 'ann@new.example' WHERE id = 'P-ANN'`);
  await resend(live.store, dead);
  await deliverAll();
  expect(await mailTo('ann@new.example')).toHaveLength(1);
});
