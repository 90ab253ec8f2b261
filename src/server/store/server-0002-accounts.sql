-- SPDX-License-Identifier: GPL-3.0-or-later
-- Accounts that can be held, devices with tokens that are renewed, what administrators did, and
-- changes that a held account has handed in.

-- A held account can not sign in; its devices are kept for the day it is released.
ALTER TABLE account ADD COLUMN is_held INTEGER NOT NULL DEFAULT 0 CHECK (is_held IN (0, 1));

-- Signed-in devices. A refresh token is "<family>.<secret>": the family stays through all renewals,
-- the secret is another one after each. All of it is kept as BLAKE2b, hexadecimal.
CREATE TABLE device (
  family TEXT PRIMARY KEY,
  member TEXT NOT NULL REFERENCES account (member),
  name TEXT NOT NULL,            -- what the member calls it
  secret TEXT NOT NULL,          -- that renews next
  previous TEXT NOT NULL,        -- that renewed last, for an answer that was lost; '' if none
  created_us INTEGER NOT NULL,
  renewed_us INTEGER NOT NULL,
  expires_us INTEGER NOT NULL
) STRICT;
CREATE INDEX device_by_member ON device (member);

-- What devices show with every request, for a quarter of an hour.
CREATE TABLE access (
  hash TEXT PRIMARY KEY,
  family TEXT NOT NULL REFERENCES device (family),
  expires_us INTEGER NOT NULL
) STRICT;
CREATE INDEX access_by_family ON access (family);

-- A token of before is family and secret in one.
INSERT INTO device (family, member, name, secret, previous, created_us, renewed_us, expires_us)
SELECT hash, member, device, hash, '', created_us, created_us, expires_us FROM token;
DROP TABLE token;

-- What administrators and coordinators did. Rows are added and never changed: each holds the hash
-- of the one before, so that a change or a gap shows.
CREATE TABLE admin_log (
  id INTEGER PRIMARY KEY,        -- 1, 2, 3 …
  at_us INTEGER NOT NULL,
  actor TEXT NOT NULL,           -- id of a member, or 'console'
  action TEXT NOT NULL,          -- 'invite', 'role', 'hold' …
  subject TEXT NOT NULL,         -- id of a member or of a record; '' if none
  detail TEXT NOT NULL,          -- a word or a number, never a name or an address
  hash TEXT NOT NULL             -- BLAKE2b of this row and the hash before
) STRICT;

-- Changes of an account that was held while they waited on its device. A coordinator decides.
CREATE TABLE deposit (
  id INTEGER PRIMARY KEY,        -- 1, 2, 3 …
  member TEXT NOT NULL,
  op TEXT NOT NULL UNIQUE,       -- id of the change: handed in twice, it is kept once
  act TEXT NOT NULL,
  kind TEXT NOT NULL,
  record TEXT NOT NULL,
  base INTEGER NOT NULL,
  body TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'refused')),
  received_us INTEGER NOT NULL,
  decided_us INTEGER
) STRICT;
CREATE INDEX deposit_by_member ON deposit (member);
