-- Where checkpoints are kept outside, and how that goes: one row for each place that was ever set up.
CREATE TABLE log_anchor (
  name text PRIMARY KEY,
  place text NOT NULL,
  size bigint,
  anchored_at timestamptz(3),
  tried_at timestamptz(3),
  failing_since timestamptz(3),
  problem text
);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    GRANT SELECT, INSERT, UPDATE ON log_anchor TO evolve_app;
  END IF;
END
$$;
