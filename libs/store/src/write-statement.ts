// The one statement of the write path. Each parameter is a list over all programmes written at once,
// tied together by `n`; a programme's row is compared and set first, and the rest joins on the rows
// that won, so that a lost race leaves no trace. Lists stand beside each other rather than nested:
// PostgreSQL then reads each text once. `json`, not `jsonb`, keeps the order of keys.
// What goes on after its end is checked again: where something is recorded, a check that was off is due.
// Programmes are locked in the order given; callers sort, and a deadlock is re-run one by one.
export const writeStatement = `
WITH asked AS (
  SELECT * FROM json_to_recordset($1) AS a (
    n int, organisation text, programme text, version bigint, head text, clock_at timestamptz,
    next_version bigint, next_head text, recorded_at timestamptz, next_clock_at timestamptz,
    created json, blocked json)
), won AS (
  UPDATE programme p
  SET version = a.next_version, head = a.next_head, last_recorded_at = a.recorded_at,
      clock_at = a.next_clock_at, created = a.created, blocked = a.blocked
  FROM asked a
  WHERE p.organisation = a.organisation AND p.id = a.programme
    AND p.version = a.version AND p.head = a.head
    AND p.clock_at IS NOT DISTINCT FROM a.clock_at
    AND p.last_recorded_at <= a.recorded_at
    AND (p.clock <> 'live' OR a.next_version = a.version
      OR abs(extract(epoch FROM a.recorded_at - clock_timestamp())) <= 1)
  RETURNING a.n, p.organisation, p.id AS programme, p.clock, a.next_version > a.version AS recorded
), checks AS (
  UPDATE programme_check c SET due_at = clock_timestamp()
  FROM won w
  WHERE w.recorded AND c.organisation = w.organisation AND c.programme = w.programme
    AND c.due_at IS NULL
), items AS (
  INSERT INTO item (organisation, programme, id, chart, title, value, since, remembered, data,
    marks, unknown, closed, version, revision, happened, duties, position)
  SELECT w.organisation, w.programme, i.id, i.chart, i.title, i.value, i.since, i.remembered,
    i.data, i.marks, i.unknown, i.closed, i.version, i.revision, i.happened, i.duties, i.position
  FROM json_to_recordset($2) AS i (
    n int, id text, chart text, title text, value json, since text, remembered json, data json,
    marks json, unknown json, closed boolean, version int, revision int, happened json,
    duties json, position int)
  JOIN won w USING (n)
  ON CONFLICT (organisation, programme, id) DO UPDATE SET
    title = EXCLUDED.title, value = EXCLUDED.value, since = EXCLUDED.since,
    remembered = EXCLUDED.remembered, data = EXCLUDED.data, marks = EXCLUDED.marks,
    unknown = EXCLUDED.unknown, closed = EXCLUDED.closed, version = EXCLUDED.version,
    revision = EXCLUDED.revision, happened = EXCLUDED.happened, duties = EXCLUDED.duties
), entries AS (
  INSERT INTO entry (organisation, programme, stream, sequence, hash, canonical)
  SELECT w.organisation, w.programme, 'history', e.sequence, e.hash, e.canonical
  FROM json_to_recordset($3) AS e (n int, sequence bigint, hash text, canonical text)
  JOIN won w USING (n)
), dirty AS (
  INSERT INTO log_dirty (organisation, programme, stream)
  SELECT w.organisation, w.programme, 'history' FROM won w WHERE w.recorded AND w.clock = 'live'
), private_texts AS (
  INSERT INTO private_text (organisation, programme, stream, sequence, pointer, value, salt)
  SELECT w.organisation, w.programme, 'history', t.sequence, t.pointer, t.value, t.salt
  FROM json_to_recordset($4) AS t (n int, sequence bigint, pointer text, value json, salt text)
  JOIN won w USING (n)
), keys AS (
  INSERT INTO accepted_key (organisation, programme, key, request_hash, sequence, answer)
  SELECT w.organisation, w.programme, k.key, k.request_hash, k.sequence, k.answer
  FROM json_to_recordset($5) AS k (n int, key text, request_hash text, sequence bigint, answer json)
  JOIN won w USING (n)
), timers AS (
  INSERT INTO timer (organisation, programme, item, key, kind, due_at, detail, status, clock,
    settled_at, late, notice, why, cause)
  SELECT w.organisation, w.programme, t.item, t.key, t.kind, t.due_at, t.detail, t.status, w.clock,
    t.settled_at, t.late, t.notice, t.why, t.cause
  FROM json_to_recordset($6) AS t (
    n int, item text, key text, kind text, due_at timestamptz, detail json, status text,
    settled_at timestamptz, late boolean, notice text, why text, cause bigint)
  JOIN won w USING (n)
  ON CONFLICT (organisation, programme, item, key) DO UPDATE SET
    kind = EXCLUDED.kind, due_at = EXCLUDED.due_at, detail = EXCLUDED.detail,
    status = EXCLUDED.status, settled_at = EXCLUDED.settled_at, late = EXCLUDED.late,
    notice = EXCLUDED.notice, why = EXCLUDED.why, cause = EXCLUDED.cause, claimed_at = NULL
  WHERE timer.status <> 'pending' OR EXCLUDED.status <> 'pending'
), settled AS (
  UPDATE timer t
  SET status = s.status, settled_at = s.settled_at, late = s.late, notice = s.notice, why = s.why,
    cause = s.cause
  FROM json_to_recordset($7) AS s (
    n int, organisation text, programme text, item text, key text, status text,
    settled_at timestamptz, late boolean, notice text, why text, cause bigint)
  JOIN won w USING (n)
  WHERE t.organisation = s.organisation AND t.programme = s.programme
    AND t.item = s.item AND t.key = s.key AND t.status = 'pending'
), notices AS (
  INSERT INTO notice (organisation, programme, id, template, item, to_roles, to_persons, data, at, clock)
  SELECT w.organisation, w.programme, o.id, o.template, o.item, o.to_roles, o.to_persons, o.data,
    o.at, w.clock
  FROM json_to_recordset($8) AS o (
    n int, id text, template text, item text, to_roles text[], to_persons text[], data json,
    at timestamptz)
  JOIN won w USING (n)
  ON CONFLICT (organisation, programme, id) DO NOTHING
), acted AS (
  SELECT w.organisation, w.programme, d.sequence, d.item, d.separation, d.person, d.duty
  FROM json_to_recordset($9) AS d (
    n int, sequence bigint, item text, separation text, person text, duty text)
  JOIN won w USING (n)
), holders AS (
  INSERT INTO duty_holder (organisation, programme, item, separation, person, duty)
  SELECT organisation, programme, item, separation, person, duty FROM acted
  ON CONFLICT (organisation, programme, item, separation, person) DO NOTHING
), acts AS (
  INSERT INTO duty_act (organisation, programme, sequence, item, separation, person, duty)
  SELECT organisation, programme, sequence, item, separation, person, duty FROM acted
)
SELECT a.n, w.n IS NOT NULL AS won,
  extract(epoch FROM a.recorded_at - clock_timestamp())::float8 AS ahead
FROM asked a LEFT JOIN won w USING (n)
ORDER BY a.n`;

// Refusals have a chain of their own, and so a compare-and-set of their own: a refusal never stands in
// the way of an event.
export const refusalStatement = `
WITH won AS (
  UPDATE programme p
  SET refusals = $5, refusal_head = $6, last_refused_at = $7
  WHERE p.organisation = $1 AND p.id = $2 AND p.refusals = $3 AND p.refusal_head = $4
    AND (p.last_refused_at IS NULL OR p.last_refused_at <= $7)
    AND (p.clock <> 'live' OR abs(extract(epoch FROM $7::timestamptz - clock_timestamp())) <= 1)
  RETURNING p.organisation, p.id AS programme, p.clock
), entries AS (
  INSERT INTO entry (organisation, programme, stream, sequence, hash, canonical)
  SELECT w.organisation, w.programme, 'refusals', e.sequence, e.hash, e.canonical
  FROM json_to_recordset($8) AS e (sequence bigint, hash text, canonical text), won w
), dirty AS (
  INSERT INTO log_dirty (organisation, programme, stream)
  SELECT w.organisation, w.programme, 'refusals' FROM won w WHERE w.clock = 'live'
), private_texts AS (
  INSERT INTO private_text (organisation, programme, stream, sequence, pointer, value, salt)
  SELECT w.organisation, w.programme, 'refusals', t.sequence, t.pointer, t.value, t.salt
  FROM json_to_recordset($9) AS t (sequence bigint, pointer text, value json, salt text), won w
)
SELECT EXISTS (SELECT FROM won) AS won,
  extract(epoch FROM $7::timestamptz - clock_timestamp())::float8 AS ahead`;
