import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  BaselineComparison,
  BaselineList,
  BaselinePair,
  presentBaselines,
  presentComparison,
} from '#contract';
import { baselinesOf, compareBaselines } from '#programme';
import { ProblemError } from '../http/problem-error.js';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { InPath } from './path.js';
import { ProgrammeReads } from './programme-reads.js';

@ApiTags('plan')
@Controller('api/v1/programmes/:programme/baselines')
export class BaselinesController {
  constructor(private readonly reads: ProgrammeReads) {}

  @Get()
  @Permit('read')
  @InPath('programme')
  @Answers({ summary: 'Approved baselines', schema: BaselineList, problems: ['NOT_FOUND'] })
  async list(@InProgramme() access: Access): Promise<BaselineList> {
    const { state } = await this.reads.seen(access);
    return presentBaselines(baselinesOf(state));
  }

  @Get('compare')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'What was added, removed and moved between two baselines, and by which changes',
    schema: BaselineComparison,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  async compare(
    @InProgramme() access: Access,
    @Query({ schema: BaselinePair }) { from, to }: BaselinePair,
  ): Promise<BaselineComparison> {
    const { state, compiled } = await this.reads.seen(access);
    const compared = compareBaselines(compiled, state, from, to);
    if (compared !== null) return presentComparison(compared);
    const numbers = baselinesOf(state).map((each) => each.number);
    const missing = [from, to].filter((each) => !numbers.includes(each)).join(' and ');
    const known = numbers.length === 0 ? 'there is none' : `there are ${numbers.join(', ')}`;
    throw new ProblemError('NOT_FOUND', `There is no approved baseline ${missing}; ${known}.`);
  }
}
