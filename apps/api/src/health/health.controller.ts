import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
} from '@nestjs/terminus';
import type { Config } from '#config';
import type { Store } from '#store';
import { Permit } from '../identity/permit.js';
import { CONFIG, STORE } from '../tokens.js';
import { checkDatabase, checkMigrations, checkQueue } from './checks.js';

const TIMEOUT_MS = 3000;

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(STORE) private readonly store: Store,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('live')
  @Permit('public')
  @ApiOperation({ summary: 'Whether the process answers' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Permit('public')
  @HealthCheck()
  @ApiOperation({ summary: 'Whether database, migrations and queue are ready' })
  ready(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.attempt('database', () => checkDatabase(this.store)),
      () => this.attempt('migrations', () => checkMigrations(this.store)),
      () => this.attempt('queue', () => checkQueue(this.store, this.config)),
    ]);
  }

  private attempt(name: string, check: () => Promise<void>) {
    return this.indicators.check(name).attempt(check).withTimeout(TIMEOUT_MS);
  }
}
