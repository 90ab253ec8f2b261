/* SPDX-License-Identifier: GPL-3.0-or-later
 * Publishing a plan: one op, many records. */
#include "config.h"

#include "rondo-change-save-publish.h"

#include "rondo-change-save-amend.h"
#include "rondo-change-show.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-members-table.h"
#include "rondo-outbox-table.h"
#include "rondo-past-reader.h"
#include "rondo-registrations-table.h"
#include "rondo-rounds-table.h"

#include <glib/gi18n-lib.h>

static gboolean
check_round (const RondoPlan *plan, const RondoRound *round, GError **error)
{
  if (round == NULL) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_INVALID,
                         _ ("The round of this plan is not on this computer, so nothing was "
                            "published."));
    return FALSE;
  }
  if (plan->amendment != NULL ? !rondo_round_state_has_pairings (round->state)
                              : !rondo_round_state_may_publish (round->state)) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_REJECTED,
                 plan->amendment != NULL
                     ? _ ("The round “%s” is not going on, so nothing was changed.")
                     : _ ("The round “%s” has been published already, so nothing was changed."),
                 round->name);
    return FALSE;
  }
  /* A plan of version 0 was made while the round was only on this computer. */
  if (plan->round_version != 0 && plan->round_version != round->version) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_CONFLICT,
                 _ ("The round “%s” has changed since it was matched, so nothing was published. "
                    "Match it again."),
                 round->name);
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_rules (RondoDb *db, const RondoPlan *plan, const RondoRound *round, GError **error)
{
  g_autoptr (GPtrArray) members = rondo_members_table_list (db, error);
  g_autoptr (GPtrArray) registrations = NULL;
  g_autoptr (RondoPast) past = NULL;
  RondoMatchingInput input;

  if (members == NULL)
    return FALSE;
  registrations = rondo_registrations_table_list_for_round (db, plan->round, error);
  if (registrations == NULL)
    return FALSE;
  past = rondo_past_reader_read (db, round, error);
  if (past == NULL)
    return FALSE;
  input = (RondoMatchingInput){
      .round = round, .members = members, .registrations = registrations, .past = past};
  return rondo_plan_check (plan, &input, error);
}

static gboolean
add_op (RondoDb *db,
        const RondoPlan *plan,
        const RondoRound *round,
        const char *op,
        int64_t now_us,
        GError **error)
{
  g_autoptr (RondoOutboxEntry) entry = rondo_outbox_entry_new ();

  entry->op = g_strdup (op);
  entry->act = RONDO_ACT_PUBLISH;
  entry->kind = RONDO_KIND_PLAN;
  entry->record = g_strdup (plan->id);
  entry->base = round->version;
  entry->body = rondo_wire_encode_plan (plan, NULL);
  entry->made_us = now_us;
  return rondo_outbox_table_add (db, entry, error);
}

static gboolean
show_pairings (RondoDb *db, const RondoPlan *plan, const char *op, GError **error)
{
  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = g_ptr_array_index (plan->pairs, i);
    g_autoptr (RondoPairing) pairing = rondo_planned_pair_to_pairing (pair, plan);

    if (!rondo_change_show (db, RONDO_KIND_PAIRING, pairing->id, pairing, error) ||
        !rondo_outbox_table_touch (db, op, pairing->id, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
rondo_change_save_publish (RondoDb *db, const RondoPlan *plan, int64_t now_us, GError **error)
{
  g_autofree char *op = rondo_id_new (now_us);
  g_autoptr (RondoRound) round = NULL;

  if (!rondo_rounds_table_find (db, plan->round, &round, error) ||
      !check_round (plan, round, error))
    return FALSE;
  if (plan->amendment != NULL)
    return rondo_change_save_amend (db, plan, round, now_us, error);
  if (!check_rules (db, plan, round, error))
    return FALSE;

  round->state = RONDO_ROUND_PUBLISHED;
  round->is_quiet = plan->is_quiet;
  return rondo_change_show (db, RONDO_KIND_PLAN, plan->id, plan, error) &&
         add_op (db, plan, round, op, now_us, error) &&
         rondo_change_show (db, RONDO_KIND_ROUND, round->id, round, error) &&
         rondo_outbox_table_touch (db, op, round->id, error) && show_pairings (db, plan, op, error);
}
