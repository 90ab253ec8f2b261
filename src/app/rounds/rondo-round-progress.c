/* SPDX-License-Identifier: GPL-3.0-or-later
 * How many registered for a round, or how far its sessions are. */
#include "config.h"

#include "rondo-round-progress.h"

#include "rondo-life.h"
#include "rondo-lines.h"

#include <glib/gi18n-lib.h>

#define FEWEST_MEMBERS 3

struct _RondoRoundProgress {
  AdwBin parent_instance;

  /* template children */
  GtkLabel *held_label;
  GtkLabel *message_label;
  GtkLabel *open_label;
  GtkProgressBar *held_progress;
  GtkWidget *workbench_button;
  GtkWidget *stages;

  const char *stage; /* static */
};

G_DEFINE_FINAL_TYPE (RondoRoundProgress, rondo_round_progress, ADW_TYPE_BIN)

/* No stack: its height would be that of the tallest stage, or out of date. */
static void
set_stage (RondoRoundProgress *self, const char *stage)
{
  GtkWidget *child = gtk_widget_get_first_child (self->stages);

  self->stage = stage;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, g_str_equal (gtk_widget_get_name (child), stage));
}

static void
show_open (RondoRoundProgress *self, const RondoRoundOverview *overview)
{
  guint n_registered = overview->registrations->len;
  g_autofree char *text =
      n_registered >= FEWEST_MEMBERS
          ? g_strdup_printf (
                ngettext ("%u member is registered.", "%u members are registered.", n_registered),
                n_registered)
          : g_strdup (_ ("A round needs at least three members. Register more of them."));

  gtk_label_set_text (self->open_label, text);
  /* While registration is open, closing it comes next; then this does. */
  if (overview->round->state == RONDO_ROUND_OPEN)
    gtk_widget_remove_css_class (self->workbench_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->workbench_button, "suggested-action");
  set_stage (self, "open");
}

static void
show_published (RondoRoundProgress *self, const RondoRoundOverview *overview)
{
  int held = 0;
  int planned = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];

    held += pairing->sessions_held;
    planned += rondo_pairing_get_due (pairing->pairing, overview->round, pairing->sessions_held);
  }
  text = rondo_round_describe_progress (held, planned);
  gtk_label_set_text (self->held_label, text);
  gtk_progress_bar_set_fraction (self->held_progress,
                                 planned > 0 ? CLAMP ((double)held / planned, 0, 1) : 0);
  set_stage (self, "published");
}

static void
rondo_round_progress_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_ROUND_PROGRESS);

  G_OBJECT_CLASS (rondo_round_progress_parent_class)->dispose (object);
}

static void
rondo_round_progress_class_init (RondoRoundProgressClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_round_progress_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-round-progress.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRoundProgress, held_label);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundProgress, held_progress);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundProgress, message_label);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundProgress, open_label);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundProgress, stages);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundProgress, workbench_button);
}

static void
rondo_round_progress_init (RondoRoundProgress *self)
{
  self->stage = "open";
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rondo_round_progress_show (RondoRoundProgress *self, const RondoRoundOverview *overview)
{
  g_return_if_fail (RONDO_IS_ROUND_PROGRESS (self));
  g_return_if_fail (overview != NULL);

  if (rondo_round_state_may_publish (overview->round->state))
    show_open (self, overview);
  else
    show_published (self, overview);
}

const char *
rondo_round_progress_get_stage (RondoRoundProgress *self)
{
  g_return_val_if_fail (RONDO_IS_ROUND_PROGRESS (self), NULL);
  return self->stage;
}

void
rondo_round_progress_show_message (RondoRoundProgress *self, const char *message)
{
  g_return_if_fail (RONDO_IS_ROUND_PROGRESS (self));

  gtk_label_set_text (self->message_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), message != NULL);
}

const char *
rondo_round_progress_get_message (RondoRoundProgress *self)
{
  g_return_val_if_fail (RONDO_IS_ROUND_PROGRESS (self), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (self->message_label))
             ? gtk_label_get_text (self->message_label)
             : NULL;
}
