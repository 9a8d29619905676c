import { RouteConfig } from '@nestjs/platform-fastify';
import type { RouteOptions } from 'fastify';

/**
 * The largest definition that is taken, whatever smaller limit holds elsewhere: the largest shipped
 * is a quarter of it, and one that is larger still is no longer read by anybody.
 */
export const DEFINITION_LIMIT_BYTES = 1024 * 1024;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Bytes of body that the route takes at least, where that is more than others take. */
    takesBytes?: number;
  }
}

/** Lets a route take a larger body than the rest. */
export const TakesBytes = (limit: number) => RouteConfig({ takesBytes: limit });

/** Gives a route the limit that it asks for; a larger one of the server's stays. */
export function widenBodyLimit(route: RouteOptions, usual: number): void {
  const asked = route.config?.takesBytes;
  if (asked !== undefined) route.bodyLimit = Math.max(asked, usual);
}
