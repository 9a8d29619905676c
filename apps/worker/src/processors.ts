import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import { queueOf } from '#schedule';
import { JobRunner } from './job-runner.js';

// A job of a worker that was killed is taken over by another within seconds, however often that is.
const takeover = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 10 };

@Injectable()
abstract class JobProcessor extends WorkerHost {
  constructor(private readonly runner: JobRunner) {
    super();
  }

  override async process(job: Job): Promise<void> {
    await this.runner.run(job);
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.runner.trouble(error);
  }
}

/** Looks at what is due, at the outbox, and at what the queue may have lost. */
@Processor(queueOf.sweep, { ...takeover, concurrency: 2 })
export class ClockProcessor extends JobProcessor {}

/**
 * Makes deliveries. Each holds a session of the database while a mail server thinks, and some must be
 * left to the sweep.
 */
@Processor(queueOf.deliver, { ...takeover, concurrency: 6 })
export class DeliveryProcessor extends JobProcessor {}
