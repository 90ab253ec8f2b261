/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plan for one credential: bars, forecast, next steps and sources. */
#include "config.h"

#include "rondo-credential-card.h"

#include "rondo-credential-lines.h"
#include "rondo-forecast-chart.h"
#include "rondo-line-item.h"
#include "rondo-list.h"
#include "rondo-plan-row.h"

#include <glib/gi18n-lib.h>

struct _RondoCredentialCard {
  AdwBin parent_instance;

  /* template children */
  RondoForecastChart *chart;
  GtkLabel *dates_label;
  GtkLabel *forecast_label;
  GtkListBox *points_list;
  GtkListBox *progress_list;
  GtkButton *remove_button;
  GtkListBox *sources_list;
  GtkListBox *steps_list;
  GtkWidget *steps_section;
  GtkLabel *title_label;

  /* owned */
  GListStore *points;
  GListStore *progress;
  GListStore *sources;
  GListStore *steps;
  char *id;
};

G_DEFINE_FINAL_TYPE (RondoCredentialCard, rondo_credential_card, ADW_TYPE_BIN)

static void
update (GListStore *list, GPtrArray *taken)
{
  g_autoptr (GPtrArray) lines = taken;

  rondo_list_update (list, lines, rondo_line_item_adopt);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  return rondo_plan_row_new (item);
}

static GListStore *
fill_from_store (GtkListBox *list)
{
  GListStore *store = g_list_store_new (RONDO_TYPE_LINE_ITEM);

  gtk_list_box_bind_model (list, G_LIST_MODEL (store), create_row, NULL, NULL);
  return store;
}

static void
rondo_credential_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_CREDENTIAL_CARD);

  G_OBJECT_CLASS (rondo_credential_card_parent_class)->dispose (object);
}

static void
rondo_credential_card_finalize (GObject *object)
{
  RondoCredentialCard *self = RONDO_CREDENTIAL_CARD (object);

  g_clear_object (&self->points);
  g_clear_object (&self->progress);
  g_clear_object (&self->sources);
  g_clear_object (&self->steps);
  g_free (self->id);

  G_OBJECT_CLASS (rondo_credential_card_parent_class)->finalize (object);
}

static void
rondo_credential_card_class_init (RondoCredentialCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_credential_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_credential_card_finalize;
  g_type_ensure (RONDO_TYPE_FORECAST_CHART);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-credential-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialCard, chart);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialCard, dates_label);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialCard, forecast_label);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialCard, points_list);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialCard, progress_list);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialCard, remove_button);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialCard, sources_list);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialCard, steps_list);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialCard, steps_section);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialCard, title_label);
}

static void
rondo_credential_card_init (RondoCredentialCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->points = fill_from_store (self->points_list);
  self->progress = fill_from_store (self->progress_list);
  self->sources = fill_from_store (self->sources_list);
  self->steps = fill_from_store (self->steps_list);
}

GtkWidget *
rondo_credential_card_new (const char *id)
{
  RondoCredentialCard *self = g_object_new (RONDO_TYPE_CREDENTIAL_CARD, NULL);

  self->id = g_strdup (id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove_button), "s", id);
  return GTK_WIDGET (self);
}

const char *
rondo_credential_card_get_id (RondoCredentialCard *card)
{
  g_return_val_if_fail (RONDO_IS_CREDENTIAL_CARD (card), NULL);
  return card->id;
}

void
rondo_credential_card_set_plan (RondoCredentialCard *card, const RondoCredentialPlan *plan)
{
  const RondoProgress *hours = NULL;
  g_autofree char *title = NULL;
  g_autofree char *dates = NULL;
  g_autofree char *forecast = NULL;
  g_autofree char *description = NULL;

  g_return_if_fail (RONDO_IS_CREDENTIAL_CARD (card));
  g_return_if_fail (plan != NULL);

  hours = rondo_credential_plan_get_hours (plan);
  title = rondo_credential_rule_get_title (plan->rule);
  dates = rondo_credential_plan_describe_dates (plan);
  forecast = rondo_credential_plan_describe_forecast (plan);
  description = rondo_credential_plan_describe_chart (plan);
  gtk_label_set_label (card->title_label, title);
  gtk_label_set_label (card->dates_label, dates);
  gtk_label_set_label (card->forecast_label, forecast);
  gtk_widget_set_visible (GTK_WIDGET (card->forecast_label), hours != NULL);
  gtk_widget_set_visible (GTK_WIDGET (card->chart), hours != NULL);
  rondo_forecast_chart_set_points (
      card->chart, plan->points, plan->today, hours != NULL ? hours->need : -1, description);
  update (card->progress, rondo_lines_for_progress (plan));
  update (card->steps, rondo_lines_for_steps (plan));
  update (card->points, rondo_lines_for_points (plan));
  update (card->sources, rondo_lines_for_sources (plan->rule));
  gtk_widget_set_visible (card->steps_section,
                          g_list_model_get_n_items (G_LIST_MODEL (card->steps)) > 0);
}
