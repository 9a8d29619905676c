-- Who asked is what the request says, and the application cannot write it anew: else the check that
-- somebody else applies it would look at a column in its own hands.
ALTER TABLE migration_request
  ADD CONSTRAINT migration_request_organisation_id_requested_by_key
  UNIQUE (organisation, id, requested_by);
ALTER TABLE migration_programme
  ADD CONSTRAINT migration_asked_by
  FOREIGN KEY (organisation, migration, requested_by)
  REFERENCES migration_request (organisation, id, requested_by);

-- A programme that cannot be previewed or applied is noted with the reason, and those after it go on.
ALTER TABLE migration_programme ADD COLUMN reason text;
ALTER TABLE migration_programme DROP CONSTRAINT migration_programme_status_check;
ALTER TABLE migration_programme DROP CONSTRAINT migration_previewed;
ALTER TABLE migration_programme
  ADD CONSTRAINT migration_programme_status_check
  CHECK (status IN ('asked', 'ready', 'blocked', 'applied', 'stale', 'failed')),
  ADD CONSTRAINT migration_previewed
  CHECK (status = 'failed' OR (status = 'asked') = (digest IS NULL)),
  ADD CONSTRAINT migration_failed CHECK ((status = 'failed') = (reason IS NOT NULL));

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    REVOKE UPDATE ON migration_programme FROM evolve_app;
    GRANT UPDATE (status, from_definition, head, digest, summary, applied_by, applied_at, sequence,
      reason) ON migration_programme TO evolve_app;
  END IF;
END
$$;
