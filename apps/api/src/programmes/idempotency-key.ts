import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { IdempotencyKey } from '#contract';
import { invalidRequest, placesOf } from '../http/schema.pipe.js';

/** The header `Idempotency-Key`; a problem, 400, when it is missing or unusable. */
export const Key = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
  const parsed = IdempotencyKey.safeParse(headers['idempotency-key']);
  if (parsed.success) return parsed.data;
  throw invalidRequest(placesOf(parsed.error.issues, 'header:', 'Idempotency-Key'));
});
