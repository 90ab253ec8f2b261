/* SPDX-License-Identifier: GPL-3.0-or-later
 * A thin asynchronous shell around the readers of the desk. */
#include "config.h"

#include "rondo-desk.h"

#include "rondo-desk-reader.h"
#include "rondo-desk-settings-store.h"
#include "rondo-own-rules.h"
#include "rondo-reader.h"
#include "rondo-store-private.h"

/* What a job needs to know; each uses some of it. */
typedef struct {
  RondoLogFilter *filter;
  RondoLogEntry *entry;
  RondoDeskSettings *settings;
  char *text; /* an id, or the name of a client */
  RondoDate today;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  rondo_log_filter_free (question->filter);
  rondo_log_entry_free (question->entry);
  rondo_desk_settings_free (question->settings);
  g_free (question->text);
  g_free (question);
}

static char *
dup_own_dir (void)
{
  return g_build_filename (g_get_user_data_dir (), "rondo", "credentials", NULL);
}

static gpointer
read_log (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return rondo_desk_reader_read_log (db, ((Question *)data)->filter, error);
}

static gpointer
export_sessions (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return rondo_desk_reader_export_sessions (db, question->filter, question->today, error);
}

static gpointer
read_entry (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return rondo_desk_reader_read_entry (db, ((Question *)data)->text, error);
}

static gpointer
read_partners (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return rondo_reader_read_partners (db, error);
}

static gpointer
read_plans (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *own_dir = dup_own_dir ();

  return rondo_desk_reader_read_plans (db, ((Question *)data)->today, own_dir, error);
}

static gpointer
check_entry (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autofree char *own_dir = dup_own_dir ();

  return rondo_desk_reader_check_entry (
      db, question->entry, question->text, question->today, own_dir, error);
}

static gpointer
write_settings (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (
      rondo_desk_settings_store_write (db, ((Question *)data)->settings, error));
}

static gpointer
add_rule (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (rondo_own_rules_add (db, ((Question *)data)->text, error));
}

static gpointer
remove_rule (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (rondo_own_rules_remove (db, ((Question *)data)->text, error));
}

static void
log_free (gpointer value)
{
  rondo_log_overview_free (value);
}

static void
bytes_free (gpointer value)
{
  g_bytes_unref (value);
}

static void
entry_free (gpointer value)
{
  rondo_log_entry_overview_free (value);
}

static void
partners_free (gpointer value)
{
  rondo_hours_overview_free (value);
}

static void
plans_free (gpointer value)
{
  rondo_plans_overview_free (value);
}

static void
warnings_free (gpointer value)
{
  g_ptr_array_unref (value);
}

/* Takes @question over. */
static void
run (RondoStore *store,
     RondoStoreCall call,
     Question *question,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  call.state = question;
  call.free_state = question_free;
  rondo_store_run (store, &call, cancellable, callback, user_data);
}

void
rondo_log_overview_free (RondoLogOverview *overview)
{
  if (overview == NULL)
    return;
  g_clear_pointer (&overview->entries, g_ptr_array_unref);
  g_clear_pointer (&overview->marks, g_byte_array_unref);
  g_clear_pointer (&overview->names, g_hash_table_unref);
  g_clear_pointer (&overview->clients, g_ptr_array_unref);
  g_free (overview);
}

void
rondo_plans_overview_free (RondoPlansOverview *overview)
{
  if (overview == NULL)
    return;
  g_clear_pointer (&overview->plans, g_ptr_array_unref);
  g_clear_pointer (&overview->rules, g_ptr_array_unref);
  g_clear_pointer (&overview->all_rules, g_ptr_array_unref);
  g_clear_pointer (&overview->settings, rondo_desk_settings_free);
  g_clear_pointer (&overview->problems, g_ptr_array_unref);
  g_free (overview->own_dir);
  g_free (overview);
}

void
rondo_desk_load_log_async (RondoStore *store,
                           const RondoLogFilter *filter,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  const RondoStoreCall call = {
      .tag = rondo_desk_load_log_async, .func = read_log, .free_result = log_free};
  Question *question = NULL;

  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (filter != NULL);

  question = g_new0 (Question, 1);
  question->filter = rondo_log_filter_copy (filter);
  run (store, call, question, cancellable, callback, user_data);
}

RondoLogOverview *
rondo_desk_load_log_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_desk_load_log_async, result, error);
}

void
rondo_desk_export_sessions_async (RondoStore *store,
                                  const RondoLogFilter *filter,
                                  RondoDate today,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  const RondoStoreCall call = {
      .tag = rondo_desk_export_sessions_async, .func = export_sessions, .free_result = bytes_free};
  Question *question = NULL;

  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (filter != NULL);

  question = g_new0 (Question, 1);
  question->filter = rondo_log_filter_copy (filter);
  question->today = today;
  run (store, call, question, cancellable, callback, user_data);
}

GBytes *
rondo_desk_export_sessions_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_desk_export_sessions_async, result, error);
}

void
rondo_desk_load_entry_async (RondoStore *store,
                             const char *id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  const RondoStoreCall call = {
      .tag = rondo_desk_load_entry_async, .func = read_entry, .free_result = entry_free};
  Question *question = NULL;

  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (id != NULL);

  question = g_new0 (Question, 1);
  question->text = g_strdup (id);
  run (store, call, question, cancellable, callback, user_data);
}

RondoLogEntryOverview *
rondo_desk_load_entry_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_desk_load_entry_async, result, error);
}

void
rondo_desk_load_partners_async (RondoStore *store,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const RondoStoreCall call = {
      .tag = rondo_desk_load_partners_async, .func = read_partners, .free_result = partners_free};

  g_return_if_fail (RONDO_IS_STORE (store));

  run (store, call, g_new0 (Question, 1), cancellable, callback, user_data);
}

RondoHoursOverview *
rondo_desk_load_partners_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_desk_load_partners_async, result, error);
}

void
rondo_desk_load_plans_async (RondoStore *store,
                             RondoDate today,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  const RondoStoreCall call = {
      .tag = rondo_desk_load_plans_async, .func = read_plans, .free_result = plans_free};
  Question *question = NULL;

  g_return_if_fail (RONDO_IS_STORE (store));

  question = g_new0 (Question, 1);
  question->today = today;
  run (store, call, question, cancellable, callback, user_data);
}

RondoPlansOverview *
rondo_desk_load_plans_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_desk_load_plans_async, result, error);
}

void
rondo_desk_save_settings_async (RondoStore *store,
                                const RondoDeskSettings *settings,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const RondoStoreCall call = {
      .tag = rondo_desk_save_settings_async, .func = write_settings, .is_write = TRUE};
  Question *question = NULL;

  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (settings != NULL);

  question = g_new0 (Question, 1);
  question->settings = rondo_desk_settings_copy (settings);
  run (store, call, question, cancellable, callback, user_data);
}

gboolean
rondo_desk_save_settings_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_desk_save_settings_async, result, error) != NULL;
}

/* One write that is about @text. */
static void
run_text (RondoStore *store,
          gpointer tag,
          RondoWorkerFunc func,
          const char *text,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  const RondoStoreCall call = {.tag = tag, .func = func, .is_write = TRUE};
  Question *question = g_new0 (Question, 1);

  question->text = g_strdup (text);
  run (store, call, question, cancellable, callback, user_data);
}

void
rondo_desk_add_rule_async (RondoStore *store,
                           const char *text,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (text != NULL);

  run_text (store, rondo_desk_add_rule_async, add_rule, text, cancellable, callback, user_data);
}

gboolean
rondo_desk_add_rule_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_desk_add_rule_async, result, error) != NULL;
}

void
rondo_desk_remove_rule_async (RondoStore *store,
                              const char *text,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (text != NULL);

  run_text (
      store, rondo_desk_remove_rule_async, remove_rule, text, cancellable, callback, user_data);
}

gboolean
rondo_desk_remove_rule_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_desk_remove_rule_async, result, error) != NULL;
}

void
rondo_desk_check_entry_async (RondoStore *store,
                              const RondoLogEntry *entry,
                              const char *client_name,
                              RondoDate today,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  const RondoStoreCall call = {
      .tag = rondo_desk_check_entry_async, .func = check_entry, .free_result = warnings_free};
  Question *question = NULL;

  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (entry != NULL);

  question = g_new0 (Question, 1);
  question->entry = rondo_log_entry_copy (entry);
  question->text = g_strdup (client_name);
  question->today = today;
  run (store, call, question, cancellable, callback, user_data);
}

GPtrArray *
rondo_desk_check_entry_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_desk_check_entry_async, result, error);
}
