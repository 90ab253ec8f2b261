-- SPDX-License-Identifier: GPL-3.0-or-later
-- Private notes: a file of their own, so that nothing that syncs can ever reach them.

CREATE TABLE note (
  kind TEXT NOT NULL CHECK (kind IN ('client', 'session')), -- what it is about
  subject TEXT NOT NULL,                                    -- id of the client or log entry
  text TEXT NOT NULL,                                       -- as written
  changed_us INTEGER NOT NULL,                              -- microseconds since 1970 UTC
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
