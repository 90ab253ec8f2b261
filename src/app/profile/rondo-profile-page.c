/* SPDX-License-Identifier: GPL-3.0-or-later
 * One's own profile: who sees what of it, what one has agreed to, pause and leave. */
#include "config.h"

#include "rondo-profile-page.h"

#include "rondo-agreement-row.h"
#include "rondo-conduct-dialog.h"
#include "rondo-line-item.h"
#include "rondo-list.h"
#include "rondo-member-dialog.h"
#include "rondo-profile-lines.h"
#include "rondo-save.h"
#include "rondo-state-view.h"

#include <glib/gi18n-lib.h>

struct _RondoProfilePage {
  RondoPage parent_instance;

  /* template children */
  RondoAgreementRow *code_row;
  RondoAgreementRow *consent_row;
  GtkWidget *conduct_group;
  GtkListBox *coordinators_list;
  GtkWidget *leave_button;
  AdwActionRow *leave_row;
  GtkListBox *partners_list;
  GtkWidget *return_button;
  RondoStateView *state_view;
  GtkSwitch *taking_part_switch;
  GtkWidget *taking_part_row;

  /* owned */
  GListStore *coordinators_lines;
  GListStore *partners_lines;
  RondoHomeOverview *home; /* NULL until loaded; self may be NULL in it */

  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (RondoProfilePage, rondo_profile_page, RONDO_TYPE_PAGE)

static RondoMember *
get_self (RondoProfilePage *self)
{
  return self->home != NULL ? self->home->self : NULL;
}

/* Saves @after (taken over), which can be taken back. */
static void
take_member (RondoProfilePage *self, RondoMember *after, const char *text)
{
  g_autoptr (RondoMember) member = after;
  RondoChange *change = rondo_change_new ();
  RondoChange *undo = rondo_change_new ();

  rondo_change_put_member (change, member);
  rondo_change_put_member (undo, get_self (self));
  rondo_save_change_with_undo (
      GTK_WIDGET (self), rondo_page_get_context (RONDO_PAGE (self)), change, text, undo);
}

static RondoDate
get_today (RondoProfilePage *self)
{
  return rondo_context_get_today (rondo_page_get_context (RONDO_PAGE (self)));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoProfilePage *self = RONDO_PROFILE_PAGE (widget);
  RondoContext *context = rondo_page_get_context (RONDO_PAGE (self));

  if (get_self (self) != NULL)
    rondo_page_present (RONDO_PAGE (self),
                        rondo_member_dialog_new_for_self (context, get_self (self)));
}

/* "consent" or "code": accepted in the wording of now, or taken back. */
static void
agree_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoProfilePage *self = RONDO_PROFILE_PAGE (widget);
  gboolean is_consent = g_str_equal (g_variant_get_string (parameter, NULL), "consent");
  gboolean is_accepted = g_str_equal (name, "profile.accept");
  RondoMember *after = NULL;
  RondoAcceptance *acceptance = NULL;

  if (get_self (self) == NULL)
    return;
  after = rondo_member_copy (get_self (self));
  acceptance = is_consent ? &after->about.consent : &after->about.code;
  acceptance->version = !is_accepted ? 0 : is_consent ? RONDO_CONSENT_VERSION : RONDO_CODE_VERSION;
  acceptance->on = is_accepted ? get_today (self) : RONDO_DATE_NONE;
  take_member (self,
               after,
               is_accepted ? _ ("What you have accepted is kept with the day.")
                           : _ ("You have taken back what you had accepted."));
}

static void
taking_part_cb (RondoProfilePage *self)
{
  gboolean is_active = gtk_switch_get_active (self->taking_part_switch);
  RondoMember *after = NULL;

  if (self->is_filling || get_self (self) == NULL || get_self (self)->is_active == is_active)
    return;
  after = rondo_member_copy (get_self (self));
  after->is_active = is_active;
  take_member (self,
               after,
               is_active ? _ ("You take part in new rounds again.")
                         : _ ("You pause: new rounds go on without you."));
}

/* Registrations for rounds that have not begun go too; what runs is for a coordinator to mend. */
static void
leave_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoProfilePage *self = RONDO_PROFILE_PAGE (widget);
  RondoChange *change = NULL;
  RondoChange *undo = NULL;
  g_autoptr (RondoMember) after = NULL;

  if (get_self (self) == NULL)
    return;
  change = rondo_change_new ();
  undo = rondo_change_new ();
  after = rondo_member_copy (get_self (self));
  after->is_active = FALSE;
  after->about.left_on = get_today (self);
  rondo_change_put_member (change, after);
  rondo_change_put_member (undo, get_self (self));
  for (guint i = 0; i < self->home->rounds->len; i++) {
    const RondoRoundSummary *summary = self->home->rounds->pdata[i];

    if (summary->registration == NULL || summary->round->state != RONDO_ROUND_OPEN)
      continue;
    rondo_change_delete_registration (change, summary->registration->id);
    rondo_change_put_registration (undo, summary->registration);
  }
  rondo_save_change_with_undo (widget,
                               rondo_page_get_context (RONDO_PAGE (self)),
                               change,
                               _ ("You have left the community. Your hours log stays yours."),
                               undo);
}

static void
return_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoProfilePage *self = RONDO_PROFILE_PAGE (widget);
  RondoMember *after = NULL;

  if (get_self (self) == NULL)
    return;
  after = rondo_member_copy (get_self (self));
  after->is_active = TRUE;
  after->about.left_on = RONDO_DATE_NONE;
  take_member (self, after, _ ("Welcome back: you take part in new rounds again."));
}

static void
reports_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoPage *page = RONDO_PAGE (widget);

  rondo_page_present (page, rondo_conduct_dialog_new (rondo_page_get_context (page)));
}

static void
show_taking_part (RondoProfilePage *self, const RondoMember *member)
{
  gboolean has_left = member->about.left_on != RONDO_DATE_NONE;
  g_autofree char *day = rondo_date_to_display (member->about.left_on);
  g_autofree char *text =
      has_left ? g_strdup_printf (_ ("You left on %s."), day)
               : g_strdup (_ ("Nobody asks why. You are taken out of rounds that have not begun; "
                              "your hours log stays yours."));

  self->is_filling = TRUE;
  gtk_switch_set_active (self->taking_part_switch, member->is_active);
  self->is_filling = FALSE;
  gtk_widget_set_sensitive (self->taking_part_row, !has_left);
  adw_action_row_set_subtitle (self->leave_row, text);
  gtk_widget_set_visible (self->leave_button, !has_left);
  gtk_widget_set_visible (self->return_button, has_left);
}

static void
show_self (RondoProfilePage *self)
{
  const RondoMember *member = get_self (self);
  int64_t now_us = rondo_context_get_now_us (rondo_page_get_context (RONDO_PAGE (self)));
  g_autoptr (GPtrArray) partners = NULL;
  g_autoptr (GPtrArray) coordinators = NULL;
  RondoAccount *account = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "profile.edit", member != NULL);
  if (member == NULL) {
    rondo_state_view_show_empty (self->state_view);
    return;
  }
  partners = rondo_profile_lines_for_partners (member, now_us);
  coordinators = rondo_profile_lines_for_coordinators (member, get_today (self));
  rondo_list_update (self->partners_lines, partners, rondo_line_item_adopt);
  rondo_list_update (self->coordinators_lines, coordinators, rondo_line_item_adopt);
  rondo_agreement_row_set_acceptance (
      self->consent_row, &member->about.consent, RONDO_CONSENT_VERSION);
  rondo_agreement_row_set_acceptance (self->code_row, &member->about.code, RONDO_CODE_VERSION);
  show_taking_part (self, member);
  /* Coordinators find all of them with the members. */
  account = rondo_page_get_account (RONDO_PAGE (self));
  gtk_widget_set_visible (self->conduct_group,
                          rondo_account_get_server (account) != NULL &&
                              !rondo_account_get_is_coordinator (account));
  rondo_state_view_show_content (self->state_view);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoProfilePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoHomeOverview) home =
      rondo_store_load_home_finish (RONDO_STORE (source), result, &error);

  if (!rondo_page_check_loaded (RONDO_PAGE (self), error))
    return;
  g_clear_pointer (&self->home, rondo_home_overview_free);
  self->home = g_steal_pointer (&home);
  show_self (self);
}

static void
rondo_profile_page_load (RondoPage *page)
{
  rondo_store_load_home_async (rondo_page_get_store (page),
                               rondo_page_get_cancellable (page),
                               loaded_cb,
                               g_object_ref (page));
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_object_bind_property (item, "title", row, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property (item, "subtitle", row, "subtitle", G_BINDING_SYNC_CREATE);
  gtk_widget_add_css_class (row, "property");
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
rondo_profile_page_dispose (GObject *object)
{
  RONDO_PROFILE_PAGE (object)->is_filling = TRUE;

  G_OBJECT_CLASS (rondo_profile_page_parent_class)->dispose (object);
}

static void
rondo_profile_page_finalize (GObject *object)
{
  RondoProfilePage *self = RONDO_PROFILE_PAGE (object);

  g_clear_object (&self->coordinators_lines);
  g_clear_object (&self->partners_lines);
  g_clear_pointer (&self->home, rondo_home_overview_free);

  G_OBJECT_CLASS (rondo_profile_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-profile-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoProfilePage, code_row);
  gtk_widget_class_bind_template_child (widget_class, RondoProfilePage, consent_row);
  gtk_widget_class_bind_template_child (widget_class, RondoProfilePage, conduct_group);
  gtk_widget_class_bind_template_child (widget_class, RondoProfilePage, coordinators_list);
  gtk_widget_class_bind_template_child (widget_class, RondoProfilePage, leave_button);
  gtk_widget_class_bind_template_child (widget_class, RondoProfilePage, leave_row);
  gtk_widget_class_bind_template_child (widget_class, RondoProfilePage, partners_list);
  gtk_widget_class_bind_template_child (widget_class, RondoProfilePage, return_button);
  gtk_widget_class_bind_template_child (widget_class, RondoProfilePage, state_view);
  gtk_widget_class_bind_template_child (widget_class, RondoProfilePage, taking_part_row);
  gtk_widget_class_bind_template_child (widget_class, RondoProfilePage, taking_part_switch);
  gtk_widget_class_bind_template_callback (widget_class, taking_part_cb);
}

static void
rondo_profile_page_class_init (RondoProfilePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_profile_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_profile_page_finalize;
  RONDO_PAGE_CLASS (klass)->load = rondo_profile_page_load;
  g_type_ensure (RONDO_TYPE_AGREEMENT_ROW);
  gtk_widget_class_install_action (widget_class, "profile.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "profile.accept", "s", agree_action);
  gtk_widget_class_install_action (widget_class, "profile.withdraw", "s", agree_action);
  gtk_widget_class_install_action (widget_class, "profile.reports", NULL, reports_action);
  gtk_widget_class_install_action (widget_class, "profile.leave", NULL, leave_action);
  gtk_widget_class_install_action (widget_class, "profile.return", NULL, return_action);
  bind_template (widget_class);
}

static void
rondo_profile_page_init (RondoProfilePage *self)
{
  self->coordinators_lines = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  self->partners_lines = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (
      self->partners_list, G_LIST_MODEL (self->partners_lines), make_row, NULL, NULL);
  gtk_list_box_bind_model (
      self->coordinators_list, G_LIST_MODEL (self->coordinators_lines), make_row, NULL, NULL);
  rondo_agreement_row_set_up (self->consent_row, "consent", rondo_about_get_consent_text ());
  rondo_agreement_row_set_up (self->code_row, "code", rondo_about_get_code_text ());
}

GtkWidget *
rondo_profile_page_new (void)
{
  return g_object_new (RONDO_TYPE_PROFILE_PAGE, NULL);
}
