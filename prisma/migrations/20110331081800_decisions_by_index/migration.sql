-- Few entries carry a decision: those that may are found without reading all the others.
CREATE INDEX entry_organisation_programme_sequence_idx ON entry (organisation, programme, sequence)
  WHERE stream = 'history' AND canonical LIKE '%"decision":{%';
