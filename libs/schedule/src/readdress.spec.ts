import { capturedMailChannel, inboxChannel, webhookChannel, type Channel } from '#notify';
import { Webhook } from 'standardwebhooks';
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
  await relayBatch(live.store, channels, 100);
};
const delivering = (): Delivering => ({
  store: live.store,
  channels,
  publicUrl: 'https://evolve.example',
  attempts: 3,
});
const rows = async (sql: string) => (await live.store.pool.query(sql)).rows;
const toAnn = {
  organisation,
  programme,
  notice: reminderNotice,
  channel: 'webhook',
  person: 'P-ANN',
};

test('an address that was taken back gets nothing more, and its dead letter goes where its reader is reached then', async () => {
  await address('ann', { person: 'P-ANN' });
  await relay();
  await live.store.pool.query('DELETE FROM channel_address');
  expect(await deliver(delivering(), toAnn)).toMatchObject({
    outcome: 'dead',
    attempt: 1,
    error: `The address at "${receiver.host}" is no longer in use for P-ANN, who gave no other. Sent again, it goes to where webhook reaches them then.`,
  });
  expect(receiver.received).toEqual([]);
  expect(await rows(`SELECT failure FROM delivery WHERE status = 'dead'`)).toEqual([
    { failure: 'refused' },
  ]);
  await address('new', { person: 'P-ANN' });
  expect(await resend(live.store, toAnn)).toBe('resent');
  expect(await deliver(delivering(), toAnn)).toMatchObject({ outcome: 'sent' });
  expect(receiver.received).toMatchObject([{ path: '/hook/new' }]);
});

test.each([
  ['a person', { person: 'P-ANN' }],
  ['a programme', { programme }],
])('what waits for an address of %s goes to the one in its place', async (_, owner) => {
  await address('old', owner);
  await relay();
  await live.store.pool.query('DELETE FROM channel_address');
  await address('new', owner);
  const ref = { ...toAnn, person: 'person' in owner ? 'P-ANN' : 'programme:old' };
  expect(await deliver(delivering(), ref)).toMatchObject({ outcome: 'sent', attempt: 1 });
  expect(receiver.received).toMatchObject([{ path: '/hook/new' }]);
  expect(() => {
    const [{ body, headers } = { body: '', headers: {} }] = receiver.received;
    return new Webhook(secret).verify(body, headers);
  }).not.toThrow();
});

test('an address in the place of another is switched off when it is gone as well', async () => {
  await address('old', { person: 'P-ANN' });
  await relay();
  await live.store.pool.query('DELETE FROM channel_address');
  await address('new', { person: 'P-ANN' });
  receiver.answer(410);
  expect(await deliver(delivering(), toAnn)).toMatchObject({ outcome: 'dead' });
  expect(await rows('SELECT id, enabled FROM channel_address')).toEqual([
    { id: 'new', enabled: false },
  ]);
});

test('mail for an address that its reader left is not sent there; sent again, it goes to the new one', async () => {
  const mail = { ...toAnn, channel: 'email' };
  await relay();
  await live.store.pool.query(`UPDATE person SET email = 'ann@new.example' WHERE id = 'P-ANN'`);
  expect(await deliver(delivering(), mail)).toMatchObject({
    outcome: 'dead',
    error: expect.stringContaining('The address at "example.org" is no longer in use for P-ANN'),
  });
  await resend(live.store, mail);
  expect(await deliver(delivering(), mail)).toMatchObject({ outcome: 'sent' });
  expect(await rows('SELECT recipient FROM captured_mail')).toEqual([
    { recipient: 'ann@new.example' },
  ]);
});
