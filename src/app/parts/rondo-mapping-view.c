/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the columns of a foreign table mean, to be changed. */
#include "config.h"

#include "rondo-mapping-view.h"

#include "rondo-text.h"

#include <glib/gi18n-lib.h>

#define SAMPLE_BYTES 60

struct _RondoMappingView {
  AdwBin parent_instance;

  /* template children */
  AdwPreferencesGroup *column_group;
  AdwPreferencesPage *page;
  GtkLabel *problem_label;

  /* owned */
  GPtrArray *rows; /* of AdwComboRow, borrowed from the group: one for each column */
  GtkStringList *meanings;

  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (RondoMappingView, rondo_mapping_view, ADW_TYPE_BIN)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
changed_cb (RondoMappingView *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
clear_rows (RondoMappingView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->column_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (RondoMappingView *self, guint index, const char *title, const char *sample, guint meaning)
{
  AdwComboRow *row = ADW_COMBO_ROW (adw_combo_row_new ());
  g_autofree char *number = g_strdup_printf (_ ("Column %u"), index + 1);
  g_autofree char *name = rondo_text_cut (*title != '\0' ? title : number, SAMPLE_BYTES);
  g_autofree char *first = rondo_text_cut (sample, SAMPLE_BYTES);

  g_object_set (row, "use-markup", FALSE, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), first);
  adw_combo_row_set_model (row, G_LIST_MODEL (self->meanings));
  adw_combo_row_set_selected (row, meaning);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (changed_cb), self);
  adw_preferences_group_add (self->column_group, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

static void
rondo_mapping_view_dispose (GObject *object)
{
  RondoMappingView *self = RONDO_MAPPING_VIEW (object);

  self->is_filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_MAPPING_VIEW);

  G_OBJECT_CLASS (rondo_mapping_view_parent_class)->dispose (object);
}

static void
rondo_mapping_view_finalize (GObject *object)
{
  RondoMappingView *self = RONDO_MAPPING_VIEW (object);

  g_ptr_array_unref (self->rows);
  g_clear_object (&self->meanings);

  G_OBJECT_CLASS (rondo_mapping_view_parent_class)->finalize (object);
}

static void
rondo_mapping_view_class_init (RondoMappingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_mapping_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_mapping_view_finalize;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-mapping-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoMappingView, column_group);
  gtk_widget_class_bind_template_child (widget_class, RondoMappingView, page);
  gtk_widget_class_bind_template_child (widget_class, RondoMappingView, problem_label);
}

static void
rondo_mapping_view_init (RondoMappingView *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rondo_mapping_view_set_meanings (RondoMappingView *self, const char *const *names)
{
  g_return_if_fail (RONDO_IS_MAPPING_VIEW (self));
  g_return_if_fail (names != NULL);

  g_clear_object (&self->meanings);
  self->meanings = gtk_string_list_new (names);
}

void
rondo_mapping_view_add_group (RondoMappingView *self, AdwPreferencesGroup *group)
{
  g_return_if_fail (RONDO_IS_MAPPING_VIEW (self));
  g_return_if_fail (ADW_IS_PREFERENCES_GROUP (group));

  adw_preferences_page_add (self->page, group);
}

void
rondo_mapping_view_show (RondoMappingView *self,
                         GStrv titles,
                         GStrv samples,
                         const GArray *meanings)
{
  g_return_if_fail (RONDO_IS_MAPPING_VIEW (self) && self->meanings != NULL);
  g_return_if_fail (titles != NULL && samples != NULL && meanings != NULL);

  self->is_filling = TRUE;
  clear_rows (self);
  for (guint i = 0; i < meanings->len; i++)
    add_row (self, i, titles[i], samples[i], g_array_index (meanings, guint, i));
  self->is_filling = FALSE;
}

void
rondo_mapping_view_show_problem (RondoMappingView *self, const char *problem)
{
  g_return_if_fail (RONDO_IS_MAPPING_VIEW (self));

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

GArray *
rondo_mapping_view_dup_meanings (RondoMappingView *self)
{
  GArray *meanings = NULL;

  g_return_val_if_fail (RONDO_IS_MAPPING_VIEW (self), NULL);

  meanings = g_array_new (FALSE, TRUE, sizeof (guint));
  for (guint i = 0; i < self->rows->len; i++) {
    guint meaning = adw_combo_row_get_selected (self->rows->pdata[i]);

    g_array_append_val (meanings, meaning);
  }
  return meanings;
}
