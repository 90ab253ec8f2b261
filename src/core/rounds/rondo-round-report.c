/* SPDX-License-Identifier: GPL-3.0-or-later
 * What coordinators report of a round: figures, charts, and who is to be thought of next time. */
#include "config.h"

#include "rondo-round-report.h"

#include <glib/gi18n-lib.h>

#include "rondo-draft-numbers.h"
#include "rondo-hours.h"
#include "rondo-life.h"

/* Figures of a round that several parts of the report need. */
typedef struct {
  const RondoRoundRecord *record;
  GPtrArray *shares;          /* of RondoShare */
  RondoDraftNumbers *numbers; /* (nullable) */
  RondoRoundReport *report;
} Making;

static const RondoColumn people_columns[] = {
    {N_ ("Member"), RONDO_CELL_TEXT, 30, FALSE},
    {N_ ("Sessions given"), RONDO_CELL_COUNT, 10, TRUE},
    {N_ ("Hours given"), RONDO_CELL_HOURS, 10, TRUE},
    {N_ ("Sessions received"), RONDO_CELL_COUNT, 10, TRUE},
    {N_ ("Hours received"), RONDO_CELL_HOURS, 10, TRUE},
};

static void
bar_free (gpointer data)
{
  RondoReportBar *bar = data;

  g_free (bar->label);
  g_free (bar->text);
  g_free (bar);
}

static RondoReportChart *
chart_new (const char *title)
{
  RondoReportChart *chart = g_new0 (RondoReportChart, 1);

  chart->title = g_strdup (title);
  chart->bars = g_ptr_array_new_with_free_func (bar_free);
  return chart;
}

static RondoReportChart *
add_chart (const Making *making, const char *title)
{
  RondoReportChart *chart = chart_new (title);

  g_ptr_array_add (making->report->charts, chart);
  return chart;
}

static void
add_bar (RondoReportChart *chart, char *label, int64_t value)
{
  RondoReportBar *bar = g_new0 (RondoReportBar, 1);

  bar->label = label;
  bar->value = value;
  bar->text = g_strdup_printf ("%" G_GINT64_FORMAT, value);
  g_ptr_array_add (chart->bars, bar);
}

static void
add_hours_bar (RondoReportChart *chart, const char *label, int64_t minutes)
{
  RondoReportBar *bar = NULL;

  add_bar (chart, g_strdup (label), minutes);
  bar = chart->bars->pdata[chart->bars->len - 1];
  g_free (bar->text);
  bar->text = rondo_minutes_to_local_hours (minutes);
}

static void
add_fact (const Making *making, char *sentence)
{
  g_ptr_array_add (making->report->facts, sentence);
}

static void
add_states (const Making *making)
{
  const RondoRoundRecord *record = making->record;
  RondoReportChart *chart = add_chart (making, _ ("Pairings by how they stand"));
  int counts[RONDO_N_PAIRING_STATES] = {0};

  for (guint i = 0; i < record->n_facts; i++)
    counts[record->facts[i].pairing->state]++;
  for (guint i = 0; i < RONDO_N_PAIRING_STATES; i++)
    if (counts[i] > 0)
      add_bar (chart, g_strdup (rondo_pairing_state_describe ((RondoPairingState)i)), counts[i]);
}

static void
add_sessions (const Making *making)
{
  const RondoRoundRecord *record = making->record;
  RondoReportChart *chart = add_chart (making, _ ("Sessions"));
  int planned = 0, held = 0, missed = 0;

  for (guint i = 0; i < record->n_facts; i++) {
    const RondoHealthFacts *facts = &record->facts[i];

    held += facts->held;
    missed += facts->missed;
    planned += rondo_pairing_get_due (facts->pairing, record->round, facts->held);
  }
  add_bar (chart, g_strdup (_ ("Planned")), planned);
  add_bar (chart, g_strdup (_ ("Held")), held);
  add_bar (chart, g_strdup (_ ("Missed")), missed);
  add_fact (making,
            g_strdup_printf (ngettext ("%d of %d session that was planned was held.",
                                       "%d of %d sessions that were planned were held.",
                                       (gulong)planned),
                             held,
                             planned));
}

static void
add_minutes (const Making *making)
{
  RondoReportChart *chart = add_chart (making, _ ("Hours"));
  int64_t given = 0, received = 0, most_given = 0, most_received = 0;

  for (guint i = 0; i < making->shares->len; i++) {
    const RondoShare *share = making->shares->pdata[i];

    given += share->minutes_given;
    received += share->minutes_received;
    most_given = MAX (most_given, share->minutes_given);
    most_received = MAX (most_received, share->minutes_received);
  }
  add_hours_bar (chart, _ ("Given by all"), given);
  add_hours_bar (chart, _ ("Received by all"), received);
  add_hours_bar (chart, _ ("Most given by one"), most_given);
  add_hours_bar (chart, _ ("Most received by one"), most_received);
}

static char *
describe_rank (guint rank)
{
  if (rank + 1 == RONDO_DRAFT_N_RANKS)
    return g_strdup (_ ("A later request"));
  /* Translators: the rank of a request that was granted, 1 is the first */
  return g_strdup_printf (_ ("Request number %u"), rank + 1);
}

static void
add_wishes (const Making *making)
{
  const RondoDraftNumbers *numbers = making->numbers;
  RondoReportChart *chart = NULL;
  guint granted = 0;

  if (numbers == NULL)
    return;
  chart = add_chart (making, _ ("Wishes about the coach"));
  add_bar (chart, g_strdup (_ ("Kept")), numbers->n_wishes_kept);
  add_bar (chart, g_strdup (_ ("Not kept")), numbers->n_wishes - numbers->n_wishes_kept);
  chart = add_chart (making, _ ("Requests for a coach that were granted"));
  for (guint i = 0; i < RONDO_DRAFT_N_RANKS; i++) {
    add_bar (chart, describe_rank (i), numbers->n_granted[i]);
    granted += numbers->n_granted[i];
  }
  chart->note = g_strdup_printf (ngettext ("%u member asked for somebody by name; %u was granted.",
                                           "%u members asked for somebody by name; %u were "
                                           "granted.",
                                           numbers->n_asking),
                                 numbers->n_asking,
                                 granted);
}

GPtrArray *
rondo_feedback_summarize (GPtrArray *feedback)
{
  GPtrArray *charts = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_report_chart_free);

  g_return_val_if_fail (feedback != NULL, NULL);

  for (guint question = 0; question < RONDO_N_QUESTIONS; question++) {
    RondoReportChart *chart = chart_new (rondo_question_describe ((RondoQuestion)question));
    int counts[RONDO_ANSWER_MAX + 1] = {0};
    int sum = 0, answers = 0;

    for (guint i = 0; i < feedback->len; i++) {
      int answer = ((const RondoFeedback *)feedback->pdata[i])->answers[question];

      counts[answer]++;
      sum += answer;
      answers += answer > 0;
    }
    for (int answer = RONDO_ANSWER_MAX; answer >= 1; answer--)
      add_bar (chart, g_strdup_printf ("%d", answer), counts[answer]);
    chart->note = answers == 0 ? g_strdup (_ ("Nobody has answered yet."))
                               : g_strdup_printf (ngettext ("%d answer, %.1f of 5 on average.",
                                                            "%d answers, %.1f of 5 on average.",
                                                            (gulong)answers),
                                                  answers,
                                                  (double)sum / answers);
    g_ptr_array_add (charts, chart);
  }
  return charts;
}

static void
add_feedback (const Making *making)
{
  g_autoptr (GPtrArray) charts = rondo_feedback_summarize (making->record->feedback);

  for (guint i = 0; i < charts->len; i++)
    g_ptr_array_add (making->report->charts, charts->pdata[i]);
  g_ptr_array_set_free_func (charts, NULL);
}

/* Who left, what took the place, and what could not be mended. */
static void
add_repairs (const Making *making)
{
  const RondoRoundRecord *record = making->record;
  RondoReportChart *chart = add_chart (making, _ ("Dropouts and repairs"));
  int withdrawn = 0, replaced = 0, later = 0;

  for (guint i = 0; i < record->registrations->len; i++)
    withdrawn += ((const RondoRegistration *)record->registrations->pdata[i])->state ==
                 RONDO_REGISTRATION_WITHDRAWN;
  for (guint i = 0; i < record->n_facts; i++) {
    const RondoPairing *pairing = record->facts[i].pairing;

    replaced += pairing->state == RONDO_PAIRING_REPLACED;
    later += pairing->since != RONDO_DATE_NONE && pairing->since > record->round->start;
  }
  add_bar (chart, g_strdup (_ ("Members who withdrew")), withdrawn);
  add_bar (chart, g_strdup (_ ("Pairings that were replaced")), replaced);
  add_bar (chart, g_strdup (_ ("Pairings that began later")), later);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *)a, *(const char *const *)b);
}

/* Those whom the next matching gives a bonus. */
static void
add_bonus (const Making *making)
{
  g_autoptr (GHashTable) bands = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  if (making->record->plan == NULL)
    return;
  bands = rondo_plan_list_bands (making->record->plan);
  for (guint i = 0; i < making->record->members->len; i++) {
    const RondoMember *member = making->record->members->pdata[i];
    gpointer band;

    if (g_hash_table_lookup_extended (bands, member->id, NULL, &band) &&
        GPOINTER_TO_INT (band) < (int)RONDO_BAND_FAIR)
      g_ptr_array_add (names, member->name);
  }
  if (names->len == 0) {
    g_ptr_array_add (making->report->lists,
                     g_strdup (_ ("Nobody lost out, so nobody needs a bonus in the next round.")));
    return;
  }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **)names->pdata);
  g_ptr_array_add (making->report->lists,
                   /* Translators: names */
                   g_strdup_printf (_ ("Lost out and get a bonus in the next round: %s."), list));
}

static void
add_quotes (const Making *making)
{
  GPtrArray *feedback = making->record->feedback;

  for (guint i = 0; i < feedback->len; i++) {
    const RondoFeedback *piece = feedback->pdata[i];
    const char *name = NULL;

    if (piece->audience != RONDO_AUDIENCE_QUOTABLE || *piece->text == '\0')
      continue;
    for (guint j = 0; piece->may_name && j < making->shares->len; j++) {
      const RondoShare *share = making->shares->pdata[j];

      if (g_str_equal (share->member, piece->member))
        name = share->name;
    }
    /* Translators: what somebody said, and who, if they may be named */
    g_ptr_array_add (making->report->lists,
                     name != NULL ? g_strdup_printf (_ ("“%s” – %s"), piece->text, name)
                                  : g_strdup_printf (_ ("“%s”"), piece->text));
  }
}

static void
add_people (const Making *making)
{
  RondoTable *table = rondo_table_new (
      _ ("What everybody gave and received"), people_columns, G_N_ELEMENTS (people_columns));

  for (guint i = 0; i < making->shares->len; i++) {
    const RondoShare *share = making->shares->pdata[i];
    g_autofree char *given = g_strdup_printf ("%d", share->given);
    g_autofree char *received = g_strdup_printf ("%d", share->received);
    g_autofree char *hours_given = rondo_minutes_to_hours (share->minutes_given);
    g_autofree char *hours_received = rondo_minutes_to_hours (share->minutes_received);
    const char *const cells[] = {share->name, given, hours_given, received, hours_received, NULL};

    rondo_table_add_row (table, cells);
  }
  rondo_table_add_up (table, 0, _ ("Total"));
  making->report->people = table;
}

static void
add_head (const Making *making)
{
  const RondoRoundRecord *record = making->record;
  const RondoRound *round = record->round;
  g_autofree char *from = rondo_date_to_display (round->start);
  g_autofree char *to = rondo_date_to_display (round->end);
  g_autofree char *day = rondo_date_to_display (record->today);

  /* Translators: the name of a round */
  making->report->title = g_strdup_printf (_ ("Report of the Round “%s”"), round->name);
  add_fact (
      making,
      /* Translators: two days, and the state of a round */
      g_strdup_printf (
          _ ("From %s to %s. State: %s."), from, to, rondo_round_state_describe (round->state)));
  add_fact (making,
            g_strdup_printf (ngettext ("%u member registered, %u had a pairing.",
                                       "%u members registered, %u had a pairing.",
                                       record->registrations->len),
                             record->registrations->len,
                             making->shares->len));
  making->report->disclaimer =
      g_strdup_printf (_ ("Written on %s. Hours are self-reported and not certified."), day);
}

RondoRoundReport *
rondo_round_report_new (const RondoRoundRecord *record)
{
  g_autoptr (GPtrArray) shares = NULL;
  g_autoptr (RondoDraftNumbers) numbers = NULL;
  Making making = {.record = record};

  g_return_val_if_fail (record != NULL, NULL);

  shares = rondo_round_list_shares (record);
  if (record->plan != NULL)
    numbers = rondo_draft_numbers_new (record->plan, record->registrations);
  making.shares = shares;
  making.numbers = numbers;
  making.report = g_new0 (RondoRoundReport, 1);
  making.report->facts = g_ptr_array_new_with_free_func (g_free);
  making.report->charts = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_report_chart_free);
  making.report->lists = g_ptr_array_new_with_free_func (g_free);
  add_head (&making);
  add_states (&making);
  add_sessions (&making);
  add_minutes (&making);
  add_wishes (&making);
  add_repairs (&making);
  add_feedback (&making);
  add_bonus (&making);
  add_quotes (&making);
  add_people (&making);
  return making.report;
}

void
rondo_report_chart_free (RondoReportChart *chart)
{
  if (chart == NULL)
    return;
  g_free (chart->title);
  g_clear_pointer (&chart->bars, g_ptr_array_unref);
  g_free (chart->note);
  g_free (chart);
}

void
rondo_round_report_free (RondoRoundReport *report)
{
  if (report == NULL)
    return;
  g_free (report->title);
  g_clear_pointer (&report->facts, g_ptr_array_unref);
  g_clear_pointer (&report->charts, g_ptr_array_unref);
  g_clear_pointer (&report->lists, g_ptr_array_unref);
  g_clear_pointer (&report->people, rondo_table_free);
  g_free (report->disclaimer);
  g_free (report);
}
