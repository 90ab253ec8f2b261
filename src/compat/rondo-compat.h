/* SPDX-License-Identifier: GPL-3.0-or-later
 * What differs between versions of the toolkit, in Rondo's words: files, questions, about. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * rondo_compat_open_file_async:
 * @filter_name: what the chooser calls files with @suffix, "Tables (CSV)"
 * @suffix: without a dot, "csv"; several with commas, "csv,ics"
 *
 * Lets the user choose a file to read. Finish gives %G_IO_ERROR_CANCELLED if they chose none.
 */
void rondo_compat_open_file_async (GtkWindow *parent,
                                   const char *title,
                                   const char *filter_name,
                                   const char *suffix,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GFile *rondo_compat_open_file_finish (GAsyncResult *result, GError **error);

/** rondo_compat_save_file_async: lets the user choose where to write @suggested_name. Finish gives
 * %G_IO_ERROR_CANCELLED if they chose nothing. */
void rondo_compat_save_file_async (GtkWindow *parent,
                                   const char *title,
                                   const char *suggested_name,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GFile *rondo_compat_save_file_finish (GAsyncResult *result, GError **error);

/** rondo_compat_confirm_async: asks before something that cannot be undone. @action is the label
 * of the button that does it. Finish is TRUE if the user pressed that button. */
void rondo_compat_confirm_async (GtkWindow *parent,
                                 const char *heading,
                                 const char *body,
                                 const char *action,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean rondo_compat_confirm_finish (GAsyncResult *result, GError **error);

/** rondo_compat_ask_async: a question with two ways besides "Cancel". Finish gives 1 for @first, 2
 * for @second, 0 for neither. */
void rondo_compat_ask_async (GtkWindow *parent,
                             const char *heading,
                             const char *body,
                             const char *first,
                             const char *second,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
int rondo_compat_ask_finish (GAsyncResult *result, GError **error);

/** rondo_compat_mend_widgets: to be called once. A GtkListView is as high as its rows are at the
 * width it has, or text that is wrapped would be cut off. The Tab key leaves it behind what its row
 * holds, arrows go from row to row, or nobody would get out of a long list. And Tab leaves a
 * GtkFlowBox even if nothing in its last child can have the keyboard. */
void rondo_compat_mend_widgets (void);

/** rondo_compat_show_about: the window that says what Rondo is. */
void rondo_compat_show_about (GtkWindow *parent);

/** rondo_compat_show_uri: opens @uri ("mailto:…") with the program the user has for it. */
void rondo_compat_show_uri (GtkWindow *parent, const char *uri);

G_END_DECLS
