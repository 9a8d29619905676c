import { z } from 'zod';
import { isIsoDate } from '#plan';

/**
 * Where a statement comes from: `seed` is in the source document, `history` is public record
 * outside it, `proposed` is our own choice and may be changed.
 */
export const Mark = z.enum(['seed', 'history', 'proposed']).meta({ id: 'Mark' });
export type Mark = z.infer<typeof Mark>;

/** What a statement rests on: its mark and the ids of the facts cited. */
export const Basis = z
  .strictObject({
    mark: Mark,
    sources: z.array(z.string()).default([]),
    note: z.string().optional(),
  })
  .meta({ id: 'Basis' });
export type Basis = z.infer<typeof Basis>;

/** An event as it came: lived through, or replayed as public record or as an assumption. */
export const EventMark = z.enum(['history', 'assumed']);
export type EventMark = z.infer<typeof EventMark>;

/** Names of states, events, roles, fields, items and guards. */
export const Name = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]*$/,
    'must start with a letter and hold letters, digits, "-" and "_" only',
  );

/** What an event may be called: short, and no place for words of one's own. */
export const EVENT_NAME = /^[A-Z][A-Z0-9_]{0,60}$/;

/** A state named from the root of its chart, such as `live.stabilising`. */
export const StatePath = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z][A-Za-z0-9_-]*)*$/, 'must be a path such as live.bau');

/** A field, or one part of it, such as `due.hardness`. */
export const FieldPath = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z][A-Za-z0-9_-]*)?$/,
    'must be a field, or a part of one such as due.hardness',
  );

export const IsoDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, {
    error: 'must be a day such as 2011-04-01 (quoted in YAML)',
    abort: true,
  })
  .refine(isIsoDate, 'must be a day that exists, such as 2011-04-01');

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };
export const Json: z.ZodType<Json> = z
  .lazy(() =>
    z.union([
      z.string(),
      z.number(),
      z.boolean(),
      z.null(),
      z.array(Json),
      z.record(z.string(), Json),
    ]),
  )
  .meta({ id: 'Json' }) as z.ZodType<Json>; // recursive: zod cannot infer the alias
