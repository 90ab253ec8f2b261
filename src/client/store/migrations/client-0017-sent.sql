-- SPDX-License-Identifier: GPL-3.0-or-later
-- Changes are sent in their order: that one was sent is said of all up to it, so that the row of a
-- change is not written again before it goes. Numbers of changes are never given out twice.

CREATE TABLE outbox_mark (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL -- of the last change that was sent; what waits up to here waits for its answer
) STRICT;
INSERT INTO outbox_mark (id, seq)
VALUES (1, coalesce((SELECT max(seq) FROM outbox WHERE state = 'sent'), 0));
UPDATE outbox SET state = 'waiting' WHERE state = 'sent';
