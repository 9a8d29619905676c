import { presentCalendars } from '#contract';
import type { Io } from '../terminal/io.js';
import { calendarTable } from '../terminal/calendar-table.js';
import { paintFor } from '../terminal/paint.js';
import { table } from '../terminal/table.js';
import { floatText } from '../terminal/float-text.js';
import { calendarEffects } from './calendar-effects.js';
import { sha256, soundDefinition } from './definition-file.js';
import { openedOn, plannedMilestones } from './planned.js';

export type PlanOptions = { json?: boolean; calendar?: string };

/** The dates of a definition: planned, committed, and when each milestone reminds. No server. */
export function planFile(io: Io, file: string, options: PlanOptions): void {
  const compiled = soundDefinition(io, file);
  if (options.calendar !== undefined) {
    calendarEffects(io, compiled, options.calendar, options.json === true);
    return;
  }
  const now = io.now().toISOString();
  const milestones = plannedMilestones(compiled, now);
  const { calendars } = presentCalendars(compiled, openedOn(compiled, now), sha256);
  if (options.json === true) {
    io.out(JSON.stringify({ calendars, milestones }, null, 2));
    return;
  }
  const paint = paintFor(io.colour);
  const dates = milestones.map((each) => [
    each.item,
    each.planned?.words ?? paint.warn('to be confirmed'),
    each.committed ?? '–',
    each.strict ?? '–',
    each.deadline ?? '–',
    each.owner ?? '–',
    each.dependsOn.join(' ') || '–',
    each.title,
  ]);
  const heading = ['ID', 'PLANNED', 'COMMITTED', 'OR STRICTLY', 'DEADLINE', 'OWNER', 'AFTER', ''];
  const reminders = milestones.map(({ item, profile, achieved, reminders: list }) => [
    item,
    profile ?? 'none',
    list.map(({ key, on }) => `${on} (${key})`).join(', ') ||
      (achieved ? 'none: it is achieved' : 'none: it has no date yet'),
  ]);
  const network = milestones
    .filter(({ achieved }) => !achieved)
    .map((each) => [
      each.item,
      each.earlyDate ?? '–',
      each.lateDate ?? '–',
      floatText(each),
      each.notCalculable ?? '',
    ]);
  const lists = [
    table(paint, heading, dates),
    table(paint, ['ID', 'EARLY', 'LATE', 'FLOAT', ''], network),
    table(paint, ['ID', 'PROFILE', 'REMINDERS'], reminders),
    calendarTable(paint, calendars),
  ];
  io.out(lists.join('\n\n'));
}
