import { message } from '../../../test/support/message.js';
import { startReceiver, type Receiver } from '../../../test/support/receiver.js';
import { govukNotifyChannel } from './govuk-notify-channel.js';
import { slackChannel, slackMessage } from './slack-channel.js';
import { teamsChannel } from './teams-channel.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const posted = () => JSON.parse(receiver.received[0]?.body ?? 'null');

test('Slack gets blocks in which nobody is mentioned and nothing is marked up', async () => {
  await slackChannel({ allow: [receiver.host] }).send(message({ to: receiver.url }));
  const { text, blocks } = posted();
  expect(text).toBe('Lease signed: due in 3 working days');
  expect(blocks.map((each: { type: string }) => each.type)).toEqual([
    'header',
    'section',
    'section',
    'section',
  ]);
  expect(blocks[1].text.text).toContain('&lt;!channel&gt;');
  expect(blocks[1].text.text).not.toContain(' *now*');
  expect(blocks[3].text.text).toBe('<https://evolve.example/|Open Evolve>');
});

test('what is too long for Slack is cut, and not refused', () => {
  const { blocks } = slackMessage({
    subject: 'x'.repeat(200),
    blocks: Array.from({ length: 60 }, () => ({ say: 'y'.repeat(4000) })),
  });
  expect(blocks).toHaveLength(50);
  expect(blocks.map(({ text }) => text.text.length).slice(0, 2)).toEqual([150, 3000]);
});

test('Teams gets an Adaptive Card in plain runs of text, with a button', async () => {
  await teamsChannel({ allow: [receiver.host] }).send(message({ to: receiver.url }));
  const { type, attachments } = posted();
  expect(type).toBe('message');
  expect(attachments[0]).toMatchObject({
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      type: 'AdaptiveCard',
      version: '1.4',
      actions: [{ type: 'Action.OpenUrl', title: 'Open Evolve', url: 'https://evolve.example/' }],
    },
  });
  const kinds = attachments[0].content.body.map((each: { type: string }) => each.type);
  expect(new Set(kinds)).toEqual(new Set(['RichTextBlock']));
});

describe.each([
  ['Slack', slackChannel],
  ['Teams', teamsChannel],
])('%s', (_, channelOf) => {
  const send = () => channelOf({ allow: [receiver.host] }).send(message({ to: receiver.url }));

  it('that asks for patience is asked again no sooner than it says', async () => {
    receiver.answer(429, { 'Retry-After': '30' }, 'rate_limited');
    await expect(send()).rejects.toMatchObject({
      kind: 'busy',
      retryAfterMs: 30_000,
      message: `"${receiver.host}" answered 429: rate_limited`,
    });
  });

  it.each([
    [400, 'invalid_payload', 'refused'],
    [403, 'action_prohibited', 'refused'],
    [404, 'no_service', 'refused'],
    [410, 'channel_is_archived', 'bounced'],
    [502, 'upstream', 'busy'],
  ])('that answers %i %s has %s', async (status, words, kind) => {
    receiver.answer(status, {}, words);
    await expect(send()).rejects.toMatchObject({
      kind,
      message: `"${receiver.host}" answered ${status}: ${words}`,
    });
  });

  it('is not reached inside our own network', async () => {
    await expect(
      channelOf({ allow: [] }).send(message({ to: receiver.url })),
    ).rejects.toMatchObject({ kind: 'refused' });
    expect(receiver.received).toEqual([]);
  });
});

describe('GOV.UK Notify', () => {
  const id = '11111111-2222-3333-4444-555555555555';
  const channel = () =>
    govukNotifyChannel({
      apiKey: `test-${id}-${id}`,
      templateId: 'a-template',
      url: new URL(receiver.url).origin,
    });

  it('gets subject and words for its template, with the stable id as reference', async () => {
    await channel().send(message());
    expect(receiver.received[0]?.path).toBe('/v2/notifications/email');
    expect(posted()).toEqual({
      template_id: 'a-template',
      email_address: 'ann@example.org',
      personalisation: { subject: 'Lease signed: due in 3 working days', body: 'Dear Ann,\n' },
      reference: 'M1%2ET-5.P1.move.acme@evolve.example',
    });
  });

  it.each([
    [400, 'refused'],
    [401, 'unreachable'],
    [403, 'unreachable'],
    [404, 'refused'],
    [429, 'busy'],
    [500, 'busy'],
  ])('that answers %i has %s, and what it says is told', async (status, kind) => {
    const errors = [{ error: 'BadRequestError', message: 'email_address is not valid' }];
    const json = { 'Content-Type': 'application/json' };
    receiver.answer(status, json, JSON.stringify({ errors }));
    await expect(channel().send(message())).rejects.toMatchObject({
      kind,
      message: `GOV.UK Notify answered ${status}: BadRequestError: email_address is not valid`,
    });
  });

  it('that does not answer is tried again', async () => {
    const gone = channel();
    await receiver.close();
    await expect(gone.send(message())).rejects.toMatchObject({ kind: 'unreachable' });
    receiver = await startReceiver();
  });
});
