-- What came of going through the whole log last night: every chain, every leaf, every checkpoint.
ALTER TABLE log_state
  ADD COLUMN verify_claimed_at timestamptz(3),
  ADD COLUMN verified_at timestamptz(3),
  ADD COLUMN verified_size bigint,
  ADD COLUMN verified_problem text;
