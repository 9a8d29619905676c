import type { CalendarList, EventAccepted, Preview } from '#contract';
import { tableHash } from '#programme';
import { sha256 } from '../offline/definition-file.js';
import { tableIn } from '../offline/calendar-file.js';
import { calendarTable } from '../terminal/calendar-table.js';
import { Stop } from '../terminal/io.js';
import type { Context } from './context.js';
import { previewText } from './preview-command.js';
import { acceptedText } from './write-commands.js';

const EVENT = 'ADOPT_CALENDAR';

/** The working calendars of a programme as they stand. */
export async function calendars(context: Context): Promise<void> {
  const answer = await context.client.get<CalendarList>(`${await context.programme()}/calendars`);
  context.show(answer, (each) => calendarTable(context.paint, each.calendars));
}

export type AdoptOptions = { reason?: string; preview?: boolean };

/** Has a programme go by another table of holidays, in place of the one that is in force now. */
export async function adoptCalendar(
  context: Context,
  name: string,
  file: string,
  { reason, preview = false }: AdoptOptions,
): Promise<void> {
  const table = tableIn(context.io, file, name);
  const programme = await context.programme();
  const { register, calendars: all } = await context.client.get<CalendarList>(
    `${programme}/calendars`,
  );
  if (register === null) {
    const how = 'its definition has no item of chart calendar-register, as in kinds/calendar.yaml';
    throw new Stop(1, `This programme adopts no tables: ${how}.`);
  }
  if (reason === undefined && !preview) {
    throw new Stop(2, 'Say why with --reason "…"; the history keeps it. --preview needs none.');
  }
  const payload = {
    calendar: name,
    table,
    hash: tableHash(table, sha256),
    replaces: all.find((each) => each.name === name)?.hash ?? '–',
    reason: reason ?? 'To see what moves',
  };
  const body = { item: register, event: EVENT, payload };
  if (preview) {
    const { answer } = await context.client.post<Preview>(`${programme}/preview`, body);
    context.show(answer, (each) => previewText(context.paint, each));
    return;
  }
  const headers = { 'idempotency-key': context.io.newKey() };
  const { answer } = await context.client.post<EventAccepted>(`${programme}/events`, body, headers);
  context.show(answer, (each) => acceptedText(context, each, EVENT, false));
}
