CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on "%" is refused: what is recorded there is never changed or removed',
    TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', HINT = 'Record what is true now as a new entry.';
END
$$;

CREATE TRIGGER entry_is_insert_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER definition_is_insert_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON definition
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
