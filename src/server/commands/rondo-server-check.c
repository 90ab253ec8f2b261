/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether a database holds what it should. */
#include "config.h"

#include "rondo-server-check.h"

#include "rondo-error.h"
#include "rondo-server-admin-log.h"
#include "rondo-server-digests.h"
#include "rondo-server-feed.h"
#include "rondo-server-index.h"
#include "rondo-server-profiles.h"
#include "rondo-server-rules.h"

#include <glib/gi18n-lib.h>

static const char SQL_LIST[] =
    "SELECT id FROM record WHERE kind <> 'profile' AND is_deleted = 0 ORDER BY id";
static const char SQL_LIST_SCOPES[] =
    "SELECT scope FROM feed WHERE record = $1 AND is_gone = 0 ORDER BY scope";

/* Each gives one row for each thing that is wrong: the id to tell of. */
static const char SQL_DELETED_BUT_SEEN[] =
    "SELECT r.id FROM record r JOIN feed f ON f.record = r.id "
    "WHERE r.is_deleted = 1 AND f.is_gone = 0 ORDER BY r.id";
static const char SQL_SEEN_BY_STRANGERS[] =
    "SELECT f.scope FROM record r JOIN feed f ON f.record = r.id "
    "WHERE r.kind = 'profile' AND f.is_gone = 0 AND NOT EXISTS "
    "(SELECT 1 FROM pairing_index p WHERE p.state IN ('active', 'paused') AND "
    "((p.coach = r.belongs_to AND f.scope = 'u:' || p.client) OR "
    "(p.client = r.belongs_to AND f.scope = 'u:' || p.coach))) ORDER BY 1";
static const char SQL_WITH_ONESELF[] =
    "SELECT pairing FROM pairing_index WHERE coach = client ORDER BY 1";
static const char SQL_MUTUAL[] =
    "SELECT p.pairing FROM pairing_index p JOIN pairing_index q "
    "ON q.round = p.round AND q.coach = p.client AND q.client = p.coach "
    "WHERE p.state IN ('active', 'paused') AND q.state IN ('active', 'paused') ORDER BY 1";
static const char SQL_TWO_COACHES[] =
    "SELECT round FROM pairing_index WHERE state IN ('active', 'paused') "
    "GROUP BY round, client HAVING count(*) > 1 ORDER BY 1";
static const char SQL_TWO_CLIENTS[] =
    "SELECT round FROM pairing_index WHERE state IN ('active', 'paused') "
    "GROUP BY round, coach HAVING count(*) > 1 ORDER BY 1";
static const char SQL_PAIRED_IN_OPEN_ROUND[] =
    "SELECT p.pairing FROM pairing_index p JOIN round_index r ON r.round = p.round "
    "WHERE r.state IN ('draft', 'open', 'closed', 'matching') ORDER BY 1";
static const char SQL_SESSION_OF_NOTHING[] =
    "SELECT r.id FROM record r WHERE r.kind = 'session' AND r.belongs_to NOT LIKE '% %' "
    "AND NOT EXISTS "
    "(SELECT 1 FROM pairing_index p WHERE p.pairing = r.belongs_to) ORDER BY 1";
static const char SQL_NOT_INDEXED[] =
    "SELECT r.id FROM record r WHERE r.is_deleted = 0 AND "
    "((r.kind = 'member' AND NOT EXISTS (SELECT 1 FROM member_index m WHERE m.member = r.id)) OR "
    "(r.kind = 'round' AND NOT EXISTS (SELECT 1 FROM round_index i WHERE i.round = r.id)) OR "
    "(r.kind = 'pairing' AND NOT EXISTS (SELECT 1 FROM pairing_index p WHERE p.pairing = r.id)) OR "
    "(r.kind = 'registration' AND NOT EXISTS "
    "(SELECT 1 FROM registration_index g WHERE g.registration = r.id))) ORDER BY r.id";
static const char SQL_ACCOUNT_OF_NOBODY[] =
    "SELECT a.member FROM account a WHERE NOT EXISTS "
    "(SELECT 1 FROM member_index m WHERE m.member = a.member) ORDER BY 1";
static const char SQL_FEED_OF_NOTHING[] =
    "SELECT DISTINCT f.record FROM feed f WHERE NOT EXISTS "
    "(SELECT 1 FROM record r WHERE r.id = f.record) ORDER BY 1";
static const char SQL_PAST_OF_NOTHING[] =
    "SELECT DISTINCT p.record FROM record_past p WHERE NOT EXISTS "
    "(SELECT 1 FROM record r WHERE r.id = p.record AND r.version > p.version) ORDER BY 1";

typedef struct {
  const char *sql;
  const char *message; /* with one %s */
} Rule;

static const Rule RULES[] = {
    {SQL_DELETED_BUT_SEEN, N_ ("The record “%s” is deleted, and members still see it.")},
    {SQL_SEEN_BY_STRANGERS, N_ ("“%s” sees the profile of somebody who is no partner.")},
    {SQL_WITH_ONESELF, N_ ("The pairing “%s” is one of a member with themselves.")},
    {SQL_MUTUAL, N_ ("The pairing “%s” is mutual: each of the two coaches the other.")},
    {SQL_TWO_COACHES, N_ ("In the round “%s” a member has two coaches.")},
    {SQL_TWO_CLIENTS, N_ ("In the round “%s” a coach has two clients.")},
    {SQL_PAIRED_IN_OPEN_ROUND, N_ ("The pairing “%s” belongs to a round that is still open.")},
    {SQL_SESSION_OF_NOTHING, N_ ("The session “%s” belongs to no pairing.")},
    {SQL_NOT_INDEXED, N_ ("The tables for checks do not know the record “%s”.")},
    {SQL_ACCOUNT_OF_NOBODY, N_ ("The account “%s” belongs to no member.")},
    {SQL_FEED_OF_NOTHING, N_ ("Members are told of a record “%s” that is not there.")},
    {SQL_PAST_OF_NOTHING, N_ ("The history of the record “%s” is ahead of the record.")},
};

typedef struct {
  RondoDb *db;
  GPtrArray *found; /* owned (element-type utf8) */
} Check;

static void
add_problem (Check *check, const char *message, const char *what)
{
  g_auto (GStrv) parts = g_strsplit (message, "%s", 2);

  g_ptr_array_add (check->found, g_strjoinv (what, parts));
}

static gboolean
apply_rule (Check *check, const Rule *rule, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (check->db, error, rule->sql, "");
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  while (rondo_statement_step (statement, &failure))
    add_problem (check, _ (rule->message), rondo_statement_get_text (statement, 0));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* The scopes that hold @record now, as one text. (transfer full) */
static char *
join_held (RondoDb *db, const char *record, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST_SCOPES, "t", record);
  g_autoptr (GString) scopes = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &failure))
    g_string_append_printf (scopes, "%s ", rondo_statement_get_text (statement, 0));
  if (failure == NULL)
    return g_string_free (g_steal_pointer (&scopes), FALSE);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* Those that should. (transfer full) */
static char *
join_due (RondoDb *db, const RondoServerRecord *record, GError **error)
{
  g_autoptr (GPtrArray) due = rondo_server_rules_scopes (db, record, error);
  g_autoptr (GString) scopes = g_string_new (NULL);

  if (due == NULL)
    return NULL;
  g_ptr_array_sort (due, compare_texts);
  for (guint i = 0; i < due->len; i++)
    g_string_append_printf (scopes, "%s ", (const char *)g_ptr_array_index (due, i));
  return g_string_free (g_steal_pointer (&scopes), FALSE);
}

static gboolean
check_scopes_of (Check *check, const char *id, GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;
  g_autofree char *held = NULL;
  g_autofree char *due = NULL;

  if (!rondo_server_records_find (check->db, id, &record, error))
    return FALSE;
  held = join_held (check->db, id, error);
  due = held != NULL ? join_due (check->db, record, error) : NULL;
  if (due == NULL)
    return FALSE;
  if (g_strcmp0 (held, due) != 0)
    add_problem (check, _ ("The record “%s” is not seen by those who should see it."), id);
  return TRUE;
}

static gboolean
check_scopes (Check *check, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (check->db, error, SQL_LIST, "");
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  while (rondo_statement_step (statement, &failure)) {
    if (!check_scopes_of (check, rondo_statement_get_text (statement, 0), error))
      return FALSE;
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* A whole file whose records can be read: what the rest goes by. */
static gboolean
check_base (RondoDb *db, GError **error)
{
  return rondo_db_check (db, error) && rondo_server_records_check (db, error) &&
         rondo_server_admin_log_read (db, NULL, NULL, error);
}

static gboolean
check_rules (Check *check, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (RULES); i++) {
    if (!apply_rule (check, &RULES[i], error))
      return FALSE;
  }
  return check_scopes (check, error);
}

gboolean
rondo_server_check_all (RondoDb *db,
                        const RondoServerCommunity *community,
                        GPtrArray *problems,
                        GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  Check check = {.db = db, .found = found};
  gboolean is_done = FALSE;

  if (!check_base (db, error) || !rondo_db_begin_read (db, error))
    return FALSE;
  is_done = check_rules (&check, error);
  if (!rondo_db_end (db, is_done, error))
    return FALSE;
  if (found->len == 0)
    return rondo_server_digests_check (db, error);
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_CORRUPT, g_ptr_array_index (found, 0));
  while (problems != NULL && found->len > 0)
    g_ptr_array_add (problems, g_ptr_array_steal_index (found, 0));
  return FALSE;
}
