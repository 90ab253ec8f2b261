/* SPDX-License-Identifier: GPL-3.0-or-later
 * Taking a whole import back, from the hours page. */
#include "config.h"

#include "rondo-hours-import.h"

#include "rondo-imports.h"
#include "rondo-take-back.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

static char *
describe (const RondoImportUndo *undo)
{
  g_autofree char *name = rondo_text_isolate (undo->name);

  return g_strdup_printf (
      ngettext ("%u session that came from %s leaves the log, with the clients who came with it "
                "and have no other sessions.",
                "%u sessions that came from %s leave the log, with the clients who came with "
                "them and have no other sessions.",
                undo->n_entries),
      undo->n_entries,
      name);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoImportUndo) undo =
      rondo_imports_load_undo_finish (RONDO_STORE (object), result, &error);
  gboolean is_there = undo != NULL && undo->name != NULL;
  g_autofree char *body = is_there ? describe (undo) : NULL;

  rondo_take_back_ask (user_data,
                       is_there ? g_steal_pointer (&undo->change) : NULL,
                       body,
                       error,
                       _ ("Nothing in the log came from an import."));
}

void
rondo_hours_import_take_back (GtkWidget *from, RondoContext *context)
{
  rondo_imports_load_undo_async (
      rondo_context_get_store (context), NULL, loaded_cb, rondo_take_back_new (from, context));
}
