/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading the sessions of the member of this computer. */
#pragma once

#include "rondo-agenda.h"
#include "rondo-view.h"

G_BEGIN_DECLS

RondoAgenda *rondo_agenda_reader_read (RondoDb *db, GError **error);

/** rondo_agenda_reader_read_view: the same within a transaction that is open. */
RondoAgenda *rondo_agenda_reader_read_view (RondoView *view, GError **error);

G_END_DECLS
