/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables "draft", "draft_pair" and "draft_place". */
#include "config.h"

#include "rondo-drafts-table.h"

#define SQL_PUT                                                                                    \
  "INSERT INTO draft (id, round, name, mutual_allowed, repeat_after, same_course, capacity, "      \
  "changed_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
#define SQL_PUT_PAIR "INSERT INTO draft_pair (draft, coach, client, state) VALUES ($1, $2, $3, $4)"
#define SQL_PUT_PLACE "INSERT INTO draft_place (draft, member, place) VALUES ($1, $2, $3)"
#define SQL_DELETE "DELETE FROM draft WHERE id = $1"
#define SQL_LIST_FOR_ROUND                                                                         \
  "SELECT id, name, mutual_allowed, repeat_after, same_course, capacity FROM draft "               \
  "WHERE round = $1 ORDER BY changed_us DESC, id DESC"
#define SQL_LIST_PAIRS "SELECT coach, client, state FROM draft_pair WHERE draft = $1"
#define SQL_LIST_PLACES "SELECT member, place FROM draft_place WHERE draft = $1"

enum { STATE_IN, STATE_FIXED, STATE_FORBIDDEN };

static gboolean
write_pairs (RondoDb *db, const RondoDraft *draft, GError **error)
{
  for (guint i = 0; i < draft->pairs->len; i++) {
    const RondoDraftPair *pair = draft->pairs->pdata[i];
    int64_t state = pair->is_locked ? STATE_FIXED : STATE_IN;

    if (!rondo_db_run (
            db, error, SQL_PUT_PAIR, "ttti", draft->id, pair->coach, pair->client, state))
      return FALSE;
  }
  for (guint i = 0; i < draft->forbidden->len; i++) {
    const RondoPair *pair = draft->forbidden->pdata[i];

    if (!rondo_db_run (db,
                       error,
                       SQL_PUT_PAIR,
                       "ttti",
                       draft->id,
                       pair->coach,
                       pair->client,
                       (int64_t)STATE_FORBIDDEN))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_places (RondoDb *db, const RondoDraft *draft, GError **error)
{
  GHashTableIter iter;
  gpointer member, place;

  g_hash_table_iter_init (&iter, draft->places);
  while (g_hash_table_iter_next (&iter, &member, &place))
    if (!rondo_db_run (db,
                       error,
                       SQL_PUT_PLACE,
                       "tti",
                       draft->id,
                       (const char *)member,
                       (int64_t)GPOINTER_TO_INT (place)))
      return FALSE;
  return TRUE;
}

static gboolean
write_all (RondoDb *db, const RondoDraft *draft, int64_t now_us, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", draft->id) &&
         rondo_db_run (db,
                       error,
                       SQL_PUT,
                       "tttiiiii",
                       draft->id,
                       draft->round,
                       draft->name,
                       (int64_t)(draft->policies.mutual_allowed != FALSE),
                       (int64_t)draft->policies.repeat_after,
                       (int64_t)draft->policies.same_course,
                       (int64_t)draft->policies.capacity,
                       now_us) &&
         write_pairs (db, draft, error) && write_places (db, draft, error);
}

static gboolean
read_pairs (RondoDb *db, RondoDraft *draft, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST_PAIRS, "t", draft->id);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;
  while (rondo_statement_step (statement, &local_error)) {
    const char *coach = rondo_statement_get_text (statement, 0);
    const char *client = rondo_statement_get_text (statement, 1);
    int64_t state = rondo_statement_get_int (statement, 2);

    if (state == STATE_FORBIDDEN)
      rondo_draft_forbid (draft, coach, client);
    else if (rondo_draft_add (draft, coach, client) && state == STATE_FIXED)
      rondo_draft_set_locked (draft, coach, client, TRUE);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
read_places (RondoDb *db, RondoDraft *draft, GError **error)
{
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, error, SQL_LIST_PLACES, "t", draft->id);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;
  while (rondo_statement_step (statement, &local_error))
    rondo_draft_place (draft,
                       rondo_statement_get_text (statement, 0),
                       (RondoPlace)CLAMP (rondo_statement_get_int (statement, 1),
                                          RONDO_PLACE_IN,
                                          RONDO_PLACE_OUT));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static RondoDraft *
read_draft (RondoStatement *statement, const char *round_id)
{
  g_autoptr (RondoRound) round = rondo_round_new ();

  g_free (round->id);
  round->id = g_strdup (round_id);
  round->mutual_allowed = rondo_statement_get_int (statement, 2) != 0;
  round->repeat_after = (int)CLAMP (rondo_statement_get_int (statement, 3), 0, G_MAXINT);
  round->same_course = (RondoPolicy)CLAMP (
      rondo_statement_get_int (statement, 4), RONDO_POLICY_ALLOW, RONDO_POLICY_FORBID);
  round->capacity = (int)CLAMP (rondo_statement_get_int (statement, 5), 1, RONDO_CAPACITY_MAX);
  return rondo_draft_new (g_strdup (rondo_statement_get_text (statement, 0)),
                          round,
                          rondo_statement_get_text (statement, 1));
}

static gboolean
read_drafts (RondoDb *db, const char *round, GPtrArray *drafts, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST_FOR_ROUND, "t", round);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;
  while (rondo_statement_step (statement, &local_error))
    g_ptr_array_add (drafts, read_draft (statement, round));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
read_all (RondoDb *db, const char *round, GPtrArray *drafts, GError **error)
{
  if (!read_drafts (db, round, drafts, error))
    return FALSE;
  for (guint i = 0; i < drafts->len; i++)
    if (!read_pairs (db, drafts->pdata[i], error) || !read_places (db, drafts->pdata[i], error))
      return FALSE;
  return TRUE;
}

GPtrArray *
rondo_drafts_table_list_for_round (RondoDb *db, const char *round, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_draft_free);

  if (!rondo_db_begin_read (db, error))
    return NULL;
  if (!rondo_db_end (db, read_all (db, round, drafts, error), error))
    return NULL;
  return g_steal_pointer (&drafts);
}

gboolean
rondo_drafts_table_write (RondoDb *db, const RondoDraft *draft, int64_t now_us, GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, write_all (db, draft, now_us, error), error);
}

gboolean
rondo_drafts_table_delete (RondoDb *db, const char *id, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE, "t", id);
}
