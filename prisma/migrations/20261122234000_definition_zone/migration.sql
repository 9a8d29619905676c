-- The zone of a definition is asked for with every delivery: reading it out of the document each time
-- takes longer than all the rest of the question.
ALTER TABLE definition ADD COLUMN zone text GENERATED ALWAYS AS (document ->> 'zone') STORED;
