import { createHash } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CalendarFeedList, CalendarFeedMade, NewCalendarFeed } from '#contract';
import { Home } from '../identity/home.js';
import type { Identity } from '../identity/identity.js';
import { Caller, Permit } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { Feeds } from './feeds.js';

const FeedInPath = () =>
  ApiParam({
    name: 'feed',
    required: true,
    schema: { type: 'string' },
    example: '4f0c9a52-3c1e-4b7d-9d6e-0a6c2f1b8e57',
  });

@ApiTags('you')
@Controller()
export class FeedsController {
  constructor(
    private readonly home: Home,
    private readonly feeds: Feeds,
  ) {}

  @Get('api/v1/me/feeds')
  @Permit('identified')
  @Answers({ summary: 'Your calendar feeds', schema: CalendarFeedList, problems: ['NOT_FOUND'] })
  async list(@Caller() identity: Identity): Promise<CalendarFeedList> {
    return { feeds: await this.feeds.list(await this.home.of(identity)) };
  }

  @Post('api/v1/me/feeds')
  @Permit('identified')
  @Answers({
    summary: 'Make a calendar feed; its address is shown this once',
    description: 'Whoever knows the address reads the feed, as far as you may see it at that time.',
    status: 201,
    schema: CalendarFeedMade,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  async create(
    @Caller() identity: Identity,
    @Body({ schema: NewCalendarFeed }) { programme }: NewCalendarFeed,
  ): Promise<CalendarFeedMade> {
    return this.feeds.create(await this.home.of(identity), programme);
  }

  @Post('api/v1/me/feeds/:feed/rotate')
  @HttpCode(200)
  @Permit('identified')
  @FeedInPath()
  @Answers({
    summary: 'Give a feed another address; the one before reads nothing from now on',
    schema: CalendarFeedMade,
    problems: ['NOT_FOUND'],
  })
  async rotate(
    @Caller() identity: Identity,
    @Param('feed') feed: string,
  ): Promise<CalendarFeedMade> {
    return this.feeds.rotate(await this.home.of(identity), feed);
  }

  @Delete('api/v1/me/feeds/:feed')
  @Permit('identified')
  @FeedInPath()
  @Answers({
    summary: 'End a feed: its address reads nothing from now on',
    schema: CalendarFeedList,
    problems: ['NOT_FOUND'],
  })
  async revoke(
    @Caller() identity: Identity,
    @Param('feed') feed: string,
  ): Promise<CalendarFeedList> {
    const owner = await this.home.of(identity);
    await this.feeds.revoke(owner, feed);
    return { feeds: await this.feeds.list(owner) };
  }

  @Get('feeds/:token.ics')
  @Permit('token')
  @ApiExcludeEndpoint()
  async read(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { text, changedAt } = await this.feeds.read(token);
    const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
    // In the reader's own cache only, and asked about each time: a revoked feed is gone at once.
    reply.headers({
      'cache-control': 'private, no-cache',
      'x-robots-tag': 'noindex',
      etag,
      'last-modified': new Date(changedAt).toUTCString(),
    });
    if (isFresh(request, etag, changedAt)) await reply.status(304).send();
    else await reply.type('text/calendar; charset=utf-8').send(text);
  }
}

/** Whether the reader has this very text already (RFC 9110): the tag decides, where there is one. */
function isFresh({ headers }: FastifyRequest, etag: string, changedAt: string): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return Math.floor(Date.parse(changedAt) / 1000) * 1000 <= since;
}
