/* SPDX-License-Identifier: GPL-3.0-or-later
 * Collecting what one action of the user writes. */
#include "config.h"

#include "rondo-change.h"

#include "rondo-change-private.h"
#include "rondo-kind-store.h"

struct _RondoChange {
  GPtrArray *items; /* owned, of RondoChangeItem */
};

static void
item_free (gpointer data)
{
  RondoChangeItem *item = data;

  if (item->value != NULL)
    rondo_kind_store_get (item->kind)->free_value (item->value);
  g_free (item->id);
  g_free (item);
}

static void
add_item (RondoChange *change, RondoAct act, RondoKind kind, const char *id, gpointer value)
{
  RondoChangeItem *item = g_new0 (RondoChangeItem, 1);

  item->act = act;
  item->kind = kind;
  item->id = g_strdup (id);
  item->value = value;
  g_ptr_array_add (change->items, item);
}

RondoChange *
rondo_change_new (void)
{
  RondoChange *change = g_new0 (RondoChange, 1);

  change->items = g_ptr_array_new_with_free_func (item_free);
  return change;
}

void
rondo_change_free (RondoChange *change)
{
  g_ptr_array_unref (change->items);
  g_free (change);
}

GPtrArray *
rondo_change_get_items (RondoChange *change)
{
  return change->items;
}

void
rondo_change_put_member (RondoChange *change, const RondoMember *member)
{
  g_return_if_fail (change != NULL && member != NULL && member->id != NULL);

  add_item (change, RONDO_ACT_PUT, RONDO_KIND_MEMBER, member->id, rondo_member_copy (member));
}

void
rondo_change_put_round (RondoChange *change, const RondoRound *round)
{
  g_return_if_fail (change != NULL && round != NULL && round->id != NULL);

  add_item (change, RONDO_ACT_PUT, RONDO_KIND_ROUND, round->id, rondo_round_copy (round));
}

void
rondo_change_put_registration (RondoChange *change, const RondoRegistration *registration)
{
  g_return_if_fail (change != NULL && registration != NULL && registration->id != NULL);

  add_item (change,
            RONDO_ACT_PUT,
            RONDO_KIND_REGISTRATION,
            registration->id,
            rondo_registration_copy (registration));
}

void
rondo_change_put_pairing (RondoChange *change, const RondoPairing *pairing)
{
  g_return_if_fail (change != NULL && pairing != NULL && pairing->id != NULL);

  add_item (change, RONDO_ACT_PUT, RONDO_KIND_PAIRING, pairing->id, rondo_pairing_copy (pairing));
}

void
rondo_change_put_session (RondoChange *change, const RondoSession *session)
{
  g_return_if_fail (change != NULL && session != NULL && session->id != NULL);

  add_item (change, RONDO_ACT_PUT, RONDO_KIND_SESSION, session->id, rondo_session_copy (session));
}

void
rondo_change_put_client (RondoChange *change, const RondoClientPerson *client)
{
  g_return_if_fail (change != NULL && client != NULL && client->id != NULL);

  add_item (
      change, RONDO_ACT_PUT, RONDO_KIND_CLIENT, client->id, rondo_client_person_copy (client));
}

void
rondo_change_put_log_entry (RondoChange *change, const RondoLogEntry *entry)
{
  g_return_if_fail (change != NULL && entry != NULL && entry->id != NULL);

  add_item (change, RONDO_ACT_PUT, RONDO_KIND_LOG, entry->id, rondo_log_entry_copy (entry));
}

void
rondo_change_put_desk (RondoChange *change, const RondoDeskSettings *settings)
{
  g_return_if_fail (change != NULL && settings != NULL && settings->id != NULL);

  add_item (
      change, RONDO_ACT_PUT, RONDO_KIND_DESK, settings->id, rondo_desk_settings_copy (settings));
}

void
rondo_change_put_feedback (RondoChange *change, const RondoFeedback *feedback)
{
  g_return_if_fail (change != NULL && feedback != NULL && feedback->id != NULL);

  add_item (
      change, RONDO_ACT_PUT, RONDO_KIND_FEEDBACK, feedback->id, rondo_feedback_copy (feedback));
}

void
rondo_change_put_conduct (RondoChange *change, const RondoConduct *conduct)
{
  g_return_if_fail (change != NULL && conduct != NULL && conduct->id != NULL);

  add_item (change, RONDO_ACT_PUT, RONDO_KIND_CONDUCT, conduct->id, rondo_conduct_copy (conduct));
}

void
rondo_change_put_conduct_step (RondoChange *change, const RondoConductStep *step)
{
  g_return_if_fail (change != NULL && step != NULL && step->id != NULL);

  add_item (
      change, RONDO_ACT_PUT, RONDO_KIND_CONDUCT_STEP, step->id, rondo_conduct_step_copy (step));
}

void
rondo_change_put_notice (RondoChange *change, const RondoNotice *notice)
{
  g_return_if_fail (change != NULL && notice != NULL && notice->id != NULL);

  add_item (change, RONDO_ACT_PUT, RONDO_KIND_NOTICE, notice->id, rondo_notice_copy (notice));
}

void
rondo_change_delete_member (RondoChange *change, const char *id)
{
  g_return_if_fail (change != NULL && id != NULL);

  add_item (change, RONDO_ACT_DELETE, RONDO_KIND_MEMBER, id, NULL);
}

void
rondo_change_delete_registration (RondoChange *change, const char *id)
{
  g_return_if_fail (change != NULL && id != NULL);

  add_item (change, RONDO_ACT_DELETE, RONDO_KIND_REGISTRATION, id, NULL);
}

void
rondo_change_delete_session (RondoChange *change, const char *id)
{
  g_return_if_fail (change != NULL && id != NULL);

  add_item (change, RONDO_ACT_DELETE, RONDO_KIND_SESSION, id, NULL);
}

void
rondo_change_delete_client (RondoChange *change, const char *id)
{
  g_return_if_fail (change != NULL && id != NULL);

  add_item (change, RONDO_ACT_DELETE, RONDO_KIND_CLIENT, id, NULL);
}

void
rondo_change_delete_log_entry (RondoChange *change, const char *id)
{
  g_return_if_fail (change != NULL && id != NULL);

  add_item (change, RONDO_ACT_DELETE, RONDO_KIND_LOG, id, NULL);
}

void
rondo_change_delete_feedback (RondoChange *change, const char *id)
{
  g_return_if_fail (change != NULL && id != NULL);

  add_item (change, RONDO_ACT_DELETE, RONDO_KIND_FEEDBACK, id, NULL);
}

void
rondo_change_delete_notice (RondoChange *change, const char *id)
{
  g_return_if_fail (change != NULL && id != NULL);

  add_item (change, RONDO_ACT_DELETE, RONDO_KIND_NOTICE, id, NULL);
}

void
rondo_change_publish (RondoChange *change, const RondoPlan *plan)
{
  g_return_if_fail (change != NULL && plan != NULL && plan->id != NULL);

  add_item (change, RONDO_ACT_PUBLISH, RONDO_KIND_PLAN, plan->id, rondo_plan_copy (plan));
}
