-- SPDX-License-Identifier: GPL-3.0-or-later
-- Epochs that this community has had. Whoever comes from another one saw a future that was lost.

CREATE TABLE past_epoch (
  epoch TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO past_epoch (epoch) SELECT identity FROM community WHERE identity <> epoch;
