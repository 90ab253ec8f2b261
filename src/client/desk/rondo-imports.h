/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bringing a foreign log in: what it would do, doing it, and taking all of it back. */
#pragma once

#include "rondo-change.h"
#include "rondo-log-import.h"
#include "rondo-store.h"

G_BEGIN_DECLS

/* What an import that is saved leaves behind. */
typedef struct {
  char *name;         /* of the file */
  GPtrArray *records; /* of char *: ids of what it made */
  char *key;          /* of its columns, or NULL */
  char *mapping;      /* what they mean */
  int64_t made_us;
} RondoImportNote;

/* The last import that can be taken back. */
typedef struct {
  char *name;          /* NULL: there is none */
  guint n_entries;     /* still in the log */
  RondoChange *change; /* takes them out; NULL if there is none */
} RondoImportUndo;

/** rondo_imports_preview_async: reads @file. @mapping: what its columns mean, or NULL: as they did
 * in the last file with the same columns, or as they can be guessed. */
void rondo_imports_preview_async (RondoStore *store,
                                  GBytes *file,
                                  const RondoLogMapping *mapping,
                                  RondoDate today,
                                  int64_t now_us,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
RondoLogImport *
rondo_imports_preview_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_imports_make_change: (transfer full): what is to be saved. @undo: (out) (transfer full):
 * what takes it back. @records: (out) (transfer full) (element-type utf8): ids of what it makes. */
RondoChange *rondo_imports_make_change (const RondoLogImport *import,
                                        gboolean take_duplicates,
                                        RondoChange **undo,
                                        GPtrArray **records);

/** rondo_imports_remember_async: @note (taken over) of an import that was saved. */
void rondo_imports_remember_async (RondoStore *store,
                                   RondoImportNote *note,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean rondo_imports_remember_finish (RondoStore *store, GAsyncResult *result, GError **error);

void rondo_imports_load_undo_async (RondoStore *store,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
RondoImportUndo *
rondo_imports_load_undo_finish (RondoStore *store, GAsyncResult *result, GError **error);

void rondo_import_note_free (RondoImportNote *note);
void rondo_import_undo_free (RondoImportUndo *undo);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoImportNote, rondo_import_note_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoImportUndo, rondo_import_undo_free)

G_END_DECLS
