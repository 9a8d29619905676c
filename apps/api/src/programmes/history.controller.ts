import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HistoryPage, HistoryQuery, HistoryVerdict } from '#contract';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { HistoryReads } from './history-reads.js';
import { InPath } from './path.js';

@ApiTags('history')
@Controller('api/v1/programmes/:programme/history')
export class HistoryController {
  constructor(private readonly reads: HistoryReads) {}

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
