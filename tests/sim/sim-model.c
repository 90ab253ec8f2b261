/* SPDX-License-Identifier: GPL-3.0-or-later
 * The book of intents. */
#include "config.h"

#include "sim-model.h"

#include <string.h>

static GPtrArray *
list_for (GHashTable *table, const char *key)
{
  GPtrArray *list = g_hash_table_lookup (table, key);

  if (list == NULL) {
    list = g_ptr_array_new ();
    g_hash_table_insert (table, g_strdup (key), list);
  }
  return list;
}

static void
add (GPtrArray *fields, char *value)
{
  g_ptr_array_add (fields, value);
}

static void
add_log (GPtrArray *fields, const char *id, const char *body)
{
  g_autoptr (RondoLogEntry) entry = rondo_wire_decode_log_entry (id, body, NULL);

  g_assert_nonnull (entry);
  add (fields, rondo_date_to_iso (entry->date));
  add (fields, g_strdup_printf ("%d", entry->minutes));
  add (fields, g_strdup (entry->client));
  add (fields, g_strdup (rondo_payment_to_word (entry->payment)));
  add (fields, g_strdup (strstr (body, "\"mood\"") != NULL ? SIM_TOMORROW : ""));
}

static void
add_session (GPtrArray *fields, const char *id, const char *body)
{
  g_autoptr (RondoSession) session = rondo_wire_decode_session (id, body, NULL);

  g_assert_nonnull (session);
  add (fields, rondo_date_to_iso (session->date));
  add (fields, g_strdup_printf ("%d", session->minutes));
}

static void
add_member (GPtrArray *fields, const char *id, const char *body)
{
  g_autoptr (RondoMember) member = rondo_wire_decode_member (id, body, NULL);

  g_assert_nonnull (member);
  add (fields, g_strdup (member->name));
  add (fields, g_strdup (member->phone));
}

static void
add_client (GPtrArray *fields, const char *id, const char *body)
{
  g_autoptr (RondoClientPerson) client = rondo_wire_decode_client (id, body, NULL);

  g_assert_nonnull (client);
  add (fields, g_strdup (client->name));
  add (fields, g_strdup (client->contact));
}

static void
add_round (GPtrArray *fields, const char *id, const char *body)
{
  g_autoptr (RondoRound) round = rondo_wire_decode_round (id, body, NULL);

  g_assert_nonnull (round);
  add (fields, g_strdup (round->name));
}

static void
add_registration (GPtrArray *fields, const char *id, const char *body)
{
  g_autoptr (RondoRegistration) registration = rondo_wire_decode_registration (id, body, NULL);

  g_assert_nonnull (registration);
  add (fields,
       registration->wishes->requests->len > 0
           ? g_strdup (g_ptr_array_index (registration->wishes->requests, 0))
           : g_strdup (""));
}

GStrv
sim_fields (RondoKind kind, const char *id, const char *body)
{
  GPtrArray *fields = NULL;

  if (body == NULL)
    return NULL;
  fields = g_ptr_array_new ();
  switch (kind) {
  case RONDO_KIND_LOG:
    add_log (fields, id, body);
    break;
  case RONDO_KIND_SESSION:
    add_session (fields, id, body);
    break;
  case RONDO_KIND_MEMBER:
    add_member (fields, id, body);
    break;
  case RONDO_KIND_CLIENT:
    add_client (fields, id, body);
    break;
  case RONDO_KIND_ROUND:
    add_round (fields, id, body);
    break;
  case RONDO_KIND_REGISTRATION:
    add_registration (fields, id, body);
    break;
  case RONDO_KIND_PLAN:
  case RONDO_KIND_PAIRING:
  case RONDO_KIND_PROFILE:
  default:
    add (fields, g_strdup ("there"));
    break;
  }
  g_ptr_array_add (fields, NULL);
  return (GStrv)g_ptr_array_free (fields, FALSE);
}

SimIntent *
sim_intent_new (RondoKind kind, const char *record, const char *before)
{
  SimIntent *intent = g_new0 (SimIntent, 1);

  intent->kind = kind;
  intent->record = g_strdup (record);
  intent->before = sim_fields (kind, record, before);
  return intent;
}

void
sim_intent_free (SimIntent *intent)
{
  g_free (intent->record);
  g_strfreev (intent->before);
  g_strfreev (intent->after);
  g_free (intent->op);
  g_clear_pointer (&intent->olds, g_ptr_array_unref);
  g_free (intent);
}

SimModel *
sim_model_new (void)
{
  SimModel *model = g_new0 (SimModel, 1);

  model->intents = g_ptr_array_new_with_free_func ((GDestroyNotify)sim_intent_free);
  model->by_op =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  model->by_record =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  return model;
}

void
sim_model_free (SimModel *model)
{
  g_hash_table_unref (model->by_op);
  g_hash_table_unref (model->by_record);
  g_ptr_array_unref (model->intents);
  g_free (model);
}

void
sim_model_add (SimModel *model, SimIntent *intent, const char *op)
{
  intent->number = model->intents->len;
  intent->op = g_strdup (op);
  g_ptr_array_add (model->intents, intent);
  g_ptr_array_add (list_for (model->by_record, intent->record), intent);
  if (op != NULL)
    g_ptr_array_add (list_for (model->by_op, op), intent);
}

void
sim_model_close_op (SimModel *model, const char *op, SimIntentState state)
{
  GPtrArray *list = sim_model_find_op (model, op);

  for (guint i = 0; list != NULL && i < list->len; i++)
    ((SimIntent *)g_ptr_array_index (list, i))->state = state;
}

void
sim_model_move_op (SimModel *model, const char *op, const char *to)
{
  GPtrArray *from = sim_model_find_op (model, op);
  GPtrArray *list = NULL;

  if (from == NULL)
    return;
  list = list_for (model->by_op, to);
  for (guint i = 0; i < from->len; i++) {
    SimIntent *intent = g_ptr_array_index (from, i);

    g_free (intent->op);
    intent->op = g_strdup (to);
    g_ptr_array_add (list, intent);
  }
  g_hash_table_remove (model->by_op, op);
}

GPtrArray *
sim_model_find_op (SimModel *model, const char *op)
{
  return op != NULL ? g_hash_table_lookup (model->by_op, op) : NULL;
}

GPtrArray *
sim_model_find_record (SimModel *model, const char *record)
{
  return g_hash_table_lookup (model->by_record, record);
}
