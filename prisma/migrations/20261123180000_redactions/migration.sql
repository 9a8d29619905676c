-- While a hold is in force, no text of the programme and no file that it names is erased, by nobody.
CREATE TABLE legal_hold (
  organisation text NOT NULL,
  programme text NOT NULL,
  id text NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  placed_by text NOT NULL,
  placed_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  lifted_by text,
  lifted_at timestamptz(3),
  PRIMARY KEY (organisation, programme, id),
  FOREIGN KEY (organisation, programme) REFERENCES programme (organisation, id),
  CHECK ((lifted_by IS NULL) = (lifted_at IS NULL))
);

-- Texts that somebody asks to have erased. Another person applies it; then `sequence` is its entry.
CREATE TABLE redaction (
  organisation text NOT NULL,
  programme text NOT NULL,
  id text NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  requested_by text NOT NULL,
  requested_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  withdrawn_by text,
  withdrawn_at timestamptz(3),
  applied_by text,
  applied_at timestamptz(3),
  sequence bigint,
  PRIMARY KEY (organisation, programme, id),
  FOREIGN KEY (organisation, programme) REFERENCES programme (organisation, id),
  CONSTRAINT redaction_takes_two_persons CHECK (applied_by <> requested_by),
  CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL)),
  CHECK ((applied_by IS NULL) = (applied_at IS NULL) AND (applied_by IS NULL) = (sequence IS NULL)),
  CHECK (applied_by IS NULL OR withdrawn_by IS NULL)
);

CREATE TABLE redaction_text (
  organisation text NOT NULL,
  programme text NOT NULL,
  redaction text NOT NULL,
  stream text NOT NULL,
  sequence bigint NOT NULL,
  pointer text NOT NULL,
  PRIMARY KEY (organisation, programme, redaction, stream, sequence, pointer),
  FOREIGN KEY (organisation, programme, redaction) REFERENCES redaction (organisation, programme, id)
);

CREATE TRIGGER redaction_text_is_insert_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON redaction_text
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE FUNCTION refuse_while_on_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM legal_hold h
    WHERE h.organisation = OLD.organisation AND h.programme = OLD.programme AND h.lifted_at IS NULL
  ) THEN
    RAISE EXCEPTION 'programme "%" is on legal hold: nothing of "%" is erased', OLD.programme,
      TG_TABLE_NAME
      USING ERRCODE = 'restrict_violation', HINT = 'Lift the hold first, if it may be lifted.';
  END IF;
  RETURN OLD;
END
$$;

CREATE TRIGGER private_text_is_kept_on_hold
  BEFORE DELETE ON private_text
  FOR EACH ROW EXECUTE FUNCTION refuse_while_on_hold();

CREATE TRIGGER evidence_file_is_kept_on_hold
  BEFORE DELETE ON evidence_file
  FOR EACH ROW EXECUTE FUNCTION refuse_while_on_hold();

-- Nothing is ever removed because something else is: what programmes call a file goes first, by name.
ALTER TABLE evidence_file
  DROP CONSTRAINT evidence_file_organisation_sha256_fkey,
  ADD CONSTRAINT evidence_file_organisation_sha256_fkey
    FOREIGN KEY (organisation, sha256) REFERENCES evidence_content (organisation, sha256);

-- The one way in which the application erases texts: those of a redaction that one person asked for and
-- another applies, with its entry in the history, and no hold. Gives how many there still were.
CREATE FUNCTION apply_redaction(
  in_organisation text, in_programme text, in_redaction text, in_person text, in_sequence bigint,
  in_notices text[]
) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  erased integer;
BEGIN
  IF NOT EXISTS (
    SELECT FROM entry e
    WHERE e.organisation = in_organisation AND e.programme = in_programme
      AND e.stream = 'history' AND e.sequence = in_sequence AND e.kind = 'REDACTED'
      AND e.canonical::json #>> '{event,payload,redaction}' = in_redaction
  ) THEN
    RAISE EXCEPTION 'entry % of "%" does not tell of redaction "%"', in_sequence, in_programme,
      in_redaction USING ERRCODE = 'restrict_violation';
  END IF;
  UPDATE redaction r
  SET applied_by = in_person, applied_at = clock_timestamp(), sequence = in_sequence
  WHERE r.organisation = in_organisation AND r.programme = in_programme AND r.id = in_redaction
    AND r.applied_at IS NULL AND r.withdrawn_at IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no open redaction "%" of "%"', in_redaction, in_programme
      USING ERRCODE = 'restrict_violation';
  END IF;
  DELETE FROM private_text t USING redaction_text a
  WHERE a.organisation = in_organisation AND a.programme = in_programme
    AND a.redaction = in_redaction
    AND t.organisation = a.organisation AND t.programme = a.programme AND t.stream = a.stream
    AND t.sequence = a.sequence AND t.pointer = a.pointer;
  GET DIAGNOSTICS erased = ROW_COUNT;
  -- What was made from the texts: snapshots are made anew, and captured mail is for looking at only.
  DELETE FROM programme_snapshot s
  WHERE s.organisation = in_organisation AND s.programme = in_programme;
  DELETE FROM captured_mail m
  WHERE m.organisation = in_organisation AND m.programme = in_programme
    AND m.notice = ANY (in_notices);
  RETURN erased;
END
$$;
REVOKE ALL ON FUNCTION apply_redaction FROM PUBLIC;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    REVOKE DELETE ON private_text FROM evolve_app;
    GRANT SELECT, INSERT ON legal_hold, redaction, redaction_text TO evolve_app;
    GRANT UPDATE (lifted_by, lifted_at) ON legal_hold TO evolve_app;
    GRANT UPDATE (withdrawn_by, withdrawn_at) ON redaction TO evolve_app;
    GRANT EXECUTE ON FUNCTION apply_redaction TO evolve_app;
  END IF;
END
$$;
