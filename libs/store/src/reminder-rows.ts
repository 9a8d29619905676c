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

const counts = `count(*) FILTER (WHERE d.status <> 'withdrawn') AS wanted,
  count(*) FILTER (WHERE d.status = 'dead') AS dead,
  count(*) FILTER (WHERE d.status = 'sent') AS sent`;

const deliveries = `
  SELECT ${counts},
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
    WHEN coalesce(d.wanted, 0) = 0 OR d.sent < d.wanted THEN 'sending'
    WHEN t.late THEN 'late' ELSE 'sent' END`;

// Only these are told by the deliveries: for any other the deliveries of a programme stay unread.
const toldByDeliveries = `$5 IN ('sending', 'sent', 'late', 'failed')`;

// What is asked for is found and cut to a page first, and only then told in full.
const ledger = `
WITH counted AS (
  SELECT d.notice, ${counts} FROM delivery d
  WHERE ${toldByDeliveries} AND d.organisation = $1 AND d.programme = $2 GROUP BY d.notice
), asked AS (
  SELECT t.item, t.key, t.kind <> 'wake' AS told, t.due_at
  FROM timer t LEFT JOIN counted d ON d.notice = t.notice
  WHERE t.organisation = $1 AND t.programme = $2 AND ($3::text IS NULL OR t.item = $3)
    AND ($4::text IS NULL OR t.kind = $4) AND ($5::text IS NULL OR ${status} = $5)
), page AS (
  SELECT item, key FROM asked
  WHERE $7::timestamptz IS NULL OR (due_at, told, item, key) > ($7, $8::boolean, $9::text, $10::text)
  ORDER BY due_at, told, item, key LIMIT $6
)
SELECT t.item, t.key, t.kind, t.due_at AS "dueAt", ${status} AS status, t.late,
  t.settled_at AS "settledAt", t.why, t.notice, t.detail, coalesce(d.list, '[]') AS deliveries,
  (SELECT count(*) FROM asked) AS total, CASE WHEN e.sequence IS NULL THEN NULL
    ELSE json_build_object('sequence', e.sequence, 'item', e.item,
      'event', coalesce(e.event_type, e.kind), 'person', e.person) END AS cause
FROM page
JOIN timer t ON t.organisation = $1 AND t.programme = $2 AND t.item = page.item AND t.key = page.key
CROSS JOIN LATERAL (${deliveries}) d
LEFT JOIN entry e ON e.organisation = $1 AND e.programme = $2
  AND e.stream = 'history' AND e.sequence = t.cause
ORDER BY t.due_at, t.kind <> 'wake', t.item, t.key`;

/** A place in the order of the reminder ledger: that of one of its lines. */
export type ReminderPlace = Pick<ReminderRow, 'dueAt' | 'item' | 'key'> & { wake: boolean };

/** Which lines of the reminder ledger. */
type RemindersAsked = {
  organisation: string;
  programme: string;
  item?: string;
  kind?: TimerKind;
  status?: ReminderStatus;
  /** Only lines that come after this place. */
  after?: ReminderPlace;
  limit: number;
};

/** A page of the reminder ledger in the order of what is due, and how many lines there are in all. */
export async function listReminders(
  session: Session,
  { organisation, programme, item, kind, status: wanted, after, limit }: RemindersAsked,
): Promise<{ rows: ReminderRow[]; total: number; next: ReminderPlace | null }> {
  const found = await session.query<ReminderRow & { total: number }>(ledger, [
    organisation,
    programme,
    item,
    kind,
    wanted,
    limit + 1,
    after?.dueAt,
    after === undefined ? undefined : !after.wake,
    after?.item,
    after?.key,
  ]);
  const rows = found.rows.slice(0, limit).map(({ total: _total, ...row }) => row);
  const last = found.rows.length > limit ? rows.at(-1) : undefined;
  return {
    rows,
    total: Number(found.rows[0]?.total ?? 0),
    next: last === undefined ? null : placeOf(last),
  };
}

const placeOf = ({ dueAt, item, key, kind }: ReminderRow): ReminderPlace => ({
  dueAt,
  item,
  key,
  wake: kind === 'wake',
});
