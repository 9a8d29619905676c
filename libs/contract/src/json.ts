import { z } from 'zod';
import { isIsoDate } from '#plan';
import type { Json } from '#programme';

/** Any JSON value. */
export const JsonValue: z.ZodType<Json, Json> = z
  .unknown()
  .meta({ id: 'JsonValue', description: 'Any JSON value.' }) as unknown as z.ZodType<Json, Json>; // parsed JSON is JSON

/** `YYYY-MM-DD`. */
export const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a day such as 2011-04-01', abort: true })
  .refine(isIsoDate, 'must be a day that exists, such as 2011-04-01')
  .meta({ format: 'date', examples: ['2011-04-01'] });

/** `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export const Moment = z
  .string()
  .meta({ format: 'date-time', examples: ['2011-04-01T08:00:00.000Z'] });

/** `YYYY-MM-DD HH:mm`, as clocks in the programme's zone show it. */
export const LocalTime = z.string().meta({ examples: ['2011-04-01 09:00'] });

export const StateValue: z.ZodType<string | { [state: string]: unknown }> = z
  .union([z.string(), z.record(z.string(), z.unknown())])
  .meta({
    id: 'StateValue',
    description: 'A state, or for compound and parallel states an object.',
  });
