import type { Chart, Transition } from './chart-schema.js';
import type { Definition } from './definition.js';
import type { Guard } from './guard-schema.js';
import { statesWithin } from './guard-walk.js';

/** A transition with the guard that its duty implies: `separated`, beside the guard of its own. */
export function withDuty(body: Transition): Transition {
  if (body.duty === undefined) return body;
  const separated: Guard = { separated: body.duty };
  const guard = body.guard === undefined ? separated : { all: [body.guard, separated] };
  return { ...body, guard };
}

/** The groups of a chart in which a duty stands: nobody performs two duties of one group. */
export const groupsOf = (chart: Chart | undefined, duty: string): string[][] =>
  (chart?.separate ?? []).filter((group) => group.includes(duty));

/** What a group is called wherever it is kept: its duties, in the order of the alphabet. */
export const groupName = (group: readonly string[]): string => group.toSorted().join(' ');

/** Every duty that a step of the chart performs, the creation of its items, or a value recorded on them. */
export function dutiesPerformed(definition: Definition, chart: string): Set<string> {
  const all = Object.entries(definition.charts).flatMap(([name, each]) =>
    transitionsOf(each).flatMap((body) => [
      ...(name === chart && body.duty !== undefined ? [body.duty] : []),
      ...body.changes.flatMap((change) =>
        'createItem' in change && change.createItem.chart === chart
          ? (change.createItem.duty ?? [])
          : [],
      ),
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
