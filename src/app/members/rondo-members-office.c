/* SPDX-License-Identifier: GPL-3.0-or-later
 * Accounts, roles, holds, mergers and reports, from the list of members. */
#include "config.h"

#include "rondo-members-office.h"

#include "rondo-account-changes.h"
#include "rondo-conduct-dialog.h"
#include "rondo-conduct-report-dialog.h"
#include "rondo-members-page.h"
#include "rondo-people-dialog.h"
#include "rondo-same-person-dialog.h"

static const RondoMember *
find_member (RondoMembersPage *self, GVariant *target)
{
  return rondo_members_page_find (self, g_variant_get_string (target, NULL));
}

/* What is asked of the server at once. */
static void
account_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  static const struct {
    const char *action;
    RondoAccountAct act;
  } acts[] = {
      {"members.make-coach", RONDO_ACCOUNT_ACT_COACH},
      {"members.make-coordinator", RONDO_ACCOUNT_ACT_COORDINATOR},
      {"members.release", RONDO_ACCOUNT_ACT_RELEASE},
      {"members.sign-out", RONDO_ACCOUNT_ACT_SIGN_OUT},
  };
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  g_ptr_array_add (members, (gpointer)g_variant_get_string (target, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].action, action))
      rondo_account_changes_start (widget,
                                   rondo_page_get_context (RONDO_PAGE (self)),
                                   rondo_members_page_get_accounts (self),
                                   acts[i].act,
                                   members,
                                   NULL);
}

static void
present_people (RondoMembersPage *self, RondoPeopleTask task, GPtrArray *members)
{
  rondo_page_present (RONDO_PAGE (self),
                      rondo_people_dialog_new (rondo_page_get_context (RONDO_PAGE (self)),
                                               rondo_members_page_get_accounts (self),
                                               task,
                                               members));
}

static void
hold_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  const RondoMember *member = find_member (self, target);
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  if (member == NULL)
    return;
  g_ptr_array_add (members, (gpointer)member);
  present_people (self, RONDO_PEOPLE_HOLD, members);
}

static void
show_invitations_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  g_autoptr (GPtrArray) members = rondo_members_page_list_all (self);

  present_people (self, RONDO_PEOPLE_INVITATIONS, members);
}

static void
merge_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  const RondoMember *member = find_member (self, target);
  g_autoptr (GPtrArray) members = rondo_members_page_list_all (self);

  if (member != NULL)
    rondo_page_present (RONDO_PAGE (self),
                        rondo_same_person_dialog_new (rondo_page_get_context (RONDO_PAGE (self)),
                                                      rondo_members_page_get_accounts (self),
                                                      member,
                                                      members));
}

static void
report_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  const RondoMember *member = find_member (self, target);

  if (member != NULL)
    rondo_page_present (RONDO_PAGE (self),
                        rondo_conduct_report_dialog_new (
                            rondo_page_get_context (RONDO_PAGE (self)), member->id, member->name));
}

static void
show_reports_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);

  rondo_page_present (RONDO_PAGE (self),
                      rondo_conduct_dialog_new (rondo_page_get_context (RONDO_PAGE (self))));
}

void
rondo_members_office_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "members.hold", "s", hold_action_cb);
  gtk_widget_class_install_action (widget_class, "members.make-coach", "s", account_action_cb);
  gtk_widget_class_install_action (
      widget_class, "members.make-coordinator", "s", account_action_cb);
  gtk_widget_class_install_action (widget_class, "members.merge", "s", merge_action_cb);
  gtk_widget_class_install_action (widget_class, "members.release", "s", account_action_cb);
  gtk_widget_class_install_action (widget_class, "members.report", "s", report_action_cb);
  gtk_widget_class_install_action (
      widget_class, "members.show-invitations", NULL, show_invitations_action_cb);
  gtk_widget_class_install_action (
      widget_class, "members.show-reports", NULL, show_reports_action_cb);
  gtk_widget_class_install_action (widget_class, "members.sign-out", "s", account_action_cb);
}
