/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that brings a foreign log in: choose a file, look what it would do, import. */
#include "config.h"

#include "rondo-log-import-dialog.h"

#include "rondo-compat.h"
#include "rondo-imports.h"
#include "rondo-line-row.h"
#include "rondo-line-view.h"
#include "rondo-log-reading.h"
#include "rondo-mapping-view.h"
#include "rondo-save.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

struct _RondoLogImportDialog {
  RondoDialog parent_instance;

  /* template children */
  GtkCheckButton *duplicates_check;
  AdwStatusPage *error_page;
  GtkWidget *import_button;
  GtkDropDown *kind_choice;
  RondoLineView *line_view;
  RondoMappingView *mapping_view;
  GtkLabel *remarks_label;
  GtkStack *stack;
  AdwWindowTitle *title;

  /* borrowed */
  RondoLogReading *reading_group; /* the mapping view's */

  /* owned */
  GCancellable *reading; /* cancelled when another reading is wanted */
  GBytes *file;
  char *name;
  RondoLogImport *import; /* (nullable): what is shown */
};

G_DEFINE_FINAL_TYPE (RondoLogImportDialog, rondo_log_import_dialog, RONDO_TYPE_DIALOG)

static gboolean
takes_duplicates (RondoLogImportDialog *self)
{
  return gtk_check_button_get_active (self->duplicates_check);
}

static const char *
describe_kind (RondoLogImportKind kind)
{
  const char *const words[RONDO_N_LOG_IMPORT_KINDS] = {
      _ ("New"), _ ("Worth a second look"), _ ("Duplicate"), _ ("Not understood")};

  return words[kind];
}

static GPtrArray *
make_lines (const RondoLogImport *import)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < import->rows->len; i++) {
    const RondoLogImportRow *row = import->rows->pdata[i];
    g_autofree char *key = g_strdup_printf ("%u", row->line);
    RondoLineItem *item = rondo_line_item_new (key, row->kind);

    rondo_line_item_take_title (item, g_strdup (row->title));
    rondo_line_item_take_subtitle (item, g_strdup (row->detail));
    rondo_line_item_take_badge (item, g_strdup_printf (_ ("Line %u"), row->line));
    rondo_line_item_take_mark (item, g_strdup (describe_kind (row->kind)));
    g_ptr_array_add (lines, item);
  }
  return lines;
}

static void
show_kinds (RondoLogImportDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint chosen = gtk_drop_down_get_selected (self->kind_choice);
  g_autofree char *all = g_strdup_printf (_ ("All Lines: %u"), self->import->rows->len);

  gtk_string_list_append (list, all);
  for (guint i = 0; i < RONDO_N_LOG_IMPORT_KINDS; i++)
    /* Translators: a kind of lines, and how many there are */
    gtk_string_list_take (
        list, g_strdup_printf (_ ("%s: %u"), describe_kind (i), self->import->count[i]));
  gtk_drop_down_set_model (self->kind_choice, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->kind_choice, chosen == GTK_INVALID_LIST_POSITION ? 0 : chosen);
}

static void
show_button (RondoLogImportDialog *self)
{
  int64_t minutes = 0;
  guint count = rondo_log_import_count (self->import, takes_duplicates (self), &minutes);
  g_autofree char *hours = rondo_minutes_to_local_hours (minutes);
  g_autofree char *label =
      count > 0
          ? g_strdup_printf (
                ngettext ("Import %u Session, %s Hours", "Import %u Sessions, %s Hours", count),
                count,
                hours)
          : g_strdup (_ ("Nothing to Import"));

  gtk_button_set_label (GTK_BUTTON (self->import_button), label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.run", count > 0);
}

static void
show_remarks (RondoLogImportDialog *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->import->remarks->len; i++)
    g_string_append_printf (
        text, "%s%s", i > 0 ? "\n" : "", (const char *)self->import->remarks->pdata[i]);
  gtk_label_set_label (self->remarks_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->remarks_label), text->len > 0);
}

static void
show_import (RondoLogImportDialog *self)
{
  g_autoptr (GPtrArray) lines = make_lines (self->import);

  rondo_line_view_update (self->line_view, lines);
  show_kinds (self);
  show_remarks (self);
  show_button (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->duplicates_check),
                            self->import->count[RONDO_LOG_IMPORT_DUPLICATE] > 0);
  gtk_stack_set_visible_child_name (self->stack, "preview");
}

static void
show_failure (RondoLogImportDialog *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->error_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* The columns of a file that was not shown before. */
static void
show_columns (RondoLogImportDialog *self)
{
  const RondoLogMapping *mapping = self->import->mapping;
  g_autoptr (GArray) meanings = g_array_new (FALSE, TRUE, sizeof (guint));

  for (guint i = 0; i < mapping->columns->len; i++) {
    guint meaning = g_array_index (mapping->columns, RondoImportColumn, i);

    g_array_append_val (meanings, meaning);
  }
  rondo_mapping_view_show (
      self->mapping_view, self->import->titles, self->import->samples, meanings);
  rondo_log_reading_show (self->reading_group, mapping);
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoLogImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoLogImport) import =
      rondo_imports_preview_finish (RONDO_STORE (source), result, &error);
  gboolean is_first = self->import == NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (import == NULL) {
    show_failure (self, error);
    return;
  }
  g_clear_pointer (&self->import, rondo_log_import_free);
  self->import = g_steal_pointer (&import);
  if (is_first)
    show_columns (self);
  show_import (self);
}

/* @mapping: NULL to find out what the columns mean */
static void
preview (RondoLogImportDialog *self, const RondoLogMapping *mapping)
{
  RondoContext *context = rondo_dialog_get_context (RONDO_DIALOG (self));

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  rondo_imports_preview_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                               self->file,
                               mapping,
                               rondo_context_get_today (context),
                               rondo_context_get_now_us (context),
                               self->reading,
                               previewed_cb,
                               g_object_ref (self));
}

static void
mapping_changed_cb (RondoLogImportDialog *self)
{
  g_autoptr (GArray) meanings = rondo_mapping_view_dup_meanings (self->mapping_view);
  g_autoptr (RondoLogMapping) mapping =
      rondo_log_reading_dup_mapping (self->reading_group, meanings);

  preview (self, mapping);
}

static void
duplicates_toggled_cb (RondoLogImportDialog *self)
{
  if (self->import != NULL)
    show_button (self);
}

static void
kind_changed_cb (RondoLogImportDialog *self)
{
  guint chosen = gtk_drop_down_get_selected (self->kind_choice);

  if (chosen != GTK_INVALID_LIST_POSITION)
    rondo_line_view_set_kind (self->line_view, (int)chosen - 1);
}

static gboolean
may_read_more_cb (const char *contents, goffset size, gpointer data)
{
  return size <= RONDO_CSV_MAX_BYTES;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoLogImportDialog) self = data;
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
  if (is_loaded) {
    g_clear_pointer (&self->import, rondo_log_import_free);
    preview (self, NULL);
  } else {
    g_prefix_error (&error, "%s ", _ ("The file could not be read."));
    show_failure (self, error);
  }
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoLogImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = rondo_compat_open_file_finish (result, &error);

  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (file != NULL)
    rondo_log_import_dialog_open_file (self, file);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (self, error);
}

static void
choose_clicked_cb (RondoLogImportDialog *self)
{
  rondo_compat_open_file_async (GTK_WINDOW (self),
                                _ ("Choose a Table of Sessions"),
                                _ ("Tables and calendars (CSV, ICS)"),
                                "csv,ics",
                                rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                chosen_cb,
                                g_object_ref (self));
}

static RondoImportNote *
make_note (RondoLogImportDialog *self, GPtrArray *records)
{
  RondoImportNote *note = g_new0 (RondoImportNote, 1);

  note->name = g_strdup (self->name);
  note->records = records;
  note->key = g_strdup (self->import->key);
  note->mapping = rondo_log_mapping_to_text (self->import->mapping);
  note->made_us = rondo_context_get_now_us (rondo_dialog_get_context (RONDO_DIALOG (self)));
  return note;
}

static void
import_action (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoLogImportDialog *self = RONDO_LOG_IMPORT_DIALOG (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  int64_t minutes = 0;
  guint count = rondo_log_import_count (self->import, takes_duplicates (self), &minutes);
  g_autofree char *text =
      g_strdup_printf (ngettext ("%u session imported", "%u sessions imported", count), count);
  RondoChange *undo = NULL;
  GPtrArray *records = NULL;
  RondoChange *change =
      rondo_imports_make_change (self->import, takes_duplicates (self), &undo, &records);

  rondo_save_change_with_undo (parent != NULL ? GTK_WIDGET (parent) : widget,
                               rondo_dialog_get_context (RONDO_DIALOG (self)),
                               change,
                               text,
                               undo);
  rondo_imports_remember_async (
      rondo_dialog_get_store (RONDO_DIALOG (self)), make_note (self, records), NULL, NULL, NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
rondo_log_import_dialog_dispose (GObject *object)
{
  g_cancellable_cancel (RONDO_LOG_IMPORT_DIALOG (object)->reading);

  G_OBJECT_CLASS (rondo_log_import_dialog_parent_class)->dispose (object);
}

static void
rondo_log_import_dialog_finalize (GObject *object)
{
  RondoLogImportDialog *self = RONDO_LOG_IMPORT_DIALOG (object);

  g_clear_object (&self->reading);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_clear_pointer (&self->import, rondo_log_import_free);
  g_free (self->name);

  G_OBJECT_CLASS (rondo_log_import_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-log-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoLogImportDialog, duplicates_check);
  gtk_widget_class_bind_template_child (widget_class, RondoLogImportDialog, error_page);
  gtk_widget_class_bind_template_child (widget_class, RondoLogImportDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, RondoLogImportDialog, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, RondoLogImportDialog, line_view);
  gtk_widget_class_bind_template_child (widget_class, RondoLogImportDialog, mapping_view);
  gtk_widget_class_bind_template_child (widget_class, RondoLogImportDialog, remarks_label);
  gtk_widget_class_bind_template_child (widget_class, RondoLogImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RondoLogImportDialog, title);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, duplicates_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, mapping_changed_cb);
}

static void
rondo_log_import_dialog_class_init (RondoLogImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_log_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_log_import_dialog_finalize;
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_MAPPING_VIEW);
  gtk_widget_class_install_action (widget_class, "import.run", NULL, import_action);
  bind_template (widget_class);
}

static void
rondo_log_import_dialog_init (RondoLogImportDialog *self)
{
  g_auto (GStrv) meanings = rondo_log_reading_describe_meanings ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->reading_group = RONDO_LOG_READING (rondo_log_reading_new ());
  rondo_mapping_view_set_meanings (self->mapping_view, (const char *const *)meanings);
  rondo_mapping_view_add_group (self->mapping_view, ADW_PREFERENCES_GROUP (self->reading_group));
  g_signal_connect_object (
      self->reading_group, "changed", G_CALLBACK (mapping_changed_cb), self, G_CONNECT_SWAPPED);
  rondo_line_row_name_drop (self->kind_choice, _ ("Lines Shown"));
}

GtkWindow *
rondo_log_import_dialog_new (RondoContext *context)
{
  return g_object_new (RONDO_TYPE_LOG_IMPORT_DIALOG, "context", context, NULL);
}

void
rondo_log_import_dialog_open_file (RondoLogImportDialog *self, GFile *file)
{
  g_return_if_fail (RONDO_IS_LOG_IMPORT_DIALOG (self));
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
