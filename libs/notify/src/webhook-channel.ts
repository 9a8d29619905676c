import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { NotAccepted, type Channel, type Message } from './channel.js';
import { poster, type Posting } from './post.js';

/**
 * Webhooks, signed as Standard Webhooks has it, each an event as CloudEvents 1.0 has it.
 *
 * @param now the time a signature is stamped with: a receiver takes no old ones
 */
export function webhookChannel(posting: Posting, now: () => Date = () => new Date()): Channel {
  const { post, close } = poster(posting);
  return {
    name: 'webhook',
    address: () => null,
    send: async (message) => {
      const body = JSON.stringify(cloudEvent(message));
      await post(message.to, body, {
        'Content-Type': 'application/cloudevents+json; charset=utf-8',
        ...signed(message, body, now()),
      });
    },
    close,
  };
}

/**
 * The stable id of a message as `webhook-id`: the same however often it is sent, so that a receiver
 * takes it once. Holds no '.', which parts the fields of a signature.
 */
function webhookId(messageId: string): string {
  return `msg_${createHash('sha256').update(messageId).digest('hex').slice(0, 32)}`;
}

/** A message as a CloudEvent in structured JSON. `data` holds the words and what they are about. */
export function cloudEvent(message: Message) {
  const { organisation, programme, notice, about, subject, text, isTest } = message;
  return {
    specversion: '1.0',
    id: webhookId(message.messageId),
    type: isTest === true ? 'evolve.test' : `evolve.notice.${about?.template ?? 'digest'}`,
    source: `urn:evolve:${[organisation, programme].map(encodeURIComponent).join(':')}`,
    ...(about && { subject: about.item, time: about.at }),
    datacontenttype: 'application/json',
    data: {
      organisation,
      programme,
      programmeTitle: about?.programmeTitle ?? null,
      notice,
      item: about?.item ?? null,
      itemTitle: about?.itemTitle ?? null,
      deadline: about?.deadline ?? null,
      title: subject,
      text,
      url: about?.url ?? null,
    },
  };
}

function signed({ secret, messageId, to }: Message, body: string, at: Date) {
  if (secret === undefined) {
    const { host } = new URL(to);
    throw new NotAccepted(
      'refused',
      `The webhook at "${host}" has no secret to sign with; add it anew`,
    );
  }
  const id = webhookId(messageId);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}
