import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { LogConsistency, LogConsistencyQuery, LogKeys, LogView } from '#contract';
import { Permit } from '../identity/permit.js';
import { Answers, AnswersText } from '../openapi/answers.js';
import { LogReads } from './log-reads.js';

/**
 * Checkpoints, keys and proofs say nothing of what any entry holds: whoever watches the log needs no
 * account for them.
 */
@ApiTags('audit')
@Controller('api/v1/log')
export class LogController {
  constructor(private readonly reads: LogReads) {}

  @Get()
  @Permit('identified')
  @Answers({ summary: 'How the log stands, its last checkpoint, and its keys', schema: LogView })
  view(): Promise<LogView> {
    return this.reads.view();
  }

  @Get('checkpoint')
  @Permit('public')
  @Header('content-type', 'text/plain; charset=utf-8')
  @AnswersText({
    summary: 'The newest checkpoint: a signed note (C2SP), to be kept as it is',
    problems: ['LOG_NOT_SIGNED'],
  })
  async checkpoint(): Promise<string> {
    return (await this.reads.newest()).note;
  }

  @Get('keys')
  @Permit('public')
  @Answers({ summary: 'The public keys of the log, old ones too', schema: LogKeys })
  keys(): Promise<LogKeys> {
    return this.reads.keys();
  }

  @Get('consistency')
  @Permit('public')
  @Answers({
    summary: 'Proof that one checkpoint is the beginning of another (RFC 9162)',
    schema: LogConsistency,
    problems: ['INVALID_REQUEST', 'LOG_NOT_SIGNED'],
  })
  consistency(
    @Query({ schema: LogConsistencyQuery }) query: LogConsistencyQuery,
  ): Promise<LogConsistency> {
    return this.reads.consistency(query);
  }
}
