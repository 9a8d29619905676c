import { HttpException } from '@nestjs/common';
import { problemKinds, problemSlug, type Problem, type ProblemCode } from '#contract';
import { ProblemError } from './problem-error.js';

/** Turns whatever was thrown into the one shape of error answers. Nothing internal gets out. */
export function problemOf(
  error: unknown,
  request: { path: string; id: string; bodyLimit: number },
): Problem {
  const { code, detail, details } = told(error, request);
  const { status, title } = problemKinds[code];
  return {
    type: `/problems/${problemSlug(code)}`,
    title,
    status,
    detail,
    instance: request.path,
    requestId: request.id,
    code,
    ...details,
  };
}

/** The address of a request without its query, which may hold what should not be repeated. */
export const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;

type Told = Pick<ProblemError, 'code' | 'details'> & { detail: string };

function told(error: unknown, request: { path: string; id: string; bodyLimit: number }): Told {
  if (error instanceof ProblemError) {
    return { code: error.code, detail: error.message, details: error.details };
  }
  const code = codeOf(error);
  return { code, detail: detailOf(code, error, request), details: {} };
}

function codeOf(error: unknown): ProblemCode {
  switch (statusOf(error)) {
    case 400:
    case 405:
      return 'INVALID_REQUEST';
    case 401:
      return 'NOT_SIGNED_IN';
    case 403:
      return 'ROLE_NOT_PERMITTED';
    case 404:
    case 414:
      return 'NOT_FOUND';
    case 413:
      return 'BODY_TOO_LARGE';
    case 415:
      return 'WRONG_CONTENT_TYPE';
    case 503:
      return 'UNAVAILABLE';
    default:
      return isOutage(error) ? 'UNAVAILABLE' : 'INTERNAL';
  }
}

/** Nest's own exceptions and Fastify's errors say a status; anything else is a bug or an outage. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status: unknown =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' ? status : 500;
}

/** PostgreSQL gone, stopping or out of connections, as the system, PostgreSQL or Prisma says it. */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const message = error instanceof Error ? error.message : '';
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|57P0|08\d|53300|P10(01|02|08|17)|P2024)/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(message)
  );
}

function detailOf(
  code: ProblemCode,
  error: unknown,
  { path, id, bodyLimit }: { path: string; id: string; bodyLimit: number },
): string {
  const said: Partial<Record<ProblemCode, string>> = {
    NOT_FOUND: `There is nothing at ${path}.`,
    BODY_TOO_LARGE: `The body is larger than ${bodyLimit} bytes, which is all that is taken here.`,
    WRONG_CONTENT_TYPE: 'Send JSON, with the header Content-Type: application/json.',
    UNAVAILABLE: unready(error) ?? 'The database does not answer. Try again shortly.',
    INTERNAL: `Something failed that should not. Quote request ${id} when you ask for help.`,
  };
  return said[code] ?? (error instanceof Error ? error.message : problemKinds[code].about);
}

/** The parts that a failed health check names; no more of it, since anybody may ask. */
function unready(error: unknown): string | null {
  const said: unknown = error instanceof HttpException ? error.getResponse() : null;
  if (typeof said !== 'object' || said === null || !('error' in said)) return null;
  const { error: parts } = said;
  if (typeof parts !== 'object' || parts === null) return null;
  return `Not ready: ${Object.keys(parts).join(', ')}.`;
}
