import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '#config';
import type { AddressTested } from '#contract';
import { addressedChannels, hostOf, type Channel } from '#notify';
import { sendTest, type Tested } from '#schedule';
import { readAddress, type AddressOwner, type Store } from '#store';
import { ProblemError } from '../http/problem-error.js';
import { CONFIG, LOGGER, STORE } from '../tokens.js';
import { mustTakeAddress, notSetUp } from './addressable.js';

/** Sends test messages to addresses that somebody gave, by the code that notices go by. */
@Injectable()
export class TestMessages implements OnModuleDestroy {
  private readonly channels: readonly Channel[];

  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.channels = addressedChannels({ allow: config.channelHosts }, config.govukNotify);
  }

  /** Sends one, and gives what the other side said. */
  async send(owner: AddressOwner, channel: string, asker: string): Promise<AddressTested> {
    mustTakeAddress(channel);
    const named = await readAddress(this.store.pool, owner, channel);
    if (named === null) throw new ProblemError('NOT_FOUND', `No address is named for ${channel}.`);
    const { address, secret, enabled, failure } = named;
    const host = hostOf(address);
    if (!enabled) {
      throw new ProblemError(
        'CHANNEL_CLOSED',
        `The address for ${channel} at "${host}" was switched off: ${failure ?? 'no reason is kept'}. Name it anew, then test it.`,
      );
    }
    const { store, channels } = this;
    const { publicUrl, channelRates: limits } = this.config;
    const to = { owner, channel, address, secret, asker };
    const tested = await sendTest({ store, channels, publicUrl, limits }, to);
    const { outcome } = tested;
    this.logger.info({ ...owner, asker, channel, host, outcome }, 'test message');
    return { channel, host, ...answerOf(tested, channel) };
  }

  onModuleDestroy(): void {
    this.channels.forEach((channel) => channel.close());
  }
}

/** What the other side said, unless nothing went out: that is refused, with why. */
function answerOf(tested: Tested, channel: string): Pick<AddressTested, 'outcome' | 'said'> {
  switch (tested.outcome) {
    case 'accepted':
      return { outcome: 'accepted', said: null };
    case 'notSetUp':
      throw notSetUp();
    case 'paused': {
      const { pausedAt, reason } = tested.pause;
      throw new ProblemError(
        'CHANNEL_CLOSED',
        `An operator paused ${channel} at ${new Date(pausedAt).toISOString()}: ${reason} Nothing was sent; ask again when it runs.`,
      );
    }
    case 'overLimit': {
      const whose = tested.of === 'channel' ? `messages go out by ${channel}` : 'tests are yours';
      throw new ProblemError(
        'OVER_LIMIT',
        `No more than ${tested.limit} ${whose} in a minute, and these are used up. Nothing was sent; ask again in the next.`,
      );
    }
    case 'bounced':
    case 'refused':
    case 'busy':
    case 'unreachable':
      return { outcome: tested.outcome, said: tested.said };
    default:
      return tested satisfies never;
  }
}
