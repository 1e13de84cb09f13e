-- What a release to come might do to the tables: a column that is filled, a table with an index, a trigger's table left alone.
-- Statements are separated by an empty line.

ALTER TABLE consent_subject ADD COLUMN region VARCHAR;

UPDATE consent_subject SET region = 'north' WHERE region IS NULL;

CREATE TABLE consent_note (
  subject_ref     VARCHAR NOT NULL PRIMARY KEY REFERENCES consent_subject,
  note            VARCHAR NOT NULL
);

INSERT INTO consent_note (subject_ref, note)
SELECT s.subject_ref, 'moved' FROM consent_subject s
WHERE NOT EXISTS (SELECT 1 FROM consent_note n WHERE n.subject_ref = s.subject_ref);

CREATE INDEX consent_subject_region ON consent_subject (region);
