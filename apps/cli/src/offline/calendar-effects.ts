import { compileDefinition, type Calendar, type CompiledDefinition } from '#programme';
import { Stop, type Io } from '../terminal/io.js';
import { paintFor } from '../terminal/paint.js';
import { count, table } from '../terminal/table.js';
import { calendarsIn } from './calendar-file.js';
import { plannedMilestones, type Planned } from './planned.js';

type Change<T> = { from: T; to: T };
type Effect = {
  item: string;
  title: string;
  calendar: string;
  deadline: Change<string | null>;
  float: Change<number | null>;
  reminders: ({ key: string } & Change<string | null>)[];
};

/** What would move in a plan if its calendars said what those of another file say. Saves nothing. */
export function calendarEffects(
  io: Io,
  compiled: CompiledDefinition,
  file: string,
  json: boolean,
): void {
  const { definition, hash } = compiled;
  const given = calendarsIn(io, file);
  const replaced = Object.keys(given).filter((name) => Object.hasOwn(definition.calendars, name));
  if (replaced.length === 0) {
    const [has, asks] = [given, definition.calendars].map((each) => Object.keys(each).join(', '));
    throw new Stop(
      1,
      `${file} has the calendars ${has}; the definition has ${asks}: none in common.`,
    );
  }
  const calendars = {
    ...definition.calendars,
    ...Object.fromEntries(Object.entries(given).filter(([name]) => replaced.includes(name))),
  };
  refuseStrangeParts(calendars, replaced, file);
  const other = compileDefinition({ ...definition, calendars }, hash);
  const now = io.now().toISOString();
  const [before, after] = [compiled, other].map((each) => plannedMilestones(each, now));
  const effects = (before ?? []).flatMap((was, index) => effectOn(was, after?.[index]) ?? []);
  if (json) {
    io.out(JSON.stringify({ replaced, milestones: effects }, null, 2));
    return;
  }
  const head = `With ${replaced.join(', ')} as in ${file}, ${count(effects.length, 'milestone')} would change.`;
  if (effects.length === 0) {
    io.out(head);
    return;
  }
  const rows = effects.map((each) => [
    each.item,
    fromTo(each.deadline),
    fromTo(each.float),
    each.reminders.map(({ key, ...days }) => `${key} ${fromTo(days)}`).join(', ') || '–',
    each.title,
  ]);
  const columns = ['ID', 'DEADLINE', 'FLOAT', 'REMINDERS', ''];
  io.out([head, table(paintFor(io.colour), columns, rows)].join('\n\n'));
}

/** Parts are of calendars that have days of their own, among those of the definition and the file. */
function refuseStrangeParts(
  calendars: Readonly<Record<string, Calendar>>,
  replaced: readonly string[],
  file: string,
): void {
  for (const [name, { parts = [] }] of Object.entries(calendars)) {
    for (const { calendar } of parts) {
      const found = Object.hasOwn(calendars, calendar) ? calendars[calendar] : undefined;
      if (found !== undefined && found.parts === undefined) continue;
      const why = found === undefined ? 'is not there' : 'is made of parts itself';
      throw new Stop(
        1,
        `With ${replaced.join(', ')} as in ${file}, calendar "${name}" has the part "${calendar}", which ${why}; a part is a calendar of the definition with days of its own.`,
      );
    }
  }
}

function effectOn(was: Planned, is: Planned | undefined): Effect | null {
  if (is === undefined) return null;
  const days = (each: Planned) => new Map(each.reminders.map(({ key, on }) => [key, on]));
  const [had, has] = [days(was), days(is)];
  const reminders = [...new Set([...had.keys(), ...has.keys()])]
    .map((key) => ({ key, from: had.get(key) ?? null, to: has.get(key) ?? null }))
    .filter(({ from, to }) => from !== to);
  const deadline = { from: was.deadline, to: is.deadline };
  const float = { from: was.float, to: is.float };
  const { item, title, calendar } = is;
  const isSame = deadline.from === deadline.to && float.from === float.to;
  return isSame && reminders.length === 0
    ? null
    : { item, title, calendar, deadline, float, reminders };
}

const fromTo = <T>({ from, to }: Change<T | null>): string =>
  from === to ? String(to ?? '–') : `${String(from ?? '–')} → ${String(to ?? '–')}`;
