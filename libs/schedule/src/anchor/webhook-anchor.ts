import type { Post } from '#notify';
import type { Anchor } from './anchor.js';

/** A receiver that keeps what is posted to it: the note as plain text. */
export function webhookAnchor(url: string, post: Post): Anchor {
  return {
    name: 'webhook',
    place: new URL(url).host,
    put: ({ note, size }) =>
      post(url, note, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Idempotency-Key': `checkpoint-${size}`,
      }),
  };
}
