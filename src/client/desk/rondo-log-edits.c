/* SPDX-License-Identifier: GPL-3.0-or-later
 * Changing many entries of the log at once, and two clients into one. */
#include "config.h"

#include "rondo-log-edits.h"

#include "rondo-client-join.h"
#include "rondo-id.h"
#include "rondo-log-entries-table.h"
#include "rondo-reader.h"
#include "rondo-sessions-table.h"
#include "rondo-store-private.h"
#include "rondo-view.h"

#define DAYS_PER_WEEK 7

/* An order of its own, on its way to the database thread. */
typedef struct {
  RondoLogEditOrder order;
  char *client;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_ptr_array_unref (question->order.ids);
  g_free (question->client);
  g_free (question);
}

void
rondo_log_edit_free (RondoLogEdit *edit)
{
  if (edit == NULL)
    return;
  g_clear_pointer (&edit->change, rondo_change_free);
  g_clear_pointer (&edit->undo, rondo_change_free);
  g_free (edit);
}

static void
edit_free (gpointer value)
{
  rondo_log_edit_free (value);
}

static gboolean
delete_entry (RondoDb *db, RondoLogEdit *edit, const RondoLogEntry *entry, GError **error)
{
  g_autoptr (RondoSession) session = NULL;

  if (entry->session != NULL && !rondo_sessions_table_find (db, entry->session, &session, error))
    return FALSE;
  rondo_change_delete_log_entry (edit->change, entry->id);
  rondo_change_put_log_entry (edit->undo, entry);
  if (session != NULL) {
    rondo_change_delete_session (edit->change, session->id);
    rondo_change_put_session (edit->undo, session);
  }
  return TRUE;
}

static void
copy_entry (RondoLogEdit *edit, RondoLogEntry *entry, int64_t now_us)
{
  g_free (entry->id);
  entry->id = rondo_id_new (now_us);
  g_clear_pointer (&entry->session, g_free);
  entry->date += DAYS_PER_WEEK;
  rondo_change_put_log_entry (edit->change, entry);
  rondo_change_delete_log_entry (edit->undo, entry->id);
}

static void
put_changed (RondoLogEdit *edit, RondoLogEntry *entry, const RondoLogEditOrder *order)
{
  rondo_change_put_log_entry (edit->undo, entry);
  if (order->kind == RONDO_LOG_EDIT_SET_PAYMENT) {
    entry->payment = (RondoPayment)order->value;
  } else if (order->kind == RONDO_LOG_EDIT_SET_SETTING) {
    entry->setting = (RondoSetting)order->value;
  } else {
    g_free (entry->client);
    entry->client = g_strdup (order->client);
  }
  rondo_change_put_log_entry (edit->change, entry);
}

static gboolean
edit_entry (
    RondoDb *db, RondoLogEdit *edit, const RondoLogEditOrder *order, const char *id, GError **error)
{
  RondoLogEntry *read = NULL;
  g_autoptr (RondoLogEntry) entry = NULL;

  if (!rondo_log_entries_table_read (db, id, &read, error))
    return FALSE;
  entry = read;
  if (entry == NULL)
    return TRUE;
  edit->count++;
  if (order->kind == RONDO_LOG_EDIT_DELETE)
    return delete_entry (db, edit, entry, error);
  if (order->kind == RONDO_LOG_EDIT_COPY)
    copy_entry (edit, entry, order->now_us);
  else
    put_changed (edit, entry, order);
  return TRUE;
}

static const RondoClientPerson *
find_client (GPtrArray *clients, const char *id)
{
  for (guint i = 0; i < clients->len; i++) {
    const RondoClientPerson *client = clients->pdata[i];

    if (g_strcmp0 (client->id, id) == 0)
      return client;
  }
  return NULL;
}

static gboolean
merge_clients (RondoDb *db, RondoLogEdit *edit, const RondoLogEditOrder *order, GError **error)
{
  g_autoptr (GPtrArray) clients = rondo_reader_list_clients (db, error);
  g_autoptr (RondoLogFilter) filter = rondo_log_filter_new ();
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (RondoClientPerson) joined = NULL;
  const RondoClientPerson *kept, *other;

  if (clients == NULL)
    return FALSE;
  kept = find_client (clients, order->client);
  other = find_client (clients, order->ids->pdata[0]);
  if (kept == NULL || other == NULL || kept == other)
    return TRUE;
  filter->client = g_strdup (other->id);
  entries = rondo_log_entries_table_find (db, filter, error);
  if (entries == NULL)
    return FALSE;
  joined = rondo_client_person_join (kept, other);
  rondo_change_put_client (edit->change, joined);
  rondo_change_put_client (edit->undo, kept);
  rondo_change_put_client (edit->undo, other);
  for (guint i = 0; i < entries->len; i++)
    put_changed (edit, entries->pdata[i], order);
  rondo_change_delete_client (edit->change, other->id);
  edit->count = entries->len;
  return TRUE;
}

static gpointer
prepare (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const RondoLogEditOrder *order = &((Question *)data)->order;
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (RondoLogEdit) edit = g_new0 (RondoLogEdit, 1);

  if (view == NULL)
    return NULL;
  edit->change = rondo_change_new ();
  edit->undo = rondo_change_new ();
  if (order->kind == RONDO_LOG_EDIT_MERGE_CLIENTS)
    return merge_clients (db, edit, order, error) ? g_steal_pointer (&edit) : NULL;
  for (guint i = 0; i < order->ids->len; i++)
    if (!edit_entry (db, edit, order, order->ids->pdata[i], error))
      return NULL;
  return g_steal_pointer (&edit);
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

void
rondo_log_edits_prepare_async (RondoStore *store,
                               const RondoLogEditOrder *order,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Question *question = NULL;
  RondoStoreCall call = {.tag = rondo_log_edits_prepare_async,
                         .func = prepare,
                         .free_state = question_free,
                         .free_result = edit_free};

  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (order != NULL && order->ids != NULL);

  question = g_new0 (Question, 1);
  question->order = *order;
  question->client = g_strdup (order->client);
  question->order.client = question->client;
  question->order.ids = g_ptr_array_copy (order->ids, copy_text, NULL);
  g_ptr_array_set_free_func (question->order.ids, g_free);
  call.state = question;
  rondo_store_run (store, &call, cancellable, callback, user_data);
}

RondoLogEdit *
rondo_log_edits_prepare_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_log_edits_prepare_async, result, error);
}
