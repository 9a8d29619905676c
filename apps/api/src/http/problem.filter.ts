import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '#contract';
import { problemPage } from '../pages/problem.js';
import { pathOf, problemOf } from './problem-of.js';

/** Writes a problem as the answer, and what is our fault into the log. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { url, id, routeOptions } = request;
  const problem = problemOf(error, { path: pathOf(url), id, bodyLimit: routeOptions.bodyLimit });
  if (problem.status >= 500)
    request.log.error({ reqId: id, err: error, code: problem.code }, 'request failed');
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.end();
    return;
  }
  // Fastify closes the connection after a body it did not read to its end; it need not say why again.
  reply.status(problem.status).headers(headersOf(problem));
  void (isForPeople(request)
    ? reply.type('text/html; charset=utf-8').send(problemPage(problem))
    : reply.type('application/problem+json').send(JSON.stringify(problem)));
}

/** A page was asked for by a browser: the API answers programs, whatever they say they accept. */
const isForPeople = ({ url, headers }: FastifyRequest): boolean =>
  !url.startsWith('/api/') && headers.accept?.includes('text/html') === true;

const headersOf = (problem: Problem): Record<string, string> => ({
  'cache-control': 'no-store',
  ...(problem.status === 401 && { 'www-authenticate': 'Bearer realm="evolve"' }),
});

/** The one place where errors of any kind become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}
