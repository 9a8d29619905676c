import {
  createParamDecorator,
  SetMetadata,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Grant } from '#programme';
import type { Identity } from './identity.js';

/**
 * What a route asks of whoever calls it.
 *
 * - `public`: nothing. `demo`: nothing, but the route exists in demo mode only.
 * - `token`: the secret in its path, which the route looks up itself; no other identity.
 * - `identified`: an identity.
 * - `read`: a role in the programme of the path. `act`: one that is not read-only there.
 * - `administer`: may publish definitions and start programmes.
 * - `operate`: may see how the server is doing, and pause channels.
 */
export type Permission =
  'public' | 'demo' | 'token' | 'identified' | 'read' | 'act' | 'administer' | 'operate';

/** What somebody holds in the programme of the path. */
export type Access = {
  organisation: string;
  programme: string;
  person: string;
  grants: Grant[];
};

declare module 'fastify' {
  interface FastifyRequest {
    identity?: Identity;
    access?: Access;
  }
}

export const PERMISSION = 'evolve:permission';

/** Says what a route asks for. A route without it stops the boot. */
export const Permit = (permission: Permission): CustomDecorator =>
  SetMetadata(PERMISSION, permission);

const requestOf = (context: ExecutionContext) =>
  context.switchToHttp().getRequest<FastifyRequest>();

/** The caller, on a route that permits `identified` or more. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { identity } = requestOf(context);
  if (identity === undefined) throw new Error('the route asks for a caller but permits anybody');
  return identity;
});

/** The caller's roles in the programme of the path, on a route that permits `read` or `act`. */
export const InProgramme = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { access } = requestOf(context);
  if (access === undefined) throw new Error('the route asks for access but permits anybody');
  return access;
});
