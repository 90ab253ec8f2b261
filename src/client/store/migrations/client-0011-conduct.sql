-- SPDX-License-Identifier: GPL-3.0-or-later
-- Reports about conduct and what was done about them. Derived, and filled again.

CREATE TABLE conduct (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  about TEXT NOT NULL,          -- a member
  made_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE conduct_step (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  report TEXT NOT NULL,         -- id of a conduct
  made_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX conduct_step_by_report ON conduct_step (report, made_us);
