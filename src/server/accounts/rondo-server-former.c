/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who a member has been before two accounts became one. */
#include "config.h"

#include "rondo-server-former.h"

#include <string.h>

static const char SQL_ADD[] =
    "INSERT INTO merged_member (member, stays, merged_us, email) VALUES ($1, $2, $3, $4)";
static const char SQL_FOLLOW[] = "UPDATE merged_member SET stays = $2 WHERE stays = $1";
static const char SQL_LIST[] = "SELECT member FROM merged_member WHERE stays = $1 ORDER BY member";
static const char SQL_FIND[] =
    "SELECT stays FROM merged_member WHERE email = $1 ORDER BY merged_us DESC LIMIT 1";

gboolean
rondo_server_former_add (RondoDb *db,
                         const char *member,
                         const char *stays,
                         const char *email,
                         int64_t now_us,
                         GError **error)
{
  return rondo_db_run (db, error, SQL_FOLLOW, "tt", member, stays) &&
         rondo_db_run (db, error, SQL_ADD, "ttit", member, stays, now_us, email);
}

GPtrArray *
rondo_server_former_list (RondoDb *db, const char *member, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST, "t", member);
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

gboolean
rondo_server_former_find (RondoDb *db, const char *email, char **member, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_FIND, "t", email);
  g_autoptr (GError) failure = NULL;

  *member = NULL;
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure))
    *member = g_strdup (rondo_statement_get_text (statement, 0));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* (transfer full) (nullable) */
static char *
replace (const char *text, const char *by, GPtrArray *former)
{
  g_autoptr (GString) renamed = NULL;

  if (text == NULL)
    return NULL;
  renamed = g_string_new (text);
  for (guint i = 0; i < former->len; i++)
    g_string_replace (renamed, former->pdata[i], by, 0);
  return g_string_free (g_steal_pointer (&renamed), FALSE);
}

static gboolean
names_any (const RondoOp *op, GPtrArray *former)
{
  for (guint i = 0; i < former->len; i++)
    if ((op->body != NULL && strstr (op->body, former->pdata[i]) != NULL) ||
        (op->was != NULL && strstr (op->was, former->pdata[i]) != NULL))
      return TRUE;
  return FALSE;
}

RondoOp *
rondo_server_former_rename (GPtrArray *former, const char *member, const RondoOp *op)
{
  RondoOp *renamed;

  if (!names_any (op, former))
    return NULL;
  renamed = rondo_op_new ();
  renamed->op = g_strdup (op->op);
  renamed->act = op->act;
  renamed->kind = op->kind;
  renamed->id = g_strdup (op->id);
  renamed->base = op->base;
  renamed->body = replace (op->body, member, former);
  renamed->was = replace (op->was, member, former);
  return renamed;
}
