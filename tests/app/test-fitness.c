/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every page and every dialog, in the language that LANGUAGE names: it fits a telephone, has a name
 * for all that acts, Escape closes it and Enter saves what there is to save. */
#include "config.h"

#include "fitness.h"

#include "rondo-agenda.h"
#include "rondo-announce-dialog.h"
#include "rondo-application.h"
#include "rondo-client-chooser.h"
#include "rondo-client-dialog.h"
#include "rondo-companion-dialog.h"
#include "rondo-compare-dialog.h"
#include "rondo-conduct-case-dialog.h"
#include "rondo-conduct-dialog.h"
#include "rondo-conduct-report-dialog.h"
#include "rondo-confirm-session-dialog.h"
#include "rondo-connect-dialog.h"
#include "rondo-export-dialog.h"
#include "rondo-feedback-dialog.h"
#include "rondo-fill-dialog.h"
#include "rondo-form-frame.h"
#include "rondo-import-dialog.h"
#include "rondo-invite-dialog.h"
#include "rondo-join-dialog.h"
#include "rondo-log-import-dialog.h"
#include "rondo-log-session-dialog.h"
#include "rondo-member-dialog.h"
#include "rondo-notes-dialog.h"
#include "rondo-people-dialog.h"
#include "rondo-plan-session-dialog.h"
#include "rondo-register-dialog.h"
#include "rondo-repair-dialog.h"
#include "rondo-round-dialog.h"
#include "rondo-round-paper-dialog.h"
#include "rondo-same-person-dialog.h"
#include "rondo-session-dialog.h"
#include "rondo-text-dialog.h"
#include "rondo-workbench-page.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#define LONG_NAME "Maria-Theresia Oberhuber-Schneckenburger"
#define LONG_EMAIL "maria-theresia.oberhuber@coaching.example.org"
#define SESSION "018f3b5e-7c1a-7d00-8000-00000000e001"
#define CLIENT "018f3b5e-7c1a-7d00-8000-00000000d001"

/* A published round, a client with an entry, and somebody whose name is long. */
typedef struct {
  Fixture *fixture;
  RondoRoundOverview *round;
  RondoHomeOverview *home;
  RondoLogOverview *log;
  RondoClientPerson *client;
  GPtrArray *opened; /* of const char *: names of types */
} Room;

static void
put_client (RondoChange *change, Room *room)
{
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();

  room->client = rondo_client_person_new ();
  g_free (room->client->id);
  g_free (room->client->name);
  room->client->id = g_strdup (CLIENT);
  room->client->name = g_strdup (LONG_NAME);
  rondo_change_put_client (change, room->client);
  g_free (entry->id);
  g_free (entry->client);
  entry->id = g_strdup ("018f3b5e-7c1a-7d00-8000-00000000f001");
  entry->client = g_strdup (CLIENT);
  entry->date = rondo_context_get_today (room->fixture->context) - 1;
  entry->minutes = 45;
  rondo_change_put_log_entry (change, entry);
}

static void
put_session (RondoChange *change, Room *room)
{
  g_autoptr (RondoSession) session = rondo_session_new ();

  g_free (session->id);
  g_free (session->pairing);
  session->id = g_strdup (SESSION);
  session->pairing = g_strdup (room->fixture->pairing);
  session->date = rondo_context_get_today (room->fixture->context);
  session->minutes = 60;
  rondo_change_put_session (change, session);
}

static void
lengthen_name (Room *room, RondoMember *member)
{
  RondoChange *change = rondo_change_new ();

  g_free (member->name);
  g_free (member->email);
  member->name = g_strdup (LONG_NAME);
  member->email = g_strdup (LONG_EMAIL);
  rondo_change_put_member (change, member);
  fixture_save (room->fixture, change);
}

static RondoMember *
get_partner (Room *room)
{
  for (guint i = 0; i < room->round->members->len; i++) {
    RondoMember *member = room->round->members->pdata[i];

    if (!g_str_equal (member->id, room->fixture->self))
      return member;
  }
  g_assert_not_reached ();
}

static void
room_open (Room *room)
{
  g_autoptr (RondoLogFilter) filter = rondo_log_filter_new ();
  RondoChange *change = rondo_change_new ();

  room->fixture = fixture_new ();
  fixture_add_community (room->fixture);
  fixture_publish (room->fixture);
  put_client (change, room);
  put_session (change, room);
  fixture_save (room->fixture, change);
  room->round = fixture_load_round (room->fixture);
  lengthen_name (room, get_partner (room));
  room->home = fixture_load_home (room->fixture);
  room->log = fixture_load_log (room->fixture, filter);
  room->opened = g_ptr_array_new ();
}

static void
room_close (Room *room)
{
  g_ptr_array_unref (room->opened);
  rondo_client_person_free (room->client);
  rondo_log_overview_free (room->log);
  rondo_home_overview_free (room->home);
  rondo_round_overview_free (room->round);
  fixture_free (room->fixture);
}

/* Escape is a key of every dialog; where there is something to save, Enter saves it. */
static void
try (Room *room, gpointer made)
{
  GtkWidget *dialog = GTK_WIDGET (made);

  g_ptr_array_add (room->opened, (gpointer)G_OBJECT_TYPE_NAME (dialog));
  g_assert_true (RONDO_IS_DIALOG (dialog));
  if (RONDO_IS_FORM_FRAME (adw_window_get_content (ADW_WINDOW (dialog))))
    g_assert_nonnull (gtk_window_get_default_widget (GTK_WINDOW (dialog)));
  fitness_check_made (room->fixture, dialog);
}

static void
try_sessions (Room *room)
{
  RondoContext *context = room->fixture->context;
  const char *pairing = room->fixture->pairing;
  g_autoptr (RondoSession) session = rondo_session_new ();
  const RondoAgendaSession entry = {
      .session = session, .name = (char *)LONG_NAME, .round_name = (char *)"Spring"};

  session->id = g_strdup (SESSION);
  session->pairing = g_strdup (pairing);
  try (room, rondo_plan_session_dialog_new (context, pairing));
  try (room, rondo_plan_session_dialog_new (context, ""));
  try (room, rondo_confirm_session_dialog_new (context, &entry, 50));
  try (room, rondo_session_dialog_new (context, SESSION));
}

static GPtrArray *
new_texts (const char *text)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (texts, g_strdup (text));
  return texts;
}

static void
try_hours (Room *room)
{
  RondoContext *context = room->fixture->context;
  const RondoLogEntryOverview entry = {.entry = room->log->entries->pdata[0],
                                       .client_name = (char *)LONG_NAME};
  g_autoptr (RondoLogFilter) filter = rondo_log_filter_new ();
  g_autoptr (GPtrArray) clients = g_ptr_array_new ();

  g_ptr_array_add (clients, room->client);
  try (room, rondo_log_session_dialog_new (context, ""));
  try (room, rondo_log_session_dialog_new (context, room->fixture->pairing));
  try (room, rondo_log_session_dialog_new_for_entry (context, &entry));
  try (room, rondo_log_session_dialog_new_like (context, &entry));
  try (room, rondo_client_dialog_new (context, NULL));
  try (room, rondo_client_dialog_new (context, room->client));
  try (room, rondo_client_chooser_new (context, "Which?", CLIENT));
  try (room, rondo_export_dialog_new (context, 60, NULL));
  try (room, rondo_export_dialog_new (context, 60, filter));
  try (room, rondo_fill_dialog_new (context, clients));
  try (room, rondo_log_import_dialog_new (context));
  try (room, rondo_notes_dialog_new (context, RONDO_NOTE_CLIENT, CLIENT, LONG_NAME));
  try (room,
       rondo_text_dialog_new (context, "Letter", new_texts (LONG_NAME), new_texts ("Dear Ana,")));
}

static GtkWindow *
new_companion_dialog (RondoContext *context)
{
  g_autoptr (GPtrArray) companions =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_companion_free);
  g_autoptr (RondoMember) member = rondo_member_new ();

  g_free (member->name);
  member->name = g_strdup (LONG_NAME);
  g_ptr_array_add (companions, rondo_companion_new_for_member ("round", member));
  return rondo_companion_dialog_new (context, companions);
}

static void
try_rounds (Room *room)
{
  RondoContext *context = room->fixture->context;
  const char *round = room->fixture->round;
  const RondoPairingOverview *pairing = room->home->pairings->pdata[0];
  g_autoptr (RondoWishes) wishes = rondo_wishes_new ();

  rondo_wishes_parse (wishes, "must language de; prefer credential PCC; prefer zone 3", NULL);
  try (room, rondo_round_dialog_new (context));
  try (room, rondo_join_dialog_new (context, room->round->round, room->fixture->self, wishes));
  try (room, new_companion_dialog (context));
  try (room, rondo_register_dialog_new (context, round));
  try (room, rondo_round_paper_dialog_new (context, LONG_NAME));
  try (room, rondo_repair_dialog_new (context, round, NULL));
  try (room, rondo_repair_dialog_new (context, round, room->fixture->pairing));
  try (room, rondo_announce_dialog_new (context, room->round));
  try (room, rondo_feedback_dialog_new (context, pairing, FALSE));
  try (room, rondo_feedback_dialog_new (context, pairing, TRUE));
}

static void
try_conduct (Room *room)
{
  RondoContext *context = room->fixture->context;
  g_autoptr (RondoConduct) report = rondo_conduct_new ();
  g_autoptr (RondoConductStep) step = rondo_conduct_step_new ();
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const RondoConductCase entry = {.conduct = report,
                                  .about_name = (char *)LONG_NAME,
                                  .by_name = (char *)LONG_NAME,
                                  .steps = steps,
                                  .step_names = names};

  g_ptr_array_add (steps, step);
  g_ptr_array_add (names, (gpointer)LONG_NAME);
  try (room, rondo_conduct_dialog_new (context));
  try (room, rondo_conduct_case_dialog_new (context, &entry));
  try (room, rondo_conduct_report_dialog_new (context, get_partner (room)->id, LONG_NAME));
}

static void
try_people (Room *room)
{
  RondoContext *context = room->fixture->context;
  GPtrArray *members = room->round->members;
  const RondoMember *partner = get_partner (room);
  g_autoptr (RondoMemberAccounts) accounts = rondo_member_accounts_new ();

  try (room, rondo_connect_dialog_new (context));
  try (room, rondo_import_dialog_new (context));
  try (room, rondo_invite_dialog_new (context, partner));
  try (room, rondo_member_dialog_new (context, NULL));
  try (room, rondo_member_dialog_new (context, partner));
  try (room, rondo_member_dialog_new_for_self (context, room->home->self));
  try (room, rondo_same_person_dialog_new (context, accounts, partner, members));
  for (RondoPeopleTask task = RONDO_PEOPLE_INVITE; task <= RONDO_PEOPLE_INVITATIONS; task++)
    try (room, rondo_people_dialog_new (context, accounts, task, members));
}

static gboolean
is_judged (gpointer bench)
{
  return rondo_workbench_get_draft (bench) != NULL && rondo_workbench_get_is_judged (bench) &&
         !rondo_workbench_get_is_matching (bench);
}

static gboolean
is_compared (gpointer dialog)
{
  return gtk_widget_get_mapped (fixture_find (dialog, GTK_TYPE_GRID));
}

/* Two drafts of a round that is still open. */
static void
try_drafts (Room *room)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = rondo_workbench_page_new ();
  GtkWindow *window = fixture_show (page);
  RondoWorkbench *bench = NULL;
  GtkWindow *dialog = NULL;

  fixture_add_community (fixture);
  g_object_set (page, "context", fixture->context, "round-id", fixture->round, NULL);
  bench = rondo_workbench_page_get_workbench (RONDO_WORKBENCH_PAGE (page));
  fixture_wait_until (is_judged, bench);
  gtk_widget_activate_action (page, "bench.match-all", NULL);
  fixture_wait_until (is_judged, bench);
  rondo_workbench_copy_draft (bench, LONG_NAME);
  fixture_wait_until (is_judged, bench);
  dialog = rondo_compare_dialog_new (fixture->context, bench);
  gtk_window_present (dialog);
  fixture_wait_until (is_compared, dialog);
  try (room, dialog);
  fixture_close (window);
}

/* What has a template of a dialog is a dialog, and is among them. */
static void
check_all_were_opened (Room *room)
{
  g_autoptr (GPtrArray) types = fitness_list_templates ("-dialog.ui");

  for (guint i = 0; i < types->len; i++)
    if (!g_ptr_array_find_with_equal_func (room->opened, types->pdata[i], g_str_equal, NULL)) {
      g_test_message ("not tried: %s", (const char *)types->pdata[i]);
      g_test_fail ();
    }
}

static void
test_dialogs (void)
{
  Room room = {0};

  room_open (&room);
  try_sessions (&room);
  try_hours (&room);
  try_rounds (&room);
  try_conduct (&room);
  try_people (&room);
  try_drafts (&room);
  check_all_were_opened (&room);
  room_close (&room);
}

static void
show_round (GtkWidget *page, const char *round)
{
  if (round != NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (page), "round-id") != NULL)
    g_object_set (page, "round-id", round, NULL);
}

/* Each by itself: in the window the widest of them would hide the others. */
static void
try_pages (Fixture *fixture)
{
  g_autoptr (GPtrArray) types = fitness_list_templates ("-page.ui");

  for (guint i = 0; i < types->len; i++) {
    GtkWidget *page = g_object_new (g_type_from_name (types->pdata[i]), NULL);

    if (RONDO_IS_PAGE (page))
      g_object_set (page, "context", fixture->context, NULL);
    show_round (page, fixture->round);
    fitness_check_made (fixture, page);
  }
}

static void
test_window (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  RondoWindow *window = rondo_window_new (NULL);

  rondo_window_set_context (window, fixture->context);
  fitness_check_made (fixture, GTK_WIDGET (window));
}

static void
test_empty_pages (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();

  try_pages (fixture);
}

static void
test_pages (void)
{
  Room room = {0};

  room_open (&room);
  try_pages (room.fixture);
  room_close (&room);
}

/* The toolkit's way of starting a test forgets the language. */
static void
speak (const char *language)
{
  if (language == NULL || *language == '\0')
    return;
  g_assert_nonnull (setlocale (LC_MESSAGES, "C.UTF-8"));
  bindtextdomain (GETTEXT_PACKAGE, BUILD_CATALOGS);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_assert_cmpstr (g_dgettext (GETTEXT_PACKAGE, "Hours"), !=, "Hours");
  if (g_str_equal (language, "he"))
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

/* As an application does. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/rondocoaching/Rondo/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_set_application_name ("Rondo"); /* windows without a title have it */
  speak (g_getenv ("LANGUAGE"));
  adw_init ();
  rondo_application_init_resources ();
  load_style ();

  g_test_add_func ("/app/fitness/the-window-fits-a-telephone-and-has-names", test_window);
  g_test_add_func ("/app/fitness/every-empty-page-fits-a-telephone-and-has-names",
                   test_empty_pages);
  g_test_add_func ("/app/fitness/every-page-fits-a-telephone-and-has-names", test_pages);
  g_test_add_func ("/app/fitness/every-dialog-fits-a-telephone-and-has-names", test_dialogs);
  return g_test_run ();
}
