-- The consent ledger, first version. Times are microseconds since 1970; hashes and encrypted values are hexadecimal.
-- Statements are separated by an empty line.

CREATE TABLE consent_subject (
  subject_ref     TEXT NOT NULL PRIMARY KEY,             -- surrogate; whom it stands for is in the host's own table
  version         BIGINT NOT NULL CHECK (version >= 0),   -- number of events: the consent version
  chain_hash      TEXT NOT NULL,                        -- hash of the newest event
  inflight        INTEGER NOT NULL CHECK (inflight >= 0), -- hand-overs that are open
  erased_at       BIGINT,
  merged_into     TEXT
);

CREATE INDEX consent_subject_merged ON consent_subject (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE consent_event (
  subject_ref     TEXT NOT NULL REFERENCES consent_subject,
  version         BIGINT NOT NULL CHECK (version >= 1),
  event_type      TEXT NOT NULL,
  purpose         TEXT,
  exact_purpose   BOOLEAN NOT NULL,
  channels        TEXT NOT NULL,                        -- sorted, comma between; empty means all
  categories      TEXT NOT NULL,                        -- sorted, comma between; empty means all
  explicit_words  BOOLEAN NOT NULL,
  actor_role      TEXT NOT NULL,
  jurisdiction    TEXT,
  notice_id       TEXT,
  notice_version  TEXT,
  occurred_at     BIGINT NOT NULL,
  recorded_at     BIGINT NOT NULL,
  valid_from      BIGINT,
  valid_until     BIGINT,
  block_reason    TEXT,
  joined_with     TEXT,
  idempotency_key TEXT NOT NULL,
  payload_hash    TEXT NOT NULL,
  sealed          TEXT NOT NULL,                        -- what identifies, encrypted under the person's key
  previous_hash   TEXT NOT NULL,
  hash            TEXT NOT NULL,
  PRIMARY KEY (subject_ref, version),
  UNIQUE (subject_ref, idempotency_key),
  CHECK (valid_from IS NULL OR valid_until IS NULL OR valid_from < valid_until),
  CHECK (occurred_at <= recorded_at + 300000000)
);

CREATE TABLE consent_key (
  subject_ref     TEXT NOT NULL PRIMARY KEY REFERENCES consent_subject,
  key_id          TEXT NOT NULL,
  wrapped         TEXT NOT NULL
);

CREATE TABLE consent_log (
  log_index       BIGINT NOT NULL PRIMARY KEY CHECK (log_index >= 0),
  subject_ref     TEXT NOT NULL,
  version         BIGINT NOT NULL,
  leaf_hash       TEXT NOT NULL,
  UNIQUE (subject_ref, version),
  FOREIGN KEY (subject_ref, version) REFERENCES consent_event
);

CREATE TABLE consent_checkpoint (
  tree_size       BIGINT NOT NULL PRIMARY KEY,
  root            TEXT NOT NULL,
  signed_at       BIGINT NOT NULL,
  key_id          TEXT NOT NULL,
  signature       TEXT NOT NULL
);

CREATE TABLE suppression (
  channel         TEXT NOT NULL,
  contact_hash    TEXT NOT NULL,
  generation      INTEGER NOT NULL,                       -- number of keys that the hash was made with
  reason          TEXT NOT NULL,
  since           BIGINT NOT NULL,
  PRIMARY KEY (contact_hash, channel, reason)
);

CREATE INDEX suppression_generation ON suppression (generation);

CREATE TABLE dispatch (
  reference       TEXT NOT NULL PRIMARY KEY,            -- random; the transport can be asked with it
  person          TEXT NOT NULL,
  campaign        TEXT NOT NULL,
  step            TEXT NOT NULL,
  policy_version  BIGINT NOT NULL,
  decision        TEXT NOT NULL,
  state           TEXT NOT NULL,
  claimed_at      BIGINT NOT NULL,
  lease_nanos     BIGINT NOT NULL,
  done_at         BIGINT,
  UNIQUE (person, campaign, step)
);

CREATE INDEX dispatch_unsettled ON dispatch (state) WHERE state IN ('OPEN', 'UNKNOWN');

CREATE TABLE dispatch_person (
  reference       TEXT NOT NULL REFERENCES dispatch ON DELETE CASCADE,
  subject_ref     TEXT NOT NULL,
  version         BIGINT NOT NULL,                        -- consent version under which it was decided
  PRIMARY KEY (subject_ref, reference)
);

CREATE INDEX dispatch_person_reference ON dispatch_person (reference);

CREATE TRIGGER consent_event_update BEFORE UPDATE ON consent_event BEGIN
  SELECT RAISE(ABORT, 'consent_event is append-only');
END;

CREATE TRIGGER consent_event_delete BEFORE DELETE ON consent_event BEGIN
  SELECT RAISE(ABORT, 'consent_event is append-only');
END;

CREATE TRIGGER consent_log_update BEFORE UPDATE ON consent_log BEGIN
  SELECT RAISE(ABORT, 'consent_log is append-only');
END;

CREATE TRIGGER consent_log_delete BEFORE DELETE ON consent_log BEGIN
  SELECT RAISE(ABORT, 'consent_log is append-only');
END;

CREATE TRIGGER consent_checkpoint_update BEFORE UPDATE ON consent_checkpoint BEGIN
  SELECT RAISE(ABORT, 'consent_checkpoint is append-only');
END;

CREATE TRIGGER consent_checkpoint_delete BEFORE DELETE ON consent_checkpoint BEGIN
  SELECT RAISE(ABORT, 'consent_checkpoint is append-only');
END;

-- INSERT OR REPLACE removes rows without asking the triggers above.
CREATE TRIGGER consent_event_insert BEFORE INSERT ON consent_event
WHEN EXISTS (SELECT 1 FROM consent_event WHERE rowid = NEW.rowid OR (subject_ref = NEW.subject_ref
  AND (version = NEW.version OR idempotency_key = NEW.idempotency_key))) BEGIN
  SELECT RAISE(ABORT, 'consent_event is append-only');
END;

CREATE TRIGGER consent_log_insert BEFORE INSERT ON consent_log
WHEN EXISTS (SELECT 1 FROM consent_log WHERE rowid = NEW.rowid OR log_index = NEW.log_index
  OR (subject_ref = NEW.subject_ref AND version = NEW.version)) BEGIN
  SELECT RAISE(ABORT, 'consent_log is append-only');
END;

-- A checkpoint of a size that is there is left as it is.
CREATE TRIGGER consent_checkpoint_insert BEFORE INSERT ON consent_checkpoint
WHEN EXISTS (SELECT 1 FROM consent_checkpoint WHERE rowid = NEW.rowid OR tree_size = NEW.tree_size) BEGIN
  SELECT RAISE(IGNORE);
END;
