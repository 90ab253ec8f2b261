/* SPDX-License-Identifier: GPL-3.0-or-later
 * One day of a week with its sessions. */
#include "config.h"

#include "rondo-week-day.h"

#include "rondo-line-item.h"
#include "rondo-list.h"
#include "rondo-moment.h"

#include <glib/gi18n-lib.h>

#define NOON (12 * 60)

struct _RondoWeekDay {
  AdwBin parent_instance;

  /* template children */
  GtkLabel *day_label;
  GtkWidget *nothing_label;
  GtkFlowBox *sessions_box;

  /* owned */
  GListStore *lines;
};

G_DEFINE_FINAL_TYPE (RondoWeekDay, rondo_week_day, ADW_TYPE_BIN)

/* What is in a button is not its name. */
static void
name_button (GtkWidget *button, GParamSpec *pspec, GObject *item)
{
  g_autofree char *label = NULL;

  g_object_get (item, "label", &label, NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static GtkWidget *
create_button (gpointer item, gpointer user_data)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  g_object_bind_property (item, "title", label, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (item, "label", button, "tooltip-text", G_BINDING_SYNC_CREATE);
  gtk_button_set_child (GTK_BUTTON (button), label);
  g_signal_connect_object (
      item, "notify::label", G_CALLBACK (name_button), button, G_CONNECT_SWAPPED);
  name_button (button, NULL, item);
  gtk_actionable_set_action_target (
      GTK_ACTIONABLE (button), "s", rondo_line_item_get_key (RONDO_LINE_ITEM (item)));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-session");
  return button;
}

static void
rondo_week_day_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_WEEK_DAY);

  G_OBJECT_CLASS (rondo_week_day_parent_class)->dispose (object);
}

static void
rondo_week_day_finalize (GObject *object)
{
  g_clear_object (&RONDO_WEEK_DAY (object)->lines);

  G_OBJECT_CLASS (rondo_week_day_parent_class)->finalize (object);
}

static void
rondo_week_day_class_init (RondoWeekDayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_week_day_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_week_day_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-week-day.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoWeekDay, day_label);
  gtk_widget_class_bind_template_child (widget_class, RondoWeekDay, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, RondoWeekDay, sessions_box);
}

static void
rondo_week_day_init (RondoWeekDay *self)
{
  self->lines = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_flow_box_bind_model (
      self->sessions_box, G_LIST_MODEL (self->lines), create_button, NULL, NULL);
}

void
rondo_week_day_update (RondoWeekDay *day, RondoDate date, gboolean is_today, GPtrArray *lines)
{
  g_autofree char *name = NULL;

  g_return_if_fail (RONDO_IS_WEEK_DAY (day));

  name = rondo_moment_to_day (rondo_moment_from_local (date, NOON, "UTC", NULL), "UTC");
  gtk_label_set_text (day->day_label, name);
  if (is_today)
    gtk_widget_add_css_class (GTK_WIDGET (day->day_label), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (day->day_label), "accent");
  rondo_list_update (day->lines, lines, rondo_line_item_adopt);
  gtk_widget_set_visible (GTK_WIDGET (day->sessions_box), lines->len > 0);
  gtk_widget_set_visible (day->nothing_label, lines->len == 0);
}
