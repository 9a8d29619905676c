import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own lines in the same log. */
export function nestLogger(log: Logger): LoggerService {
  const write = (level: 'info' | 'warn' | 'error' | 'fatal' | 'debug' | 'trace') => {
    return (message: unknown, ...rest: unknown[]) =>
      log[level](
        { context: rest.at(-1), ...(message instanceof Error && { err: message }) },
        message instanceof Error ? message.message : String(message),
      );
  };
  return {
    // Which modules are ready is of interest to those who work on Evolve only.
    log: write('debug'),
    error: write('error'),
    warn: write('warn'),
    fatal: write('fatal'),
    debug: write('debug'),
    verbose: write('trace'),
  };
}
