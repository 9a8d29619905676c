-- Who hears what nobody else would is asked for with every notice: the role that manages the programme.
ALTER TABLE definition
  ADD COLUMN manager text
    GENERATED ALWAYS AS (coalesce(document ->> 'manager', 'PROGRAMME_MANAGER')) STORED;
