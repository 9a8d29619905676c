import { textOf } from '../definition/json-text.js';
import type { Change, Chart } from '../definition/chart-schema.js';
import type { Field } from '../definition/field.js';
import { statesWithin } from '../definition/guard-walk.js';
import type { CompiledDefinition } from '../chart/compile.js';
import { isObject } from '../guard/scope.js';
import type { EventRequest, ItemState, Json, JsonObject } from '../model.js';
import { checkNamed, type Known } from './named-things.js';
import { checkValue, type PayloadProblem } from './payload.js';

/**
 * RECORD_VALUE fills in what is still to be confirmed: the field must be one of the item's, its value
 * must be unknown, and what is recorded must fit the field's type. A register cell is named
 * `register.column` together with `row`.
 */
export function checkRecordedValue(
  compiled: CompiledDefinition,
  item: ItemState,
  request: EventRequest,
  known: Known,
): PayloadProblem[] {
  if (request.type !== 'RECORD_VALUE') return [];
  const fields = compiled.charts[item.chart]?.chart.fields ?? {};
  const name = textOf(request.payload['field']);
  const row = request.payload['row'];
  const [register = '', column = ''] = name.split('.');
  const field = row === undefined ? fields[name] : fields[register]?.columns?.[column];
  if (field === undefined) {
    const names = Object.keys(fields).join(', ');
    return [
      { pointer: '/field', detail: `"${name}" is no field of ${item.title}; it has ${names}` },
    ];
  }
  const chart = compiled.charts[item.chart]?.chart;
  if (chart !== undefined && !isRecordable(chart, field, name, row !== undefined)) {
    const detail = `"${name}" is decided by an event of its own; it cannot be recorded past it`;
    return [{ pointer: '/field', detail }];
  }
  const current = row === undefined ? item.data[name] : cellOf(item, register, textOf(row), column);
  if (current === undefined && row !== undefined) {
    return [{ pointer: '/row', detail: `"${textOf(row)}" is no row of "${register}"` }];
  }
  if (field.optional && !isToBeConfirmed(item, name, register, row)) {
    const detail = `"${name}" is not waiting to be confirmed; it is set by an event of its own`;
    return [{ pointer: '/field', detail }];
  }
  if (current !== null && current !== undefined) {
    const detail = `"${name}" is already known (${JSON.stringify(current)}); only a value still to be confirmed can be recorded this way`;
    return [{ pointer: '/field', detail }];
  }
  const { value } = request.payload;
  const misfits = checkValue(field, value, '/value');
  return misfits.length > 0 ? misfits : checkNamed(field, value, '/value', known);
}

/** A value that an event decides is not recorded past that event's guards, unless its field says so. */
export function isRecordable(chart: Chart, field: Field, name: string, isCell: boolean): boolean {
  if (field.recordable !== undefined) return field.recordable;
  const [register = '', column = ''] = name.split('.');
  return ![...chartChanges(chart)].some((change) =>
    'rows' in change
      ? isCell && change.rows === register && change.set[column] !== undefined
      : 'set' in change && !('item' in change) && !isCell && change.set[name] !== undefined,
  );
}

function* chartChanges(chart: Chart): Generator<Change> {
  const states = statesWithin(chart.states).map(([, state]) => state);
  for (const each of [{ on: chart.on, rules: {} }, ...states]) {
    for (const step of [...Object.values(each.on), ...Object.values(each.rules)].flat()) {
      yield* step.changes;
    }
  }
}

/** An optional value may be recorded only where the opening position says why it is not known yet. */
function isToBeConfirmed(
  item: ItemState,
  name: string,
  register: string,
  row: Json | undefined,
): boolean {
  if (row === undefined) return item.unknown[name] !== undefined;
  const reasons = rowOf(item, register, textOf(row))?.['tbc'];
  return isObject(reasons) && reasons[name.split('.')[1] ?? ''] !== undefined;
}

/** A cell of a register as it stands; null while to be confirmed, undefined where there is no row. */
export function cellOf(item: ItemState, register: string, row: string, column: string) {
  const found = rowOf(item, register, row);
  return found === undefined ? undefined : (found[column] ?? null);
}

/** A row that an event names must be there: a change of a row that is not would be lost silently. */
export function checkRowsNamed(
  changes: readonly Change[],
  item: ItemState,
  request: EventRequest,
): PayloadProblem[] {
  return changes.flatMap((change) => {
    const place =
      'rows' in change
        ? { register: change.rows, row: change.row }
        : 'endDate' in change && 'row' in change
          ? { register: change.endDate, row: change.row }
          : null;
    if (place === null || !('payload' in place.row)) return [];
    const { register, row } = place;
    const id = request.payload[row.payload];
    if (typeof id !== 'string' || rowOf(item, register, id) !== undefined) return [];
    const rows = item.data[register];
    const known = Array.isArray(rows)
      ? rows.filter(isObject).map((each) => textOf(each['id']))
      : [];
    const detail = `"${id}" is no row of "${register}"; it has ${known.join(', ') || 'none'}`;
    return [{ pointer: `/${row.payload}`, detail }];
  });
}

function rowOf(item: ItemState, register: string, row: string): JsonObject | undefined {
  const rows = item.data[register];
  return Array.isArray(rows) ? rows.filter(isObject).find((each) => each['id'] === row) : undefined;
}
