-- What a release to come might do to the table.
-- Statements are separated by an empty line.

CREATE INDEX person_times_channel ON person_times (channel);
