import { BullModule } from '@nestjs/bullmq';
import { Module, type DynamicModule } from '@nestjs/common';
import { queueOf, type QueueBackend } from '#schedule';
import { JobRunner } from './job-runner.js';
import { ClockProcessor, DeliveryProcessor } from './processors.js';

export const queueNames = [...new Set(Object.values(queueOf))];

/** The processors on their queues. */
@Module({})
export class WorkerModule {
  static of(backend: QueueBackend, runner: JobRunner): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        BullModule.forRoot({ connection: backend.consumer }),
        // Without a queue registered, @nestjs/bullmq starts no processors at all.
        BullModule.registerQueue(...queueNames.map((name) => ({ name }))),
      ],
      providers: [{ provide: JobRunner, useValue: runner }, ClockProcessor, DeliveryProcessor],
    };
  }
}
