import { hasItemEnded } from '../chart/ended.js';
import { APPROVAL } from '../definition/approval.js';
import { textOf } from '../definition/json-text.js';
import type { Field } from '../definition/field.js';
import { isObject } from '../guard/scope.js';
import type { ItemState, Json, ProgrammeState } from '../model.js';
import type { Blocker } from './map-items.js';
import type { Versions } from './versions.js';

/** Names that open items rest on and that the new version does not have: roles, profiles, items. */
export function missingNames(versions: Versions, after: ProgrammeState): Blocker[] {
  return Object.values(after.items).flatMap((item) => {
    const chart = versions.to.charts[item.chart];
    if (chart === undefined || hasItemEnded(chart, item)) return [];
    const wanting = [
      ...roles(versions, item),
      ...profile(versions, item),
      ...items(versions, item, after),
    ];
    return wanting.map((why) => ({
      item: item.id,
      message: `${item.title} (${item.id}): ${why}`,
    }));
  });
}

function roles({ to }: Versions, item: ItemState): string[] {
  const gone = (role: Json): role is string =>
    typeof role === 'string' && to.definition.roles[role] === undefined;
  const approvers = item.chart === APPROVAL ? item.data['approvers'] : [];
  const needed = (Array.isArray(approvers) ? approvers : []).filter(gone);
  return [
    ...needed.map(
      (role) => `it is open and needs role "${role}", which that version does not have`,
    ),
    ...named(to.definition.charts[item.chart]?.fields, item, 'role')
      .filter(([, role]) => gone(role))
      .map(
        ([field, role]) =>
          `its field "${field}" names role "${textOf(role)}", which that version does not have`,
      ),
  ];
}

function profile({ to }: Versions, item: ItemState): string[] {
  const field = to.definition.charts[item.chart]?.schedule?.profile;
  const name = field === undefined ? null : item.data[field];
  if (typeof name !== 'string' || to.definition.profiles[name] !== undefined) return [];
  return [`its reminders follow profile "${name}", which that version does not have`];
}

function items({ to }: Versions, item: ItemState, after: ProgrammeState): string[] {
  const fields = to.definition.charts[item.chart]?.fields;
  const references = [
    ...named(fields, item, 'item'),
    ...named(fields, item, 'items').flatMap(([field, ids]) =>
      (Array.isArray(ids) ? ids : []).map((id): [string, Json] => [field, id]),
    ),
    ...named(fields, item, 'plannedDate').map(([field, date]): [string, Json] => {
      const base = isObject(date) ? date['relativeTo'] : null;
      return [field, isObject(base) ? (base['item'] ?? null) : null];
    }),
  ];
  return references
    .filter(([, id]) => typeof id === 'string' && after.items[id] === undefined)
    .filter(([, id]) => after.retired?.[textOf(id)] !== undefined)
    .map(([field, id]) => `its field "${field}" names item "${textOf(id)}", which is removed`);
}

const named = (
  fields: Record<string, Field> | undefined,
  item: ItemState,
  type: Field['type'],
): [string, Json][] =>
  Object.entries(fields ?? {})
    .filter(([, field]) => field.type === type)
    .map(([name]) => [name, item.data[name] ?? null]);
