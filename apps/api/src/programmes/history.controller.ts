import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  DifferenceQuery,
  Differences,
  HistoryPage,
  HistoryQuery,
  HistoryVerdict,
  InclusionQuery,
  LogInclusion,
} from '#contract';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { LogReads } from '../log/log-reads.js';
import { Answers } from '../openapi/answers.js';
import { DifferenceReads } from './difference-reads.js';
import { HistoryReads } from './history-reads.js';
import { InPath } from './path.js';

@ApiTags('history')
@Controller('api/v1/programmes/:programme/history')
export class HistoryController {
  constructor(
    private readonly reads: HistoryReads,
    private readonly differences: DifferenceReads,
    private readonly log: LogReads,
  ) {}

  @Get()
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'The ledger, a page at a time, in order',
    schema: HistoryPage,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  page(
    @InProgramme() access: Access,
    @Query({ schema: HistoryQuery }) query: HistoryQuery,
  ): Promise<HistoryPage> {
    return this.reads.page(access, query);
  }

  @Get('differences')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'What differs in the programme between two days',
    description: 'Items that came, went or changed, value by value; registers row by row.',
    schema: Differences,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  between(
    @InProgramme() access: Access,
    @Query({ schema: DifferenceQuery }) query: DifferenceQuery,
  ): Promise<Differences> {
    return this.differences.between(access, query);
  }

  @Get('proof')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'Proof that an entry is in the signed log (RFC 9162)',
    schema: LogInclusion,
    problems: ['INVALID_REQUEST', 'NOT_FOUND', 'LOG_NOT_SIGNED'],
  })
  proof(
    @InProgramme() access: Access,
    @Query({ schema: InclusionQuery }) query: InclusionQuery,
  ): Promise<LogInclusion> {
    return this.log.inclusion(access, query);
  }

  @Get('verify')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'Whether the history holds, from the first entry to the state as stored',
    schema: HistoryVerdict,
    problems: ['NOT_FOUND'],
  })
  verify(@InProgramme() access: Access): Promise<HistoryVerdict> {
    return this.reads.verify(access);
  }
}
