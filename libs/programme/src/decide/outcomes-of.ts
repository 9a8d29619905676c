import { textOf } from '../definition/json-text.js';
import { addDays, nextOccurrence, toLocalDate, type Cadence, type PlannedDate } from '#plan';
import type { Change, Source } from '../definition/chart-schema.js';
import { standingApproval } from '../guard/leaf-approval.js';
import { escalationLevelOf } from '../guard/leaf-escalation.js';
import { isPrivateOperand, isPrivatePart } from '../guard/private-text.js';
import { APPROVAL } from '../definition/approval.js';
import type { Field } from '../definition/field.js';
import {
  hasEnded,
  hashesOf,
  isObject,
  itemHere,
  itemNamed,
  itemReferred,
  latestOf,
  matches,
  persons,
  rowsOf,
  type Scope,
} from '../guard/scope.js';
import { hasItemEnded } from '../chart/ended.js';
import { initialValue } from '../chart/machine.js';
import { askedApproval } from './ask-approval.js';
import { calendarOf } from '../schedule/calendars.js';
import { changeImpact } from '../schedule/change-impact.js';
import { planRows } from '../schedule/plan-rows.js';
import type { ItemState, Json, JsonObject } from '../model.js';
import { columnOf, hidden, type Outcome } from './outcome.js';

/** What the changes of a step come to for this event. Free text is wrapped as `{ $private }`. */
export function outcomesOf(changes: readonly Change[], scope: Scope): Outcome[] {
  const taken: Taken = { charts: {}, registers: {} };
  return changes.flatMap((change) => outcomeOf(change, scope, taken));
}

/** Numbers that earlier changes of the same step have given away. */
type Taken = { charts: Record<string, number>; registers: Record<string, number> };

function outcomeOf(change: Change, scope: Scope, taken: Taken): Outcome[] {
  const value = (source: Source, row?: JsonObject) => resolve(source, scope, row);
  const fields = scope.compiled.definition.charts[scope.item.chart]?.fields ?? {};
  if ('rows' in change) {
    const row = textOf(value(change.row));
    const columns = fields[change.rows]?.columns ?? {};
    return Object.entries(change.set).map(([field, source]) => ({
      op: 'set' as const,
      rows: change.rows,
      row,
      field,
      value: kept(columns[field], source, scope),
    }));
  }
  if ('set' in change && 'item' in change) return otherItems(change, scope);
  if ('set' in change) {
    return Object.entries(change.set).map(([field, source]) => ({
      op: 'set' as const,
      field,
      value: kept(fields[field], source, scope),
    }));
  }
  if ('record' in change) return [recorded(scope, fields)];
  if ('append' in change) return appended(change, scope, taken.registers);
  if ('endDate' in change) {
    const [rows, until] = [change.endDate, textOf(value(change.until))];
    const ended =
      'row' in change
        ? [textOf(value(change.row))]
        : rowsFor({ rows, where: change.where }, scope).map((row) => textOf(row?.['id']));
    return ended.map((row) => ({ op: 'endDate', rows, row, until }));
  }
  if ('askApproval' in change) {
    const number = (taken.charts[APPROVAL] ?? scope.state.created[APPROVAL] ?? 0) + 1;
    taken.charts[APPROVAL] = number;
    return askedApproval(textOf(value(change.askApproval.event)), scope, number);
  }
  if ('duty' in change) {
    const person = value(change.person);
    return typeof person === 'string' ? [{ op: 'duty', duty: change.duty, persons: [person] }] : [];
  }
  if ('closeItem' in change) return [{ op: 'closeItem', item: textOf(value(change.closeItem)) }];
  return createItems(change.createItem, scope, taken.charts);
}

/** A row for a register of this item; or of another one, once or for each row, unless it has ended. */
function appended(change: Append, scope: Scope, taken: Record<string, number>): Outcome[] {
  const rows = change.append;
  const forEach = 'item' in change ? change.forEach : undefined;
  return rowsFor(forEach, scope).flatMap((each): Outcome[] => {
    const item = 'item' in change ? otherWith(rows, change.item, scope, each) : scope.item;
    if (item === null) return [];
    const columns = scope.compiled.definition.charts[item.chart]?.fields[rows]?.columns ?? {};
    const register = `${item.id}/${rows}`;
    const count = taken[register] ?? rowsOf(itemNamed(item.id, scope), rows).length;
    taken[register] = count + 1;
    const cells = Object.entries(change.row).map(([column, source]): [string, Json] => [
      column,
      kept(columnOf(columns, column), source, scope, each, forEach),
    ]);
    const row = { id: `${rows}-${count + 1}`, from: scope.occurredOn, until: null };
    const elsewhere = item.id === scope.item.id ? {} : { item: item.id };
    return [{ op: 'append', ...elsewhere, rows, row: { ...row, ...Object.fromEntries(cells) } }];
  });
}

/** The item that a value names, if it has this register and has not ended. */
function otherWith(rows: string, item: Source, scope: Scope, each?: JsonObject): ItemState | null {
  const other = scope.state.items[textOf(resolve(item, scope, each))];
  const chart = other === undefined ? undefined : scope.compiled.charts[other.chart];
  if (other === undefined || chart === undefined || hasItemEnded(chart, other)) return null;
  return chart.chart.fields[rows]?.type === 'rows' ? other : null;
}

/** Fields of other items: of one, or of one for each row. What has ended, and no field of it, is left. */
function otherItems(change: SetOther, scope: Scope): Outcome[] {
  const { forEach } = change;
  return rowsFor(forEach, scope).flatMap((row) => {
    const id = textOf(resolve(change.item, scope, row));
    const other = scope.state.items[id];
    const chart = other === undefined ? undefined : scope.compiled.charts[other.chart];
    if (other === undefined || chart === undefined || hasItemEnded(chart, other)) return [];
    return Object.entries(change.set)
      .filter(([field]) => chart.chart.fields[field] !== undefined)
      .map(([field, source]) => ({
        op: 'set' as const,
        item: id,
        field,
        value: kept(chart.chart.fields[field], source, scope, row, forEach),
      }));
  });
}

type Append = Extract<Change, { append: unknown }>;
type SetOther = Extract<Change, { set: unknown; item: unknown }>;
type CreateItem = Extract<Change, { createItem: unknown }>['createItem'];

function createItems(spec: CreateItem, scope: Scope, taken: Record<string, number>): Outcome[] {
  const { forEach } = spec;
  const rows = rowsFor(forEach, scope);
  const chart = scope.compiled.charts[spec.chart];
  if (chart === undefined) throw new Error(`no chart "${spec.chart}" to create an item of`);
  return rows.flatMap((row): Outcome[] => {
    const number = (taken[spec.chart] ?? scope.state.created[spec.chart] ?? 0) + 1;
    taken[spec.chart] = number;
    const cells = Object.entries(spec.data).map(([field, source]): [string, Json] => [
      field,
      kept(chart.chart.fields[field], source, scope, row, forEach),
    ]);
    const item = `${spec.chart}-${number}`;
    const created: Outcome = {
      op: 'createItem',
      item,
      chart: spec.chart,
      title: kept(undefined, spec.title, scope, row, forEach),
      value: initialValue(chart, spec.state),
      data: Object.fromEntries(cells),
    };
    if (spec.duty === undefined || scope.actor.kind === 'system') return [created];
    return [created, { op: 'duty', item, duty: spec.duty, persons: persons(scope) }];
  });
}

/** Each row that a change is made for; once without one when it is for no rows. */
function rowsFor(forEach: CreateItem['forEach'], scope: Scope): (JsonObject | undefined)[] {
  if (forEach === undefined) return [undefined];
  const day = toLocalDate(scope.now, scope.compiled.definition.zone);
  return rowsOf(itemNamed(forEach.item ?? 'self', scope), forEach.rows).filter(
    (row) => !hasEnded(row, day) && matches(row, forEach.where, undefined, scope) === 'yes',
  );
}

/** RECORD_VALUE writes one field or register cell, with the source given. */
function recorded(scope: Scope, fields: Record<string, Field>): Outcome {
  const { field, row, value, source } = scope.payload;
  const name = textOf(field);
  const sources = [{ $private: textOf(source) }];
  if (typeof row === 'string') {
    const [rows = '', column = ''] = name.split('.');
    const type = fields[rows]?.columns?.[column];
    return { op: 'set', rows, row, field: column, value: hidden(type, value ?? null), sources };
  }
  return { op: 'set', field: name, value: hidden(fields[name], value ?? null), sources };
}

function resolve(source: Source, scope: Scope, row?: JsonObject): Json {
  if ('value' in source) return source.value;
  if ('payload' in source) return scope.payload[source.payload] ?? null;
  if ('field' in source) return itemNamed('self', scope)?.data[source.field] ?? null;
  if ('its' in source) return itemReferred(source.of, scope)?.data[source.its] ?? null;
  if ('column' in source) return row?.[source.column] ?? null;
  if ('actor' in source) return actorAs(source.actor, scope);
  if ('approval' in source) return standingApproval(scope)?.id ?? null;
  if ('daysAhead' in source) return daysAhead(source.daysAhead, scope);
  if ('version' in source) return itemHere(source.version, scope)?.version ?? null;
  if ('revision' in source) return itemHere(source.revision, scope)?.revision ?? null;
  if ('hashes' in source) return hashesOf(itemNamed('self', scope), source.hashes);
  if ('today' in source) return toLocalDate(scope.now, scope.compiled.definition.zone);
  if ('self' in source) return source.self === 'id' ? scope.item.id : scope.item.title;
  if ('latest' in source) return latestOf(source.latest, scope);
  if ('escalation' in source) return escalationLevelOf(scope);
  if ('plan' in source) return planRows(scope.compiled, scope.state);
  if ('nextOccurrence' in source) return followingDate(source.nextOccurrence, scope, row);
  if ('impact' in source)
    return changeImpact(scope.compiled, scope.state, scope.item)[source.impact];
  return scope.occurredOn;
}

/** The date that follows the one in a field, by a row with `every`, `count` and `first`. */
function followingDate(field: string, scope: Scope, row: JsonObject | undefined): Json {
  const last = scope.item.data[field];
  const { every, count, first } = row ?? {};
  if (!isObject(last) || !isObject(first)) return { precision: 'UNDATED' };
  // Planned dates and the cadence were checked when they were recorded.
  const cadence = { every, count } as unknown as Cadence;
  const [from, to] = [first, last] as unknown as [PlannedDate, PlannedDate];
  const next = nextOccurrence(
    from,
    to,
    cadence,
    calendarOf(scope.compiled, scope.item, scope.state.items),
  );
  return next === null ? { precision: 'UNDATED' } : (next as unknown as Json);
}

function actorAs(what: 'person' | 'persons' | 'actingFor', scope: Scope): Json {
  if (what === 'persons') return persons(scope);
  return scope.actor.kind === 'person' ? scope.actor[what] : null;
}

function daysAhead(ahead: number | { field: string }, scope: Scope): Json {
  const days = typeof ahead === 'number' ? ahead : itemNamed('self', scope)?.data[ahead.field];
  const today = toLocalDate(scope.now, scope.compiled.definition.zone);
  return typeof days === 'number' ? addDays(today, days) : null;
}

/** What a change writes, hidden when either the place or where it comes from is free text. */
function kept(
  field: Field | undefined,
  source: Source,
  scope: Scope,
  row?: JsonObject,
  each?: CreateItem['forEach'],
): Json {
  const found = resolve(source, scope, row);
  const value = field?.type === 'rows' && 'payload' in source ? numbered(found) : found;
  const shown = hidden(field, value);
  if (value === null || shown !== value) return shown;
  if ('column' in source) {
    const register = itemNamed(each?.item ?? 'self', scope);
    const chart = register && scope.compiled.charts[register.chart]?.chart;
    const column = chart?.fields[each?.rows ?? '']?.columns?.[source.column];
    return column !== undefined && isPrivatePart(column) ? { $private: value } : value;
  }
  const operand = 'payload' in source || 'field' in source || 'its' in source ? source : null;
  return operand !== null && isPrivateOperand(operand, scope) ? { $private: value } : value;
}

/** Rows as an event brought them, each with an id and open days. */
const numbered = (rows: Json): Json =>
  Array.isArray(rows)
    ? rows
        .filter(isObject)
        .map((row, index) => ({ id: String(index + 1), from: null, until: null, ...row }))
    : [];
