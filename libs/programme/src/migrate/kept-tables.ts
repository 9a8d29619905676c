import type { IsoDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { tableText } from '../schedule/adoption.js';
import { adoptedTables, drawnTables } from '../schedule/calendars.js';
import type { ProgrammeState } from '../model.js';

/** A table that a programme has adopted and that goes on counting its days, over the version's own. */
export type TableKept = {
  calendar: string;
  /** The title of the table that stands, and since which day where the register says it. */
  title: string;
  since: IsoDate | null;
  /** The title of the table of the version, which does not count. */
  over: string;
};

/**
 * Adopted tables that stand over another table which a version brings for their calendar: one that
 * differs from what was adopted, and from what the version before had.
 */
export function keptTables(
  from: CompiledDefinition,
  to: CompiledDefinition,
  items: ProgrammeState['items'],
): TableKept[] {
  const had = drawnTables(from.definition);
  const brings = drawnTables(to.definition);
  return [...adoptedTables(to, items)].flatMap(([calendar, { table, since }]) => {
    const own = brings.get(calendar);
    if (own === undefined || tableText(own) === tableText(table)) return [];
    const before = had.get(calendar);
    if (before !== undefined && tableText(before) === tableText(own)) return [];
    return [{ calendar, title: table.title, since, over: own.title }];
  });
}
