/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who has joined the same round. */
#include "config.h"

#include "rondo-server-companions.h"

#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-server-apply.h"
#include "rondo-server-history.h"
#include "rondo-server-index.h"

#include <glib/gi18n-lib.h>

/* A day is over everywhere on earth twelve hours after it is over in UTC. */
#define LAST_ZONE_US (12 * 60 * 60 * (int64_t)G_USEC_PER_SEC)
#define DAY_US (24 * 60 * 60 * (int64_t)G_USEC_PER_SEC)

static const char SQL_LIST_JOINED[] =
    "SELECT r.id, r.body, g.id, g.body FROM registration_index i "
    "JOIN round_index s ON s.round = i.round AND s.state = 'open' "
    "JOIN record r ON r.id = i.round JOIN record g ON g.id = i.registration "
    "WHERE i.member = $1 ORDER BY r.id";
static const char SQL_LIST_OF_MEMBER[] =
    "SELECT i.registration FROM registration_index i "
    "JOIN round_index s ON s.round = i.round AND s.state IN ('open', 'closed', 'matching') "
    "WHERE i.member = $1 ORDER BY i.registration";
static const char SQL_IS_TOLD[] = "SELECT 1 FROM feed WHERE scope = $1 AND is_gone = 0 LIMIT 1";
static const char SQL_LIST_UNTOLD[] =
    "SELECT s.round FROM round_index s WHERE s.state = $1 AND NOT EXISTS "
    "(SELECT 1 FROM feed f WHERE f.scope = 'r:' || s.round) ORDER BY s.round";
static const char SQL_LIST_OF_ROUND[] =
    "SELECT i.registration FROM registration_index i WHERE i.round = $1 ORDER BY i.registration";

char *
rondo_server_scope_of_round (const char *round)
{
  return g_strconcat ("r:", round, NULL);
}

gboolean
rondo_server_companions_add_scope (const RondoServerRecord *record,
                                   GPtrArray *scopes,
                                   GError **error)
{
  g_autoptr (RondoCompanion) companion =
      rondo_wire_decode_companion (record->id, record->body, error);

  if (companion == NULL)
    return FALSE;
  g_ptr_array_add (scopes, rondo_server_scope_of_round (companion->round));
  return TRUE;
}

/* The companion that @registration makes, NULL if it makes none by now. (transfer full) */
static gboolean
make (const RondoServerWriter *writer,
      const RondoServerRecord *registration,
      RondoCompanion **companion,
      GError **error)
{
  g_autoptr (RondoRegistration) value = NULL;
  g_autoptr (RondoServerRecord) record = NULL;
  g_autoptr (RondoMember) member = NULL;
  RondoRoundState state = RONDO_ROUND_FINISHED;
  gboolean is_there = FALSE;

  *companion = NULL;
  if (registration->body == NULL)
    return TRUE;
  value = rondo_wire_decode_registration (registration->id, registration->body, error);
  if (value == NULL ||
      !rondo_server_index_find_round (writer->db, value->round, &is_there, &state, error) ||
      !rondo_server_records_find (writer->db, value->member, &record, error))
    return FALSE;
  if (!is_there || !rondo_round_state_may_publish (state) ||
      value->state == RONDO_REGISTRATION_WITHDRAWN || record == NULL || record->body == NULL)
    return TRUE;
  member = rondo_wire_decode_member (record->id, record->body, error);
  if (member == NULL)
    return FALSE;
  *companion = rondo_companion_new_for_member (value->round, member);
  return TRUE;
}

/* From a secret, so that nobody can take the id for a record of their own. */
gboolean
rondo_server_companions_follow (const RondoServerWriter *writer,
                                const RondoServerRecord *registration,
                                GError **error)
{
  g_autofree char *id = rondo_id_derive (writer->community->salt, registration->id);
  g_autoptr (RondoServerRecord) record = NULL;
  g_autoptr (RondoCompanion) companion = NULL;
  char *body;

  if (!rondo_server_records_find (writer->db, id, &record, error) ||
      !make (writer, registration, &companion, error))
    return FALSE;
  if (companion == NULL && (record == NULL || record->body == NULL))
    return TRUE;
  if (record == NULL)
    record = rondo_server_record_new (RONDO_KIND_COMPANION, id, registration->belongs_to);
  body = companion != NULL ? rondo_wire_encode_companion (companion, record->body) : NULL;
  if (g_strcmp0 (body, record->body) == 0) {
    g_free (body);
    return TRUE;
  }
  g_free (record->body);
  record->body = body;
  return rondo_server_write_record (writer, record, error);
}

/* For each registration that @sql finds for @value. */
static gboolean
follow_all (const RondoServerWriter *writer, const char *sql, const char *value, GError **error)
{
  g_autoptr (GPtrArray) ids = rondo_server_index_list_ids (writer->db, sql, value, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    g_autoptr (RondoServerRecord) registration = NULL;

    if (!rondo_server_records_find (writer->db, ids->pdata[i], &registration, error) ||
        (registration != NULL && !rondo_server_companions_follow (writer, registration, error)))
      return FALSE;
  }
  return ids != NULL;
}

gboolean
rondo_server_companions_refresh (const RondoServerWriter *writer,
                                 const char *member,
                                 GError **error)
{
  return follow_all (writer, SQL_LIST_OF_MEMBER, member, error);
}

/* While a round goes on as before, its registrations keep its company up to date. */
gboolean
rondo_server_companions_gather (const RondoServerWriter *writer, const char *round, GError **error)
{
  g_autofree char *scope = rondo_server_scope_of_round (round);
  g_autoptr (GPtrArray) told = rondo_server_index_list_ids (writer->db, SQL_IS_TOLD, scope, error);
  RondoRoundState state = RONDO_ROUND_FINISHED;
  gboolean is_there = FALSE;

  if (told == NULL || !rondo_server_index_find_round (writer->db, round, &is_there, &state, error))
    return FALSE;
  return (told->len > 0) == (is_there && rondo_round_state_may_publish (state)) ||
         follow_all (writer, SQL_LIST_OF_ROUND, round, error);
}

static gboolean
gather_untold (const RondoServerWriter *writer, GPtrArray *rounds, GError **error)
{
  for (guint i = 0; i < rounds->len; i++)
    if (!rondo_server_companions_gather (writer, rounds->pdata[i], error))
      return FALSE;
  return rondo_server_history_seal (writer->db, writer->community, writer->now_us, error);
}

gboolean
rondo_server_companions_ensure (RondoDb *db,
                                const RondoServerCommunity *community,
                                int64_t now_us,
                                GError **error)
{
  g_autoptr (GPtrArray) rounds = rondo_server_index_list_ids (db, SQL_LIST_UNTOLD, "open", error);
  const RondoServerWriter writer = {
      .db = db,
      .community = community,
      .is_coordinator = TRUE,
      .reason = "upgrade",
      .now_us = now_us,
  };

  if (rounds == NULL || rounds->len == 0)
    return rounds != NULL;
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, gather_untold (&writer, rounds, error), error);
}

/* Whether the row of SQL_LIST_JOINED is of somebody who sees the company on @today. */
static gboolean
sees (RondoStatement *statement, RondoDate today)
{
  g_autoptr (RondoRound) round = rondo_wire_decode_round (
      rondo_statement_get_text (statement, 0), rondo_statement_get_text (statement, 1), NULL);
  g_autoptr (RondoRegistration) registration = rondo_wire_decode_registration (
      rondo_statement_get_text (statement, 2), rondo_statement_get_text (statement, 3), NULL);

  return round != NULL && registration != NULL &&
         registration->state != RONDO_REGISTRATION_WITHDRAWN &&
         rondo_round_shows_companions (round, today);
}

GPtrArray *
rondo_server_companions_list_rounds (RondoDb *db,
                                     const char *member,
                                     int64_t now_us,
                                     GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST_JOINED, "t", member);
  g_autoptr (GPtrArray) rounds = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;
  RondoDate today = (RondoDate)((now_us - LAST_ZONE_US) / DAY_US);

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &failure))
    if (rounds->len < RONDO_SERVER_COMPANY_MAX && sees (statement, today))
      g_ptr_array_add (rounds, g_strdup (rondo_statement_get_text (statement, 0)));
  if (failure == NULL)
    return g_steal_pointer (&rounds);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
