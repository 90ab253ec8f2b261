/* SPDX-License-Identifier: GPL-3.0-or-later
 * What importing a file of members would do, line by line. */
#include "config.h"

#include "rondo-import-preview.h"

#include "rondo-line-view.h"
#include "rondo-lines.h"

#include <glib/gi18n-lib.h>

#define N_KINDS 4

struct _RondoImportPreview {
  AdwBin parent_instance;

  /* template children */
  GtkLabel *error_label;
  GtkLabel *kind_labels[N_KINDS];
  GtkLabel *note_label;
  GtkToggleButton *kind_buttons[N_KINDS];
  GtkWidget *import_button;
  RondoLineView *line_view;
};

G_DEFINE_FINAL_TYPE (RondoImportPreview, rondo_import_preview, ADW_TYPE_BIN)

static const char *
describe_kind (int kind)
{
  const char *words[N_KINDS] = {_ ("New"), _ ("Changed"), _ ("Unchanged"), _ ("Not Understood")};

  return words[kind];
}

static void
show_kind (RondoImportPreview *self, int kind, guint count)
{
  g_autofree char *markup =
      g_markup_printf_escaped ("<span size=\"large\" weight=\"bold\">%u</span>\n<small>%s</small>",
                               count,
                               describe_kind (kind));

  gtk_label_set_markup (self->kind_labels[kind], markup);
  gtk_toggle_button_set_active (self->kind_buttons[kind], FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_buttons[kind]), count > 0);
}

static void
show_note (RondoImportPreview *self, guint n_unknown)
{
  g_autofree char *note = g_strdup_printf (
      ngettext ("%u line was not understood. It stays behind: nothing of it is imported.",
                "%u lines were not understood. They stay behind: nothing of them is imported.",
                n_unknown),
      n_unknown);

  gtk_label_set_text (self->note_label, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), n_unknown > 0);
}

static void
show_button (RondoImportPreview *self, guint n_members)
{
  g_autofree char *label =
      n_members > 0 ? g_strdup_printf (
                          ngettext ("Import %u Member", "Import %u Members", n_members), n_members)
                    : g_strdup (_ ("Nothing to Import"));

  gtk_button_set_label (GTK_BUTTON (self->import_button), label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.import", n_members > 0);
}

static void
kind_toggled_cb (RondoImportPreview *self, GtkToggleButton *button)
{
  int kind = -1;

  for (int i = 0; i < N_KINDS; i++) {
    if (gtk_toggle_button_get_active (button) && self->kind_buttons[i] != button)
      gtk_toggle_button_set_active (self->kind_buttons[i], FALSE);
    if (gtk_toggle_button_get_active (self->kind_buttons[i]))
      kind = i;
  }
  rondo_line_view_set_kind (self->line_view, kind);
}

static void
import_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  gtk_widget_activate_action (widget, "import.run", NULL);
}

static void
rondo_import_preview_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_IMPORT_PREVIEW);
  G_OBJECT_CLASS (rondo_import_preview_parent_class)->dispose (object);
}

static void
bind_kinds (GtkWidgetClass *widget_class)
{
  const char *words[N_KINDS] = {"new", "changed", "unchanged", "unknown"};

  for (gsize i = 0; i < N_KINDS; i++) {
    g_autofree char *button = g_strdup_printf ("%s_button", words[i]);
    g_autofree char *label = g_strdup_printf ("%s_label", words[i]);

    gtk_widget_class_bind_template_child_full (widget_class,
                                               button,
                                               FALSE,
                                               G_STRUCT_OFFSET (RondoImportPreview, kind_buttons) +
                                                   i * sizeof (gpointer));
    gtk_widget_class_bind_template_child_full (widget_class,
                                               label,
                                               FALSE,
                                               G_STRUCT_OFFSET (RondoImportPreview, kind_labels) +
                                                   i * sizeof (gpointer));
  }
}

static void
rondo_import_preview_class_init (RondoImportPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_import_preview_dispose;
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  gtk_widget_class_install_action (widget_class, "preview.import", NULL, import_action_cb);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-import-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoImportPreview, error_label);
  gtk_widget_class_bind_template_child (widget_class, RondoImportPreview, import_button);
  gtk_widget_class_bind_template_child (widget_class, RondoImportPreview, line_view);
  gtk_widget_class_bind_template_child (widget_class, RondoImportPreview, note_label);
  bind_kinds (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, kind_toggled_cb);
}

static void
rondo_import_preview_init (RondoImportPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rondo_import_preview_show (RondoImportPreview *self, const RondoMemberImport *import)
{
  g_autoptr (GPtrArray) lines = NULL;

  g_return_if_fail (RONDO_IS_IMPORT_PREVIEW (self));
  g_return_if_fail (import != NULL);

  lines = rondo_lines_for_import (import);
  for (int i = 0; i < N_KINDS; i++)
    show_kind (self, i, import->count[i]);
  rondo_line_view_update (self->line_view, lines);
  show_note (self, import->count[RONDO_IMPORT_NOT_UNDERSTOOD]);
  show_button (self, import->count[RONDO_IMPORT_NEW] + import->count[RONDO_IMPORT_CHANGED]);
  rondo_import_preview_show_error (self, NULL);
}

void
rondo_import_preview_show_error (RondoImportPreview *self, const char *message)
{
  g_return_if_fail (RONDO_IS_IMPORT_PREVIEW (self));

  gtk_label_set_text (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
}
