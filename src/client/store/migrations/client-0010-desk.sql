-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a coach plans for is a record of the account, no longer a matter of one computer.

CREATE TABLE desk (
  id TEXT NOT NULL PRIMARY KEY -- of the record
) STRICT, WITHOUT ROWID;
