import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own lines, through the same logger as everything else. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown) {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: unknown) {
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, ...rest: unknown[]) {
    const err = message instanceof Error ? message : undefined;
    this.logger.error({ err, context: rest.at(-1) }, err?.message ?? String(message));
  }
}
