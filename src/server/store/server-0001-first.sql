-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first shape of a community's database on the server.
-- Times are microseconds since 1970 UTC. Ids are UUIDs of 36 lower-case characters.

-- Truth ------------------------------------------------------------------------------------------

-- The community: one row. Its counter is the only source of seq: whoever writes takes the next
-- number in the writing transaction, so that the order of commits is the order of seq.
CREATE TABLE community (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  epoch TEXT NOT NULL,           -- names this history of the community
  salt TEXT NOT NULL,            -- never leaves the server; ids of profiles are derived from it
  seq INTEGER NOT NULL,          -- the last one given out
  created_us INTEGER NOT NULL
) STRICT;

-- The latest state of every record.
CREATE TABLE record (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,            -- word of the protocol
  belongs_to TEXT,               -- never changes: owner of client and log, member of registration
                                 -- and profile, pairing of session, round of pairing and plan
  version INTEGER NOT NULL CHECK (version > 0),
  seq INTEGER NOT NULL,          -- of the last change
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  body TEXT                      -- raw JSON as it came; NULL for a tombstone
) STRICT;

-- Every state a record ever had: who wrote it, when, by which op.
CREATE TABLE record_history (
  record TEXT NOT NULL REFERENCES record (id),
  version INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  reason TEXT NOT NULL,          -- 'op', 'join', 'setup', 'derived'
  member TEXT,                   -- who wrote it; NULL: the server itself
  op TEXT,
  written_us INTEGER NOT NULL,
  body TEXT,
  PRIMARY KEY (record, version)
) STRICT;

-- Who may see what: per scope and record the latest event only, so that reading from 0 is the
-- snapshot. is_gone: the record left the scope or was deleted.
CREATE TABLE feed (
  scope TEXT NOT NULL,           -- 'pub', 'coord', 'u:<member>'
  record TEXT NOT NULL REFERENCES record (id),
  seq INTEGER NOT NULL,
  is_gone INTEGER NOT NULL CHECK (is_gone IN (0, 1)),
  PRIMARY KEY (scope, record)
) STRICT;
CREATE UNIQUE INDEX feed_by_seq ON feed (scope, seq, record);
CREATE INDEX feed_by_record ON feed (record);

-- What became of every op, so that a repeated one gets the same answer and does nothing.
CREATE TABLE ledger (
  op TEXT PRIMARY KEY,
  member TEXT NOT NULL,          -- who sent it; nobody else gets its result
  is_refused INTEGER NOT NULL CHECK (is_refused IN (0, 1)),
  version INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  code TEXT,
  message TEXT,
  written_us INTEGER NOT NULL
) STRICT;

-- Who may sign in. The e-mail address is the member's.
CREATE TABLE account (
  member TEXT PRIMARY KEY REFERENCES record (id),
  is_coordinator INTEGER NOT NULL CHECK (is_coordinator IN (0, 1)),
  password TEXT NOT NULL,        -- Argon2id with its parameters and salt
  created_us INTEGER NOT NULL
) STRICT;

-- Signed-in devices.
CREATE TABLE token (
  hash TEXT PRIMARY KEY,         -- BLAKE2b of the token, hexadecimal
  member TEXT NOT NULL REFERENCES account (member),
  device TEXT NOT NULL,          -- what the member calls it
  created_us INTEGER NOT NULL,
  expires_us INTEGER NOT NULL
) STRICT;
CREATE INDEX token_by_member ON token (member);

-- Single-use codes. A used one stays, so that it can be told from one that never was.
CREATE TABLE invitation (
  hash TEXT PRIMARY KEY,         -- BLAKE2b of the code, hexadecimal
  member TEXT,                   -- for whom; NULL: whoever joins brings their own name
  is_coordinator INTEGER NOT NULL CHECK (is_coordinator IN (0, 1)),
  created_us INTEGER NOT NULL,
  expires_us INTEGER NOT NULL,
  used_us INTEGER
) STRICT;

-- Derived from the bodies of records, for checks; can be rebuilt ------------------------------------

CREATE TABLE member_index (
  member TEXT PRIMARY KEY REFERENCES record (id),
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE round_index (
  round TEXT PRIMARY KEY REFERENCES record (id),
  state TEXT NOT NULL
) STRICT;

CREATE TABLE registration_index (
  registration TEXT PRIMARY KEY REFERENCES record (id),
  round TEXT NOT NULL REFERENCES record (id),
  member TEXT NOT NULL REFERENCES record (id),
  UNIQUE (round, member)
) STRICT;

CREATE TABLE pairing_index (
  pairing TEXT PRIMARY KEY REFERENCES record (id),
  round TEXT NOT NULL REFERENCES record (id),
  coach TEXT NOT NULL REFERENCES record (id),
  client TEXT NOT NULL REFERENCES record (id),
  state TEXT NOT NULL
) STRICT;
CREATE INDEX pairing_by_coach ON pairing_index (coach);
CREATE INDEX pairing_by_client ON pairing_index (client);
