import { personas, type ClockMoved, type EventAccepted } from '#contract';
import { Stop } from '../terminal/io.js';
import { count } from '../terminal/table.js';
import type { Context } from './context.js';
import { withEvidence } from './evidence-payload.js';

/** What the command line says of an event beside its item and name. */
export type EventOptions = {
  data?: string;
  role?: string;
  for?: string;
  occurredOn?: string;
  expect?: string;
  mark?: string;
};
export type SendOptions = EventOptions & { key?: string; evidence?: string[] };

/** The body that sending and previewing take. */
export function eventBody(item: string, event: string, options: EventOptions) {
  const { data, role, occurredOn, expect, mark } = options;
  return {
    item,
    event,
    payload: parsed(data),
    ...(role !== undefined && { role }),
    ...(options.for !== undefined && { actingFor: personOf(options.for) }),
    ...(occurredOn !== undefined && { occurredOn }),
    ...(mark !== undefined && { mark }),
    ...(expect !== undefined && { expectedVersion: versionFrom(expect) }),
  };
}

/** The person behind a persona; anything else is taken for the id of a person. */
const personOf = (named: string): string =>
  personas.find((each) => each.id === named)?.person ?? named;

export async function send(
  context: Context,
  item: string,
  event: string,
  options: SendOptions,
): Promise<void> {
  const { key = context.io.newKey(), evidence = [] } = options;
  const body = eventBody(item, event, options);
  const programme = await context.programme();
  const full =
    evidence.length === 0 ? body : await withEvidence(context, programme, body, evidence);
  const headers = { 'idempotency-key': key };
  const sent = await context.client.post<EventAccepted>(`${programme}/events`, full, headers);
  const replayed = sent.headers.get('idempotency-replayed') === 'true';
  context.show(sent.answer, (answer) => acceptedText(context, answer, event, replayed));
}

/** What came of an event, in lines for people. */
export function acceptedText(
  { paint }: Context,
  { entries, item, created, warnings }: EventAccepted,
  event: string,
  replayed: boolean,
): string {
  const also = entries.filter((each) => each.event !== event || each.item !== item.item);
  return [
    paint.good(replayed ? 'Accepted before, under the same key.' : 'Accepted.'),
    `${item.title} (${item.item}) is in ${item.state}, version ${item.version}.`,
    ...also.map((each) => `  followed by ${each.event ?? each.kind} of ${each.item ?? '–'}`),
    ...(created.length === 0 ? [] : [`Created: ${created.join(', ')}`]),
    ...warnings.map((said) => `${paint.warn('!')} ${said}`),
  ].join('\n');
}

function parsed(data: string | undefined): unknown {
  if (data === undefined) return {};
  try {
    return JSON.parse(data);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Stop(2, `--data ${data} is not JSON: ${why}`);
  }
}

function versionFrom(expect: string): number {
  if (/^[1-9]\d{0,8}$/.test(expect)) return Number(expect);
  throw new Stop(2, `--expect must be the version of an item, a number from 1, not "${expect}"`);
}

export async function clock(context: Context, to: string): Promise<void> {
  const address = `${await context.programme()}/clock`;
  const { answer } = await context.client.post<ClockMoved>(address, { to });
  context.show(
    answer,
    ({ fromLocal, nowLocal, zone, fired, notices }) =>
      `The clock moved from ${fromLocal} to ${nowLocal} (${zone}): ${count(fired, 'timer')} fired, ${count(notices, 'notice')}.`,
  );
}
