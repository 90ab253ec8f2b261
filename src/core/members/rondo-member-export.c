/* SPDX-License-Identifier: GPL-3.0-or-later
 * Members as a table that can be imported again. */
#include "config.h"

#include "rondo-member-export.h"

#include "rondo-csv.h"
#include "rondo-import-fields.h"

static void
append_headers (GString *out)
{
  const char *cells[RONDO_N_FIELDS + 1] = {NULL};

  for (RondoField field = 0; field < RONDO_N_FIELDS; field++)
    cells[field] = rondo_field_to_header (field);
  rondo_csv_append (out, cells);
}

static void
append_member (GString *out, const RondoMember *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) cells = NULL;

  for (RondoField field = 0; field < RONDO_N_FIELDS; field++) {
    g_autofree char *cell = rondo_field_to_cell (field, member);

    g_strv_builder_add (builder, cell);
  }
  cells = g_strv_builder_end (builder);
  rondo_csv_append (out, (const char *const *)cells);
}

char *
rondo_members_export (GPtrArray *members)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (members != NULL, NULL);

  append_headers (out);
  for (guint i = 0; i < members->len; i++)
    append_member (out, members->pdata[i]);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
