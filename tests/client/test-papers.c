/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coach hands in or keeps, from the local database, in each of its forms. */
#include "config.h"

#include "client-fixture.h"

#include <string.h>

#include "rondo-csv.h"
#include "rondo-papers-reader.h"

#define FIRST_DAY 20000
#define TODAY (FIRST_DAY + 100)

static void
set_text (char **slot, const char *text)
{
  g_free (*slot);
  *slot = g_strdup (text);
}

static void
put_client (RondoChange *change, guint number, const char *name, gboolean has_consented)
{
  g_autoptr (RondoClientPerson) client = rondo_client_person_new ();

  client->id = g_strdup (fixture_id (number));
  set_text (&client->name, name);
  set_text (&client->organisation, "Acme / Sons");
  client->has_consented = has_consented;
  rondo_change_put_client (change, client);
}

static void
put_entry (RondoChange *change, guint number, guint client, int minutes, RondoPayment payment)
{
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();

  entry->id = g_strdup (fixture_id (number));
  entry->client = g_strdup (fixture_id (client));
  entry->date = FIRST_DAY + (RondoDate)number;
  entry->minutes = minutes;
  entry->payment = payment;
  entry->setting = RONDO_SETTING_INTERNAL;
  rondo_change_put_log_entry (change, entry);
}

/* 50 and 45 minutes that may be shown, and 30 that may not. */
static Local *
new_log (void)
{
  Local *local = local_new ();
  RondoChange *change = rondo_change_new ();

  put_client (change, 1, "Zoë", TRUE);
  put_client (change, 2, "Secret", FALSE);
  put_entry (change, 10, 1, 50, RONDO_PAYMENT_PAID);
  put_entry (change, 11, 1, 45, RONDO_PAYMENT_PRO_BONO);
  put_entry (change, 12, 2, 30, RONDO_PAYMENT_PAID);
  local_save (local, change);
  return local;
}

static GBytes *
write_paper (Local *local, RondoPaper paper, RondoPaperForm form)
{
  const RondoPaperOrder order = {.paper = paper, .form = form, .today = TODAY, .now_us = NOW_US};
  g_autoptr (GError) error = NULL;
  GBytes *bytes = rondo_papers_reader_write (local->db, &order, &error);

  g_assert_no_error (error);
  return bytes;
}

static gboolean
has_text (GBytes *bytes, const char *text)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  for (gsize at = 0; at + strlen (text) <= length; at++)
    if (memcmp (data + at, text, strlen (text)) == 0)
      return TRUE;
  return FALSE;
}

static void
test_tables (void)
{
  static const struct {
    RondoPaper paper;
    const char *row;
  } cases[] = {
      {RONDO_PAPER_LOG, ",Total Hours (Paid & Pro Bono),,,,,,0.83,0.75\r\n"},
      {RONDO_PAPER_SESSIONS, "Total,,,,,,95,0.83,0.75\r\n"},
      {RONDO_PAPER_CONSENTS, "Zoë,,Acme / Sons,Zoë,,,\r\n"},
  };
  g_autoptr (Local) local = new_log ();
  g_autofree char *day = rondo_date_to_iso (TODAY);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) csv = write_paper (local, cases[i].paper, RONDO_PAPER_FORM_CSV);
    g_autoptr (GBytes) xlsx = write_paper (local, cases[i].paper, RONDO_PAPER_FORM_XLSX);
    g_autoptr (GBytes) pdf = write_paper (local, cases[i].paper, RONDO_PAPER_FORM_PDF_A4);
    g_autoptr (GBytes) letter = write_paper (local, cases[i].paper, RONDO_PAPER_FORM_PDF_LETTER);

    g_assert_true (has_text (csv, cases[i].row));
    g_assert_true (has_text (csv, "not certified"));
    g_assert_true (has_text (csv, day));
    g_assert_false (has_text (csv, "Secret"));
    g_assert_true (has_text (xlsx, "xl/worksheets/sheet1.xml"));
    g_assert_true (has_text (pdf, "%PDF"));
    g_assert_true (has_text (letter, "%PDF"));
  }
}

static void
test_filter (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (RondoLogFilter) filter = rondo_log_filter_new ();
  RondoPaperOrder order = {.paper = RONDO_PAPER_SESSIONS, .filter = filter, .today = TODAY};
  g_autoptr (GBytes) csv = NULL;

  filter->kind = RONDO_LOG_PRO_BONO;
  csv = rondo_papers_reader_write (local->db, &order, NULL);
  g_assert_true (has_text (csv, "Total,,,,,,45,0.00,0.75\r\n"));
}

static void
test_pack (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (GBytes) zip = write_paper (local, RONDO_PAPER_AUDIT_PACK, RONDO_PAPER_FORM_CSV);
  static const char *const names[] = {"README.txt",
                                      "log.csv",
                                      "log.xlsx",
                                      "log.pdf",
                                      "sessions.csv",
                                      "consents.csv",
                                      "letters/01 Acme - Sons.txt"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (has_text (zip, names[i]));
  g_assert_false (has_text (zip, "Secret"));
}

static void
test_personal (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (GBytes) json = NULL;

  local_put_member (local, 20, "Somebody Else");
  json = write_paper (local, RONDO_PAPER_PERSONAL, RONDO_PAPER_FORM_CSV);
  g_assert_true (has_text (json, "\"Secret\""));
  g_assert_true (has_text (json, fixture_id (12)));
  g_assert_true (has_text (json, "self-reported"));
  g_assert_false (has_text (json, "Somebody Else"));
}

/* Only who asks for the private notes gets them with everything else. */
static void
test_personal_notes (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  RondoNote note = {RONDO_NOTE_CLIENT, (char *)fixture_id (2), (char *)"Likes \"tea\".", 5};
  RondoPaperOrder order = {.paper = RONDO_PAPER_PERSONAL, .today = TODAY};
  g_autoptr (GBytes) without = NULL;
  g_autoptr (GBytes) with = NULL;
  g_autoptr (GError) error = NULL;

  without = rondo_papers_reader_write (local->db, &order, &error);
  g_assert_no_error (error);
  g_assert_false (has_text (without, "private_notes"));
  g_ptr_array_add (notes, &note);
  order.notes = notes;
  with = rondo_papers_reader_write (local->db, &order, &error);
  g_assert_no_error (error);
  g_assert_true (has_text (with, "\"private_notes\""));
  g_assert_true (has_text (with, "Likes \\\"tea\\\"."));
}

static void
test_letters (void)
{
  g_autoptr (Local) local = new_log ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoLettersOverview) letters =
      rondo_papers_reader_read_letters (local->db, TODAY, &error);
  const RondoOrganisation *acme = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (letters->organisations->len, ==, 1);
  acme = letters->organisations->pdata[0];
  g_assert_cmpint (acme->minutes, ==, 125);
  g_assert_cmpint (acme->client_count, ==, 2);
}

static void
test_async (void)
{
  g_autoptr (Local) local = new_log ();
  g_autofree char *path = g_strdup (local->path);
  const RondoPaperOrder order = {.paper = RONDO_PAPER_LOG, .today = TODAY};
  g_autoptr (RondoStore) store = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) csv = NULL;
  g_autoptr (GError) error = NULL;

  store = fixture_open_store (path);
  rondo_papers_write_async (store, &order, NULL, fixture_got_result, &result);
  csv = rondo_papers_write_finish (store, fixture_await (&result), &error);
  g_assert_no_error (error);
  g_assert_true (has_text (csv, "0.83,0.75"));
  rondo_store_close (store);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/papers/tables-in-all-forms", test_tables);
  g_test_add_func ("/client/papers/sessions-that-a-filter-leaves", test_filter);
  g_test_add_func ("/client/papers/a-pack-has-it-all", test_pack);
  g_test_add_func ("/client/papers/one-gets-everything-of-oneself-and-of-nobody-else",
                   test_personal);
  g_test_add_func ("/client/papers/private-notes-go-with-it-only-on-request", test_personal_notes);
  g_test_add_func ("/client/papers/letters-for-organisations", test_letters);
  g_test_add_func ("/client/papers/the-database-thread-writes", test_async);
  return g_test_run ();
}
