import type { JsonObject, TimerKind } from '#programme';
import type { Session } from './connect.js';

/**
 * What became of a timer. A reminder that was due is `sending` until each of its deliveries is made,
 * then `sent`, or `late` when it was handed on more than a minute after it was due; `failed` when one
 * delivery was given up; `rehearsed` when a rehearsal would have sent it. `silent`: due, but its
 * reason was gone. A wake tells nobody: it is `fired`.
 */
type ReminderStatus =
  | 'pending'
  | 'sending'
  | 'sent'
  | 'late'
  | 'failed'
  | 'superseded'
  | 'cancelled'
  | 'silent'
  | 'rehearsed'
  | 'fired';

/** One line of the reminder ledger. Instants are `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type ReminderRow = {
  item: string;
  key: string;
  kind: TimerKind;
  dueAt: string;
  status: ReminderStatus;
  late: boolean;
  settledAt: string | null;
  why: string | null;
  /** The entry by which it no longer applies. */
  cause: { sequence: number; item: string | null; event: string; person: string | null } | null;
  notice: string | null;
  deliveries: ReminderDelivery[];
  detail: JsonObject;
};

/** What was done to tell one person on one channel. */
type ReminderDelivery = {
  person: string;
  channel: string;
  status: string;
  attempts: number;
  sentAt: string | null;
  cause: string | null;
};

const deliveries = `
  SELECT count(*) FILTER (WHERE d.status <> 'withdrawn') AS wanted,
    count(*) FILTER (WHERE d.status = 'dead') AS dead,
    count(*) FILTER (WHERE d.status = 'sent') AS sent,
    json_agg(json_build_object('person', d.person, 'channel', d.channel, 'status', d.status,
      'attempts', d.attempts, 'sentAt', to_char(d.sent_at AT TIME ZONE 'UTC',
      'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'cause', d.last_error)
      ORDER BY d.channel, d.person) AS list
  FROM delivery d
  WHERE d.organisation = t.organisation AND d.programme = t.programme AND d.notice = t.notice`;

const status = `
  CASE WHEN t.status <> 'fired' OR t.notice IS NULL THEN t.status
    WHEN t.clock = 'rehearsal' THEN 'rehearsed'
    WHEN d.dead > 0 THEN 'failed'
    WHEN d.wanted = 0 OR d.sent < d.wanted THEN 'sending'
    WHEN t.late THEN 'late' ELSE 'sent' END`;

const ledger = `
WITH ledger AS (
  SELECT t.item, t.key, t.kind, t.due_at AS "dueAt", ${status} AS status, t.late,
    t.settled_at AS "settledAt", t.why, t.cause AS entry, t.notice, t.detail,
    coalesce(d.list, '[]') AS deliveries
  FROM timer t CROSS JOIN LATERAL (${deliveries}) d
  WHERE t.organisation = $1 AND t.programme = $2 AND ($3::text IS NULL OR t.item = $3)
    AND ($4::text IS NULL OR t.kind = $4)
)
SELECT l.item, l.key, l.kind, l."dueAt", l.status, l.late, l."settledAt", l.why, l.notice, l.detail,
  l.deliveries, count(*) OVER () AS total, CASE WHEN e.sequence IS NULL THEN NULL
    ELSE json_build_object('sequence', e.sequence, 'item', e.item,
      'event', coalesce(e.event_type, e.kind), 'person', e.person) END AS cause
FROM ledger l LEFT JOIN entry e ON e.organisation = $1 AND e.programme = $2
  AND e.stream = 'history' AND e.sequence = l.entry
WHERE $5::text IS NULL OR l.status = $5
ORDER BY l."dueAt", l.kind <> 'wake', l.item, l.key LIMIT $6`;

/** Which lines of the reminder ledger. */
type RemindersAsked = {
  organisation: string;
  programme: string;
  item?: string;
  kind?: TimerKind;
  status?: ReminderStatus;
  limit: number;
};

/** The reminder ledger of a programme in the order of what is due, and how many lines there are. */
export async function listReminders(
  session: Session,
  { organisation, programme, item, kind, status: wanted, limit }: RemindersAsked,
): Promise<{ rows: ReminderRow[]; total: number }> {
  const found = await session.query<ReminderRow & { total: number }>(ledger, [
    organisation,
    programme,
    item,
    kind,
    wanted,
    limit,
  ]);
  const rows = found.rows.map(({ total: _total, ...row }) => row);
  return { rows, total: Number(found.rows[0]?.total ?? 0) };
}
