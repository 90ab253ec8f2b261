/* SPDX-License-Identifier: GPL-3.0-or-later
 * What earlier rounds tell the next one: who was paired with whom, and who lost out. */
#include "config.h"

#include "rondo-past.h"

#include "rondo-life.h"

struct _RondoPast {
  GHashTable *coaches; /* coach → (client → how many rounds ago) */
  GHashTable *bands;   /* member → RondoBand */
};

/* By first day, then by id, which tells the order of making. */
static int
compare_rounds (const RondoRound *a, const RondoRound *b)
{
  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;
  return g_strcmp0 (a->id, b->id);
}

static int
compare_latest_first (gconstpointer a, gconstpointer b)
{
  return compare_rounds (*(const RondoRound *const *)b, *(const RondoRound *const *)a);
}

/* Those that were published before @round, latest first. */
static GPtrArray *
list_earlier (const RondoRound *round, GPtrArray *rounds)
{
  GPtrArray *earlier = g_ptr_array_new ();

  for (guint i = 0; i < rounds->len; i++) {
    const RondoRound *other = rounds->pdata[i];

    gboolean was_published =
        rondo_round_state_has_pairings (other->state) || other->state == RONDO_ROUND_FINISHED;

    if (was_published && g_strcmp0 (other->id, round->id) != 0 && other->start <= round->start)
      g_ptr_array_add (earlier, (gpointer)other);
  }
  g_ptr_array_sort (earlier, compare_latest_first);
  return earlier;
}

/* The latest time counts. */
static void
add_pair (RondoPast *past, const RondoPairing *pairing, guint age)
{
  GHashTable *clients = g_hash_table_lookup (past->coaches, pairing->coach);
  guint known;

  if (clients == NULL) {
    clients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_insert (past->coaches, g_strdup (pairing->coach), clients);
  }
  known = GPOINTER_TO_UINT (g_hash_table_lookup (clients, pairing->client));
  if (known == 0 || age < known)
    g_hash_table_insert (clients, g_strdup (pairing->client), GUINT_TO_POINTER (age));
}

static void
add_pairings (RondoPast *past, GPtrArray *earlier, GPtrArray *pairings)
{
  g_autoptr (GHashTable) ages = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < earlier->len; i++)
    g_hash_table_insert (ages, ((RondoRound *)earlier->pdata[i])->id, GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < pairings->len; i++) {
    const RondoPairing *pairing = pairings->pdata[i];
    guint age = GPOINTER_TO_UINT (g_hash_table_lookup (ages, pairing->round));

    if (age > 0)
      add_pair (past, pairing, age);
  }
}

static void
past_clear (gpointer data)
{
  RondoPast *past = data;

  g_hash_table_unref (past->coaches);
  g_hash_table_unref (past->bands);
}

const RondoRound *
rondo_past_find_last (const RondoRound *round, GPtrArray *rounds)
{
  g_autoptr (GPtrArray) earlier = NULL;

  g_return_val_if_fail (round != NULL && rounds != NULL, NULL);

  earlier = list_earlier (round, rounds);
  return earlier->len > 0 ? earlier->pdata[0] : NULL;
}

RondoPast *
rondo_past_new (const RondoRound *round,
                GPtrArray *rounds,
                GPtrArray *pairings,
                const RondoPlan *last)
{
  g_autoptr (GPtrArray) earlier = NULL;
  RondoPast *past;

  g_return_val_if_fail (round != NULL && rounds != NULL && pairings != NULL, NULL);

  earlier = list_earlier (round, rounds);
  past = g_atomic_rc_box_new0 (RondoPast);
  past->coaches =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
  past->bands =
      last != NULL ? rondo_plan_list_bands (last) : g_hash_table_new (g_str_hash, g_str_equal);
  add_pairings (past, earlier, pairings);
  return past;
}

void
rondo_past_complete_plan (RondoPlan *last, const RondoPlan *first)
{
  g_autoptr (GHashTable) bands = NULL;

  g_return_if_fail (last != NULL && first != NULL);

  bands = rondo_plan_list_bands (last);
  for (guint i = 0; i < last->pairs->len; i++)
    g_hash_table_insert (bands,
                         g_strdup (((const RondoPlannedPair *)last->pairs->pdata[i])->coach),
                         GINT_TO_POINTER (RONDO_BAND_FAIR));
  for (guint i = 0; i < first->unplaced->len; i++) {
    const RondoUnplaced *unplaced = first->unplaced->pdata[i];
    RondoUnplaced *left_out = NULL;

    if (unplaced->code == RONDO_UNPLACED_PARTLY || g_hash_table_contains (bands, unplaced->member))
      continue;
    left_out = rondo_unplaced_new ();
    left_out->code = unplaced->code;
    g_free (left_out->member);
    left_out->member = g_strdup (unplaced->member);
    g_free (left_out->rule);
    left_out->rule = g_strdup (unplaced->rule);
    g_ptr_array_add (last->unplaced, left_out);
  }
}

RondoPast *
rondo_past_ref (const RondoPast *past)
{
  return g_atomic_rc_box_acquire ((RondoPast *)past);
}

void
rondo_past_unref (RondoPast *past)
{
  if (past != NULL)
    g_atomic_rc_box_release_full (past, past_clear);
}

int
rondo_past_rounds_ago (const RondoPast *past, const char *coach, const char *client)
{
  GHashTable *clients = past != NULL ? g_hash_table_lookup (past->coaches, coach) : NULL;

  return clients != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (clients, client)) : 0;
}

RondoBand
rondo_past_get_band (const RondoPast *past, const char *member)
{
  gpointer band;

  if (past == NULL || !g_hash_table_lookup_extended (past->bands, member, NULL, &band))
    return RONDO_BAND_FAIR;
  return (RondoBand)GPOINTER_TO_INT (band);
}
