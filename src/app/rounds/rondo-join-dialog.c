/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joining a round: wishes for the coach, and people asked for or avoided. */
#include "config.h"

#include "rondo-join-dialog.h"

#include "rondo-availability-editor.h"
#include "rondo-companions.h"
#include "rondo-error.h"
#include "rondo-form-frame.h"
#include "rondo-id.h"
#include "rondo-join-terms.h"
#include "rondo-member-form.h"
#include "rondo-number.h"
#include "rondo-people-group.h"
#include "rondo-round-kind.h"
#include "rondo-wish-row.h"

#include <glib/gi18n-lib.h>

struct _RondoJoinDialog {
  RondoDialog parent_instance;

  /* template children */
  GtkEditable *avoids_row;
  RondoFormFrame *frame;
  RondoPeopleGroup *avoids_group;
  RondoPeopleGroup *requests_group;
  GtkEditable *requests_row;
  GtkListBox *wishes_list;
  GtkWidget *room_row;
  GtkSpinButton *room_spin;
  RondoAvailabilityEditor *availability_editor;
  RondoJoinTerms *terms;

  /* owned */
  char *round;
  char *member;

  RondoAvailability usual; /* when the member has time, whatever the round */
  int room;                /* what the round says */
  gboolean is_change;      /* of what was said before */
};

G_DEFINE_FINAL_TYPE (RondoJoinDialog, rondo_join_dialog, RONDO_TYPE_DIALOG)

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

/* Whom the list does not show is named by address, after those who were chosen. */
static RondoWishes *
join_people (RondoJoinDialog *self, const RondoWishes *by_address)
{
  RondoWishes *wishes = rondo_wishes_copy (by_address);

  g_ptr_array_set_size (wishes->requests, 0);
  g_ptr_array_set_size (wishes->avoids, 0);
  rondo_people_group_add_names (self->requests_group, wishes->requests);
  rondo_people_group_add_names (self->avoids_group, wishes->avoids);
  for (guint i = 0; i < by_address->requests->len; i++)
    g_ptr_array_add (wishes->requests, g_strdup (by_address->requests->pdata[i]));
  for (guint i = 0; i < by_address->avoids->len; i++)
    g_ptr_array_add (wishes->avoids, g_strdup (by_address->avoids->pdata[i]));
  return wishes;
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
  return join_people (self, carrier->wishes);
}

static void
drop_ids (GPtrArray *names)
{
  for (guint i = names->len; i > 0; i--)
    if (rondo_id_is_valid (names->pdata[i - 1]))
      g_ptr_array_remove_index (names, i - 1);
}

static void
write_wishes (RondoJoinDialog *self, const RondoWishes *wishes)
{
  g_autoptr (RondoMember) carrier = rondo_member_new ();
  g_autofree char *requests = NULL;
  g_autofree char *avoids = NULL;

  g_clear_pointer (&carrier->wishes, rondo_wishes_free);
  carrier->wishes = rondo_wishes_copy (wishes);
  rondo_people_group_set_names (self->requests_group, wishes->requests);
  rondo_people_group_set_names (self->avoids_group, wishes->avoids);
  drop_ids (carrier->wishes->requests);
  drop_ids (carrier->wishes->avoids);
  requests = rondo_member_form_write (carrier, RONDO_MEMBER_FIELD_REQUESTS);
  avoids = rondo_member_form_write (carrier, RONDO_MEMBER_FIELD_AVOIDS);
  gtk_editable_set_text (self->requests_row, requests);
  gtk_editable_set_text (self->avoids_row, avoids);
  for (guint i = 0; i < wishes->wishes->len; i++)
    add_wish (self, wishes->wishes->pdata[i]);
}

static gboolean
read_room (RondoJoinDialog *self, int *room, GError **error)
{
  if (rondo_number_read (self->room_spin, room))
    return TRUE;
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("Enter how many clients and coaches you take, from 1 to %d."),
               RONDO_CAPACITY_MAX);
  return FALSE;
}

/* What is as the round and the member say anyway is left to them, and follows their changes. */
static RondoRegistration *
read_registration (RondoJoinDialog *self, GError **error)
{
  g_autoptr (RondoWishes) wishes = read_wishes (self, error);
  g_autoptr (RondoRegistration) registration = NULL;
  int room = 0;

  if (wishes == NULL || !read_room (self, &room, error))
    return NULL;
  registration = rondo_registration_new (self->round, self->member, wishes);
  if (!rondo_availability_editor_read (
          self->availability_editor, &registration->availability, error))
    return NULL;
  if (rondo_availability_equal (&registration->availability, &self->usual))
    registration->availability = (RondoAvailability){{0}};
  if (room != self->room)
    registration->clients = registration->coaches = room;
  if (!rondo_join_terms_read (self->terms, registration, error))
    return NULL;
  return g_steal_pointer (&registration);
}

static void
save_cb (RondoJoinDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoRegistration) registration = read_registration (self, &error);
  RondoChange *change = NULL;

  rondo_form_frame_show_error (self->frame, error != NULL ? error->message : NULL);
  if (registration == NULL)
    return;
  change = rondo_change_new ();
  rondo_change_put_registration (change, registration);
  rondo_dialog_save (RONDO_DIALOG (self), change);
}

static void
rondo_join_dialog_saved (RondoDialog *dialog)
{
  rondo_dialog_tell_parent (dialog,
                            RONDO_JOIN_DIALOG (dialog)->is_change
                                ? _ ("What you said for the round is changed")
                                : _ ("You take part in the round"));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoJoinDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) companions =
      rondo_companions_load_finish (RONDO_STORE (source), result, &error);
  RondoContext *context = NULL;

  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (companions == NULL) {
    rondo_form_frame_show_error (self->frame, error->message);
    return;
  }
  context = rondo_dialog_get_context (RONDO_DIALOG (self));
  rondo_people_group_set_people (self->requests_group, context, companions);
  rondo_people_group_set_people (self->avoids_group, context, companions);
}

static void
rondo_join_dialog_finalize (GObject *object)
{
  RondoJoinDialog *self = RONDO_JOIN_DIALOG (object);

  g_free (self->round);
  g_free (self->member);

  G_OBJECT_CLASS (rondo_join_dialog_parent_class)->finalize (object);
}

static void
rondo_join_dialog_class_init (RondoJoinDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_join_dialog_finalize;
  RONDO_DIALOG_CLASS (klass)->saved = rondo_join_dialog_saved;
  g_type_ensure (RONDO_TYPE_AVAILABILITY_EDITOR);
  g_type_ensure (RONDO_TYPE_JOIN_TERMS);
  g_type_ensure (RONDO_TYPE_PEOPLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-join-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoJoinDialog, availability_editor);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinDialog, avoids_group);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinDialog, avoids_row);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinDialog, requests_group);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinDialog, requests_row);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinDialog, room_row);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinDialog, room_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinDialog, terms);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinDialog, wishes_list);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_join_dialog_init (RondoJoinDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_number_keep_typed (self->room_spin);
}

GtkWidget *
rondo_join_dialog_new (RondoContext *context,
                       const RondoRound *round,
                       const char *member,
                       const RondoWishes *wishes)
{
  RondoJoinDialog *self = g_object_new (RONDO_TYPE_JOIN_DIALOG, "context", context, NULL);
  /* Translators: the name of a round */
  g_autofree char *title = g_strdup_printf (_ ("Join %s"), round->name);

  self->round = g_strdup (round->id);
  self->member = g_strdup (member);
  self->room = round->capacity;
  rondo_join_terms_set_round (self->terms, round);
  gtk_spin_button_set_value (self->room_spin, round->capacity);
  gtk_widget_set_visible (self->room_row, round->kind != RONDO_ROUND_TRIADS);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->room_row),
                               rondo_round_has_roles (round)
                                   ? _ ("For the part that you take")
                                   : _ ("As many of one as of the other"));
  g_object_set (self->frame, "title", title, NULL);
  if (wishes != NULL)
    write_wishes (self, wishes);
  rondo_companions_load_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                               self->round,
                               self->member,
                               rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                               loaded_cb,
                               g_object_ref (self));
  return GTK_WIDGET (self);
}

void
rondo_join_dialog_set_availability (RondoJoinDialog *dialog, const RondoAvailability *availability)
{
  g_return_if_fail (RONDO_IS_JOIN_DIALOG (dialog));

  dialog->usual = *availability;
  rondo_availability_editor_set (dialog->availability_editor, availability);
}

void
rondo_join_dialog_set_registration (RondoJoinDialog *dialog, const RondoRegistration *registration)
{
  const RondoAvailability none = {{0}};

  g_return_if_fail (RONDO_IS_JOIN_DIALOG (dialog));

  dialog->is_change = TRUE;
  g_object_set (
      dialog->frame, "title", _ ("Change Your Registration"), "save-label", _ ("_Save"), NULL);
  if (MAX (registration->clients, registration->coaches) > 0)
    gtk_spin_button_set_value (dialog->room_spin,
                               MAX (registration->clients, registration->coaches));
  if (!rondo_availability_equal (&registration->availability, &none))
    rondo_availability_editor_set (dialog->availability_editor, &registration->availability);
  rondo_join_terms_set_registration (dialog->terms, registration);
}

void
rondo_join_dialog_set_owed (RondoJoinDialog *dialog, int count)
{
  g_return_if_fail (RONDO_IS_JOIN_DIALOG (dialog));

  rondo_join_terms_set_owed (dialog->terms, count);
}
