-- SPDX-License-Identifier: GPL-3.0-or-later
-- The address of who has become somebody else: it still signs them in.
ALTER TABLE merged_member ADD COLUMN email TEXT NOT NULL DEFAULT '';
CREATE INDEX merged_member_by_email ON merged_member (email);
