import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import { openLog, type Config } from '#config';
import { startEngine, type Engine } from '#engine';
import { plainly } from '#programme';
import { connect, type Store } from '#store';
import { ApiModule, type Parts } from './api.module.js';
import { newAdapter, secure } from './http/adapter.js';
import { checkEveryRoutePermits } from './identity/boot-check.js';
import { NestLogger } from './logging/nest-logger.js';
import { openApiDocument } from './openapi/document.js';
import { OpenApi } from './openapi/open-api.js';

/**
 * What the API is given: the page that every evidence pack holds; and what it otherwise makes itself,
 * which stays open when it closes.
 */
export type Dependencies = {
  verifierPage: string;
  store?: Store;
  engine?: Engine;
  logger?: Logger;
};

/** The HTTP API, ready to listen or to be called in-process through `app.inject`. */
export type Api = {
  app: NestFastifyApplication;
  engine: Engine;
  store: Store;
  /** Listens on the host and port of the configuration; gives the address it got. */
  listen(): Promise<string>;
  /** Takes no new requests, finishes those under way, and closes what it opened. */
  close(): Promise<void>;
};

/** Makes the API. Rejects when the database does not answer, or a route does not say who may call it. */
export async function createApi(config: Config, given: Dependencies): Promise<Api> {
  const logger = given.logger ?? openLog(config.logLevel, 'api');
  const store = given.store ?? connect(config.databaseUrl, { poolSize: config.databasePool });
  const own = given.engine === undefined ? await startEngine(store) : null;
  const engine = given.engine ?? own?.engine;
  if (engine === undefined) throw new Error('no engine was given or made');
  const app = await newApp({ config, store, engine, logger, verifierPage: given.verifierPage });
  return {
    app,
    engine,
    store,
    listen: async () => {
      await app.listen(config.port, config.host);
      return app.getUrl();
    },
    close: async () => {
      await app.close();
      await own?.engine.idle(); // a request that was cut off may have left work behind
      own?.stop();
      if (given.store === undefined) await store.close();
    },
  };
}

async function newApp(parts: Parts): Promise<NestFastifyApplication> {
  const { config, logger } = parts;
  z.config({ customError: plainly }); // what does not fit a request is told as a payload's misfits are
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiModule.of(parts),
    newAdapter(config, logger),
    { logger: new NestLogger(logger), bodyParser: false, abortOnError: false },
  );
  secure(app, logger);
  checkEveryRoutePermits(app);
  await app.init();
  app.get(OpenApi, { strict: false }).text = JSON.stringify(openApiDocument(app), null, 1);
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
