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

export type AdoptOptions = { reason?: string; preview?: boolean; ask?: boolean };

/**
 * Has a programme go by another table of holidays, in place of the one that is in force now; or asks
 * others to approve that first, for just this table.
 */
export async function adoptCalendar(
  context: Context,
  name: string,
  file: string,
  { reason, preview = false, ask = false }: AdoptOptions,
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
  const sent = ask ? asked(register, payload) : body;
  const headers = { 'idempotency-key': context.io.newKey() };
  const { answer } = await context.client
    .post<EventAccepted>(`${programme}/events`, sent, headers)
    .catch((error: unknown) => {
      throw ask ? error : withHowToAsk(error);
    });
  context.show(answer, (each) => {
    const text = acceptedText(context, each, sent.event, false);
    return ask ? `${text}\n${NEXT}` : text;
  });
}

const NEXT =
  'Once it is approved, send the same command without --ask; show the approvers --preview.';

/** The request for an approval of just this table; why it is adopted is what the approvers read. */
const asked = (register: string, { reason, ...brought }: { reason: string }) => ({
  item: register,
  event: 'REQUEST_APPROVAL',
  payload: { event: EVENT, with: brought, note: reason },
});

/** A refusal for want of an approval, with the way to ask for it. */
function withHowToAsk(error: unknown): unknown {
  if (!(error instanceof Stop) || !error.message.includes('REQUEST_APPROVAL')) return error;
  const how = 'To ask for the approval, send the same command with --ask.';
  return new Stop(error.exitCode, `${error.message}\n${how}`, error.json);
}
