/* SPDX-License-Identifier: GPL-3.0-or-later
 * Taking a whole import back, from the list of members. */
#include "config.h"

#include "rondo-members-import.h"

#include "rondo-member-imports.h"
#include "rondo-take-back.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

static void
add_sentence (GString *text, guint count, const char *sentence)
{
  if (count > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", sentence);
}

/* One sentence for each of what happens to whom. */
static char *
describe (const RondoMemberImportUndo *undo)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = rondo_text_isolate (undo->name);
  g_autofree char *new = g_strdup_printf (
      ngettext ("%u member who came from %s leaves the list. Whoever has an account by now stays.",
                "%u members who came from %s leave the list. Whoever has an account by now stays.",
                undo->n_new),
      undo->n_new,
      name);
  g_autofree char *changed = g_strdup_printf (
      ngettext ("%u member whom %s changed becomes what they were, where nobody else has changed "
                "them since.",
                "%u members whom %s changed become what they were, where nobody else has changed "
                "them since.",
                undo->n_changed),
      undo->n_changed,
      name);
  g_autofree char *kept =
      g_strdup_printf (ngettext ("%u member stays, because they take part in a round.",
                                 "%u members stay, because they take part in a round.",
                                 undo->n_kept),
                       undo->n_kept);

  add_sentence (text, undo->n_new, new);
  add_sentence (text, undo->n_changed, changed);
  add_sentence (text, undo->n_kept, kept);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoMemberImportUndo) undo =
      rondo_member_imports_load_undo_finish (RONDO_STORE (object), result, &error);
  gboolean is_there = undo != NULL && undo->name != NULL;
  g_autofree char *body = is_there ? describe (undo) : NULL;

  rondo_take_back_ask (user_data,
                       is_there ? g_steal_pointer (&undo->change) : NULL,
                       body,
                       error,
                       _ ("Nobody in the list came from an import."));
}

void
rondo_members_import_take_back (GtkWidget *from, RondoContext *context)
{
  rondo_member_imports_load_undo_async (
      rondo_context_get_store (context), NULL, loaded_cb, rondo_take_back_new (from, context));
}
