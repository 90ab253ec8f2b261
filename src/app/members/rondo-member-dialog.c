/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog that adds or edits a member. */
#include "config.h"

#include "rondo-member-dialog.h"

#include "rondo-availability-editor.h"
#include "rondo-conduct-cases.h"
#include "rondo-date-row.h"
#include "rondo-error.h"
#include "rondo-form-frame.h"
#include "rondo-id.h"
#include "rondo-member-form.h"
#include "rondo-picker-row.h"
#include "rondo-profile-lines.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RondoMemberDialog {
  RondoDialog parent_instance;

  /* template children */
  AdwComboRow *credential_row;
  GtkTextView *bio_view;
  RondoDateRow *since_row;
  RondoDateRow *verified_until_row;
  GtkSwitch *verified_switch;
  GtkWidget *verified_group;
  AdwActionRow *verified_row;
  RondoAvailabilityEditor *availability_editor;
  RondoFormFrame *frame;
  AdwActionRow *avoided_row;
  GtkEditable *avoids_row;
  GtkEditable *course_row;
  GtkEditable *email_row;
  GtkEditable *gender_row;
  GtkEditable *method_row;
  GtkEditable *name_row;
  GtkEditable *niche_row;
  GtkEditable *phone_row;
  GtkEditable *region_row;
  GtkEditable *training_row;
  GtkEditable *requests_row;
  GtkEditable *wishes_row;
  GtkSwitch *active_switch;
  RondoPickerRow *languages_row;
  RondoPickerRow *zone_row;

  /* owned */
  RondoMember *before; /* with an empty name for a new member */
  RondoMember *after;  /* (nullable): while it is being saved */

  gboolean is_new;
  gboolean is_self;      /* a member edits their own profile */
  gboolean hides_avoids; /* whom somebody else avoids is for the matching alone */
  gboolean has_tried;    /* to save: from then on mistakes are shown while typing */
};

G_DEFINE_FINAL_TYPE (RondoMemberDialog, rondo_member_dialog, RONDO_TYPE_DIALOG)

typedef struct {
  RondoMemberField field;
  GtkEditable *row;
} FieldRow;

#define N_FIELD_ROWS (8 + RONDO_N_TRAITS)

static void
list_rows (RondoMemberDialog *self, FieldRow rows[N_FIELD_ROWS])
{
  const FieldRow all[] = {
      {RONDO_MEMBER_FIELD_NAME, self->name_row},
      {RONDO_MEMBER_FIELD_EMAIL, self->email_row},
      {RONDO_MEMBER_FIELD_PHONE, self->phone_row},
      {RONDO_MEMBER_FIELD_COURSE, self->course_row},
      {RONDO_MEMBER_FIELD_TRAINING, self->training_row},
      {RONDO_MEMBER_FIELD_TRAITS + RONDO_TRAIT_GENDER, self->gender_row},
      {RONDO_MEMBER_FIELD_TRAITS + RONDO_TRAIT_NICHE, self->niche_row},
      {RONDO_MEMBER_FIELD_TRAITS + RONDO_TRAIT_REGION, self->region_row},
      {RONDO_MEMBER_FIELD_TRAITS + RONDO_TRAIT_METHOD, self->method_row},
      {RONDO_MEMBER_FIELD_WISHES, self->wishes_row},
      {RONDO_MEMBER_FIELD_REQUESTS, self->requests_row},
      {RONDO_MEMBER_FIELD_AVOIDS, self->avoids_row},
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (all) == N_FIELD_ROWS);
  memcpy (rows, all, sizeof all);
}

/* The first mistake is the one that is told. */
static void
mark (RondoMemberDialog *self, GtkEditable *row, const GError *error, GtkEditable **first_wrong)
{
  rondo_form_frame_mark (GTK_WIDGET (row), error != NULL);
  if (error == NULL || *first_wrong != NULL)
    return;
  rondo_form_frame_show_error (self->frame, error->message);
  *first_wrong = row;
}

static char *
dup_bio (RondoMemberDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->bio_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* Whoever changes nothing about the proof does not vouch for it anew. */
static void
read_verified (RondoMemberDialog *self, RondoMember *member)
{
  RondoContext *context = rondo_dialog_get_context (RONDO_DIALOG (self));
  const char *name = rondo_account_get_name (rondo_context_get_account (context));
  const char *word = rondo_credential_to_word (member->credential);
  RondoAbout *about = &member->about;
  gboolean is_seen = gtk_switch_get_active (self->verified_switch) && *word != '\0';

  if (self->is_self)
    return;
  about->verified_until =
      is_seen ? rondo_date_row_get_date (self->verified_until_row) : RONDO_DATE_NONE;
  if (is_seen && g_str_equal (about->verified, word))
    return;
  g_free (about->verified);
  g_free (about->verified_by);
  about->verified = g_strdup (is_seen ? word : "");
  about->verified_by = g_strdup (is_seen && name != NULL ? name : "");
  about->verified_on = is_seen ? rondo_context_get_today (context) : RONDO_DATE_NONE;
}

/* Days that are typed wrongly are told like any other mistake. */
static void
read_about (RondoMemberDialog *self, RondoMember *member, GtkEditable **first_wrong)
{
  RondoDateRow *rows[] = {self->since_row, self->verified_until_row};

  g_free (member->about.bio);
  member->about.bio = dup_bio (self);
  member->about.credential_since = rondo_date_row_get_date (self->since_row);
  read_verified (self, member);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    if (!rondo_date_row_is_right (rows[i]))
      g_set_error_literal (&error,
                           RONDO_ERROR,
                           RONDO_ERROR_INVALID,
                           _ ("Enter a day as year-month-day, such as 2026-07-01."));
    mark (self, GTK_EDITABLE (rows[i]), error, first_wrong);
  }
  if (*first_wrong == NULL && strlen (member->about.bio) > RONDO_BIO_MAX_BYTES) {
    rondo_form_frame_show_error (self->frame,
                                 _ ("What is written about a member is too long. Shorten it."));
    *first_wrong = self->name_row;
  }
}

static RondoMember *
read_member (RondoMemberDialog *self, GtkEditable **first_wrong)
{
  g_autoptr (RondoMember) member = rondo_member_copy (self->before);
  g_autoptr (GError) hours_error = NULL;
  FieldRow rows[N_FIELD_ROWS];

  list_rows (self, rows);
  rondo_form_frame_show_error (self->frame, NULL);
  member->credential = adw_combo_row_get_selected (self->credential_row);
  member->is_active = gtk_switch_get_active (self->active_switch);
  g_strfreev (member->languages);
  member->languages = g_strdupv ((GStrv)rondo_picker_row_get_keys (self->languages_row));
  g_free (member->time_zone);
  member->time_zone = g_strdup (rondo_picker_row_get_key (self->zone_row));
  for (gsize i = 0; i < N_FIELD_ROWS; i++) {
    g_autoptr (GError) error = NULL;

    if (rows[i].row != self->avoids_row || !self->hides_avoids)
      rondo_member_form_read (member, rows[i].field, gtk_editable_get_text (rows[i].row), &error);
    mark (self, rows[i].row, error, first_wrong);
  }
  rondo_availability_editor_read (self->availability_editor, &member->availability, &hours_error);
  mark (self,
        rondo_availability_editor_get_row (self->availability_editor),
        hours_error,
        first_wrong);
  read_about (self, member, first_wrong);
  return *first_wrong == NULL ? g_steal_pointer (&member) : NULL;
}

static void
show_about (RondoMemberDialog *self)
{
  const RondoMember *member = self->before;
  RondoContext *context = rondo_dialog_get_context (RONDO_DIALOG (self));
  g_autofree char *verified =
      rondo_profile_describe_verified (member, rondo_context_get_today (context));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->bio_view), member->about.bio, -1);
  rondo_date_row_set_date (self->since_row, member->about.credential_since);
  rondo_date_row_set_date (self->verified_until_row, member->about.verified_until);
  gtk_switch_set_active (self->verified_switch, verified != NULL);
  adw_action_row_set_subtitle (self->verified_row,
                               verified != NULL ? verified
                                                : _ ("Your name and the day are kept with it."));
  gtk_widget_set_visible (self->verified_group, !self->is_self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->email_row), !self->is_self);
}

/* Names only of those whom a report is about. */
static void
show_avoided (RondoMemberDialog *self, GPtrArray *named)
{
  guint count = self->before->wishes->avoids->len;
  g_autofree char *text = g_strdup_printf (ngettext ("%u person, whom only the matching knows",
                                                     "%u persons, whom only the matching knows",
                                                     count),
                                           count);
  g_autoptr (GString) subtitle = g_string_new (count > 0 ? text : _ ("Nobody"));

  for (guint i = 0; i < named->len; i++)
    g_string_append_printf (subtitle, "\n%s", (const char *)named->pdata[i]);
  adw_action_row_set_subtitle (self->avoided_row, subtitle->str);
}

static void
reports_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoMemberDialog) self = data;
  g_autoptr (GError) error = NULL;
  RondoConductCases *cases = rondo_conduct_cases_load_finish (RONDO_STORE (source), result, &error);
  g_autoptr (GPtrArray) named = NULL;

  if (cases != NULL &&
      !g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self)))) {
    named = rondo_conduct_names_avoided (self->before->wishes->avoids, cases->reported);
    show_avoided (self, named);
  }
  g_clear_pointer (&cases, rondo_conduct_cases_free);
}

/* On this computer only the coordinator is who has been told, and there is nobody else to ask. */
static void
hide_avoids (RondoMemberDialog *self)
{
  RondoContext *context = rondo_dialog_get_context (RONDO_DIALOG (self));
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  self->hides_avoids = !self->is_self && !self->is_new &&
                       rondo_account_get_server (rondo_context_get_account (context)) != NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->avoids_row), !self->hides_avoids);
  gtk_widget_set_visible (GTK_WIDGET (self->avoided_row), self->hides_avoids);
  if (!self->hides_avoids)
    return;
  show_avoided (self, none);
  rondo_conduct_cases_load_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                                  rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                  reports_loaded_cb,
                                  g_object_ref (self));
}

static void
show_member (RondoMemberDialog *self)
{
  const RondoMember *member = self->before;
  FieldRow rows[N_FIELD_ROWS];

  list_rows (self, rows);
  for (gsize i = 0; i < N_FIELD_ROWS; i++) {
    g_autofree char *text = rondo_member_form_write (member, rows[i].field);

    if (rows[i].row == self->avoids_row && self->hides_avoids)
      continue;
    gtk_editable_set_text (rows[i].row, text);
  }
  rondo_availability_editor_set (self->availability_editor, &member->availability);
  show_about (self);
  rondo_picker_row_set_keys (self->languages_row, (const char *const *)member->languages);
  rondo_picker_row_set_key (self->zone_row, member->time_zone);
  adw_combo_row_set_selected (self->credential_row, member->credential);
  gtk_switch_set_active (self->active_switch, member->is_active);
}

static const RondoMember *
find_namesake (GPtrArray *overviews, const RondoMember *member)
{
  for (guint i = 0; i < overviews->len; i++) {
    const RondoMember *other = ((RondoMemberOverview *)overviews->pdata[i])->member;

    if (g_str_equal (other->email, member->email) && !g_str_equal (other->id, member->id))
      return other;
  }
  return NULL;
}

static void
save (RondoMemberDialog *self, GPtrArray *overviews)
{
  const RondoMember *other = find_namesake (overviews, self->after);
  RondoChange *change = NULL;

  if (other != NULL) {
    g_autofree char *name = rondo_text_isolate (other->name);
    g_autofree char *message =
        g_strdup_printf (_ ("%s already has the e-mail address %s. Enter another address, or edit "
                            "that member instead."),
                         name,
                         other->email);

    rondo_form_frame_mark (GTK_WIDGET (self->email_row), TRUE);
    rondo_form_frame_show_error (self->frame, message);
    gtk_widget_grab_focus (GTK_WIDGET (self->email_row));
    return;
  }
  change = rondo_change_new ();
  rondo_change_put_member (change, self->after);
  rondo_dialog_save (RONDO_DIALOG (self), change);
}

static void
members_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoMemberDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) overviews =
      rondo_store_load_members_finish (RONDO_STORE (source), result, &error);

  if (rondo_dialog_check_answer (RONDO_DIALOG (self), error))
    save (self, overviews);
}

static void
changed_cb (RondoMemberDialog *self)
{
  GtkEditable *first_wrong = NULL;
  g_autoptr (RondoMember) member = NULL;

  if (self->has_tried)
    member = read_member (self, &first_wrong);
}

static void
save_cb (RondoMemberDialog *self)
{
  GtkEditable *first_wrong = NULL;
  g_autoptr (RondoMember) member = read_member (self, &first_wrong);

  self->has_tried = TRUE;
  if (member == NULL) {
    gtk_widget_grab_focus (GTK_WIDGET (first_wrong));
    return;
  }
  if (!self->is_new && rondo_member_equal (member, self->before)) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  g_clear_pointer (&self->after, rondo_member_free);
  self->after = g_steal_pointer (&member);
  rondo_form_frame_set_busy (self->frame, TRUE);
  rondo_store_load_members_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                                  rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                  members_loaded_cb,
                                  g_object_ref (self));
}

static void
rondo_member_dialog_finalize (GObject *object)
{
  RondoMemberDialog *self = RONDO_MEMBER_DIALOG (object);

  g_clear_pointer (&self->before, rondo_member_free);
  g_clear_pointer (&self->after, rondo_member_free);

  G_OBJECT_CLASS (rondo_member_dialog_parent_class)->finalize (object);
}

static void
rondo_member_dialog_class_init (RondoMemberDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_member_dialog_finalize;
  g_type_ensure (RONDO_TYPE_AVAILABILITY_EDITOR);
  g_type_ensure (RONDO_TYPE_DATE_ROW);
  g_type_ensure (RONDO_TYPE_PICKER_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-member-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, active_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, availability_editor);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, avoided_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, avoids_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, course_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, credential_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, email_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, gender_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, languages_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, method_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, niche_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, phone_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, region_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, training_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, requests_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, wishes_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, zone_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, bio_view);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, since_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, verified_group);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, verified_row);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, verified_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoMemberDialog, verified_until_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_member_dialog_init (RondoMemberDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_date_row_set_is_optional (self->since_row, TRUE);
  rondo_date_row_set_is_optional (self->verified_until_row, TRUE);
}

static GtkWindow *
make (RondoContext *context, const RondoMember *member, gboolean is_self)
{
  RondoMemberDialog *self = g_object_new (RONDO_TYPE_MEMBER_DIALOG, "context", context, NULL);
  const char *title = is_self          ? _ ("Edit Profile")
                      : member == NULL ? _ ("Add Member")
                                       : _ ("Edit Member");

  self->is_new = member == NULL;
  self->is_self = is_self;
  self->before = self->is_new ? rondo_member_form_new_member (rondo_context_get_now_us (context))
                              : rondo_member_copy (member);
  g_object_set (self->frame, "title", title, NULL);
  hide_avoids (self);
  show_member (self);
  return GTK_WINDOW (self);
}

GtkWindow *
rondo_member_dialog_new (RondoContext *context, const RondoMember *member)
{
  return make (context, member, FALSE);
}

GtkWindow *
rondo_member_dialog_new_for_self (RondoContext *context, const RondoMember *member)
{
  g_return_val_if_fail (member != NULL, NULL);

  return make (context, member, TRUE);
}
