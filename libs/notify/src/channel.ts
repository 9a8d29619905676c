import type { Recipient, Rendered } from './letter.js';

/** Every way to reach people there is. Which of them are set up, the configuration says. */
const channelNames = ['email', 'inbox', 'webhook', 'slack', 'teams', 'govuk-notify'] as const;
export type ChannelName = (typeof channelNames)[number];

/** What a message is about, for channels that say it in fields and not in words. */
export interface About {
  readonly template: string;
  readonly programmeTitle: string;
  readonly item: string;
  readonly itemTitle: string;
  /** When the notice came to be, as an instant. */
  readonly at: string;
  /** The day something is to be achieved by (YYYY-MM-DD); null when the notice has none. */
  readonly deadline: string | null;
  /** Where people look at it. */
  readonly url: string;
}

/** One notice to one recipient, ready to go. `messageId` stays the same however often it is sent. */
export interface Message extends Rendered {
  readonly organisation: string;
  readonly programme: string;
  readonly notice: string;
  readonly person: string;
  /** A mail address, or the URL of a receiver. */
  readonly to: string;
  readonly messageId: string;
  /** What a webhook is signed with. */
  readonly secret?: string;
  /** Absent for a digest, which is about many, and for a test. */
  readonly about?: About;
  /** Set of a test message: it is no notice, and is about nothing. */
  readonly isTest?: true;
}

/** A way to reach people. */
export interface Channel {
  readonly name: ChannelName;
  /** Where this channel reaches a person who gave no address for it; null when it cannot. */
  address(recipient: Recipient): string | null;
  /** Resolves once the other side has taken the message; throws NotAccepted when it has not. */
  send(message: Message): Promise<void>;
  close(): void;
}

/**
 * The other side did not take a message. `bounced` (the address is gone) and `refused` (it will never
 * take this) are for good; `busy` (it asks for patience) and `unreachable` are worth another attempt.
 */
export class NotAccepted extends Error {
  override readonly name = 'NotAccepted';

  constructor(
    readonly kind: 'bounced' | 'refused' | 'busy' | 'unreachable',
    message: string,
    /** How long the other side asks us to wait. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }

  get isForGood(): boolean {
    return this.kind === 'bounced' || this.kind === 'refused';
  }
}
