import { Webhook } from 'standardwebhooks';
import { message, secret } from '../../../test/support/message.js';
import { startReceiver, type Receiver } from '../../../test/support/receiver.js';
import { webhookChannel } from './webhook-channel.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const channel = (now = new Date()) => webhookChannel({ allow: [receiver.host] }, () => now);
const sent = async (now?: Date) => {
  await channel(now).send(message({ to: receiver.url, secret }));
  const [first] = receiver.received;
  if (first === undefined) throw new Error('nothing was received');
  return first;
};
const verify = (body: string, headers: Record<string, string>) =>
  new Webhook(secret).verify(body, headers);

describe('a webhook', () => {
  it('is signed so that the Standard Webhooks library takes it, and is a CloudEvent', async () => {
    const { body, headers } = await sent();
    expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    expect(verify(body, headers)).toEqual({
      specversion: '1.0',
      id: headers['webhook-id'],
      type: 'evolve.notice.reminder',
      source: 'urn:evolve:acme:move',
      subject: 'M1',
      time: '2026-03-30T08:00:00.000Z',
      datacontenttype: 'application/json',
      data: {
        organisation: 'acme',
        programme: 'move',
        programmeTitle: 'Office move',
        notice: 'M1.T-5',
        item: 'M1',
        itemTitle: 'Lease signed',
        deadline: '2026-04-02',
        title: 'Lease signed: due in 3 working days',
        text: 'Dear Ann,\n',
        url: 'https://evolve.example/',
      },
    });
  });

  it('fails the check when a byte of it was changed', async () => {
    const { body, headers } = await sent();
    expect(() => verify(body.replace('M1', 'M2'), headers)).toThrow('No matching signature');
  });

  it('fails the check when it is old', async () => {
    const { body, headers } = await sent(new Date(Date.now() - 10 * 60_000));
    expect(() => verify(body, headers)).toThrow('timestamp too old');
  });

  it('has the same id however often it is sent, and another for another person', async () => {
    await sent();
    await sent();
    await channel().send(message({ to: receiver.url, secret, messageId: 'other@evolve.example' }));
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('without a secret is refused, and nothing is sent', async () => {
    await expect(channel().send(message({ to: receiver.url }))).rejects.toMatchObject({
      kind: 'refused',
    });
    expect(receiver.received).toEqual([]);
  });
});
