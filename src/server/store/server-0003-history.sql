-- SPDX-License-Identifier: GPL-3.0-or-later
-- What proves which history this is, how much of it is remembered, and what each scope holds.

-- Names the community, whatever its epoch: the epoch that it began with.
ALTER TABLE community ADD COLUMN identity TEXT NOT NULL DEFAULT '';
UPDATE community SET identity = epoch;

-- Of what is gone, nothing up to this seq is remembered.
ALTER TABLE community ADD COLUMN min_seq INTEGER NOT NULL DEFAULT 0;

-- 0: the table scope_digest has to be filled.
ALTER TABLE community ADD COLUMN has_digests INTEGER NOT NULL DEFAULT 0
  CHECK (has_digests IN (0, 1));

-- Each commit that took numbers: the last of them, and the tag that only this server can make.
CREATE TABLE commit_tag (
  seq INTEGER PRIMARY KEY,
  tag TEXT NOT NULL,
  written_us INTEGER NOT NULL
) STRICT;

-- How many records a scope holds, and the exclusive or of their digest items.
CREATE TABLE scope_digest (
  scope TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  hash INTEGER NOT NULL
) STRICT;
