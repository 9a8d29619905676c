import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HoldList, HoldView, NewHold, RetentionView } from '#contract';
import type { Identity } from '../identity/identity.js';
import { Caller, InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { InPath } from '../programmes/path.js';
import { Holds } from './holds.js';

@ApiTags('retention')
@Controller('api/v1')
export class HoldsController {
  constructor(private readonly holds: Holds) {}

  @Get('retention')
  @Permit('identified')
  @Answers({
    summary: 'Ended programmes whose free texts have been kept long enough',
    description: 'By RETENTION_DAYS. They are erased by a redaction, and never by themselves.',
    schema: RetentionView,
    problems: [],
  })
  retention(@Caller() identity: Identity): Promise<RetentionView> {
    return this.holds.retention(identity);
  }

  @Get('programmes/:programme/legal-holds')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'Legal holds, in force or lifted',
    schema: HoldList,
    problems: ['NOT_FOUND'],
  })
  list(@InProgramme() access: Access): Promise<HoldList> {
    return this.holds.list(access);
  }

  @Post('programmes/:programme/legal-holds')
  @Permit('act')
  @InPath('programme')
  @Answers({
    summary: 'Place a legal hold: nothing of the programme is erased while it is in force',
    status: 201,
    schema: HoldView,
    problems: ['INVALID_REQUEST', 'ROLE_NOT_PERMITTED', 'NOT_FOUND'],
  })
  place(
    @InProgramme() access: Access,
    @Body({ schema: NewHold }) body: NewHold,
  ): Promise<HoldView> {
    return this.holds.place(access, body);
  }

  @Post('programmes/:programme/legal-holds/:hold/lift')
  @HttpCode(200)
  @Permit('act')
  @InPath('programme', 'hold')
  @Answers({
    summary: 'Lift a legal hold',
    schema: HoldView,
    problems: ['ROLE_NOT_PERMITTED', 'NOT_FOUND', 'REDACTION_REFUSED'],
  })
  lift(@InProgramme() access: Access, @Param('hold') id: string): Promise<HoldView> {
    return this.holds.lift(access, id);
  }
}
