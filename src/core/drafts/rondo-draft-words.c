/* SPDX-License-Identifier: GPL-3.0-or-later
 * The numbers of a draft in words. */
#include "config.h"

#include "rondo-draft-words.h"

#include <glib/gi18n-lib.h>

#include "rondo-text.h"

/* More of them are counted, not named, in the line about a draft. */
#define DROPOUTS_NAMED 3

static void
take_fact (GPtrArray *facts, const char *label, char *value)
{
  RondoDraftFact *fact = g_new0 (RondoDraftFact, 1);

  fact->label = g_strdup (label);
  fact->value = value;
  g_ptr_array_add (facts, fact);
}

static char *
describe_part (guint part, guint all)
{
  /* Translators: "38 of 40" */
  return g_strdup_printf (_ ("%u of %u"), part, all);
}

static char *
dup_name (GPtrArray *members, const char *id)
{
  for (guint i = 0; i < members->len; i++) {
    const RondoMember *member = members->pdata[i];

    if (g_strcmp0 (member->id, id) == 0)
      return rondo_text_isolate (member->name);
  }
  return g_strdup (_ ("Unknown"));
}

static char *
describe_minutes (int64_t minutes)
{
  return g_strdup_printf (_ ("%d h %02d min a week"), (int)(minutes / 60), (int)(minutes % 60));
}

/* "2 × 3, 1 × 7" */
static char *
describe_rings (const GArray *rings)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint length = 1; rings != NULL && length < rings->len; length++) {
    int count = g_array_index (rings, int, length);

    if (count > 0)
      /* Translators: how many rings there are, and of how many members each is */
      g_ptr_array_add (parts, g_strdup_printf (_ ("%d × %u"), count, length));
  }
  if (parts->len == 0)
    return g_strdup (_ ("none"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (_ (", "), (char **)parts->pdata);
}

/* By name, however many they are. */
static char *
describe_dropouts (const RondoDraftReport *report, GPtrArray *members)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (report->dropouts->len == 0)
    return g_strdup (_ ("nobody"));
  for (guint i = 0; i < report->dropouts->len; i++)
    g_ptr_array_add (names, dup_name (members, report->dropouts->pdata[i]));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (_ (", "), (char **)names->pdata);
}

static void
add_requests (GPtrArray *facts, const RondoDraftNumbers *numbers)
{
  const char *const labels[RONDO_DRAFT_N_RANKS] = {_ ("First choices granted"),
                                                   _ ("Second choices granted"),
                                                   _ ("Third choices granted"),
                                                   _ ("Fourth choices granted"),
                                                   _ ("Later choices granted")};

  take_fact (facts, _ ("Members who asked for a coach"), g_strdup_printf ("%u", numbers->n_asking));
  for (int i = 0; i < RONDO_DRAFT_N_RANKS; i++)
    if (i == 0 || numbers->n_granted[i] > 0)
      take_fact (facts, labels[i], g_strdup_printf ("%u", numbers->n_granted[i]));
}

static void
add_bands (GPtrArray *facts, const RondoDraftNumbers *numbers)
{
  take_fact (facts,
             _ ("Get more than they miss"),
             g_strdup_printf ("%u", numbers->bands[RONDO_BAND_GOOD]));
  take_fact (facts, _ ("In between"), g_strdup_printf ("%u", numbers->bands[RONDO_BAND_FAIR]));
  take_fact (facts,
             _ ("Get what they would rather avoid"),
             g_strdup_printf ("%u", numbers->bands[RONDO_BAND_POOR]));
  take_fact (facts, _ ("Left out"), g_strdup_printf ("%u", numbers->bands[RONDO_BAND_LEFT_OUT]));
}

static void
add_worst (GPtrArray *facts, const RondoDraftNumbers *numbers, GPtrArray *members)
{
  g_autofree char *name = NULL;

  if (numbers->worst == NULL)
    return;
  name = dup_name (members, numbers->worst);
  take_fact (facts,
             _ ("Worst-off member"),
             /* Translators: a member, and what they get by their own wishes, "+60" */
             g_strdup_printf (_ ("%s (%+d)"), name, (int)numbers->worst_value));
}

GPtrArray *
rondo_draft_report_list_facts (const RondoDraftReport *report, GPtrArray *members)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_draft_fact_free);
  const RondoDraftNumbers *numbers;

  g_return_val_if_fail (report != NULL && members != NULL, facts);

  numbers = report->numbers;
  take_fact (facts, _ ("Members placed"), describe_part (numbers->n_placed, numbers->n_members));
  take_fact (facts, _ ("Pairings"), g_strdup_printf ("%u", numbers->n_pairs));
  take_fact (facts, _ ("Wishes kept"), describe_part (numbers->n_wishes_kept, numbers->n_wishes));
  add_requests (facts, numbers);
  add_bands (facts, numbers);
  add_worst (facts, numbers, members);
  if (numbers->n_timed > 0) {
    take_fact (facts,
               _ ("Common hours on average"),
               describe_minutes (numbers->common_minutes / numbers->n_timed));
    take_fact (facts, _ ("Common hours of the least"), describe_minutes (numbers->least_common));
  }
  take_fact (facts, _ ("Paired before"), g_strdup_printf ("%u", numbers->n_repeats));
  take_fact (facts, _ ("In the same course"), g_strdup_printf ("%u", numbers->n_same_course));
  take_fact (facts, _ ("Rings, by members"), describe_rings (report->rings));
  take_fact (facts, _ ("Could not be replaced"), describe_dropouts (report, members));
  take_fact (
      facts, _ ("Value of all wishes"), g_strdup_printf ("%" G_GINT64_FORMAT, numbers->value));
  return facts;
}

char *
rondo_draft_report_describe (const RondoDraftReport *report)
{
  const RondoDraftNumbers *numbers;
  g_autofree char *placed = NULL;
  g_autofree char *proof = NULL;
  g_autofree char *dropouts = NULL;

  g_return_val_if_fail (report != NULL, NULL);

  numbers = report->numbers;
  placed = g_strdup_printf (
      ngettext ("%u of %u member is placed.", "%u of %u members are placed.", numbers->n_members),
      numbers->n_placed,
      numbers->n_members);
  if (numbers->n_pairs == 0)
    return g_steal_pointer (&placed);
  if (report->problems->len > 0)
    return g_strdup_printf (
        ngettext ("%s %u thing is wrong.", "%s %u things are wrong.", report->problems->len),
        placed,
        report->problems->len);
  proof = rondo_plan_describe_proof (report->plan);
  dropouts =
      report->dropouts->len <= DROPOUTS_NAMED
          ? g_strdup (report->dropouts_line)
          : g_strdup_printf (ngettext ("For %u member nobody could step in after a dropout.",
                                       "For %u members nobody could step in after a dropout.",
                                       report->dropouts->len),
                             report->dropouts->len);
  /* Translators: three sentences: how many are placed, how good that is, whether it survives that
   * somebody drops out */
  return g_strdup_printf (_ ("%s %s %s"), placed, proof, dropouts);
}

const char *
rondo_draft_band_describe (RondoBand band)
{
  switch (band) {
  case RONDO_BAND_LEFT_OUT:
    return _ ("is left out");
  case RONDO_BAND_POOR:
    return _ ("gets what they would rather avoid");
  case RONDO_BAND_GOOD:
    return _ ("gets more than they miss");
  case RONDO_BAND_FAIR:
  case RONDO_N_BANDS:
  default:
    return _ ("is in between");
  }
}

static RondoTable *
make_pairs (const RondoDraftReport *report, const RondoDraft *draft, GPtrArray *members)
{
  static RondoColumn columns[5];
  RondoTable *table;

  columns[0] = (RondoColumn){_ ("Coach"), RONDO_CELL_TEXT, 24, FALSE};
  columns[1] = (RondoColumn){_ ("Client"), RONDO_CELL_TEXT, 24, FALSE};
  columns[2] = (RondoColumn){_ ("Fixed"), RONDO_CELL_TEXT, 6, FALSE};
  columns[3] = (RondoColumn){_ ("Value"), RONDO_CELL_TEXT, 7, FALSE};
  columns[4] = (RondoColumn){_ ("Why"), RONDO_CELL_TEXT, 60, FALSE};
  table = rondo_table_new (draft->name, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < report->plan->pairs->len; i++) {
    const RondoPlannedPair *pair = report->plan->pairs->pdata[i];
    const RondoDraftPair *own = rondo_draft_find (draft, pair->coach, pair->client);
    g_autofree char *coach = dup_name (members, pair->coach);
    g_autofree char *client = dup_name (members, pair->client);
    g_autofree char *why = rondo_planned_pair_explain (pair);
    g_autofree char *value =
        g_strdup_printf ("%" G_GINT64_FORMAT, rondo_planned_pair_get_value (pair));
    const char *const cells[] = {
        coach, client, own != NULL && own->is_locked ? _ ("yes") : "", value, why, NULL};

    rondo_table_add_row (table, cells);
  }
  return table;
}

static RondoTable *
make_left_out (const RondoDraftReport *report, GPtrArray *members)
{
  static RondoColumn columns[2];
  RondoTable *table;

  columns[0] = (RondoColumn){_ ("Member"), RONDO_CELL_TEXT, 24, FALSE};
  columns[1] = (RondoColumn){_ ("Why"), RONDO_CELL_TEXT, 90, FALSE};
  table = rondo_table_new (_ ("Not Placed"), columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < report->plan->unplaced->len; i++) {
    const RondoUnplaced *unplaced = report->plan->unplaced->pdata[i];
    g_autofree char *name = dup_name (members, unplaced->member);
    const char *const cells[] = {name, unplaced->rule, NULL};

    rondo_table_add_row (table, cells);
  }
  return table;
}

static RondoTable *
make_numbers (const RondoDraftReport *report, GPtrArray *members)
{
  static RondoColumn columns[2];
  g_autoptr (GPtrArray) facts = rondo_draft_report_list_facts (report, members);
  RondoTable *table;

  columns[0] = (RondoColumn){_ ("Number"), RONDO_CELL_TEXT, 40, FALSE};
  columns[1] = (RondoColumn){_ ("Value"), RONDO_CELL_TEXT, 40, FALSE};
  table = rondo_table_new (_ ("Numbers"), columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < facts->len; i++) {
    const RondoDraftFact *fact = facts->pdata[i];
    const char *const cells[] = {fact->label, fact->value, NULL};

    rondo_table_add_row (table, cells);
  }
  rondo_table_take_note (table, rondo_draft_report_describe (report));
  return table;
}

GPtrArray *
rondo_draft_report_list_tables (const RondoDraftReport *report,
                                const RondoDraft *draft,
                                const RondoRound *round,
                                GPtrArray *members)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_table_free);
  RondoTable *pairs;

  g_return_val_if_fail (report != NULL && draft != NULL, tables);
  g_return_val_if_fail (round != NULL && members != NULL, tables);

  pairs = make_pairs (report, draft, members);
  g_free (pairs->title);
  /* Translators: the name of a round, the name of a draft */
  pairs->title = g_strdup_printf (_ ("%s: %s"), round->name, draft->name);
  g_ptr_array_add (tables, pairs);
  if (report->plan->unplaced->len > 0)
    g_ptr_array_add (tables, make_left_out (report, members));
  g_ptr_array_add (tables, make_numbers (report, members));
  return tables;
}

void
rondo_draft_fact_free (RondoDraftFact *fact)
{
  if (fact == NULL)
    return;
  g_free (fact->label);
  g_free (fact->value);
  g_free (fact);
}
