import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import type { Config } from '#config';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController, type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { sendProblem } from './problem.filter.js';

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

const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

/** Security headers on everything, one log line a request, and JSON as the only body. */
export async function secure(app: NestFastifyApplication): Promise<void> {
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: policy } });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeContentTypeParser('text/plain');
  fastify.addHook('onSend', async (request, reply, payload) => {
    reply.header('x-request-id', request.id);
    // The reference page sets styles on its elements; no other page may.
    if (request.url === '/api/docs') {
      const own = String(reply.getHeader('content-security-policy'));
      const loose = own.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
      reply.header('content-security-policy', loose);
    }
    return payload;
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const { method, url, identity, access } = request;
    const status = reply.statusCode;
    const who = { actor: identity?.person, programme: access?.programme };
    const line = { method, path: url.split('?', 1)[0], status, ms: Math.round(reply.elapsedTime) };
    request.log.info({ ...line, ...who }, 'request');
  });
}
