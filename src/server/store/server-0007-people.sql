-- SPDX-License-Identifier: GPL-3.0-or-later
-- Why an account is held, whom an invitation was made for, and accounts that have become one.

-- For coordinators alone; '' if none was given.
ALTER TABLE account ADD COLUMN hold_reason TEXT NOT NULL DEFAULT '';

-- Names the invitation where its code must not be told.
ALTER TABLE invitation ADD COLUMN id TEXT NOT NULL DEFAULT '';
UPDATE invitation SET id = lower (hex (randomblob (16)));

-- The address that an invitation was made for which names no member.
ALTER TABLE invitation ADD COLUMN email TEXT;
CREATE INDEX invitation_by_member ON invitation (member);

-- Who has become somebody else: devices of the one may go on as the other.
CREATE TABLE merged_member (
  member TEXT NOT NULL PRIMARY KEY,
  stays TEXT NOT NULL,
  merged_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_member_by_stays ON merged_member (stays);
