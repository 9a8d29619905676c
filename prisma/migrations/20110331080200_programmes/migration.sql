CREATE TABLE programme (
  organisation text NOT NULL REFERENCES organisation (id),
  id text NOT NULL CHECK (id <> ''),
  definition text NOT NULL,
  title text NOT NULL,
  clock text NOT NULL CHECK (clock IN ('live', 'rehearsal')),
  version bigint NOT NULL CHECK (version >= 0),
  head text NOT NULL CHECK (length(head) = 64),
  last_recorded_at timestamptz(3) NOT NULL,
  clock_at timestamptz(3),
  refusals bigint NOT NULL DEFAULT 0 CHECK (refusals >= 0),
  refusal_head text NOT NULL DEFAULT repeat('0', 64) CHECK (length(refusal_head) = 64),
  last_refused_at timestamptz(3),
  created json NOT NULL,
  blocked json NOT NULL,
  opened_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation, definition) REFERENCES definition (organisation, hash),
  CONSTRAINT programme_clock_at_check CHECK ((clock = 'rehearsal') = (clock_at IS NOT NULL))
);

CREATE TABLE item (
  organisation text NOT NULL,
  programme text NOT NULL,
  id text NOT NULL,
  chart text NOT NULL,
  title text NOT NULL,
  value json NOT NULL,
  since text NOT NULL,
  remembered json NOT NULL,
  data json NOT NULL,
  marks json NOT NULL,
  unknown json NOT NULL,
  closed boolean NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  position integer NOT NULL CHECK (position >= 0),
  PRIMARY KEY (organisation, programme, id),
  FOREIGN KEY (organisation, programme) REFERENCES programme (organisation, id)
);

CREATE TABLE "grant" (
  organisation text NOT NULL,
  programme text NOT NULL,
  person text NOT NULL,
  role text NOT NULL,
  items text[] NOT NULL DEFAULT '{}',
  authority text,
  "from" timestamptz(3) NOT NULL DEFAULT now(),
  until timestamptz(3) CHECK (until >= "from"),
  PRIMARY KEY (organisation, programme, person, role),
  FOREIGN KEY (organisation, programme) REFERENCES programme (organisation, id),
  FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);
CREATE INDEX grant_organisation_person_idx ON "grant" (organisation, person);
