/* SPDX-License-Identifier: GPL-3.0-or-later
 * Amending a round that goes on: one op, many records. */
#include "config.h"

#include "rondo-change-save-amend.h"

#include "rondo-change-show.h"
#include "rondo-id.h"
#include "rondo-members-table.h"
#include "rondo-outbox-table.h"
#include "rondo-pairings-table.h"
#include "rondo-past-reader.h"
#include "rondo-registrations-table.h"
#include "rondo-repair.h"

/* What the plan is checked against, and changes. */
typedef struct {
  GPtrArray *members;
  GPtrArray *registrations;
  GPtrArray *pairings;
  RondoPast *past;
} Known;

static void
known_clear (Known *known)
{
  g_clear_pointer (&known->members, g_ptr_array_unref);
  g_clear_pointer (&known->registrations, g_ptr_array_unref);
  g_clear_pointer (&known->pairings, g_ptr_array_unref);
  g_clear_pointer (&known->past, rondo_past_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, known_clear)

static gboolean
read_known (RondoDb *db, const RondoRound *round, Known *known, GError **error)
{
  known->members = rondo_members_table_list (db, error);
  if (known->members == NULL)
    return FALSE;
  known->registrations = rondo_registrations_table_list_for_round (db, round->id, error);
  if (known->registrations == NULL)
    return FALSE;
  known->pairings = rondo_pairings_table_list_for_round (db, round->id, error);
  if (known->pairings == NULL)
    return FALSE;
  known->past = rondo_past_reader_read (db, round, error);
  return known->past != NULL;
}

static gboolean
check (const RondoPlan *plan, const RondoRound *round, const Known *known, GError **error)
{
  RondoMatchingInput input = {.round = round,
                              .members = known->members,
                              .registrations = known->registrations,
                              .past = known->past};

  return rondo_repair_check (plan, &input, known->pairings, error);
}

static gboolean
show_and_touch (RondoDb *db,
                const char *op,
                RondoKind kind,
                const char *id,
                gconstpointer value,
                GError **error)
{
  return rondo_change_show (db, kind, id, value, error) &&
         rondo_outbox_table_touch (db, op, id, error);
}

static gboolean
show_pairings (RondoDb *db, const char *op, GPtrArray *pairings, GError **error)
{
  for (guint i = 0; i < pairings->len; i++) {
    const RondoPairing *pairing = pairings->pdata[i];

    if (!show_and_touch (db, op, RONDO_KIND_PAIRING, pairing->id, pairing, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
show_all (RondoDb *db, const char *op, const RondoPlan *plan, const Known *known, GError **error)
{
  g_autoptr (GPtrArray) begun = rondo_plan_list_beginnings (plan, known->pairings);
  g_autoptr (GPtrArray) ended = rondo_plan_list_endings (plan, known->pairings);
  g_autoptr (GPtrArray) changed =
      rondo_amendment_list_registrations (plan->amendment, known->registrations);

  if (!show_pairings (db, op, begun, error) || !show_pairings (db, op, ended, error))
    return FALSE;
  for (guint i = 0; i < changed->len; i++) {
    const RondoRegistration *registration = changed->pdata[i];

    if (!show_and_touch (db, op, RONDO_KIND_REGISTRATION, registration->id, registration, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
rondo_change_save_amend (
    RondoDb *db, const RondoPlan *plan, const RondoRound *round, int64_t now_us, GError **error)
{
  g_autofree char *op = rondo_id_new (now_us);
  g_autoptr (RondoOutboxEntry) entry = rondo_outbox_entry_new ();
  g_auto (Known) known = {0};

  if (!read_known (db, round, &known, error) || !check (plan, round, &known, error))
    return FALSE;
  entry->op = g_strdup (op);
  entry->act = RONDO_ACT_PUBLISH;
  entry->kind = RONDO_KIND_PLAN;
  entry->record = g_strdup (plan->id);
  entry->base = round->version;
  entry->body = rondo_wire_encode_plan (plan, NULL);
  entry->made_us = now_us;
  return rondo_change_show (db, RONDO_KIND_PLAN, plan->id, plan, error) &&
         rondo_outbox_table_add (db, entry, error) && show_all (db, op, plan, &known, error);
}
