/* SPDX-License-Identifier: GPL-3.0-or-later
 * Short messages at the bottom of the window that a widget is in. Plain text, never markup. */
#include "config.h"

#include "rondo-toast.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* What is called when Undo is pressed, kept as long as the toast. */
typedef struct {
  RondoToastFunc undo;
  gpointer user_data;
  GDestroyNotify destroy;
} Undo;

static void
undo_free (gpointer data, GClosure *closure)
{
  Undo *undo = data;

  if (undo->destroy != NULL)
    undo->destroy (undo->user_data);
  g_free (undo);
}

static void
undo_clicked_cb (AdwToast *toast, Undo *undo)
{
  undo->undo (undo->user_data);
}

static GtkWidget *
find_overlay_below (GtkWidget *widget)
{
  GtkWidget *found = ADW_IS_TOAST_OVERLAY (widget) ? widget : NULL;
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (; found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_overlay_below (child);
  return found;
}

/* A dialog without an overlay of its own shows its toasts in the window it belongs to. */
static GtkWidget *
find_overlay (GtkWidget *from)
{
  GtkWidget *found = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  GtkRoot *root = gtk_widget_get_root (from);
  GtkWindow *window = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;

  for (; found == NULL && window != NULL; window = gtk_window_get_transient_for (window))
    found = find_overlay_below (GTK_WIDGET (window));
  return found;
}

static void
show (GtkWidget *from, AdwToast *toast)
{
  GtkWidget *overlay = find_overlay (from);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

static AdwToast *
new_toast (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

void
rondo_toast_show (GtkWidget *from, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (text != NULL);

  show (from, new_toast (text));
}

void
rondo_toast_show_error (GtkWidget *from, const GError *error)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (error != NULL);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show (from, new_toast (error->message));
}

void
rondo_toast_show_undo (GtkWidget *from,
                       const char *text,
                       RondoToastFunc undo,
                       gpointer user_data,
                       GDestroyNotify destroy)
{
  AdwToast *toast = NULL;
  Undo *data = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (text != NULL);
  g_return_if_fail (undo != NULL);

  data = g_new0 (Undo, 1);
  data->undo = undo;
  data->user_data = user_data;
  data->destroy = destroy;
  toast = new_toast (text);
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), data, undo_free, 0);
  show (from, toast);
}
