import type { Morning, MorningColours } from '#contract';
import type { CheckRow } from '#store';

/** What the last daily check came to; null before the first. */
export function presentMorning(row: CheckRow | undefined): Morning | null {
  if (row === undefined || row.checkedAt === null || row.day === null) return null;
  const { checkedAt: computedAt, day, milestones, findings } = row;
  return { computedAt, day, milestones, findings };
}

/** The same in figures. */
export function presentColours(row: CheckRow | undefined): MorningColours | null {
  const morning = presentMorning(row);
  if (morning === null) return null;
  const { computedAt, day, milestones, findings } = morning;
  const count = (colour: string) => milestones.filter((each) => each.colour === colour).length;
  return {
    computedAt,
    day,
    red: count('RED'),
    amber: count('AMBER'),
    green: count('GREEN'),
    findings: findings.length,
  };
}
