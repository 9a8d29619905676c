import { textOf } from '../definition/json-text.js';
import { CORRECT, REQUEST_APPROVAL } from '../definition/approval.js';
import type { Field } from '../definition/field.js';
import type { CompiledDefinition } from '../chart/compile.js';
import type { EventRequest, ItemState, Json, JsonObject, ProgrammeState } from '../model.js';
import { checkNamed, type Known } from './named-things.js';
import { checkValue, type PayloadProblem } from './payload.js';
import { broughtBy } from '../guard/brought-by.js';
import { isObject } from '../guard/scope.js';
import { correctable, type NamedValue } from './correctable.js';
import { cellOf, isRecordable } from './record-value.js';

/**
 * CORRECT sets right what an entry got wrong, by an entry of its own that points at it: nothing is
 * edited. The entry named must be the one that brought the value that stands, so that no later word
 * is overwritten unseen. A register cell is named `register.column` together with `row`. What
 * REQUEST_APPROVAL asks for in its stead has to be as sound.
 */
export function checkCorrection(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
  { type, payload }: EventRequest,
  known: Known,
): PayloadProblem[] {
  if (type === CORRECT) return problemsOf(compiled, state, item, payload, known);
  const { event, with: brought } = payload;
  if (type !== REQUEST_APPROVAL || event !== CORRECT || !isObject(brought)) return [];
  const problems = problemsOf(compiled, state, item, brought, known);
  const value = valueNamed(compiled, item, brought);
  if (problems.length === 0 && !('problems' in value)) {
    if (correctable(compiled, item, value).how === 'alone') {
      const detail = `"${value.name}" was recorded, not decided: it needs no approval; send CORRECT`;
      return at('/event', detail);
    }
  }
  return problems.map(({ pointer, detail }) => ({ pointer: `/with${pointer}`, detail }));
}

/** The value that a correction names, as the chart has it; or why it names none. */
export function valueNamed(
  compiled: CompiledDefinition,
  item: ItemState,
  { field: named, row }: JsonObject,
): NamedValue | { problems: PayloadProblem[] } {
  const fields = compiled.charts[item.chart]?.chart.fields ?? {};
  const name = textOf(named);
  const [register = '', column = ''] = name.split('.');
  const field = row === undefined ? fields[name] : fields[register]?.columns?.[column];
  if (field === undefined) {
    const names = Object.keys(fields).join(', ');
    return { problems: at('/field', `"${name}" is no field of ${item.title}; it has ${names}`) };
  }
  if (field.type === 'rows') {
    const detail = `"${name}" is a register: name a column, such as "${name}.title", and "row"`;
    return { problems: at('/field', detail) };
  }
  return { name, row, field };
}

function problemsOf(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
  payload: JsonObject,
  known: Known,
): PayloadProblem[] {
  const found = valueNamed(compiled, item, payload);
  if ('problems' in found) return found.problems;
  const { name, row, field } = found;
  const { entry, value = null } = payload;
  const current = standing(item, name, row);
  if (current === undefined) {
    return at('/row', `"${textOf(row)}" is no row of "${name.split('.')[0]}"`);
  }
  if (current === null) {
    const instead = isRecorded(compiled, item, found)
      ? 'record it instead of correcting it'
      : 'there is nothing to correct';
    return at('/field', `"${name}" is not known yet; ${instead}`);
  }
  const may = correctable(compiled, item, found);
  if (may.how === 'never') return at('/field', `"${name}" is not corrected: ${may.why}`);
  const wrongEntry = entryProblem(state, item, entry ?? null, name, row);
  if (wrongEntry !== null) return at('/entry', wrongEntry);
  if (JSON.stringify(current) === JSON.stringify(value)) {
    const detail = `${JSON.stringify(value)} is what stands already; there is nothing to correct`;
    return at('/value', detail);
  }
  const misfits = misfit(field, value, known);
  if (misfits.length > 0 || may.how === 'alone') return misfits;
  const ways = may.brings.map((each) => misfit(each, value, known));
  return ways.find((each) => each.length === 0) ?? ways[0] ?? [];
}

/** Whether RECORD_VALUE is what brings a value first. */
function isRecorded(compiled: CompiledDefinition, item: ItemState, value: NamedValue): boolean {
  const chart = compiled.charts[item.chart]?.chart;
  return (
    chart !== undefined && isRecordable(chart, value.field, value.name, value.row !== undefined)
  );
}

const standing = (item: ItemState, name: string, row: Json | undefined): Json | undefined => {
  const [register = '', column = ''] = name.split('.');
  return row === undefined
    ? (item.data[name] ?? null)
    : cellOf(item, register, textOf(row), column);
};

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
