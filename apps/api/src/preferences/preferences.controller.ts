import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NewPreferences, Preferences } from '#contract';
import { Home } from '../identity/home.js';
import type { Identity } from '../identity/identity.js';
import { Caller, Permit } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { PersonPreferences } from './preferences.js';

@ApiTags('you')
@Controller('api/v1/me/preferences')
export class PreferencesController {
  constructor(
    private readonly home: Home,
    private readonly preferences: PersonPreferences,
  ) {}

  @Get()
  @Permit('identified')
  @Answers({
    summary: 'How you hear of what is for you',
    schema: Preferences,
    problems: ['NOT_FOUND'],
  })
  async read(@Caller() identity: Identity): Promise<Preferences> {
    return this.preferences.read(await this.home.of(identity));
  }

  @Put()
  @Permit('identified')
  @Answers({
    summary: 'Say how you want to hear',
    description:
      'At once, or in one mail a day; on which channels not. What is urgent is never held back, and the inbox always has everything.',
    schema: Preferences,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  async write(
    @Caller() identity: Identity,
    @Body({ schema: NewPreferences }) said: NewPreferences,
  ): Promise<Preferences> {
    return this.preferences.write(await this.home.of(identity), said);
  }
}
