-- An item that the version its programme was migrated to has no place for: it is set aside as it stood,
-- and undoing the migration restores it.
ALTER TABLE item ADD COLUMN retired boolean NOT NULL DEFAULT false;

-- A request to move programmes to another version. A dry run is looked at and never applied.
CREATE TABLE migration_request (
  organisation text NOT NULL REFERENCES organisation (id),
  id text NOT NULL CHECK (id <> ''),
  definition text NOT NULL,
  dry_run boolean NOT NULL,
  requested_by text NOT NULL CHECK (requested_by <> ''),
  requested_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation, definition) REFERENCES definition (organisation, hash)
);

-- One programme of a request: the preview that was shown (its digest, and the head of the history that it
-- was made on), and what became of it. Whoever asked never applies it, whatever the application decides.
CREATE TABLE migration_programme (
  organisation text NOT NULL,
  migration text NOT NULL,
  programme text NOT NULL,
  requested_by text NOT NULL,
  status text NOT NULL CHECK (status IN ('asked', 'ready', 'blocked', 'applied', 'stale')),
  from_definition text,
  head text,
  digest text,
  summary json,
  applied_by text,
  applied_at timestamptz(3),
  sequence bigint,
  PRIMARY KEY (organisation, migration, programme),
  FOREIGN KEY (organisation, migration) REFERENCES migration_request (organisation, id),
  FOREIGN KEY (organisation, programme) REFERENCES programme (organisation, id),
  CONSTRAINT migration_previewed CHECK ((status = 'asked') = (digest IS NULL)),
  CONSTRAINT migration_four_eyes CHECK (applied_by <> requested_by),
  CONSTRAINT migration_applied CHECK ((status = 'applied') = (applied_by IS NOT NULL))
);
CREATE INDEX migration_programme_organisation_migration_status_idx
  ON migration_programme (organisation, migration, status);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    GRANT SELECT, INSERT ON migration_request TO evolve_app;
    GRANT SELECT, INSERT, UPDATE ON migration_programme TO evolve_app;
  END IF;
END
$$;
