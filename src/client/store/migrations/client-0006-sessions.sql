-- SPDX-License-Identifier: GPL-3.0-or-later
-- Sessions to come as well as those that were held; what was already reminded of; and the session
-- that is running now. "session" is derived and filled again.

DROP TABLE session;
CREATE TABLE session (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  pairing TEXT,                 -- of which pairing; NULL: a free exchange of the two that follow
  coach TEXT,                   -- member id, of a free exchange
  client TEXT,                  -- the same
  is_held INTEGER NOT NULL CHECK (is_held IN (0, 1)),
  day INTEGER NOT NULL,         -- days since 1970
  minutes INTEGER NOT NULL      -- of coaching that count; 0 unless it was held
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_pairing ON session (pairing, is_held);
CREATE INDEX session_by_coach ON session (coach) WHERE coach IS NOT NULL;
CREATE INDEX session_by_client ON session (client) WHERE client IS NOT NULL;

CREATE TABLE reminder (
  session TEXT NOT NULL,     -- of which session
  start_us INTEGER NOT NULL, -- as it was then: moved, it is reminded of again
  hours INTEGER NOT NULL,    -- before the start
  PRIMARY KEY (session, start_us, hours)
) STRICT, WITHOUT ROWID;

CREATE TABLE session_timer (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), -- there is at most one
  session TEXT,                                     -- which session is running; NULL: not planned
  pairing TEXT,                                     -- of which pairing; NULL: of none
  started_us INTEGER NOT NULL                       -- microseconds since 1970 UTC
) STRICT;
