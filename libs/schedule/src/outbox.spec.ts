import { capturedMailChannel, inboxChannel, type Channel, type Message } from '#notify';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import {
  openLiveProgramme,
  organisation,
  programme,
  reminderNotice,
  type LiveProgramme,
} from '../../../test/support/live-programme.js';
import { keepMail, listMail, readMail } from './captured-mail.js';
import { lead } from '../../../test/support/small-programme.js';
import { deliver, type Delivering } from './deliver.js';
import { pendingDeliveries, type DeliveryRef } from './delivery-rows.js';
import { relayBatch } from './relay.js';
import { resend } from './resend.js';
import { sweepBatch } from './sweep.js';

let database: TestDatabase;
let live: LiveProgramme;
let channels: Channel[];
const publicUrl = 'https://evolve.example';

beforeEach(async () => {
  database = await createTestDatabase();
  live = await openLiveProgramme(database.url);
  const { store } = live;
  channels = [
    capturedMailChannel({ from: 'evolve@example.org' }, (mail) => keepMail(store.pool, mail)),
    inboxChannel,
  ];
});
afterEach(async () => {
  await live.close();
  await database.drop();
});

const sweep = () => sweepBatch(live.store, live.engine, 100);
const relay = () => relayBatch(live.store, channels, 100);
const delivering = (more: Partial<Delivering> = {}): Delivering => {
  return { store: live.store, channels, publicUrl, attempts: 3, ...more };
};
const deliverAll = async (deps = delivering()) => {
  const refs = await pendingDeliveries(live.store.pool, null, 100);
  return Promise.all(refs.map((ref) => deliver(deps, ref)));
};
const mails = () => listMail(live.store.pool, { organisation, limit: 100 });
const rows = async (table: 'delivery' | 'notice' | 'timer', where = 'true') =>
  (await live.store.pool.query(`SELECT * FROM ${table} WHERE ${where}`)).rows;
const revoke = (role: string) =>
  live.store.pool.query('UPDATE "grant" SET until = clock_timestamp() WHERE role = $1', [role]);

test('a due reminder becomes one notice, one mail and one inbox item for each holder of the role', async () => {
  await live.makeReminderDue();
  expect(await sweep()).toEqual({ claimed: 1, events: [], failures: [] });
  // The inbox has it at once: only mail is to be sent.
  expect((await relay()).deliveries).toHaveLength(2);
  expect(await rows('delivery', `channel = 'inbox' AND status = 'sent'`)).toHaveLength(2);
  await deliverAll();
  expect((await mails()).map((mail) => mail.to).toSorted()).toEqual([
    'ann@example.org',
    'bob@example.org',
  ]);
  expect(await rows('delivery', `channel = 'inbox' AND status = 'sent'`)).toHaveLength(2);
  expect(await rows('notice')).toMatchObject([{ id: reminderNotice }]);
  expect(await rows('timer', `status = 'fired'`)).toMatchObject([{ late: false }]);
});

test('sweeping, relaying and delivering again adds nothing', async () => {
  await live.makeReminderDue();
  for (let round = 0; round < 2; round += 1) {
    await sweep();
    await relay();
    await deliverAll();
  }
  expect(await mails()).toHaveLength(2);
});

test('two sweeps, relays and deliveries at once come to the same as one', async () => {
  await live.makeReminderDue();
  await Promise.all([sweep(), sweep()]);
  await Promise.all([relay(), relay()]);
  const refs = await pendingDeliveries(live.store.pool, null, 100);
  await Promise.all([...refs, ...refs].map((ref) => deliver(delivering(), ref)));
  expect(await rows('notice')).toHaveLength(1);
  expect(await mails()).toHaveLength(2);
});

test('a timer is due by the database clock, and one that is not due stays pending', async () => {
  await live.makeReminderDue(-3600);
  expect(await sweep()).toEqual({ claimed: 0, events: [], failures: [] });
});

test('a claim that was never settled, as after a crash, is taken up again and the mail says it is late', async () => {
  await live.makeReminderDue(86_400);
  await live.store.pool.query(
    `UPDATE timer SET claimed_at = clock_timestamp() - interval '1 hour' WHERE key LIKE 'T-1@%'`,
  );
  await sweep();
  await relay();
  await deliverAll();
  const [first] = await mails();
  const mail = await readMail(live.store.pool, organisation, first?.id ?? 0);
  expect(mail?.text).toContain('Sent late: it was due to reach you on');
  expect(await rows('timer', `status = 'fired'`)).toMatchObject([{ late: true }]);
});

test('reminders of one milestone that fell due while nothing ran become one notice', async () => {
  await live.store.pool.query(
    `UPDATE timer SET due_at = due_at - (timestamptz '2099-07-01' - clock_timestamp())
     WHERE kind = 'reminder'`,
  );
  await sweepBatch(live.store, live.engine, 1);
  await sweep();
  const told = await rows('notice');
  expect(told).toMatchObject([
    { template: 'catchUp', data: { missed: ['T-5', 'T-1', 'T+1'], late: true } },
  ]);
  expect(await rows('timer', `key LIKE 'T-1@%' OR key LIKE 'T+1@%'`)).toMatchObject([
    { status: 'fired', late: true, notice: told[0].id },
    { status: 'fired', late: true, notice: told[0].id },
  ]);
  await relay();
  await deliverAll();
  expect(await mails()).toHaveLength(2);
});

test('a programme that cannot be fired is reported, and its timer stays due', async () => {
  await live.makeReminderDue();
  const broken = { fire: () => Promise.reject(new Error('no room')) };
  expect(await sweepBatch(live.store, broken, 100)).toEqual({
    claimed: 1,
    events: [],
    failures: [{ organisation, programme, error: 'no room' }],
  });
  await live.store.pool.query('UPDATE timer SET claimed_at = NULL');
  expect(await sweep()).toEqual({ claimed: 1, events: [], failures: [] });
});

test('a vacant role is heard by the programme manager, and the mail says why', async () => {
  await revoke('LEAD');
  await live.makeReminderDue();
  await sweep();
  await relay();
  await deliverAll();
  const all = await mails();
  expect(all.map((mail) => mail.to)).toEqual(['pat@example.org']);
  const mail = await readMail(live.store.pool, organisation, all[0]?.id ?? 0);
  expect(mail?.text).toContain('nobody holds the role Lead for this item');
});

test('a notice that reaches nobody is a dead letter, and goes out once somebody holds the role', async () => {
  await revoke('LEAD');
  await revoke('PROGRAMME_MANAGER');
  await live.makeReminderDue();
  await sweep();
  await relay();
  const lost = { organisation, programme, notice: reminderNotice, channel: 'none', person: '' };
  const why = expect.stringMatching(
    /^Nobody holds Lead \(LEAD\), and there is no Programme manager/,
  );
  expect(await rows('delivery')).toMatchObject([{ ...lost, status: 'dead', last_error: why }]);
  expect(await resend(live.store, lost)).toBe('resent');
  await relay();
  expect(await rows('delivery')).toMatchObject([{ ...lost, status: 'dead' }]);
  await live.store.pool.query(`UPDATE "grant" SET until = NULL WHERE person = 'P-ANN'`);
  expect(await resend(live.store, lost)).toBe('resent');
  await relay();
  await deliverAll();
  expect(await mails()).toMatchObject([{ to: 'ann@example.org' }]);
  expect(await rows('delivery', `status = 'dead'`)).toEqual([]);
});

test('somebody without an address hears it in the inbox only', async () => {
  await live.store.pool.query(`UPDATE person SET email = NULL WHERE id = 'P-BOB'`);
  await live.makeReminderDue();
  await sweep();
  await relay();
  expect(await rows('delivery', `person = 'P-BOB'`)).toMatchObject([{ channel: 'inbox' }]);
});

test('what fails is tried again under the same Message-ID, then given up, and can be sent again', async () => {
  const tried: string[] = [];
  const down = async ({ messageId }: Message) => {
    tried.push(messageId);
    throw new Error('451 try later');
  };
  channels = [{ name: 'email', address: ({ email }) => email, send: down, close: () => undefined }];
  const ref: DeliveryRef = {
    organisation,
    programme,
    notice: reminderNotice,
    channel: 'email',
    person: 'P-ANN',
  };
  await live.makeReminderDue();
  await sweep();
  await relay();
  await expect(deliver(delivering(), ref)).rejects.toThrow('attempt 1 of 3: 451 try later');
  await expect(deliver(delivering(), ref)).rejects.toThrow('attempt 2 of 3');
  expect(await deliver(delivering(), ref)).toMatchObject({ outcome: 'dead' });
  expect(await deliver(delivering(), ref)).toEqual({ outcome: 'nothingToDo' });
  expect(new Set(tried).size).toBe(1);
  expect(await rows('delivery', `person = 'P-ANN'`)).toMatchObject([
    { status: 'dead', attempts: 3, last_error: '451 try later' },
  ]);
  expect(await resend(live.store, ref)).toBe('resent');
  expect(await resend(live.store, ref)).toBe('notDead');
  const up = [capturedMailChannel({ from: 'a@b.c' }, (mail) => keepMail(live.store.pool, mail))];
  const sent = await deliver(delivering({ channels: up }), ref);
  expect(sent).toMatchObject({ outcome: 'sent', messageId: tried[0] });
});

test('a delivery on a channel that is not set up here says which there are', async () => {
  await live.makeReminderDue();
  await sweep();
  const { deliveries } = await relay();
  const mail = deliveries.find((each) => each.channel === 'email');
  if (mail === undefined) throw new Error('no mail was planned');
  await expect(deliver(delivering({ channels: [inboxChannel] }), mail)).rejects.toThrow(
    'channel "email" is not set up here; there are: inbox',
  );
});

test('a rehearsal never delivers, whatever its clock does', async () => {
  const other = await createTestDatabase();
  const rehearsal = await openLiveProgramme(other.url, 'rehearsal');
  const { store, engine } = rehearsal;
  await engine.moveClock(organisation, programme, '2099-07-01T09:00:00.000Z');
  const { rows: notices } = await store.pool.query('SELECT 1 FROM notice');
  expect(notices.length).toBeGreaterThan(0);
  expect(await sweepBatch(store, engine, 100)).toEqual({ claimed: 0, events: [], failures: [] });
  expect(await relayBatch(store, channels, 100)).toEqual({ notices: 0, deliveries: [] });
  // Not even a delivery that somebody put there by hand.
  await store.pool.query(
    `INSERT INTO delivery (organisation, programme, notice, channel, person, address)
     VALUES ($1, $2, $3, 'inbox', 'P-ANN', 'P-ANN')`,
    [organisation, programme, reminderNotice],
  );
  const ref = {
    organisation,
    programme,
    notice: reminderNotice,
    channel: 'inbox',
    person: 'P-ANN',
  };
  expect(await deliver(delivering({ store }), ref)).toEqual({ outcome: 'nothingToDo' });
  await rehearsal.close();
  await other.drop();
});

test('a rule blocked on its day is told to the programme manager, and fires once the reason is gone', async () => {
  const other = await createTestDatabase();
  const reached = '{ dateReached: { date: { field: startOn } } }';
  const waiting = await openLiveProgramme(other.url, 'live', (yaml) =>
    yaml
      .replace('2099-04-01', '2020-01-01')
      .replace(reached, `${reached}, { itemIn: { item: first, states: [done] } }`),
  );
  const { store, engine } = waiting;
  const deliverNew = async () => {
    await sweepBatch(store, engine, 100);
    await relayBatch(store, channels, 100);
    const refs = await pendingDeliveries(store.pool, null, 100);
    const own = [
      capturedMailChannel({ from: 'a@b.c' }, (mail) => keepMail(store.pool, mail)),
      inboxChannel,
    ];
    await Promise.all(refs.map((ref) => deliver(delivering({ store, channels: own }), ref)));
    return (await listMail(store.pool, { organisation, limit: 100 })).map(({ to, subject }) => ({
      to,
      subject,
    }));
  };
  const blocked = {
    to: 'pat@example.org',
    subject: 'Second task: due but blocked: BEGIN (Small programme)',
  };
  expect(await deliverNew()).toEqual([blocked]);
  const send = (type: string) =>
    engine.send(organisation, programme, {
      item: 'first',
      type,
      payload: {},
      actor: lead,
      key: type,
    });
  expect(await send('START')).toMatchObject({ outcome: 'accepted' });
  expect(await send('FINISH')).toMatchObject({ outcome: 'accepted' });
  expect(
    (await deliverNew()).toSorted((a, b) => (a.to + a.subject < b.to + b.subject ? -1 : 1)),
  ).toEqual([
    { to: 'ann@example.org', subject: 'Second task: BEGIN (Small programme)' },
    { to: 'bob@example.org', subject: 'Second task: BEGIN (Small programme)' },
    { to: 'pat@example.org', subject: 'First task: FINISH (Small programme)' },
    blocked,
  ]);
  await waiting.close();
  await other.drop();
});
