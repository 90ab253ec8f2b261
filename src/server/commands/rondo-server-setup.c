/* SPDX-License-Identifier: GPL-3.0-or-later
 * Filling a community from files. */
#include "config.h"

#include "rondo-server-setup.h"

#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-member-import.h"
#include "rondo-server-apply.h"
#include "rondo-server-history.h"

#include <glib/gi18n-lib.h>

#define ROUND_DAYS (13 * 7)

static gboolean
put (const RondoServerWriter *writer,
     RondoKind kind,
     const char *id,
     int64_t base,
     const char *body,
     GError **error)
{
  RondoOpResult result = {0};
  RondoOp op = {
      .act = RONDO_ACT_PUT,
      .kind = kind,
      .id = (char *)id,
      .base = base,
      .body = (char *)body,
  };

  return rondo_server_apply (writer, &op, 0, &result, error);
}

/* (element-type RondoMember) (transfer full) */
static GPtrArray *
list_members (RondoDb *db, GError **error)
{
  g_autoptr (GPtrArray) records = rondo_server_records_list (db, RONDO_KIND_MEMBER, error);
  g_autoptr (GPtrArray) members =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_member_free);

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++) {
    const RondoServerRecord *record = g_ptr_array_index (records, i);
    RondoMember *member = rondo_wire_decode_member (record->id, record->body, error);

    if (member == NULL)
      return NULL;
    g_ptr_array_add (members, member);
  }
  return g_steal_pointer (&members);
}

static gboolean
import_row (const RondoServerWriter *writer, const RondoImportRow *row, GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;
  g_autofree char *body = NULL;

  if (row->kind == RONDO_IMPORT_NOT_UNDERSTOOD) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("Line %u (“%s”) was not understood, and nothing was imported: %s"),
                 row->line,
                 row->title,
                 row->detail);
    return FALSE;
  }
  if (row->kind == RONDO_IMPORT_UNCHANGED)
    return TRUE;
  if (!rondo_server_records_find (writer->db, row->member->id, &record, error))
    return FALSE;
  body = rondo_wire_encode_member (row->member, record != NULL ? record->body : NULL);
  return put (writer,
              RONDO_KIND_MEMBER,
              row->member->id,
              record != NULL ? record->version : 0,
              body,
              error);
}

static gboolean
import (const RondoServerWriter *writer, const char *csv, gsize length, GError **error)
{
  g_autoptr (GPtrArray) existing = list_members (writer->db, error);
  g_autoptr (RondoMemberImport) read = NULL;

  if (existing == NULL)
    return FALSE;
  read = rondo_member_import_read (csv, length, existing, writer->now_us, error);
  if (read == NULL)
    return FALSE;
  for (guint i = 0; i < read->rows->len; i++) {
    if (!import_row (writer, g_ptr_array_index (read->rows, i), error))
      return FALSE;
  }
  return TRUE;
}

/* (transfer full): id of the new round */
static char *
add_round (const RondoServerWriter *writer, const char *name, RondoDate start, GError **error)
{
  g_autoptr (RondoRound) round = rondo_round_new ();
  g_autofree char *id = rondo_id_new (writer->now_us);
  g_autofree char *body = NULL;

  g_free (round->name);
  round->name = g_strdup (name);
  round->start = start;
  round->end = start + ROUND_DAYS;
  round->state = RONDO_ROUND_OPEN;
  if (!rondo_round_check (round, error))
    return NULL;
  body = rondo_wire_encode_round (round, NULL);
  return put (writer, RONDO_KIND_ROUND, id, 0, body, error) ? g_steal_pointer (&id) : NULL;
}

static gboolean
open_round (const RondoServerWriter *writer, const char *name, RondoDate start, GError **error)
{
  g_autoptr (GPtrArray) members = list_members (writer->db, error);
  g_autofree char *round = NULL;

  if (members == NULL)
    return FALSE;
  round = add_round (writer, name, start, error);
  if (round == NULL)
    return FALSE;
  for (guint i = 0; i < members->len; i++) {
    const RondoMember *member = g_ptr_array_index (members, i);
    g_autoptr (RondoRegistration) registration =
        rondo_registration_new (round, member->id, member->wishes);
    g_autofree char *body = rondo_wire_encode_registration (registration, NULL);

    if (member->is_active &&
        !put (writer, RONDO_KIND_REGISTRATION, registration->id, 0, body, error))
      return FALSE;
  }
  return TRUE;
}

static RondoServerWriter
make_writer (RondoDb *db, const RondoServerCommunity *community, int64_t now_us)
{
  return (RondoServerWriter){
      .db = db,
      .community = community,
      .is_coordinator = TRUE,
      .reason = "setup",
      .now_us = now_us,
  };
}

gboolean
rondo_server_setup_import (RondoDb *db,
                           const RondoServerCommunity *community,
                           const char *csv,
                           gsize length,
                           int64_t now_us,
                           GError **error)
{
  RondoServerWriter writer = make_writer (db, community, now_us);

  return rondo_db_begin (db, error) &&
         rondo_db_end (db,
                       import (&writer, csv, length, error) &&
                           rondo_server_history_seal (db, community, now_us, error),
                       error);
}

gboolean
rondo_server_setup_open_round (RondoDb *db,
                               const RondoServerCommunity *community,
                               const char *name,
                               RondoDate start,
                               int64_t now_us,
                               GError **error)
{
  RondoServerWriter writer = make_writer (db, community, now_us);

  return rondo_db_begin (db, error) &&
         rondo_db_end (db,
                       open_round (&writer, name, start, error) &&
                           rondo_server_history_seal (db, community, now_us, error),
                       error);
}
