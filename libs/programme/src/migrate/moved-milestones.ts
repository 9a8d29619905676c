import type { IsoDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import type { ProgrammeState } from '../model.js';
import { milestonePlan } from '../schedule/milestone.js';

/** A milestone that a migration adds, removes or moves: the day it is held to, before and after. */
export type MilestoneMoved = {
  item: string;
  title: string;
  change: 'added' | 'removed' | 'moved';
  before: IsoDate | null;
  after: IsoDate | null;
};

/** Milestones that differ between a programme under one version and under another. */
export function movedMilestones(
  before: { compiled: CompiledDefinition; state: ProgrammeState },
  after: { compiled: CompiledDefinition; state: ProgrammeState },
  idBefore: (id: string) => string,
): MilestoneMoved[] {
  const old = plansOf(before);
  const now = plansOf(after);
  const changed = [...now].flatMap(([item, { title, day }]): MilestoneMoved[] => {
    const was = old.get(idBefore(item));
    if (was === undefined) return [{ item, title, change: 'added', before: null, after: day }];
    if (was.day === day) return [];
    return [{ item, title, change: 'moved', before: was.day, after: day }];
  });
  const kept = new Set([...now.keys()].map(idBefore));
  const removed = [...old]
    .filter(([item]) => !kept.has(item))
    .map(([item, { title, day }]): MilestoneMoved => {
      return { item, title, change: 'removed', before: day, after: null };
    });
  return [...changed, ...removed];
}

function plansOf({
  compiled,
  state,
}: {
  compiled: CompiledDefinition;
  state: ProgrammeState;
}): Map<string, { title: string; day: IsoDate | null }> {
  const plans = Object.values(state.items).flatMap((item) => {
    const plan = milestonePlan(compiled, item, state.items);
    if (plan === null) return [];
    return [[item.id, { title: item.title, day: plan.committed }] as const];
  });
  return new Map(plans);
}
