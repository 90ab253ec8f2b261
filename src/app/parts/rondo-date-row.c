/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row to enter a day, by typing YYYY-MM-DD or from a calendar. */
#include "config.h"

#include "rondo-date-row.h"

struct _RondoDateRow {
  AdwEntryRow parent_instance;

  /* template children */
  GtkCalendar *calendar;
  GtkWidget *wrong_icon;

  gboolean is_optional;
};

G_DEFINE_FINAL_TYPE (RondoDateRow, rondo_date_row, ADW_TYPE_ENTRY_ROW)

static void
text_changed_cb (RondoDateRow *self)
{
  gboolean is_right = rondo_date_row_is_right (self);

  if (!is_right)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_widget_set_visible (self->wrong_icon, !is_right);
}

static void
day_selected_cb (RondoDateRow *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *iso = g_date_time_format (day, "%Y-%m-%d");

  gtk_editable_set_text (GTK_EDITABLE (self), iso);
}

static void
popover_shown_cb (RondoDateRow *self)
{
  RondoDate date = rondo_date_row_get_date (self);
  g_autoptr (GDateTime) shown = NULL;

  if (date == RONDO_DATE_NONE)
    return;
  shown = g_date_time_new_from_unix_utc ((gint64)date * G_TIME_SPAN_DAY / G_USEC_PER_SEC);
  g_signal_handlers_block_by_func (self->calendar, day_selected_cb, self);
  gtk_calendar_select_day (self->calendar, shown);
  g_signal_handlers_unblock_by_func (self->calendar, day_selected_cb, self);
}

static void
rondo_date_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_DATE_ROW);

  G_OBJECT_CLASS (rondo_date_row_parent_class)->dispose (object);
}

static void
rondo_date_row_class_init (RondoDateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_date_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-date-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoDateRow, calendar);
  gtk_widget_class_bind_template_child (widget_class, RondoDateRow, wrong_icon);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
}

static void
rondo_date_row_init (RondoDateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rondo_date_row_new (void)
{
  return g_object_new (RONDO_TYPE_DATE_ROW, NULL);
}

RondoDate
rondo_date_row_get_date (RondoDateRow *row)
{
  g_autofree char *text = NULL;
  RondoDate date = RONDO_DATE_NONE;

  g_return_val_if_fail (RONDO_IS_DATE_ROW (row), RONDO_DATE_NONE);

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  return rondo_date_parse (text, &date) ? date : RONDO_DATE_NONE;
}

void
rondo_date_row_set_date (RondoDateRow *row, RondoDate date)
{
  g_autofree char *iso = rondo_date_to_iso (date);

  g_return_if_fail (RONDO_IS_DATE_ROW (row));

  gtk_editable_set_text (GTK_EDITABLE (row), iso);
}

void
rondo_date_row_set_is_optional (RondoDateRow *row, gboolean is_optional)
{
  g_return_if_fail (RONDO_IS_DATE_ROW (row));

  row->is_optional = is_optional;
  text_changed_cb (row);
}

gboolean
rondo_date_row_is_right (RondoDateRow *row)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (RONDO_IS_DATE_ROW (row), FALSE);

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  return rondo_date_row_get_date (row) != RONDO_DATE_NONE || (row->is_optional && *text == '\0');
}
