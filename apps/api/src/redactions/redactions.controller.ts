import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NewRedaction, RedactionList, RedactionView } from '#contract';
import { InProgramme, Permit, type Access } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { InPath } from '../programmes/path.js';
import { Redactions } from './redactions.js';

@ApiTags('retention')
@Controller('api/v1/programmes/:programme/redactions')
export class RedactionsController {
  constructor(private readonly redactions: Redactions) {}

  @Get()
  @Permit('read')
  @InPath('programme')
  @Answers({
    summary: 'Requests to erase texts, and what became of them',
    schema: RedactionList,
    problems: ['NOT_FOUND'],
  })
  list(@InProgramme() access: Access): Promise<RedactionList> {
    return this.redactions.list(access);
  }

  @Post()
  @Permit('act')
  @InPath('programme')
  @Answers({
    summary: 'Ask for free texts to be erased',
    description:
      'Nothing is erased yet. The history keeps that something was said, when and by whom; hashes stay as they are, and verify.',
    status: 201,
    schema: RedactionView,
    problems: ['INVALID_REQUEST', 'ROLE_NOT_PERMITTED', 'NOT_FOUND'],
  })
  ask(
    @InProgramme() access: Access,
    @Body({ schema: NewRedaction }) body: NewRedaction,
  ): Promise<RedactionView> {
    return this.redactions.ask(access, body);
  }

  @Get(':redaction')
  @Permit('read')
  @InPath('programme', 'redaction')
  @Answers({
    summary: 'One request, and where its texts stand',
    schema: RedactionView,
    problems: ['NOT_FOUND'],
  })
  one(@InProgramme() access: Access, @Param('redaction') id: string): Promise<RedactionView> {
    return this.redactions.one(access, id);
  }

  @Post(':redaction/apply')
  @HttpCode(200)
  @Permit('act')
  @InPath('programme', 'redaction')
  @Answers({
    summary: 'Erase the texts of a request',
    description:
      'By another person than asked. Cannot be undone. Notices that quoted the texts lose them as well; what has left by mail is beyond reach.',
    schema: RedactionView,
    problems: ['ROLE_NOT_PERMITTED', 'NOT_FOUND', 'REDACTION_REFUSED'],
  })
  apply(@InProgramme() access: Access, @Param('redaction') id: string): Promise<RedactionView> {
    return this.redactions.apply(access, id);
  }

  @Post(':redaction/withdraw')
  @HttpCode(200)
  @Permit('act')
  @InPath('programme', 'redaction')
  @Answers({
    summary: 'Withdraw a request that was not applied yet',
    schema: RedactionView,
    problems: ['ROLE_NOT_PERMITTED', 'NOT_FOUND', 'REDACTION_REFUSED'],
  })
  withdraw(@InProgramme() access: Access, @Param('redaction') id: string): Promise<RedactionView> {
    return this.redactions.withdraw(access, id);
  }
}
