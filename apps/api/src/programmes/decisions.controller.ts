import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DecisionList, DecisionQuery, TaskList } from '#contract';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { DecisionReads } from './decision-reads.js';
import { InPath } from './path.js';

@ApiTags('decisions')
@Controller('api/v1/programmes/:programme')
export class DecisionsController {
  constructor(private readonly reads: DecisionReads) {}

  @Get('tasks')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'What waits for your decision, and what the others have voted',
    schema: TaskList,
    problems: ['NOT_FOUND'],
  })
  tasks(@InProgramme() access: Access): Promise<TaskList> {
    return this.reads.tasks(access);
  }

  @Get('decisions')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'Decisions of bodies, the last first: minute, quorum, who was there, who stood aside',
    schema: DecisionList,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  decisions(
    @InProgramme() access: Access,
    @Query({ schema: DecisionQuery }) query: DecisionQuery,
  ): Promise<DecisionList> {
    return this.reads.decisions(access, query);
  }
}
