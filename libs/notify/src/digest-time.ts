import { toInstant, toLocalDate, type Instant } from '#plan';

const DAY_MS = 86_400_000;

/**
 * When a digest at a time of day ('HH:mm') of a zone next goes out: the first such moment after `now`,
 * and never on `sentOn`, a day in that zone on which one went out already.
 */
export function nextDigestAt(
  now: Instant,
  { at, zone }: { at: string; zone: string },
  sentOn: string | null = null,
): Instant {
  const today = toLocalDate(now, zone);
  const due = toInstant(today, at, zone);
  return due > now && sentOn !== today ? due : toInstant(dayAfter(today), at, zone);
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** Whether a notice waits for its reader's digest: mail does, save what is urgent. */
export function waitsForDigest({ urgent }: { urgent: boolean }, channel: string): boolean {
  return channel === 'email' && !urgent;
}
