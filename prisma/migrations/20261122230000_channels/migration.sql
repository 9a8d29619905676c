-- Where a channel reaches a person, or everybody of a programme, beyond the address a person has: the
-- URL of a webhook, a mail address. A webhook's secret signs what is sent there.
CREATE TABLE channel_address (
  organisation text NOT NULL REFERENCES organisation (id),
  id text NOT NULL,
  person text,
  programme text,
  channel text NOT NULL
    CHECK (channel IN ('email', 'webhook', 'slack', 'teams', 'govuk-notify')),
  address text NOT NULL,
  secret text,
  enabled boolean NOT NULL DEFAULT true,
  -- Why it was switched off, in words, where that was not its owner's doing.
  failure text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, id),
  CONSTRAINT channel_address_owner_check CHECK ((person IS NULL) <> (programme IS NULL))
);
CREATE INDEX channel_address_organisation_person_idx ON channel_address (organisation, person);
CREATE INDEX channel_address_organisation_programme_idx ON channel_address (organisation, programme);

-- A channel that is paused: what is for it waits, and uses no attempt up. No row: it runs.
CREATE TABLE channel_state (
  organisation text NOT NULL REFERENCES organisation (id),
  channel text NOT NULL,
  paused_at timestamptz(3) NOT NULL DEFAULT now(),
  paused_by text NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (organisation, channel)
);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON channel_address, channel_state TO evolve_app;
  END IF;
END
$$;
