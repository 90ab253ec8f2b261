/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private notes about clients and sessions: in a file of their own that is never sent anywhere. */
#include "config.h"

#include "rondo-notes.h"

#include "rondo-error.h"
#include "rondo-notes-table.h"
#include "rondo-storage-error.h"
#include "rondo-worker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RondoNotes {
  GObject parent_instance;

  /* owned */
  RondoWorker *worker; /* NULL until the first note is asked for */
  char *path;
};

G_DEFINE_FINAL_TYPE (RondoNotes, rondo_notes, G_TYPE_OBJECT)

static void
note_free (gpointer note)
{
  rondo_note_free (note);
}

static void
list_free (gpointer list)
{
  g_ptr_array_unref (list);
}

static RondoDb *
open_func (gpointer state, GError **error)
{
  return rondo_notes_table_open (state, g_get_real_time (), error);
}

static gpointer
load_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  const RondoNote *note = state;

  return rondo_notes_table_load (db, note->kind, note->subject, error);
}

static gpointer
save_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (rondo_notes_table_save (db, state, error));
}

static gpointer
list_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  return rondo_notes_table_list (db, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  /* Every job says so too. */
  if (!rondo_worker_open_finish (RONDO_WORKER (source), result, &error))
    g_info ("The notes cannot be opened: %s", error->message);
}

static RondoWorker *
get_worker (RondoNotes *self)
{
  if (self->worker == NULL) {
    self->worker = rondo_worker_new ();
    rondo_worker_open_async (
        self->worker, open_func, g_strdup (self->path), g_free, NULL, opened_cb, NULL);
  }
  return self->worker;
}

static RondoNote *
note_new (RondoNoteKind kind, const char *subject, const char *text)
{
  RondoNote *note = g_new0 (RondoNote, 1);

  note->kind = kind;
  note->subject = g_strdup (subject);
  note->text = g_strdup (text);
  note->changed_us = g_get_real_time ();
  return note;
}

/* Hands the answer of the worker on to whoever asked. */
static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GDestroyNotify free_result = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gpointer value =
      rondo_worker_run_finish (RONDO_WORKER (source), g_task_get_source_tag (task), result, &error);

  if (error != NULL) {
    rondo_storage_error_explain (&error);
    g_task_return_error (task, g_steal_pointer (&error));
  } else {
    g_task_return_pointer (task, value, free_result);
  }
}

static void
run (RondoNotes *self,
     gpointer tag,
     RondoWorkerFunc func,
     RondoNote *state,
     GDestroyNotify free_result,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, (gpointer)free_result, NULL);
  rondo_worker_run_async (get_worker (self),
                          tag,
                          func,
                          state,
                          state != NULL ? note_free : NULL,
                          free_result,
                          cancellable,
                          ran_cb,
                          task);
}

static void
rondo_notes_dispose (GObject *object)
{
  rondo_notes_close (RONDO_NOTES (object));

  G_OBJECT_CLASS (rondo_notes_parent_class)->dispose (object);
}

static void
rondo_notes_finalize (GObject *object)
{
  g_free (RONDO_NOTES (object)->path);

  G_OBJECT_CLASS (rondo_notes_parent_class)->finalize (object);
}

static void
rondo_notes_class_init (RondoNotesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rondo_notes_dispose;
  object_class->finalize = rondo_notes_finalize;
}

static void
rondo_notes_init (RondoNotes *self)
{
}

RondoNotes *
rondo_notes_new (const char *database)
{
  RondoNotes *self = g_object_new (RONDO_TYPE_NOTES, NULL);
  gsize length = strlen (database);

  if (g_str_has_suffix (database, ".db"))
    length -= strlen (".db");
  self->path = g_strdup_printf ("%.*s-notes.db", (int)length, database);
  return self;
}

void
rondo_notes_close (RondoNotes *notes)
{
  g_return_if_fail (RONDO_IS_NOTES (notes));

  if (notes->worker != NULL)
    rondo_worker_close (notes->worker);
  g_clear_object (&notes->worker);
}

const char *
rondo_notes_get_path (RondoNotes *notes)
{
  g_return_val_if_fail (RONDO_IS_NOTES (notes), NULL);

  return notes->path;
}

void
rondo_notes_load_async (RondoNotes *notes,
                        RondoNoteKind kind,
                        const char *subject,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (RONDO_IS_NOTES (notes) && subject != NULL);

  run (notes,
       rondo_notes_load_async,
       load_func,
       note_new (kind, subject, ""),
       g_free,
       cancellable,
       callback,
       user_data);
}

char *
rondo_notes_load_finish (RondoNotes *notes, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, notes), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
rondo_notes_save_async (RondoNotes *notes,
                        RondoNoteKind kind,
                        const char *subject,
                        const char *text,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (RONDO_IS_NOTES (notes) && subject != NULL && text != NULL);

  run (notes,
       rondo_notes_save_async,
       save_func,
       note_new (kind, subject, text),
       NULL,
       cancellable,
       callback,
       user_data);
}

gboolean
rondo_notes_save_finish (RondoNotes *notes, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, notes), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

void
rondo_notes_list_async (RondoNotes *notes,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (RONDO_IS_NOTES (notes));

  run (notes, rondo_notes_list_async, list_func, NULL, list_free, cancellable, callback, user_data);
}

GPtrArray *
rondo_notes_list_finish (RondoNotes *notes, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, notes), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
rondo_note_kind_to_word (RondoNoteKind kind)
{
  return kind == RONDO_NOTE_SESSION ? "session" : "client";
}

void
rondo_note_free (RondoNote *note)
{
  if (note == NULL)
    return;
  g_free (note->subject);
  g_free (note->text);
  g_free (note);
}
