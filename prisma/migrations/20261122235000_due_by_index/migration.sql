-- What is due and what is to be relayed are read in this order, many times a second: from an index
-- that holds nothing else, however much history the tables keep.
DROP INDEX timer_clock_status_due_at_idx;
CREATE INDEX timer_due_at_organisation_programme_idx ON timer (due_at, organisation, programme)
  WHERE clock = 'live' AND status = 'pending';

DROP INDEX notice_clock_relayed_at_idx;
CREATE INDEX notice_created_at_id_idx ON notice (created_at, id)
  WHERE clock = 'live' AND relayed_at IS NULL;
