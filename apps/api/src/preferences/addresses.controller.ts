import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import {
  AddressTested,
  ChannelAddressList,
  ChannelAddressNamed,
  NewChannelAddress,
} from '#contract';
import { Home } from '../identity/home.js';
import type { Identity } from '../identity/identity.js';
import { Caller, Permit } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { Addresses } from './addresses.js';
import { TestMessages } from './test-messages.js';

export const ChannelInPath = () =>
  ApiParam({ name: 'channel', required: true, schema: { type: 'string' }, example: 'webhook' });

@ApiTags('you')
@Controller('api/v1/me/addresses')
export class AddressesController {
  constructor(
    private readonly home: Home,
    private readonly addresses: Addresses,
    private readonly tests: TestMessages,
  ) {}

  @Get()
  @Permit('identified')
  @Answers({
    summary: 'Where webhook, Slack, Teams and GOV.UK Notify reach you',
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
    summary: 'Name the address where a channel reaches you, in place of the one before',
    description:
      'A URL, or a mail address for GOV.UK Notify. A webhook gets a secret to check signatures with, shown this once; Slack and Teams have theirs in the URL.',
    schema: ChannelAddressNamed,
    problems: ['INVALID_REQUEST', 'NOT_FOUND', 'CHANNEL_CLOSED'],
  })
  async name(
    @Caller() identity: Identity,
    @Param('channel') channel: string,
    @Body({ schema: NewChannelAddress }) { address }: NewChannelAddress,
  ): Promise<ChannelAddressNamed> {
    return this.addresses.name(await this.home.of(identity), channel, address);
  }

  @Post(':channel/test')
  @HttpCode(200)
  @Permit('identified')
  @ChannelInPath()
  @Answers({
    summary: 'Send a test message to the address where a channel reaches you',
    description:
      'Answers what the other side said. It is marked as a test, counts against the limit of its channel, and is kept nowhere.',
    schema: AddressTested,
    problems: ['NOT_FOUND', 'CHANNEL_CLOSED', 'OVER_LIMIT'],
  })
  async test(
    @Caller() identity: Identity,
    @Param('channel') channel: string,
  ): Promise<AddressTested> {
    const owner = await this.home.of(identity);
    return this.tests.send(owner, channel, owner.person);
  }

  @Delete(':channel')
  @Permit('identified')
  @ChannelInPath()
  @Answers({
    summary: 'Let a channel reach you no more, and forget its address',
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
