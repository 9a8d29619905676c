import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AsAtQuery,
  CalendarList,
  MilestoneList,
  NoticeFilter,
  NoticeList,
  NoticePreview,
  NoticePreviewQuery,
  ReminderFilter,
  ReminderList,
} from '#contract';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { NoticePreviews } from './notice-previews.js';
import { InPath } from './path.js';
import { ProgrammeReads } from './programme-reads.js';

@ApiTags('plan')
@Controller('api/v1/programmes/:programme')
export class PlanController {
  constructor(
    private readonly reads: ProgrammeReads,
    private readonly previews: NoticePreviews,
  ) {}

  @Get('milestones')
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'Milestones against their plan, now or as at a day',
    schema: MilestoneList,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  milestones(
    @InProgramme() access: Access,
    @Query({ schema: AsAtQuery }) query: AsAtQuery,
  ): Promise<MilestoneList> {
    return this.reads.milestones(access, query);
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

  @Get('notices/:notice/preview')
  @Permit('read')
  @InPath('programme', 'notice')
  @Answers({
    summary: 'What a notice says to somebody, as a channel would take it there',
    description: 'Shows it in JSON and sends nothing; of rehearsals too.',
    schema: NoticePreview,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  previewNotice(
    @InProgramme() access: Access,
    @Param('notice') notice: string,
    @Query({ schema: NoticePreviewQuery }) query: NoticePreviewQuery,
  ): Promise<NoticePreview> {
    return this.previews.ofNotice(access, notice, query);
  }

  @Get('items/:item/next-reminder/preview')
  @Permit('read')
  @InPath('programme', 'item')
  @Answers({
    summary: 'What the next reminder of a milestone would say, as things stand now',
    description: 'Shows it in JSON and sends nothing; of rehearsals too.',
    schema: NoticePreview,
    problems: ['INVALID_REQUEST', 'NOT_FOUND', 'UNKNOWN_ITEM'],
  })
  previewNextReminder(
    @InProgramme() access: Access,
    @Param('item') item: string,
    @Query({ schema: NoticePreviewQuery }) query: NoticePreviewQuery,
  ): Promise<NoticePreview> {
    return this.previews.ofNext(access, item, query);
  }
}
