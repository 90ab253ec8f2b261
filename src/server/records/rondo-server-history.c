/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which history this is. */
#include "config.h"

#include "rondo-server-history.h"

#include "rondo-server-secrets.h"
#include "rondo-source.h"

#include <string.h>

#define NUMBER_CHARS 16
#define DAY_US (24 * 60 * 60 * (int64_t)G_USEC_PER_SEC)

static const char SQL_NEWEST[] = "SELECT seq, tag FROM commit_tag ORDER BY seq DESC LIMIT 1";
static const char SQL_FIND[] = "SELECT seq, tag FROM commit_tag WHERE seq = $1";
static const char SQL_ADD[] = "INSERT INTO commit_tag (seq, tag, written_us) VALUES ($1, $2, $3)";
static const char SQL_RENEW[] =
    "UPDATE community SET epoch = $1 WHERE id = 1 AND (epoch = $2 OR $2 IS NULL)";
static const char SQL_ADD_PAST[] =
    "INSERT INTO past_epoch (epoch) SELECT epoch FROM community WHERE id = 1 "
    "ON CONFLICT (epoch) DO NOTHING";
static const char SQL_ADD_LOST[] =
    "INSERT INTO past_epoch (epoch) VALUES ($1) ON CONFLICT (epoch) DO NOTHING";
static const char SQL_HAD[] = "SELECT count(*) FROM past_epoch WHERE epoch = $1";
/* All that is older, but always leaving the newest commit. */
static const char SQL_FIND_EDGE[] =
    "SELECT seq, tag FROM commit_tag WHERE written_us < $1 "
    "AND seq < (SELECT max(seq) FROM commit_tag) ORDER BY seq DESC LIMIT 1";
static const char SQL_FORGET_GONE[] = "DELETE FROM feed WHERE is_gone = 1 AND seq <= $1";
static const char SQL_FORGET_TAGS[] = "DELETE FROM commit_tag WHERE seq <= $1";
static const char SQL_FORGET_RESULTS[] = "DELETE FROM ledger WHERE written_us < $1";
static const char SQL_SET_MIN[] = "UPDATE community SET min_seq = $1 WHERE id = 1";

/* Runs a statement that gives seq and tag of at most one commit. Takes @statement over. */
static gboolean
take_tag (RondoStatement *statement, RondoTag **tag, GError **error)
{
  g_autoptr (RondoStatement) owned = statement;
  g_autoptr (GError) failure = NULL;

  *tag = NULL;
  if (owned == NULL)
    return FALSE;
  if (rondo_statement_step (owned, &failure))
    *tag = rondo_tag_new (rondo_statement_get_int (owned, 0), rondo_statement_get_text (owned, 1));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The MAC is over what was said and the number that was drawn for it. */
static char *
make_tag (const RondoServerCommunity *community, const char *epoch, int64_t seq, const char *number)
{
  g_autofree char *said = g_strdup_printf ("tag|%s|%" G_GINT64_FORMAT "|%s", epoch, seq, number);
  g_autofree char *mac = rondo_server_secrets_sign (community->salt, said);

  return g_strconcat (number, mac, NULL);
}

static gboolean
add_tag (RondoDb *db,
         const RondoServerCommunity *community,
         const char *epoch,
         int64_t seq,
         int64_t now_us,
         GError **error)
{
  g_autofree char *number =
      g_strdup_printf ("%08x%08x", rondo_source_random (), rondo_source_random ());
  g_autofree char *tag = make_tag (community, epoch, seq, number);

  return rondo_db_run (db, error, SQL_ADD, "iti", seq, tag, now_us);
}

gboolean
rondo_server_history_seal (RondoDb *db,
                           const RondoServerCommunity *community,
                           int64_t now_us,
                           GError **error)
{
  g_auto (RondoServerState) state = {0};
  g_autoptr (RondoTag) newest = NULL;

  if (!rondo_server_community_read_state (db, &state, error) ||
      !rondo_server_history_newest (db, &newest, error))
    return FALSE;
  return state.seq == (newest != NULL ? newest->seq : 0) ||
         add_tag (db, community, state.epoch, state.seq, now_us, error);
}

gboolean
rondo_server_history_newest (RondoDb *db, RondoTag **tag, GError **error)
{
  return take_tag (rondo_db_query (db, error, SQL_NEWEST, ""), tag, error);
}

gboolean
rondo_server_history_judge (RondoDb *db,
                            const RondoServerCommunity *community,
                            const char *epoch,
                            int64_t seq,
                            const char *tag,
                            RondoServerTag *verdict,
                            GError **error)
{
  g_auto (RondoServerState) state = {0};
  g_autoptr (RondoTag) known = NULL;
  g_autofree char *number = g_strndup (tag, NUMBER_CHARS);
  g_autofree char *genuine = make_tag (community, epoch, seq, number);

  if (!take_tag (rondo_db_query (db, error, SQL_FIND, "i", seq), &known, error) ||
      !rondo_server_community_read_state (db, &state, error))
    return FALSE;
  if (known != NULL && strcmp (known->tag, tag) == 0)
    *verdict = RONDO_SERVER_TAG_KNOWN;
  else if (!rondo_server_secrets_are_equal (genuine, tag))
    *verdict = RONDO_SERVER_TAG_FORGED;
  else
    *verdict = seq <= state.min_seq ? RONDO_SERVER_TAG_OLD : RONDO_SERVER_TAG_LOST;
  return TRUE;
}

static gboolean
had_epoch (RondoDb *db, const char *epoch, gboolean *had, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_HAD, "t", epoch);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  *had = rondo_statement_step (statement, &failure) && rondo_statement_get_int (statement, 0) > 0;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Whoever comes from an epoch of before has only not heard yet. */
gboolean
rondo_server_history_is_lost (RondoDb *db,
                              const RondoServerCommunity *community,
                              const char *epoch,
                              int64_t seq,
                              const char *tag,
                              gboolean *is_lost,
                              GError **error)
{
  RondoServerTag verdict;
  gboolean had = FALSE;

  if (!rondo_server_history_judge (db, community, epoch, seq, tag, &verdict, error))
    return FALSE;
  if (verdict == RONDO_SERVER_TAG_LOST && !had_epoch (db, epoch, &had, error))
    return FALSE;
  *is_lost = verdict == RONDO_SERVER_TAG_LOST && !had;
  return TRUE;
}

gboolean
rondo_server_history_find_common (RondoDb *db, GPtrArray *tags, int64_t *seq, GError **error)
{
  *seq = 0;
  for (guint i = 0; i < tags->len; i++) {
    const RondoTag *tag = g_ptr_array_index (tags, i);
    g_autoptr (RondoTag) known = NULL;

    if (!take_tag (rondo_db_query (db, error, SQL_FIND, "i", tag->seq), &known, error))
      return FALSE;
    if (known != NULL && strcmp (known->tag, tag->tag) == 0)
      *seq = MAX (*seq, known->seq);
  }
  return TRUE;
}

/* Those that still speak of @lost epochs have nothing new to tell from now on. */
static gboolean
add_past (RondoDb *db, const char *const *lost, GError **error)
{
  for (guint i = 0; lost != NULL && lost[i] != NULL; i++)
    if (!rondo_db_run (db, error, SQL_ADD_LOST, "t", lost[i]))
      return FALSE;
  return rondo_db_run (db, error, SQL_ADD_PAST, "");
}

/* The new epoch begins with a commit, so that the newest tag is always of the epoch there is. */
static gboolean
renew (RondoDb *db,
       const RondoServerCommunity *community,
       const char *former,
       const char *const *lost,
       int64_t now_us,
       GError **error)
{
  g_autofree char *epoch = g_strdup_printf ("%08x%08x%08x%08x",
                                            rondo_source_random (),
                                            rondo_source_random (),
                                            rondo_source_random (),
                                            rondo_source_random ());
  int64_t seq;

  if (!add_past (db, lost, error) || !rondo_db_run (db, error, SQL_RENEW, "tt", epoch, former))
    return FALSE;
  if (rondo_db_changes (db) == 0)
    return TRUE;
  seq = rondo_server_community_next_seq (db, error);
  return seq >= 0 && add_tag (db, community, epoch, seq, now_us, error);
}

gboolean
rondo_server_history_renew (RondoDb *db,
                            const RondoServerCommunity *community,
                            const char *former,
                            const char *const *lost,
                            int64_t now_us,
                            GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, renew (db, community, former, lost, now_us, error), error);
}

static gboolean
forget (RondoDb *db, int64_t before_us, GError **error)
{
  g_autoptr (RondoTag) edge = NULL;

  if (!rondo_db_run (db, error, SQL_FORGET_RESULTS, "i", before_us) ||
      !take_tag (rondo_db_query (db, error, SQL_FIND_EDGE, "i", before_us), &edge, error))
    return FALSE;
  return edge == NULL || (rondo_db_run (db, error, SQL_FORGET_GONE, "i", edge->seq) &&
                          rondo_db_run (db, error, SQL_FORGET_TAGS, "i", edge->seq) &&
                          rondo_db_run (db, error, SQL_SET_MIN, "i", edge->seq));
}

gboolean
rondo_server_history_forget (RondoDb *db, int64_t now_us, GError **error)
{
  int64_t before_us = now_us - RONDO_SERVER_REMEMBERED_DAYS * DAY_US;

  return rondo_db_begin (db, error) && rondo_db_end (db, forget (db, before_us, error), error);
}
