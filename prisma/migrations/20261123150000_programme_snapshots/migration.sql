-- Programmes as they stood after some of their entries, so that a view of the past need not begin at
-- the first. A cache: each can be thrown away, and is used only while the entry it was made after has
-- the same hash.
CREATE TABLE programme_snapshot (
  organisation text NOT NULL,
  programme text NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  hash text NOT NULL CHECK (length(hash) = 64),
  recorded_at text NOT NULL,
  version int NOT NULL,
  state json NOT NULL,
  made_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (organisation, programme, sequence),
  FOREIGN KEY (organisation, programme) REFERENCES programme (organisation, id)
);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON programme_snapshot TO evolve_app;
  END IF;
END
$$;
