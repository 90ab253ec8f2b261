/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conflicts. */
#include "config.h"

#include "rondo-server-conflict.h"

#include "rondo-id.h"
#include "rondo-server-apply.h"

const char *
rondo_server_conflict_belongs_to (const RondoServerWriter *writer, RondoKind kind)
{
  switch (kind) {
  case RONDO_KIND_MEMBER:
  case RONDO_KIND_ROUND:
  case RONDO_KIND_PLAN:
  case RONDO_KIND_PAIRING:
  case RONDO_KIND_NOTICE:
    return "";
  case RONDO_KIND_PROFILE:
  case RONDO_KIND_COMPANION:
  case RONDO_KIND_REGISTRATION:
  case RONDO_KIND_SESSION:
  case RONDO_KIND_CLIENT:
  case RONDO_KIND_LOG:
  case RONDO_KIND_DESK:
  case RONDO_KIND_CONFLICT:
  case RONDO_KIND_FEEDBACK:
  case RONDO_KIND_CONDUCT:
  case RONDO_KIND_CONDUCT_STEP:
    return writer->member != NULL ? writer->member : "";
  }
  g_return_val_if_reached ("");
}

gboolean
rondo_server_conflict_write (const RondoServerWriter *writer,
                             const RondoServerRecord *record,
                             const char *op,
                             const char *kept,
                             const char *other,
                             GError **error)
{
  g_autofree char *id = rondo_id_derive (writer->community->salt, op);
  g_autoptr (RondoServerRecord) conflict = NULL;
  RondoConflict value = {
      .record = record->id,
      .kind = record->kind,
      .kept = (char *)kept,
      .other = (char *)other,
  };

  if (!rondo_server_records_find (writer->db, id, &conflict, error))
    return FALSE;
  if (conflict != NULL)
    return TRUE;
  conflict = rondo_server_record_new (
      RONDO_KIND_CONFLICT, id, rondo_server_conflict_belongs_to (writer, record->kind));
  conflict->body = rondo_wire_encode_conflict (&value, NULL);
  return rondo_server_write_record (writer, conflict, error);
}
