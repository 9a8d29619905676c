import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CalendarList,
  MilestoneList,
  NoticeFilter,
  NoticeList,
  ReminderFilter,
  ReminderList,
} from '#contract';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { InPath } from './path.js';
import { ProgrammeReads } from './programme-reads.js';

@ApiTags('plan')
@Controller('api/v1/programmes/:programme')
export class PlanController {
  constructor(private readonly reads: ProgrammeReads) {}

  @Get('milestones')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'Milestones against their plan',
    schema: MilestoneList,
    problems: ['NOT_FOUND'],
  })
  milestones(@InProgramme() access: Access): Promise<MilestoneList> {
    return this.reads.milestones(access);
  }

  @Get('calendars')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary:
      'The working calendars: their holidays, years, hashes, and which milestones count by them',
    schema: CalendarList,
    problems: ['NOT_FOUND'],
  })
  calendars(@InProgramme() access: Access): Promise<CalendarList> {
    return this.reads.calendars(access);
  }

  @Get('reminders')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'The reminder ledger: what is or was due when, what became of it, and why',
    schema: ReminderList,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  reminders(
    @InProgramme() access: Access,
    @Query({ schema: ReminderFilter }) filter: ReminderFilter,
  ): Promise<ReminderList> {
    return this.reads.reminders(access, filter);
  }

  @Get('notices')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'What somebody had to hear; of a rehearsal, whom it would have gone to',
    schema: NoticeList,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  notices(
    @InProgramme() access: Access,
    @Query({ schema: NoticeFilter }) filter: NoticeFilter,
  ): Promise<NoticeList> {
    return this.reads.notices(access, filter);
  }
}
