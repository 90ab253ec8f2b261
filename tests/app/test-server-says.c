/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the app shows of a server that refuses changes and gives out invitations. */
#include "config.h"

#include "app-fixture.h"
#include "canned-server.h"

#include "rondo-application.h"
#include "rondo-changes-page.h"
#include "rondo-connect-dialog.h"
#include "rondo-id.h"
#include "rondo-invite-dialog.h"
#include "rondo-join-dialog.h"
#include "rondo-plan-session-dialog.h"
#include "rondo-wire-messages.h"

#define EPOCH "0123456789abcdef0123456789abcdef"
#define CODE "K7PX-2M4Q-9RTW"
#define REFUSAL "Only a coordinator may do this."
#define WISHED "wished@example.org"
#define MINUTES 75
#define START_US (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC)

static char *server_self; /* the member that signs in */
static int does_refuse;   /* atomic */
static char *joined;      /* what was sent to join: code, name */

static char *
answer_sync (const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoSyncRequest) request =
      rondo_wire_decode_sync_request (body, strlen (body), &error);
  g_autoptr (RondoSyncAnswer) answer = rondo_sync_answer_new ();
  g_autofree char *scope = g_strconcat ("u:", server_self, NULL);

  g_assert_no_error (error);
  g_free (answer->epoch);
  answer->epoch = g_strdup (EPOCH);
  answer->is_coordinator = TRUE;
  g_ptr_array_add (answer->cursors, rondo_cursor_new ("pub", 1));
  g_ptr_array_add (answer->cursors, rondo_cursor_new (scope, 1));
  for (guint i = 0; i < request->ops->len; i++) {
    const RondoOp *op = request->ops->pdata[i];
    RondoOpResult *result = rondo_op_result_new ();

    g_free (result->op);
    result->op = g_strdup (op->op);
    result->is_refused = g_atomic_int_get (&does_refuse);
    result->version = result->is_refused ? 0 : op->base + 1;
    if (result->is_refused) {
      result->code = g_strdup ("forbidden");
      result->message = g_strdup (REFUSAL);
    }
    g_ptr_array_add (answer->results, result);
  }
  return rondo_wire_encode_sync_answer (answer);
}

static void
keep_join (const char *body)
{
  g_autoptr (RondoJoinRequest) join = rondo_wire_decode_join_request (body, strlen (body), NULL);

  g_free (joined);
  joined = g_strdup_printf ("%s, %s", join->code, join->name);
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
                                      .is_coordinator = TRUE};
  const RondoInviteAnswer invitation = {.code = (char *)CODE,
                                        .expires_us = G_GINT64_CONSTANT (1775001600000000)};
  const RondoHello hello = {.server = (char *)"rondo",
                            .protocol = 1,
                            .community = (char *)"Lake & Hill",
                            .epoch = (char *)EPOCH};
  char *answer = NULL;

  if (g_str_has_suffix (url, "/v1/join"))
    keep_join (body);
  if (g_str_has_suffix (url, "/v1/sync"))
    answer = answer_sync (body);
  else if (g_str_has_suffix (url, "/v1/hello"))
    answer = rondo_wire_encode_hello (&hello);
  else if (g_str_has_suffix (url, "/v1/invite"))
    answer = rondo_wire_encode_invite_answer (&invitation);
  else
    answer = rondo_wire_encode_account_answer (&account);
  return answer;
}

static RondoSync *
get_sync (gpointer fixture)
{
  return rondo_context_get_sync (((Fixture *)fixture)->context);
}

static gboolean
is_refused (gpointer fixture)
{
  return fixture_is_in_step (fixture) && rondo_sync_get_refused_count (get_sync (fixture)) == 1;
}

static gboolean
is_settled (gpointer fixture)
{
  return fixture_is_in_step (fixture) && rondo_sync_get_refused_count (get_sync (fixture)) == 0;
}

static Fixture *
sign_in (void)
{
  g_autoptr (RondoTransport) server = canned_server_new (answer_request);
  Fixture *fixture = fixture_new_with_transport (server);

  g_atomic_int_set (&does_refuse, FALSE);
  fixture_add_community (fixture);
  g_free (server_self);
  server_self = g_strdup (fixture->self);
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

static void
refuse (Fixture *fixture, RondoChange *change)
{
  g_atomic_int_set (&does_refuse, TRUE);
  fixture_save (fixture, change);
  fixture_wait_until (is_refused, fixture);
}

static void
save_refused (Fixture *fixture)
{
  g_autoptr (RondoRegistration) registration = NULL;
  g_autoptr (RondoWishes) wishes = rondo_wishes_new ();
  RondoChange *change = rondo_change_new ();

  g_ptr_array_add (wishes->requests, g_strdup (WISHED));
  registration = rondo_registration_new (fixture->round, fixture->self, wishes);
  rondo_change_put_registration (change, registration);
  refuse (fixture, change);
}

static gboolean
shows_refusal (gpointer widget)
{
  return fixture_find_text (widget, REFUSAL) && fixture_find_button (widget, "Discard") != NULL;
}

static gboolean
shows_nothing (gpointer widget)
{
  return fixture_find_text (widget, "Nothing to Decide");
}

static GtkWidget *
show_refusal (Fixture *fixture, GtkWindow **window)
{
  GtkWidget *page = rondo_changes_page_new ();

  g_object_set (page, "context", fixture->context, NULL);
  *window = fixture_show (page);
  fixture_wait_until (shows_refusal, page);
  return page;
}

static void
test_try_again (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  GtkWindow *window = NULL;
  GtkWidget *page = NULL;

  save_refused (fixture);
  page = show_refusal (fixture, &window);
  g_atomic_int_set (&does_refuse, FALSE);
  g_signal_emit_by_name (fixture_find_button (page, "Try Again"), "clicked");
  fixture_wait_until (is_settled, fixture);
  fixture_wait_until (shows_nothing, page);
  fixture_close (window);
}

static gboolean
has_question (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window))
      *(GtkWindow **)data = window;
  }
  return *(GtkWindow **)data != NULL;
}

static void
test_discard (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  GtkWindow *window = NULL;
  GtkWindow *question = NULL;
  GtkWidget *page = NULL;

  save_refused (fixture);
  page = show_refusal (fixture, &window);
  g_signal_emit_by_name (fixture_find_button (page, "Discard"), "clicked");
  fixture_wait_until (has_question, &question);
  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (question), "_Discard"), "clicked");
  fixture_wait_until (is_settled, fixture);
  fixture_wait_until (shows_nothing, page);
  fixture_close (window);
}

/* A window of one type that is to come. */
typedef struct {
  GType type;
  GtkWindow *window;
} Coming;

static gboolean
has_come (gpointer data)
{
  Coming *coming = data;
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (g_type_is_a (G_OBJECT_TYPE (window), coming->type))
      coming->window = window;
  }
  return coming->window != NULL;
}

static GtkWindow *
press_edit (GtkWidget *page, GType type)
{
  Coming coming = {type, NULL};

  g_signal_emit_by_name (fixture_find_button (page, "Edit…"), "clicked");
  fixture_wait_until (has_come, &coming);
  return coming.window;
}

static gboolean
has_wish (gpointer root)
{
  if (GTK_IS_EDITABLE (root) && g_str_equal (gtk_editable_get_text (root), WISHED))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_wish (child))
      return TRUE;
  return FALSE;
}

static gboolean
has_minutes (gpointer dialog)
{
  GtkWidget *spin = fixture_find (dialog, GTK_TYPE_SPIN_BUTTON);

  return spin != NULL && gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)) == MINUTES;
}

static void
test_edit_registration (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  GtkWindow *window = NULL;
  GtkWindow *dialog = NULL;
  GtkWidget *page = NULL;

  save_refused (fixture);
  page = show_refusal (fixture, &window);
  dialog = press_edit (page, RONDO_TYPE_JOIN_DIALOG);
  fixture_wait_until (has_wish, dialog);
  fixture_close (dialog);
  fixture_close (window);
}

static void
test_edit_session (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  g_autoptr (RondoSession) session = rondo_session_new ();
  RondoChange *change = rondo_change_new ();
  GtkWindow *window = NULL;
  GtkWindow *dialog = NULL;
  GtkWidget *page = NULL;

  fixture_publish (fixture);
  fixture_wait_until (fixture_is_in_step, fixture);
  session->id = rondo_id_new (START_US);
  session->pairing = g_strdup (fixture->pairing);
  rondo_session_propose (session, fixture->self, START_US, 20717, MINUTES, "");
  rondo_change_put_session (change, session);
  refuse (fixture, change);
  page = show_refusal (fixture, &window);
  dialog = press_edit (page, RONDO_TYPE_PLAN_SESSION_DIALOG);
  fixture_wait_until (has_minutes, dialog);
  fixture_close (dialog);
  fixture_close (window);
}

static gboolean
shows_code (gpointer dialog)
{
  return fixture_find_text (dialog, CODE);
}

static void
test_invite (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  g_autoptr (RondoMember) member = rondo_member_new ();
  GtkWindow *dialog = NULL;

  g_free (member->id);
  g_free (member->email);
  member->id = g_strdup (fixture->self);
  member->email = g_strdup ("m0@example.org");
  dialog = rondo_invite_dialog_new (fixture->context, member);
  gtk_window_present (dialog);
  g_assert_false (shows_code (dialog));
  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (dialog), "_Get Code"), "clicked");
  fixture_wait_until (shows_code, dialog);
  fixture_close (dialog);
}

/* The row that can be seen and has this @title, to be written into. */
static GtkEditable *
find_row (GtkWidget *root, const char *title)
{
  GtkEditable *found = NULL;

  if (ADW_IS_ENTRY_ROW (root) && gtk_widget_get_mapped (root) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return GTK_EDITABLE (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

static gboolean
asks_for_a_password (gpointer dialog)
{
  return find_row (dialog, "Choose a Password") != NULL;
}

static gboolean
has_joined (gpointer nothing)
{
  return joined != NULL;
}

static void
test_link (void)
{
  g_autoptr (RondoTransport) server = canned_server_new (answer_request);
  g_autoptr (Fixture) fixture = fixture_new_with_transport (server);
  GtkWidget *dialog = rondo_connect_dialog_new (fixture->context);
  GtkWidget *button = NULL;

  g_free (server_self);
  server_self = rondo_id_derive ("tests", "self");
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_editable_set_text (find_row (dialog, "Address of the Server"), "http://localhost:1/#" CODE);
  g_signal_emit_by_name (fixture_find_button (dialog, "C_ontinue"), "clicked");
  fixture_wait_until (asks_for_a_password, dialog);
  g_assert_cmpstr (gtk_editable_get_text (find_row (dialog, "Invitation Code")), ==, CODE);
  button = fixture_find_button (dialog, "_Join");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (find_row (dialog, "Your Name"), " Ana\nAlvarez\t");
  gtk_editable_set_text (find_row (dialog, "Choose a Password"), "correct horse battery staple");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  fixture_wait_until (has_joined, NULL);
  g_assert_cmpstr (joined, ==, CODE ", Ana Alvarez");
  fixture_wait_until (fixture_is_in_step, fixture);
  fixture_close (GTK_WINDOW (dialog));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_unsetenv ("SECRET_BACKEND");

  g_test_add_func ("/app/refused/try-again-sends-the-change-once-more", test_try_again);
  g_test_add_func ("/app/refused/discard-asks-and-gives-it-up", test_discard);
  g_test_add_func ("/app/refused/edit-opens-the-registration-as-it-was-refused",
                   test_edit_registration);
  g_test_add_func ("/app/refused/edit-opens-the-session-as-it-was-refused", test_edit_session);
  g_test_add_func ("/app/invite/the-code-of-the-server-is-shown", test_invite);
  g_test_add_func ("/app/connect/the-link-of-an-invitation-is-all-there-is-to-paste", test_link);
  return g_test_run ();
}
