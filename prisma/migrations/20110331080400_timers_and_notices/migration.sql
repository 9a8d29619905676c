-- "C" order: the order in which timers fire must not depend on the server's locale.
CREATE TABLE timer (
  organisation text NOT NULL,
  programme text NOT NULL,
  item text NOT NULL COLLATE "C",
  key text NOT NULL COLLATE "C",
  kind text NOT NULL CHECK (kind IN ('wake', 'reminder', 'check', 'catchUp')),
  due_at timestamptz(3) NOT NULL,
  detail json NOT NULL,
  status text NOT NULL DEFAULT 'pending'
    CHECK (status IN ('pending', 'fired', 'superseded', 'cancelled', 'silent')),
  clock text NOT NULL CHECK (clock IN ('live', 'rehearsal')),
  claimed_at timestamptz(3),
  settled_at timestamptz(3),
  late boolean NOT NULL DEFAULT false,
  notice text,
  PRIMARY KEY (organisation, programme, item, key),
  FOREIGN KEY (organisation, programme) REFERENCES programme (organisation, id),
  CONSTRAINT timer_settled_at_check CHECK ((status = 'pending') = (settled_at IS NULL))
);
CREATE INDEX timer_clock_status_due_at_idx ON timer (clock, status, due_at);

CREATE TABLE notice (
  organisation text NOT NULL,
  programme text NOT NULL,
  id text NOT NULL,
  template text NOT NULL,
  item text NOT NULL,
  to_roles text[] NOT NULL,
  to_persons text[] NOT NULL,
  data json NOT NULL,
  at timestamptz(3) NOT NULL,
  clock text NOT NULL CHECK (clock IN ('live', 'rehearsal')),
  relayed_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, programme, id),
  FOREIGN KEY (organisation, programme) REFERENCES programme (organisation, id)
);
CREATE INDEX notice_clock_relayed_at_idx ON notice (clock, relayed_at);

CREATE TABLE delivery (
  organisation text NOT NULL,
  programme text NOT NULL,
  notice text NOT NULL,
  channel text NOT NULL,
  person text NOT NULL,
  address text NOT NULL,
  status text NOT NULL DEFAULT 'pending',
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  last_error text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  sent_at timestamptz(3),
  read_at timestamptz(3),
  PRIMARY KEY (organisation, programme, notice, channel, person),
  FOREIGN KEY (organisation, programme, notice) REFERENCES notice (organisation, programme, id)
);
CREATE INDEX delivery_status_idx ON delivery (status);
CREATE INDEX delivery_organisation_person_channel_idx ON delivery (organisation, person, channel);
