/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificates and the report of a round, from their figures to pages read by pdftotext. */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "rondo-id.h"
#include "rondo-paper.h"

#define START 20000
#define N_PEOPLE 4
#define N_MANY 60

static const char *const names[N_PEOPLE] = {"Zoë O'Hara", "דוד כהן", "山田太郎", "Ana Lima"};

/* A ring: each coaches the next, in 6 sessions of 50 minutes; the last pairing was replaced. */
typedef struct {
  RondoRound *round;
  GPtrArray *members;
  GPtrArray *pairings;
  GPtrArray *registrations;
  GPtrArray *feedback;
  GArray *facts;
  RondoPlan *plan;
  RondoRoundRecord record;
} Story;

static void
replace (char **text, const char *by)
{
  g_free (*text);
  *text = g_strdup (by);
}

static void
add_member (Story *story, guint i)
{
  RondoMember *member = rondo_member_new ();
  g_autofree char *key = g_strdup_printf ("member %u", i);
  g_autofree char *id = rondo_id_derive ("test", key);

  replace (&member->id, id);
  if (i < N_PEOPLE)
    replace (&member->name, names[i]);
  else
    replace (&member->name, key);
  g_ptr_array_add (story->members, member);
  g_ptr_array_add (story->registrations, rondo_registration_new (story->round->id, id, NULL));
}

static void
add_pairing (Story *story, guint coach, guint client, RondoPairingState state, int held)
{
  RondoPairing *pairing = rondo_pairing_new ();
  g_autofree char *key = g_strdup_printf ("pairing %u", story->pairings->len);
  RondoHealthFacts facts = {.pairing = pairing,
                            .coach_name = "",
                            .client_name = "",
                            .held = held,
                            .minutes = held * 50,
                            .last = RONDO_DATE_NONE,
                            .next = RONDO_DATE_NONE};

  pairing->id = rondo_id_derive ("test", key);
  pairing->coach = g_strdup (((RondoMember *)story->members->pdata[coach])->id);
  pairing->client = g_strdup (((RondoMember *)story->members->pdata[client])->id);
  pairing->state = state;
  g_ptr_array_add (story->pairings, pairing);
  g_array_append_val (story->facts, facts);
}

static void
add_piece (Story *story, guint who, RondoAudience audience, int useful, const char *text)
{
  RondoFeedback *piece = rondo_feedback_new (((RondoPairing *)story->pairings->pdata[0])->id,
                                             ((RondoMember *)story->members->pdata[who])->id,
                                             audience);

  piece->answers[RONDO_QUESTION_USEFUL] = useful;
  piece->may_name = TRUE;
  replace (&piece->text, text);
  g_ptr_array_add (story->feedback, piece);
}

static void
add_unplaced (Story *story, guint who)
{
  RondoUnplaced *unplaced = rondo_unplaced_new ();

  replace (&unplaced->member, ((RondoMember *)story->members->pdata[who])->id);
  g_ptr_array_add (story->plan->unplaced, unplaced);
}

static void
set_up (Story *story, gconstpointer data)
{
  guint n_members = GPOINTER_TO_UINT (data);

  story->round = rondo_round_new ();
  story->round->id = rondo_id_derive ("test", "round");
  replace (&story->round->name, "Spring");
  story->round->start = START;
  story->round->end = START + 70;
  story->round->state = RONDO_ROUND_FINISHED;
  story->members = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_member_free);
  story->pairings = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_free);
  story->registrations = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_registration_free);
  story->feedback = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_feedback_free);
  story->facts = g_array_new (FALSE, TRUE, sizeof (RondoHealthFacts));
  story->plan = rondo_plan_new ();
  for (guint i = 0; i < n_members; i++)
    add_member (story, i);
  for (guint i = 0; i + 1 < n_members; i++)
    add_pairing (story, i, i + 1, RONDO_PAIRING_COMPLETED, 6);
  add_pairing (story, n_members - 1, 0, RONDO_PAIRING_REPLACED, 2);
  add_piece (story, 0, RONDO_AUDIENCE_COORDINATORS, 5, "");
  add_piece (story, 1, RONDO_AUDIENCE_COORDINATORS, 2, "");
  add_piece (story, 0, RONDO_AUDIENCE_QUOTABLE, 0, "Six hours that I will remember.");
  add_unplaced (story, n_members - 1);
  story->record =
      (RondoRoundRecord){.round = story->round,
                         .facts = (const RondoHealthFacts *)(gpointer)story->facts->data,
                         .n_facts = story->facts->len,
                         .registrations = story->registrations,
                         .members = story->members,
                         .feedback = story->feedback,
                         .plan = story->plan,
                         .today = START + 75};
}

static void
tear_down (Story *story, gconstpointer data)
{
  rondo_round_free (story->round);
  g_ptr_array_unref (story->members);
  g_ptr_array_unref (story->pairings);
  g_ptr_array_unref (story->registrations);
  g_ptr_array_unref (story->feedback);
  g_array_unref (story->facts);
  rondo_plan_free (story->plan);
}

/* What @program says of @bytes. Kept in $RONDO_KEEP_PAPERS as @name, for those who want to look. */
static char *
read_by (const char *program, GBytes *bytes, const char *name)
{
  g_autoptr (GError) error = NULL;
  const char *keep = g_getenv ("RONDO_KEEP_PAPERS");
  g_autofree char *directory = g_dir_make_tmp ("rondo-papers-XXXXXX", &error);
  g_autofree char *path = g_build_filename (keep != NULL ? keep : directory, name, NULL);
  const char *const arguments[] = {
      program, path, g_str_equal (program, "pdftotext") ? "-" : NULL, NULL};
  char *out = NULL;
  int status = 0;

  g_assert_true (g_file_set_contents (
      path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), &error));
  g_assert_true (g_spawn_sync (NULL,
                               (char **)arguments,
                               NULL,
                               G_SPAWN_SEARCH_PATH,
                               NULL,
                               NULL,
                               &out,
                               NULL,
                               &status,
                               &error));
  g_assert_cmpint (status, ==, 0);
  if (keep == NULL)
    g_unlink (path);
  g_rmdir (directory);
  return out;
}

static void
assert_says (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}

static void
test_shares (Story *story, gconstpointer data)
{
  g_autoptr (GPtrArray) shares = rondo_round_list_shares (&story->record);
  int64_t given = 0, received = 0;

  g_assert_cmpuint (shares->len, ==, N_PEOPLE);
  for (guint i = 0; i < shares->len; i++) {
    const RondoShare *share = shares->pdata[i];

    given += share->minutes_given;
    received += share->minutes_received;
    if (g_str_equal (share->name, "Ana Lima")) {
      g_assert_cmpint (share->given, ==, 2);
      g_assert_cmpint (share->received, ==, 6);
      g_assert_false (share->is_complete);
    }
    if (g_str_equal (share->name, "山田太郎"))
      g_assert_true (share->is_complete);
  }
  g_assert_cmpint (given, ==, 20 * 50);
  g_assert_cmpint (received, ==, given);
}

static void
test_certificates (Story *story, gconstpointer data)
{
  g_autoptr (GPtrArray) certificates = rondo_round_list_certificates (&story->record);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) a4 = rondo_paper_write_certificates (certificates, RONDO_PAGE_A4, &error);
  g_autoptr (GBytes) letter =
      rondo_paper_write_certificates (certificates, RONDO_PAGE_LETTER, &error);
  g_autofree char *text = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *other = NULL;

  g_assert_no_error (error);
  text = read_by ("pdftotext", a4, "certificates.pdf");
  facts = read_by ("pdfinfo", a4, "certificates.pdf");
  other = read_by ("pdfinfo", letter, "certificates-letter.pdf");
  assert_says (text, "Certificate of Completion");
  assert_says (text, "Certificate of Participation");
  for (guint i = 0; i < N_PEOPLE; i++)
    if (i != 1)
      assert_says (text, names[i]);
  assert_says (text, "דוד");
  assert_says (text, "Coached others in 6 sessions, 300 minutes (5.00 hours).");
  assert_says (text, "nothing: it is neither a credential nor a proof of hours");
  assert_says (facts, "Pages:           4");
  assert_says (facts, "(A4)");
  assert_says (other, "(letter)");
}

/* Who held nothing gets no sheet. */
static void
test_nothing_held (Story *story, gconstpointer data)
{
  g_autoptr (GPtrArray) certificates = NULL;

  for (guint i = 0; i < story->facts->len; i++) {
    g_array_index (story->facts, RondoHealthFacts, i).held = 0;
    g_array_index (story->facts, RondoHealthFacts, i).minutes = 0;
  }
  g_array_index (story->facts, RondoHealthFacts, 0).held = 1;
  certificates = rondo_round_list_certificates (&story->record);
  g_assert_cmpuint (certificates->len, ==, 2);
}

static void
test_report (Story *story, gconstpointer data)
{
  g_autoptr (RondoRoundReport) report = rondo_round_report_new (&story->record);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pages = rondo_paper_write_report (report, RONDO_PAGE_A4, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = read_by ("pdftotext", pages, "report.pdf");
  assert_says (text, "Report of the Round “Spring”");
  assert_says (text, "20 of 20 sessions that were planned were held.");
  assert_says (text, "4 members registered, 4 had a pairing.");
  assert_says (text, "Pairings that were replaced");
  assert_says (text, "2 answers, 3.5 of 5 on average.");
  assert_says (text, "“Six hours that I will remember.” – Zoë O'Hara");
  assert_says (text, "Lost out and get a bonus in the next round: Ana Lima.");
  assert_says (text, "16.66"); /* the total of the hours, never rounded up */
  assert_says (text, "Hours are self-reported");
}

static void
test_long_report (Story *story, gconstpointer data)
{
  g_autoptr (RondoRoundReport) report = rondo_round_report_new (&story->record);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pages = rondo_paper_write_report (report, RONDO_PAGE_LETTER, &error);
  g_autofree char *text = NULL;
  g_auto (GStrv) sheets = NULL;
  guint n_sheets = 0;

  g_assert_no_error (error);
  text = read_by ("pdftotext", pages, "report-long.pdf");
  assert_says (text, "Page 1 of 4");
  assert_says (text, "Page 4 of 4");
  assert_says (text, "member 59");
  /* Each page with people says what the columns are. */
  sheets = g_strsplit (text, "\f", -1);
  for (char **sheet = sheets; *sheet != NULL; sheet++) {
    if (strstr (*sheet, "member ") == NULL)
      continue;
    assert_says (*sheet, "Member");
    n_sheets++;
  }
  g_assert_cmpuint (n_sheets, >, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, n, func) g_test_add (path, Story, GUINT_TO_POINTER (n), set_up, func, tear_down)
  ADD ("/paper/round/what-is-given-is-received", N_PEOPLE, test_shares);
  ADD ("/paper/round/a-certificate-for-each-on-a-page", N_PEOPLE, test_certificates);
  ADD ("/paper/round/no-certificate-for-nothing", N_PEOPLE, test_nothing_held);
  ADD ("/paper/round/report-says-how-it-was", N_PEOPLE, test_report);
  ADD ("/paper/round/report-of-many-has-numbered-pages", N_MANY, test_long_report);
#undef ADD
  return g_test_run ();
}
