import { toInstant, type Instant } from '#plan';
import { invalidRequest } from '../http/schema.pipe.js';

/**
 * A moment as people and programs write it: an instant with its offset, `YYYY-MM-DD HH:mm` or
 * `YYYY-MM-DD` (midnight) in a zone. Throws a problem, 400, pointing at where it stood.
 */
export function instantFrom(text: string, zone: string, pointer: string): Instant {
  const local = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?$/.exec(text);
  const [, day, time = '00:00'] = local ?? [];
  const exact = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(
    text,
  );
  try {
    if (day !== undefined) return toInstant(day, time, zone);
    if (exact) return new Date(text).toISOString();
  } catch {
    // Falls through: a day or an hour that does not exist is answered like any other nonsense.
  }
  const detail = `"${text}" is not a moment; write 2011-04-01 09:00 (in ${zone}) or 2011-04-01T08:00:00Z`;
  throw invalidRequest([{ pointer, detail }]);
}
