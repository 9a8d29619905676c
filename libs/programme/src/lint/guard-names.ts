import type { Chart } from '../definition/chart-schema.js';
import type { Definition } from '../definition/definition.js';
import type { Guard, Selection } from '../definition/guard-schema.js';
import { operandsOf, refOf, refsOf, selectionsOf, statesWithin } from '../definition/guard-walk.js';
import { checkApproved } from './approvals.js';
import type { Path } from '../definition/yaml-file.js';
import { choices, type Report } from './message.js';
import type { PlacedStep } from './steps.js';
import {
  chartOfItem,
  unknownFact,
  unknownField,
  unknownFieldAnywhere,
  unknownPayload,
  unknownRef,
  unknownRole,
  unknownRule,
} from './unknown-names.js';

/**
 * Names within one guard of a step: roles, facts, items, states, fields, columns, payload, rules. What
 * is wrong is reported at the path: the step's own guard, unless the guard stands elsewhere.
 */
export function checkGuard(
  definition: Definition,
  chart: Chart,
  step: PlacedStep,
  guard: Guard,
  report: Report,
  path: Path = [...step.path, 'guard'],
): void {
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
  if ('impactStands' in guard) {
    Object.values(guard.impactStands).forEach((field) =>
      unknownField(chart.fields, field, path, report),
    );
  }
  if ('planAsTaken' in guard) {
    const { rows, of } = guard.planAsTaken;
    unknownField(chart.fields, of ?? rows, path, report);
    if (of !== undefined) unknownFieldAnywhere(definition, rows, path, report);
  }
  if ('gateApproved' in guard) {
    const { gate } = guard.gateApproved;
    if (typeof gate === 'string') chartOfItem(definition, gate, path, report);
    else unknownField(chart.fields, gate.field, path, report);
  }
  if ('decisionRecorded' in guard && typeof guard.decisionRecorded.body !== 'string')
    unknownField(chart.fields, guard.decisionRecorded.body.field, path, report);
  if ('approved' in guard) checkApproved(definition, guard.approved, path, report);
  if ('happened' in guard) {
    const { event, to } = guard.happened;
    if (typeof event !== 'string') unknownField(chart.fields, event.field, path, report);
    refOf(to).forEach((ref) => unknownRef(ref, chart, step, path, report));
  }
  if ('separated' in guard && typeof guard.separated !== 'string') {
    unknownRef(guard.separated.person, chart, step, path, report);
  }
  if ('asksForChange' in guard) {
    Object.values(guard.asksForChange).forEach((ref) => unknownRef(ref, chart, step, path, report));
  }
  if ('noInterest' in guard) {
    guard.noInterest.in.flatMap(refOf).forEach((ref) => unknownRef(ref, chart, step, path, report));
  }
  if ('onScale' in guard) checkScale(definition, guard.onScale.otherwise, path, report);
  if ('ruleResolved' in guard) unknownRule(definition, guard.ruleResolved, path, report);
  selectionsOf(guard).forEach((each) => checkSelection(definition, chartOf, each, path, report));
  operandsOf(guard).forEach((operand) => {
    if ('payload' in operand) unknownPayload(step, operand.payload, path, report);
    if ('field' in operand)
      unknownField(chartOf(operand.item)?.fields, operand.field, path, report);
    if ('its' in operand) {
      unknownFieldAnywhere(definition, operand.its.split('.')[0] ?? '', path, report);
    }
    if ('hashes' in operand) unknownField(chart.fields, operand.hashes, path, report);
    if ('ruleDays' in operand) unknownRule(definition, operand.ruleDays, path, report);
    refsOf(operand).forEach((ref) => unknownRef(ref, chart, step, path, report));
  });
}

/** A scale that ratings go by when an item names none. */
function checkScale(
  definition: Definition,
  name: string | undefined,
  path: Path,
  report: Report,
): void {
  const scales = Object.keys(definition.scales ?? {});
  if (name === undefined || scales.includes(name)) return;
  report('unknown-name', path, `there is no scale "${name}"; ${choices(scales, name)}`);
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
