/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is done with all members that search and filter leave. */
#include "config.h"

#include "rondo-members-shown.h"

#include "rondo-members-page.h"
#include "rondo-people-dialog.h"
#include "rondo-save.h"
#include "rondo-text-dialog.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

#define AT_ONCE 500

/* What is changed of all that are shown, gathered between frames. */
typedef struct {
  RondoMembersPage *page;
  GPtrArray *ids; /* of char * */
  RondoChange *change;
  RondoChange *undo;
  guint at;    /* so many were looked at, */
  guint count; /* and so many of them become others */
  gboolean is_active;
} Gathering;

static void
gathering_free (gpointer data)
{
  Gathering *gathering = data;

  g_object_unref (gathering->page);
  g_ptr_array_unref (gathering->ids);
  g_clear_pointer (&gathering->change, rondo_change_free);
  g_clear_pointer (&gathering->undo, rondo_change_free);
  g_free (gathering);
}

static void
add_member (Gathering *gathering, const RondoMember *before)
{
  g_autoptr (RondoMember) after = NULL;

  if (before == NULL || before->is_active == gathering->is_active ||
      before->about.left_on != RONDO_DATE_NONE)
    return;
  after = rondo_member_copy (before);
  after->is_active = gathering->is_active;
  rondo_change_put_member (gathering->change, after);
  rondo_change_put_member (gathering->undo, before);
  gathering->count++;
}

static void
save_gathered (Gathering *gathering)
{
  GtkWidget *widget = GTK_WIDGET (gathering->page);
  guint count = gathering->count;
  g_autofree char *text = g_strdup_printf (
      gathering->is_active
          ? ngettext ("%u member takes part again.", "%u members take part again.", count)
          : ngettext ("%u member is paused.", "%u members are paused.", count),
      count);

  if (count == 0)
    rondo_toast_show (widget, text);
  else
    rondo_save_change_with_undo (widget,
                                 rondo_page_get_context (RONDO_PAGE (gathering->page)),
                                 g_steal_pointer (&gathering->change),
                                 text,
                                 g_steal_pointer (&gathering->undo));
}

static gboolean
gather_cb (gpointer data)
{
  Gathering *gathering = data;
  guint end = MIN (gathering->at + AT_ONCE, gathering->ids->len);

  for (; gathering->at < end; gathering->at++)
    add_member (gathering,
                rondo_members_page_find (gathering->page, gathering->ids->pdata[gathering->at]));
  if (end < gathering->ids->len)
    return G_SOURCE_CONTINUE;
  save_gathered (gathering);
  return G_SOURCE_REMOVE;
}

static void
set_shown_active_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  g_autoptr (GPtrArray) shown = rondo_members_page_list_shown (self);
  Gathering *gathering = g_new0 (Gathering, 1);

  gathering->page = g_object_ref (self);
  gathering->ids = g_ptr_array_new_full (shown->len, g_free);
  gathering->change = rondo_change_new ();
  gathering->undo = rondo_change_new ();
  gathering->is_active = g_str_equal (action, "members.resume-shown");
  for (guint i = 0; i < shown->len; i++)
    g_ptr_array_add (gathering->ids, g_strdup (((const RondoMember *)shown->pdata[i])->id));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, gather_cb, gathering, gathering_free);
}

/* The addresses of the members shown, with commas between them. */
static char *
join_addresses (GPtrArray *shown)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) addresses = NULL;

  for (guint i = 0; i < shown->len; i++)
    g_strv_builder_add (builder, ((const RondoMember *)shown->pdata[i])->email);
  addresses = g_strv_builder_end (builder);
  return g_strjoinv (", ", addresses);
}

static void
copy_addresses_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  g_autoptr (GPtrArray) shown = rondo_members_page_list_shown (RONDO_MEMBERS_PAGE (widget));
  g_autofree char *addresses = join_addresses (shown);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u address copied.", "%u addresses copied.", shown->len), shown->len);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), addresses);
  rondo_toast_show (widget, text);
}

static void
remind_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  RondoContext *context = rondo_page_get_context (RONDO_PAGE (self));
  const char *community = rondo_account_get_community (rondo_page_get_account (RONDO_PAGE (self)));
  g_autoptr (GPtrArray) shown = rondo_members_page_list_shown (self);
  g_autofree char *addresses = join_addresses (shown);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (names, g_strdup (_ ("The members shown")));
  g_ptr_array_add (texts,
                   g_strdup_printf (_ ("Blind copy to: %s\n\n"
                                       "Hello,\n\n"
                                       "please open Rondo and look at your profile: are your "
                                       "languages, free hours and credential still right, and have "
                                       "you read what you agree to? It takes two minutes and helps "
                                       "to find you a partner who fits.\n\n"
                                       "Thank you\n%s"),
                                    addresses,
                                    community != NULL ? community : ""));
  rondo_page_present (RONDO_PAGE (self),
                      rondo_text_dialog_new (context, _ ("Write a Reminder"), names, texts));
}

static void
people_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoMembersPage *self = RONDO_MEMBERS_PAGE (widget);
  g_autoptr (GPtrArray) shown = rondo_members_page_list_shown (self);
  gboolean invites = g_str_equal (action, "members.invite-shown");

  rondo_page_present (RONDO_PAGE (self),
                      rondo_people_dialog_new (rondo_page_get_context (RONDO_PAGE (self)),
                                               rondo_members_page_get_accounts (self),
                                               invites ? RONDO_PEOPLE_INVITE : RONDO_PEOPLE_HOLD,
                                               shown));
}

void
rondo_members_shown_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (
      widget_class, "members.copy-addresses", NULL, copy_addresses_action_cb);
  gtk_widget_class_install_action (widget_class, "members.hold-shown", NULL, people_action_cb);
  gtk_widget_class_install_action (widget_class, "members.invite-shown", NULL, people_action_cb);
  gtk_widget_class_install_action (
      widget_class, "members.pause-shown", NULL, set_shown_active_action_cb);
  gtk_widget_class_install_action (widget_class, "members.remind", NULL, remind_action_cb);
  gtk_widget_class_install_action (
      widget_class, "members.resume-shown", NULL, set_shown_active_action_cb);
}
