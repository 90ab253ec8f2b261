/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that asks on which paper the report or the certificates of a round are written. */
#include "config.h"

#include "rondo-round-paper-dialog.h"

#include "rondo-form-frame.h"

struct _RondoRoundPaperDialog {
  RondoDialog parent_instance;

  /* template children */
  AdwComboRow *paper_row;
  RondoFormFrame *frame;
};

G_DEFINE_FINAL_TYPE (RondoRoundPaperDialog, rondo_round_paper_dialog, RONDO_TYPE_DIALOG)

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

/* As the template lists them. */
enum { PAPER_A4, PAPER_LETTER };

static void
save_cb (RondoRoundPaperDialog *self)
{
  g_signal_emit (
      self, signals[CHOSEN], 0, adw_combo_row_get_selected (self->paper_row) == PAPER_LETTER);
  gtk_window_close (GTK_WINDOW (self));
}

static void
rondo_round_paper_dialog_class_init (RondoRoundPaperDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHOSEN] = g_signal_new ("chosen",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-round-paper-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPaperDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPaperDialog, paper_row);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_round_paper_dialog_init (RondoRoundPaperDialog *self)
{
  gboolean is_letter = g_strcmp0 (gtk_paper_size_get_default (), GTK_PAPER_NAME_LETTER) == 0;

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_selected (self->paper_row, is_letter ? PAPER_LETTER : PAPER_A4);
}

GtkWindow *
rondo_round_paper_dialog_new (RondoContext *context, const char *title)
{
  RondoRoundPaperDialog *self =
      g_object_new (RONDO_TYPE_ROUND_PAPER_DIALOG, "context", context, NULL);

  g_object_set (self->frame, "title", title, NULL);
  return GTK_WINDOW (self);
}
