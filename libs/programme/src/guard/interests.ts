import { textOf } from '../definition/json-text.js';
import type { ItemState, JsonObject } from '../model.js';
import { hasEnded, rowsOf, today, type Scope } from './scope.js';

/** An interest that stands in some register: whose it is, and where it is declared. */
export type Interest = { person: string; words: string };

/** Every interest in one of these items that is declared and has not ended. */
export const interestsIn = (about: readonly string[], scope: Scope): Interest[] =>
  Object.values(scope.state.items).flatMap((register) => {
    const rows = scope.compiled.charts[register.chart]?.chart.interests;
    if (rows === undefined) return [];
    return rowsOf(register, rows)
      .filter((row) => !hasEnded(row, today(scope)) && isAbout(row, about))
      .map((row) => interestOf(row, register));
  });

const isAbout = ({ about: items }: JsonObject, about: readonly string[]): boolean =>
  Array.isArray(items) && items.some((one) => about.includes(textOf(one)));

const interestOf = (row: JsonObject, register: ItemState): Interest => ({
  person: textOf(row['person']),
  words: `${textOf(row['person'])} (${textOf(row['id'])} of ${register.title})`,
});
