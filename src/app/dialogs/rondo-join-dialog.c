/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joining a round: wishes for the coach, and people asked for or avoided. */
#include "config.h"

#include "rondo-join-dialog.h"

#include "rondo-form-frame.h"
#include "rondo-member-form.h"
#include "rondo-toast.h"
#include "rondo-wish-row.h"

#include <glib/gi18n-lib.h>

struct _RondoJoinDialog {
  AdwWindow parent_instance;

  /* template children */
  GtkEditable *avoids_row;
  RondoFormFrame *frame;
  GtkEditable *requests_row;
  GtkListBox *wishes_list;

  /* owned */
  RondoContext *context;
  char *round;
  char *member;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (RondoJoinDialog, rondo_join_dialog, ADW_TYPE_WINDOW)

static void
remove_wish_cb (RondoJoinDialog *self, RondoWishRow *row)
{
  gtk_list_box_remove (self->wishes_list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->wishes_list),
                          gtk_list_box_get_row_at_index (self->wishes_list, 0) != NULL);
}

static void
add_wish (RondoJoinDialog *self, const RondoWish *wish)
{
  GtkWidget *row = rondo_wish_row_new (wish);

  g_signal_connect_object (row, "remove", G_CALLBACK (remove_wish_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->wishes_list, row);
  gtk_widget_set_visible (GTK_WIDGET (self->wishes_list), TRUE);
}

static void
add_clicked_cb (RondoJoinDialog *self)
{
  add_wish (self, NULL);
}

/* The form knows members; this one only carries the wishes. */
static RondoWishes *
read_wishes (RondoJoinDialog *self, GError **error)
{
  g_autoptr (RondoMember) carrier = rondo_member_new ();
  GtkListBoxRow *row = NULL;

  if (!rondo_member_form_read (carrier,
                               RONDO_MEMBER_FIELD_REQUESTS,
                               gtk_editable_get_text (self->requests_row),
                               error) ||
      !rondo_member_form_read (
          carrier, RONDO_MEMBER_FIELD_AVOIDS, gtk_editable_get_text (self->avoids_row), error))
    return NULL;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->wishes_list, i)) != NULL; i++) {
    RondoWish *wish = rondo_wish_row_dup_wish (RONDO_WISH_ROW (row), error);

    if (wish == NULL)
      return NULL;
    g_ptr_array_add (carrier->wishes->wishes, wish);
  }
  return rondo_wishes_copy (carrier->wishes);
}

static void
write_wishes (RondoJoinDialog *self, const RondoWishes *wishes)
{
  g_autoptr (RondoMember) carrier = rondo_member_new ();
  g_autofree char *requests = NULL;
  g_autofree char *avoids = NULL;

  g_clear_pointer (&carrier->wishes, rondo_wishes_free);
  carrier->wishes = rondo_wishes_copy (wishes);
  requests = rondo_member_form_write (carrier, RONDO_MEMBER_FIELD_REQUESTS);
  avoids = rondo_member_form_write (carrier, RONDO_MEMBER_FIELD_AVOIDS);
  gtk_editable_set_text (self->requests_row, requests);
  gtk_editable_set_text (self->avoids_row, avoids);
  for (guint i = 0; i < wishes->wishes->len; i++)
    add_wish (self, wishes->wishes->pdata[i]);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoJoinDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_saved = rondo_store_save_finish (RONDO_STORE (object), result, &error);
  GtkWindow *parent = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  rondo_form_frame_set_busy (self->frame, FALSE);
  if (!is_saved) {
    rondo_form_frame_show_error (self->frame, error->message);
    return;
  }
  parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  if (parent != NULL)
    rondo_toast_show (GTK_WIDGET (parent), _ ("You take part in the round"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
save_cb (RondoJoinDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoWishes) wishes = read_wishes (self, &error);
  g_autoptr (RondoRegistration) registration = NULL;
  RondoChange *change = NULL;

  rondo_form_frame_show_error (self->frame, error != NULL ? error->message : NULL);
  if (wishes == NULL)
    return;
  registration = rondo_registration_new (self->round, self->member, wishes);
  change = rondo_change_new ();
  rondo_change_put_registration (change, registration);
  rondo_form_frame_set_busy (self->frame, TRUE);
  rondo_store_save_async (rondo_context_get_store (self->context),
                          change,
                          self->cancellable,
                          saved_cb,
                          g_object_ref (self));
}

static void
rondo_join_dialog_dispose (GObject *object)
{
  RondoJoinDialog *self = RONDO_JOIN_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_JOIN_DIALOG);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rondo_join_dialog_parent_class)->dispose (object);
}

static void
rondo_join_dialog_finalize (GObject *object)
{
  RondoJoinDialog *self = RONDO_JOIN_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_free (self->round);
  g_free (self->member);

  G_OBJECT_CLASS (rondo_join_dialog_parent_class)->finalize (object);
}

static void
rondo_join_dialog_class_init (RondoJoinDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rondo_join_dialog_dispose;
  object_class->finalize = rondo_join_dialog_finalize;
  g_type_ensure (RONDO_TYPE_FORM_FRAME);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-join-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoJoinDialog, avoids_row);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinDialog, requests_row);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinDialog, wishes_list);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_join_dialog_init (RondoJoinDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rondo_join_dialog_new (RondoContext *context,
                       const RondoRound *round,
                       const char *member,
                       const RondoWishes *wishes)
{
  RondoJoinDialog *self = g_object_new (RONDO_TYPE_JOIN_DIALOG, NULL);
  /* Translators: the name of a round */
  g_autofree char *title = g_strdup_printf (_ ("Join %s"), round->name);

  self->context = g_object_ref (context);
  self->round = g_strdup (round->id);
  self->member = g_strdup (member);
  g_object_set (self->frame, "title", title, NULL);
  if (wishes != NULL)
    write_wishes (self, wishes);
  return GTK_WIDGET (self);
}
