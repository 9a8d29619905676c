import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import ICAL from 'ical.js';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { message } from '../../../test/support/message.js';
import { capturedMailChannel, smtpChannel, type CapturedMail } from './mail-channel.js';

const sender = {
  from: 'evolve@example.org',
  replyTo: 'office@example.org',
  preferencesUrl: 'https://evolve.example/',
};

/** A mail server that says no where it is told to. */
async function startMailServer(
  no: { code: number; at: 'CONNECT' | 'MAIL' | 'RCPT' | 'DATA' } | null = null,
) {
  const raws: string[] = [];
  const refusal = () =>
    no === null ? null : Object.assign(new Error('no room'), { responseCode: no.code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onConnect: (_session, done) => done(no?.at === 'CONNECT' ? refusal() : null),
    onMailFrom: (_address, _session, done) => done(no?.at === 'MAIL' ? refusal() : null),
    onRcptTo: (_address, _session, done) => done(no?.at === 'RCPT' ? refusal() : null),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        raws.push(Buffer.concat(chunks).toString('utf8'));
        done(no?.at === 'DATA' ? refusal() : null);
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  // Boundary: a server that listens on a port has an address of that shape.
  const { port } = server.server.address() as AddressInfo;
  const channel = smtpChannel({ url: `smtp://127.0.0.1:${port}`, ...sender });
  const close = async () => {
    channel.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { channel, raws, close };
}

test('a mail arrives in text and HTML, with its id, where to answer and how to hear less', async () => {
  const { channel, raws, close } = await startMailServer();
  await channel.send(message());
  const mail = await new PostalMime().parse(raws[0] ?? '');
  expect(mail).toMatchObject({
    subject: 'Lease signed: due in 3 working days',
    from: { address: 'evolve@example.org' },
    to: [{ address: 'ann@example.org' }],
    replyTo: [{ address: 'office@example.org' }],
    messageId: '<M1%2ET-5.P1.move.acme@evolve.example>',
  });
  expect(mail.text?.trim()).toBe('Dear Ann,');
  expect(mail.html).toContain('<p>Dear Ann,</p>');
  const header = (name: string) => mail.headers.find((each) => each.key === name)?.value;
  expect(header('auto-submitted')).toBe('auto-generated');
  expect(header('list-unsubscribe')).toBe('<https://evolve.example/>');
  await close();
});

test('a mail with a deadline brings it as an all-day entry for the calendar', async () => {
  const mails: CapturedMail[] = [];
  const channel = capturedMailChannel(sender, async (mail) => void mails.push(mail));
  await channel.send(message());
  const { attachments } = await new PostalMime().parse(mails[0]?.raw ?? '');
  expect(attachments).toMatchObject([{ filename: 'deadline.ics', mimeType: 'text/calendar' }]);
  const [{ content } = { content: '' }] = attachments;
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const calendar = new ICAL.Component(ICAL.parse(text));
  const [entry, second] = calendar
    .getAllSubcomponents('vevent')
    .map((each) => new ICAL.Event(each));
  expect(second).toBeUndefined();
  expect(entry?.startDate.isDate).toBe(true);
  expect(entry?.startDate.toString()).toBe('2026-04-02');
  expect(entry?.summary).toBe('Lease signed');
  expect(entry?.uid).toBe('deadline.M1.move.acme@evolve.example');
});

test('a mail about nothing that is due brings no calendar', async () => {
  const mails: CapturedMail[] = [];
  const { about } = message();
  if (about === undefined) throw new Error('a message without what it is about');
  const channel = capturedMailChannel(sender, async (mail) => void mails.push(mail));
  await channel.send(message({ about: { ...about, deadline: null } }));
  expect((await new PostalMime().parse(mails[0]?.raw ?? '')).attachments).toEqual([]);
});

test.each([
  ['an address it does not know', { code: 550, at: 'RCPT' }, 'bounced'],
  ['an address it knows to be busy', { code: 450, at: 'RCPT' }, 'busy'],
  ['a mail it will never take', { code: 554, at: 'DATA' }, 'refused'],
  ['a mail it has no room for now', { code: 452, at: 'DATA' }, 'busy'],
  ['a sender it does not know', { code: 550, at: 'MAIL' }, 'refused'],
  ['everybody without a password', { code: 530, at: 'MAIL' }, 'unreachable'],
  ['whoever connects, whatever the mail', { code: 554, at: 'CONNECT' }, 'unreachable'],
  ['whoever connects just now', { code: 421, at: 'CONNECT' }, 'busy'],
] as const)('a mail server that refuses %s has %j: %s', async (_what, no, kind) => {
  const { channel, close } = await startMailServer(no);
  await expect(channel.send(message())).rejects.toMatchObject({
    kind,
    message: expect.stringContaining('no room'),
  });
  await close();
});

test('a mail server that is not there is tried again', async () => {
  const { channel, close } = await startMailServer();
  await close();
  await expect(channel.send(message())).rejects.toMatchObject({ kind: 'unreachable' });
});
