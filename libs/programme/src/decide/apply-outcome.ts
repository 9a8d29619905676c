import { textOf } from '../definition/json-text.js';
import type { RevealedEntry } from '#ledger';
import { CORRECT } from '../definition/approval.js';
import { isObject } from '../guard/scope.js';
import type { ItemState, Json, JsonObject, ValueMark } from '../model.js';
import { unwrapped, type Outcome } from './outcome.js';

/** What an entry says of where its values come from. */
type Told = Pick<RevealedEntry, 'event' | 'guards'> & { sequence?: number };

/** One outcome applied to the item it speaks of: the closed list, and nothing else. */
export function applied(item: ItemState, change: Outcome, happened: Told): ItemState {
  switch (change.op) {
    case 'set': {
      const value = unwrapped(change.value);
      if (change.rows !== undefined) {
        const cells = { [change.field]: value };
        const at = `${change.rows}.${change.row ?? ''}.${change.field}`;
        return withRows(marked(item, at, happened, change.sources), change.rows, (rows) =>
          rowChanged(rows, change.row ?? '', cells),
        );
      }
      const { [change.field]: _known, ...unknown } = item.unknown;
      return {
        ...marked(item, change.field, happened, change.sources),
        data: { ...item.data, [change.field]: value },
        unknown,
      };
    }
    case 'append': {
      const row = { mark: markOf(happened).mark, ...(unwrapped(change.row) as JsonObject) };
      const at = `${change.rows}.${textOf(change.row['id'])}`;
      return withRows(marked(item, at, happened), change.rows, (rows) => [...rows, row]);
    }
    case 'endDate':
      return withRows(item, change.rows, (rows) =>
        rowChanged(rows, change.row, { until: change.until }),
      );
    case 'duty':
      return { ...item, duties: withPersons(item.duties, change.duty, change.persons) };
    case 'closeItem':
      return { ...item, closed: true };
    case 'open':
    case 'seed':
    case 'createItem':
      return item; // handled where whole items are: openItem and changeItem
    default:
      return change satisfies never;
  }
}

const withPersons = (duties: ItemState['duties'], duty: string, persons: readonly string[]) => ({
  ...duties,
  [duty]: [...new Set([...(duties[duty] ?? []), ...persons])],
});

function withRows(
  item: ItemState,
  name: string,
  change: (rows: JsonObject[]) => JsonObject[],
): ItemState {
  const value = item.data[name];
  const rows = Array.isArray(value) ? value.filter(isObject) : [];
  return { ...item, data: { ...item.data, [name]: change(rows) } };
}

const rowChanged = (rows: JsonObject[], id: string, cells: JsonObject) =>
  rows.map((row) => (row['id'] === id ? { ...row, ...cells } : row));

const marked = (item: ItemState, at: string, happened: Told, sources?: Json[]): ItemState => ({
  ...item,
  marks: { ...item.marks, [at]: markOf(happened, sources) },
});

export const enteredBy = ({ sequence }: { sequence?: number }) =>
  sequence === undefined ? {} : { entry: sequence };

/** Where a value that an entry brought comes from. */
export function markOf(happened: Told, sources: Json[] = []): ValueMark {
  const named = sources.map((source) => textOf(unwrapped(source)));
  return {
    mark: happened.event?.mark ?? 'recorded',
    sources: named,
    ...enteredBy(happened),
    ...(isApprovedCorrection(happened) && { together: true }),
  };
}

const isApprovedCorrection = ({ event, guards }: Told): boolean =>
  event?.type === CORRECT && guards.some(({ guard }) => guard === 'approved');
