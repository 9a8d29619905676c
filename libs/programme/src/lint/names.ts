import type { Change, Chart } from '../definition/chart-schema.js';
import type { Definition } from '../definition/definition.js';
import type { Field } from '../definition/field.js';
import type { Guard, Operand, Selection } from '../definition/guard-schema.js';
import { guardsWithin, operandsOf, selectionsOf, statesWithin } from '../definition/guard-walk.js';
import type { Path } from '../definition/yaml-file.js';
import { choices, type Report } from './message.js';
import { placedSteps, type PlacedStep } from './steps.js';

/** Names that nothing answers to: roles, states, fields, items, facts, rules, profiles. */
export function checkNames(definition: Definition, report: Report): void {
  for (const [name, chart] of Object.entries(definition.charts)) {
    checkChart(definition, name, chart, report);
  }
  const known = Object.keys(definition.calendars);
  if (!known.includes(definition.calendar)) {
    const message = `there is no calendar "${definition.calendar}"; ${choices(known, definition.calendar)}`;
    report('unknown-name', ['calendar'], message);
  }
  for (const [id, fact] of Object.entries(definition.facts)) {
    if (definition.documents[fact.document] !== undefined) continue;
    const message = `there is no document "${fact.document}"; ${choices(Object.keys(definition.documents), fact.document)}`;
    report('unknown-name', ['facts', id, 'document'], message);
  }
}

function checkChart(definition: Definition, name: string, chart: Chart, report: Report): void {
  const at: Path = ['charts', name];
  const states = new Map(statesWithin(chart.states));
  const target = (path: Path, state: string) => {
    if (states.has(state)) return;
    report(
      'unknown-name',
      path,
      `there is no state "${state}" in chart "${name}"; ${choices(states.keys(), state)}`,
    );
  };
  target([...at, 'initial'], chart.initial);
  for (const [path, state] of states) {
    const place = [...at, ...path.split('.').flatMap((part) => ['states', part])];
    const isCompound = Object.values(state.states).some((inner) => inner.history === undefined);
    if (state.initial !== undefined) target([...place, 'initial'], `${path}.${state.initial}`);
    else if (isCompound && !state.parallel) {
      report('unknown-name', place, `state "${path}" has states within it but no "initial"`);
    }
  }
  const role = (path: Path, role: string) => unknownRole(definition, role, path, report);
  chart.recordedBy.forEach((each, index) => role([...at, 'recordedBy', index], each));
  if (chart.schedule !== undefined) {
    const { active, achieved, ...fields } = chart.schedule;
    [...active, ...achieved].forEach((state) => target([...at, 'schedule'], state));
    Object.entries(fields).forEach(([key, field]) =>
      unknownField(chart.fields, field, [...at, 'schedule', key], report),
    );
  }
  for (const step of placedSteps(name, chart)) {
    const { body, path } = step;
    if (body.to !== undefined) target([...path, 'to'], body.to);
    if (body.reopens !== undefined) target([...path, 'reopens'], body.reopens);
    body.tells.forEach((each, index) => role([...path, 'tells', index], each));
    if (step.by === 'person') {
      step.body.roles.forEach((each, index) => role([...path, 'roles', index], each));
    }
    body.changes.forEach((change, index) =>
      checkChange(definition, chart, step, change, [...path, 'changes', index], report),
    );
    const guards = body.guard === undefined ? [] : guardsWithin(body.guard);
    guards.forEach((guard) => checkGuard(definition, chart, step, guard, report));
  }
}

function checkChange(
  definition: Definition,
  chart: Chart,
  step: PlacedStep,
  change: Change,
  path: Path,
  report: Report,
): void {
  const field = (name: string) => unknownField(chart.fields, name, path, report);
  const column = (rows: string, name: string) => {
    field(rows);
    unknownField(chart.fields[rows]?.columns ?? {}, name, path, report, `register "${rows}"`);
  };
  if ('rows' in change) Object.keys(change.set).forEach((name) => column(change.rows, name));
  else if ('set' in change) Object.keys(change.set).forEach(field);
  else if ('append' in change) {
    Object.keys(change.row)
      .filter((name) => !['id', 'from', 'until', 'note'].includes(name))
      .forEach((name) => column(change.append, name));
  } else if ('endDate' in change) field(change.endDate);
  else if ('createItem' in change) {
    const created = definition.charts[change.createItem.chart];
    if (created === undefined) {
      report(
        'unknown-name',
        path,
        `there is no chart "${change.createItem.chart}"; ${choices(Object.keys(definition.charts))}`,
      );
    } else
      Object.keys(change.createItem.data).forEach((name) =>
        unknownField(created.fields, name, path, report),
      );
  }
  for (const source of JSON.stringify(change).matchAll(/"payload":"([^"]+)"/g)) {
    unknownPayload(step, source[1] ?? '', path, report);
  }
}

function checkGuard(
  definition: Definition,
  chart: Chart,
  step: PlacedStep,
  guard: Guard,
  report: Report,
): void {
  const path = [...step.path, 'guard'];
  guard.clearedBy?.forEach((role) => unknownRole(definition, role, path, report));
  guard.basis?.sources.forEach((fact) => unknownFact(definition, fact, path, report));
  const chartOf = (item: string | undefined) =>
    item === undefined || item === 'self' ? chart : chartOfItem(definition, item, path, report);
  if ('itemIn' in guard) {
    const states = new Map(statesWithin(chartOf(guard.itemIn.item)?.states ?? {}));
    guard.itemIn.states
      .filter((state) => states.size > 0 && !states.has(state))
      .forEach((state) =>
        report(
          'unknown-name',
          path,
          `"${guard.itemIn.item}" has no state "${state}"; ${choices(states.keys(), state)}`,
        ),
      );
  }
  if ('known' in guard)
    unknownField(chartOf(guard.known.item)?.fields, guard.known.field, path, report);
  if ('gateApproved' in guard) {
    const { gate } = guard.gateApproved;
    if (typeof gate === 'string') chartOfItem(definition, gate, path, report);
    else unknownField(chart.fields, gate.field, path, report);
  }
  if ('ruleResolved' in guard && definition.rules[guard.ruleResolved.rule] === undefined) {
    report(
      'unknown-name',
      path,
      `there is no rule "${guard.ruleResolved.rule}"; ${choices(Object.keys(definition.rules))}`,
    );
  }
  selectionsOf(guard).forEach((each) => checkSelection(definition, chartOf, each, path, report));
  operandsOf(guard).forEach((operand: Operand) => {
    if ('payload' in operand) unknownPayload(step, operand.payload, path, report);
    if ('field' in operand)
      unknownField(chartOf(operand.item)?.fields, operand.field, path, report);
  });
}

function checkSelection(
  definition: Definition,
  chartOf: (item: string | undefined) => Chart | undefined,
  selection: Selection,
  path: Path,
  report: Report,
): void {
  const columns = Object.keys(selection.where ?? {}).filter(
    (name) => !['state', 'id'].includes(name),
  );
  if ('items' in selection) {
    const fields = definition.charts[selection.items]?.fields;
    if (fields === undefined) {
      report(
        'unknown-name',
        path,
        `there is no chart "${selection.items}"; ${choices(Object.keys(definition.charts))}`,
      );
    } else columns.forEach((name) => unknownField(fields, name, path, report));
    return;
  }
  const chart = chartOf(selection.item);
  unknownField(chart?.fields, selection.rows, path, report);
  const known = chart?.fields[selection.rows]?.columns;
  if (known !== undefined) {
    columns.forEach((name) =>
      unknownField(known, name, path, report, `register "${selection.rows}"`),
    );
  }
}

function chartOfItem(
  definition: Definition,
  id: string,
  path: Path,
  report: Report,
): Chart | undefined {
  const item = definition.items[id];
  if (item !== undefined) return definition.charts[item.chart];
  report(
    'unknown-name',
    path,
    `there is no item "${id}"; ${choices(Object.keys(definition.items), id)}`,
  );
  return undefined;
}

function unknownField(
  fields: Record<string, Field> | undefined,
  name: string,
  path: Path,
  report: Report,
  of = 'the chart',
): void {
  if (fields === undefined || fields[name] !== undefined) return;
  report(
    'unknown-name',
    path,
    `${of} has no field "${name}"; ${choices(Object.keys(fields), name)}`,
  );
}

function unknownPayload(step: PlacedStep, name: string, path: Path, report: Report): void {
  const payload = step.by === 'person' ? step.body.payload : {};
  if (payload[name] !== undefined) return;
  report(
    'unknown-name',
    path,
    `${step.event} carries no "${name}"; ${choices(Object.keys(payload), name)}`,
  );
}

export function unknownRole(
  definition: Definition,
  role: string,
  path: Path,
  report: Report,
): void {
  if (definition.roles[role] !== undefined) return;
  report(
    'unknown-name',
    path,
    `there is no role "${role}"; ${choices(Object.keys(definition.roles), role)}`,
  );
}

export function unknownFact(
  definition: Definition,
  fact: string,
  path: Path,
  report: Report,
): void {
  if (definition.facts[fact] !== undefined) return;
  report(
    'unknown-name',
    path,
    `there is no fact "${fact}"; ${choices(Object.keys(definition.facts), fact)}`,
  );
}
