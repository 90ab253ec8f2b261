/* SPDX-License-Identifier: GPL-3.0-or-later
 * What files of members made of whom. */
#include "config.h"

#include "rondo-member-imports-table.h"

#include "rondo-imports-table.h"
#include "rondo-rows.h"

#define SQL_ADD_PART                                                                               \
  "INSERT INTO import_member (import, member, was, became) VALUES ($1, $2, $3, $4) "               \
  "ON CONFLICT DO NOTHING"
#define SQL_FIND_BEFORE                                                                            \
  "SELECT i.id, i.name FROM import i WHERE i.id < $1 "                                             \
  "AND EXISTS (SELECT 1 FROM import_member p WHERE p.import = i.id) ORDER BY i.id DESC LIMIT 1"
#define SQL_LIST "SELECT member, was, became FROM import_member WHERE import = $1 ORDER BY member"
#define SQL_COUNT_USES                                                                             \
  "SELECT (SELECT count(*) FROM registration WHERE member = $1) + "                                \
  "(SELECT count(*) FROM pairing WHERE coach = $1 OR client = $1) + "                              \
  "(SELECT count(*) FROM session WHERE coach = $1 OR client = $1)"

void
rondo_member_import_part_free (RondoMemberImportPart *part)
{
  if (part == NULL)
    return;
  g_free (part->member);
  g_free (part->was);
  g_free (part->became);
  g_free (part);
}

static gboolean
add_all (RondoDb *db, const char *name, GPtrArray *parts, int64_t made_us, GError **error)
{
  int64_t id = 0;

  if (!rondo_imports_table_begin (db, name, made_us, &id, error))
    return FALSE;
  for (guint i = 0; i < parts->len; i++) {
    const RondoMemberImportPart *part = parts->pdata[i];

    if (!rondo_db_run (db, error, SQL_ADD_PART, "ittt", id, part->member, part->was, part->became))
      return FALSE;
  }
  return TRUE;
}

gboolean
rondo_member_imports_table_add (
    RondoDb *db, const char *name, GPtrArray *parts, int64_t made_us, GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, add_all (db, name, parts, made_us, error), error);
}

gboolean
rondo_member_imports_table_find_before (
    RondoDb *db, int64_t id, int64_t *found, char **name, GError **error)
{
  return rondo_imports_table_take_found (
      rondo_db_query (db, error, SQL_FIND_BEFORE, "i", id), found, name, error);
}

static RondoMemberImportPart *
read_part (RondoStatement *statement)
{
  RondoMemberImportPart *part = g_new0 (RondoMemberImportPart, 1);

  part->member = g_strdup (rondo_statement_get_text (statement, 0));
  part->was = g_strdup (rondo_statement_get_text (statement, 1));
  part->became = g_strdup (rondo_statement_get_text (statement, 2));
  return part;
}

GPtrArray *
rondo_member_imports_table_list (RondoDb *db, int64_t id, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST, "i", id);
  g_autoptr (GPtrArray) parts =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_member_import_part_free);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &local_error))
    g_ptr_array_add (parts, read_part (statement));
  if (local_error == NULL)
    return g_steal_pointer (&parts);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

gboolean
rondo_member_imports_table_is_used (RondoDb *db,
                                    const char *member,
                                    gboolean *is_used,
                                    GError **error)
{
  int64_t count = 0;

  if (!rondo_rows_take_int (rondo_db_query (db, error, SQL_COUNT_USES, "t", member), &count, error))
    return FALSE;
  *is_used = count > 0;
  return TRUE;
}
