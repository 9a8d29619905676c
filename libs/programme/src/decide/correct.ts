import { textOf } from '../definition/json-text.js';
import type { Field } from '../definition/field.js';
import type { CompiledDefinition } from '../chart/compile.js';
import type { EventRequest, ItemState, Json, ProgrammeState } from '../model.js';
import { checkNamed, type Known } from './named-things.js';
import { checkValue, type PayloadProblem } from './payload.js';
import { broughtBy, placesOf } from '../guard/brought-by.js';
import { cellOf, isRecordable } from './record-value.js';

/**
 * CORRECT sets right what an entry got wrong, by an entry of its own that points at it: nothing is
 * edited. The entry named must be the one that brought the value that stands, so that no later word
 * is overwritten unseen; and it must have recorded it: what an event decided is put right by events,
 * unless the field says `correctable: true`. A register cell is named `register.column` together with `row`.
 */
export function checkCorrection(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
  request: EventRequest,
  known: Known,
): PayloadProblem[] {
  if (request.type !== 'CORRECT') return [];
  const chart = compiled.charts[item.chart]?.chart;
  const { field: named, row, entry, value = null } = request.payload;
  const name = textOf(named);
  const [register = '', column = ''] = name.split('.');
  const isCell = row !== undefined;
  const field = isCell ? chart?.fields[register]?.columns?.[column] : chart?.fields[name];
  if (chart === undefined || field === undefined) {
    const names = Object.keys(chart?.fields ?? {}).join(', ');
    return at('/field', `"${name}" is no field of ${item.title}; it has ${names}`);
  }
  if (field.type === 'rows') {
    return at(
      '/field',
      `"${name}" is a register: name a column, such as "${name}.title", and "row"`,
    );
  }
  const decided = `"${name}" is decided by an event of its own; it is not corrected past it`;
  if (!(field.correctable ?? isRecordable(chart, field, name, isCell)))
    return at('/field', decided);
  const current = isCell ? cellOf(item, register, textOf(row), column) : (item.data[name] ?? null);
  if (current === undefined) return at('/row', `"${textOf(row)}" is no row of "${register}"`);
  if (current === null) {
    return at('/field', `"${name}" is not known yet; record it instead of correcting it`);
  }
  if (field.correctable !== true && !wasRecorded(item, name, row)) return at('/field', decided);
  const wrongEntry = entryProblem(state, item, entry ?? null, name, row);
  if (wrongEntry !== null) return at('/entry', wrongEntry);
  if (JSON.stringify(current) === JSON.stringify(value)) {
    return at(
      '/value',
      `${JSON.stringify(value)} is what stands already; there is nothing to correct`,
    );
  }
  return misfit(field, value, known);
}

const at = (pointer: string, detail: string): PayloadProblem[] => [{ pointer, detail }];

function misfit(field: Field, value: Json, known: Known): PayloadProblem[] {
  const misfits = checkValue(field, value, '/value');
  return misfits.length > 0 ? misfits : checkNamed(field, value, '/value', known);
}

/** Why the entry named is not the one to correct; null when it is. */
function entryProblem(
  state: ProgrammeState,
  item: ItemState,
  entry: Json,
  name: string,
  row: Json | undefined,
): string | null {
  const last = state.head.sequence;
  if (typeof entry !== 'number' || entry < 1 || entry > last) {
    return `the history has no entry ${textOf(entry)}; its last is ${last}`;
  }
  const brought = broughtBy(item, name, row);
  if (brought === entry) return null;
  const place = row === undefined ? `"${name}"` : `"${name}" of row "${textOf(row)}"`;
  return brought === null
    ? `nobody has recorded which entry brought ${place} of ${item.title}`
    : `entry ${entry} is not where ${place} of ${item.title} comes from; entry ${brought} is: correct that one`;
}

/**
 * Whether somebody recorded a value with its source. What a vote, a claim or the opening position
 * brought was decided there, and others rest on it: one person does not set it right alone.
 */
function wasRecorded(item: ItemState, name: string, row: Json | undefined): boolean {
  const mark = item.marks[placesOf(name, row)[0] ?? ''];
  return mark !== undefined && mark.sources.length > 0 && mark.entry !== item.marks['']?.entry;
}
