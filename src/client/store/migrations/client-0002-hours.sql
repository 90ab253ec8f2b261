-- SPDX-License-Identifier: GPL-3.0-or-later
-- Clients and log entries with all that lists, totals and plans ask for: no body is read for them.
-- Both tables are derived and are filled anew when the program starts.

DROP TABLE client;
CREATE TABLE client (
  id TEXT NOT NULL PRIMARY KEY, -- of the record
  name TEXT NOT NULL,           -- of the client
  search TEXT NOT NULL          -- name and contact as searched for: case folded
) STRICT, WITHOUT ROWID;

DROP TABLE log_entry;
CREATE TABLE log_entry (
  id TEXT NOT NULL PRIMARY KEY,   -- of the record
  client TEXT NOT NULL,           -- who was coached
  session TEXT,                   -- the shared session it belongs to
  day INTEGER NOT NULL,           -- days since 1970
  start_minute INTEGER NOT NULL,  -- of the day; -1: not said
  minutes INTEGER NOT NULL,       -- real time
  payment INTEGER NOT NULL,       -- RondoPayment
  activity INTEGER NOT NULL,      -- RondoActivity
  setting INTEGER NOT NULL,       -- RondoSetting
  group_size INTEGER NOT NULL     -- 1: one to one
) STRICT, WITHOUT ROWID;
CREATE INDEX log_entry_by_day ON log_entry (day);
CREATE INDEX log_entry_by_client ON log_entry (client, day);
