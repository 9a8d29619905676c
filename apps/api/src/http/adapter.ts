import { randomUUID } from 'node:crypto';
import type { Config } from '#config';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Logger } from 'pino';
import { widenBodyLimit } from './body-limit.js';
import { sendProblem } from './problem.filter.js';
import { headersOfFiles, headersOfReference, securityHeaders } from './security-headers.js';

/** Fastify as Evolve uses it: one logger, ids for requests, its own errors as problems too. */
export function newAdapter(config: Config, logger: Logger): FastifyAdapter {
  return new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // A child for each request costs more than what is logged of it: who logs of one says which.
    childLoggerFactory: (shared: FastifyBaseLogger) => shared,
    skipMiddie: true, // no middleware is used
    bodyLimit: config.bodyLimitBytes,
    genReqId: () => randomUUID(),
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request, reply),
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may be of any type, and is handed on unread. */
    takesFile?: boolean;
    /** The answer is a file that somebody uploaded. */
    givesFile?: boolean;
  }
}

/** Security headers on everything, one log line a request, and JSON as the only body but for files. */
export function secure(app: NestFastifyApplication, logger: Logger): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeContentTypeParser('text/plain');
  fastify.addContentTypeParser('*', takeFileWhereWanted);
  fastify.addHook('onRoute', (route) =>
    widenBodyLimit(route, fastify.initialConfig.bodyLimit ?? 0),
  );
  fastify.addHook('onSend', (request, reply, payload, done) => {
    reply.headers(headersFor(request));
    reply.header('x-request-id', request.id);
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    if (logger.isLevelEnabled('info')) logRequest(request, reply);
    done();
  });
}

function headersFor({ url, routeOptions }: FastifyRequest): Readonly<Record<string, string>> {
  if (routeOptions.config.givesFile === true) return headersOfFiles;
  return url === '/api/docs' ? headersOfReference : securityHeaders;
}

type Done = (error: Error | null, body?: unknown) => void;

/** A body that is not JSON is unread until the route has found out who sends it. */
function takeFileWhereWanted(request: FastifyRequest, body: unknown, done: Done): void {
  if (request.routeOptions.config.takesFile === true) done(null, body);
  else done(Object.assign(new Error('not JSON'), { statusCode: 415 }));
}

function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const { method, url, identity, access } = request;
  const status = reply.statusCode;
  const who = { actor: identity?.person, programme: access?.programme };
  const line = { method, path: pathOf(url), status, ms: Math.round(reply.elapsedTime) };
  request.log.info({ reqId: request.id, ...line, ...who }, 'request');
}

/** The path as the log may have it: who knows that of a feed reads it. */
const pathOf = (url: string): string | undefined =>
  url.split('?', 1)[0]?.replace(/^\/feeds\/.*/, '/feeds/…');
