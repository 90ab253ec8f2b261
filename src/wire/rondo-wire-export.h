/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything of one person as JSON text, for that person: written from left to right. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef struct _RondoWireExport RondoWireExport;

RondoWireExport *
rondo_wire_export_new (const char *community, const char *member, int64_t exported_us);

/* First, if there is one: the account and its devices. */
void rondo_wire_export_account (RondoWireExport *export,
                                gboolean is_coordinator,
                                gboolean is_held,
                                int64_t created_us);
void rondo_wire_export_device (RondoWireExport *export,
                               const char *name,
                               int64_t created_us,
                               int64_t renewed_us);

/** rondo_wire_export_text: a single value; before the first list. */
void rondo_wire_export_text (RondoWireExport *export, const char *name, const char *value);

/** rondo_wire_export_begin: a list called @name: what records follow belong to it. */
void rondo_wire_export_begin (RondoWireExport *export, const char *name);

/** rondo_wire_export_record: a record of the server, with its body as it was checked; @written_us
 * is left out if 0. */
void rondo_wire_export_record (RondoWireExport *export,
                               const char *kind,
                               const char *id,
                               int64_t version,
                               int64_t written_us,
                               const char *body);

/** rondo_wire_export_note: a private note about the client or log entry @subject. */
void rondo_wire_export_note (RondoWireExport *export,
                             const char *kind,
                             const char *subject,
                             int64_t changed_us,
                             const char *text);

/** rondo_wire_export_end: all of it; frees @export. (transfer full) */
char *rondo_wire_export_end (RondoWireExport *export);

G_END_DECLS
