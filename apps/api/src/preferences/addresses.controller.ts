import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { ChannelAddressList, ChannelAddressNamed, NewChannelAddress } from '#contract';
import { Home } from '../identity/home.js';
import type { Identity } from '../identity/identity.js';
import { Caller, Permit } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { Addresses } from './addresses.js';

export const ChannelInPath = () =>
  ApiParam({ name: 'channel', required: true, schema: { type: 'string' }, example: 'webhook' });

@ApiTags('you')
@Controller('api/v1/me/addresses')
export class AddressesController {
  constructor(
    private readonly home: Home,
    private readonly addresses: Addresses,
  ) {}

  @Get()
  @Permit('identified')
  @Answers({
    summary: 'Where webhook, Slack and Teams reach you',
    schema: ChannelAddressList,
    problems: ['NOT_FOUND'],
  })
  async list(@Caller() identity: Identity): Promise<ChannelAddressList> {
    return { addresses: await this.addresses.list(await this.home.of(identity)) };
  }

  @Put(':channel')
  @Permit('identified')
  @ChannelInPath()
  @Answers({
    summary: 'Name the URL where a channel reaches you, in place of the one before',
    description:
      'A webhook gets a secret to check signatures with, shown this once. Other channels have theirs in the URL.',
    schema: ChannelAddressNamed,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  async name(
    @Caller() identity: Identity,
    @Param('channel') channel: string,
    @Body({ schema: NewChannelAddress }) { address }: NewChannelAddress,
  ): Promise<ChannelAddressNamed> {
    return this.addresses.name(await this.home.of(identity), channel, address);
  }

  @Delete(':channel')
  @Permit('identified')
  @ChannelInPath()
  @Answers({
    summary: 'Let a channel reach you no more, and forget its URL',
    schema: ChannelAddressList,
    problems: ['NOT_FOUND'],
  })
  async remove(
    @Caller() identity: Identity,
    @Param('channel') channel: string,
  ): Promise<ChannelAddressList> {
    const owner = await this.home.of(identity);
    await this.addresses.remove(owner, channel);
    return { addresses: await this.addresses.list(owner) };
  }
}
