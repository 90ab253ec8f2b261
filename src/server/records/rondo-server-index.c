/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the checks need to know of bodies, as tables. */
#include "config.h"

#include "rondo-life.h"
#include "rondo-server-index.h"

static const char SQL_PUT_MEMBER[] =
    "INSERT INTO member_index (member, name, email) VALUES ($1, $2, $3) "
    "ON CONFLICT (member) DO UPDATE SET name = excluded.name, email = excluded.email";
static const char SQL_DELETE_MEMBER[] = "DELETE FROM member_index WHERE member = $1";
static const char SQL_WITHDRAW[] = "DELETE FROM invitation WHERE member = $1 AND used_us IS NULL";
static const char SQL_IS_NEEDED[] = "SELECT 1 FROM account WHERE member = $1 UNION ALL "
                                    "SELECT 1 FROM registration_index WHERE member = $1 UNION ALL "
                                    "SELECT 1 FROM pairing_index WHERE coach = $1 UNION ALL "
                                    "SELECT 1 FROM pairing_index WHERE client = $1 UNION ALL "
                                    "SELECT 1 FROM merged_member WHERE member = $1 OR stays = $1";
static const char SQL_PUT_ROUND[] = "INSERT INTO round_index (round, state) VALUES ($1, $2) "
                                    "ON CONFLICT (round) DO UPDATE SET state = excluded.state";
static const char SQL_PUT_REGISTRATION[] =
    "INSERT INTO registration_index (registration, round, member) VALUES ($1, $2, $3) "
    "ON CONFLICT (registration) DO NOTHING";
static const char SQL_DELETE_REGISTRATION[] =
    "DELETE FROM registration_index WHERE registration = $1";
static const char SQL_PUT_PAIRING[] =
    "INSERT INTO pairing_index (pairing, round, coach, client, state) "
    "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (pairing) DO UPDATE SET state = excluded.state";
static const char SQL_FIND_MEMBER[] = "SELECT member, name FROM member_index WHERE email = $1";
static const char SQL_GET_NAME[] = "SELECT name, email FROM member_index WHERE member = $1";
static const char SQL_FIND_ROUND[] = "SELECT state FROM round_index WHERE round = $1";
static const char SQL_FIND_REGISTRATION[] =
    "SELECT round FROM registration_index WHERE registration = $1";
static const char SQL_FIND_PAIRING[] =
    "SELECT pairing, round, coach, client, state FROM pairing_index WHERE pairing = $1";
static const char SQL_ARE_PARTNERS[] =
    "SELECT 1 FROM pairing_index WHERE coach = $1 AND client = $2 "
    "AND state IN ('active', 'paused') "
    "UNION ALL "
    "SELECT 1 FROM pairing_index WHERE coach = $2 AND client = $1 "
    "AND state IN ('active', 'paused')";
static const char SQL_COUNT_LIVE[] =
    "SELECT count(*) FROM pairing_index WHERE round = $1 AND state IN ('active', 'paused')";
static const char SQL_LIST_PAIRINGS[] =
    "SELECT r.id, r.body FROM pairing_index i JOIN record r ON r.id = i.pairing "
    "WHERE i.round = $1 ORDER BY r.id";
static const char SQL_WERE_PARTNERS[] =
    "SELECT 1 FROM pairing_index WHERE coach = $1 AND client = $2 UNION ALL "
    "SELECT 1 FROM pairing_index WHERE coach = $2 AND client = $1";
static const char SQL_LIST_REGISTERED[] =
    "SELECT g.id, g.body, m.id, m.body FROM registration_index i "
    "JOIN record g ON g.id = i.registration JOIN record m ON m.id = i.member "
    "WHERE i.round = $1 ORDER BY g.id";

/* Steps to the one row there may be: TRUE if there is one, FALSE without @error if there is none.
 */
static gboolean
step_one (RondoStatement *statement, GError **error, gboolean *is_ok)
{
  g_autoptr (GError) failure = NULL;
  gboolean has_row = statement != NULL && rondo_statement_step (statement, &failure);

  *is_ok = statement != NULL && failure == NULL;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return has_row;
}

static gboolean
update_member (RondoDb *db, const RondoServerRecord *record, GError **error)
{
  g_autoptr (RondoMember) member = NULL;

  if (record->is_deleted)
    return rondo_db_run (db, error, SQL_DELETE_MEMBER, "t", record->id) &&
           rondo_db_run (db, error, SQL_WITHDRAW, "t", record->id);
  member = rondo_wire_decode_member (record->id, record->body, error);
  return member != NULL &&
         rondo_db_run (db, error, SQL_PUT_MEMBER, "ttt", record->id, member->name, member->email);
}

static gboolean
update_round (RondoDb *db, const RondoServerRecord *record, GError **error)
{
  g_autoptr (RondoRound) round = rondo_wire_decode_round (record->id, record->body, error);

  return round != NULL &&
         rondo_db_run (
             db, error, SQL_PUT_ROUND, "tt", record->id, rondo_round_state_to_word (round->state));
}

static gboolean
update_registration (RondoDb *db, const RondoServerRecord *record, GError **error)
{
  g_autoptr (RondoRegistration) registration = NULL;

  if (record->is_deleted)
    return rondo_db_run (db, error, SQL_DELETE_REGISTRATION, "t", record->id);
  registration = rondo_wire_decode_registration (record->id, record->body, error);
  return registration != NULL && rondo_db_run (db,
                                               error,
                                               SQL_PUT_REGISTRATION,
                                               "ttt",
                                               record->id,
                                               registration->round,
                                               registration->member);
}

static gboolean
update_pairing (RondoDb *db, const RondoServerRecord *record, GError **error)
{
  g_autoptr (RondoPairing) pairing = rondo_wire_decode_pairing (record->id, record->body, error);

  return pairing != NULL && rondo_db_run (db,
                                          error,
                                          SQL_PUT_PAIRING,
                                          "ttttt",
                                          record->id,
                                          pairing->round,
                                          pairing->coach,
                                          pairing->client,
                                          rondo_pairing_state_to_word (pairing->state));
}

gboolean
rondo_server_index_update (RondoDb *db, const RondoServerRecord *record, GError **error)
{
  switch (record->kind) {
  case RONDO_KIND_MEMBER:
    return update_member (db, record, error);
  case RONDO_KIND_ROUND:
    return update_round (db, record, error);
  case RONDO_KIND_REGISTRATION:
    return update_registration (db, record, error);
  case RONDO_KIND_PAIRING:
    return update_pairing (db, record, error);
  case RONDO_KIND_PROFILE:
  case RONDO_KIND_COMPANION:
  case RONDO_KIND_PLAN:
  case RONDO_KIND_SESSION:
  case RONDO_KIND_CLIENT:
  case RONDO_KIND_LOG:
  case RONDO_KIND_DESK:
  case RONDO_KIND_CONFLICT:
  case RONDO_KIND_FEEDBACK:
  case RONDO_KIND_NOTICE:
  case RONDO_KIND_CONDUCT:
  case RONDO_KIND_CONDUCT_STEP:
    return TRUE;
  }
  g_return_val_if_reached (FALSE);
}

gboolean
rondo_server_index_find_member (
    RondoDb *db, const char *email, char **member, char **name, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_FIND_MEMBER, "t", email);
  gboolean is_ok = FALSE;

  *member = NULL;
  if (name != NULL)
    *name = NULL;
  if (step_one (statement, error, &is_ok)) {
    *member = g_strdup (rondo_statement_get_text (statement, 0));
    if (name != NULL)
      *name = g_strdup (rondo_statement_get_text (statement, 1));
  }
  return is_ok;
}

gboolean
rondo_server_index_get_name (RondoDb *db, const char *member, char **name, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_GET_NAME, "t", member);
  gboolean is_ok = FALSE;

  *name = NULL;
  if (step_one (statement, error, &is_ok))
    *name = g_strdup (rondo_statement_get_text (statement, 0));
  return is_ok;
}

gboolean
rondo_server_index_is_needed (RondoDb *db, const char *member, gboolean *is_needed, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_IS_NEEDED, "t", member);
  gboolean is_ok = FALSE;

  *is_needed = step_one (statement, error, &is_ok);
  return is_ok;
}

gboolean
rondo_server_index_find_round (
    RondoDb *db, const char *round, gboolean *is_there, RondoRoundState *state, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_FIND_ROUND, "t", round);
  gboolean is_ok = FALSE;

  *is_there = step_one (statement, error, &is_ok) &&
              rondo_round_state_from_word (rondo_statement_get_text (statement, 0), state);
  return is_ok;
}

gboolean
rondo_server_index_find_registration_round (RondoDb *db,
                                            const char *id,
                                            char **round,
                                            GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_FIND_REGISTRATION, "t", id);
  gboolean is_ok = FALSE;

  *round = NULL;
  if (step_one (statement, error, &is_ok))
    *round = g_strdup (rondo_statement_get_text (statement, 0));
  return is_ok;
}

gboolean
rondo_server_index_find_pairing (RondoDb *db,
                                 const char *id,
                                 RondoPairing **pairing,
                                 GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_FIND_PAIRING, "t", id);
  gboolean is_ok = FALSE;

  *pairing = NULL;
  if (!step_one (statement, error, &is_ok))
    return is_ok;
  *pairing = rondo_pairing_new ();
  g_free ((*pairing)->id);
  (*pairing)->id = g_strdup (rondo_statement_get_text (statement, 0));
  g_free ((*pairing)->round);
  (*pairing)->round = g_strdup (rondo_statement_get_text (statement, 1));
  g_free ((*pairing)->coach);
  (*pairing)->coach = g_strdup (rondo_statement_get_text (statement, 2));
  g_free ((*pairing)->client);
  (*pairing)->client = g_strdup (rondo_statement_get_text (statement, 3));
  if (!rondo_pairing_state_from_word (rondo_statement_get_text (statement, 4), &(*pairing)->state))
    (*pairing)->state = RONDO_PAIRING_ENDED;
  return TRUE;
}

gboolean
rondo_server_index_are_partners (
    RondoDb *db, const char *a, const char *b, gboolean *are_partners, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_ARE_PARTNERS, "tt", a, b);
  gboolean is_ok = FALSE;

  *are_partners = step_one (statement, error, &is_ok);
  return is_ok;
}

gboolean
rondo_server_index_were_partners (
    RondoDb *db, const char *a, const char *b, gboolean *were_partners, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_WERE_PARTNERS, "tt", a, b);
  gboolean is_ok = FALSE;

  *were_partners = step_one (statement, error, &is_ok);
  return is_ok;
}

gboolean
rondo_server_index_count_live (RondoDb *db, const char *round, guint *n_live, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_COUNT_LIVE, "t", round);
  gboolean is_ok = FALSE;

  *n_live = 0;
  if (step_one (statement, error, &is_ok))
    *n_live = (guint)rondo_statement_get_int (statement, 0);
  return is_ok;
}

/* One row of SQL_LIST_REGISTERED. */
static gboolean
read_registered (RondoStatement *statement,
                 GPtrArray *registrations,
                 GPtrArray *members,
                 GError **error)
{
  RondoRegistration *registration = NULL;
  RondoMember *member = NULL;

  registration = rondo_wire_decode_registration (
      rondo_statement_get_text (statement, 0), rondo_statement_get_text (statement, 1), error);
  if (registration == NULL)
    return FALSE;
  g_ptr_array_add (registrations, registration);
  member = rondo_wire_decode_member (
      rondo_statement_get_text (statement, 2), rondo_statement_get_text (statement, 3), error);
  if (member == NULL)
    return FALSE;
  g_ptr_array_add (members, member);
  return TRUE;
}

gboolean
rondo_server_index_list_registered (
    RondoDb *db, const char *round, GPtrArray **registrations, GPtrArray **members, GError **error)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_registration_free);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_member_free);
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, error, SQL_LIST_REGISTERED, "t", round);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  while (rondo_statement_step (statement, &failure)) {
    if (!read_registered (statement, found, people, error))
      return FALSE;
  }
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  *registrations = g_steal_pointer (&found);
  *members = g_steal_pointer (&people);
  return TRUE;
}

GPtrArray *
rondo_server_index_list_pairings (RondoDb *db, const char *round, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST_PAIRINGS, "t", round);
  g_autoptr (GPtrArray) pairings =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_free);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &failure)) {
    RondoPairing *pairing = rondo_wire_decode_pairing (
        rondo_statement_get_text (statement, 0), rondo_statement_get_text (statement, 1), error);

    if (pairing == NULL)
      return NULL;
    g_ptr_array_add (pairings, pairing);
  }
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  return g_steal_pointer (&pairings);
}

GPtrArray *
rondo_server_index_list_ids (RondoDb *db, const char *sql, const char *value, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, sql, "t", value);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &failure))
    g_ptr_array_add (ids, g_strdup (rondo_statement_get_text (statement, 0)));
  if (failure == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
