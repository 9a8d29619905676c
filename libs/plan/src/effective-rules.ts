import type { IsoDate } from './day-number.js';

/** A rule with the days on which it holds; `to` is the last one, absent while it goes on. */
export interface EffectiveDated {
  readonly from: IsoDate;
  readonly to?: IsoDate | undefined;
}

/** One row of a consultation table; `atMost` is absent where there is no upper limit. */
export interface ConsultationRule extends EffectiveDated {
  readonly jurisdiction: string;
  readonly atLeast: number;
  readonly atMost?: number | undefined;
  readonly days: number;
  readonly source?: string | undefined;
}

/** The rule that holds on a day: of several, the one that began last. Undefined when none does. */
export function ruleInForce<T extends EffectiveDated>(
  rules: readonly T[],
  on: IsoDate,
): T | undefined {
  return rules
    .filter(({ from, to }) => from <= on && (to === undefined || on <= to))
    .reduce<T | undefined>(
      (latest, rule) => (latest === undefined || rule.from > latest.from ? rule : latest),
      undefined,
    );
}

/**
 * The shortest collective consultation, in calendar days, and the row it comes from.
 *
 * The rule is the one in force on the day the redundancies were proposed. Undefined when the table
 * has no row for that jurisdiction, number of people and day: nothing is known, not "no minimum".
 */
export function consultationMinimum(
  table: readonly ConsultationRule[],
  proposal: {
    readonly jurisdiction: string;
    readonly headcount: number;
    readonly proposedOn: IsoDate;
  },
): { days: number; row: ConsultationRule } | undefined {
  const { jurisdiction, headcount, proposedOn } = proposal;
  const rows = table.filter(
    (row) =>
      row.jurisdiction === jurisdiction &&
      headcount >= row.atLeast &&
      (row.atMost === undefined || headcount <= row.atMost),
  );
  const row = ruleInForce(rows, proposedOn);
  return row === undefined ? undefined : { days: row.days, row };
}
