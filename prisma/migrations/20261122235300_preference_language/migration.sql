-- The language a person is written to in (BCP 47).
ALTER TABLE preference ADD COLUMN language text NOT NULL DEFAULT 'en-GB';
