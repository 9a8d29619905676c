import type { IsoDate } from '#plan';
import type { RuleTable } from '../definition/definition.js';
import type { JsonObject } from '../model.js';

/** The row of an effective-dated rule in force on a day, for the values asked. */
export function ruleRow(
  table: RuleTable,
  on: IsoDate,
  values: JsonObject,
): RuleTable['rows'][number] | undefined {
  return table.rows.find(
    (row) =>
      (row.from === undefined || on >= row.from) &&
      (row.until === undefined || on < row.until) &&
      Object.entries(row.when).every(([name, value]) => values[name] === value) &&
      Object.entries(row.atLeast).every(([name, least]) => Number(values[name]) >= least) &&
      Object.entries(row.atMost).every(([name, most]) => Number(values[name]) <= most),
  );
}
