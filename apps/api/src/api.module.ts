import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import type { Logger } from 'pino';
import type { Config } from '#config';
import { Engine } from '#engine';
import type { Store } from '#store';
import { Definitions } from './definitions/definitions.js';
import { DefinitionsController } from './definitions/definitions.controller.js';
import { Evidence } from './evidence/evidence.js';
import { inDatabase } from './evidence/evidence-bytes.js';
import { inS3 } from './evidence/in-s3.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { DeadLetters } from './deliveries/dead-letters.js';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { Feeds } from './feeds/feeds.js';
import { FeedsController } from './feeds/feeds.controller.js';
import { HealthController } from './health/health.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { SchemaPipe } from './http/schema.pipe.js';
import { Grants } from './identity/grants.js';
import { Home } from './identity/home.js';
import { IdentityGuard } from './identity/identity.guard.js';
import { InboxController } from './inbox/inbox.controller.js';
import { LogController } from './log/log.controller.js';
import { LogReads } from './log/log-reads.js';
import { Migrations } from './migrations/migrations.js';
import { MigrationsController } from './migrations/migrations.controller.js';
import { OpenApi } from './openapi/open-api.js';
import { Operating } from './operations/operating.js';
import { WhichOrganisation } from './operations/which-organisation.js';
import { OperationsController } from './operations/operations.controller.js';
import { QueueWatch } from './operations/queue-watch.js';
import { MailController } from './pages/mail.controller.js';
import { PagesController } from './pages/pages.controller.js';
import { Addresses } from './preferences/addresses.js';
import { AddressesController } from './preferences/addresses.controller.js';
import { ProgrammeAddressesController } from './preferences/programme-addresses.controller.js';
import { PersonPreferences } from './preferences/preferences.js';
import { PreferencesController } from './preferences/preferences.controller.js';
import { TestMessages } from './preferences/test-messages.js';
import { AllProgrammes } from './programmes/all-programmes.js';
import { DecisionReads } from './programmes/decision-reads.js';
import { DecisionsController } from './programmes/decisions.controller.js';
import { EventsController } from './programmes/events.controller.js';
import { HistoryController } from './programmes/history.controller.js';
import { BaselinesController } from './programmes/baselines.controller.js';
import { DifferenceReads } from './programmes/difference-reads.js';
import { HistoryReads } from './programmes/history-reads.js';
import { ItemsController } from './programmes/items.controller.js';
import { NoticePreviews } from './programmes/notice-previews.js';
import { PlanController } from './programmes/plan.controller.js';
import { PreviewController } from './programmes/preview.controller.js';
import { ProgrammeReads } from './programmes/programme-reads.js';
import { ProgrammeStart } from './programmes/programme-start.js';
import { ProgrammeWrites } from './programmes/programme-writes.js';
import { ProgrammesController } from './programmes/programmes.controller.js';
import { Packs } from './packs/packs.js';
import { PacksController } from './packs/packs.controller.js';
import { Holds } from './redactions/holds.js';
import { HoldsController } from './redactions/holds.controller.js';
import { Redactions } from './redactions/redactions.js';
import { RedactionsController } from './redactions/redactions.controller.js';
import { Reports } from './reports/reports.js';
import { ReportsController } from './reports/reports.controller.js';
import { CONFIG, EVIDENCE, LOGGER, STORE, VERIFIER_PAGE } from './tokens.js';

/** What the API works with; whoever makes it closes it. */
export type Parts = {
  config: Config;
  store: Store;
  engine: Engine;
  logger: Logger;
  verifierPage: string;
};

/** The parts, for every module of the API, with what each route is guarded by. */
@Module({})
class PartsModule {
  static of({ config, store, engine, logger, verifierPage }: Parts): DynamicModule {
    const shared = [
      { provide: CONFIG, useValue: config },
      { provide: STORE, useValue: store },
      { provide: LOGGER, useValue: logger },
      { provide: VERIFIER_PAGE, useValue: verifierPage },
      { provide: Engine, useValue: engine },
    ];
    return {
      module: PartsModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        ...shared,
        Grants,
        ProgrammeReads,
        AllProgrammes,
        Evidence,
        LogReads,
        {
          provide: EVIDENCE,
          useValue: config.evidence.s3 === undefined ? inDatabase(store) : inS3(config.evidence.s3),
        },
        { provide: APP_GUARD, useClass: IdentityGuard },
        { provide: APP_PIPE, useClass: SchemaPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [
        CONFIG,
        STORE,
        LOGGER,
        VERIFIER_PAGE,
        Engine,
        Grants,
        ProgrammeReads,
        AllProgrammes,
        Evidence,
        LogReads,
      ],
    };
  }
}

@Module({
  controllers: [
    ProgrammesController,
    ItemsController,
    EventsController,
    PreviewController,
    PlanController,
    BaselinesController,
    EvidenceController,
    HistoryController,
    DecisionsController,
    ReportsController,
    PacksController,
    RedactionsController,
    HoldsController,
    LogController,
  ],
  providers: [
    ProgrammeWrites,
    ProgrammeStart,
    HistoryReads,
    DifferenceReads,
    DecisionReads,
    NoticePreviews,
    Reports,
    Packs,
    Redactions,
    Holds,
  ],
})
class ProgrammesModule {}

@Module({ controllers: [DefinitionsController], providers: [Definitions] })
class DefinitionsModule {}

@Module({ controllers: [MigrationsController], providers: [Migrations] })
class MigrationsModule {}

@Module({
  controllers: [
    InboxController,
    PreferencesController,
    AddressesController,
    ProgrammeAddressesController,
    FeedsController,
    DeliveriesController,
  ],
  providers: [Home, PersonPreferences, Addresses, TestMessages, Feeds, DeadLetters],
})
class NoticesModule {}

@Module({
  controllers: [OperationsController],
  providers: [Operating, QueueWatch, WhichOrganisation],
})
class OperationsModule {}

@Module({ imports: [TerminusModule.forRoot({ logger: false })], controllers: [HealthController] })
class HealthModule {}

@Module({ controllers: [PagesController, MailController], providers: [OpenApi] })
class PagesModule {}

/** The whole API. */
@Module({})
export class ApiModule {
  static of(parts: Parts): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PartsModule.of(parts),
        ProgrammesModule,
        DefinitionsModule,
        MigrationsModule,
        NoticesModule,
        OperationsModule,
        HealthModule,
        PagesModule,
      ],
    };
  }
}
