-- When people were active, first version: one row for each person over all channels, and one for each person and channel.
-- Statements are separated by an empty line.

CREATE TABLE person_times (
  person  VARCHAR NOT NULL,
  channel VARCHAR NOT NULL,                                -- empty over all channels
  state   BLOB NOT NULL CHECK (length(state) = 56),
  PRIMARY KEY (person, channel)
) WITHOUT ROWID;
