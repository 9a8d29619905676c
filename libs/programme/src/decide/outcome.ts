import type { IsoDate } from '#plan';
import type { Field } from '../definition/field.js';
import { isObject } from '../guard/scope.js';
import type { Json, JsonObject, StateValue } from '../model.js';

/**
 * A change of data as it came out: replaying it needs no rule and no guard. `item` names another item
 * that the change is about; without it, it is about the item of the entry.
 */
export type Outcome =
  | {
      op: 'set';
      item?: string;
      field: string;
      value: Json;
      rows?: string;
      row?: string;
      sources?: Json[];
    }
  | { op: 'append'; item?: string; rows: string; row: JsonObject }
  | { op: 'endDate'; item?: string; rows: string; row: string; until: IsoDate }
  | {
      op: 'createItem';
      item: string;
      chart: string;
      title: Json;
      value: StateValue;
      data: JsonObject;
    }
  | { op: 'closeItem'; item: string }
  | { op: 'duty'; item?: string; duty: string; persons: string[] }
  | { op: 'open'; chart: string; title: string; mark: string; sources: string[] }
  | { op: 'seed'; field: string; value: Json; mark: string; sources: string[]; tbc?: string };

/** A column of a register; every row may have a note, and that is free text. */
export const columnOf = (columns: Record<string, Field>, name: string): Field | undefined =>
  name === 'note' ? { type: 'text', optional: true } : columns[name];

/** Free text never stands in the ledger: it is wrapped here, and sealed as a commitment. */
export function hidden(field: Field | undefined, value: Json): Json {
  if (value === null || field === undefined) return value;
  if (field.type === 'rows' && Array.isArray(value)) {
    return value.map((row) => (isObject(row) ? hiddenRow(field.columns ?? {}, row) : row));
  }
  if (field.type === 'plannedDate' && isObject(value)) {
    const { reading } = value;
    const date = hideKeys(value, ['wording']);
    if (reading === undefined || !isObject(date)) return date;
    return { ...date, reading: hideKeys(reading, ['basis', 'note']) };
  }
  if (field.type === 'text' || field.type === 'any') return { $private: value };
  if (field.type === 'evidence' && Array.isArray(value)) {
    return value.map((each) => hideKeys(each, ['title', 'source']));
  }
  return field.type === 'decision' ? hideKeys(value, ['minute']) : value;
}

const hiddenRow = (columns: Record<string, Field>, row: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      name === 'tbc' ? { $private: value } : hidden(columnOf(columns, name), value),
    ]),
  );

function hideKeys(value: Json, keys: string[]): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      keys.includes(key) && inner !== null ? { $private: inner } : inner,
    ]),
  );
}

/** The payload as it stands in the ledger; evidence stands in the entry's own list. */
export function hiddenPayload(fields: Record<string, Field>, payload: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(payload)
      .filter(([name]) => fields[name]?.type !== 'evidence')
      .map(([name, value]) => [name, hidden(fields[name], value)]),
  );
}

/** Values as people read them: `{ $private }` unwrapped. */
export function unwrapped(value: Json): Json {
  if (Array.isArray(value)) return value.map(unwrapped);
  if (!isObject(value)) return value;
  const inner = value['$private'];
  if (inner !== undefined && Object.keys(value).length === 1) return inner;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unwrapped(each)]));
}
