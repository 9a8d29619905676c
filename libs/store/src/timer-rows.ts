import type { Clock, JsonObject, Notice, Timer } from '#programme';
import type { Session } from './connect.js';
import { quickCommit } from './quick-commit.js';

/** A timer and what became of it. */
export type TimerRow = Timer & {
  organisation: string;
  programme: string;
  status: 'pending' | 'fired' | 'superseded' | 'cancelled' | 'silent';
  clock: Clock;
  settledAt: string | null;
  late: boolean;
  notice: string | null;
};

const columns = `organisation, programme, item, key, kind, due_at AS "dueAt", detail, status, clock,
  settled_at AS "settledAt", late, notice`;

// Wakes first: what has to be decided is decided before anybody is reminded of it.
const inOrder = `due_at, kind <> 'wake', item, key`;

/** The timers of a programme in the order in which they fire; those of one status when given. */
export async function listTimers(
  session: Session,
  asked: {
    organisation: string;
    programme: string;
    status?: TimerRow['status'];
    item?: string;
    limit?: number;
  },
): Promise<TimerRow[]> {
  const { rows } = await session.query<TimerRow>(
    `SELECT ${columns} FROM timer
     WHERE organisation = $1 AND programme = $2 AND ($3::text IS NULL OR status = $3)
       AND ($4::text IS NULL OR item = $4)
     ORDER BY ${inOrder} LIMIT $5`,
    [asked.organisation, asked.programme, asked.status, asked.item, asked.limit],
  );
  return rows;
}

/** How long a timer that a worker has taken up is left to it. */
const CLAIM_SECONDS = 5;

// Of a moment taken once, unlike one taken anew for each row, an index can be asked.
const moment = '(SELECT clock_timestamp())';

const isUnclaimed = (seconds: string) =>
  `(claimed_at IS NULL OR claimed_at < ${moment} - ${seconds} * interval '1 second')`;

/**
 * Claims timers of live programmes that are due by the database's clock, at most `limit`; of those due
 * at one moment, programme by programme. A claim keeps other workers from the same work for a few
 * seconds and no more: whether a timer fires is settled by the write, so a worker that dies here loses
 * nothing, and nothing fires twice. A claim need not outlive a crash of the database either.
 */
export async function claimDueTimers(session: Session, limit: number): Promise<TimerRow[]> {
  const { rows } = await session.query<TimerRow>({
    name: 'claim-due-timers',
    text: `
      WITH ${quickCommit}, due AS (
        SELECT organisation AS o, programme AS p, item AS i, key AS k FROM timer
        WHERE clock = 'live' AND status = 'pending' AND due_at <= ${moment}
          AND ${isUnclaimed('$2')}
        ORDER BY due_at, organisation, programme LIMIT $1 FOR UPDATE SKIP LOCKED
      ), claimed AS (
        UPDATE timer SET claimed_at = clock_timestamp() FROM due
        WHERE organisation = o AND programme = p AND item = i AND key = k
        RETURNING timer.*
      )
      SELECT ${columns} FROM claimed CROSS JOIN quick ORDER BY ${inOrder}`,
    values: [limit, CLAIM_SECONDS],
  });
  return rows;
}

/**
 * Milliseconds, by the database's clock, until the next timer of a live programme is due that nobody
 * has just claimed; 0 or less when it is due already or a notice waits to be relayed, null when there
 * is nothing to wait for.
 */
export async function nextDueIn(session: Session): Promise<number | null> {
  const { rows } = await session.query<{ inMs: number | null }>({
    name: 'next-due-in',
    text: `
      SELECT CASE
        WHEN EXISTS (SELECT FROM notice WHERE clock = 'live' AND relayed_at IS NULL) THEN 0
        ELSE (
          SELECT extract(epoch FROM due_at - clock_timestamp())::float8 * 1000 FROM timer
          WHERE clock = 'live' AND status = 'pending' AND ${isUnclaimed('$1')}
          ORDER BY due_at, organisation, programme LIMIT 1
        ) END AS "inMs"`,
    values: [CLAIM_SECONDS],
  });
  return rows[0]?.inMs ?? null;
}

/** A notice as written to the outbox. */
export type NoticeRow = {
  organisation: string;
  programme: string;
  id: string;
  template: Notice['template'];
  item: string;
  toRoles: string[];
  toPersons: string[];
  data: JsonObject;
  at: string;
  clock: Clock;
  relayedAt: string | null;
};

/** The notices of a programme, oldest first; `after` is the place of the last one seen. Or the one of an id. */
export async function listNotices(
  session: Session,
  asked: {
    organisation: string;
    programme: string;
    item?: string;
    id?: string;
    after?: { at: string; id: string };
    limit: number;
  },
): Promise<NoticeRow[]> {
  const { rows } = await session.query<NoticeRow>(
    `SELECT organisation, programme, id, template, item, to_roles AS "toRoles",
       to_persons AS "toPersons", data, at, clock, relayed_at AS "relayedAt"
     FROM notice
     WHERE organisation = $1 AND programme = $2 AND ($3::text IS NULL OR item = $3)
       AND ($4::timestamptz IS NULL OR (at, id) > ($4, $5))
       AND ($7::text IS NULL OR id = $7)
     ORDER BY at, id LIMIT $6`,
    [
      asked.organisation,
      asked.programme,
      asked.item,
      asked.after?.at,
      asked.after?.id,
      asked.limit,
      asked.id,
    ],
  );
  return rows;
}
