-- The consent ledger, first version. Times are microseconds since 1970; hashes and encrypted values are hexadecimal.
-- Statements are separated by an empty line.

CREATE TABLE consent_subject (
  subject_ref     VARCHAR NOT NULL PRIMARY KEY,             -- surrogate; whom it stands for is in the host's own table
  version         BIGINT NOT NULL CHECK (version >= 0),   -- number of events: the consent version
  chain_hash      VARCHAR NOT NULL,                        -- hash of the newest event
  inflight        INTEGER NOT NULL CHECK (inflight >= 0), -- hand-overs that are open
  erased_at       BIGINT,
  merged_into     VARCHAR
);

CREATE INDEX consent_subject_merged ON consent_subject (merged_into);

CREATE TABLE consent_event (
  subject_ref     VARCHAR NOT NULL REFERENCES consent_subject,
  version         BIGINT NOT NULL CHECK (version >= 1),
  event_type      VARCHAR NOT NULL,
  purpose         VARCHAR,
  exact_purpose   BOOLEAN NOT NULL,
  channels        VARCHAR NOT NULL,                        -- sorted, comma between; empty means all
  categories      VARCHAR NOT NULL,                        -- sorted, comma between; empty means all
  explicit_words  BOOLEAN NOT NULL,
  actor_role      VARCHAR NOT NULL,
  jurisdiction    VARCHAR,
  notice_id       VARCHAR,
  notice_version  VARCHAR,
  occurred_at     BIGINT NOT NULL,
  recorded_at     BIGINT NOT NULL,
  valid_from      BIGINT,
  valid_until     BIGINT,
  block_reason    VARCHAR,
  joined_with     VARCHAR,
  idempotency_key VARCHAR NOT NULL,
  payload_hash    VARCHAR NOT NULL,
  sealed          VARCHAR NOT NULL,                        -- what identifies, encrypted under the person's key
  previous_hash   VARCHAR NOT NULL,
  hash            VARCHAR NOT NULL,
  PRIMARY KEY (subject_ref, version),
  UNIQUE (subject_ref, idempotency_key),
  CHECK (valid_from IS NULL OR valid_until IS NULL OR valid_from < valid_until),
  CHECK (occurred_at <= recorded_at + 300000000)
);

CREATE TABLE consent_key (
  subject_ref     VARCHAR NOT NULL PRIMARY KEY REFERENCES consent_subject,
  key_id          VARCHAR NOT NULL,
  wrapped         VARCHAR NOT NULL
);

CREATE TABLE consent_log (
  log_index       BIGINT NOT NULL PRIMARY KEY CHECK (log_index >= 0),
  subject_ref     VARCHAR NOT NULL,
  version         BIGINT NOT NULL,
  leaf_hash       VARCHAR NOT NULL,
  UNIQUE (subject_ref, version),
  FOREIGN KEY (subject_ref, version) REFERENCES consent_event
);

CREATE TABLE consent_checkpoint (
  tree_size       BIGINT NOT NULL PRIMARY KEY,
  root            VARCHAR NOT NULL,
  signed_at       BIGINT NOT NULL,
  key_id          VARCHAR NOT NULL,
  signature       VARCHAR NOT NULL
);

CREATE TABLE suppression (
  channel         VARCHAR NOT NULL,
  contact_hash    VARCHAR NOT NULL,
  generation      INTEGER NOT NULL,                       -- number of keys that the hash was made with
  reason          VARCHAR NOT NULL,
  since           BIGINT NOT NULL,
  PRIMARY KEY (contact_hash, channel, reason)
);

CREATE INDEX suppression_generation ON suppression (generation);

CREATE TABLE dispatch (
  reference       VARCHAR NOT NULL PRIMARY KEY,            -- random; the transport can be asked with it
  person          VARCHAR NOT NULL,
  campaign        VARCHAR NOT NULL,
  step            VARCHAR NOT NULL,
  policy_version  BIGINT NOT NULL,
  decision        VARCHAR NOT NULL,
  state           VARCHAR NOT NULL,
  claimed_at      BIGINT NOT NULL,
  lease_nanos     BIGINT NOT NULL,
  done_at         BIGINT,
  UNIQUE (person, campaign, step)
);

CREATE INDEX dispatch_unsettled ON dispatch (state);

CREATE TABLE dispatch_person (
  reference       VARCHAR NOT NULL REFERENCES dispatch ON DELETE CASCADE,
  subject_ref     VARCHAR NOT NULL,
  version         BIGINT NOT NULL,                        -- consent version under which it was decided
  PRIMARY KEY (subject_ref, reference)
);

CREATE INDEX dispatch_person_reference ON dispatch_person (reference);

CREATE TRIGGER consent_event_rows BEFORE UPDATE, DELETE ON consent_event FOR EACH ROW CALL 'org.tidings.jdbc.internal.AppendOnlyTrigger';

CREATE TRIGGER consent_log_rows BEFORE UPDATE, DELETE ON consent_log FOR EACH ROW CALL 'org.tidings.jdbc.internal.AppendOnlyTrigger';

CREATE TRIGGER consent_checkpoint_rows BEFORE UPDATE, DELETE ON consent_checkpoint FOR EACH ROW CALL 'org.tidings.jdbc.internal.AppendOnlyTrigger';
