import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Inbox, InboxMarked, InboxQuery, InboxReadAll, Me } from '#contract';
import { markAllRead, markInbox, type InboxOwner, type Store } from '#store';
import { ProblemError } from '../http/problem-error.js';
import { Grants } from '../identity/grants.js';
import type { Identity } from '../identity/identity.js';
import { Caller, Permit } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { InPath } from '../programmes/path.js';
import { STORE } from '../tokens.js';
import { inboxOf, unreadOf } from './inbox.js';
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
  @Answers({
    summary: 'Your own notices, newest first, a page at a time',
    schema: Inbox,
    problems: ['INVALID_REQUEST'],
  })
  async inbox(
    @Caller() { person }: Identity,
    @Query({ schema: InboxQuery }) query: InboxQuery,
  ): Promise<Inbox> {
    return inboxOf(this.store, await this.ownerOf(person), query);
  }

  @Post('inbox/read')
  @HttpCode(200)
  @Permit('identified')
  @Answers({
    summary: 'Mark all your notices as read, or all of a programme',
    schema: InboxMarked,
    problems: ['INVALID_REQUEST'],
  })
  async readAll(
    @Caller() { person }: Identity,
    @Body({ schema: InboxReadAll }) { programme }: InboxReadAll,
  ): Promise<InboxMarked> {
    const owner = await this.ownerOf(person);
    await markAllRead(this.store.pool, { ...owner, programme });
    return unreadOf(this.store, owner);
  }

  @Post('inbox/:programme/:notice/read')
  @HttpCode(200)
  @Permit('identified')
  @InPath('programme', 'notice')
  @Answers({ summary: 'Mark a notice as read', schema: InboxMarked, problems: ['NOT_FOUND'] })
  read(
    @Caller() { person }: Identity,
    @Param('programme') programme: string,
    @Param('notice') notice: string,
  ): Promise<InboxMarked> {
    return this.mark({ person, programme, notice }, 'read');
  }

  @Post('inbox/:programme/:notice/unread')
  @HttpCode(200)
  @Permit('identified')
  @InPath('programme', 'notice')
  @Answers({ summary: 'Mark a notice as unread', schema: InboxMarked, problems: ['NOT_FOUND'] })
  unread(
    @Caller() { person }: Identity,
    @Param('programme') programme: string,
    @Param('notice') notice: string,
  ): Promise<InboxMarked> {
    return this.mark({ person, programme, notice }, 'unread');
  }

  private async mark(
    which: { person: string; programme: string; notice: string },
    mark: 'read' | 'unread',
  ): Promise<InboxMarked> {
    const { person, programme, notice } = which;
    const owner = await this.ownerOf(person);
    const marked = await markInbox(this.store.pool, { ...owner, programme, notice }, mark);
    if (marked) return unreadOf(this.store, owner);
    throw new ProblemError('NOT_FOUND', `Your inbox has no notice "${notice}" of "${programme}".`);
  }

  /** A person is known in the organisations in which they hold a role. */
  private async ownerOf(person: string): Promise<InboxOwner> {
    const held = await this.grants.all(person);
    return { person, organisations: [...new Set(held.map(({ organisation }) => organisation))] };
  }
}
