import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DefinitionList, DefinitionPublished, DefinitionQuery, NewDefinition } from '#contract';
import { DEFINITION_LIMIT_BYTES, TakesBytes } from '../http/body-limit.js';
import type { Identity } from '../identity/identity.js';
import { Caller, Permit } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { Definitions } from './definitions.js';

@ApiTags('definitions')
@Controller('api/v1/definitions')
export class DefinitionsController {
  constructor(private readonly definitions: Definitions) {}

  @Get()
  @Permit('identified')
  @Answers({
    summary: 'Published definitions, newest first; with `id` the versions of that one',
    schema: DefinitionList,
    problems: ['INVALID_REQUEST'],
  })
  list(@Query({ schema: DefinitionQuery }) { id }: DefinitionQuery): Promise<DefinitionList> {
    return this.definitions.list(id);
  }

  @Post()
  @Permit('administer')
  @TakesBytes(DEFINITION_LIMIT_BYTES)
  @Answers({
    summary: 'Check and publish a definition',
    description: 'The same content is published once; publishing it again says so.',
    status: 201,
    schema: DefinitionPublished,
    problems: [
      'INVALID_REQUEST',
      'ROLE_NOT_PERMITTED',
      'BODY_TOO_LARGE',
      'WRONG_CONTENT_TYPE',
      'DEFINITION_INVALID',
    ],
  })
  publish(
    @Caller() identity: Identity,
    @Body({ schema: NewDefinition }) body: NewDefinition,
  ): Promise<DefinitionPublished> {
    return this.definitions.publish(identity, body);
  }
}
