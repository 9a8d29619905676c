import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Inbox, Me } from '#contract';
import type { Store } from '#store';
import { ProblemError } from '../http/problem-error.js';
import { Grants } from '../identity/grants.js';
import type { Identity } from '../identity/identity.js';
import { Caller, Permit } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { InPath } from '../programmes/path.js';
import { STORE } from '../tokens.js';
import { inboxOf, markRead } from './deliveries.js';
import { presentMe } from './present-me.js';

@ApiTags('you')
@Controller('api/v1')
export class InboxController {
  constructor(
    private readonly grants: Grants,
    @Inject(STORE) private readonly store: Store,
  ) {}

  @Get('me')
  @Permit('identified')
  @Answers({ summary: 'Who you are here, and your roles', schema: Me })
  async me(@Caller() identity: Identity): Promise<Me> {
    return presentMe(identity, await this.grants.all(identity.person));
  }

  @Get('inbox')
  @Permit('identified')
  @Answers({ summary: 'Your own notices, newest first', schema: Inbox })
  inbox(@Caller() { person }: Identity): Promise<Inbox> {
    return inboxOf(this.store, person);
  }

  @Post('inbox/:programme/:notice/read')
  @HttpCode(200)
  @Permit('identified')
  @InPath('programme', 'notice')
  @Answers({ summary: 'Mark a notice as read', schema: Inbox, problems: ['NOT_FOUND'] })
  async read(
    @Caller() { person }: Identity,
    @Param('programme') programme: string,
    @Param('notice') notice: string,
  ): Promise<Inbox> {
    if (await markRead(this.store, { person, programme, notice }))
      return inboxOf(this.store, person);
    throw new ProblemError('NOT_FOUND', `Your inbox has no notice "${notice}" of "${programme}".`);
  }
}
