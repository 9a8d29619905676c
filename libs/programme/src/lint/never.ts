import type { Definition, Item } from '../definition/definition.js';
import type { Guard } from '../definition/guard-schema.js';
import type { Exploration } from './explore.js';
import { activePaths } from '../chart/state-value.js';
import { contradictsItself } from './exclusive.js';
import type { Report } from './message.js';
import { placedSteps, type PlacedStep } from './steps.js';

/** Guards that cannot hold whatever happens, each with the reason. */
export function checkNever(
  definition: Definition,
  explorations: Map<string, Exploration>,
  report: Report,
): void {
  const reached = new Map(
    [...explorations].map(([name, found]) => [
      name,
      new Set([...found.values.values()].flatMap((value) => activePaths(value))),
    ]),
  );
  for (const [name, chart] of Object.entries(definition.charts)) {
    for (const step of placedSteps(name, chart)) {
      if (step.body.guard === undefined) continue;
      const why = never(step.body.guard, { definition, step, chart: name, reached, item: null });
      if (why !== null) {
        const message = `${step.event} can never happen: ${why}`;
        report('never-holds', [...step.path, 'guard'], message);
      }
    }
  }
  for (const [id, item] of Object.entries(definition.items)) {
    for (const [own, guard] of Object.entries(item.guards)) {
      const about: About = { definition, step: null, chart: item.chart, reached, item };
      const why = never(guard, about);
      if (why === null) continue;
      report('never-holds', ['items', id, 'guards', own], `"${own}" can never hold: ${why}`);
    }
  }
}

type About = {
  definition: Definition;
  step: PlacedStep | null;
  chart: string;
  reached: Map<string, Set<string>>;
  item: Item | null;
};

/** Why a guard can never hold, or null when it may. */
function never(guard: Guard, about: About): string | null {
  if ('all' in guard) {
    const part = guard.all.map((inner) => never(inner, about)).find((why) => why !== null);
    return part ?? (contradictsItself(guard) ? 'its conditions exclude each other' : null);
  }
  if ('any' in guard) {
    const parts = guard.any.map((inner) => never(inner, about));
    return parts.every((why) => why !== null) ? parts.join(', and ') : null;
  }
  if ('not' in guard) return null;
  if ('own' in guard) return neverOwn(guard.own, about);
  if ('approved' in guard && about.step?.by !== 'person') {
    return 'only an event that a person sends can be asked approval for';
  }
  if ('onScale' in guard && Object.keys(about.definition.scales ?? {}).length === 0) {
    return 'the definition declares no "scales"';
  }
  if ('itemIn' in guard) return neverIn(guard.itemIn, about);
  if ('compare' in guard) {
    const { left, op, right } = guard.compare;
    const same = JSON.stringify(left) === JSON.stringify(right);
    return same && ['ne', 'lt', 'gt'].includes(op)
      ? `it compares ${JSON.stringify(left)} with itself`
      : null;
  }
  if ('count' in guard) {
    const { atLeast = 0, atMost = Infinity } = guard.count;
    return atLeast > atMost ? `at least ${atLeast} and at most ${atMost}` : null;
  }
  if ('distinctPersons' in guard) {
    const operands = guard.distinctPersons.between.map((each) => JSON.stringify(each));
    return new Set(operands).size < operands.length ? 'it compares a person with itself' : null;
  }
  return neverBrought(guard, about.step);
}

/** Guards on what the event brings along: the event must be able to bring it. */
function neverBrought(guard: Guard, step: PlacedStep | null): string | null {
  if (step === null) return null;
  const asks: [boolean, string, string[]][] = [
    ['reasonGiven' in guard, 'reason', ['text']],
    ['decisionRecorded' in guard, 'decision', ['decision']],
    ['regionsNamed' in guard, 'regions', ['names']],
    ['changeApproved' in guard, 'change', ['item', 'label']],
    ['evidence' in guard, 'evidence', ['evidence']],
  ];
  if (step.by === 'system' && 'personActs' in guard) return 'the system is no person';
  for (const [asked, name, types] of asks) {
    if (!asked) continue;
    if (step.by === 'system') return `a rule of the system brings no "${name}"`;
    const field = step.body.payload[name];
    if (field === undefined) return `its payload declares no "${name}"`;
    if (!types.includes(field.type))
      return `its "${name}" is of type ${field.type}, not ${types.join(' or ')}`;
  }
  return null;
}

function neverOwn(name: string, about: About): string | null {
  const items = Object.values(about.definition.items).filter((item) => item.chart === about.chart);
  return items.length === 0 || items.some((item) => item.guards[name] !== undefined)
    ? null
    : `no item of chart "${about.chart}" names a condition "${name}"`;
}

function neverIn(guard: { item: string; states: string[] }, about: About): string | null {
  const chart = guard.item === 'self' ? about.chart : about.definition.items[guard.item]?.chart;
  const reached = chart === undefined ? undefined : about.reached.get(chart);
  if (reached === undefined || guard.states.some((state) => reached.has(state))) return null;
  return `"${guard.item}" never gets to ${guard.states.join(' or ')}`;
}
