import type { Chart, Transition } from './chart-schema.js';
import type { Definition } from './definition.js';
import type { Guard } from './guard-schema.js';
import { statesWithin } from './guard-walk.js';

/**
 * A transition with the guards that its duties imply: `separated`, beside the guard of its own, for
 * whoever sends it and for each person whom it names for a duty.
 */
export function withDuty(body: Transition): Transition {
  const named = body.changes.flatMap((change) => ('duty' in change ? [change] : []));
  const separated: Guard[] = [
    ...(body.duty === undefined ? [] : [{ separated: body.duty }]),
    ...named.map((change) => ({ separated: change })),
  ];
  const own = body.guard === undefined ? separated : [body.guard, ...separated];
  const [first] = own;
  if (separated.length === 0 || first === undefined) return body;
  return { ...body, guard: own.length === 1 ? first : { all: own } };
}

/** The groups of a chart in which a duty stands: nobody performs two duties of one group. */
export const groupsOf = (chart: Chart | undefined, duty: string): string[][] =>
  (chart?.separate ?? []).filter((group) => group.includes(duty));

/** What a group is called wherever it is kept: its duties, in the order of the alphabet. */
export const groupName = (group: readonly string[]): string => group.toSorted().join(' ');

/** Every duty that a step of the chart performs or names a person for, the creation of its items, or a value recorded on them. */
export function dutiesPerformed(definition: Definition, chart: string): Set<string> {
  const all = Object.entries(definition.charts).flatMap(([name, each]) =>
    transitionsOf(each).flatMap((body) => [
      ...(name === chart && body.duty !== undefined ? [body.duty] : []),
      ...body.changes.flatMap((change) => {
        if ('duty' in change) return name === chart ? [change.duty] : [];
        const created = 'createItem' in change ? change.createItem : undefined;
        return created?.chart === chart ? (created.duty ?? []) : [];
      }),
    ]),
  );
  const { fields, recordedBy } = definition.charts[chart] ?? { fields: {}, recordedBy: [] };
  const recorded = Object.values(fields).flatMap(({ duty }) => duty ?? []);
  return new Set([...all, ...(recordedBy.length > 0 ? recorded : [])]);
}

function transitionsOf(chart: Chart): Transition[] {
  const states = statesWithin(chart.states).map(([, state]) => state.on);
  return [chart.on, ...states].flatMap((on) => Object.values(on).flat());
}
