import type { Guard, ItemHere, ItemRef, Operand, Selection } from './guard-schema.js';
import type { Item } from './definition.js';
import type { State } from './chart-schema.js';

/** Every guard within a guard, itself first; `own` guards are followed into the item. */
export function guardsWithin(guard: Guard, item?: Item): Guard[] {
  if ('all' in guard) return [guard, ...guard.all.flatMap((inner) => guardsWithin(inner, item))];
  if ('any' in guard) return [guard, ...guard.any.flatMap((inner) => guardsWithin(inner, item))];
  if ('not' in guard) return [guard, ...guardsWithin(guard.not, item)];
  if ('own' in guard) {
    const own = item?.guards[guard.own];
    return own === undefined ? [guard] : [guard, ...guardsWithin(own, item)];
  }
  return [guard];
}

/** Ids of other items that a guard looks at; `self` is left out. */
export function itemsSeen(guard: Guard): string[] {
  const seen: (string | undefined)[] = [];
  const selection = (each: Selection) => seen.push('rows' in each ? each.item : undefined);
  const operand = (each: Operand) => {
    if ('field' in each) seen.push(each.item);
    if ('count' in each) selection(each.count);
  };
  if ('itemIn' in guard) seen.push(guard.itemIn.item);
  if ('known' in guard) seen.push(guard.known.item);
  if ('gateApproved' in guard && typeof guard.gateApproved.gate === 'string') {
    seen.push(guard.gateApproved.gate);
  }
  if ('count' in guard) selection(guard.count.of);
  if ('every' in guard) selection(guard.every.of);
  if ('majority' in guard) [guard.majority.of, guard.majority.among].forEach(selection);
  if ('quorum' in guard) selection(guard.quorum.of);
  operandsOf(guard).forEach(operand);
  return seen.filter((id) => id !== undefined && id !== 'self') as string[]; // filtered
}

/** Charts whose items a guard looks at as a whole. */
export function chartsSeen(guard: Guard): string[] {
  const selections = selectionsOf(guard);
  return selections.flatMap((each) => ('items' in each ? [each.items] : []));
}

export function selectionsOf(guard: Guard): Selection[] {
  const counts = operandsOf(guard).flatMap((each) =>
    'count' in each ? [each.count] : 'latest' in each ? [each.latest] : [],
  );
  if ('count' in guard) return [guard.count.of, ...counts];
  if ('every' in guard) return [guard.every.of, ...counts];
  if ('majority' in guard) return [guard.majority.of, guard.majority.among];
  if ('quorum' in guard) return [guard.quorum.of, ...counts];
  if ('decisionRecorded' in guard && guard.decisionRecorded.votes !== undefined) {
    return [guard.decisionRecorded.votes.of, ...counts];
  }
  return counts;
}

export function operandsOf(guard: Guard): Operand[] {
  if ('compare' in guard) return [guard.compare.left, guard.compare.right];
  if ('share' in guard) return [guard.share.part, guard.share.whole];
  if ('distinctPersons' in guard) return guard.distinctPersons.between;
  if ('quorum' in guard) return [guard.quorum.needs];
  if ('withinDays' in guard) return [guard.withinDays.date];
  if ('decisionRecorded' in guard) {
    const { quorum, votes } = guard.decisionRecorded;
    return [quorum, votes?.needs].filter((each) => each !== undefined);
  }
  if ('happened' in guard) return [guard.happened.after];
  if ('onScale' in guard) return [guard.onScale.rating, guard.onScale.scale];
  if ('dateReached' in guard) {
    return typeof guard.dateReached.date === 'string' ? [] : [guard.dateReached.date];
  }
  if ('elapsed' in guard) {
    const { since, days, workingDays } = guard.elapsed;
    return [since, days, workingDays].filter((each) => typeof each === 'object');
  }
  if ('ruleResolved' in guard) {
    return [guard.ruleResolved.on, ...Object.values(guard.ruleResolved.match)];
  }
  return [];
}

/** Where the ids and values stand that an operand refers to. */
export function refsOf(operand: Operand): ItemRef[] {
  if ('its' in operand) return [operand.of];
  if ('version' in operand) return refOf(operand.version);
  if ('revision' in operand) return refOf(operand.revision);
  if ('ruleDays' in operand) {
    return [operand.ruleDays.on, ...Object.values(operand.ruleDays.match)];
  }
  return [];
}

/** Where the id of an item stands, unless it is this very item. */
export const refOf = (item: ItemHere): ItemRef[] => ('self' in item ? [] : [item]);

/** All states of a chart with their paths, outermost first. */
export function statesWithin(states: Record<string, State>, prefix = ''): [string, State][] {
  return Object.entries(states).flatMap(([name, state]): [string, State][] => [
    [prefix + name, state],
    ...statesWithin(state.states, `${prefix}${name}.`),
  ]);
}
