import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiParam, ApiTags } from '@nestjs/swagger';
import { ChannelPause, Operations, OperationsFilter, OperationsPageFilter } from '#contract';
import type { Identity } from '../identity/identity.js';
import { Caller, Permit } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { operationsPage } from '../pages/operations.js';
import { Operating } from './operating.js';
import { WhichOrganisation } from './which-organisation.js';

const ChannelInPath = () =>
  ApiParam({ name: 'channel', required: true, schema: { type: 'string' }, example: 'email' });

@ApiTags('operations')
@Controller()
export class OperationsController {
  constructor(
    private readonly operating: Operating,
    private readonly organisations: WhichOrganisation,
  ) {}

  @Get('api/v1/operations')
  @Permit('operate')
  @Answers({
    summary: 'Queues, what waits, how late, and what failed',
    description: 'For operators. Of one organisation: the first, unless another is named.',
    schema: Operations,
    problems: ['ROLE_NOT_PERMITTED', 'NOT_FOUND'],
  })
  async look(
    @Query({ schema: OperationsFilter }) { organisation }: OperationsFilter,
  ): Promise<Operations> {
    return this.operating.look(await this.organisations.choose(organisation));
  }

  @Post('api/v1/operations/channels/:channel/pause')
  @HttpCode(200)
  @Permit('operate')
  @ChannelInPath()
  @Answers({
    summary: 'Pause a channel: what is for it waits, and nothing is lost',
    schema: Operations,
    problems: ['INVALID_REQUEST', 'ROLE_NOT_PERMITTED', 'NOT_FOUND'],
  })
  async pause(
    @Caller() identity: Identity,
    @Param('channel') channel: string,
    @Query({ schema: OperationsFilter }) { organisation }: OperationsFilter,
    @Body({ schema: ChannelPause }) { reason }: ChannelPause,
  ): Promise<Operations> {
    const which = await this.organisations.choose(organisation);
    return this.operating.pause(which, identity.person, channel, reason);
  }

  @Post('api/v1/operations/channels/:channel/resume')
  @HttpCode(200)
  @Permit('operate')
  @ChannelInPath()
  @Answers({
    summary: 'Let a paused channel run again',
    schema: Operations,
    problems: ['ROLE_NOT_PERMITTED', 'NOT_FOUND'],
  })
  async resume(
    @Caller() identity: Identity,
    @Param('channel') channel: string,
    @Query({ schema: OperationsFilter }) { organisation }: OperationsFilter,
  ): Promise<Operations> {
    const which = await this.organisations.choose(organisation);
    return this.operating.resume(which, identity.person, channel);
  }

  @Get('operations')
  @Permit('operate')
  @ApiExcludeEndpoint()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async page(
    @Query({ schema: OperationsPageFilter }) { organisation, as }: OperationsPageFilter,
  ): Promise<string> {
    const which = await this.organisations.choose(organisation);
    return operationsPage(await this.operating.look(which), as);
  }
}
