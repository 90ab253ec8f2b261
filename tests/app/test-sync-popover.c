/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the sync popover shows of changes that wait, the page where those that were refused or made
 * in two places are decided, and signing out with changes that were not sent. */
#include "config.h"

#include "app-fixture.h"
#include "canned-server.h"

#include "rondo-application.h"
#include "rondo-changes-page.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-log-session-dialog.h"
#include "rondo-sign-out.h"
#include "rondo-sync-button.h"
#include "rondo-wire-messages.h"

#include <string.h>

#define EPOCH "0123456789abcdef0123456789abcdef"
#define REASON "A session is never that long."
#define MINUTES 60       /* of the entry at first */
#define MINUTES_THERE 45 /* as another computer of the user has it */
#define MINUTES_HERE 75  /* as the user wants it on this one */

static char *server_self; /* the member that signs in */
static char *server_log;  /* id of the entry that another computer changes */
static char *server_client;
static char *conflict; /* id of the conflict */
static int is_away;    /* atomic: the server cannot be reached */
static int is_newer;   /* atomic: another computer has changed the entry */
static int is_strict;  /* atomic: the server refuses entries */
static int is_held;    /* atomic: a coordinator holds the account */
static int deposits;   /* atomic: how many changes were handed in */

static RondoLogEntry *
make_entry (int minutes)
{
  RondoLogEntry *entry = rondo_log_entry_new ();

  g_free (entry->id);
  g_free (entry->client);
  entry->id = g_strdup (server_log);
  entry->client = g_strdup (server_client);
  entry->date = 20000;
  entry->minutes = minutes;
  return entry;
}

static void
add_row (RondoSyncAnswer *answer, RondoKind kind, const char *id, int64_t version, char *body)
{
  RondoRow *row = rondo_row_new ();

  row->scope = g_strconcat ("u:", server_self, NULL);
  row->seq = 2 + answer->rows->len;
  row->id = g_strdup (id);
  row->is_known = TRUE;
  row->kind = kind;
  row->version = version;
  row->body = body;
  g_ptr_array_add (answer->rows, row);
}

/* As the server does it: its value stays, and both values go into a conflict. */
static void
add_conflict (RondoSyncAnswer *answer, int64_t version)
{
  g_autoptr (RondoLogEntry) entry = make_entry (MINUTES_THERE);
  g_autoptr (RondoConflict) values = rondo_conflict_new ();

  g_free (values->id);
  g_free (values->record);
  g_free (values->kept);
  g_free (values->other);
  values->id = g_strdup (conflict);
  values->record = g_strdup (server_log);
  values->kind = RONDO_KIND_LOG;
  values->kept = g_strdup_printf ("{\"minutes\":%d}", MINUTES_THERE);
  values->other = g_strdup_printf ("{\"minutes\":%d}", MINUTES_HERE);
  add_row (answer, RONDO_KIND_LOG, server_log, version, rondo_wire_encode_log_entry (entry, NULL));
  add_row (answer, RONDO_KIND_CONFLICT, conflict, 1, rondo_wire_encode_conflict (values, NULL));
}

static void
answer_op (RondoSyncAnswer *answer, const RondoOp *op)
{
  RondoOpResult *result = rondo_op_result_new ();

  g_free (result->op);
  result->op = g_strdup (op->op);
  result->version = op->base + 1;
  if (op->kind == RONDO_KIND_LOG && g_atomic_int_get (&is_strict)) {
    result->is_refused = TRUE;
    result->code = g_strdup ("invalid");
    result->message = g_strdup (REASON);
  } else if (op->kind == RONDO_KIND_LOG &&
             g_atomic_int_compare_and_exchange (&is_newer, TRUE, FALSE)) {
    result->version++;
    add_conflict (answer, result->version);
  }
  g_ptr_array_add (answer->results, result);
}

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
  for (guint i = 0; i < request->ops->len; i++)
    answer_op (answer, request->ops->pdata[i]);
  g_ptr_array_add (answer->cursors, rondo_cursor_new ("pub", 1));
  g_ptr_array_add (answer->cursors, rondo_cursor_new (scope, 1 + answer->rows->len));
  return rondo_wire_encode_sync_answer (answer);
}

static char *
answer_held (const char *url, const char *body, RondoTransportHead *head)
{
  if (g_str_has_suffix (url, "/v1/deposit")) {
    g_autoptr (RondoSyncRequest) request =
        rondo_wire_decode_sync_request (body, strlen (body), NULL);

    g_assert_nonnull (request);
    g_atomic_int_add (&deposits, (int)request->ops->len);
    return g_strdup ("{}");
  }
  head->status = 401;
  return g_strdup ("{\"code\":\"revoked\",\"message\":\"Your account is on hold.\"}");
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
  char *answer = NULL;

  if (g_atomic_int_get (&is_away)) {
    g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_OFFLINE, "The server is not there");
    return NULL;
  }
  if (g_atomic_int_get (&is_held))
    return answer_held (url, body, head);
  answer = g_str_has_suffix (url, "/v1/sync") ? answer_sync (body)
                                              : rondo_wire_encode_account_answer (&account);
  return answer;
}

static RondoSync *
get_sync (gpointer fixture)
{
  return rondo_context_get_sync (((Fixture *)fixture)->context);
}

static gboolean
has_conflict (gpointer fixture)
{
  return fixture_is_in_step (fixture) && rondo_sync_get_conflict_count (get_sync (fixture)) == 1;
}

static gboolean
is_decided (gpointer fixture)
{
  return fixture_is_in_step (fixture) && rondo_sync_get_conflict_count (get_sync (fixture)) == 0;
}

static gboolean
waits_offline (gpointer fixture)
{
  return rondo_sync_get_state (get_sync (fixture)) == RONDO_SYNC_OFFLINE &&
         rondo_sync_get_waiting_count (get_sync (fixture)) == 1;
}

static gboolean
is_signed_out (gpointer fixture)
{
  return !rondo_account_get_is_signed_in (
      rondo_context_get_account (((Fixture *)fixture)->context));
}

static void
save_entry (Fixture *fixture, int minutes)
{
  g_autoptr (RondoLogEntry) entry = make_entry (minutes);
  RondoChange *change = rondo_change_new ();

  rondo_change_put_log_entry (change, entry);
  fixture_save (fixture, change);
}

static void
save_client (Fixture *fixture)
{
  g_autoptr (RondoClientPerson) client = rondo_client_person_new ();
  RondoChange *change = rondo_change_new ();

  g_free (client->id);
  g_free (client->name);
  client->id = g_strdup (server_client);
  client->name = g_strdup ("Anna & Co");
  rondo_change_put_client (change, client);
  fixture_save (fixture, change);
}

/* Signed in, with an entry of the log that the server has. */
static Fixture *
sign_in (void)
{
  g_autoptr (RondoTransport) server = canned_server_new (answer_request);
  Fixture *fixture = fixture_new_with_transport (server);

  g_atomic_int_set (&is_away, FALSE);
  g_atomic_int_set (&is_newer, FALSE);
  g_atomic_int_set (&is_strict, FALSE);
  g_atomic_int_set (&is_held, FALSE);
  g_atomic_int_set (&deposits, 0);
  fixture_add_community (fixture);
  g_free (server_self);
  server_self = g_strdup (fixture->self);
  save_client (fixture);
  save_entry (fixture, MINUTES);
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
change_while_away (Fixture *fixture)
{
  g_atomic_int_set (&is_away, TRUE);
  save_entry (fixture, MINUTES_HERE);
  fixture_wait_until (waits_offline, fixture);
}

static GtkWidget *
show_button (Fixture *fixture, GtkWindow **window)
{
  GtkWidget *button = rondo_sync_button_new ();

  g_object_set (button, "context", fixture->context, NULL);
  *window = fixture_show (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (fixture_find (button, GTK_TYPE_MENU_BUTTON)));
  return button;
}

static gboolean
is_hidden (gpointer popover)
{
  return !gtk_widget_get_mapped (popover);
}

static void
close_button (GtkWidget *button, GtkWindow *window)
{
  GtkMenuButton *menu_button = GTK_MENU_BUTTON (fixture_find (button, GTK_TYPE_MENU_BUTTON));

  gtk_menu_button_popdown (menu_button);
  fixture_wait_until (is_hidden, gtk_menu_button_get_popover (menu_button));
  fixture_close (window);
}

static gboolean
shows_waiting (gpointer widget)
{
  return fixture_find_text (widget, "Waiting to Be Sent");
}

static void
test_waiting (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  GtkWindow *window = NULL;
  GtkWidget *button = NULL;

  change_while_away (fixture);
  button = show_button (fixture, &window);
  fixture_wait_until (shows_waiting, button);
  g_assert_true (fixture_find_text (button, "1 change waiting – offline"));
  g_assert_true (fixture_find_text (button, "Hours: 10/04/24, Anna & Co"));
  g_assert_nonnull (fixture_find_button (button, "_Sync Now"));
  g_assert_nonnull (fixture_find_button (button, "Save _Unsent Changes…"));
  g_assert_null (fixture_find_button (button, "_Look and Decide"));
  close_button (button, window);
}

static gboolean
shows_conflict (gpointer widget)
{
  return fixture_find_text (widget, "Minutes: now 45, the other 75");
}

static void
check_minutes (Fixture *fixture, int minutes)
{
  g_autoptr (RondoHoursOverview) hours = fixture_load_hours (fixture);

  g_assert_cmpuint (hours->entries->len, ==, 1);
  g_assert_cmpint (
      ((RondoLogEntryOverview *)hours->entries->pdata[0])->entry->minutes, ==, minutes);
}

/* Stands for the window: remembers which page it is asked for. */
static void
show_page_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  char **page = data;

  g_free (*page);
  *page = g_variant_dup_string (parameter, NULL);
}

static GtkWidget *
show_changes (Fixture *fixture, GtkWindow **window)
{
  GtkWidget *page = rondo_changes_page_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  g_object_set (page, "context", fixture->context, NULL);
  *window = fixture_show (overlay);
  return page;
}

/* The entry is changed here and, meanwhile, on another computer. */
static void
make_conflict (Fixture *fixture)
{
  change_while_away (fixture);
  g_atomic_int_set (&is_newer, TRUE);
  g_atomic_int_set (&is_away, FALSE);
  rondo_sync_now (get_sync (fixture));
  fixture_wait_until (has_conflict, fixture);
  check_minutes (fixture, MINUTES_THERE);
}

static gboolean
shows_decide (gpointer widget)
{
  return fixture_find_text (widget, "1 entry was changed in two places.");
}

/* The sync menu says that there is something to decide, and leads to it. */
static void
test_leads_to_changes (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("show-page", G_VARIANT_TYPE_STRING);
  g_autofree char *page = NULL;
  GtkWindow *window = NULL;
  GtkWidget *button = NULL;

  make_conflict (fixture);
  g_signal_connect (action, "activate", G_CALLBACK (show_page_cb), &page);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  button = show_button (fixture, &window);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "win", G_ACTION_GROUP (group));
  fixture_wait_until (shows_decide, button);
  g_assert_true (fixture_find_text (button, "1 change to decide"));
  g_signal_emit_by_name (fixture_find_button (button, "_Look and Decide"), "clicked");
  g_assert_cmpstr (page, ==, "changes");
  close_button (button, window);
}

static void
decide (const char *label, int minutes)
{
  g_autoptr (Fixture) fixture = sign_in ();
  GtkWindow *window = NULL;
  GtkWidget *page = NULL;

  make_conflict (fixture);
  page = show_changes (fixture, &window);
  fixture_wait_until (shows_conflict, page);
  g_assert_nonnull (fixture_find_button (page, "Keep as It Is"));
  g_assert_nonnull (fixture_find_button (page, "Take the Other"));
  g_assert_null (fixture_find_button (page, "Discard"));
  g_signal_emit_by_name (fixture_find_button (page, label), "clicked");
  fixture_wait_until (is_decided, fixture);
  check_minutes (fixture, minutes);
  fixture_close (window);
}

static void
test_keep (void)
{
  decide ("Keep as It Is", MINUTES_THERE);
}

static void
test_take_other (void)
{
  decide ("Take the Other", MINUTES_HERE);
}

static gboolean
find_window (gpointer data, GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (g_type_is_a (G_OBJECT_TYPE (window), type))
      *(GtkWindow **)data = window;
  }
  return *(GtkWindow **)data != NULL;
}

static gboolean
has_question (gpointer data)
{
  return find_window (data, ADW_TYPE_MESSAGE_DIALOG);
}

static gboolean
has_chooser (gpointer data)
{
  return find_window (data, GTK_TYPE_FILE_CHOOSER_DIALOG);
}

static gboolean
has_refusal (gpointer fixture)
{
  return fixture_is_in_step (fixture) && rondo_sync_get_refused_count (get_sync (fixture)) == 1;
}

static gboolean
has_no_refusal (gpointer fixture)
{
  return fixture_is_in_step (fixture) && rondo_sync_get_refused_count (get_sync (fixture)) == 0;
}

static gboolean
shows_reason (gpointer widget)
{
  return fixture_find_text (widget, REASON);
}

static gboolean
shows_nothing (gpointer widget)
{
  return fixture_find_text (widget, "Nothing to Decide");
}

/* A change of the entry that the server does not take, on the page. */
static GtkWidget *
show_refusal (Fixture *fixture, GtkWindow **window)
{
  GtkWidget *page = NULL;

  g_atomic_int_set (&is_strict, TRUE);
  save_entry (fixture, MINUTES_HERE);
  fixture_wait_until (has_refusal, fixture);
  g_atomic_int_set (&is_strict, FALSE);
  page = show_changes (fixture, window);
  fixture_wait_until (shows_reason, page);
  g_assert_true (fixture_find_text (page, "Hours: 10/04/24, Anna & Co"));
  g_assert_nonnull (fixture_find_button (page, "Save _Unsent Changes…"));
  return page;
}

static void
test_try_again (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  GtkWindow *window = NULL;
  GtkWidget *page = show_refusal (fixture, &window);

  g_signal_emit_by_name (fixture_find_button (page, "Try Again"), "clicked");
  fixture_wait_until (has_no_refusal, fixture);
  fixture_wait_until (shows_nothing, page);
  check_minutes (fixture, MINUTES_HERE);
  fixture_close (window);
}

static void
test_discard (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  GtkWindow *window = NULL;
  GtkWindow *question = NULL;
  GtkWidget *page = show_refusal (fixture, &window);

  g_signal_emit_by_name (fixture_find_button (page, "Discard"), "clicked");
  fixture_wait_until (has_question, &question);
  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (question), "_Discard"), "clicked");
  fixture_wait_until (has_no_refusal, fixture);
  fixture_wait_until (shows_nothing, page);
  check_minutes (fixture, MINUTES);
  fixture_close (window);
}

static gboolean
has_editor (gpointer data)
{
  return find_window (data, RONDO_TYPE_LOG_SESSION_DIALOG);
}

/* What is saved in the dialog takes the place of what was refused. */
static void
test_edit (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  GtkWindow *window = NULL;
  GtkWindow *editor = NULL;
  GtkWidget *page = show_refusal (fixture, &window);

  g_signal_emit_by_name (fixture_find_button (page, "Edit…"), "clicked");
  fixture_wait_until (has_editor, &editor);
  fixture_close (editor);
  save_entry (fixture, MINUTES_THERE);
  fixture_wait_until (has_no_refusal, fixture);
  fixture_wait_until (shows_nothing, page);
  check_minutes (fixture, MINUTES_THERE);
  fixture_close (window);
}

static gboolean
is_on_hold (gpointer fixture)
{
  return rondo_sync_get_state (get_sync (fixture)) == RONDO_SYNC_ON_HOLD &&
         rondo_sync_get_waiting_count (get_sync (fixture)) == 1;
}

static gboolean
shows_hold (gpointer widget)
{
  return fixture_find_text (widget, "Your Account Is on Hold") &&
         fixture_find_button (widget, "_Hand In What Was Not Sent") != NULL;
}

static gboolean
was_handed_in (gpointer widget)
{
  return g_atomic_int_get (&deposits) == 1 && fixture_find_text (widget, "1 change handed in");
}

/* The hours can be read, and what was not sent is handed in; it stays here. */
static void
test_hold (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  GtkWindow *window = NULL;
  GtkWidget *page = NULL;

  g_atomic_int_set (&is_held, TRUE);
  save_entry (fixture, MINUTES_HERE);
  fixture_wait_until (is_on_hold, fixture);
  page = show_changes (fixture, &window);
  fixture_wait_until (shows_hold, page);
  check_minutes (fixture, MINUTES_HERE);
  g_signal_emit_by_name (fixture_find_button (page, "_Hand In What Was Not Sent"), "clicked");
  fixture_wait_until (was_handed_in, GTK_WIDGET (window));
  g_assert_cmpuint (rondo_sync_get_waiting_count (get_sync (fixture)), ==, 1);
  g_atomic_int_set (&is_held, FALSE);
  rondo_sync_now (get_sync (fixture));
  fixture_wait_until (fixture_is_in_step, fixture);
  fixture_wait_until (shows_nothing, page);
  fixture_close (window);
}

static GtkWindow *
ask_to_sign_out (Fixture *fixture, GtkWindow **window)
{
  GtkWidget *place = adw_toast_overlay_new ();
  GtkWindow *question = NULL;

  change_while_away (fixture);
  *window = fixture_show (place);
  rondo_sign_out_start (place, fixture->context);
  fixture_wait_until (has_question, &question);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (question)),
                   ==,
                   "Sign Out with Unsent Changes?");
  g_assert_true (g_str_has_prefix (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (question)),
                                   "1 change was not sent to the community yet."));
  g_assert_nonnull (fixture_find_button (GTK_WIDGET (question), "_Save to a File…"));
  g_assert_false (is_signed_out (fixture));
  return question;
}

static void
test_sign_out_keeps (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  GtkWindow *window = NULL;
  GtkWindow *question = ask_to_sign_out (fixture, &window);

  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (question), "Sign _Out"), "clicked");
  fixture_wait_until (is_signed_out, fixture);
  g_assert_cmpuint (rondo_sync_get_waiting_count (get_sync (fixture)), ==, 1);
  check_minutes (fixture, MINUTES_HERE);
  fixture_close (window);
}

static gboolean
is_gone (gpointer window)
{
  return *(gpointer *)window == NULL;
}

/* Cancelling the choice of a file signs nobody out. */
static void
test_sign_out_offers_file (void)
{
  g_autoptr (Fixture) fixture = sign_in ();
  GtkWindow *window = NULL;
  GtkWindow *question = ask_to_sign_out (fixture, &window);
  gpointer chooser = NULL;

  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (question), "_Save to a File…"),
                         "clicked");
  fixture_wait_until (has_chooser, &chooser);
  g_assert_cmpstr (gtk_window_get_title (chooser), ==, "Save Unsent Changes");
  g_object_add_weak_pointer (chooser, &chooser);
  gtk_dialog_response (chooser, GTK_RESPONSE_CANCEL);
  fixture_wait_until (is_gone, &chooser);
  g_assert_false (is_signed_out (fixture));
  fixture_close (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_unsetenv ("SECRET_BACKEND");
  server_log = rondo_id_derive ("tests", "log");
  server_client = rondo_id_derive ("tests", "client");
  conflict = rondo_id_derive ("tests", "conflict");

  g_test_add_func ("/app/sync-popover/what-waits-is-counted-and-listed", test_waiting);
  g_test_add_func ("/app/sync-popover/what-is-to-decide-is-one-click-away", test_leads_to_changes);
  g_test_add_func ("/app/changes/two-values-are-shown-and-the-present-is-kept", test_keep);
  g_test_add_func ("/app/changes/two-values-are-shown-and-the-other-is-taken", test_take_other);
  g_test_add_func ("/app/changes/a-refused-change-is-tried-again", test_try_again);
  g_test_add_func ("/app/changes/a-refused-change-is-discarded", test_discard);
  g_test_add_func ("/app/changes/a-refused-change-is-edited", test_edit);
  g_test_add_func ("/app/changes/an-account-on-hold-hands-in-what-was-not-sent", test_hold);
  g_test_add_func ("/app/sign-out/unsent-changes-stay-on-this-computer", test_sign_out_keeps);
  g_test_add_func ("/app/sign-out/unsent-changes-can-go-to-a-file", test_sign_out_offers_file);
  return g_test_run ();
}
