import type { Chart } from '../definition/chart-schema.js';
import type { Definition } from '../definition/definition.js';
import type { Field } from '../definition/field.js';
import type { ItemRef } from '../definition/guard-schema.js';
import type { Path } from '../definition/yaml-file.js';
import { choices, type Report } from './message.js';
import type { PlacedStep } from './steps.js';

// Each reports a name that nothing answers to, with what there is instead.

/** The chart of an item of the definition; reports when there is no such item. */
export function chartOfItem(
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

export function unknownField(
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

export function unknownPayload(step: PlacedStep, name: string, path: Path, report: Report): void {
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

/** A field of an item that only the running programme names: some chart must have it. */
export function unknownFieldAnywhere(
  definition: Definition,
  name: string,
  path: Path,
  report: Report,
): void {
  const known = new Set(
    Object.values(definition.charts).flatMap((chart) => Object.keys(chart.fields)),
  );
  if (known.has(name)) return;
  report('unknown-name', path, `no chart has a field "${name}"; ${choices(known, name)}`);
}

/** Where an id or a value stands: a payload value of the event, or a field of the chart. */
export function unknownRef(
  ref: ItemRef,
  chart: Chart,
  step: PlacedStep,
  path: Path,
  report: Report,
): void {
  if ('payload' in ref) unknownPayload(step, ref.payload, path, report);
  else unknownField(chart.fields, ref.field, path, report);
}

/** A rule, and the values that its rows ask for. */
export function unknownRule(
  definition: Definition,
  { rule, match }: { rule: string; match: Record<string, unknown> },
  path: Path,
  report: Report,
): void {
  const table = definition.rules[rule];
  if (table === undefined) {
    const message = `there is no rule "${rule}"; ${choices(Object.keys(definition.rules), rule)}`;
    report('unknown-name', path, message);
    return;
  }
  const asked = new Set(
    table.rows.flatMap((row) =>
      [row.when, row.atLeast, row.atMost].flatMap((each) => Object.keys(each)),
    ),
  );
  for (const name of Object.keys(match).filter((each) => !asked.has(each))) {
    const message = `no row of rule "${rule}" asks for "${name}"; ${choices(asked, name)}`;
    report('unknown-name', path, message);
  }
}
