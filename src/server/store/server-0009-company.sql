-- SPDX-License-Identifier: GPL-3.0-or-later
-- Which rounds somebody has joined is asked with every sync.

CREATE INDEX registration_by_member ON registration_index (member);
