import { randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#config';
import type { ChannelAddress, ChannelAddressNamed } from '#contract';
import { hostOf } from '#notify';
import {
  inTransaction,
  listAddresses,
  removeAddress,
  writeAddress,
  type AddressOwner,
  type AddressRow,
  type Store,
} from '#store';
import { ProblemError } from '../http/problem-error.js';
import { invalidRequest } from '../http/schema.pipe.js';
import { CONFIG, STORE } from '../tokens.js';
import { mustTakeAddress, notSetUp, whyNoAddress } from './addressable.js';

/** Where channels reach people, or all of a programme, at addresses of theirs: one for each channel. */
@Injectable()
export class Addresses {
  constructor(
    @Inject(STORE) private readonly store: Store,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list(owner: AddressOwner): Promise<ChannelAddress[]> {
    return (await listAddresses(this.store.pool, owner)).map(presentAddress);
  }

  /**
   * Names an address, in place of the one before. One that leads into a private network, and
   * that no operator has allowed, is refused here, by what it says, and again at each message, by what its name leads to.
   */
  async name(owner: AddressOwner, channel: string, address: string): Promise<ChannelAddressNamed> {
    mustTakeAddress(channel);
    const { govukNotify, channelHosts } = this.config;
    if (channel === 'govuk-notify' && govukNotify === undefined) throw notSetUp();
    const why = whyNoAddress(channel, address, channelHosts);
    if (why !== null) throw invalidRequest([{ pointer: '#/address', detail: why }]);
    // As Standard Webhooks writes it.
    const secret = channel === 'webhook' ? `whsec_${randomBytes(32).toString('base64')}` : null;
    const named = { id: randomUUID(), channel, address, secret };
    await inTransaction(this.store, (session) => writeAddress(session, owner, named));
    return { addresses: await this.list(owner), secret };
  }

  async remove(owner: AddressOwner, channel: string): Promise<void> {
    mustTakeAddress(channel);
    if (await removeAddress(this.store.pool, owner, channel)) return;
    throw new ProblemError('NOT_FOUND', `No address is named for ${channel}.`);
  }
}

function presentAddress({ address, ...row }: AddressRow): ChannelAddress {
  return { ...row, host: hostOf(address) };
}
