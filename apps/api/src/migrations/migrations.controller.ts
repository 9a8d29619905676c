import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import {
  MigrationDetail,
  MigrationPage,
  MigrationPageQuery,
  MigrationView,
  NewMigration,
} from '#contract';
import type { Identity } from '../identity/identity.js';
import { Caller, Permit } from '../identity/permit.js';
import { Answers } from '../openapi/answers.js';
import { InPath } from '../programmes/path.js';
import { Migrations } from './migrations.js';

const InMigration = () =>
  ApiParam({
    name: 'migration',
    required: true,
    schema: { type: 'string' },
    example: '9f2c41d07be3a865',
  });

@ApiTags('migrations')
@Controller('api/v1/migrations')
export class MigrationsController {
  constructor(private readonly migrations: Migrations) {}

  @Post()
  @Permit('identified')
  @Answers({
    summary: 'Ask for programmes to be moved to another version, with a preview of each',
    description: 'Of many, the first 50 are previewed; ask for the preview of the next.',
    status: 201,
    schema: MigrationView,
    problems: ['INVALID_REQUEST', 'ROLE_NOT_PERMITTED', 'NOT_FOUND', 'MIGRATION_REFUSED'],
  })
  ask(
    @Caller() identity: Identity,
    @Body({ schema: NewMigration }) body: NewMigration,
  ): Promise<MigrationView> {
    return this.migrations.ask(identity, body);
  }

  @Get(':migration')
  @Permit('identified')
  @InMigration()
  @Answers({
    summary: 'A request, its programmes counted, and the first 50 of them',
    schema: MigrationView,
    problems: ['NOT_FOUND'],
  })
  one(@Caller() identity: Identity, @Param('migration') id: string): Promise<MigrationView> {
    return this.migrations.one(identity, id);
  }

  @Get(':migration/programmes')
  @Permit('identified')
  @InMigration()
  @Answers({
    summary: 'The programmes of a request by id, a page at a time, of one status or of any',
    schema: MigrationPage,
    problems: ['INVALID_REQUEST', 'NOT_FOUND'],
  })
  programmes(
    @Caller() identity: Identity,
    @Param('migration') id: string,
    @Query({ schema: MigrationPageQuery }) query: MigrationPageQuery,
  ): Promise<MigrationPage> {
    return this.migrations.programmes(identity, id, query);
  }

  @Get(':migration/programmes/:programme')
  @Permit('identified')
  @InMigration()
  @InPath('programme')
  @Answers({
    summary: 'All that moving one programme would come to now',
    schema: MigrationDetail,
    problems: ['NOT_FOUND'],
  })
  detail(
    @Caller() identity: Identity,
    @Param('migration') id: string,
    @Param('programme') programme: string,
  ): Promise<MigrationDetail> {
    return this.migrations.detail(identity, id, programme);
  }

  @Post(':migration/preview')
  @HttpCode(200)
  @Permit('identified')
  @InMigration()
  @Answers({
    summary: 'Preview the next 50 programmes',
    schema: MigrationView,
    problems: ['ROLE_NOT_PERMITTED', 'NOT_FOUND'],
  })
  preview(@Caller() identity: Identity, @Param('migration') id: string): Promise<MigrationView> {
    return this.migrations.preview(identity, id);
  }

  @Post(':migration/apply')
  @HttpCode(200)
  @Permit('identified')
  @InMigration()
  @Answers({
    summary: 'Apply the next 50 programmes that are ready',
    description: 'By another person than asked. A programme that moved since its preview is stale.',
    schema: MigrationView,
    problems: ['ROLE_NOT_PERMITTED', 'NOT_FOUND', 'MIGRATION_REFUSED'],
  })
  apply(@Caller() identity: Identity, @Param('migration') id: string): Promise<MigrationView> {
    return this.migrations.apply(identity, id);
  }
}
