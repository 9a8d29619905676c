import { z } from 'zod';
import { Moment } from './json.js';

/** Channels that reach you at an address you give: a URL, or a mail address for GOV.UK Notify. */
export const addressable = ['webhook', 'slack', 'teams', 'govuk-notify'] as const;

/**
 * Where a channel reaches you. Of its URL the host alone is shown: the rest is as good as a password. Of
 * a mail address it is what follows the "@".
 */
export const ChannelAddress = z
  .object({
    channel: z.string(),
    host: z.string(),
    enabled: z.boolean(),
    /** Why it was switched off, where that was not your doing. */
    failure: z.string().nullable(),
    createdAt: Moment,
  })
  .meta({ id: 'ChannelAddress' });
export type ChannelAddress = z.infer<typeof ChannelAddress>;

export const ChannelAddressList = z
  .object({ addresses: z.array(ChannelAddress) })
  .meta({ id: 'ChannelAddressList' });
export type ChannelAddressList = z.infer<typeof ChannelAddressList>;

/** An address just named. `secret`, of a webhook: what its messages are signed with, shown this once. */
export const ChannelAddressNamed = ChannelAddressList.extend({
  secret: z.string().nullable(),
}).meta({ id: 'ChannelAddressNamed' });
export type ChannelAddressNamed = z.infer<typeof ChannelAddressNamed>;

export const NewChannelAddress = z
  .strictObject({ address: z.string().min(1).max(2000) })
  .meta({ id: 'NewChannelAddress', example: { address: 'https://hooks.example.org/evolve' } });
export type NewChannelAddress = z.infer<typeof NewChannelAddress>;

/** What became of a test message. */
export const AddressTested = z
  .object({
    channel: z.string(),
    host: z.string(),
    /**
     * `accepted`: the other side took it. `bounced`: the address is gone. `refused`: it will never take
     * this. `busy`: it asks for patience. `unreachable`: nobody answered.
     */
    outcome: z.enum(['accepted', 'bounced', 'refused', 'busy', 'unreachable']),
    /** What the other side answered, with its status; null when it took the message. */
    said: z.string().nullable(),
  })
  .meta({ id: 'AddressTested' });
export type AddressTested = z.infer<typeof AddressTested>;
