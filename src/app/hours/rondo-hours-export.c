/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing the hours log, or what belongs to it, to a file that the user chooses. */
#include "config.h"

#include "rondo-hours-export.h"

#include "rondo-compat.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

/* One export, handed from step to step: choose, read, write. */
typedef struct {
  GtkWidget *from;
  RondoContext *context;
  GFile *file;
  RondoPaperOrder order; /* its filter and notes are owned */
  int64_t left_out;
  gboolean with_notes;
} Export;

static void
export_free (Export *export)
{
  g_clear_object (&export->from);
  g_clear_object (&export->context);
  g_clear_object (&export->file);
  g_clear_pointer (&export->order.filter, rondo_log_filter_free);
  g_clear_pointer (&export->order.notes, g_ptr_array_unref);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
file_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (export->file);
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error)) {
    rondo_toast_show_error (export->from, error);
    return;
  }
  text = rondo_hours_export_describe (name, export->left_out);
  rondo_toast_show (export->from, text);
}

static void
paper_made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rondo_papers_write_finish (RONDO_STORE (object), result, &error);
  GFile *file = export->file;

  if (bytes == NULL) {
    rondo_toast_show_error (export->from, error);
    return;
  }
  g_file_replace_contents_bytes_async (file,
                                       bytes,
                                       NULL,
                                       FALSE,
                                       G_FILE_CREATE_REPLACE_DESTINATION | G_FILE_CREATE_PRIVATE,
                                       NULL,
                                       file_written_cb,
                                       g_steal_pointer (&export));
}

/* Takes @export over. */
static void
write_paper (Export *export)
{
  rondo_papers_write_async (
      rondo_context_get_store (export->context), &export->order, NULL, paper_made_cb, export);
}

static void
notes_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;

  export->order.notes = rondo_notes_list_finish (RONDO_NOTES (object), result, &error);
  if (export->order.notes == NULL)
    rondo_toast_show_error (export->from, error);
  else
    write_paper (g_steal_pointer (&export));
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  RondoNotes *notes = rondo_context_get_notes (export->context);

  export->file = rondo_compat_save_file_finish (result, NULL);
  if (export->file == NULL)
    return;
  if (export->with_notes)
    rondo_notes_list_async (notes, NULL, notes_listed_cb, g_steal_pointer (&export));
  else
    write_paper (g_steal_pointer (&export));
}

static const char *
get_title (RondoPaper paper)
{
  switch (paper) {
  case RONDO_PAPER_SESSIONS:
    return _ ("Export Sessions");
  case RONDO_PAPER_CONSENTS:
    return _ ("Export Consents");
  case RONDO_PAPER_AUDIT_PACK:
    return _ ("Export Audit Pack");
  case RONDO_PAPER_PERSONAL:
    return _ ("Export Everything About Me");
  case RONDO_PAPER_LOG:
  default:
    return _ ("Export Hours for ICF");
  }
}

static char *
dup_file_name (const RondoPaperOrder *order)
{
  /* Translators: names of files, without what comes after the point */
  const char *const names[RONDO_N_PAPERS] = {[RONDO_PAPER_LOG] = _ ("Coaching Log"),
                                             [RONDO_PAPER_SESSIONS] = _ ("Coaching Sessions"),
                                             [RONDO_PAPER_CONSENTS] = _ ("Consents"),
                                             [RONDO_PAPER_AUDIT_PACK] = _ ("Audit Pack"),
                                             [RONDO_PAPER_PERSONAL] = _ ("My Rondo")};

  return g_strconcat (
      names[order->paper], ".", rondo_paper_get_suffix (order->paper, order->form), NULL);
}

void
rondo_hours_export_start (GtkWidget *from,
                          RondoContext *context,
                          const RondoPaperOrder *order,
                          int64_t left_out,
                          gboolean with_notes)
{
  Export *export = NULL;
  GtkRoot *root = NULL;
  g_autofree char *file_name = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RONDO_IS_CONTEXT (context));
  g_return_if_fail (order != NULL);

  export = g_new0 (Export, 1);
  root = gtk_widget_get_root (from);
  export->from = g_object_ref (from);
  export->context = g_object_ref (context);
  export->order = *order;
  if (order->filter != NULL)
    export->order.filter = rondo_log_filter_copy (order->filter);
  if (order->notes != NULL)
    export->order.notes = g_ptr_array_ref (order->notes);
  export->left_out = left_out;
  export->with_notes = with_notes;
  file_name = dup_file_name (order);
  rondo_compat_save_file_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                get_title (order->paper),
                                file_name,
                                NULL,
                                file_chosen_cb,
                                export);
}

char *
rondo_hours_export_describe (const char *file_name, int64_t left_out)
{
  g_autofree char *hours = rondo_minutes_to_local_hours (left_out);

  if (left_out == 0)
    return g_strdup_printf (_ ("Exported to %s"), file_name);
  return g_strdup_printf (
      _ ("Exported to %s; %s hours of clients without consent were left out"), file_name, hours);
}
