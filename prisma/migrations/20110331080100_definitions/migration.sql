-- `json`, not `jsonb`: the order of items and transitions is part of what a definition says.
CREATE TABLE definition (
  organisation text NOT NULL REFERENCES organisation (id),
  hash text NOT NULL CHECK (length(hash) = 64),
  name text NOT NULL,
  title text NOT NULL,
  document json NOT NULL,
  published_at timestamptz(3) NOT NULL DEFAULT now(),
  published_by text NOT NULL,
  PRIMARY KEY (organisation, hash)
);
