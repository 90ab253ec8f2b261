/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bringing a file of members in: what it would do, doing it, and taking all of it back. */
#pragma once

#include "rondo-member-import.h"
#include "rondo-store.h"

G_BEGIN_DECLS

/* The last import that can be taken back. */
typedef struct {
  char *name;          /* of the file; NULL: there is none */
  guint n_new;         /* members who leave the list again */
  guint n_changed;     /* members who become what they were, where nobody has changed them since */
  guint n_kept;        /* members who stay, because they take part in a round by now */
  RondoChange *change; /* does it; NULL if there is none */
} RondoMemberImportUndo;

/** rondo_member_imports_preview_async: reads @file against the members known. @columns (nullable):
 * what its columns mean; NULL: as they did in the last file with the same columns, or as their
 * names say. */
void rondo_member_imports_preview_async (RondoStore *store,
                                         GBytes *file,
                                         const GArray *columns,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
RondoMemberImport *
rondo_member_imports_preview_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_member_imports_make_change: what is to be saved. (transfer full) */
RondoChange *rondo_member_imports_make_change (const RondoMemberImport *import);

/** rondo_member_imports_remember_async: that @import, of the file @name, was saved, and what its
 * columns mean. */
void rondo_member_imports_remember_async (RondoStore *store,
                                          const RondoMemberImport *import,
                                          const char *name,
                                          int64_t made_us,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
rondo_member_imports_remember_finish (RondoStore *store, GAsyncResult *result, GError **error);

void rondo_member_imports_load_undo_async (RondoStore *store,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
RondoMemberImportUndo *
rondo_member_imports_load_undo_finish (RondoStore *store, GAsyncResult *result, GError **error);

void rondo_member_import_undo_free (RondoMemberImportUndo *undo);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMemberImportUndo, rondo_member_import_undo_free)

G_END_DECLS
