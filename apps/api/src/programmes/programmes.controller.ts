import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AsAtQuery,
  ClockMove,
  ClockMoved,
  NewProgramme,
  ProgrammeList,
  ProgrammeSummary,
  ProgrammeView,
} from '#contract';
import { Grants } from '../identity/grants.js';
import type { Identity } from '../identity/identity.js';
import { Caller, InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { InPath } from './path.js';
import { ProgrammeReads } from './programme-reads.js';
import { ProgrammeStart } from './programme-start.js';
import { ProgrammeWrites } from './programme-writes.js';

@ApiTags('programmes')
@Controller('api/v1/programmes')
export class ProgrammesController {
  constructor(
    private readonly reads: ProgrammeReads,
    private readonly writes: ProgrammeWrites,
    private readonly starts: ProgrammeStart,
    private readonly grants: Grants,
  ) {}

  @Get()
  @Permit('identified')
  @Answers({ summary: 'The programmes you may see', schema: ProgrammeList })
  async list(@Caller() { person }: Identity): Promise<ProgrammeList> {
    return this.reads.list(await this.grants.all(person));
  }

  @Post()
  @Permit('administer')
  @Answers({
    summary: 'Start a programme from a published definition',
    status: 201,
    schema: ProgrammeSummary,
    problems: ['INVALID_REQUEST', 'ROLE_NOT_PERMITTED', 'NOT_FOUND', 'PROGRAMME_EXISTS'],
  })
  start(
    @Caller() identity: Identity,
    @Body({ schema: NewProgramme }) body: NewProgramme,
  ): Promise<ProgrammeSummary> {
    return this.starts.start(identity, body);
  }

  @Get(':programme')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'A programme at a glance, now or as at a day',
    schema: ProgrammeView,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  one(
    @InProgramme() access: Access,
    @Query({ schema: AsAtQuery }) query: AsAtQuery,
  ): Promise<ProgrammeView> {
    return this.reads.programme(access, query);
  }

  @Post(':programme/clock')
  @HttpCode(200)
  @Permit('act')
  @InPath('programme')
  @Answers({
    summary: "Move a rehearsal's clock forwards",
    description: 'Whatever falls due on the way happens, in order, before the answer comes.',
    schema: ClockMoved,
    problems: ['INVALID_REQUEST', 'ROLE_NOT_PERMITTED', 'NOT_FOUND', 'CLOCK_REFUSED'],
  })
  clock(
    @InProgramme() access: Access,
    @Body({ schema: ClockMove }) { to }: ClockMove,
  ): Promise<ClockMoved> {
    return this.writes.moveClock(access, to);
  }
}
