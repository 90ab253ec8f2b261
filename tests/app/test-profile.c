/* SPDX-License-Identifier: GPL-3.0-or-later
 * One's own profile, and the list that languages and zones are chosen from. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-application.h"
#include "rondo-member-dialog.h"
#include "rondo-picker-row.h"
#include "rondo-place.h"
#include "rondo-profile-lines.h"
#include "rondo-profile-page.h"

#include <string.h>

/* The first row below @root that is called @title. */
static GtkWidget *
find_row (gpointer root, const char *title)
{
  GtkWidget *child = gtk_widget_get_first_child (root);
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (root) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (; found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

static GtkWidget *
show_page (Fixture *fixture)
{
  GtkWidget *page = rondo_profile_page_new ();

  g_object_set (page, "context", fixture->context, NULL);
  return page;
}

static void
test_no_profile (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = show_page (fixture);
  GtkWindow *window = fixture_show (page);

  fixture_wait_until (fixture_is_empty, page);
  g_assert_true (fixture_find_text (page, "No Profile Yet"));
  fixture_close (window);
}

static void
test_who_sees_what (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = show_page (fixture);
  GtkWindow *window = fixture_show (page);

  fixture_add_community (fixture);
  fixture_wait_until (fixture_is_content, page);
  g_assert_true (fixture_find_text (page, AMPERSAND_NAME));
  g_assert_true (fixture_find_text (page, "English, German"));
  g_assert_true (fixture_find_text (page, "Takes part in new rounds"));
  g_assert_null (find_row (page, "About Me"));
  fixture_close (window);
}

static gboolean
is_paused (gpointer page)
{
  return fixture_find_text (page, "Pauses: is left out of new rounds");
}

static gboolean
has_left (gpointer page)
{
  return fixture_find_button (page, "Come _Back") != NULL;
}

static gboolean
has_not_left (gpointer page)
{
  return fixture_find_button (page, "_Leave") != NULL && !is_paused (page);
}

static void
test_pause_and_leave (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = show_page (fixture);
  GtkWindow *window = fixture_show (page);
  GtkWidget *row = NULL;

  fixture_add_community (fixture);
  fixture_wait_until (fixture_is_content, page);
  row = find_row (page, "Take Part in _New Rounds");
  gtk_switch_set_active (GTK_SWITCH (fixture_find (row, GTK_TYPE_SWITCH)), FALSE);
  fixture_wait_until (is_paused, page);
  gtk_widget_activate_action (page, "profile.leave", NULL);
  fixture_wait_until (has_left, page);
  gtk_widget_activate_action (page, "profile.return", NULL);
  fixture_wait_until (has_not_left, page);
  fixture_close (window);
}

static gboolean
is_accepted (gpointer row)
{
  return g_str_has_prefix (adw_expander_row_get_subtitle (row), "Version 1, accepted on ");
}

static gboolean
is_not_accepted (gpointer row)
{
  return g_str_equal (adw_expander_row_get_subtitle (row), "Not accepted yet");
}

static void
test_agreements (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GtkWidget *page = show_page (fixture);
  GtkWindow *window = fixture_show (page);
  GtkWidget *code = NULL, *consent = NULL;

  fixture_add_community (fixture);
  fixture_wait_until (fixture_is_content, page);
  consent = fixture_find (page, ADW_TYPE_EXPANDER_ROW);
  code = gtk_widget_get_next_sibling (consent);
  g_assert_true (is_not_accepted (consent));
  gtk_widget_activate_action (page, "profile.accept", "s", "code");
  fixture_wait_until (is_accepted, code);
  g_assert_true (is_not_accepted (consent));
  gtk_widget_activate_action (page, "profile.accept", "s", "consent");
  fixture_wait_until (is_accepted, consent);
  gtk_widget_activate_action (page, "profile.withdraw", "s", "code");
  fixture_wait_until (is_not_accepted, code);
  g_assert_true (is_accepted (consent));
  fixture_close (window);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(RondoHomeOverview **)data = rondo_store_load_home_finish (RONDO_STORE (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_loaded (gpointer data)
{
  return *(gpointer *)data != NULL;
}

static void
load_home (Fixture *fixture, RondoHomeOverview **home)
{
  *home = NULL;
  rondo_store_load_home_async (rondo_context_get_store (fixture->context), NULL, loaded_cb, home);
  fixture_wait_until (is_loaded, home);
}

static gboolean
has_bio (gpointer page)
{
  return find_row (page, "About Me") != NULL;
}

static void
test_edit (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (RondoHomeOverview) before = NULL;
  g_autoptr (RondoHomeOverview) after = NULL;
  const char *const languages[] = {"fr", "en", NULL};
  GtkWidget *page = show_page (fixture);
  GtkWindow *window = fixture_show (page);
  GtkWindow *dialog = NULL;

  fixture_add_community (fixture);
  fixture_wait_until (fixture_is_content, page);
  load_home (fixture, &before);
  dialog = rondo_member_dialog_new_for_self (fixture->context, before->self);
  gtk_window_set_transient_for (dialog, window);
  gtk_window_present (dialog);
  g_assert_false (gtk_widget_get_sensitive (find_row (dialog, "E-Mail Address")));
  rondo_picker_row_set_keys (RONDO_PICKER_ROW (find_row (dialog, "Languages")), languages);
  rondo_picker_row_set_key (RONDO_PICKER_ROW (find_row (dialog, "Time Zone")), "Asia/Tokyo");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (
                                fixture_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW))),
                            "I coach\non trains.",
                            -1);
  g_signal_emit_by_name (fixture_find_button (GTK_WIDGET (dialog), "_Save"), "clicked");
  fixture_wait_until (has_bio, page);
  load_home (fixture, &after);
  g_assert_cmpstr (after->self->about.bio, ==, "I coach\non trains.");
  g_assert_cmpstr (after->self->time_zone, ==, "Asia/Tokyo");
  g_assert_true (g_strv_equal ((const char *const *)after->self->languages, languages));
  fixture_close (window);
}

/* Types @text into the list that @row opens, and takes the first that is found. */
static void
choose (GtkWidget *row, const char *text)
{
  GtkWidget *entry = NULL;

  gtk_menu_button_popup (GTK_MENU_BUTTON (fixture_find (row, GTK_TYPE_MENU_BUTTON)));
  entry = fixture_find (row, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
  g_signal_emit_by_name (entry, "activate");
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_picker (void)
{
  GtkWidget *zone = g_object_new (RONDO_TYPE_PICKER_ROW, "is-zone", TRUE, "title", "Zone", NULL);
  GtkWidget *languages = g_object_new (RONDO_TYPE_PICKER_ROW, "title", "Languages", NULL);
  GtkWidget *list = gtk_list_box_new ();
  GtkWindow *window = fixture_show (list);
  guint count = 0;

  gtk_list_box_append (GTK_LIST_BOX (list), zone);
  gtk_list_box_append (GTK_LIST_BOX (list), languages);
  g_signal_connect_swapped (zone, "changed", G_CALLBACK (count_cb), &count);
  choose (zone, "buenos argentina");
  g_assert_cmpstr (
      rondo_picker_row_get_key (RONDO_PICKER_ROW (zone)), ==, "America/Argentina/Buenos_Aires");
  choose (zone, "no such place");
  g_assert_cmpuint (count, ==, 1);
  choose (languages, "germ");
  choose (languages, "portu");
  choose (languages, "pt-br");
  g_assert_cmpstr (rondo_picker_row_get_keys (RONDO_PICKER_ROW (languages))[2], ==, "pt-br");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (languages)),
                   ==,
                   "German, Portuguese, Portuguese (BR)");
  choose (languages, "germ");
  g_assert_cmpstr (rondo_picker_row_get_key (RONDO_PICKER_ROW (languages)), ==, "pt");
  fixture_close (window);
}

/* What a partner is told, and nothing of what was not entered. */
static void
test_describe (void)
{
  g_autoptr (RondoMember) member = rondo_member_new ();
  g_autoptr (RondoProfile) bare = rondo_profile_new_for_member (member);
  g_autoptr (RondoProfile) full = NULL;
  g_autofree char *nothing = rondo_profile_describe (bare);
  g_autofree char *text = NULL;

  g_assert_cmpstr (nothing, ==, "");
  member->credential = RONDO_CREDENTIAL_PCC;
  g_free (member->about.verified);
  member->about.verified = g_strdup ("PCC");
  g_free (member->about.bio);
  member->about.bio = g_strdup ("I coach <on> trains.");
  g_strfreev (member->traits[RONDO_TRAIT_NICHE]);
  member->traits[RONDO_TRAIT_NICHE] = g_strsplit ("leadership,career", ",", -1);
  full = rondo_profile_new_for_member (member);
  text = rondo_profile_describe (full);
  g_assert_cmpstr (text, ==, "PCC, verified\nleadership, career\nI coach <on> trains.");
}

static const RondoPlace *
find_place (GPtrArray *places, const char *key)
{
  for (guint i = 0; i < places->len; i++)
    if (g_str_equal (((RondoPlace *)places->pdata[i])->key, key))
      return places->pdata[i];
  return NULL;
}

static void
test_places (void)
{
  const int64_t summer_us = G_GINT64_CONSTANT (1782864000000000); /* 2026-07-01 */
  g_autoptr (GPtrArray) languages = rondo_place_list_languages ();
  g_autoptr (GPtrArray) zones = rondo_place_list_zones (NULL, summer_us);
  g_autoptr (GPtrArray) few = rondo_place_list_zones ("/nonexistent", summer_us);
  g_autoptr (RondoPlace) other = rondo_place_new_language ("xx-yy");
  g_autofree char *display = rondo_place_zone_to_display ("America/New_York", summer_us);
  const RondoPlace *german = find_place (languages, "de");
  const RondoPlace *kathmandu = find_place (zones, "Asia/Kathmandu");

  g_assert_nonnull (german);
  g_assert_cmpstr (german->name, ==, "German");
  g_assert_nonnull (strstr (german->search, "german"));
  g_assert_nonnull (kathmandu);
  g_assert_nonnull (strstr (kathmandu->detail, "UTC+05:45"));
  g_assert_nonnull (strstr (find_place (zones, "America/New_York")->search, "new york"));
  g_assert_cmpuint (zones->len, >, 200);
  g_assert_nonnull (find_place (zones, "UTC"));
  g_assert_nonnull (find_place (few, "Europe/Berlin"));
  g_assert_nonnull (find_place (few, "UTC"));
  g_assert_cmpstr (other->name, ==, "xx-yy");
  g_assert_cmpstr (display, ==, "New York, UTC-04:00");
  for (guint i = 0; i < zones->len; i++)
    g_assert_true (rondo_time_zone_is_valid (((RondoPlace *)zones->pdata[i])->key));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();

  g_test_add_func ("/app/profile/without-one-it-says-where-it-comes-from", test_no_profile);
  g_test_add_func ("/app/profile/who-sees-what", test_who_sees_what);
  g_test_add_func ("/app/profile/pause-leave-and-come-back", test_pause_and_leave);
  g_test_add_func ("/app/profile/agreements-have-version-and-day", test_agreements);
  g_test_add_func ("/app/profile/members-edit-their-own", test_edit);
  g_test_add_func ("/app/profile/partners-read-what-was-entered", test_describe);
  g_test_add_func ("/app/place/languages-and-zones-to-choose-from", test_places);
  g_test_add_func ("/app/picker/searched-and-chosen-by-keyboard", test_picker);
  return g_test_run ();
}
