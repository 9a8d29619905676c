import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { EventAccepted, NewEvent } from '#contract';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { Key } from './idempotency-key.js';
import { InPath } from './path.js';
import { ProgrammeWrites } from './programme-writes.js';

@ApiTags('events')
@Controller('api/v1/programmes/:programme/events')
export class EventsController {
  constructor(private readonly writes: ProgrammeWrites) {}

  @Post()
  @Permit('read') // whether the role may send it is the engine's to decide: a refusal is history too
  @InPath('programme')
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: '1 to 200 printable characters. The same key never acts twice.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
    example: 'reforecast-M06-1',
  })
  @Answers({
    summary: 'Send an event',
    description:
      'Accepted: 201, and the same answer with `Idempotency-Replayed: true` for the same key again. Refused: the problem lists every failing condition, what it rests on and who can clear it.',
    status: 201,
    schema: EventAccepted,
    problems: [
      'INVALID_REQUEST',
      'ROLE_NOT_PERMITTED',
      'NOT_FOUND',
      'UNKNOWN_ITEM',
      'VERSION_CONFLICT',
      'BODY_TOO_LARGE',
      'WRONG_CONTENT_TYPE',
      'GUARD_FAILED',
      'GUARD_UNKNOWN',
      'NOT_NOW',
      'UNKNOWN_EVENT',
      'INVALID_PAYLOAD',
      'SYSTEM_ONLY',
      'ITEM_CLOSED',
      'OCCURRED_IN_FUTURE',
      'PROGRAMME_ENDED',
      'KEY_REUSED',
    ],
  })
  async send(
    @InProgramme() access: Access,
    @Key() key: string,
    @Body({ schema: NewEvent }) body: NewEvent,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventAccepted> {
    const { answer, replayed } = await this.writes.send(access, key, body);
    if (replayed) reply.header('idempotency-replayed', 'true');
    return answer;
  }
}
