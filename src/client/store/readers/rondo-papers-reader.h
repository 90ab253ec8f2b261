/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coach hands in or keeps, made from the database in one read transaction. */
#pragma once

#include "rondo-db.h"
#include "rondo-papers.h"

G_BEGIN_DECLS

/** rondo_papers_reader_write: the file that @order asks for. (transfer full) */
GBytes *rondo_papers_reader_write (RondoDb *db, const RondoPaperOrder *order, GError **error);

/** rondo_papers_reader_read_letters: (transfer full) */
RondoLettersOverview *
rondo_papers_reader_read_letters (RondoDb *db, RondoDate today, GError **error);

G_END_DECLS
