-- What is still to be delivered is read in the order of its key, a page at a time, and what waits or
-- was given up is counted by channel: from indexes that hold nothing else, however much was sent.
DROP INDEX delivery_status_idx;
CREATE INDEX delivery_organisation_programme_notice_channel_person_idx
  ON delivery (organisation, programme, notice, channel, person)
  WHERE status = 'pending' AND hold_until IS NULL;
CREATE INDEX delivery_organisation_channel_status_idx ON delivery (organisation, channel, status)
  WHERE status IN ('pending', 'dead');

-- How late things were over the last hours, without the years before.
CREATE INDEX delivery_organisation_sent_at_idx ON delivery (organisation, sent_at)
  WHERE status = 'sent';
CREATE INDEX timer_organisation_settled_at_idx ON timer (organisation, settled_at)
  WHERE clock = 'live' AND status = 'fired';
