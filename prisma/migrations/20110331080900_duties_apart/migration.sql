-- Separation of duties, guarded by the database itself, whatever the application decided. Within a
-- group of duties that stay apart ("separation"), a person holds one duty of an item: the first they
-- performed. Every act names that duty; an act in another one finds no such holder and is refused.
CREATE TABLE duty_holder (
  organisation text NOT NULL,
  programme text NOT NULL,
  item text NOT NULL,
  separation text NOT NULL CHECK (separation <> ''),
  person text NOT NULL CHECK (person <> ''),
  duty text NOT NULL CHECK (duty <> ''),
  PRIMARY KEY (organisation, programme, item, separation, person),
  UNIQUE (organisation, programme, item, separation, person, duty)
);

CREATE TABLE duty_act (
  organisation text NOT NULL,
  programme text NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  item text NOT NULL,
  separation text NOT NULL,
  person text NOT NULL,
  duty text NOT NULL,
  PRIMARY KEY (organisation, programme, sequence, item, separation, person, duty),
  CONSTRAINT duties_stay_apart
    FOREIGN KEY (organisation, programme, item, separation, person, duty)
    REFERENCES duty_holder (organisation, programme, item, separation, person, duty)
);

CREATE TRIGGER duty_holder_is_insert_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON duty_holder
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TRIGGER duty_act_is_insert_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON duty_act
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    GRANT SELECT, INSERT ON duty_holder, duty_act TO evolve_app;
  END IF;
END
$$;
