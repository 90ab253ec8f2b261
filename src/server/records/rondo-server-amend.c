/* SPDX-License-Identifier: GPL-3.0-or-later
 * A plan changes a round that goes on. */
#include "config.h"

#include "rondo-server-amend.h"

#include "rondo-error.h"
#include "rondo-repair.h"
#include "rondo-server-apply.h"
#include "rondo-server-index.h"
#include "rondo-server-past.h"
#include "rondo-server-problem.h"
#include "rondo-server-rules.h"

#include <glib/gi18n-lib.h>

/* What the plan is checked against. */
typedef struct {
  GPtrArray *registrations;
  GPtrArray *members;
  GPtrArray *pairings;
  RondoPast *past;
} Known;

static void
known_clear (Known *known)
{
  g_clear_pointer (&known->registrations, g_ptr_array_unref);
  g_clear_pointer (&known->members, g_ptr_array_unref);
  g_clear_pointer (&known->pairings, g_ptr_array_unref);
  g_clear_pointer (&known->past, rondo_past_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, known_clear)

static gboolean
read_known (const RondoServerWriter *writer, const RondoRound *round, Known *known, GError **error)
{
  if (!rondo_server_index_list_registered (
          writer->db, round->id, &known->registrations, &known->members, error))
    return FALSE;
  known->pairings = rondo_server_index_list_pairings (writer->db, round->id, error);
  if (known->pairings == NULL)
    return FALSE;
  known->past = rondo_server_past_read (writer->db, round, error);
  return known->past != NULL;
}

/* The pairings are others by now: that is a conflict, and no mistake of who sent the plan. */
static gboolean
check_rules (const RondoPlan *plan, const RondoRound *round, const Known *known, GError **error)
{
  RondoMatchingInput input = {.round = round,
                              .members = known->members,
                              .registrations = known->registrations,
                              .past = known->past};
  g_autoptr (GError) reason = NULL;

  if (rondo_repair_check (plan, &input, known->pairings, &reason))
    return TRUE;
  if (g_error_matches (reason, RONDO_ERROR, RONDO_ERROR_CONFLICT))
    return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_CONFLICT, reason->message);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
check_new_id (const RondoServerWriter *writer, const char *id, GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;

  if (!rondo_server_rules_is_fresh_id (id))
    return rondo_server_refuse (error,
                                RONDO_SERVER_PROBLEM_INVALID,
                                _ ("Each new pairing needs an id of its own. Look for a "
                                   "replacement again."));
  if (!rondo_server_records_find (writer->db, id, &record, error))
    return FALSE;
  return record == NULL ||
         rondo_server_refuse (error,
                              RONDO_SERVER_PROBLEM_CONFLICT,
                              _ ("This change was made before. Look at the round again."));
}

static gboolean
check_ids (const RondoServerWriter *writer, const RondoPlan *plan, GPtrArray *begun, GError **error)
{
  if (!check_new_id (writer, plan->id, error))
    return FALSE;
  for (guint i = 0; i < begun->len; i++) {
    const RondoPairing *pairing = begun->pdata[i];

    if (g_strcmp0 (pairing->id, plan->id) == 0 || !check_new_id (writer, pairing->id, error))
      return FALSE;
  }
  return TRUE;
}

/* Writes @body, which is taken over, as the state of the record @id. */
static gboolean
write_body (const RondoServerWriter *writer,
            RondoKind kind,
            const char *id,
            const char *belongs_to,
            char *body,
            GError **error)
{
  g_autofree char *owned = body;
  g_autoptr (RondoServerRecord) record = NULL;

  if (!rondo_server_records_find (writer->db, id, &record, error))
    return FALSE;
  if (record == NULL)
    record = rondo_server_record_new (kind, id, belongs_to);
  g_free (record->body);
  record->body = g_steal_pointer (&owned);
  return rondo_server_write_record (writer, record, error);
}

static gboolean
find_body (const RondoServerWriter *writer, const char *id, char **body, GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;

  if (!rondo_server_records_find (writer->db, id, &record, error))
    return FALSE;
  *body = record != NULL ? g_steal_pointer (&record->body) : NULL;
  return TRUE;
}

/* Both names stay with what has ended. */
static gboolean
write_pairing (const RondoServerWriter *writer, RondoPairing *pairing, GError **error)
{
  g_autofree char *previous = NULL;

  if (!find_body (writer, pairing->id, &previous, error))
    return FALSE;
  if (previous != NULL && pairing->coach_name == NULL &&
      (!rondo_server_index_get_name (writer->db, pairing->coach, &pairing->coach_name, error) ||
       !rondo_server_index_get_name (writer->db, pairing->client, &pairing->client_name, error)))
    return FALSE;
  return write_body (writer,
                     RONDO_KIND_PAIRING,
                     pairing->id,
                     pairing->round,
                     rondo_wire_encode_pairing (pairing, previous),
                     error);
}

static gboolean
write_registration (const RondoServerWriter *writer,
                    const RondoRegistration *registration,
                    GError **error)
{
  g_autofree char *previous = NULL;

  return find_body (writer, registration->id, &previous, error) &&
         write_body (writer,
                     RONDO_KIND_REGISTRATION,
                     registration->id,
                     registration->member,
                     rondo_wire_encode_registration (registration, previous),
                     error);
}

/* New pairings first, so that nobody is without a partner in between. */
static gboolean
write_all (const RondoServerWriter *writer,
           const RondoOp *op,
           const RondoPlan *plan,
           const Known *known,
           GPtrArray *begun,
           GError **error)
{
  g_autoptr (GPtrArray) ended = rondo_plan_list_endings (plan, known->pairings);
  g_autoptr (GPtrArray) changed =
      rondo_amendment_list_registrations (plan->amendment, known->registrations);

  for (guint i = 0; i < begun->len; i++)
    if (!write_pairing (writer, begun->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < ended->len; i++)
    if (!write_pairing (writer, ended->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < changed->len; i++)
    if (!write_registration (writer, changed->pdata[i], error))
      return FALSE;
  return write_body (writer, RONDO_KIND_PLAN, plan->id, plan->round, g_strdup (op->body), error);
}

gboolean
rondo_server_amend (const RondoServerWriter *writer,
                    const RondoOp *op,
                    const RondoPlan *plan,
                    const RondoRound *round,
                    GError **error)
{
  g_auto (Known) known = {0};
  g_autoptr (GPtrArray) begun = NULL;

  if (!read_known (writer, round, &known, error) || !check_rules (plan, round, &known, error))
    return FALSE;
  begun = rondo_plan_list_beginnings (plan, known.pairings);
  return check_ids (writer, plan, begun, error) &&
         write_all (writer, op, plan, &known, begun, error);
}
