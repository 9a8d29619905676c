import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AddressTested,
  ChannelAddressList,
  ChannelAddressNamed,
  NewChannelAddress,
} from '#contract';
import { mustKeep } from '../deliveries/keepers.js';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { InPath } from '../programmes/path.js';
import { ProgrammeReads } from '../programmes/programme-reads.js';
import { ChannelInPath } from './addresses.controller.js';
import { Addresses } from './addresses.js';
import { TestMessages } from './test-messages.js';

const description = 'For the programme manager and the programme office.';

/** Addresses that hear each notice of a programme, once. */
@ApiTags('deliveries')
@Controller('api/v1/programmes/:programme/addresses')
export class ProgrammeAddressesController {
  constructor(
    private readonly addresses: Addresses,
    private readonly tests: TestMessages,
    private readonly reads: ProgrammeReads,
  ) {}

  @Get()
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'Where webhook, Slack, Teams and GOV.UK Notify hear each notice of a programme',
    description,
    schema: ChannelAddressList,
    problems: ['ROLE_NOT_PERMITTED', 'NOT_FOUND'],
  })
  async list(@InProgramme() access: Access): Promise<ChannelAddressList> {
    return { addresses: await this.addresses.list(await this.ownerOf(access)) };
  }

  @Put(':channel')
  @Permit('act')
  @InPath('programme')
  @ChannelInPath()
  @Answers({
    summary: 'Name the address where a channel hears each notice, in place of the one before',
    description: `${description} The secret of a webhook is shown this once.`,
    schema: ChannelAddressNamed,
    problems: ['INVALID_REQUEST', 'ROLE_NOT_PERMITTED', 'NOT_FOUND', 'CHANNEL_CLOSED'],
  })
  async name(
    @InProgramme() access: Access,
    @Param('channel') channel: string,
    @Body({ schema: NewChannelAddress }) { address }: NewChannelAddress,
  ): Promise<ChannelAddressNamed> {
    return this.addresses.name(await this.ownerOf(access), channel, address);
  }

  @Post(':channel/test')
  @HttpCode(200)
  @Permit('act')
  @InPath('programme')
  @ChannelInPath()
  @Answers({
    summary: 'Send a test message to where a channel hears each notice',
    description: `${description} Answers what the other side said. It is marked as a test, counts against the limit of its channel, and is kept nowhere.`,
    schema: AddressTested,
    problems: ['ROLE_NOT_PERMITTED', 'NOT_FOUND', 'CHANNEL_CLOSED', 'OVER_LIMIT'],
  })
  async test(
    @InProgramme() access: Access,
    @Param('channel') channel: string,
  ): Promise<AddressTested> {
    return this.tests.send(await this.ownerOf(access), channel, access.person);
  }

  @Delete(':channel')
  @Permit('act')
  @InPath('programme')
  @ChannelInPath()
  @Answers({
    summary: 'Let a channel hear no more of a programme, and forget its address',
    description,
    schema: ChannelAddressList,
    problems: ['ROLE_NOT_PERMITTED', 'NOT_FOUND'],
  })
  async remove(
    @InProgramme() access: Access,
    @Param('channel') channel: string,
  ): Promise<ChannelAddressList> {
    const owner = await this.ownerOf(access);
    await this.addresses.remove(owner, channel);
    return { addresses: await this.addresses.list(owner) };
  }

  /** The programme itself, for those alone who see to it that its notices arrive. */
  private async ownerOf(access: Access) {
    const { compiled } = await this.reads.seen(access);
    mustKeep(compiled, access, 'Addresses of a programme are seen and changed');
    return { organisation: access.organisation, programme: access.programme };
  }
}
