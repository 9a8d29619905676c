import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiParam, ApiTags } from '@nestjs/swagger';
import { ChannelPause, Operations } from '#contract';
import { Home } from '../identity/home.js';
import type { Identity } from '../identity/identity.js';
import { Caller, Permit } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { operationsPage } from '../pages/operations.js';
import { Operating } from './operating.js';

const ChannelInPath = () =>
  ApiParam({ name: 'channel', required: true, schema: { type: 'string' }, example: 'email' });

@ApiTags('operations')
@Controller()
export class OperationsController {
  constructor(
    private readonly home: Home,
    private readonly operating: Operating,
  ) {}

  @Get('api/v1/operations')
  @Permit('operate')
  @Answers({
    summary: 'Queues, what waits, how late, and what failed',
    description: 'For operators.',
    schema: Operations,
    problems: ['ROLE_NOT_PERMITTED', 'NOT_FOUND'],
  })
  async look(@Caller() identity: Identity): Promise<Operations> {
    return this.operating.look(await this.home.of(identity));
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
    @Body({ schema: ChannelPause }) { reason }: ChannelPause,
  ): Promise<Operations> {
    return this.operating.pause(await this.home.of(identity), channel, reason);
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
  ): Promise<Operations> {
    return this.operating.resume(await this.home.of(identity), channel);
  }

  @Get('operations')
  @Permit('operate')
  @ApiExcludeEndpoint()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async page(@Caller() identity: Identity): Promise<string> {
    return operationsPage(await this.operating.look(await this.home.of(identity)));
  }
}
