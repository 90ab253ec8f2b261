-- SPDX-License-Identifier: GPL-3.0-or-later
-- While all is read again, a record that was not told yet has no version; this is the one it had, to
-- be shown should the server lose its history once more.
ALTER TABLE record ADD COLUMN held_version INTEGER NOT NULL DEFAULT 0;
