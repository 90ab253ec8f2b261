/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that imports members from a CSV file: choose, look, import. */
#include "config.h"

#include "rondo-import-dialog.h"

#include "rondo-compat.h"
#include "rondo-csv.h"
#include "rondo-import-preview.h"
#include "rondo-mapping-view.h"
#include "rondo-member-imports.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

struct _RondoImportDialog {
  RondoDialog parent_instance;

  /* template children */
  AdwStatusPage *error_page;
  AdwWindowTitle *title;
  GtkStack *parts_stack;
  GtkStack *stack;
  RondoImportPreview *preview;
  RondoMappingView *mapping_view;

  /* owned */
  GCancellable *reading; /* cancelled when another reading is wanted */
  GBytes *file;
  char *name;
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

/* A file whose columns are not understood is no failure: they are to be said. */
static void
show_import (RondoImportDialog *self, gboolean is_first)
{
  gboolean is_readable = self->import->problem == NULL;

  if (is_first) {
    rondo_mapping_view_show (
        self->mapping_view, self->import->titles, self->import->samples, self->import->columns);
    gtk_stack_set_visible_child_name (self->parts_stack, is_readable ? "lines" : "columns");
  }
  rondo_mapping_view_show_problem (self->mapping_view, self->import->problem);
  rondo_import_preview_show (self->preview, self->import);
  rondo_import_preview_show_error (self->preview, self->import->problem);
  gtk_stack_set_visible_child_name (self->stack, "preview");
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoMemberImport) import =
      rondo_member_imports_preview_finish (RONDO_STORE (source), result, &error);
  gboolean is_first = self->import == NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (import == NULL) {
    show_failure (self, error);
    return;
  }
  g_clear_pointer (&self->import, rondo_member_import_free);
  self->import = g_steal_pointer (&import);
  show_import (self, is_first);
}

/* @columns: NULL to find out what they mean */
static void
preview (RondoImportDialog *self, const GArray *columns)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  rondo_member_imports_preview_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                                      self->file,
                                      columns,
                                      self->reading,
                                      previewed_cb,
                                      g_object_ref (self));
}

static void
mapping_changed_cb (RondoImportDialog *self)
{
  g_autoptr (GArray) columns = rondo_mapping_view_dup_meanings (self->mapping_view);

  preview (self, columns);
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
  char *contents = NULL;
  gsize length = 0;
  gboolean is_loaded = g_file_load_partial_contents_finish (
      G_FILE (source), result, &contents, &length, NULL, &error);

  if (is_loaded) {
    g_clear_pointer (&self->file, g_bytes_unref);
    self->file = g_bytes_new_take (contents, length);
  }
  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (!is_loaded) {
    g_prefix_error (&error, "%s ", _ ("The file could not be read."));
    show_failure (self, error);
    return;
  }
  g_clear_pointer (&self->import, rondo_member_import_free);
  preview (self, NULL);
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
    rondo_member_imports_remember_async (
        RONDO_STORE (source),
        self->import,
        self->name,
        rondo_context_get_now_us (rondo_dialog_get_context (RONDO_DIALOG (self))),
        NULL,
        NULL,
        NULL);
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

  gtk_stack_set_visible_child_name (self->stack, "loading");
  rondo_store_save_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                          rondo_member_imports_make_change (self->import),
                          NULL,
                          saved_cb,
                          g_object_ref (self));
}

static void
rondo_import_dialog_dispose (GObject *object)
{
  g_cancellable_cancel (RONDO_IMPORT_DIALOG (object)->reading);

  G_OBJECT_CLASS (rondo_import_dialog_parent_class)->dispose (object);
}

static void
rondo_import_dialog_finalize (GObject *object)
{
  RondoImportDialog *self = RONDO_IMPORT_DIALOG (object);

  g_clear_object (&self->reading);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_clear_pointer (&self->import, rondo_member_import_free);
  g_free (self->name);

  G_OBJECT_CLASS (rondo_import_dialog_parent_class)->finalize (object);
}

static void
rondo_import_dialog_class_init (RondoImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_import_dialog_finalize;
  g_type_ensure (RONDO_TYPE_IMPORT_PREVIEW);
  g_type_ensure (RONDO_TYPE_MAPPING_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoImportDialog, error_page);
  gtk_widget_class_bind_template_child (widget_class, RondoImportDialog, mapping_view);
  gtk_widget_class_bind_template_child (widget_class, RondoImportDialog, parts_stack);
  gtk_widget_class_bind_template_child (widget_class, RondoImportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, RondoImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RondoImportDialog, title);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, mapping_changed_cb);
  gtk_widget_class_install_action (widget_class, "import.run", NULL, import_action_cb);
}

static void
rondo_import_dialog_init (RondoImportDialog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) meanings = NULL;

  for (guint i = 0; i < rondo_member_import_get_meaning_count (); i++)
    g_strv_builder_add (builder, rondo_member_import_describe_meaning (i));
  meanings = g_strv_builder_end (builder);
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_mapping_view_set_meanings (self->mapping_view, (const char *const *)meanings);
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
  g_return_if_fail (RONDO_IS_IMPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  g_free (self->name);
  self->name = g_file_get_basename (file);
  adw_window_title_set_subtitle (self->title, self->name);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  g_file_load_partial_contents_async (file,
                                      rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                      may_read_more_cb,
                                      loaded_cb,
                                      g_object_ref (self));
}
