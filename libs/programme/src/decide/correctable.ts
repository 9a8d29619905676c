import type { CompiledDefinition } from '../chart/compile.js';
import {
  APPROVAL,
  approvalAsked,
  actingRoles,
  type ApprovedGuard,
} from '../definition/approval.js';
import type { Field } from '../definition/field.js';
import type { Guard } from '../definition/guard-schema.js';
import { guardsWithin } from '../definition/guard-walk.js';
import { placesOf } from '../guard/brought-by.js';
import type { ItemState, Json } from '../model.js';
import { deciding, waysTo, type ValuePlace, type Way } from './deciding-ways.js';
import { heldFast } from './held-fast.js';
import { addressees } from './permit.js';
import { isRecordable } from './record-value.js';
import { askedOfValue } from './asked-of-value.js';

/**
 * Who may set a value right. `alone`: whoever records values, as it was recorded. `together`: they,
 * once another has approved it who holds what deciding on it took. `never`: it is not corrected, and
 * `why` says what to do instead.
 */
export type Correctable =
  | { how: 'alone' }
  | {
      how: 'together';
      approved: ApprovedGuard;
      /** What the events that decide on the value ask of it, asked of the payload's `value`. */
      asks: Guard | null;
      /** The fields of those events that bring it: a correction fits one of them, where there are any. */
      brings: Field[];
      words: string;
    }
  | { how: 'never'; why: string };

/** A value that a correction names: its type, and the row where it is a cell of a register. */
export type NamedValue = { name: string; row: Json | undefined; field: Field };

/** How many days the approval of a correction is valid where deciding took none. */
const VALID_DAYS = 30;

/**
 * Who may correct a value of an item as it stands. What somebody recorded with a source is set right
 * as it was recorded; what an event decided takes two persons again; what others rest on as it was
 * given stands.
 */
export function correctable(
  compiled: CompiledDefinition,
  item: ItemState,
  { name, row, field }: NamedValue,
): Correctable {
  const chart = compiled.charts[item.chart]?.chart;
  if (chart === undefined) return never(`no chart "${item.chart}" says what "${name}" is`);
  const isCell = row !== undefined;
  if (field.correctable === true) return { how: 'alone' };
  if (field.correctable === undefined && isRecordable(chart, field, name, isCell)) {
    if (wasRecorded(item, name, row)) return { how: 'alone' };
  }
  const [register = '', column = ''] = name.split('.');
  const place: ValuePlace = isCell
    ? { chart: item.chart, register, name: column }
    : { chart: item.chart, register: null, name };
  const fast = heldFast(compiled, place, field);
  if (fast !== null) return never(fast);
  if (isOpening(item, name, row)) {
    return never(
      'no event decided it: it stands since the programme was opened, or was moved to this version',
    );
  }
  return together(compiled, item, waysTo(compiled, place));
}

const never = (why: string): Correctable => ({ how: 'never', why });

function together(compiled: CompiledDefinition, item: ItemState, all: Way[]): Correctable {
  const ways = deciding(all);
  const obstacle = obstacleOf(ways) ?? stateOf(all);
  if (obstacle !== null) return never(obstacle);
  if (compiled.charts[APPROVAL] === undefined) {
    return never('two persons put it right, and this programme has no approvals to ask for');
  }
  const by = [...new Set(ways.flatMap((way) => approversOf(compiled, item, way)))];
  if (by.length === 0) return never('nobody holds a role by which it was decided');
  const asked = ways.flatMap(({ step }) => approvalAsked(step.body.guard) ?? []);
  const asks = askedOfValue(ways);
  if (asks === 'apart') {
    return never(`it holds only with what else ${eventsOf(ways)} brings; that event decides again`);
  }
  return {
    how: 'together',
    approved: {
      by,
      atLeast: Math.max(1, ...asked.map(({ atLeast }) => atLeast)),
      validDays: Math.min(VALID_DAYS, ...asked.map(({ validDays }) => validDays)),
      reject: 'any',
    },
    asks,
    brings: ways.flatMap(({ step, source }) => {
      const field =
        'payload' in source && step.by === 'person' && step.body.payload[source.payload];
      return field ? [field] : [];
    }),
    words: `${eventsOf(ways)} decided it, so two persons put it right`,
  };
}

/** Words of a guard by which a body, a gate or a change decides: no two persons stand in for them. */
const BODIES = ['decisionRecorded', 'majority', 'quorum', 'gateApproved', 'changeApproved'];

/** Why no two persons may set right what these ways decide; null where they may. */
function obstacleOf(ways: readonly Way[]): string | null {
  const events = eventsOf(ways);
  if (ways.length === 0) return 'no event of this programme sets it';
  if (ways.some(({ by }) => by === 'elsewhere')) {
    return `${events} of another item decides on it; it follows that`;
  }
  if (ways.every(({ step }) => step.by === 'system')) {
    return `the system sets it by ${events}; it follows what that looks at`;
  }
  const decided = ways.find(({ step }) =>
    guardsWithin(step.body.guard ?? { all: [] }).some((each) =>
      BODIES.some((word) => word in each),
    ),
  );
  return decided === undefined
    ? null
    : `a body, a gate or a change decided it by ${decided.step.event}; they decide again`;
}

/** Why a value is rather a state, which events of its own move; null where it is a fact that one brought. */
function stateOf(ways: readonly Way[]): string | null {
  const moving = ways.filter(
    ({ step, source }) =>
      step.by === 'person' && !('payload' in source || 'occurredOn' in source || 'today' in source),
  );
  return moving.length === 0
    ? null
    : `it says what ${eventsOf(moving)} came to, and stands as long as that does`;
}

const eventsOf = (ways: readonly Way[]): string =>
  [...new Set(ways.filter(({ step }) => step.by === 'person').map(({ step }) => step.event))].join(
    ' or ',
  ) || [...new Set(ways.map(({ step }) => step.event))].join(' or ');

/** Roles that are granted, whose holders decided by this way: who approved, where that was needed. */
function approversOf({ definition }: CompiledDefinition, item: ItemState, way: Way): string[] {
  if (way.step.by === 'system') return [];
  const { roles, guard } = way.step.body;
  const acting = actingRoles(definition);
  const meant = (approvalAsked(guard)?.by ?? roles).flatMap((role) => {
    const relative = definition.roles[role]?.relative;
    if (relative !== undefined && 'anyone' in relative) return acting;
    if (relative !== undefined && way.by !== 'itself') return []; // held through the other item
    return addressees(definition, item, role).roles;
  });
  return meant.filter((role) => acting.includes(role));
}

/** Whether somebody recorded a value with its source, as opposed to deciding on it. */
function wasRecorded(item: ItemState, name: string, row: Json | undefined): boolean {
  const mark = markAt(item, name, row);
  if (mark === undefined || mark.together === true) return false;
  return mark.sources.length > 0 && mark.entry !== item.marks['']?.entry;
}

/** Whether a value stands as its item was opened, or as a migration filled it in. */
function isOpening(item: ItemState, name: string, row: Json | undefined): boolean {
  const [mark] = placesOf(name, row).flatMap((place) => item.marks[place] ?? []);
  if (mark === undefined) return false;
  return mark.entry === undefined || mark.entry === item.marks['']?.entry;
}

const markAt = (item: ItemState, name: string, row: Json | undefined) =>
  item.marks[placesOf(name, row)[0] ?? ''];
