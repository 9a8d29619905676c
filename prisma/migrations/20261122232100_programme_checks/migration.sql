-- One row for each live programme: when it is to be looked over next, and what the last look came to.
CREATE TABLE programme_check (
  organisation text NOT NULL,
  programme text NOT NULL,
  due_at timestamptz(3) NOT NULL,
  claimed_at timestamptz(3),
  checked_at timestamptz(3),
  day text,
  milestones json NOT NULL DEFAULT '[]',
  findings json NOT NULL DEFAULT '[]',
  PRIMARY KEY (organisation, programme),
  FOREIGN KEY (organisation, programme) REFERENCES programme (organisation, id)
);
CREATE INDEX programme_check_due_at_idx ON programme_check (due_at);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    GRANT SELECT, INSERT, UPDATE ON programme_check TO evolve_app;
  END IF;
END
$$;
