import { readFileSync } from 'node:fs';
import { ConfigError, openLog, readConfig } from '#config';
import { MigrateError, prepareSchema } from '#store';
import { createApi } from './create-api.js';

const GRACE_MS = 10_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  await prepareSchema(config.databaseUrl);
  const logger = openLog(config.logLevel, 'api');
  const api = await createApi(config, { logger, verifierPage: verifierPage() });
  const address = await api.listen();
  logger.info({ address }, 'ready');
  process.send?.({ ready: true, address });

  const stop = (signal: string) => {
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    api.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Started by another process: without it nobody would ever end this one.
  process.once('disconnect', () => stop('disconnect'));
}

/** Built beside this program. Throws when it is not there: no pack goes out without it. */
const verifierPage = (): string => readFileSync(new URL('./verify.html', import.meta.url), 'utf8');

main().catch((error: unknown) => {
  const isExpected = error instanceof ConfigError || error instanceof MigrateError;
  const words = isExpected ? error.message : String(error);
  process.stderr.write(`${words}\n`);
  process.exit(1);
});
