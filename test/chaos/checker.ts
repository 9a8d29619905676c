import type { Line } from './history.js';

/** What a history shows. Lists name reminders. */
export type Verdict = {
  planned: number;
  /** Never accepted by the mail server. */
  lost: string[];
  /** Accepted before it was due. */
  early: string[];
  /** Accepted under more than one id, or under the id of another. */
  otherId: string[];
  /** Accepted, and nobody planned it. */
  unasked: string[];
  /** Mails accepted again under the id they had the first time: allowed, and counted. */
  repeated: number;
  /** The longest from due to first accepted, in seconds. */
  latest: number;
  faults: Record<string, number>;
};

/** Judges a history by itself alone: it knows nothing of how the system works. */
export function judge(history: readonly Line[]): Verdict {
  const dueAt = new Map<string, number>();
  const accepted = new Map<string, { ids: Set<string>; first: number; times: number }>();
  const owner = new Map<string, string>();
  const faults: Record<string, number> = {};
  const sharing = new Set<string>();
  for (const line of history) {
    if (line.type === 'planned') dueAt.set(line.reminder, line.dueAt);
    if (line.type === 'fault') faults[line.fault] = (faults[line.fault] ?? 0) + 1;
    if (line.type !== 'accepted') continue;
    const seen = accepted.get(line.reminder) ?? { ids: new Set(), first: Infinity, times: 0 };
    seen.ids.add(line.id);
    seen.first = Math.min(seen.first, line.at);
    seen.times += 1;
    accepted.set(line.reminder, seen);
    const named = owner.get(line.id) ?? line.reminder;
    owner.set(line.id, named);
    if (named !== line.reminder) sharing.add(line.reminder);
  }
  const late = [...accepted].map(([name, { first }]) => first - (dueAt.get(name) ?? first));
  return {
    planned: dueAt.size,
    lost: [...dueAt.keys()].filter((name) => !accepted.has(name)),
    early: [...accepted].flatMap(([name, { first }]) =>
      first < (dueAt.get(name) ?? first) ? [name] : [],
    ),
    otherId: [...accepted].flatMap(([name, { ids }]) =>
      ids.size > 1 || sharing.has(name) ? [name] : [],
    ),
    unasked: [...accepted.keys()].filter((name) => !dueAt.has(name)),
    repeated: [...accepted.values()].reduce((sum, { ids, times }) => sum + times - ids.size, 0),
    latest: late.reduce((most, each) => Math.max(most, each), 0) / 1000,
    faults,
  };
}

/** Whether nothing happened that must not: repetitions under the same id may. */
export const isSound = ({ planned, lost, early, otherId, unasked }: Verdict): boolean =>
  planned > 0 && [lost, early, otherId, unasked].every((each) => each.length === 0);

/** The verdict in one line. */
export function summary(verdict: Verdict): string {
  const { lost, early, repeated, otherId, unasked, planned, latest, faults } = verdict;
  return [
    `lost ${lost.length}`,
    `early ${early.length}`,
    `repeated ${repeated}`,
    `under another id ${otherId.length}`,
    `unasked ${unasked.length}`,
    `reminders ${planned}`,
    `latest ${latest.toFixed(1)} s`,
    `faults ${Object.values(faults).reduce((sum, each) => sum + each, 0)}`,
  ].join(' · ');
}
