import type { Field } from '../definition/field.js';
import { isObject } from '../guard/scope.js';
import type { Json, JsonObject } from '../model.js';

/** A value with the ids of renamed items in it brought up to date; the same value when none is in it. */
export function renamedWithin(
  field: Field,
  value: Json,
  items: Readonly<Record<string, string>>,
): Json {
  if (Object.keys(items).length === 0) return value;
  const named = (id: Json): Json => (typeof id === 'string' ? (items[id] ?? id) : id);
  if (field.type === 'item') return named(value);
  if (field.type === 'plannedDate') return relative(value, named);
  if (!Array.isArray(value)) return value;
  if (field.type === 'items') return sameUnless(value, value.map(named));
  if (field.type !== 'rows') return value;
  const rows = value.map((row) => (isObject(row) ? renamedRow(field, row, items) : row));
  return sameUnless(value, rows);
}

/** The id of a row may be that of an item, as in a register of lags. */
function renamedRow(field: Field, row: JsonObject, items: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const column = field.columns?.[name];
      if (name === 'id') return [name, typeof value === 'string' ? (items[value] ?? value) : value];
      return [name, column === undefined ? value : renamedWithin(column, value, items)];
    }),
  );
}

function relative(value: Json, named: (id: Json) => Json): Json {
  const to = isObject(value) ? value['relativeTo'] : undefined;
  if (!isObject(value) || !isObject(to)) return value;
  const item = named(to['item'] ?? null);
  return item === to['item'] ? value : { ...value, relativeTo: { ...to, item } };
}

const sameUnless = (before: Json[], after: Json[]): Json[] =>
  JSON.stringify(before) === JSON.stringify(after) ? before : after;
