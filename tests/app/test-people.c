/* SPDX-License-Identifier: GPL-3.0-or-later
 * Accounts, invitations and reports, as a coordinator uses them in the app. */
#include "config.h"

#include "app-fixture.h"
#include "canned-server.h"

#include "rondo-application.h"
#include "rondo-conduct-case-dialog.h"
#include "rondo-conduct-cases.h"
#include "rondo-conduct-dialog.h"
#include "rondo-conduct-report-dialog.h"
#include "rondo-id.h"
#include "rondo-line-view.h"
#include "rondo-member-dialog.h"
#include "rondo-members-page.h"
#include "rondo-people-dialog.h"
#include "rondo-same-person-dialog.h"
#include "rondo-wire-accounts.h"
#include "rondo-wire-messages.h"

#define EPOCH "0123456789abcdef0123456789abcdef"
#define CODE "K7PX-2M4Q-9RTW-AAAA"

static gboolean is_coordinator = TRUE; /* who signs in */
static char *server_self;              /* the member that signs in */
static char *held;                     /* a member who is held */
static GMutex lock;
static GString *asked; /* path and body of what was asked, one in a line */

static char *
answer_people (void)
{
  g_autoptr (RondoPeopleAnswer) answer = rondo_people_answer_new ();
  const char *const members[] = {server_self, held};

  for (guint i = 0; i < 2; i++) {
    RondoAccountState *state = g_new0 (RondoAccountState, 1);

    state->member = g_strdup (members[i]);
    state->is_coordinator = i == 0;
    state->is_held = i == 1;
    state->reason = i == 1 ? g_strdup ("Left partners waiting") : NULL;
    g_ptr_array_add (answer->accounts, state);
  }
  return rondo_wire_encode_people_answer (answer);
}

static char *
answer_invitations (const char *body)
{
  g_autoptr (RondoInvitationsRequest) request =
      rondo_wire_decode_invitations_request (body, strlen (body), NULL);
  g_autoptr (RondoInvitationsAnswer) answer = rondo_invitations_answer_new ();

  for (guint i = 0; i < request->members->len + request->emails->len; i++) {
    RondoNewInvitation *made = g_new0 (RondoNewInvitation, 1);
    gboolean is_member = i < request->members->len;

    made->invitation = g_new0 (RondoOpenInvitation, 1);
    made->invitation->id = g_strdup_printf ("%u", i);
    made->invitation->member = is_member ? g_strdup (request->members->pdata[i]) : NULL;
    made->invitation->email =
        is_member ? NULL : g_strdup (request->emails->pdata[i - request->members->len]);
    made->invitation->expires_us = G_GINT64_CONSTANT (1775001600000000);
    made->code = g_strdup (CODE);
    g_ptr_array_add (answer->invitations, made);
  }
  return rondo_wire_encode_invitations_answer (answer);
}

static char *
answer_sync (const char *body)
{
  g_autoptr (RondoSyncRequest) request = rondo_wire_decode_sync_request (body, strlen (body), NULL);
  g_autoptr (RondoSyncAnswer) answer = rondo_sync_answer_new ();
  g_autofree char *scope = g_strconcat ("u:", server_self, NULL);

  g_free (answer->epoch);
  answer->epoch = g_strdup (EPOCH);
  answer->is_coordinator = is_coordinator;
  g_ptr_array_add (answer->cursors, rondo_cursor_new ("pub", 1));
  g_ptr_array_add (answer->cursors, rondo_cursor_new (scope, 1));
  for (guint i = 0; i < request->ops->len; i++) {
    const RondoOp *op = request->ops->pdata[i];
    RondoOpResult *result = rondo_op_result_new ();

    g_free (result->op);
    result->op = g_strdup (op->op);
    result->version = op->base + 1;
    g_ptr_array_add (answer->results, result);
  }
  return rondo_wire_encode_sync_answer (answer);
}

static char *
answer_request (const char *url, const char *body, RondoTransportHead *head, GError **error)
{
  const RondoAccountAnswer account = {.token = (char *)"token",
                                      .refresh = (char *)"family.secret",
                                      .seconds = 900,
                                      .member = server_self,
                                      .name = (char *)AMPERSAND_NAME,
                                      .community = (char *)"Lake & Hill",
                                      .epoch = (char *)EPOCH,
                                      .is_coordinator = is_coordinator};

  g_mutex_lock (&lock);
  g_string_append_printf (asked, "%s %s\n", url, body != NULL ? body : "");
  g_mutex_unlock (&lock);
  if (g_str_has_suffix (url, "/v1/sync"))
    return answer_sync (body);
  if (g_str_has_suffix (url, "/v1/people"))
    return answer_people ();
  if (g_str_has_suffix (url, "/v1/invitations"))
    return answer_invitations (body);
  if (g_str_has_suffix (url, "/v1/accounts"))
    return g_strdup_printf ("{\"done\":[\"%s\"],\"refused\":[]}", held);
  if (g_str_has_suffix (url, "/v1/merge"))
    return g_strdup ("{\"moved\":3}");
  return rondo_wire_encode_account_answer (&account);
}

static gboolean
was_asked (gpointer text)
{
  gboolean found;

  g_mutex_lock (&lock);
  found = strstr (asked->str, text) != NULL;
  g_mutex_unlock (&lock);
  return found;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GPtrArray **)data = rondo_store_load_members_finish (RONDO_STORE (source), result, NULL);
}

static gboolean
is_loaded (gpointer data)
{
  return *(GPtrArray **)data != NULL;
}

static GPtrArray *
load_members (Fixture *fixture)
{
  GPtrArray *members = NULL;

  rondo_store_load_members_async (
      rondo_context_get_store (fixture->context), NULL, loaded_cb, &members);
  fixture_wait_until (is_loaded, &members);
  return members;
}

static const RondoMember *
find_other (Fixture *fixture, GPtrArray *overviews)
{
  for (guint i = 0; i < overviews->len; i++) {
    const RondoMember *member = ((RondoMemberOverview *)overviews->pdata[i])->member;

    if (!g_str_equal (member->id, fixture->self))
      return member;
  }
  g_assert_not_reached ();
}

static Fixture *
sign_in (void)
{
  g_autoptr (RondoTransport) server = canned_server_new (answer_request);
  Fixture *fixture = fixture_new_with_transport (server);
  g_autoptr (GPtrArray) members = NULL;

  g_string_truncate (asked, 0);
  fixture_add_community (fixture);
  members = load_members (fixture);
  g_free (server_self);
  g_free (held);
  server_self = g_strdup (fixture->self);
  held = g_strdup (find_other (fixture, members)->id);
  rondo_account_login_async (rondo_context_get_account (fixture->context),
                             "http://localhost:1",
                             "m0@example.org",
                             "password",
                             NULL,
                             canned_server_logged_in_cb,
                             NULL);
  fixture_wait_until (fixture_is_in_step, fixture);
  return fixture;
}

static gboolean
shows_accounts (gpointer page)
{
  return fixture_find_text (page, "On hold: Left partners waiting");
}

static void
test_page (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  GtkWidget *page = rondo_members_page_new ();
  g_autofree char *role = g_strdup_printf ("\"coordinator\",\"members\":[\"%s\"]", held);
  GtkWindow *window;

  g_object_set (page, "context", fixture->context, NULL);
  window = fixture_show (page);
  fixture_wait_until (shows_accounts, page);
  gtk_widget_activate_action (page, "members.make-coordinator", "s", held);
  fixture_wait_until (was_asked, role);
  gtk_widget_activate_action (page, "members.release", "s", held);
  fixture_wait_until (was_asked, (gpointer) "\"release\"");
  fixture_close (window);
}

static GPtrArray *
take_members (GPtrArray *overviews)
{
  GPtrArray *members = g_ptr_array_new ();

  for (guint i = 0; i < overviews->len; i++)
    g_ptr_array_add (members, ((RondoMemberOverview *)overviews->pdata[i])->member);
  return members;
}

static gboolean
is_loaded_accounts (gpointer accounts)
{
  return rondo_member_accounts_is_known (accounts);
}

/* A window that is above all others and has @type. */
static gboolean
find_window (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWindow **found = data;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (g_strcmp0 (gtk_window_get_title (window), "Invitations to Send") == 0 ||
        ADW_IS_MESSAGE_DIALOG (window))
      *found = window;
  }
  return *found != NULL;
}

/* Two of the four have an account; the others get a code each, and so does an address. */
static void
test_invite (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  g_autoptr (RondoMemberAccounts) accounts = rondo_member_accounts_new ();
  g_autoptr (GPtrArray) overviews = load_members (fixture);
  g_autoptr (GPtrArray) members = take_members (overviews);
  GtkWindow *dialog = NULL;
  GtkWindow *texts = NULL;
  GtkWidget *button;

  rondo_member_accounts_load (accounts, rondo_context_get_account (fixture->context));
  fixture_wait_until (is_loaded_accounts, accounts);
  dialog = rondo_people_dialog_new (fixture->context, accounts, RONDO_PEOPLE_INVITE, members);
  gtk_window_present (dialog);
  gtk_editable_set_text (GTK_EDITABLE (fixture_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW)),
                         "new@example.org");
  button = fixture_find_button (GTK_WIDGET (dialog), "_Invite 3 People");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  fixture_wait_until (find_window, &texts);
  g_assert_true (was_asked ((gpointer) "\"emails\":[\"new@example.org\"]"));
  fixture_close (texts);
}

static GtkWindow *
present_task (Fixture *fixture, RondoMemberAccounts *accounts, RondoPeopleTask task)
{
  g_autoptr (GPtrArray) overviews = load_members (fixture);
  g_autoptr (GPtrArray) members = take_members (overviews);
  GtkWindow *dialog = rondo_people_dialog_new (fixture->context, accounts, task, members);

  gtk_window_present (dialog);
  fixture_assert_narrow (dialog);
  return dialog;
}

/* Of the two with an account one is on hold already, and the other is the user. */
static void
test_hold_of_others (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  g_autoptr (RondoMemberAccounts) accounts = rondo_member_accounts_new ();
  GtkWindow *dialog = NULL;
  RondoLineView *view = NULL;
  GListModel *shown = NULL;

  /* Before the accounts are known nobody can be held. */
  dialog = present_task (fixture, accounts, RONDO_PEOPLE_HOLD);
  g_assert_true (fixture_find_text (GTK_WIDGET (dialog), "Nobody to Hold"));
  fixture_close (dialog);
  dialog = present_task (fixture, accounts, RONDO_PEOPLE_INVITATIONS);
  g_assert_true (fixture_find_text (GTK_WIDGET (dialog), "No Open Invitations"));
  fixture_close (dialog);

  rondo_member_accounts_load (accounts, rondo_context_get_account (fixture->context));
  fixture_wait_until (is_loaded_accounts, accounts);
  dialog = present_task (fixture, accounts, RONDO_PEOPLE_HOLD);
  view = RONDO_LINE_VIEW (fixture_find (GTK_WIDGET (dialog), RONDO_TYPE_LINE_VIEW));
  shown = rondo_line_view_get_shown (view);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 0);
  g_assert_true (fixture_find_text (GTK_WIDGET (dialog), "Nobody to Hold"));
  fixture_close (dialog);
}

/* The first Escape empties the search, the next one closes. */
static void
test_escape_closes (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  g_autoptr (RondoMemberAccounts) accounts = rondo_member_accounts_new ();
  GtkWindow *dialog = present_task (fixture, accounts, RONDO_PEOPLE_INVITE);
  GtkWidget *entry = fixture_find (GTK_WIDGET (dialog), GTK_TYPE_SEARCH_ENTRY);

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *)&dialog);
  gtk_editable_set_text (GTK_EDITABLE (entry), "A");
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_nonnull (dialog);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_signal_emit_by_name (entry, "stop-search");
  while (dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* What can not be undone is asked first. */
static void
test_merge (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  g_autoptr (RondoMemberAccounts) accounts = rondo_member_accounts_new ();
  g_autoptr (GPtrArray) overviews = load_members (fixture);
  g_autoptr (GPtrArray) members = take_members (overviews);
  const RondoMember *other = find_other (fixture, overviews);
  g_autofree char *label = g_strdup_printf ("%s Stays", "m0@example.org");
  g_autofree char *body =
      g_strdup_printf ("{\"stays\":\"%s\",\"goes\":\"%s\"}", fixture->self, other->id);
  GtkWindow *question = NULL;
  GtkWindow *dialog = rondo_same_person_dialog_new (fixture->context, accounts, other, members);

  gtk_window_present (dialog);
  g_signal_emit_by_name (fixture_find (GTK_WIDGET (dialog), g_type_from_name ("RondoLineView")),
                         "activated",
                         fixture->self);
  fixture_wait_until (find_window, &question);
  g_assert_false (was_asked ((gpointer) "/v1/merge"));
  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (question), label), "clicked");
  fixture_wait_until (was_asked, body);
}

static void
save_report (Fixture *fixture, const RondoMember *about)
{
  g_autoptr (RondoConduct) report = rondo_conduct_new ();
  RondoChange *change = rondo_change_new ();

  report->id = rondo_id_new (1);
  report->about = g_strdup (about->id);
  report->by = g_strdup (fixture->self);
  g_free (report->text);
  report->text = g_strdup ("It was loud.");
  rondo_change_put_conduct (change, report);
  fixture_save (fixture, change);
}

static gboolean
shows_report (gpointer dialog)
{
  return fixture_find_text (dialog, "New");
}

static void
test_reports (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  g_autoptr (GPtrArray) overviews = load_members (fixture);
  GtkWindow *dialog = rondo_conduct_dialog_new (fixture->context);

  gtk_window_present (dialog);
  save_report (fixture, find_other (fixture, overviews));
  fixture_wait_until (shows_report, dialog);
  fixture_close (dialog);
}

static gboolean
shows_case (gpointer dialog)
{
  return fixture_find_text (dialog, "It was loud.");
}

/* Who wrote a report reads it, and how far it is; there is nothing to add to it. */
static void
test_own_report (void)
{
  g_autoptr (Fixture) fixture = NULL;
  g_autoptr (RondoConduct) report = rondo_conduct_new ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const RondoConductCase entry = {.conduct = report,
                                  .about_name = (char *)"Ben",
                                  .by_name = (char *)"Ana",
                                  .steps = none,
                                  .step_names = none,
                                  .state = RONDO_CONDUCT_LOOKED_INTO};
  GtkWindow *dialog = NULL;

  is_coordinator = FALSE;
  fixture = sign_in ();
  g_free (report->text);
  report->text = g_strdup ("It was loud.");
  dialog = rondo_conduct_case_dialog_new (fixture->context, &entry);
  gtk_window_present (dialog);
  fixture_wait_until (shows_case, dialog);
  g_assert_true (fixture_find_text (GTK_WIDGET (dialog), "Being looked into"));
  g_assert_false (fixture_find_text (GTK_WIDGET (dialog), "Next Step"));
  fixture_close (dialog);
  is_coordinator = TRUE;
}

static gboolean
shows_name (gpointer dialog)
{
  return fixture_find_text (dialog, "1 person, whom only the matching knows\nm2@example.org");
}

/* A name is told where there is a report about who has it. */
static void
test_avoided (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  g_autoptr (GPtrArray) overviews = load_members (fixture);
  g_autoptr (RondoMember) member = NULL;
  GtkWindow *dialog = NULL;

  for (guint i = 0; i < overviews->len; i++) {
    const RondoMember *found = ((RondoMemberOverview *)overviews->pdata[i])->member;

    if (g_str_equal (found->email, "m1@example.org"))
      member = rondo_member_copy (found);
  }
  g_ptr_array_set_size (member->wishes->avoids, 0);
  g_ptr_array_add (member->wishes->avoids, g_strdup ("m2@example.org"));
  dialog = rondo_member_dialog_new (fixture->context, member);
  gtk_window_present (dialog);
  g_assert_true (fixture_find_text (GTK_WIDGET (dialog), "1 person, whom only the matching knows"));
  fixture_close (dialog);
  for (guint i = 0; i < overviews->len; i++) {
    const RondoMember *found = ((RondoMemberOverview *)overviews->pdata[i])->member;

    if (g_str_equal (found->email, "m2@example.org"))
      save_report (fixture, found);
  }
  dialog = rondo_member_dialog_new (fixture->context, member);
  gtk_window_present (dialog);
  fixture_wait_until (shows_name, dialog);
  fixture_close (dialog);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_unsetenv ("SECRET_BACKEND");
  asked = g_string_new (NULL);

  g_test_add_func ("/app/people/roles-and-hold-are-shown-and-changed", test_page);
  g_test_add_func ("/app/people/many-are-invited-and-the-texts-shown", test_invite);
  g_test_add_func ("/app/people/nobody-is-offered-to-hold-themselves", test_hold_of_others);
  g_test_add_func ("/app/people/escape-closes-after-a-search", test_escape_closes);
  g_test_add_func ("/app/people/a-merger-is-asked-for-first", test_merge);
  g_test_add_func ("/app/people/reports-are-listed", test_reports);
  g_test_add_func ("/app/people/who-reported-reads-it-and-how-far-it-is", test_own_report);
  g_test_add_func ("/app/people/who-is-avoided-is-named-where-there-is-a-report", test_avoided);
  return g_test_run ();
}
