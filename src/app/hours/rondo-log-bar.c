/* SPDX-License-Identifier: GPL-3.0-or-later
 * What can be done with the selected entries of the log, and how many they are. */
#include "config.h"

#include "rondo-log-bar.h"

#include "rondo-date.h"

#include <glib/gi18n-lib.h>

struct _RondoLogBar {
  AdwBin parent_instance;

  /* template children */
  GtkLabel *selected_label;
};

G_DEFINE_FINAL_TYPE (RondoLogBar, rondo_log_bar, ADW_TYPE_BIN)

static void
rondo_log_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_LOG_BAR);

  G_OBJECT_CLASS (rondo_log_bar_parent_class)->dispose (object);
}

static void
rondo_log_bar_class_init (RondoLogBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_log_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-log-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoLogBar, selected_label);
}

static void
rondo_log_bar_init (RondoLogBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rondo_log_bar_show (RondoLogBar *self, guint count, int64_t minutes)
{
  g_autofree char *hours = rondo_minutes_to_local_hours (minutes);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u selected, %s hours", "%u selected, %s hours", count), count, hours);

  g_return_if_fail (RONDO_IS_LOG_BAR (self));

  gtk_label_set_label (self->selected_label, text);
}
