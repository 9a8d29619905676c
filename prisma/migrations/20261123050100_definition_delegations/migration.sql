-- Which charts of a definition keep delegations, and in which field, is asked for with every notice:
-- to look through the document each time takes longer than all the rest of the question.
CREATE FUNCTION delegation_fields(document json) RETURNS json
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (
    SELECT json_object_agg(c.key, c.value ->> 'delegations')
    FROM json_each(document -> 'charts') AS c
    WHERE c.value ->> 'delegations' IS NOT NULL
  );
ALTER TABLE definition
  ADD COLUMN delegations json GENERATED ALWAYS AS (delegation_fields(document)) STORED;
