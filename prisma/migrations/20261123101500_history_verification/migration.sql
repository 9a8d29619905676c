-- What came of replaying each programme's history last: one row for each, written by the nightly job.
CREATE TABLE history_verification (
  organisation text NOT NULL,
  programme text NOT NULL,
  claimed_at timestamptz(3),
  verified_at timestamptz(3),
  entries bigint,
  head text,
  problem text,
  PRIMARY KEY (organisation, programme),
  FOREIGN KEY (organisation, programme) REFERENCES programme (organisation, id)
);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    GRANT SELECT, INSERT, UPDATE ON history_verification TO evolve_app;
  END IF;
END
$$;
