-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is counted after every answer is counted without reading the changes themselves; and what
-- every row of an answer would write, but only the loss of a scope asks for, is not kept.

CREATE INDEX outbox_refused ON outbox (seq) WHERE state = 'refused';
DROP INDEX record_scope_by_scope;
