CREATE TABLE organisation (
  id text PRIMARY KEY CHECK (id <> ''),
  title text NOT NULL,
  -- The organisation's own chain: its last sequence, hash and time.
  version bigint NOT NULL DEFAULT 0 CHECK (version >= 0),
  head text NOT NULL DEFAULT repeat('0', 64) CHECK (length(head) = 64),
  last_recorded_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE person (
  organisation text NOT NULL REFERENCES organisation (id),
  id text NOT NULL CHECK (id <> ''),
  name text,
  email text,
  PRIMARY KEY (organisation, id)
);
