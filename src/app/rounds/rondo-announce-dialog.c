/* SPDX-License-Identifier: GPL-3.0-or-later
 * Telling members what became of a round. */
#include "config.h"

#include "rondo-announce-dialog.h"

#include "rondo-announcement.h"
#include "rondo-form-frame.h"
#include "rondo-health-lines.h"
#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

/* Somebody who is told. */
typedef struct {
  char *member;
  char *name;
  char *email;
  char *coaches; /* with addresses, "" for nobody */
  char *clients;
  RondoPart part;
} Recipient;

struct _RondoAnnounceDialog {
  RondoDialog parent_instance;

  /* template children */
  RondoFormFrame *frame;
  AdwComboRow *part_row;
  GtkLabel *preview_label;
  AdwComboRow *recipient_row;
  GtkTextView *text_view;
  GtkEditable *title_row;
  AdwPreferencesGroup *title_group;

  /* owned */
  RondoRound *round;
  GPtrArray *quiet;           /* of RondoPairing: those that the partners learn of */
  GPtrArray *recipients;      /* of Recipient */
  GPtrArray *shown;           /* of Recipient, borrowed: those of the part */
  GArray *parts;              /* of RondoPart: those that somebody has */
  char *texts[RONDO_N_PARTS]; /* as they were edited */
  gboolean is_filling;
  gboolean is_kept_only; /* what is being saved: the texts, for later */
};

G_DEFINE_FINAL_TYPE (RondoAnnounceDialog, rondo_announce_dialog, RONDO_TYPE_DIALOG)

static void
recipient_free (gpointer data)
{
  Recipient *recipient = data;

  g_free (recipient->member);
  g_free (recipient->name);
  g_free (recipient->email);
  g_free (recipient->coaches);
  g_free (recipient->clients);
  g_free (recipient);
}

static char *
describe_person (const RondoRoundOverview *overview, const char *id)
{
  const RondoMember *member = rondo_health_find_member (overview, id);

  if (member == NULL)
    return g_strdup (_ ("Unknown"));
  /* Translators: a name and an e-mail address */
  return g_strdup_printf (_ ("%s (%s)"), member->name, member->email);
}

/* The others in the pairings that go on of @member; *count of them. (transfer full) */
static char *
list_partners (const RondoRoundOverview *overview,
               const char *member,
               gboolean coaches,
               guint *count)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairing *pairing =
        ((const RondoPairingOverview *)overview->pairings->pdata[i])->pairing;
    const char *own = coaches ? pairing->client : pairing->coach;
    const char *other = coaches ? pairing->coach : pairing->client;

    if (rondo_pairing_state_is_live (pairing->state) && g_strcmp0 (own, member) == 0)
      g_ptr_array_add (names, describe_person (overview, other));
  }
  *count = names->len;
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **)names->pdata);
}

static void
add_recipient (RondoAnnounceDialog *self,
               const RondoRoundOverview *overview,
               const RondoRegistration *registration)
{
  const RondoMember *member = rondo_health_find_member (overview, registration->member);
  Recipient *recipient = NULL;
  guint n_coaches = 0, n_clients = 0;

  if (member == NULL || registration->state == RONDO_REGISTRATION_WITHDRAWN)
    return;
  recipient = g_new0 (Recipient, 1);
  recipient->member = g_strdup (member->id);
  recipient->name = g_strdup (member->name);
  recipient->email = g_strdup (member->email);
  recipient->coaches = list_partners (overview, member->id, TRUE, &n_coaches);
  recipient->clients = list_partners (overview, member->id, FALSE, &n_clients);
  recipient->part = rondo_part_find (registration, n_coaches, n_clients);
  g_ptr_array_add (self->recipients, recipient);
}

static char *
fill_text (RondoAnnounceDialog *self, const Recipient *recipient)
{
  const RondoAnnouncementFacts facts = {.round = self->round,
                                        .name = recipient->name,
                                        .coach = recipient->coaches,
                                        .clients = recipient->clients};

  return rondo_announcement_fill (self->texts[recipient->part], &facts);
}

static const Recipient *
get_shown (RondoAnnounceDialog *self)
{
  guint index = adw_combo_row_get_selected (self->recipient_row);

  return index < self->shown->len ? self->shown->pdata[index] : NULL;
}

static RondoPart
get_part (RondoAnnounceDialog *self)
{
  guint index = adw_combo_row_get_selected (self->part_row);

  return index < self->parts->len ? g_array_index (self->parts, RondoPart, index)
                                  : RONDO_PART_UNPLACED;
}

static void
show_preview (RondoAnnounceDialog *self)
{
  const Recipient *recipient = get_shown (self);
  g_autofree char *text = recipient != NULL ? fill_text (self, recipient) : NULL;

  gtk_label_set_text (self->preview_label, text != NULL ? text : "");
}

static void
text_changed_cb (RondoAnnounceDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter start, end;
  RondoPart part = get_part (self);

  if (self->is_filling)
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  g_free (self->texts[part]);
  self->texts[part] = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  show_preview (self);
}

static void
recipient_changed_cb (RondoAnnounceDialog *self)
{
  if (!self->is_filling)
    show_preview (self);
}

static void
part_changed_cb (RondoAnnounceDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  RondoPart part = get_part (self);

  if (self->parts == NULL || self->parts->len == 0)
    return;
  self->is_filling = TRUE;
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->recipients->len; i++) {
    Recipient *recipient = self->recipients->pdata[i];

    if (recipient->part != part)
      continue;
    g_ptr_array_add (self->shown, recipient);
    gtk_string_list_append (names, recipient->name);
  }
  adw_combo_row_set_model (self->recipient_row, G_LIST_MODEL (names));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), self->texts[part], -1);
  self->is_filling = FALSE;
  show_preview (self);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoAnnounceDialog *self = RONDO_ANNOUNCE_DIALOG (widget);
  const Recipient *recipient = get_shown (self);
  g_autofree char *text = NULL;
  g_autofree char *mail = NULL;

  if (recipient == NULL)
    return;
  text = fill_text (self, recipient);
  /* Translators: an e-mail address, the subject and the text of a mail */
  mail = g_strdup_printf (_ ("To: %s\nSubject: %s\n\n%s"),
                          recipient->email,
                          gtk_editable_get_text (self->title_row),
                          text);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), mail);
  rondo_dialog_tell_parent (RONDO_DIALOG (self), _ ("Copied"));
}

/* Nobody is told what was not filled in. */
static gboolean
check_texts (RondoAnnounceDialog *self)
{
  for (guint i = 0; i < self->parts->len; i++) {
    RondoPart part = g_array_index (self->parts, RondoPart, i);
    g_autofree char *unknown = rondo_announcement_find_unknown (self->texts[part]);
    g_autofree char *message = NULL;

    if (unknown == NULL)
      continue;
    message = g_strdup_printf (
        _ ("Nobody knows what to fill in for %s. Write one of the places that are listed."),
        unknown);
    adw_combo_row_set_selected (self->part_row, i);
    rondo_form_frame_show_error (self->frame, message);
    return FALSE;
  }
  return TRUE;
}

static gboolean
add_notice (RondoAnnounceDialog *self,
            const Recipient *recipient,
            RondoChange *change,
            GError **error)
{
  RondoContext *context = rondo_dialog_get_context (RONDO_DIALOG (self));
  g_autoptr (RondoNotice) notice = rondo_notice_new ();

  notice->id = rondo_id_new (rondo_context_get_now_us (context));
  notice->round = g_strdup (self->round->id);
  notice->member = g_strdup (recipient->member);
  g_free (notice->title);
  notice->title = rondo_dialog_dup_text (self->title_row);
  g_free (notice->text);
  notice->text = fill_text (self, recipient);
  notice->day = rondo_context_get_today (context);
  if (!rondo_notice_check (notice, error))
    return FALSE;
  rondo_change_put_notice (change, notice);
  return TRUE;
}

/* What is as usual is not kept, so that it follows the language of whoever looks. */
static void
put_texts (RondoAnnounceDialog *self)
{
  g_autofree char *title = rondo_dialog_dup_text (self->title_row);

  g_free (self->round->told_title);
  self->round->told_title = g_steal_pointer (&title);
  for (guint i = 0; i < RONDO_N_PARTS; i++) {
    gboolean is_usual =
        g_strcmp0 (self->texts[i], rondo_announcement_get_usual (self->round, (RondoPart)i)) == 0;

    g_free (self->round->told[i]);
    self->round->told[i] = g_strdup (is_usual ? "" : self->texts[i]);
  }
}

static gboolean
put_round (RondoAnnounceDialog *self, RondoChange *change)
{
  g_autoptr (GError) error = NULL;

  put_texts (self);
  if (!rondo_round_check (self->round, &error)) {
    rondo_form_frame_show_error (self->frame, error->message);
    return FALSE;
  }
  rondo_change_put_round (change, self->round);
  return TRUE;
}

static void
keep_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoAnnounceDialog *self = RONDO_ANNOUNCE_DIALOG (widget);
  g_autoptr (RondoChange) change = rondo_change_new ();

  self->is_kept_only = TRUE;
  if (check_texts (self) && put_round (self, change))
    rondo_dialog_save (RONDO_DIALOG (self), g_steal_pointer (&change));
}

/* From now on both partners see their pairing, and each other. */
static void
put_pairings (RondoAnnounceDialog *self, RondoChange *change)
{
  for (guint i = 0; i < self->quiet->len; i++) {
    RondoPairing *pairing = self->quiet->pdata[i];

    pairing->is_quiet = FALSE;
    rondo_change_put_pairing (change, pairing);
  }
}

static void
save_cb (RondoAnnounceDialog *self)
{
  g_autoptr (RondoChange) change = rondo_change_new ();
  g_autoptr (GError) error = NULL;

  if (!check_texts (self))
    return;
  self->is_kept_only = FALSE;
  self->round->is_quiet = FALSE;
  self->round->announced_on =
      rondo_context_get_today (rondo_dialog_get_context (RONDO_DIALOG (self)));
  self->round->announced_to = (int)self->recipients->len;
  put_pairings (self, change);
  if (!put_round (self, change))
    return;
  for (guint i = 0; i < self->recipients->len; i++)
    if (!add_notice (self, self->recipients->pdata[i], change, &error)) {
      rondo_form_frame_show_error (self->frame, error->message);
      return;
    }
  rondo_dialog_save (RONDO_DIALOG (self), g_steal_pointer (&change));
}

static void
rondo_announce_dialog_saved (RondoDialog *dialog)
{
  guint count = RONDO_ANNOUNCE_DIALOG (dialog)->recipients->len;
  g_autofree char *text =
      RONDO_ANNOUNCE_DIALOG (dialog)->is_kept_only
          ? g_strdup (_ ("The texts are kept. Nobody is told yet."))
          : g_strdup_printf (ngettext ("%u member is told.", "%u members are told.", count), count);

  rondo_dialog_tell_parent (dialog, text);
}

static void
rondo_announce_dialog_finalize (GObject *object)
{
  RondoAnnounceDialog *self = RONDO_ANNOUNCE_DIALOG (object);

  for (guint i = 0; i < RONDO_N_PARTS; i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->quiet, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->recipients, g_ptr_array_unref);
  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->round, rondo_round_free);

  G_OBJECT_CLASS (rondo_announce_dialog_parent_class)->finalize (object);
}

static void
rondo_announce_dialog_class_init (RondoAnnounceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_announce_dialog_finalize;
  RONDO_DIALOG_CLASS (klass)->saved = rondo_announce_dialog_saved;
  gtk_widget_class_install_action (widget_class, "announce.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "announce.keep", NULL, keep_action);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-announce-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoAnnounceDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoAnnounceDialog, part_row);
  gtk_widget_class_bind_template_child (widget_class, RondoAnnounceDialog, preview_label);
  gtk_widget_class_bind_template_child (widget_class, RondoAnnounceDialog, recipient_row);
  gtk_widget_class_bind_template_child (widget_class, RondoAnnounceDialog, text_view);
  gtk_widget_class_bind_template_child (widget_class, RondoAnnounceDialog, title_group);
  gtk_widget_class_bind_template_child (widget_class, RondoAnnounceDialog, title_row);
  gtk_widget_class_bind_template_callback (widget_class, part_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, recipient_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_announce_dialog_init (RondoAnnounceDialog *self)
{
  self->recipients = g_ptr_array_new_with_free_func (recipient_free);
  self->quiet = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_free);
  self->shown = g_ptr_array_new ();
  self->parts = g_array_new (FALSE, FALSE, sizeof (RondoPart));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text_view),
                           "changed",
                           G_CALLBACK (text_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

/* The parts that somebody has, each with how many. */
static void
fill_parts (RondoAnnounceDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint part = 0; part < RONDO_N_PARTS; part++) {
    g_autofree char *name = NULL;
    RondoPart value = (RondoPart)part;
    guint count = 0;

    for (guint i = 0; i < self->recipients->len; i++)
      count += ((const Recipient *)self->recipients->pdata[i])->part == value;
    if (count == 0)
      continue;
    /* Translators: a part, such as "Who Coaches", and how many have it */
    name = g_strdup_printf (_ ("%s (%u)"), rondo_part_describe (value), count);
    gtk_string_list_append (names, name);
    g_array_append_val (self->parts, value);
  }
  adw_combo_row_set_model (self->part_row, G_LIST_MODEL (names));
}

/* What pressing the button would do. */
static void
show_standing (RondoAnnounceDialog *self)
{
  g_autofree char *standing = rondo_round_describe_standing (self->round);
  g_autofree char *text = NULL;

  if (self->round->is_quiet)
    text =
        g_strdup (_ ("The pairings are approved, and only coordinators see them. Once you announce "
                     "them, partners see each other, and everybody who registered is told in "
                     "the app what they have in the round."));
  else if (self->round->announced_on != RONDO_DATE_NONE)
    /* Translators: the state of a round: "Published, announced on 3 May 2026 to 40 members" */
    text = g_strdup_printf (_ ("%s. Whoever registered is told anew."), standing);
  else
    text = g_strdup (_ ("Partners see each other already. Everybody who registered is told in the "
                        "app what they have in the round."));
  adw_preferences_group_set_description (self->title_group, text);
}

static void
take_quiet (RondoAnnounceDialog *self, const RondoRoundOverview *overview)
{
  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairing *pairing =
        ((const RondoPairingOverview *)overview->pairings->pdata[i])->pairing;

    if (pairing->is_quiet && rondo_pairing_state_is_live (pairing->state))
      g_ptr_array_add (self->quiet, rondo_pairing_copy (pairing));
  }
}

GtkWindow *
rondo_announce_dialog_new (RondoContext *context, const RondoRoundOverview *overview)
{
  RondoAnnounceDialog *self = g_object_new (RONDO_TYPE_ANNOUNCE_DIALOG, "context", context, NULL);
  g_autofree char *title = rondo_announcement_dup_title (overview->round);

  self->round = rondo_round_copy (overview->round);
  for (guint i = 0; i < RONDO_N_PARTS; i++)
    self->texts[i] = g_strdup (rondo_announcement_get_text (self->round, (RondoPart)i));
  gtk_editable_set_text (self->title_row, title);
  show_standing (self);
  take_quiet (self, overview);
  for (guint i = 0; i < overview->registrations->len; i++)
    add_recipient (self, overview, overview->registrations->pdata[i]);
  fill_parts (self);
  part_changed_cb (self);
  return GTK_WINDOW (self);
}
