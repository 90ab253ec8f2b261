-- SPDX-License-Identifier: GPL-3.0-or-later
-- Which entries and clients came from a file, so that all of them can be taken back; and what the
-- columns of files like it mean.

CREATE TABLE import (
  id INTEGER PRIMARY KEY,   -- order of the imports
  name TEXT NOT NULL,       -- of the file
  made_us INTEGER NOT NULL  -- microseconds since 1970 UTC
) STRICT;

CREATE TABLE import_record (
  import INTEGER NOT NULL REFERENCES import (id), -- which import
  record TEXT NOT NULL,                           -- an entry or client that it made
  PRIMARY KEY (import, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_mapping (
  key TEXT NOT NULL PRIMARY KEY, -- checksum of the names of the columns
  mapping TEXT NOT NULL          -- as rondo_log_mapping_to_text() writes it
) STRICT, WITHOUT ROWID;
