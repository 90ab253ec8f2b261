/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading all rows of a statement. */
#include "config.h"

#include "rondo-rows.h"

/* Steps once: TRUE with @has_row, or FALSE with @error. */
static gboolean
step (RondoStatement *statement, gboolean *has_row, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *has_row = rondo_statement_step (statement, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  return TRUE;
}

gboolean
rondo_rows_take_int (RondoStatement *statement, int64_t *value, GError **error)
{
  g_autoptr (RondoStatement) owned = statement;
  gboolean has_row;

  if (owned == NULL || !step (owned, &has_row, error))
    return FALSE;
  if (has_row)
    *value = rondo_statement_get_int (owned, 0);
  return TRUE;
}

gboolean
rondo_rows_take_text (RondoStatement *statement, char **value, GError **error)
{
  g_autoptr (RondoStatement) owned = statement;
  gboolean has_row;

  *value = NULL;
  if (owned == NULL || !step (owned, &has_row, error))
    return FALSE;
  if (has_row)
    *value = g_strdup (rondo_statement_get_text (owned, 0));
  return TRUE;
}

GPtrArray *
rondo_rows_take_texts (RondoStatement *statement, GError **error)
{
  g_autoptr (RondoStatement) owned = statement;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean has_row;

  if (owned == NULL)
    return NULL;
  for (;;) {
    if (!step (owned, &has_row, error))
      return NULL;
    if (!has_row)
      return g_steal_pointer (&texts);
    g_ptr_array_add (texts, g_strdup (rondo_statement_get_text (owned, 0)));
  }
}

static gpointer
decode_row (RondoStatement *statement, RondoDecodeFunc decode)
{
  const char *body = rondo_statement_get_text (statement, 1);

  if (body == NULL)
    return NULL;
  return decode (
      rondo_statement_get_text (statement, 0), body, rondo_statement_get_int (statement, 2));
}

GPtrArray *
rondo_rows_take_values (RondoStatement *statement,
                        RondoDecodeFunc decode,
                        GDestroyNotify free_value,
                        GError **error)
{
  g_autoptr (RondoStatement) owned = statement;
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (free_value);
  gboolean has_row;

  if (owned == NULL)
    return NULL;
  for (;;) {
    gpointer value;

    if (!step (owned, &has_row, error))
      return NULL;
    if (!has_row)
      return g_steal_pointer (&values);
    value = decode_row (owned, decode);
    if (value != NULL)
      g_ptr_array_add (values, value);
  }
}

gboolean
rondo_rows_take_value (RondoStatement *statement,
                       RondoDecodeFunc decode,
                       gpointer *value,
                       GError **error)
{
  g_autoptr (RondoStatement) owned = statement;
  gboolean has_row;

  *value = NULL;
  if (owned == NULL || !step (owned, &has_row, error))
    return FALSE;
  if (has_row)
    *value = decode_row (owned, decode);
  return TRUE;
}
