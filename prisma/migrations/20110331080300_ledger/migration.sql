-- No foreign key to programme: the organisation's own chain has none (programme ''), and a programme's
-- entries and keys are only ever written by the statement that has just set its version.
-- The columns after inserted_at are read out of the canonical text, whatever an INSERT says they are: for
-- queries and for people who read the table. A trigger parses the text once; generated columns would
-- parse it once each, and `jsonb` would build all of it.
CREATE TABLE entry (
  organisation text NOT NULL,
  programme text NOT NULL,
  stream text NOT NULL CHECK (stream IN ('history', 'refusals')),
  sequence bigint NOT NULL CHECK (sequence > 0),
  hash text NOT NULL CHECK (length(hash) = 64),
  canonical text NOT NULL,
  inserted_at timestamptz(3) NOT NULL DEFAULT now(),
  kind text,
  item text,
  event_type text,
  person text,
  role text,
  recorded_at text,
  occurred_on text,
  PRIMARY KEY (organisation, programme, stream, sequence)
);
CREATE INDEX entry_organisation_programme_item_sequence_idx
  ON entry (organisation, programme, item, sequence);

CREATE FUNCTION read_out_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT e.kind, e.item, e.event ->> 'type', e.actor ->> 'person', e.actor ->> 'role',
    e."recordedAt", e."occurredOn"
  INTO NEW.kind, NEW.item, NEW.event_type, NEW.person, NEW.role, NEW.recorded_at, NEW.occurred_on
  FROM json_to_record(NEW.canonical::json) AS e (
    kind text, item text, event json, actor json, "recordedAt" text, "occurredOn" text);
  RETURN NEW;
END
$$;

CREATE TRIGGER entry_is_read_out
  BEFORE INSERT ON entry
  FOR EACH ROW EXECUTE FUNCTION read_out_entry();

CREATE TABLE private_text (
  organisation text NOT NULL,
  programme text NOT NULL,
  stream text NOT NULL,
  sequence bigint NOT NULL,
  pointer text NOT NULL,
  value json NOT NULL,
  salt text NOT NULL CHECK (length(salt) = 64),
  PRIMARY KEY (organisation, programme, stream, sequence, pointer),
  FOREIGN KEY (organisation, programme, stream, sequence)
    REFERENCES entry (organisation, programme, stream, sequence)
);

CREATE TABLE accepted_key (
  organisation text NOT NULL,
  programme text NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  request_hash text NOT NULL CHECK (length(request_hash) = 64),
  sequence bigint NOT NULL CHECK (sequence > 0),
  answer json NOT NULL,
  PRIMARY KEY (organisation, programme, key)
);
