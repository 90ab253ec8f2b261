/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that imports members from a CSV file: choose, look, import. */
#include "config.h"

#include "rondo-import-dialog.h"

#include "rondo-compat.h"
#include "rondo-csv.h"
#include "rondo-import-preview.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

struct _RondoImportDialog {
  RondoDialog parent_instance;

  /* template children */
  AdwStatusPage *error_page;
  AdwWindowTitle *title;
  GtkStack *stack;
  RondoImportPreview *preview;

  /* owned */
  RondoMemberImport *import; /* (nullable): what is shown */
};

G_DEFINE_FINAL_TYPE (RondoImportDialog, rondo_import_dialog, RONDO_TYPE_DIALOG)

static guint
count_importable (RondoImportDialog *self)
{
  return self->import->count[RONDO_IMPORT_NEW] + self->import->count[RONDO_IMPORT_CHANGED];
}

static void
show_failure (RondoImportDialog *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->error_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoMemberImport) import =
      rondo_store_preview_members_finish (RONDO_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (import == NULL) {
    show_failure (self, error);
    return;
  }
  g_clear_pointer (&self->import, rondo_member_import_free);
  self->import = g_steal_pointer (&import);
  rondo_import_preview_show (self->preview, self->import);
  gtk_stack_set_visible_child_name (self->stack, "preview");
}

static gboolean
may_read_more_cb (const char *contents, goffset size, gpointer data)
{
  /* One byte too many is enough: the reader of the table refuses it with a sentence. */
  return size <= RONDO_CSV_MAX_BYTES;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *contents = NULL;
  gsize length = 0;
  gboolean is_loaded = g_file_load_partial_contents_finish (
      G_FILE (source), result, &contents, &length, NULL, &error);

  if (is_loaded)
    bytes = g_bytes_new_take (contents, length);
  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (!is_loaded) {
    g_prefix_error (&error, "%s ", _ ("The file could not be read."));
    show_failure (self, error);
    return;
  }
  rondo_store_preview_members_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                                     bytes,
                                     rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                     previewed_cb,
                                     g_object_ref (self));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = rondo_compat_open_file_finish (result, &error);

  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (file != NULL)
    rondo_import_dialog_open_file (self, file);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (self, error);
}

static void
choose_clicked_cb (RondoImportDialog *self)
{
  rondo_compat_open_file_async (GTK_WINDOW (self),
                                _ ("Choose a Table of Members"),
                                _ ("Tables (CSV)"),
                                "csv",
                                rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                chosen_cb,
                                g_object_ref (self));
}

static void
tell_imported (RondoImportDialog *self)
{
  guint n_members = count_importable (self);
  guint n_unknown = self->import->count[RONDO_IMPORT_NOT_UNDERSTOOD];
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *imported = g_strdup_printf (
      ngettext ("%u member imported.", "%u members imported.", n_members), n_members);
  g_autofree char *left =
      g_strdup_printf (ngettext ("%u line left out.", "%u lines left out.", n_unknown), n_unknown);
  /* Translators: two sentences: what was imported, what was left out */
  g_autofree char *both = g_strdup_printf (_ ("%s %s"), imported, left);

  if (parent != NULL)
    rondo_toast_show (GTK_WIDGET (parent), n_unknown > 0 ? both : imported);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_saved = rondo_store_save_finish (RONDO_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (is_saved) {
    tell_imported (self);
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  gtk_stack_set_visible_child_name (self->stack, "preview");
  rondo_import_preview_show_error (self->preview, error->message);
}

static void
import_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoImportDialog *self = RONDO_IMPORT_DIALOG (widget);
  g_autoptr (RondoChange) change = rondo_change_new ();

  for (guint i = 0; i < self->import->rows->len; i++) {
    const RondoImportRow *row = self->import->rows->pdata[i];

    if (row->kind == RONDO_IMPORT_NEW || row->kind == RONDO_IMPORT_CHANGED)
      rondo_change_put_member (change, row->member);
  }
  gtk_stack_set_visible_child_name (self->stack, "loading");
  rondo_store_save_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                          g_steal_pointer (&change),
                          NULL,
                          saved_cb,
                          g_object_ref (self));
}

static void
rondo_import_dialog_finalize (GObject *object)
{
  RondoImportDialog *self = RONDO_IMPORT_DIALOG (object);

  g_clear_pointer (&self->import, rondo_member_import_free);

  G_OBJECT_CLASS (rondo_import_dialog_parent_class)->finalize (object);
}

static void
rondo_import_dialog_class_init (RondoImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_import_dialog_finalize;
  g_type_ensure (RONDO_TYPE_IMPORT_PREVIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoImportDialog, error_page);
  gtk_widget_class_bind_template_child (widget_class, RondoImportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, RondoImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RondoImportDialog, title);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_install_action (widget_class, "import.run", NULL, import_action_cb);
}

static void
rondo_import_dialog_init (RondoImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
rondo_import_dialog_new (RondoContext *context)
{
  RondoImportDialog *self = g_object_new (RONDO_TYPE_IMPORT_DIALOG, "context", context, NULL);

  return GTK_WINDOW (self);
}

void
rondo_import_dialog_open_file (RondoImportDialog *self, GFile *file)
{
  g_autofree char *name = NULL;

  g_return_if_fail (RONDO_IS_IMPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  name = g_file_get_basename (file);
  adw_window_title_set_subtitle (self->title, name);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  g_file_load_partial_contents_async (file,
                                      rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                      may_read_more_cb,
                                      loaded_cb,
                                      g_object_ref (self));
}
