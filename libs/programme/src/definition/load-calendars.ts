import { z } from 'zod';
import { Calendar } from './calendar-schema.js';
import { frozenCalendars } from './frozen-calendars.js';
import type { Problem } from './load.js';
import { Name } from './mark.js';
import { plainly } from './plainly.js';
import { schemaProblems } from './schema-problems.js';
import { readYaml } from './yaml-file.js';

const CalendarPart = z.strictObject({
  format: z.literal('evolve/part/1'),
  calendars: z.record(Name, Calendar),
});

/** The calendars of one file of a definition, holidays of countries written out; or what is wrong. */
export function loadCalendars(
  path: string,
  text: string,
): { ok: true; calendars: Record<string, Calendar> } | { ok: false; problems: Problem[] } {
  const file = readYaml(path, text);
  if (file.errors.length > 0) {
    return { ok: false, problems: file.errors.map((error) => ({ ...error, path: [] })) };
  }
  const parsed = CalendarPart.safeParse(file.value, { error: plainly });
  const frozen = parsed.success ? frozenCalendars(parsed.data.calendars) : null;
  const wrong = parsed.success
    ? (frozen?.wrong ?? [])
    : schemaProblems(parsed.error, file.value, CalendarPart);
  if (frozen !== null && wrong.length === 0) return { ok: true, calendars: frozen.calendars };
  return {
    ok: false,
    problems: wrong.map((each) => {
      const { line, column } = file.locate(each.path);
      return { ...each, file: path, line, column };
    }),
  };
}
