import type { Change, Chart, Source } from '../definition/chart-schema.js';
import type { Definition } from '../definition/definition.js';
import type { ItemRef } from '../definition/guard-schema.js';
import { guardsWithin, refOf, statesWithin } from '../definition/guard-walk.js';
import type { Path } from '../definition/yaml-file.js';
import { EVENT_NAME } from '../definition/mark.js';
import { checkAppendElsewhere, OWN_COLUMNS } from './append-elsewhere.js';
import { checkGuard } from './guard-names.js';
import { choices, type Report } from './message.js';
import { placedSteps, type PlacedStep } from './steps.js';
import {
  unknownField,
  unknownFieldAnywhere,
  unknownPayload,
  unknownRef,
  unknownRole,
} from './unknown-names.js';

/** Names that nothing answers to: roles, states, fields, items, facts, rules, profiles. */
export function checkNames(definition: Definition, report: Report): void {
  for (const [name, chart] of Object.entries(definition.charts)) {
    checkChart(definition, name, chart, report);
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
    Object.entries(fields).forEach(([key, field]: [string, string | undefined]) => {
      if (field !== undefined) unknownField(chart.fields, field, [...at, 'schedule', key], report);
    });
  }
  for (const step of placedSteps(name, chart)) {
    const { body, path } = step;
    if (body.to !== undefined) target([...path, 'to'], body.to);
    if (body.reopens !== undefined) target([...path, 'reopens'], body.reopens);
    body.tells.forEach((each, index) => role([...path, 'tells', index], each));
    if (step.by === 'person') {
      if (!EVENT_NAME.test(step.event)) {
        const message = `"${step.event}" could not be sent: events are named in capitals, digits and "_", such as GO_LIVE`;
        report('wrong-value', path, message);
      }
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
  else if ('set' in change && 'item' in change) {
    Object.keys(change.set).forEach((name) => unknownFieldAnywhere(definition, name, path, report));
  } else if ('set' in change) Object.keys(change.set).forEach(field);
  else if ('append' in change && 'item' in change) {
    checkAppendElsewhere(definition, chart, change, path, report);
  } else if ('append' in change) {
    Object.keys(change.row)
      .filter((name) => !OWN_COLUMNS.includes(name))
      .forEach((name) => column(change.append, name));
  } else if ('endDate' in change) {
    field(change.endDate);
    if ('where' in change) {
      Object.keys(change.where).forEach((name) => column(change.endDate, name));
    }
  } else if ('createItem' in change) {
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
  for (const source of sourcesOf(change)) {
    if ('payload' in source) unknownPayload(step, source.payload, path, report);
    if ('field' in source) field(source.field);
    if ('nextOccurrence' in source) field(source.nextOccurrence);
    if ('daysAhead' in source && typeof source.daysAhead !== 'number')
      field(source.daysAhead.field);
    if ('hashes' in source) field(source.hashes);
    for (const item of itemsHere(source)) unknownRef(item, chart, step, path, report);
    if ('its' in source) {
      unknownFieldAnywhere(definition, source.its, path, report);
      unknownRef(source.of, chart, step, path, report);
    }
  }
}

const itemsHere = (source: Source): ItemRef[] =>
  'version' in source ? refOf(source.version) : 'revision' in source ? refOf(source.revision) : [];

function sourcesOf(change: Change): Source[] {
  if ('rows' in change) return [change.row, ...Object.values(change.set)];
  if ('set' in change && 'item' in change) return [change.item, ...Object.values(change.set)];
  if ('set' in change) return Object.values(change.set);
  if ('record' in change) return [change.record.field, change.record.value];
  if ('append' in change) {
    return [...('item' in change ? [change.item] : []), ...Object.values(change.row)];
  }
  if ('endDate' in change) {
    return 'row' in change ? [change.row, change.until] : [change.until];
  }
  if ('askApproval' in change) return [change.askApproval.event];
  if ('createItem' in change) {
    return [change.createItem.title, ...Object.values(change.createItem.data)];
  }
  return 'duty' in change ? [change.person] : [change.closeItem];
}
