-- What an item keeps of its own history, so that nobody has to read it again: how often its data
-- changed, its version right after each event, and who has performed which duty on it.
ALTER TABLE item
  ADD COLUMN revision integer NOT NULL DEFAULT 0 CHECK (revision >= 0),
  ADD COLUMN happened json NOT NULL DEFAULT '{}',
  ADD COLUMN duties json NOT NULL DEFAULT '{}';

-- Items that are there already get what their recorded history makes of them: an entry touches its own
-- item, those it creates and those it closes; the places of those entries are the item's versions.
WITH change AS (
  SELECT e.organisation, e.programme, e.sequence, e.kind, e.item AS own, c.value AS change
  FROM entry e, json_array_elements(e.canonical::json -> 'changes') c
  WHERE e.stream = 'history' AND e.item IS NOT NULL
), touch AS (
  SELECT organisation, programme, sequence, item, kind, event_type AS event
  FROM entry WHERE stream = 'history' AND item IS NOT NULL AND kind <> 'BLOCKED'
  UNION ALL
  SELECT organisation, programme, sequence, change ->> 'item', 'TOUCHED', NULL
  FROM change
  WHERE change ->> 'op' IN ('createItem', 'closeItem') AND change ->> 'item' <> own
), placed AS (
  SELECT *, row_number() OVER (PARTITION BY organisation, programme, item ORDER BY sequence) AS version
  FROM touch
), last AS (
  SELECT organisation, programme, item, event, max(version) AS version
  FROM placed WHERE kind NOT IN ('OPENED', 'TOUCHED') AND event IS NOT NULL
  GROUP BY organisation, programme, item, event
), happened AS (
  SELECT organisation, programme, item, json_object_agg(event, version) AS happened
  FROM last GROUP BY organisation, programme, item
), revised AS (
  SELECT organisation, programme, own AS item, count(DISTINCT sequence) AS revision
  FROM change WHERE kind NOT IN ('OPENED', 'BLOCKED') AND change ->> 'op' IN ('set', 'append', 'endDate')
  GROUP BY organisation, programme, own
)
UPDATE item i
SET happened = coalesce(h.happened, '{}'), revision = coalesce(r.revision, 0)
FROM item j
LEFT JOIN happened h ON h.organisation = j.organisation AND h.programme = j.programme AND h.item = j.id
LEFT JOIN revised r ON r.organisation = j.organisation AND r.programme = j.programme AND r.item = j.id
WHERE i.organisation = j.organisation AND i.programme = j.programme AND i.id = j.id;
