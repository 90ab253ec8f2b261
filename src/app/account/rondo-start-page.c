/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is seen before the data is open: loading, or why it could not be opened. */
#include "config.h"

#include "rondo-start-page.h"

#include "rondo-error.h"

#include <glib/gi18n-lib.h>

struct _RondoStartPage {
  AdwBin parent_instance;

  /* template children */
  AdwStatusPage *failed_page;
  GtkWidget *retry_button;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (RondoStartPage, rondo_start_page, ADW_TYPE_BIN)

enum { SIGNAL_RETRY, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
retry_clicked_cb (RondoStartPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
rondo_start_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_START_PAGE);

  G_OBJECT_CLASS (rondo_start_page_parent_class)->dispose (object);
}

static void
rondo_start_page_class_init (RondoStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_start_page_dispose;
  signals[SIGNAL_RETRY] = g_signal_new (
      "retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoStartPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, RondoStartPage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, RondoStartPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
rondo_start_page_init (RondoStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rondo_start_page_show_error (RondoStartPage *page, const GError *error, const char *path)
{
  gboolean is_too_new = g_error_matches (error, RONDO_ERROR, RONDO_ERROR_TOO_NEW);
  g_autofree char *description = NULL;

  g_return_if_fail (RONDO_IS_START_PAGE (page));
  g_return_if_fail (error != NULL);

  description = g_markup_printf_escaped ("%s\n\n%s", error->message, path);
  adw_status_page_set_title (page->failed_page,
                             is_too_new ? _ ("Made by a Newer Version of Rondo")
                                        : _ ("The Data Could Not Be Opened"));
  adw_status_page_set_description (page->failed_page, description);
  gtk_widget_set_visible (page->retry_button, !is_too_new);
  gtk_stack_set_visible_child_name (page->stack, "failed");
}
