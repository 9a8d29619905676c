import { z } from 'zod';
import { addressable } from '#contract';
import { whyNotPosted } from '#notify';
import { ProblemError } from '../http/problem-error.js';

/** Refuses a channel that reaches nobody at an address they give. */
export function mustTakeAddress(channel: string): void {
  if (addressable.some((each) => each === channel)) return;
  const known = addressable.join(', ');
  throw new ProblemError('NOT_FOUND', `"${channel}" takes no address; these do: ${known}.`);
}

/** GOV.UK Notify without a service of its own to send by. */
export const notSetUp = (): ProblemError =>
  new ProblemError(
    'CHANNEL_CLOSED',
    'GOV.UK Notify is not set up on this server, so it reaches nobody. An operator sets it up with GOVUK_NOTIFY_API_KEY and GOVUK_NOTIFY_TEMPLATE_ID.',
  );

/**
 * Why a channel cannot reach anybody at an address, as far as it says itself; null when it may.
 *
 * @param allow receivers inside our own network that an operator has allowed
 */
export function whyNoAddress(
  channel: string,
  address: string,
  allow: readonly string[],
): string | null {
  if (channel !== 'govuk-notify') return whyNotPosted(address, allow);
  return z.email().safeParse(address).success
    ? null
    : `"${address}" is no mail address; give one such as office@example.org`;
}
