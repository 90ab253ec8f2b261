/* SPDX-License-Identifier: GPL-3.0-or-later
 * What differs between versions of the toolkit, in Rondo's words: files, questions, about. */
#include "config.h"

#include "rondo-compat.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static void
return_cancelled (GTask *task)
{
  g_task_return_new_error (
      task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", "the user closed the dialog");
}

static void
file_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile *file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else
    return_cancelled (task);
  gtk_native_dialog_destroy (chooser);
  g_object_unref (chooser);
}

static void
choose_file (GtkNativeDialog *chooser, GTask *task)
{
  gtk_native_dialog_set_modal (chooser, TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (file_chosen_cb), task);
  gtk_native_dialog_show (chooser);
}

static void
question_answered_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, g_str_equal (response, "confirm"));
}

void
rondo_compat_open_file_async (GtkWindow *parent,
                              const char *title,
                              const char *filter_name,
                              const char *suffix,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  g_auto (GStrv) suffixes = g_strsplit (suffix, ",", -1);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rondo_compat_open_file_async);
  gtk_file_filter_set_name (filter, filter_name);
  for (char **each = suffixes; *each != NULL; each++)
    gtk_file_filter_add_suffix (filter, *each);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  choose_file (GTK_NATIVE_DIALOG (chooser), task);
}

GFile *
rondo_compat_open_file_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
rondo_compat_save_file_async (GtkWindow *parent,
                              const char *title,
                              const char *suggested_name,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rondo_compat_save_file_async);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), suggested_name);
  choose_file (GTK_NATIVE_DIALOG (chooser), task);
}

GFile *
rondo_compat_save_file_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
rondo_compat_confirm_async (GtkWindow *parent,
                            const char *heading,
                            const char *body,
                            const char *action,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  AdwMessageDialog *question = ADW_MESSAGE_DIALOG (dialog);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rondo_compat_confirm_async);
  adw_message_dialog_add_responses (question, "cancel", _ ("_Cancel"), "confirm", action, NULL);
  adw_message_dialog_set_response_appearance (question, "confirm", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (question, "cancel");
  adw_message_dialog_set_close_response (question, "cancel");
  g_signal_connect (question, "response", G_CALLBACK (question_answered_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
rondo_compat_confirm_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
choice_answered_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_int (task,
                     g_str_equal (response, "first")    ? 1
                     : g_str_equal (response, "second") ? 2
                                                        : 0);
}

void
rondo_compat_ask_async (GtkWindow *parent,
                        const char *heading,
                        const char *body,
                        const char *first,
                        const char *second,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  AdwMessageDialog *question = ADW_MESSAGE_DIALOG (dialog);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rondo_compat_ask_async);
  adw_message_dialog_add_responses (
      question, "cancel", _ ("_Cancel"), "first", first, "second", second, NULL);
  adw_message_dialog_set_default_response (question, "first");
  adw_message_dialog_set_close_response (question, "cancel");
  g_signal_connect (question, "response", G_CALLBACK (choice_answered_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

int
rondo_compat_ask_finish (GAsyncResult *result, GError **error)
{
  gssize answer;

  g_return_val_if_fail (g_task_is_valid (result, NULL), 0);
  answer = g_task_propagate_int (G_TASK (result), error);
  return (int)MAX (answer, 0);
}

void
rondo_compat_show_about (GtkWindow *parent)
{
  adw_show_about_window (
      parent,
      "application-name",
      "Rondo",
      "application-icon",
      RONDO_APP_ID,
      "version",
      RONDO_VERSION,
      "comments",
      _ ("For communities of coaches who coach each other: rounds, pairings, sessions and hours."),
      "developer-name",
      _ ("The Rondo Developers"),
      "copyright",
      _ ("© 2026 The Rondo Developers"),
      "license-type",
      GTK_LICENSE_GPL_3_0,
      "translator-credits",
      _ ("translator-credits"),
      NULL);
}

void
rondo_compat_show_uri (GtkWindow *parent, const char *uri)
{
  gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
}

static GtkSizeRequestMode
get_height_for_width (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static gboolean (*list_view_focus) (GtkWidget *widget, GtkDirectionType direction);
static gboolean (*flow_box_focus) (GtkWidget *widget, GtkDirectionType direction);

static gboolean
is_tab (GtkDirectionType direction)
{
  return direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
}

static gboolean
focus_list_view (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *row = gtk_widget_get_focus_child (widget);

  if (row != NULL && is_tab (direction))
    return gtk_widget_child_focus (row, direction);
  return list_view_focus (widget, direction);
}

static GtkWidget *
get_next (GtkWidget *child, GtkDirectionType direction)
{
  return direction == GTK_DIR_TAB_FORWARD ? gtk_widget_get_next_sibling (child)
                                          : gtk_widget_get_prev_sibling (child);
}

static gboolean
focus_flow_box (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (child == NULL || !is_tab (direction))
    return flow_box_focus (widget, direction);
  for (; child != NULL; child = get_next (child, direction))
    if (gtk_widget_child_focus (child, direction))
      return TRUE;
  return FALSE;
}

void
rondo_compat_mend_widgets (void)
{
  g_autoptr (GTypeClass) any = g_type_class_ref (GTK_TYPE_WIDGET);
  GtkWidgetClass *list_view, *flow_box; /* kept for good */

  if (list_view_focus != NULL)
    return;
  list_view = g_type_class_ref (GTK_TYPE_LIST_VIEW);
  flow_box = g_type_class_ref (GTK_TYPE_FLOW_BOX);
  list_view_focus = list_view->focus;
  list_view->focus = focus_list_view;
  flow_box_focus = flow_box->focus;
  flow_box->focus = focus_flow_box;
  /* A GTK that answers by itself knows better. */
  if (list_view->get_request_mode == ((GtkWidgetClass *)any)->get_request_mode)
    list_view->get_request_mode = get_height_for_width;
}
