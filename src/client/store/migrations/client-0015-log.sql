-- SPDX-License-Identifier: GPL-3.0-or-later
-- Lists and totals are made of the whole log, which is short to go through: an index costs every
-- entry that comes or is written more than all readers save.

DROP INDEX IF EXISTS log_entry_by_day;
DROP INDEX IF EXISTS log_entry_by_client;
DELETE FROM meta WHERE key = 'is_first_read';
