import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '#config';
import type { Operations } from '#contract';
import { countJobs, openQueues, queueBackend, type Queues } from '#schedule';
import { CONFIG, LOGGER } from '../tokens.js';

/** How long an operator waits for a queue that does not answer. */
const PATIENCE_MS = 3000;

/** Looks at the queues for operators. Opened when first asked for; the api needs them for nothing else. */
@Injectable()
export class QueueWatch implements OnModuleDestroy {
  private opened: Promise<Queues> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** What the queues hold; when they cannot be reached, why. */
  async look(): Promise<Operations['queues']> {
    const backend = queueBackend(this.config);
    const { place } = backend;
    try {
      this.opened ??= openQueues(
        backend,
        (error) => this.logger.warn({ err: error }, 'queue'),
        PATIENCE_MS,
      );
      return { place, problem: null, counts: await countJobs(await this.opened) };
    } catch (error) {
      await this.onModuleDestroy();
      return { place, problem: error instanceof Error ? error.message : String(error), counts: [] };
    }
  }

  async onModuleDestroy(): Promise<void> {
    const opened = this.opened;
    this.opened = undefined;
    await opened?.then((queues) => queues.close()).catch(() => undefined);
  }
}
