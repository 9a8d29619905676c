import { randomUUID } from 'node:crypto';
import type { Config } from '#config';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController, type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { sendProblem } from './problem.filter.js';
import { headersOfReference, securityHeaders } from './security-headers.js';

/** Fastify as Evolve uses it: one logger, ids for requests, its own errors as problems too. */
export function newAdapter(config: Config, logger: Logger): FastifyAdapter {
  return new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: config.bodyLimitBytes,
    genReqId: () => randomUUID(),
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request, reply, config.bodyLimitBytes),
  });
}

/** Security headers on everything, one log line a request, and JSON as the only body. */
export function secure(app: NestFastifyApplication, logger: Logger): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeContentTypeParser('text/plain');
  fastify.addHook('onSend', (request, reply, payload, done) => {
    reply.headers(request.url === '/api/docs' ? headersOfReference : securityHeaders);
    reply.header('x-request-id', request.id);
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    if (logger.isLevelEnabled('info')) logRequest(request, reply);
    done();
  });
}

function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const { method, url, identity, access } = request;
  const status = reply.statusCode;
  const who = { actor: identity?.person, programme: access?.programme };
  const line = { method, path: url.split('?', 1)[0], status, ms: Math.round(reply.elapsedTime) };
  request.log.info({ ...line, ...who }, 'request');
}
