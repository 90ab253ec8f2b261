/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table "seen_tag". */
#include "config.h"

#include "rondo-tags-table.h"

#include "rondo-rows.h"

#define NEWEST 16 /* kept one by one; of those before, every second, fourth, eighth … */

#define SQL_ADD                                                                                    \
  "INSERT INTO seen_tag (n, epoch, seq, tag) "                                                     \
  "VALUES ((SELECT coalesce(max(n), 0) + 1 FROM seen_tag), $1, $2, $3)"
#define SQL_LAST "SELECT coalesce(max(n), 0) FROM seen_tag"
#define SQL_DELETE "DELETE FROM seen_tag WHERE n = $1"
#define SQL_NEWEST "SELECT seq, tag, epoch FROM seen_tag WHERE epoch = $1 ORDER BY n DESC LIMIT 1"
#define SQL_LIST "SELECT seq, tag, epoch FROM seen_tag ORDER BY n DESC LIMIT $1"
#define SQL_FORGET "DELETE FROM seen_tag"

static GPtrArray *
take_tags (RondoStatement *statement, GError **error)
{
  g_autoptr (RondoStatement) owned = statement;
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_tag_free);
  g_autoptr (GError) local_error = NULL;

  if (owned == NULL)
    return NULL;
  while (rondo_statement_step (owned, &local_error)) {
    RondoTag *tag =
        rondo_tag_new (rondo_statement_get_int (owned, 0), rondo_statement_get_text (owned, 1));

    tag->epoch = g_strdup (rondo_statement_get_text (owned, 2));
    g_ptr_array_add (tags, tag);
  }
  if (local_error == NULL)
    return g_steal_pointer (&tags);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* At each age that is a power of two, half of those that have come so far go. */
static gboolean
thin (RondoDb *db, GError **error)
{
  int64_t last = 0;

  if (!rondo_rows_take_int (rondo_db_query (db, error, SQL_LAST, ""), &last, error))
    return FALSE;
  for (int64_t step = 1; last - NEWEST * step > 0; step *= 2) {
    int64_t n = last - NEWEST * step;

    if (n % (2 * step) != 0 && !rondo_db_run (db, error, SQL_DELETE, "i", n))
      return FALSE;
  }
  return TRUE;
}

gboolean
rondo_tags_table_add (RondoDb *db, const char *epoch, int64_t seq, const char *tag, GError **error)
{
  g_autoptr (RondoTag) newest = NULL;

  if (!rondo_tags_table_find_newest (db, epoch, &newest, error))
    return FALSE;
  if (newest != NULL && newest->seq == seq && g_str_equal (newest->tag, tag))
    return TRUE;
  return rondo_db_run (db, error, SQL_ADD, "tit", epoch, seq, tag) && thin (db, error);
}

gboolean
rondo_tags_table_find_newest (RondoDb *db, const char *epoch, RondoTag **tag, GError **error)
{
  g_autoptr (GPtrArray) tags =
      take_tags (rondo_db_query (db, error, SQL_NEWEST, "t", epoch), error);

  *tag = NULL;
  if (tags == NULL)
    return FALSE;
  if (tags->len > 0)
    *tag = g_ptr_array_steal_index (tags, 0);
  return TRUE;
}

GPtrArray *
rondo_tags_table_list (RondoDb *db, GError **error)
{
  return take_tags (rondo_db_query (db, error, SQL_LIST, "i", (int64_t)RONDO_WIRE_MAX_TAGS), error);
}

gboolean
rondo_tags_table_forget (RondoDb *db, GError **error)
{
  return rondo_db_run (db, error, SQL_FORGET, "");
}
