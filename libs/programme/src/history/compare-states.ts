import { canonicalJson } from '#ledger';
import { stateWords } from '../chart/state-value.js';
import type { ItemState, Json, ProgrammeState } from '../model.js';

/** A value that differs; `row` names the row of a register, and is null for a value as a whole. */
export type ValueDifference = { field: string; row: string | null; was: Json; is: Json };

/** In what an item differs between two states of a programme. */
export type ItemDifference = {
  item: string;
  title: string;
  change: 'added' | 'removed' | 'changed';
  /** In words; null on the side where the item was not there, and both when the state is the same. */
  state: { was: string | null; is: string | null };
  values: ValueDifference[];
};

/** What differs, item by item in the order of the later state; removed items come last. */
export function compareStates(was: ProgrammeState, is: ProgrammeState): ItemDifference[] {
  const here = Object.values(is.items).map((item) => compareItems(was.items[item.id], item));
  const gone = Object.values(was.items)
    .filter(({ id }) => is.items[id] === undefined)
    .map((item) => compareItems(item, undefined));
  return [...here, ...gone].flatMap((each) => each ?? []);
}

function compareItems(
  was: ItemState | undefined,
  is: ItemState | undefined,
): ItemDifference | null {
  const item = is ?? was;
  if (item === undefined) return null;
  const [before, after] = [was, is].map((each) => (each ? stateWords(each.value) : null));
  const state =
    before === after ? { was: null, is: null } : { was: before ?? null, is: after ?? null };
  const values = compareData(was?.data ?? {}, is?.data ?? {});
  if (was !== undefined && is !== undefined && before === after && values.length === 0) return null;
  const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
  return { item: item.id, title: item.title, change, state, values };
}

function compareData(was: ItemState['data'], is: ItemState['data']): ValueDifference[] {
  const fields = new Set([...Object.keys(is), ...Object.keys(was)]);
  return [...fields].flatMap((field) =>
    compareValues(field, was[field] ?? null, is[field] ?? null),
  );
}

function compareValues(field: string, was: Json, is: Json): ValueDifference[] {
  if (same(was, is)) return [];
  const [before, after] = [rowsById(was), rowsById(is)];
  if (before === null || after === null) return [{ field, row: null, was, is }];
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((row) => {
    const [old, now] = [before.get(row) ?? null, after.get(row) ?? null];
    return same(old, now) ? [] : [{ field, row, was: old, is: now }];
  });
}

/** The rows of a register by id; null for what is no register. A value not there yet has no rows. */
function rowsById(value: Json): Map<string, Json> | null {
  if (value === null) return new Map();
  if (!Array.isArray(value)) return null;
  const list: readonly Json[] = value;
  const rows = list.flatMap((row): [string, Json][] => {
    if (typeof row !== 'object' || row === null || !('id' in row)) return [];
    return typeof row.id === 'string' ? [[row.id, row]] : [];
  });
  return rows.length === list.length ? new Map(rows) : null;
}

const same = (one: Json, other: Json): boolean => canonicalJson(one) === canonicalJson(other);
