import { committedDate, type IsoDate, type PlannedDate } from '#plan';
import { checkValue } from '../decide/payload.js';
import type { Definition, Item } from '../definition/definition.js';
import { coverOn } from '../schedule/calendar-cover.js';
import { calendarName } from '../schedule/calendars.js';
import { choices, type Report } from './message.js';

/** Calendars: names that nothing answers to, and dates beyond the years known. */
export function checkCalendars(definition: Definition, report: Report): void {
  const names = Object.keys(definition.calendars);
  const known = (name: string | undefined, path: string[]) => {
    if (name === undefined || names.includes(name)) return;
    report('unknown-name', path, `there is no calendar "${name}"; ${choices(names, name)}`);
  };
  known(definition.calendar, ['calendar']);
  for (const [id, { calendar }] of Object.entries(definition.items)) {
    known(calendar, ['items', id, 'calendar']);
  }
  for (const [name, { calendar }] of Object.entries(definition.roles)) {
    known(calendar, ['roles', name, 'calendar']);
  }
  for (const name of names) checkParts(definition, name, report);
  checkRegisters(definition, report);
  for (const [id, item] of Object.entries(definition.items)) {
    checkCovered(definition, id, item, report);
  }
}

/** Tables are adopted in one place, and by an event alone: otherwise what is in force is anybody's guess. */
function checkRegisters(definition: Definition, report: Report): void {
  const charts = Object.entries(definition.charts);
  const adopting = charts.flatMap(([name, { calendars }]) => (calendars ? [name] : []));
  const [first, ...more] = Object.entries(definition.items).filter(([, { chart }]) =>
    adopting.includes(chart),
  );
  for (const [id] of more) {
    const message = `"${id}" adopts tables of holidays, and so does "${first?.[0] ?? ''}"; keep one register of them`;
    report('wrong-value', ['items', id], message);
  }
  for (const [name, { calendars, fields, recordedBy }] of charts) {
    if (calendars === undefined) continue;
    const register = fields[calendars];
    const cells = Object.entries(register?.columns ?? {});
    const all = [...(register === undefined ? [] : [[calendars, register] as const]), ...cells];
    for (const [field, { recordable, correctable }] of all) {
      const isRecorded = recordable ?? recordedBy.length > 0;
      if (!isRecorded && correctable !== true) continue;
      const how = isRecorded ? '"recordable: false"' : 'no "correctable"';
      const message = `"${field}" is of the register of adopted tables, which an event alone may change; give it ${how}`;
      const at = field === calendars ? [] : ['columns', field];
      report('wrong-value', ['charts', name, 'fields', calendars, ...at], message);
    }
    const missing = ADOPTED.filter((column) => fields[calendars]?.columns?.[column] === undefined);
    if (missing.length === 0) continue;
    const message = `the register "${calendars}" of adopted tables has no column ${missing.join(', ')}; give it ${ADOPTED.join(', ')}`;
    report('unknown-name', ['charts', name, 'calendars'], message);
  }
}

const ADOPTED = ['calendar', 'table', 'hash', 'replaces'];

function checkParts(definition: Definition, name: string, report: Report): void {
  const { parts = [] } = definition.calendars[name] ?? {};
  const tables = Object.entries(definition.calendars)
    .filter(([, { parts: own }]) => own === undefined)
    .map(([table]) => table);
  parts.forEach(({ calendar }, index) => {
    const at = ['calendars', name, 'parts', index];
    if (!tables.includes(calendar)) {
      const message = `part "${calendar}" is no calendar with days of its own; ${choices(tables, calendar)}`;
      report('unknown-name', [...at, 'calendar'], message);
    }
  });
}

/** A deadline in a year whose holidays nobody knows would be counted on weekends alone. */
function checkCovered(definition: Definition, id: string, item: Item, report: Report): void {
  const schedule = definition.charts[item.chart]?.schedule;
  const field = schedule && definition.charts[item.chart]?.fields[schedule.due];
  const day = schedule && field ? openingDay(item, schedule.due) : undefined;
  if (schedule === undefined || day === undefined) return;
  const owner = item.data[schedule.owner];
  const data = { [schedule.owner]: owner !== undefined && 'is' in owner ? owner.is : null };
  const name = calendarName(definition, { id, chart: item.chart, data });
  const covers = coverOn(definition.calendars, name, day);
  const year = Number(day.slice(0, 4));
  if (covers === undefined || (year >= covers.from && year <= covers.until)) return;
  const message = `${day} is outside the years ${covers.from} to ${covers.until} of calendar "${name}", so its holidays are not known; extend the calendar, or leave out its "covers"`;
  report('wrong-value', ['items', id, 'data', schedule.due], message);
}

function openingDay(item: Item, due: string): IsoDate | undefined {
  const opening = item.data[due];
  if (opening === undefined || !('is' in opening) || opening.is === null) return undefined;
  if (checkValue({ type: 'plannedDate', optional: false }, opening.is, '').length > 0) {
    return undefined;
  }
  return committedDate(opening.is as unknown as PlannedDate); // just checked to be one
}
