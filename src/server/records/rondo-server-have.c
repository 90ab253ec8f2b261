/* SPDX-License-Identifier: GPL-3.0-or-later
 * POST /v1/have. It tells whoever asks no more than whether a version they name was ever here. */
#include "config.h"

#include "rondo-server-have.h"

#include "rondo-server-history.h"
#include "rondo-server-problem.h"
#include "rondo-wire-merge.h"

#include <glib/gi18n-lib.h>

static const char SQL_FIND[] = "SELECT body FROM record_history WHERE record = $1 AND version = $2";

static gboolean
is_wanted (RondoDb *db, const RondoHaveRecord *record, gboolean *wanted, GError **error)
{
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, error, SQL_FIND, "ti", record->id, record->version);
  g_autoptr (GError) failure = NULL;

  *wanted = TRUE;
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure)) {
    g_autofree char *hash = rondo_wire_body_hash (rondo_statement_get_text (statement, 0));

    *wanted = g_strcmp0 (hash, record->hash) != 0;
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* One that comes to heal may hold commits that were lost since: the same backup came back again.
 * @lost: gets their epochs. */
static gboolean
check_tags (RondoDb *db,
            const RondoServerCommunity *community,
            const RondoHaveRequest *request,
            GPtrArray *lost,
            GError **error)
{
  for (guint i = 0; i < request->tags->len; i++) {
    const RondoTag *tag = g_ptr_array_index (request->tags, i);
    const char *epoch = tag->epoch != NULL ? tag->epoch : request->epoch;
    gboolean is_lost = FALSE;

    if (!rondo_server_history_is_lost (db, community, epoch, tag->seq, tag->tag, &is_lost, error))
      return FALSE;
    if (is_lost)
      g_ptr_array_add (lost, (gpointer)epoch);
  }
  return TRUE;
}

static gboolean
fill (RondoDb *db,
      const RondoServerCommunity *community,
      const RondoHaveRequest *request,
      RondoHaveAnswer *answer,
      GPtrArray *lost,
      GError **error)
{
  g_auto (RondoServerState) state = {0};

  if (!rondo_server_community_read_state (db, &state, error))
    return FALSE;
  answer->epoch = g_strdup (state.epoch);
  if (!check_tags (db, community, request, lost, error))
    return FALSE;
  if (lost->len > 0 || g_strcmp0 (request->epoch, state.epoch) != 0)
    return rondo_server_refuse (error,
                                RONDO_SERVER_PROBLEM_EPOCH,
                                _ ("The server has another history by now. It is asked again."));
  for (guint i = 0; i < request->records->len; i++) {
    const RondoHaveRecord *record = g_ptr_array_index (request->records, i);
    gboolean wanted;

    if (!is_wanted (db, record, &wanted, error))
      return FALSE;
    if (wanted)
      g_ptr_array_add (answer->want, g_strdup (record->id));
  }
  return rondo_server_history_find_common (db, request->tags, &answer->since, error);
}

RondoHaveAnswer *
rondo_server_have (RondoDb *db,
                   const RondoServerCommunity *community,
                   const RondoHaveRequest *request,
                   int64_t now_us,
                   GError **error)
{
  g_autoptr (RondoHaveAnswer) answer = rondo_have_answer_new ();
  g_autoptr (GPtrArray) lost = g_ptr_array_new ();
  gboolean is_good;

  if (!rondo_db_begin_read (db, error))
    return NULL;
  is_good = fill (db, community, request, answer, lost, error);
  if (!rondo_db_end (db, is_good, error)) {
    gboolean is_lost = lost->len > 0;

    g_ptr_array_add (lost, NULL);
    if (is_lost)
      rondo_server_history_renew (
          db, community, answer->epoch, (const char *const *)lost->pdata, now_us, NULL);
    return NULL;
  }
  return g_steal_pointer (&answer);
}
