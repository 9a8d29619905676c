import type { Definition, Item } from '../definition/definition.js';
import { guardsWithin } from '../definition/guard-walk.js';
import type { Path } from '../definition/yaml-file.js';
import { checkGuard } from './guard-names.js';
import { choices, type Report } from './message.js';
import { placedSteps, type PlacedStep } from './steps.js';

/**
 * Names within an item's own guards, as within its chart's. What an own guard may take from a payload
 * depends on the events that ask for it, so it is checked for each of them.
 */
export function checkOwnGuards(
  definition: Definition,
  id: string,
  item: Item,
  report: Report,
): void {
  const chart = definition.charts[item.chart];
  if (chart === undefined) return;
  const asked = askedFor(placedSteps(item.chart, chart), item);
  for (const [name, guard] of Object.entries(item.guards)) {
    const path: Path = ['items', id, 'guards', name];
    const steps = asked.filter((each) => each.own === name).map(({ step }) => step);
    if (steps.length === 0) {
      const known = new Set(asked.map(({ own }) => own));
      const message = `nothing in chart "${item.chart}" asks for a condition "${name}"; ${choices(known, name)}`;
      report('unknown-name', path, message);
    }
    const told = new Set<string>();
    const once: Report = (rule, where, message) => {
      if (told.has(message)) return;
      told.add(message);
      report(rule, where, message);
    };
    for (const inner of guardsWithin(guard)) {
      steps.forEach((step) => checkGuard(definition, chart, step, inner, once, path));
    }
  }
}

/** The own conditions that each step asks for, also by way of another of them. */
const askedFor = (steps: readonly PlacedStep[], item: Item): { own: string; step: PlacedStep }[] =>
  steps.flatMap((step) =>
    (step.body.guard === undefined ? [] : guardsWithin(step.body.guard, item)).flatMap((guard) =>
      'own' in guard ? [{ own: guard.own, step }] : [],
    ),
  );
