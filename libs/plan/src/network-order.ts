import type { NetworkMilestone } from './network-milestone.js';

/**
 * Milestones so that each comes after what it waits for; or a cycle among them, the first one again
 * last. Of several cycles the one is found that the smallest id among them leads to, whatever the
 * order given.
 *
 * Throws RangeError when two milestones have one id, or a lag is no whole number.
 */
export function byDependency(
  milestones: readonly NetworkMilestone[],
): { order: NetworkMilestone[] } | { cycle: string[] } {
  const byId = indexed(milestones);
  const waiting = new Map([...byId].map(([id, { links }]) => [id, links?.length ?? 0]));
  const followers = new Map<string, string[]>();
  for (const [id, { links = [] }] of byId) {
    for (const { after } of links) {
      if (byId.has(after)) push(followers, after, id);
      else waiting.set(id, (waiting.get(id) ?? 0) - 1);
    }
  }
  const ready = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  // The list grows while it is walked: each that is placed frees those that waited for it alone.
  for (const id of ready) {
    for (const follower of followers.get(id) ?? []) {
      const left = (waiting.get(follower) ?? 0) - 1;
      waiting.set(follower, left);
      if (left === 0) ready.push(follower);
    }
  }
  if (ready.length === byId.size) return { order: ready.flatMap((id) => byId.get(id) ?? []) };
  const placed = new Set(ready);
  return {
    cycle: cycleAmong(
      [...byId.keys()].filter((id) => !placed.has(id)),
      byId,
    ),
  };
}

function indexed(milestones: readonly NetworkMilestone[]): Map<string, NetworkMilestone> {
  const byId = new Map<string, NetworkMilestone>();
  for (const milestone of milestones) {
    if (byId.has(milestone.id)) {
      throw new RangeError(`two milestones have the id "${milestone.id}"; give each its own`);
    }
    for (const { after, workingDays = 0, days = 0 } of milestone.links ?? []) {
      if (Number.isInteger(workingDays) && Number.isInteger(days)) continue;
      throw new RangeError(
        `"${milestone.id}" waits ${workingDays + days} days after "${after}"; use a whole number`,
      );
    }
    byId.set(milestone.id, milestone);
  }
  return byId;
}

const push = (lists: Map<string, string[]>, key: string, value: string) => {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
};

/** Walks back from the smallest of those left over: each waits for another of them, so it comes round. */
function cycleAmong(
  left: readonly string[],
  byId: ReadonlyMap<string, NetworkMilestone>,
): string[] {
  const among = new Set(left);
  const seen = new Map<string, number>();
  const way: string[] = [];
  let at = left.toSorted()[0];
  while (at !== undefined && !seen.has(at)) {
    seen.set(at, way.length);
    way.push(at);
    at = byId.get(at)?.links?.find(({ after }) => among.has(after))?.after;
  }
  const cycle = way.slice(seen.get(at ?? '') ?? 0);
  return [...cycle, ...cycle.slice(0, 1)];
}
