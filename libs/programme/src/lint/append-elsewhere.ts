import type { Change, Chart } from '../definition/chart-schema.js';
import type { Definition } from '../definition/definition.js';
import type { Path } from '../definition/yaml-file.js';
import { choices, type Report } from './message.js';
import { chartOfItem, unknownField } from './unknown-names.js';

/** An `append` that names the item whose register gets the row. */
export type AppendElsewhere = Extract<Change, { append: unknown; item: unknown }>;

/** Columns that every row of every register has. */
export const OWN_COLUMNS: readonly string[] = ['id', 'from', 'until', 'note'];

/**
 * A row for another item: some chart must have such a register, and so must each item that is known
 * already – named in the change, or in the opening position of an item of this chart.
 */
export function checkAppendElsewhere(
  definition: Definition,
  chart: Chart,
  change: AppendElsewhere,
  path: Path,
  report: Report,
): void {
  const charts = Object.values(definition.charts);
  const registers = charts.filter((each) => each.fields[change.append]?.type === 'rows');
  if (registers.length === 0) {
    const known = charts.flatMap((each) =>
      Object.entries(each.fields).flatMap(([name, { type }]) => (type === 'rows' ? [name] : [])),
    );
    const message = `no chart has a register "${change.append}"; ${choices(new Set(known), change.append)}`;
    report('unknown-name', path, message);
    return;
  }
  if (!registers.some((each) => columnsMissing(each, change).length === 0)) {
    checkRegister(registers[0], change, path, report);
    return;
  }
  const { item } = change;
  if ('value' in item && typeof item.value === 'string') {
    const named = chartOfItem(definition, item.value, path, report);
    if (named !== undefined) checkRegister(named, change, path, report);
  }
  if (!('field' in item)) return;
  for (const [id, { chart: name, data }] of Object.entries(definition.items)) {
    const opening = definition.charts[name] === chart ? data[item.field] : undefined;
    const other = opening !== undefined && 'is' in opening ? opening.is : null;
    const target = typeof other === 'string' ? definition.items[other] : undefined;
    if (target === undefined) continue; // a field that names no item is reported with the item
    const at = ['items', id, 'data', item.field];
    checkRegister(definition.charts[target.chart], change, at, report);
  }
}

function checkRegister(
  chart: Chart | undefined,
  change: AppendElsewhere,
  path: Path,
  report: Report,
): void {
  if (chart === undefined) return;
  unknownField(chart.fields, change.append, path, report, `chart "${chart.title}"`);
  const columns = chart.fields[change.append]?.columns;
  const register = `register "${change.append}"`;
  columnsMissing(chart, change).forEach((name) =>
    unknownField(columns, name, path, report, register),
  );
}

const columnsMissing = (chart: Chart, change: AppendElsewhere): string[] =>
  Object.keys(change.row).filter(
    (name) =>
      !OWN_COLUMNS.includes(name) && chart.fields[change.append]?.columns?.[name] === undefined,
  );
