/* SPDX-License-Identifier: GPL-3.0-or-later
 * The session that is running: since when, and how it ends. What it shows is computed from the
 * start, which is on the disk: nothing is lost with the program. */
#include "config.h"

#include "rondo-timer-bar.h"

#include "rondo-moment.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

struct _RondoTimerBar {
  AdwBin parent_instance;

  /* template children */
  GtkLabel *time_label;
  GtkLabel *title_label;

  /* owned */
  RondoContext *context;
  int64_t started_us; /* 0: none is running */
  guint tick_source;
};

G_DEFINE_FINAL_TYPE (RondoTimerBar, rondo_timer_bar, ADW_TYPE_BIN)

static void
show_time (RondoTimerBar *self)
{
  const int64_t seconds =
      MAX (0, (rondo_context_get_now_us (self->context) - self->started_us) / G_USEC_PER_SEC);
  g_autofree char *text = g_strdup_printf (
      "%d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));

  gtk_label_set_text (self->time_label, text);
}

static gboolean
tick_cb (gpointer data)
{
  show_time (RONDO_TIMER_BAR (data));
  return G_SOURCE_CONTINUE;
}

static void
rondo_timer_bar_dispose (GObject *object)
{
  RondoTimerBar *self = RONDO_TIMER_BAR (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_TIMER_BAR);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rondo_timer_bar_parent_class)->dispose (object);
}

static void
rondo_timer_bar_class_init (RondoTimerBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_timer_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-timer-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoTimerBar, time_label);
  gtk_widget_class_bind_template_child (widget_class, RondoTimerBar, title_label);
}

static void
rondo_timer_bar_init (RondoTimerBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
find_name (const RondoAgenda *agenda)
{
  const RondoAgendaSession *session = rondo_agenda_find (agenda, agenda->timer->session);

  if (session != NULL)
    return session->name;
  for (guint i = 0; i < agenda->partners->len; i++) {
    const RondoPartner *partner = g_ptr_array_index (agenda->partners, i);

    if (g_strcmp0 (partner->pairing, agenda->timer->pairing) == 0)
      return partner->name;
  }
  return "";
}

static void
show_title (RondoTimerBar *self, const RondoAgenda *agenda)
{
  g_autofree char *name = rondo_text_isolate (find_name (agenda));
  g_autofree char *start = rondo_moment_to_text (agenda->timer->started_us, NULL);
  g_autofree char *text = g_strdup_printf (_ ("Session with %s, since %s"), name, start);

  gtk_label_set_text (self->title_label, text);
}

void
rondo_timer_bar_update (RondoTimerBar *bar, RondoContext *context, const RondoAgenda *agenda)
{
  g_return_if_fail (RONDO_IS_TIMER_BAR (bar));

  g_set_object (&bar->context, context);
  gtk_widget_set_visible (GTK_WIDGET (bar), agenda->timer != NULL);
  if (agenda->timer == NULL) {
    bar->started_us = 0;
    g_clear_handle_id (&bar->tick_source, g_source_remove);
    return;
  }
  bar->started_us = agenda->timer->started_us;
  show_title (bar, agenda);
  show_time (bar);
  if (bar->tick_source == 0)
    bar->tick_source = g_timeout_add_seconds (1, tick_cb, bar);
}
