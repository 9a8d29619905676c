import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NewEvent, Preview } from '#contract';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { InPath } from './path.js';
import { ProgrammeWrites } from './programme-writes.js';

@ApiTags('events')
@Controller('api/v1/programmes/:programme/preview')
export class PreviewController {
  constructor(private readonly writes: ProgrammeWrites) {}

  @Post()
  @HttpCode(200)
  @Permit('read') // whether the role may send it is part of the answer
  @InPath('programme')
  @Answers({
    summary: 'What would come of an event',
    description:
      'Takes the same body as sending, decides it in the same way and writes nothing: not even a refusal leaves a trace. Shows what would change, the new dates and float of milestones, who would hear of it and which reminders would move.',
    schema: Preview,
    problems: [
      'INVALID_REQUEST',
      'NOT_FOUND',
      'VERSION_CONFLICT',
      'BODY_TOO_LARGE',
      'WRONG_CONTENT_TYPE',
    ],
  })
  preview(
    @InProgramme() access: Access,
    @Body({ schema: NewEvent }) body: NewEvent,
  ): Promise<Preview> {
    return this.writes.preview(access, body);
  }
}
