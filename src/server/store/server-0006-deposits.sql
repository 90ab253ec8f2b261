-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a change that was handed in was made from: without it, an edit could not be merged.
ALTER TABLE deposit ADD COLUMN was TEXT;
