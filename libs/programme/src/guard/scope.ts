import { textOf } from '../definition/json-text.js';
import { isIsoDate, toLocalDate, type Instant, type IsoDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import type {
  ItemHere,
  ItemRef,
  Latest,
  Operand,
  Selection,
  Where,
} from '../definition/guard-schema.js';
import type { Actor, Answer, ItemState, Json, JsonObject, ProgrammeState } from '../model.js';
import { isIn } from '../chart/state-value.js';
import { broughtBy } from './brought-by.js';
import { ruleRow } from './rule-row.js';

/** All that a guard may look at. Nothing else is reachable from one, and no clock. */
export type Scope = {
  compiled: CompiledDefinition;
  state: ProgrammeState;
  item: ItemState;
  payload: JsonObject;
  actor: Actor;
  now: Instant;
  occurredOn: IsoDate;
  /** The event or rule whose guard this is; null where none is meant. */
  event: string | null;
  /** Set where it is only asked what could be sent: then there is no payload to look at yet. */
  unsent?: true;
  /** The programme as it would be with this event's changes made. */
  after: () => ProgrammeState;
};

export const today = (scope: Scope): IsoDate =>
  toLocalDate(scope.now, scope.compiled.definition.zone);

/** A value a guard looked at: `null` is "to be confirmed". */
export type Looked = { value: Json; words: string };

export function look(operand: Operand, scope: Scope): Looked {
  if ('value' in operand) return { value: operand.value, words: show(operand.value) };
  if ('payload' in operand) {
    const value = scope.payload[operand.payload] ?? operand.or ?? null;
    return { value, words: `${operand.payload} (${show(value)})` };
  }
  if ('field' in operand) {
    const item = itemNamed(operand.item ?? 'self', scope);
    const value = item?.data[operand.field] ?? null;
    const owner = operand.item === undefined ? '' : ` of ${item?.title ?? operand.item}`;
    return { value, words: `${fieldTitle(operand.field, item, scope)}${owner} (${show(value)})` };
  }
  if ('its' in operand) {
    const item = itemReferred(operand.of, scope);
    const [field = '', part] = operand.its.split('.');
    const whole = item?.data[field] ?? null;
    const found = part === undefined ? whole : isObject(whole) ? (whole[part] ?? null) : null;
    const value = found ?? operand.or ?? null;
    const words = `${fieldTitle(field, item, scope)} of ${item?.title ?? 'an item not named'} (${show(value)})`;
    return { value, words };
  }
  if ('self' in operand) return { value: scope.item.id, words: scope.item.title };
  if ('ruleDays' in operand) {
    const { rule, on, match } = operand.ruleDays;
    const table = scope.compiled.definition.rules[rule];
    const day = referred(on, scope);
    const values = Object.fromEntries(
      Object.entries(match).map(([name, ref]) => [name, referred(ref, scope)]),
    );
    const row = table && isIsoDate(day) ? ruleRow(table, day, values) : undefined;
    return {
      value: row?.days ?? null,
      words: row?.text ?? `${table?.title ?? rule}: to be confirmed`,
    };
  }
  if ('count' in operand) {
    const found = select(operand.count, scope);
    const unknown = found.some((row) => row.answer === 'unknown');
    const value = unknown ? null : found.filter((row) => row.answer === 'yes').length;
    return { value, words: `the number of ${selectionWords(operand.count)} (${show(value)})` };
  }
  if ('version' in operand || 'revision' in operand) {
    const isVersion = 'version' in operand;
    const item = itemHere(isVersion ? operand.version : operand.revision, scope);
    const value = (isVersion ? item?.version : item?.revision) ?? null;
    const what = isVersion ? 'version' : 'revision';
    return {
      value,
      words: `the ${what} of ${item?.title ?? 'an item not named'} (${show(value)})`,
    };
  }
  if ('hashes' in operand) {
    const value = hashesOf(itemNamed('self', scope), operand.hashes);
    return { value, words: `the hashes of the evidence (${value.length})` };
  }
  if ('latest' in operand) {
    const value = latestOf(operand.latest, scope);
    return { value, words: `the latest ${operand.latest.items} (${show(value)})` };
  }
  if ('actor' in operand) {
    const value = scope.actor.kind === 'person' ? scope.actor.person : 'system';
    return { value, words: `the person acting (${value})` };
  }
  return { value: today(scope), words: `today (${today(scope)})` };
}

/** The number at the end of the id of an item that was created: `<chart>-<n>`. */
const numberOf = (id: string) => Number(/-(\d+)$/.exec(id)?.[1] ?? 0);

/** The id of the item created last of those chosen, or what stands in for it. */
export function latestOf({ or, ...selection }: Latest, scope: Scope): Json {
  const found = select(selection, scope).filter((each) => each.answer === 'yes');
  const [last] = found.toSorted((one, other) => numberOf(other.id) - numberOf(one.id));
  return last?.id ?? or ?? null;
}

export function itemNamed(id: string, scope: Scope): ItemState | undefined {
  return id === 'self' ? scope.state.items[scope.item.id] : scope.state.items[id];
}

/** The value that stands there; null when there is none. */
export const referred = (ref: ItemRef, scope: Scope): Json =>
  ('payload' in ref ? scope.payload[ref.payload] : scope.item.data[ref.field]) ?? null;

/** The item whose id stands in the payload or in a field of this item. */
export function itemReferred(ref: ItemRef, scope: Scope): ItemState | undefined {
  const id = referred(ref, scope);
  return typeof id === 'string' ? scope.state.items[id] : undefined;
}

/** This item, or the one whose id stands in the payload or in a field of it. */
export const itemHere = (which: ItemHere, scope: Scope): ItemState | undefined =>
  'self' in which ? itemNamed('self', scope) : itemReferred(which, scope);

/** A file that was uploaded is named by its hash. */
const STORED = /^evolve:evidence\/([0-9a-f]{64})$/;

/**
 * What each piece of evidence in a register is, in one order: its row and SHA-256, `people:2c26b4…`.
 * A piece without a file, such as a link, is named by the entry that brought it, whose words it is
 * bound to: the words themselves, and a hash that could be guessed from them, stay out of the ledger.
 */
export function hashesOf(item: ItemState | undefined, rows: string): string[] {
  return rowsOf(item, rows)
    .flatMap((row) =>
      Object.entries(row).flatMap(([column, cell]) =>
        (Array.isArray(cell) ? cell.filter(isObject) : []).map((piece, index) => {
          const [, stored] = STORED.exec(textOf(piece['source'])) ?? [];
          const file = piece['sha256'] ?? stored;
          const id = textOf(row['id']);
          if (file !== undefined && file !== null) return `${id}:${textOf(file)}`;
          const entry = item && broughtBy(item, `${rows}.${column}`, id);
          return `${id}:entry ${entry ?? 'unknown'}, piece ${index + 1}`;
        }),
      ),
    )
    .toSorted();
}

export type Selected = { id: string; row: JsonObject; answer: Answer };

/** Every candidate of a selection, each with whether it matches; ended rows are left out. */
export function select(selection: Selection, scope: Scope): Selected[] {
  if ('items' in selection) {
    return Object.values(scope.state.items)
      .filter((item) => item.chart === selection.items && !item.closed)
      .map((item) => ({
        id: item.id,
        row: item.data,
        answer: matches(item.data, selection.where, item, scope),
      }));
  }
  const rows = rowsOf(itemNamed(selection.item ?? 'self', scope), selection.rows);
  const day = today(scope);
  return rows
    .filter((row) => selection.ended === true || !hasEnded(row, day))
    .map((row) => ({
      id: textOf(row['id']),
      row,
      answer: matches(row, selection.where, undefined, scope),
    }));
}

export function rowsOf(item: ItemState | undefined, rows: string): JsonObject[] {
  const value = item?.data[rows];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export const hasEnded = (row: JsonObject, day: IsoDate): boolean =>
  typeof row['until'] === 'string' && row['until'] <= day;

/** Whether a row has the cells asked for; a cell still to be confirmed makes it unknown. */
export function matches(
  row: JsonObject,
  where: Where | undefined,
  item: ItemState | undefined,
  scope: Scope,
): Answer {
  let answer: Answer = 'yes';
  for (const [column, wanted] of Object.entries(where ?? {})) {
    const accepted = acceptedFor(wanted, scope);
    if (column === 'state' && item !== undefined) {
      const chart = scope.compiled.charts[item.chart];
      if (!accepted.some((state) => chart !== undefined && isIn(item.value, textOf(state))))
        return 'no';
      continue;
    }
    const cell = row[column] ?? null;
    if (cell === null && !accepted.includes(null)) answer = 'unknown';
    else if (Array.isArray(cell) && cell.some((each) => accepted.includes(each))) continue;
    else if (!accepted.includes(cell)) return 'no';
  }
  return answer;
}

const isActing = (wanted: Json): boolean => isObject(wanted) && wanted['actor'] === 'person';

function acceptedFor(wanted: Json, scope: Scope): Json[] {
  if (Array.isArray(wanted)) return wanted;
  if (!isObject(wanted)) return [wanted];
  if (isActing(wanted)) return persons(scope);
  if (wanted['self'] === 'id') return [scope.item.id];
  const { field, payload } = wanted;
  if (typeof field === 'string') return [itemNamed('self', scope)?.data[field] ?? null];
  if (typeof payload === 'string') return [scope.payload[payload] ?? null];
  return [wanted];
}

/** Whoever acts, and whomever they act for; the system is nobody else. */
export function persons({ actor }: Scope): string[] {
  if (actor.kind !== 'person') return ['system'];
  return actor.actingFor === null ? [actor.person] : [actor.person, actor.actingFor];
}

function fieldTitle(field: string, item: ItemState | undefined, scope: Scope): string {
  const chart = item === undefined ? undefined : scope.compiled.definition.charts[item.chart];
  return chart?.fields[field]?.title ?? field;
}

export function selectionWords(selection: Selection): string {
  const what = 'items' in selection ? `${selection.items} items` : `rows of ${selection.rows}`;
  const where = whereWords(selection.where);
  return where === '' ? what : `${what} with ${where}`;
}

export function whereWords(where: Where | undefined): string {
  return Object.entries(where ?? {})
    .map(([column, wanted]) => {
      if (isActing(wanted)) return `${column} the person acting`;
      if (isObject(wanted)) return `the same ${column}`;
      const accepted = Array.isArray(wanted) ? wanted : [wanted];
      return `${column} ${accepted.map(show).join(' or ')}`;
    })
    .join(' and ');
}

export function show(value: Json | undefined): string {
  if (value === null || value === undefined) return 'to be confirmed';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
