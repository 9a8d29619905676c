import type { Session } from './connect.js';

/** How late something was, over a while: how many there were, and milliseconds. Null where none were. */
export type Lateness = { count: number; p50: number | null; p99: number | null };

/** What waits and what failed, of the live programmes of an organisation. Instants. */
export type Backlog = {
  /** Timers set, and when the next is due. */
  timers: number;
  nextDue: string | null;
  /** Timers that are due and that nobody has taken up. */
  overdue: number;
  /** Notices without deliveries yet. */
  outbox: number;
  held: number;
  digestsFailing: number;
  /** Of those with anything pending, given up, or sent over the last day. */
  channels: { channel: string; pending: number; failing: number; dead: number; sent: number }[];
};

/** From due to handed on, and from handed on to delivered, over the last so many hours. */
export async function latenessOver(
  session: Session,
  organisation: string,
  hours: number,
): Promise<{ handedOn: Lateness; delivered: Lateness }> {
  // Of a moment taken once an index can be asked.
  const since = `(SELECT clock_timestamp()) - $2 * interval '1 hour'`;
  const [handedOn, delivered] = await Promise.all([
    latenessOf(
      session,
      `SELECT settled_at - due_at AS took FROM timer
       WHERE organisation = $1 AND clock = 'live' AND status = 'fired' AND settled_at > ${since}`,
      [organisation, hours],
    ),
    latenessOf(
      session,
      `SELECT sent_at - created_at AS took FROM delivery
       WHERE organisation = $1 AND status = 'sent' AND digest IS NULL AND sent_at > ${since}`,
      [organisation, hours],
    ),
  ]);
  return { handedOn, delivered };
}

async function latenessOf(session: Session, took: string, values: unknown[]): Promise<Lateness> {
  const { rows } = await session.query<Lateness>(
    `SELECT count(*)::int AS count, ${percentile(0.5)} AS p50, ${percentile(0.99)} AS p99
     FROM (${took}) t`,
    values,
  );
  return rows[0] ?? { count: 0, p50: null, p99: null };
}

const percentile = (share: number) =>
  `round(1000 * percentile_disc(${share}) WITHIN GROUP (ORDER BY extract(epoch FROM took)))::int`;

/** What waits and what failed now. */
export async function backlogOf(session: Session, organisation: string): Promise<Backlog> {
  const [totals, channels] = await Promise.all([
    session.query<Omit<Backlog, 'channels'>>(
      `SELECT t.*, (SELECT count(*)::int FROM notice
           WHERE organisation = $1 AND clock = 'live' AND relayed_at IS NULL) AS outbox,
         (SELECT count(*)::int FROM delivery WHERE organisation = $1 AND status = 'pending'
           AND hold_until IS NOT NULL) AS held,
         (SELECT count(*)::int FROM digest WHERE organisation = $1 AND status = 'pending'
           AND last_error IS NOT NULL) AS "digestsFailing"
       FROM (SELECT count(*)::int AS timers, min(due_at) AS "nextDue",
           (count(*) FILTER (WHERE due_at <= clock_timestamp()))::int AS overdue
         FROM timer WHERE organisation = $1 AND clock = 'live' AND status = 'pending') t`,
      [organisation],
    ),
    session.query<Backlog['channels'][number]>(
      `SELECT channel, sum(pending)::int AS pending, sum(failing)::int AS failing,
         sum(dead)::int AS dead, sum(sent)::int AS sent
       FROM (
         SELECT channel, count(*) FILTER (WHERE status = 'pending' AND hold_until IS NULL) AS pending,
           count(*) FILTER (WHERE status = 'pending' AND last_error IS NOT NULL) AS failing,
           count(*) FILTER (WHERE status = 'dead') AS dead, 0 AS sent
         FROM delivery WHERE organisation = $1 AND status IN ('pending', 'dead') GROUP BY channel
         UNION ALL
         SELECT channel, 0, 0, 0, count(*) FROM delivery
         WHERE organisation = $1 AND status = 'sent'
           AND sent_at > (SELECT clock_timestamp()) - interval '1 day'
         GROUP BY channel
       ) counted
       GROUP BY channel ORDER BY channel`,
      [organisation],
    ),
  ]);
  const [row] = totals.rows;
  if (row === undefined) throw new Error('the counts of what waits gave no row');
  return { ...row, channels: channels.rows };
}
