-- SPDX-License-Identifier: GPL-3.0-or-later
-- The database of the app. Truth: record, record_scope, outbox, outbox_record, cursor, meta.
-- Derived from record.body and rebuilt at will: member, profile, round, registration, plan,
-- pairing, session, client, log_entry.

CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY, -- "server", "community", "member", "name", "epoch", …
  value TEXT NOT NULL            -- as text, whatever it means
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
  id TEXT NOT NULL PRIMARY KEY,       -- UUID
  kind TEXT NOT NULL,                 -- word of the protocol, also one this version does not know
  version INTEGER NOT NULL DEFAULT 0, -- the last one the server told; 0: it does not have it
  body TEXT,                          -- what the user sees, JSON; NULL: deleted or gone
  base_body TEXT                      -- what the server has, while an op touches it; NULL: nothing
) STRICT, WITHOUT ROWID;

CREATE TABLE record_scope (
  record TEXT NOT NULL REFERENCES record (id), -- which record
  scope TEXT NOT NULL,                         -- a scope of the account that shows it
  PRIMARY KEY (record, scope)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_scope_by_scope ON record_scope (scope);

CREATE TABLE cursor (
  scope TEXT NOT NULL PRIMARY KEY, -- a scope of the account
  seq INTEGER NOT NULL             -- how far it has been read
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY,      -- order of the changes
  op TEXT NOT NULL UNIQUE,      -- id of the op, UUID
  act TEXT NOT NULL,            -- "put", "delete", "publish"
  kind TEXT NOT NULL,           -- of the record
  record TEXT NOT NULL,         -- the record it writes; publish: the plan
  base INTEGER,                 -- version it was made from; NULL: that at the time of sending
  body TEXT,                    -- new body, JSON; NULL: delete
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused')), -- sent: never altered again
  message TEXT,                 -- refused: the sentence of the server
  made_us INTEGER NOT NULL      -- when the user made it, microseconds since 1970 UTC
) STRICT;

CREATE TABLE outbox_record (
  op TEXT NOT NULL REFERENCES outbox (op) ON DELETE CASCADE, -- an op
  record TEXT NOT NULL,                                      -- one of the records it touches
  PRIMARY KEY (op, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_record_by_record ON outbox_record (record);

CREATE TABLE member (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  name TEXT NOT NULL,           -- as written by the member
  email TEXT NOT NULL           -- lower case
) STRICT, WITHOUT ROWID;
CREATE INDEX member_by_email ON member (email);

CREATE TABLE profile (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  member TEXT NOT NULL,         -- whose profile
  name TEXT NOT NULL            -- of that member
) STRICT, WITHOUT ROWID;
CREATE INDEX profile_by_member ON profile (member);

CREATE TABLE round (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  name TEXT NOT NULL,           -- as the coordinator calls it
  start_day INTEGER NOT NULL,   -- days since 1970
  state TEXT NOT NULL           -- "open", "published"
) STRICT, WITHOUT ROWID;

CREATE TABLE registration (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  round TEXT NOT NULL,          -- for which round
  member TEXT NOT NULL          -- who registered
) STRICT, WITHOUT ROWID;
CREATE INDEX registration_by_round ON registration (round, member);

CREATE TABLE plan (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  round TEXT NOT NULL           -- which round it pairs
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_by_round ON plan (round);

CREATE TABLE pairing (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  round TEXT NOT NULL,          -- of which round
  coach TEXT NOT NULL,          -- member id
  client TEXT NOT NULL,         -- member id
  state TEXT NOT NULL           -- "active", "ended"
) STRICT, WITHOUT ROWID;
CREATE INDEX pairing_by_round ON pairing (round);
CREATE INDEX pairing_by_coach ON pairing (coach);
CREATE INDEX pairing_by_client ON pairing (client);

CREATE TABLE session (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  pairing TEXT NOT NULL,        -- of which pairing
  day INTEGER NOT NULL,         -- days since 1970
  minutes INTEGER NOT NULL      -- of coaching
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_pairing ON session (pairing);

CREATE TABLE client (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  name TEXT NOT NULL            -- of the client
) STRICT, WITHOUT ROWID;

CREATE TABLE log_entry (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  client TEXT NOT NULL,         -- who was coached
  day INTEGER NOT NULL          -- days since 1970
) STRICT, WITHOUT ROWID;
