import type { Recipient, Rendered } from './letter.js';

/** One notice to one person, ready to go. `messageId` stays the same however often it is sent. */
export interface Message extends Rendered {
  readonly organisation: string;
  readonly programme: string;
  readonly notice: string;
  readonly person: string;
  readonly to: string;
  readonly messageId: string;
}

/** A way to reach people. */
export interface Channel {
  readonly name: 'email' | 'inbox';
  /** Where this channel reaches a person; null when it cannot. */
  address(recipient: Recipient): string | null;
  /** Resolves once the other side has taken the message; throws with its reason when it has not. */
  send(message: Message): Promise<void>;
  close(): void;
}
