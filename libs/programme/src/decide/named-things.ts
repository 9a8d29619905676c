import { choices } from '../definition/choices.js';
import type { Field } from '../definition/field.js';
import { textOf } from '../definition/json-text.js';
import { quote } from '../definition/plainly.js';
import { isObject } from '../guard/scope.js';
import type { CompiledDefinition } from '../chart/compile.js';
import type { Json, JsonObject, ProgrammeState } from '../model.js';
import type { PayloadProblem } from './payload.js';

/** Roles and calendars of the definition, and items of the programme and rows of theirs, that a value may name. */
export type Known = {
  roles: string[];
  calendars: string[];
  items: string[];
  /** The value of a field of an item: a register, perhaps. */
  values: (item: string) => unknown[];
};

/** What the values of an event may name. */
export const knownTo = (compiled: CompiledDefinition, state: ProgrammeState): Known => ({
  roles: Object.keys(compiled.definition.roles),
  calendars: Object.keys(compiled.definition.calendars),
  items: Object.keys(state.items),
  values: (item) => Object.values(state.items[item]?.data ?? {}),
});

/** Checks that the roles and items that a well-formed value names are there. */
export function checkNamed(
  field: Field,
  value: Json | undefined,
  pointer: string,
  known: Known,
): PayloadProblem[] {
  if (value === undefined || value === null) return [];
  const within = (list: Json, type: Field): PayloadProblem[] =>
    (Array.isArray(list) ? list : []).flatMap((each, index) =>
      checkNamed(type, each, `${pointer}/${index}`, known),
    );
  if (field.type === 'role') return oneOf('role', known.roles, value, pointer);
  if (field.type === 'calendar') return oneOf('calendar', known.calendars, value, pointer);
  if (field.type === 'item') return oneOf('item', known.items, value, pointer);
  if (field.type === 'items') return within(value, { ...field, type: 'item' });
  if (field.type === 'plannedDate' && isObject(value) && isObject(value['relativeTo'] ?? null)) {
    const { item } = value['relativeTo'] as JsonObject; // just seen to be an object
    return oneOf('item', known.items, item ?? null, `${pointer}/relativeTo/item`);
  }
  if (field.type === 'evidence') return registerFacts(value, pointer, known);
  if (field.type !== 'rows' || !Array.isArray(value)) return []; // other types name nothing here
  return value
    .filter(isObject)
    .flatMap((row, index) =>
      Object.entries(field.columns ?? {}).flatMap(([column, type]) =>
        checkNamed(type, row[column], `${pointer}/${index}/${column}`, known),
      ),
    );
}

function oneOf(what: string, names: string[], value: Json, pointer: string): PayloadProblem[] {
  if (names.some((name) => name === value)) return [];
  const detail = `${quote(value)} is no ${what} here; ${choices(names, textOf(value))}`;
  return [{ pointer, detail }];
}

/** Evidence may be a row of a register, written `register:ITEM/ROW`: it must be there. */
function registerFacts(value: Json, pointer: string, known: Known): PayloadProblem[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((piece, index) => {
    const source = isObject(piece) ? piece['source'] : undefined;
    if (typeof source !== 'string' || !source.startsWith('register:')) return [];
    const [item = '', row = ''] = source.slice('register:'.length).split(/\/(.*)/s);
    const rows = known.values(item).flatMap((each) => (Array.isArray(each) ? each : []));
    if (rows.some((each) => isObject(each) && each['id'] === row)) return [];
    const isItem = known.items.includes(item);
    const why = isItem ? `no register of ${item} has a row "${row}"` : `there is no item "${item}"`;
    const detail = `${JSON.stringify(source)}: ${why}; write register:ITEM/ROW`;
    return [{ pointer: `${pointer}/${index}/source`, detail }];
  });
}
