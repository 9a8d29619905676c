import { canonicalJson } from '#ledger';
import type { CompiledDefinition } from '../chart/compile.js';
import type { Field } from '../definition/field.js';
import type { Item } from '../definition/definition.js';
import { checkValue } from '../decide/payload.js';
import { hidden } from '../decide/outcome.js';
import { openingOf } from '../decide/open.js';
import type { ItemState, Json } from '../model.js';
import type { FilledField, MigrationOutcome } from './migration-outcome.js';
import { renamedWithin } from './renamed-within.js';
import type { Versions } from './versions.js';

/** What becomes of the fields of one item. */
export type FieldsMoved = {
  outcomes: MigrationOutcome[];
  /** Fields that the new chart has and the item had no value for, with their opening values. */
  filled: FilledField[];
  renamed: { field: string; to: string }[];
  /** Fields that the new chart does not have: the value stays with the item and is used no more. */
  setAside: { field: string; value: Json }[];
  problems: string[];
};

/** Moves the data of an item to its chart in the new version. `id` is its id there. */
export function mapFields(versions: Versions, item: ItemState, id: string, chart: string) {
  const moved: FieldsMoved = { outcomes: [], filled: [], renamed: [], setAside: [], problems: [] };
  const fields = versions.to.charts[chart]?.chart.fields ?? {};
  const data = renameFields(versions, item, id, chart, moved);
  const opening = openings(versions.to, id, fields);
  for (const [name, field] of Object.entries(fields)) {
    const value = data.get(name);
    if (value === undefined) {
      const filled = opening(name);
      moved.filled.push(filled);
      moved.outcomes.push(fillOf(id, field, filled));
    } else if (isReopened(versions, item, { id, chart, name, field, value })) {
      const filled = opening(name);
      moved.filled.push(filled);
      moved.outcomes.push(fillOf(id, field, filled));
    } else keepField(versions, item, { id, chart, name, field, value }, moved);
  }
  const before = versions.from.charts[item.chart]?.chart.fields ?? {};
  for (const [name, value] of data) {
    if (fields[name] === undefined && before[name] !== undefined) {
      moved.setAside.push({ field: name, value });
    }
  }
  return moved;
}

function renameFields(
  { mapping }: Versions,
  item: ItemState,
  id: string,
  chart: string,
  moved: FieldsMoved,
): Map<string, Json> {
  const data = new Map(Object.entries(item.data));
  for (const [field, to] of Object.entries(mapping.fields[chart] ?? {})) {
    const value = data.get(field);
    if (value === undefined || field === to) continue;
    if (data.has(to)) {
      moved.problems.push(`its field "${field}" is mapped to "${to}", which has a value already`);
      continue;
    }
    data.delete(field);
    data.set(to, value);
    moved.renamed.push({ field, to });
    moved.outcomes.push({ op: 'renameField', item: id, field, to });
  }
  return data;
}

type Kept = { id: string; chart: string; name: string; field: Field; value: Json };

/**
 * Whether a field still holds the opening value of the version before, and has another one there. What
 * somebody has recorded since is never replaced.
 */
function isReopened(versions: Versions, item: ItemState, { id, chart, name, value }: Kept) {
  const mark = item.marks[name]?.mark;
  if (mark === 'recorded' || mark === 'assumed') return false;
  const key = `${id} ${name}`;
  const known = versions.reopened.get(key) ?? reopened(versions, item, { id, chart, name });
  versions.reopened.set(key, known);
  return known !== 'same' && canonicalJson(value) === known;
}

/** The opening value that is replaced, in canonical text; `same` where none is. */
function reopened(
  { from, to, mapping }: Versions,
  item: ItemState,
  { id, chart, name }: Pick<Kept, 'id' | 'chart' | 'name'>,
): string {
  const was = from.definition.items[item.id];
  const now = to.definition.items[id];
  if (was === undefined || now === undefined) return 'same';
  const names = Object.entries(mapping.fields[chart] ?? {});
  const before = names.find(([, to]) => to === name)?.[0] ?? name;
  const text = (opening: Item, field: string, of: Record<string, Field> | undefined) =>
    canonicalJson(openingOf(opening, field, of?.[field]).value);
  const fields = from.charts[was.chart]?.chart.fields;
  if (fields?.[before] === undefined) return 'same';
  const old = text(was, before, fields);
  const renamed = renamedWithin(fields[before], JSON.parse(old) as Json, mapping.items);
  const isSame = canonicalJson(renamed) === text(now, name, to.charts[chart]?.chart.fields);
  return isSame ? 'same' : old;
}

function keepField(
  versions: Versions,
  item: ItemState,
  { id, chart, name, field, value }: Kept,
  moved: FieldsMoved,
): void {
  if (value === null) return;
  if (!versions.isSameField(item.chart, chart, name)) {
    const [problem] = checkValue(field, value, '');
    if (problem !== undefined) {
      // Problems are kept with the request; free text is not repeated in them.
      const detail = hidden(field, value) === value ? `: ${problem.detail}` : '';
      moved.problems.push(
        `its field "${name}" is of type ${field.type} there, and what it holds does not fit${detail}`,
      );
      return;
    }
  }
  const now = renamedWithin(field, value, versions.mapping.items);
  if (now === value) return;
  const { mark = 'recorded', sources = [] } = item.marks[name] ?? {};
  moved.outcomes.push(fillOf(id, field, { field: name, value: now, mark, sources }));
}

const fillOf = (item: string, field: Field, filled: FilledField): MigrationOutcome => ({
  op: 'fillField',
  item,
  ...filled,
  value: hidden(field, filled.value),
});

/** Opening values of an item: as the definition has them, or none for an item that an event created. */
export function openings(
  { definition }: CompiledDefinition,
  id: string,
  fields: Record<string, Field>,
): (field: string) => FilledField {
  const item: Pick<Item, 'data' | 'mark' | 'sources'> = definition.items[id] ?? {
    data: {},
    mark: 'proposed',
    sources: [],
  };
  return (name) => openingOf(item, name, fields[name]);
}
