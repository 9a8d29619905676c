import type { INestApplication } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { PERMISSION } from './permit.js';

/** Throws, naming every route that does not say who may call it. */
export function checkEveryRoutePermits(app: INestApplication): void {
  const controllers = app.get(DiscoveryService).getControllers();
  const missing = controllers.flatMap(({ instance, metatype }) => {
    const prototype: unknown = metatype?.prototype;
    if (typeof prototype !== 'object' || prototype === null) return [];
    const handlers = app.get(MetadataScanner).getAllMethodNames(prototype);
    return handlers
      .filter((name) => {
        const handler: unknown = Reflect.get(instance ?? prototype, name);
        if (typeof handler !== 'function') return false;
        const isRoute = Reflect.hasMetadata(METHOD_METADATA, handler);
        return isRoute && !Reflect.hasMetadata(PERMISSION, handler);
      })
      .map((name) => `${metatype?.name ?? '?'}.${name}`);
  });
  if (missing.length === 0) return;
  throw new Error(`These routes do not say who may call them; add @Permit: ${missing.join(', ')}`);
}
