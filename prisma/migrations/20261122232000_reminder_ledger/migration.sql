-- Why a timer came to nothing, in words, and the entry of the history by which it no longer applies.
ALTER TABLE timer ADD COLUMN why text, ADD COLUMN cause bigint;
