-- A file once for each organisation, by the hash of its content. `bytes` is null where the content is in
-- an S3-compatible store. Stored uncompressed and out of line, so that a part of it is read as a part.
CREATE TABLE evidence_content (
  organisation text NOT NULL REFERENCES organisation (id),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size integer NOT NULL CHECK (size > 0),
  bytes bytea CHECK (length(bytes) = size),
  stored_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, sha256)
);
ALTER TABLE evidence_content ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- What a programme calls the file: whoever has a role in the programme may read it.
CREATE TABLE evidence_file (
  organisation text NOT NULL,
  programme text NOT NULL,
  sha256 text NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  title text NOT NULL CHECK (title <> ''),
  media_type text NOT NULL CHECK (media_type <> ''),
  added_by text NOT NULL,
  added_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, programme, sha256),
  FOREIGN KEY (organisation, programme) REFERENCES programme (organisation, id),
  FOREIGN KEY (organisation, sha256) REFERENCES evidence_content (organisation, sha256) ON DELETE CASCADE
);

-- Never changed, by nobody. The owner of the tables may erase a file: deleting the content takes with it
-- what programmes call it, and the ledger keeps its hash.
CREATE TRIGGER evidence_content_is_never_changed
  BEFORE UPDATE ON evidence_content
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER evidence_file_is_never_changed
  BEFORE UPDATE ON evidence_file
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    GRANT SELECT, INSERT ON evidence_content, evidence_file TO evolve_app;
  END IF;
END
$$;
