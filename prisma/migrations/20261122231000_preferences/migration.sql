-- How a person wants to hear: each notice at once, or one mail a day at a time of their own zone, and
-- on which channels not at all. Who said nothing hears at once, on every channel that reaches them.
CREATE TABLE preference (
  organisation text NOT NULL REFERENCES organisation (id),
  person text NOT NULL,
  zone text NOT NULL,
  digest_at text CHECK (digest_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  muted text[] NOT NULL DEFAULT '{}' CHECK (NOT 'inbox' = ANY (muted)),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, person)
);

-- One mail a day that stands for what was held back: its key is its stable id.
CREATE TABLE digest (
  organisation text NOT NULL REFERENCES organisation (id),
  person text NOT NULL,
  -- The day in the person's zone.
  day text NOT NULL,
  address text NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sent', 'dead')),
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  last_error text,
  next_at timestamptz(3) NOT NULL DEFAULT now(),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  sent_at timestamptz(3),
  PRIMARY KEY (organisation, person, day)
);
CREATE INDEX digest_next_at_idx ON digest (next_at) WHERE status = 'pending';

-- Until when a delivery waits for a digest, and the day of the one that carried it.
ALTER TABLE delivery ADD COLUMN hold_until timestamptz(3), ADD COLUMN digest text;
CREATE INDEX delivery_hold_until_idx ON delivery (hold_until)
  WHERE status = 'pending' AND hold_until IS NOT NULL AND digest IS NULL;
CREATE INDEX delivery_organisation_person_digest_idx ON delivery (organisation, person, digest)
  WHERE digest IS NOT NULL;
-- The inbox is read newest first, a page at a time.
CREATE INDEX delivery_organisation_person_created_at_programme_notice_idx
  ON delivery (organisation, person, created_at, programme, notice) WHERE channel = 'inbox';

-- An address that a calendar subscribes to. Whoever knows the token reads it; only its hash is kept.
CREATE TABLE feed (
  organisation text NOT NULL REFERENCES organisation (id),
  id text NOT NULL,
  person text NOT NULL,
  -- Of one programme; null for all that its owner has a part in.
  programme text,
  token_hash text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  revoked_at timestamptz(3),
  PRIMARY KEY (organisation, id)
);
CREATE UNIQUE INDEX feed_token_hash_idx ON feed (token_hash);
CREATE INDEX feed_organisation_person_idx ON feed (organisation, person);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON preference TO evolve_app;
    GRANT SELECT, INSERT, UPDATE ON digest, feed TO evolve_app;
  END IF;
END
$$;
