/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ids, days, minutes, rounds and sessions. */
#include "config.h"

#include <string.h>

#include "rondo-date.h"
#include "rondo-error.h"
#include "rondo-hours.h"
#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-plan.h"
#include "rondo-round.h"
#include "rondo-text.h"

static void
test_id_new (void)
{
  /* RFC 9562 appendix A.6: 0x017F22E279B0 ms = 2022-02-22 19:22:22 UTC. */
  g_autofree char *a = rondo_id_new (INT64_C (0x017F22E279B0) * 1000);
  g_autofree char *b = rondo_id_new (INT64_C (0x017F22E279B0) * 1000);

  g_assert_true (g_str_has_prefix (a, "017f22e2-79b0-7"));
  g_assert_nonnull (strchr ("89ab", a[19]));
  g_assert_true (rondo_id_is_valid (a));
  g_assert_true (g_uuid_string_is_valid (a));
  g_assert_cmpstr (a, !=, b);
}

static void
test_id_order (void)
{
  g_autofree char *earlier = rondo_id_new (INT64_C (1700000000000000));
  g_autofree char *later = rondo_id_new (INT64_C (1700000000001000));

  g_assert_cmpstr (earlier, <, later);
}

static void
test_id_derive (void)
{
  g_autofree char *a = rondo_id_derive ("round", "ana");
  g_autofree char *again = rondo_id_derive ("round", "ana");
  g_autofree char *shifted = rondo_id_derive ("rounda", "na");
  g_autofree char *other = rondo_id_derive ("round", "ben");

  g_assert_cmpstr (a, ==, again);
  g_assert_cmpstr (a, !=, shifted);
  g_assert_cmpstr (a, !=, other);
  g_assert_cmpint (a[14], ==, '8');
  g_assert_nonnull (strchr ("89ab", a[19]));
  g_assert_true (rondo_id_is_valid (a));
}

static void
test_id_is_valid (void)
{
  g_assert_true (rondo_id_is_valid ("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
  g_assert_false (rondo_id_is_valid (NULL));
  g_assert_false (rondo_id_is_valid (""));
  g_assert_false (rondo_id_is_valid ("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"));
  g_assert_false (rondo_id_is_valid ("017f22e2-79b0-7cc3-98c4-dc0c0c07398"));
  g_assert_false (rondo_id_is_valid ("017f22e2-79b0-7cc3-98c4-dc0c0c07398f0"));
  g_assert_false (rondo_id_is_valid ("017f22e2079b007cc3098c40dc0c0c07398f"));
  g_assert_false (rondo_id_is_valid ("017f22e2-79b0-7cc3-98c4-dc0c0c07398g"));
}

static void
test_date_parse (void)
{
  static const struct {
    const char *text;
    RondoDate date;
  } cases[] = {
      {"1970-01-01", 0},
      {"1969-12-31", -1},
      {"2000-02-29", 11016},
      {"2026-11-22", 20779},
      {"1900-01-01", -25567},
      {"2200-12-31", 84370},
  };
  static const char *const bad[] = {"",
                                    "2026-2-1",
                                    "2026-02-30",
                                    "1900-02-29",
                                    "1899-12-31",
                                    "2201-01-01",
                                    "26-01-01",
                                    "2026/01/01",
                                    "2026-01-01 ",
                                    "+026-01-01",
                                    "2026-00-01",
                                    "2026-13-01"};
  RondoDate date = 7;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *iso = rondo_date_to_iso (cases[i].date);

    g_assert_true (rondo_date_parse (cases[i].text, &date));
    g_assert_cmpint (date, ==, cases[i].date);
    g_assert_cmpstr (iso, ==, cases[i].text);
  }
  date = 7;
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (rondo_date_parse (bad[i], &date));
  g_assert_false (rondo_date_parse (NULL, &date));
  g_assert_cmpint (date, ==, 7);
}

static void
test_date_every_day (void)
{
  for (RondoDate date = -25567; date <= 84370; date++) {
    g_autofree char *iso = rondo_date_to_iso (date);
    RondoDate again;

    g_assert_true (rondo_date_parse (iso, &again));
    g_assert_cmpint (again, ==, date);
  }
}

static void
test_date_none (void)
{
  g_autofree char *iso = rondo_date_to_iso (RONDO_DATE_NONE);
  g_autofree char *display = rondo_date_to_display (RONDO_DATE_NONE);
  g_autofree char *far = rondo_date_to_iso (INT32_MAX);

  g_assert_cmpstr (iso, ==, "");
  g_assert_cmpstr (display, ==, "");
  g_assert_cmpstr (far, ==, "");
}

static void
test_date_from_us (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GTimeZone) honolulu = g_time_zone_new_identifier ("Pacific/Honolulu");
  const int64_t second = 1000000;
  /* 2026-06-30 22:30 UTC is half past midnight of 1 July in Berlin. */
  int64_t time_us = INT64_C (1782858600) * second;

  g_assert_nonnull (berlin);
  g_assert_nonnull (honolulu);
  g_assert_cmpint (rondo_date_from_us (time_us, NULL), ==, 20634);
  g_assert_cmpint (rondo_date_from_us (time_us, berlin), ==, 20635);
  g_assert_cmpint (rondo_date_from_us (0, honolulu), ==, -1);
  g_assert_cmpint (rondo_date_from_us (-1, NULL), ==, -1);
  g_assert_cmpint (rondo_date_from_us (0, NULL), ==, 0);
}

/* domain.md §2.2: partial hours are the real fraction; §6: two decimals, no rounding up. */
static void
test_minutes (void)
{
  static const struct {
    int64_t minutes;
    const char *hours;
  } cases[] = {{0, "0.00"},
               {1, "0.01"},
               {30, "0.50"},
               {45, "0.75"},
               {50, "0.83"},
               {59, "0.98"},
               {60, "1.00"},
               {119, "1.98"},
               {-1, "-0.02"},
               {-60, "-1.00"},
               {-50, "-0.84"},
               {-30, "-0.50"},
               {6000, "100.00"}};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *hours = rondo_minutes_to_hours (cases[i].minutes);

    g_assert_cmpstr (hours, ==, cases[i].hours);
  }
  g_free (rondo_minutes_to_hours (INT64_MAX));
  g_free (rondo_minutes_to_hours (INT64_MIN));
}

static void
test_minutes_never_up (void)
{
  for (int minutes = 0; minutes < 10000; minutes++) {
    g_autofree char *hours = rondo_minutes_to_hours (minutes);
    int hundredths = (int)(g_ascii_strtod (hours, NULL) * 100 + 0.5);

    g_assert_cmpint (hundredths * 60, <=, minutes * 100);
    g_assert_cmpint ((hundredths + 1) * 60, >, minutes * 100);
  }
}

static RondoRound *
make_round (void)
{
  RondoRound *round = rondo_round_new ();

  g_free (round->name);
  round->name = g_strdup ("Spring");
  g_assert_true (rondo_date_parse ("2026-03-01", &round->start));
  g_assert_true (rondo_date_parse ("2026-05-31", &round->end));
  return round;
}

static void
test_round_check (void)
{
  g_autoptr (RondoRound) round = make_round ();
  g_autoptr (RondoRound) copy = rondo_round_copy (round);
  g_autoptr (RondoRound) empty = rondo_round_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (rondo_round_check (round, &error));
  g_assert_no_error (error);
  g_assert_cmpint (round->session_count, ==, 6);
  g_assert_cmpint (round->session_minutes, ==, 60);

  copy->end = copy->start - 1;
  g_assert_false (rondo_round_check (copy, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  g_clear_error (&error);
  copy->end = copy->start;
  g_assert_true (rondo_round_check (copy, NULL));
  copy->session_count = 53;
  g_assert_false (rondo_round_check (copy, NULL));
  copy->session_count = 52;
  copy->session_minutes = 1441;
  g_assert_false (rondo_round_check (copy, NULL));
  g_assert_false (rondo_round_check (empty, NULL));
}

static void
test_session_check (void)
{
  g_autoptr (RondoSession) session = rondo_session_new ();
  g_autoptr (RondoSession) copy = NULL;

  g_assert_false (rondo_session_check (session, NULL));
  session->pairing = rondo_id_derive ("test", "pairing");
  session->date = 20000;
  session->minutes = 45;
  g_assert_true (rondo_session_check (session, NULL));
  copy = rondo_session_copy (session);
  g_assert_true (rondo_session_check (copy, NULL));
  copy->minutes = 0;
  g_assert_false (rondo_session_check (copy, NULL));
}

static void
test_registration_id (void)
{
  g_autofree char *round = rondo_id_derive ("test", "round");
  g_autofree char *member = rondo_id_derive ("test", "ana");
  g_autoptr (RondoRegistration) first = rondo_registration_new (round, member, NULL);
  g_autoptr (RondoRegistration) second = rondo_registration_new (round, member, first->wishes);
  g_autoptr (RondoRegistration) copy = rondo_registration_copy (second);

  g_assert_cmpstr (first->id, ==, second->id);
  g_assert_cmpstr (first->id, ==, copy->id);
  g_assert_true (rondo_registration_check (copy, NULL));
}

static void
test_words (void)
{
  for (int i = 0; i < 2; i++) {
    RondoRoundState round_state;
    RondoPairingState pairing_state;

    g_assert_true (rondo_round_state_from_word (rondo_round_state_to_word (i), &round_state));
    g_assert_cmpint (round_state, ==, i);
    g_assert_true (rondo_pairing_state_from_word (rondo_pairing_state_to_word (i), &pairing_state));
    g_assert_cmpint (pairing_state, ==, i);
  }
  for (int i = 0; i < 3; i++) {
    RondoPayment payment;

    g_assert_true (rondo_payment_from_word (rondo_payment_to_word (i), &payment));
    g_assert_cmpint (payment, ==, i);
  }
  for (int i = 0; i <= RONDO_REASON_ZONE; i++) {
    RondoReasonCode code;

    g_assert_true (rondo_reason_code_from_word (rondo_reason_code_to_word (i), &code));
    g_assert_cmpint (code, ==, i);
  }
  for (int i = 0; i <= RONDO_UNPLACED_ODD_ONE_OUT; i++) {
    RondoUnplacedCode code;

    g_assert_true (rondo_unplaced_code_from_word (rondo_unplaced_code_to_word (i), &code));
    g_assert_cmpint (code, ==, i);
  }
  g_assert_null (rondo_payment_to_word (3));
  g_assert_null (rondo_round_state_to_word (-1));
  g_assert_null (rondo_reason_code_to_word (99));
}

static void
test_client_check (void)
{
  g_autoptr (RondoClientPerson) client = rondo_client_person_new ();
  g_autoptr (RondoClientPerson) copy = NULL;

  g_assert_false (rondo_client_person_check (client, NULL));
  g_free (client->name);
  client->name = g_strdup ("Zoë O’Hara");
  g_assert_true (rondo_client_person_check (client, NULL));
  client->consent_date = 20000;
  g_assert_false (rondo_client_person_check (client, NULL));
  client->has_consented = TRUE;
  copy = rondo_client_person_copy (client);
  g_assert_true (rondo_client_person_check (copy, NULL));
  g_free (copy->name);
  copy->name = g_strdup ("two\nlines");
  g_assert_false (rondo_client_person_check (copy, NULL));
  g_free (copy->name);
  copy->name = g_strdup ("bad \xff bytes");
  g_assert_false (rondo_client_person_check (copy, NULL));
}

static void
test_minute (void)
{
  static const struct {
    const char *text;
    int minute;
  } good[] = {{"0:00", 0}, {"9:05", 545}, {"09:05", 545}, {"23:59", 1439}};
  static const char *const bad[] = {
      NULL, "", "9", "905", "24:00", "12:60", "9:5", " 9:05", "9:05 ", "-1:00", "12:0a", "012:00"};
  int minute = -7;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_assert_true (rondo_minute_parse (good[i].text, &minute));
    g_assert_cmpint (minute, ==, good[i].minute);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (rondo_minute_parse (bad[i], &minute));
  for (minute = 0; minute < 1440; minute++) {
    g_autofree char *text = rondo_minute_to_text (minute);
    int again = -1;

    g_assert_true (rondo_minute_parse (text, &again));
    g_assert_cmpint (again, ==, minute);
  }
}

static void
test_add_months (void)
{
  static const struct {
    const char *from;
    int months;
    const char *to;
  } cases[] = {{"2026-08-31", -18, "2025-02-28"},
               {"2024-08-31", -6, "2024-02-29"},
               {"2026-01-31", 1, "2026-02-28"},
               {"2026-03-15", -3, "2025-12-15"},
               {"2026-12-01", 13, "2028-01-01"},
               {"2026-05-05", 0, "2026-05-05"}};

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    RondoDate from, to;

    g_assert_true (rondo_date_parse (cases[i].from, &from));
    g_assert_true (rondo_date_parse (cases[i].to, &to));
    g_assert_cmpint (rondo_date_add_months (from, cases[i].months), ==, to);
  }
  g_assert_cmpint (rondo_date_add_months (RONDO_DATE_NONE, 5), ==, RONDO_DATE_NONE);
}

static void
test_log_entry_check (void)
{
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();
  g_autoptr (RondoLogEntry) copy = NULL;

  entry->client = rondo_id_derive ("test", "client");
  entry->minutes = 60;
  g_assert_false (rondo_log_entry_check (entry, NULL));
  entry->date = 20000;
  g_assert_true (rondo_log_entry_check (entry, NULL));
  entry->session = g_strdup ("no id");
  g_assert_false (rondo_log_entry_check (entry, NULL));
  g_clear_pointer (&entry->session, g_free);
  copy = rondo_log_entry_copy (entry);
  copy->minutes = -5;
  g_assert_false (rondo_log_entry_check (copy, NULL));
  copy->minutes = 60;
  copy->group_size = 0;
  g_assert_false (rondo_log_entry_check (copy, NULL));
  copy->group_size = 15;
  copy->start_minute = 1440;
  g_assert_false (rondo_log_entry_check (copy, NULL));
  copy->start_minute = 1439;
  g_assert_true (rondo_log_entry_check (copy, NULL));
  copy->activity = (RondoActivity)RONDO_N_ACTIVITIES;
  g_assert_false (rondo_log_entry_check (copy, NULL));
}

static void
test_isolate (void)
{
  const char *const plain[] = {"", "Ana Lindqvist", "Zoë", "Дан", "李娜", "Ana (2) – 7"};
  const char *const isolated[] = {"דנה", "ليلى", "ܡܪܝܡ", "ޙަސަން", "ߡߎߛߊ", "Ana דנה"};

  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++) {
    g_autofree char *text = rondo_text_isolate (plain[i]);

    g_assert_cmpstr (text, ==, plain[i]);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (isolated); i++) {
    g_autofree char *text = rondo_text_isolate (isolated[i]);
    g_autofree char *wanted = g_strconcat ("\u2068", isolated[i], "\u2069", NULL);

    g_assert_cmpstr (text, ==, wanted);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/id/new-is-a-uuid-of-version-7-with-its-time", test_id_new);
  g_test_add_func ("/core/id/later-ids-sort-later", test_id_order);
  g_test_add_func ("/core/id/derived-is-the-same-again-and-different-for-others", test_id_derive);
  g_test_add_func ("/core/id/only-lower-case-uuids-are-valid", test_id_is_valid);
  g_test_add_func ("/core/date/parse-takes-iso-days-and-nothing-else", test_date_parse);
  g_test_add_func ("/core/date/every-day-of-three-centuries-comes-back", test_date_every_day);
  g_test_add_func ("/core/date/none-is-an-empty-text", test_date_none);
  g_test_add_func ("/core/date/from-us-is-the-local-day", test_date_from_us);
  g_test_add_func ("/core/date/minutes-are-shown-as-their-real-fraction-icf-5000896617",
                   test_minutes);
  g_test_add_func ("/core/date/minutes-are-never-rounded-up", test_minutes_never_up);
  g_test_add_func ("/core/round/check-names-what-is-wrong", test_round_check);
  g_test_add_func ("/core/round/session-check-needs-pairing-day-and-minutes", test_session_check);
  g_test_add_func ("/core/round/nobody-registers-twice", test_registration_id);
  g_test_add_func ("/core/words/come-back-as-what-they-were", test_words);
  g_test_add_func ("/core/hours/client-check-names-what-is-wrong", test_client_check);
  g_test_add_func ("/core/hours/log-entry-check-names-what-is-wrong", test_log_entry_check);
  g_test_add_func ("/core/date/times-of-the-day-are-read-strictly", test_minute);
  g_test_add_func ("/core/date/months-are-added-to-the-end-of-a-shorter-one", test_add_months);
  g_test_add_func ("/core/text/only-names-from-right-to-left-are-isolated", test_isolate);
  return g_test_run ();
}
