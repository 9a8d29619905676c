import { checkValue } from '../decide/payload.js';
import type { Chart, Issues, Posts } from '../definition/chart-schema.js';
import type { Definition } from '../definition/definition.js';
import type { Field } from '../definition/field.js';
import { managerOf } from '../definition/manager.js';
import type { Path } from '../definition/yaml-file.js';
import { choices, type Report } from './message.js';
import { unknownField, unknownRole } from './unknown-names.js';

/** Columns that a register of issues must have whatever they are for. */
const COLUMNS = ['title', 'detail', 'about', 'owner', 'resolution'];

/** The daily check: who manages and is told, where issues are kept, and where posts. */
export function checkChecks(definition: Definition, report: Report): void {
  const { checks, charts, items, manager } = definition;
  if (manager !== undefined) unknownRole(definition, manager, ['manager'], report);
  checks?.tells?.forEach((role, index) =>
    unknownRole(definition, role, ['checks', 'tells', index], report),
  );
  for (const [name, chart] of Object.entries(charts)) {
    if (chart.posts !== undefined)
      checkPosts(chart, chart.posts, ['charts', name, 'posts'], report);
    if (chart.issues !== undefined)
      checkIssues(chart, chart.issues, ['charts', name, 'issues'], report);
  }
  if (checks?.owner !== undefined || checks?.issues !== undefined) {
    unknownRole(definition, checks.owner ?? managerOf(definition), ['checks', 'owner'], report);
  }
  if (checks?.issues === undefined) return;
  const { issues } = checks;
  const fits = (id: string) => charts[items[id]?.chart ?? '']?.issues !== undefined;
  if (fits(issues)) return;
  const message =
    items[issues] === undefined
      ? `there is no item "${issues}"; ${choices(Object.keys(items).filter(fits), issues)}`
      : `"${issues}" keeps no issues: its chart "${items[issues].chart}" does not say where they stand; give it "issues", or name an item of the chart issue-register of kinds/raid.yaml`;
  report('unknown-name', ['checks', 'issues'], message);
}

function checkPosts(chart: Chart, posts: Posts, at: Path, report: Report): void {
  const { rows, title, status, leads, vacant } = posts;
  const columns = columnsOf(chart, rows, at, report);
  if (columns === null) return;
  for (const column of [title, status, ...(leads === undefined ? [] : [leads])]) {
    unknownField(columns, column, at, report, `register "${rows}"`);
  }
  checkCell(columns, status, vacant, [...at, 'vacant'], report);
}

function checkIssues(chart: Chart, issues: Issues, at: Path, report: Report): void {
  const { rows, status, open, resolved, cells } = issues;
  const columns = columnsOf(chart, rows, at, report);
  if (columns === null) return;
  for (const column of [...COLUMNS, status, ...Object.keys(cells)]) {
    unknownField(columns, column, at, report, `register "${rows}"`);
  }
  checkCell(columns, status, open, [...at, 'open'], report);
  checkCell(columns, status, resolved, [...at, 'resolved'], report);
  Object.entries(cells).forEach(([column, value]) =>
    checkCell(columns, column, value, [...at, 'cells', column], report),
  );
}

/** The columns of a register; null when the chart has none of that name, which is reported. */
function columnsOf(
  { fields }: Chart,
  rows: string,
  at: Path,
  report: Report,
): Record<string, Field> | null {
  unknownField(fields, rows, [...at, 'rows'], report);
  return fields[rows] === undefined ? null : (fields[rows].columns ?? {});
}

/** A value that code writes into a column, or looks for there, has to be one that fits it. */
function checkCell(
  columns: Record<string, Field>,
  name: string,
  value: unknown,
  at: Path,
  report: Report,
): void {
  const column = columns[name];
  if (column === undefined) return;
  for (const { detail } of checkValue(column, value, '')) {
    report('wrong-value', at, `column "${name}": ${detail}`);
  }
}
