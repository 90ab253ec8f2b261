/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sessions of one week, day by day; another week is a key away. */
#include "config.h"

#include "rondo-week-view.h"

#include "rondo-line-item.h"
#include "rondo-moment.h"
#include "rondo-session-lines.h"
#include "rondo-week-day.h"

#include <glib/gi18n-lib.h>

#define DAYS 7
#define MONDAY_1970 4 /* 1970-01-01 was a Thursday: the Monday after it */

struct _RondoWeekView {
  AdwBin parent_instance;

  /* template children */
  GtkWidget *days_box;
  GtkLabel *week_label;

  /* owned */
  GPtrArray *sessions; /* of RondoLineItem; "kind" is the day */
  RondoDate first;     /* NONE before the first update */
  RondoDate today;
};

G_DEFINE_FINAL_TYPE (RondoWeekView, rondo_week_view, ADW_TYPE_BIN)

static RondoDate
get_monday (RondoDate day)
{
  const int past = ((day - MONDAY_1970) % DAYS + DAYS) % DAYS;

  return day - past;
}

static char *
describe_week (RondoDate first)
{
  g_autofree char *from = rondo_date_to_display (first);
  g_autofree char *until = rondo_date_to_display (first + DAYS - 1);

  /* Translators: first and last day of a week */
  return g_strdup_printf (C_ ("week", "%s – %s"), from, until);
}

static void
show_week (RondoWeekView *self)
{
  g_autofree char *week = describe_week (self->first);
  GtkWidget *child = gtk_widget_get_first_child (self->days_box);

  gtk_label_set_text (self->week_label, week);
  for (int i = 0; i < DAYS && child != NULL; i++, child = gtk_widget_get_next_sibling (child)) {
    const RondoDate day = self->first + i;
    g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

    for (guint j = 0; j < self->sessions->len; j++) {
      RondoLineItem *line = g_ptr_array_index (self->sessions, j);

      if ((RondoDate)rondo_line_item_get_kind (line) == day)
        g_ptr_array_add (lines, g_object_ref (line));
    }
    rondo_week_day_update (RONDO_WEEK_DAY (child), day, day == self->today, lines);
  }
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *target)
{
  RondoWeekView *self = RONDO_WEEK_VIEW (widget);

  if (self->first == RONDO_DATE_NONE)
    return;
  self->first += DAYS * g_variant_get_int32 (target);
  show_week (self);
}

static void
today_action (GtkWidget *widget, const char *name, GVariant *target)
{
  RondoWeekView *self = RONDO_WEEK_VIEW (widget);

  if (self->first == RONDO_DATE_NONE)
    return;
  self->first = get_monday (self->today);
  show_week (self);
}

static RondoLineItem *
new_line (const RondoAgendaSession *session)
{
  RondoLineItem *line =
      rondo_line_item_new (session->session->id, (guint)rondo_agenda_session_get_day (session));
  g_autofree char *time = session->session->start_us != 0
                              ? rondo_moment_to_time (session->session->start_us, NULL)
                              : g_strdup ("");

  /* Translators: the time of a session, and with whom it is */
  rondo_line_item_take_title (line,
                              *time != '\0'
                                  ? g_strdup_printf (C_ ("week", "%s %s"), time, session->name)
                                  : g_strdup (session->name));
  rondo_line_item_take_subtitle (line, rondo_session_describe_with (session->side, session->name));
  rondo_line_item_take_badge (line, g_strdup (rondo_session_describe_state (session->session)));
  return line;
}

static void
rondo_week_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_WEEK_VIEW);

  G_OBJECT_CLASS (rondo_week_view_parent_class)->dispose (object);
}

static void
rondo_week_view_finalize (GObject *object)
{
  g_clear_pointer (&RONDO_WEEK_VIEW (object)->sessions, g_ptr_array_unref);

  G_OBJECT_CLASS (rondo_week_view_parent_class)->finalize (object);
}

static void
rondo_week_view_class_init (RondoWeekViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_week_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_week_view_finalize;
  g_type_ensure (RONDO_TYPE_WEEK_DAY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-week-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoWeekView, days_box);
  gtk_widget_class_bind_template_child (widget_class, RondoWeekView, week_label);
  gtk_widget_class_install_action (widget_class, "week.step", "i", step_action);
  gtk_widget_class_install_action (widget_class, "week.today", NULL, today_action);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK, "week.step", "i", -1);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK, "week.step", "i", 1);
}

static void
rondo_week_view_init (RondoWeekView *self)
{
  self->first = RONDO_DATE_NONE;
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rondo_week_view_update (RondoWeekView *view, const RondoAgenda *agenda, RondoDate today)
{
  g_return_if_fail (RONDO_IS_WEEK_VIEW (view));

  g_ptr_array_set_size (view->sessions, 0);
  for (guint i = 0; i < agenda->sessions->len; i++)
    g_ptr_array_add (view->sessions, new_line (g_ptr_array_index (agenda->sessions, i)));
  view->today = today;
  if (view->first == RONDO_DATE_NONE)
    view->first = get_monday (today);
  show_week (view);
}

RondoDate
rondo_week_view_get_first_day (RondoWeekView *view)
{
  g_return_val_if_fail (RONDO_IS_WEEK_VIEW (view), RONDO_DATE_NONE);

  return view->first;
}
