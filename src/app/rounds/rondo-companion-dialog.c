/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog in which one of those who have joined the same round is looked at and chosen. */
#include "config.h"

#include "rondo-companion-dialog.h"

#include "rondo-language.h"
#include "rondo-line-view.h"
#include "rondo-place.h"
#include "rondo-profile-lines.h"

#include <glib/gi18n-lib.h>

struct _RondoCompanionDialog {
  RondoDialog parent_instance;

  /* template children */
  RondoLineView *line_view;
};

G_DEFINE_FINAL_TYPE (RondoCompanionDialog, rondo_companion_dialog, RONDO_TYPE_DIALOG)

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
activated_cb (RondoCompanionDialog *self, const char *key)
{
  g_signal_emit (self, signals[CHOSEN], 0, key);
  gtk_window_close (GTK_WINDOW (self));
}

static void
rondo_companion_dialog_class_init (RondoCompanionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  signals[CHOSEN] = g_signal_new ("chosen",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-companion-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoCompanionDialog, line_view);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
rondo_companion_dialog_init (RondoCompanionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
rondo_companion_dialog_new (RondoContext *context, GPtrArray *companions)
{
  RondoCompanionDialog *self = g_object_new (RONDO_TYPE_COMPANION_DIALOG, "context", context, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  int64_t now_us = rondo_context_get_now_us (context);

  for (guint i = 0; i < companions->len; i++) {
    const RondoCompanion *companion = companions->pdata[i];
    RondoLineItem *line = rondo_line_item_new (companion->profile->member, 0);

    rondo_line_item_take_title (line, g_strdup (companion->profile->name));
    rondo_line_item_take_subtitle (line, rondo_companion_describe (companion, now_us));
    g_ptr_array_add (lines, line);
  }
  rondo_line_view_update (self->line_view, lines);
  return GTK_WINDOW (self);
}

char *
rondo_companion_describe (const RondoCompanion *companion, int64_t now_us)
{
  const RondoProfile *profile = companion->profile;
  g_autofree char *languages =
      rondo_language_list_to_display ((const char *const *)profile->languages);
  g_autofree char *zone = rondo_place_zone_to_display (profile->time_zone, now_us);
  g_autofree char *more = rondo_profile_describe (profile);
  g_autoptr (GString) text = g_string_new (languages);

  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", zone);
  if (*more != '\0')
    g_string_append_printf (text, "\n%s", more);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
