import type {
  HoldList,
  HoldView,
  NewRedaction,
  RedactionList,
  RedactionView,
  RetentionView,
} from '#contract';
import { Stop } from '../terminal/io.js';
import type { Paint } from '../terminal/paint.js';
import { count, table } from '../terminal/table.js';
import type { Context } from './context.js';

/** Asks for texts to be erased: of the entries named, or all. */
export async function askRedaction(
  context: Context,
  places: readonly string[],
  { reason, all }: { reason?: string; all?: boolean },
): Promise<void> {
  if ((all === true) === places.length > 0) {
    throw new Stop(2, 'Say which texts: numbers of entries such as 12, or --all.');
  }
  const texts = all === true ? ('all' as const) : places.map(placeOf);
  const body: NewRedaction = { reason: reasonOf(reason, 'erased'), texts };
  const address = `${await context.programme()}/redactions`;
  const { answer } = await context.client.post<RedactionView>(address, body);
  context.show(answer, (view) =>
    [
      redactionText(context.paint, view),
      '',
      `Nothing is erased yet. Somebody else applies it: evolve redact apply ${view.id}`,
    ].join('\n'),
  );
}

const PLACE = /^(?:(refusals):)?([1-9]\d{0,15})(\/.*)?$/;

function placeOf(text: string): Exclude<NewRedaction['texts'], 'all'>[number] {
  const [, refusals, sequence, pointer] = PLACE.exec(text) ?? [];
  if (sequence === undefined) {
    throw new Stop(
      2,
      `"${text}" is no place of a text: say 12 for all texts of entry 12, 12/event/payload/reason for one, refusals:4 for a refusal.`,
    );
  }
  return {
    stream: refusals === undefined ? 'history' : 'refusals',
    sequence: Number(sequence),
    ...(pointer !== undefined && { pointer }),
  };
}

export async function listRedactions(context: Context): Promise<void> {
  const address = `${await context.programme()}/redactions`;
  context.show(await context.client.get<RedactionList>(address), ({ redactions }) =>
    redactions.length === 0
      ? 'Nobody has asked for texts to be erased.'
      : table(
          context.paint,
          ['REDACTION', 'STATUS', 'TEXTS', 'ASKED BY', 'APPLIED BY', 'REASON'],
          redactions.map((each) => [
            each.id,
            each.status,
            String(each.texts),
            each.requestedBy,
            each.appliedBy ?? '–',
            each.reason,
          ]),
        ),
  );
}

export async function showRedaction(context: Context, id: string): Promise<void> {
  const view = await context.client.get<RedactionView>(await redactionAt(context, id));
  context.show(view, (shown) => redactionText(context.paint, shown));
}

/** Applies or withdraws a request. */
export async function settleRedaction(
  context: Context,
  id: string,
  step: 'apply' | 'withdraw',
): Promise<void> {
  const address = `${await redactionAt(context, id)}/${step}`;
  const { answer } = await context.client.post<RedactionView>(address, {});
  context.show(answer, (view) => redactionText(context.paint, view));
}

const redactionAt = async (context: Context, id: string): Promise<string> =>
  `${await context.programme()}/redactions/${encodeURIComponent(id)}`;

function redactionText(paint: Paint, view: RedactionView): string {
  const { id, status, texts, places, requestedBy, appliedBy, sequence, reason } = view;
  const settled =
    status === 'applied'
      ? `Applied by ${appliedBy ?? ''}: entry ${sequence ?? ''} of the history tells of it.`
      : status === 'withdrawn'
        ? `Withdrawn by ${view.withdrawnBy ?? ''}.`
        : 'Asked for; nothing is erased.';
  return [
    `${paint.strong(`Redaction ${id}`)}: ${count(texts, 'text')}, asked for by ${requestedBy}`,
    settled,
    `Reason: ${reason}`,
    '',
    table(
      paint,
      ['ENTRY', 'OF', 'TEXT'],
      places.map((each) => [String(each.sequence), each.stream, each.pointer]),
    ),
    ...(places.length < texts ? [`and ${count(texts - places.length, 'text')} more`] : []),
  ].join('\n');
}

export async function placeHold(context: Context, reason: string | undefined): Promise<void> {
  const address = `${await context.programme()}/legal-holds`;
  const body = { reason: reasonOf(reason, 'held') };
  const { answer } = await context.client.post<HoldView>(address, body);
  context.show(answer, ({ id }) =>
    context.paint.good(`Hold ${id} is in force: nothing of the programme is erased.`),
  );
}

export async function liftHold(context: Context, id: string): Promise<void> {
  const address = `${await context.programme()}/legal-holds/${encodeURIComponent(id)}/lift`;
  const { answer } = await context.client.post<HoldView>(address, {});
  context.show(answer, () => `Hold ${id} is lifted.`);
}

export async function listHolds(context: Context): Promise<void> {
  const address = `${await context.programme()}/legal-holds`;
  context.show(await context.client.get<HoldList>(address), ({ holds }) =>
    holds.length === 0
      ? 'The programme has never been on legal hold.'
      : table(
          context.paint,
          ['HOLD', '', 'PLACED', 'BY', 'LIFTED', 'BY', 'REASON'],
          holds.map((each) => [
            each.id,
            each.inForce ? 'in force' : 'lifted',
            each.placedAt.slice(0, 10),
            each.placedBy,
            each.liftedAt?.slice(0, 10) ?? '–',
            each.liftedBy ?? '–',
            each.reason,
          ]),
        ),
  );
}

/** Ended programmes whose texts have been kept long enough. */
export async function retention(context: Context): Promise<void> {
  context.show(await context.client.get<RetentionView>('/api/v1/retention'), ({ days, due }) => {
    if (days === null) return 'Texts are kept as long as they are: RETENTION_DAYS is not set.';
    const rule = `Texts are kept for ${count(days, 'day')} after the last entry of an ended programme.`;
    if (due.length === 0) return `${rule}\nNone is due.`;
    const rows = due.map((each) => [
      each.programme,
      each.lastRecordedOn,
      each.dueOn,
      String(each.texts),
      each.onHold ? 'on legal hold' : '',
      each.title,
    ]);
    const heads = ['PROGRAMME', 'LAST ENTRY', 'DUE', 'TEXTS', '', ''];
    return [rule, '', table(context.paint, heads, rows)].join('\n');
  });
}

function reasonOf(reason: string | undefined, what: string): string {
  if (reason !== undefined && reason.trim() !== '') return reason;
  throw new Stop(2, `Say why it is to be ${what}, with --reason "…".`);
}
