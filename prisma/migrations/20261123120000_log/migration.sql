-- The log: one Merkle tree (RFC 6962) over the entries of all chains, filled off the write path.
-- Whoever writes an entry adds a row to the dirty list in the same transaction; the sequencer takes
-- rows from it, and so never misses an entry that commits after one with a later number. The list has
-- no key by chain: a mark that was there already would hide one that comes while the log is filled.
CREATE TABLE log_dirty (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation text NOT NULL,
  programme text NOT NULL,
  stream text NOT NULL
);

-- Chains in the log, each with the position of its first leaf.
CREATE TABLE log_chain (
  organisation text NOT NULL,
  programme text NOT NULL,
  stream text NOT NULL,
  first_position bigint NOT NULL CHECK (first_position >= 0),
  PRIMARY KEY (organisation, programme, stream)
);

CREATE TABLE log_leaf (
  position bigint PRIMARY KEY CHECK (position >= 0),
  organisation text NOT NULL,
  programme text NOT NULL,
  stream text NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  hash text NOT NULL CHECK (length(hash) = 64),
  UNIQUE (organisation, programme, stream, sequence)
);

-- Inner nodes over complete subtrees: they never change. Level 0 are the leaves themselves.
CREATE TABLE log_node (
  level int NOT NULL CHECK (level > 0),
  index bigint NOT NULL CHECK (index >= 0),
  hash text NOT NULL CHECK (length(hash) = 64),
  PRIMARY KEY (level, index)
);

-- How far the log has come: its only row that changes.
CREATE TABLE log_state (
  id int PRIMARY KEY CHECK (id = 1),
  origin text,
  size bigint NOT NULL,
  frontier text[] NOT NULL,
  asked_at timestamptz(3),
  problem text
);
INSERT INTO log_state (id, size, frontier) VALUES (1, 0, '{}');

CREATE TABLE log_key (
  fingerprint text PRIMARY KEY CHECK (length(fingerprint) = 64),
  key text NOT NULL,
  added_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);

-- Whose own chain tells of which key.
CREATE TABLE log_key_told (
  fingerprint text NOT NULL REFERENCES log_key (fingerprint),
  organisation text NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (fingerprint, organisation)
);

CREATE TABLE log_checkpoint (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  size bigint NOT NULL CHECK (size >= 0),
  note text NOT NULL,
  made_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);

-- What was written before there was a log.
INSERT INTO log_dirty (organisation, programme, stream)
SELECT DISTINCT e.organisation, e.programme, e.stream FROM entry e
LEFT JOIN programme p ON (p.organisation, p.id) = (e.organisation, e.programme)
WHERE e.programme = '' OR p.clock = 'live';

CREATE TRIGGER log_chain_is_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_chain
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER log_leaf_is_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_leaf
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER log_node_is_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_node
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER log_key_is_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_key
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER log_checkpoint_is_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    GRANT SELECT, INSERT, DELETE ON log_dirty TO evolve_app;
    GRANT SELECT, INSERT ON log_chain, log_leaf, log_node, log_key, log_key_told, log_checkpoint
      TO evolve_app;
    GRANT SELECT, UPDATE ON log_state TO evolve_app;
  END IF;
END
$$;
