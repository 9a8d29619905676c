import { textOf } from '../definition/json-text.js';
import { statesWithin } from '../definition/guard-walk.js';
import type { Definition, Item } from '../definition/definition.js';
import { isObject } from '../guard/scope.js';
import { checkNamed } from '../decide/named-things.js';
import { checkValue } from '../decide/payload.js';
import { cyclesIn, type Edges } from '../schedule/cycles.js';
import { choices, type Report } from './message.js';
import { checkOwnGuards } from './own-guards.js';
import { unknownFact } from './unknown-names.js';

/** The opening position: charts, states, values that fit their fields, facts, owners, dependencies. */
export function checkItems(definition: Definition, report: Report): void {
  for (const [id, item] of Object.entries(definition.items))
    checkItem(definition, id, item, report);
  checkDependencies(definition, report);
}

/** What a field opens with; nothing when that is still to be confirmed. */
const isOf = (opening: object): unknown => ('is' in opening ? opening.is : null);

function checkItem(definition: Definition, id: string, item: Item, report: Report): void {
  const at = ['items', id];
  const chart = definition.charts[item.chart];
  if (chart === undefined) {
    const message = `there is no chart "${item.chart}"; ${choices(Object.keys(definition.charts), item.chart)}`;
    report('unknown-name', [...at, 'chart'], message);
    return;
  }
  const states = new Map(statesWithin(chart.states));
  if (item.state !== undefined && !states.has(item.state)) {
    const message = `chart "${item.chart}" has no state "${item.state}"; ${choices(states.keys(), item.state)}`;
    report('unknown-name', [...at, 'state'], message);
  }
  item.sources.forEach((fact) => unknownFact(definition, fact, [...at, 'sources'], report));
  for (const [name, opening] of Object.entries(item.data)) {
    const path = [...at, 'data', name];
    opening.sources.forEach((fact) => unknownFact(definition, fact, path, report));
    const field = chart.fields[name];
    if (field === undefined) {
      report(
        'unknown-name',
        path,
        `chart "${item.chart}" has no field "${name}"; ${choices(Object.keys(chart.fields), name)}`,
      );
      continue;
    }
    if (!('is' in opening) || opening.is === null) continue;
    const known = {
      roles: Object.keys(definition.roles),
      calendars: Object.keys(definition.calendars),
      items: Object.keys(definition.items),
      values: (named: string) => Object.values(definition.items[named]?.data ?? {}).map(isOf),
    };
    const misfits = checkValue(field, opening.is, '');
    const problems = misfits.length > 0 ? misfits : checkNamed(field, opening.is, '', known);
    for (const problem of problems) {
      const inner = problem.pointer.split('/').filter((part) => part !== '');
      report(
        'wrong-value',
        [...path, 'is', ...inner],
        `${field.type} field "${name}": ${problem.detail}`,
      );
    }
    checkRowIds(opening.is, path, report);
  }
  checkOwnGuards(definition, id, item, report);
  checkOwner(definition, id, item, report);
}

function checkRowIds(value: unknown, path: (string | number)[], report: Report): void {
  if (!Array.isArray(value)) return;
  const ids = value.flatMap((row: unknown) =>
    typeof row === 'object' && row !== null && 'id' in row ? [String(row.id)] : [],
  );
  for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index))) {
    report('wrong-value', path, `two rows have the id "${id}"; give each its own`);
  }
}

function checkOwner(definition: Definition, id: string, item: Item, report: Report): void {
  const schedule = definition.charts[item.chart]?.schedule;
  if (schedule === undefined) return;
  const owner = item.data[schedule.owner];
  if (owner === undefined || !('is' in owner) || owner.is === null) {
    const message = `"${item.title}" has no owner, so nobody would be reminded; give "${schedule.owner}" a role`;
    report('no-owner', ['items', id], message);
  }
  const profile = item.data[schedule.profile];
  if (
    profile !== undefined &&
    'is' in profile &&
    definition.profiles[textOf(profile.is)] === undefined
  ) {
    const known = choices(Object.keys(definition.profiles), textOf(profile.is));
    report(
      'unknown-name',
      ['items', id, 'data', schedule.profile],
      `there is no reminder profile "${textOf(profile.is)}"; ${known}`,
    );
  }
}

function checkDependencies(definition: Definition, report: Report): void {
  const edges = new Map(
    Object.entries(definition.items).map(([id, item]) => [
      id,
      [...dependsOn(definition, item), ...countedFrom(definition, item).map((each) => each.item)],
    ]),
  );
  for (const [id, item] of Object.entries(definition.items))
    checkLags(definition, id, item, report);
  for (const [id, others] of edges) {
    others
      .filter((other) => !edges.has(other))
      .forEach((other) =>
        report(
          'unknown-name',
          ['items', id, 'data'],
          `"${id}" depends on "${other}", which does not exist; ${choices(edges.keys(), other)}`,
        ),
      );
  }
  checkRound(definition, report);
}

/** Dates counted from one another, either way, and apart from them what waits for what. */
function checkRound(definition: Definition, report: Report): void {
  const edges = (of: (definition: Definition, item: Item) => string[]): Edges =>
    new Map(Object.entries(definition.items).map(([id, item]) => [id, of(definition, item)]));
  const dates = cyclesIn(edges((...each) => countedFrom(...each).map(({ item }) => item)));
  const waiting = cyclesIn(
    edges((...each) => [
      ...dependsOn(...each),
      ...countedFrom(...each)
        .filter(({ back }) => !back)
        .map(({ item }) => item),
    ]),
  );
  const told = new Set(dates.map((cycle) => cycle.join(' → ')));
  for (const cycle of dates) {
    const message = `dates go round: ${cycle.join(' → ')}; give one of them a date of its own`;
    report('dependency-cycle', ['items', cycle[0] ?? '', 'data'], message);
  }
  for (const cycle of waiting.filter((each) => !told.has(each.join(' → ')))) {
    const message = `dependencies go round: ${cycle.join(' → ')}; remove one of them`;
    report('dependency-cycle', ['items', cycle[0] ?? '', 'data'], message);
  }
}

function dependsOn(definition: Definition, item: Item): string[] {
  const field = definition.charts[item.chart]?.schedule?.dependsOn;
  const opening = field === undefined ? undefined : item.data[field];
  return opening !== undefined && 'is' in opening && Array.isArray(opening.is)
    ? opening.is.map(String)
    : [];
}

/** What the date of an item counts from, and whether it counts back. */
function countedFrom(definition: Definition, item: Item): { item: string; back: boolean }[] {
  const field = definition.charts[item.chart]?.schedule?.due;
  const opening = field === undefined ? undefined : item.data[field];
  const due = opening !== undefined && 'is' in opening ? opening.is : null;
  const relativeTo = isObject(due) ? (due['relativeTo'] ?? null) : null;
  if (!isObject(relativeTo)) return [];
  const length = Number(relativeTo['days'] ?? relativeTo['workingDays'] ?? 0);
  return [{ item: textOf(relativeTo['item'] ?? null), back: length < 0 }];
}

/** A lag is a lag after something: its row bears the id of an item that is depended on. */
function checkLags(definition: Definition, id: string, item: Item, report: Report): void {
  const field = definition.charts[item.chart]?.schedule?.lags;
  const opening = field === undefined ? undefined : item.data[field];
  if (field === undefined || opening === undefined || !('is' in opening)) return;
  const rows = Array.isArray(opening.is) ? opening.is.filter(isObject) : [];
  const known = dependsOn(definition, item);
  for (const after of rows.map((row) => textOf(row['id'] ?? null))) {
    if (known.includes(after)) continue;
    const message = `"${id}" has a lag after "${after}", on which it does not depend; ${choices(known, after)}`;
    report('unknown-name', ['items', id, 'data', field], message);
  }
}
