-- What kind of failure the last attempt of a delivery was, and before when there is to be no other:
-- the other side asks for patience, or the channel has sent all it may for now.
ALTER TABLE delivery ADD COLUMN next_at timestamptz(3), ADD COLUMN failure text
  CHECK (failure IN ('bounced', 'refused', 'busy', 'unreachable'));

-- How many messages a channel has sent in the minute it last sent one, by the database's clock.
CREATE TABLE channel_use (
  organisation text NOT NULL REFERENCES organisation (id),
  channel text NOT NULL,
  minute timestamptz(3) NOT NULL,
  sent integer NOT NULL,
  PRIMARY KEY (organisation, channel)
);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    GRANT SELECT, INSERT, UPDATE ON channel_use TO evolve_app;
  END IF;
END
$$;
