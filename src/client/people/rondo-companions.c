/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who has joined the same round, as far as this computer may show them. */
#include "config.h"

#include "rondo-companions.h"

#include "rondo-companions-table.h"
#include "rondo-store-private.h"

typedef struct {
  char *round;
  char *self;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->round);
  g_free (question->self);
  g_free (question);
}

static void
companions_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const RondoCompanion *first = *(const RondoCompanion *const *)a;
  const RondoCompanion *second = *(const RondoCompanion *const *)b;
  int order = g_utf8_collate (first->profile->name, second->profile->name);

  return order != 0 ? order : g_strcmp0 (first->id, second->id);
}

static gpointer
load (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  GPtrArray *companions = rondo_companions_table_list_for_round (db, question->round, error);

  for (guint i = companions != NULL ? companions->len : 0; i > 0; i--) {
    const RondoCompanion *companion = companions->pdata[i - 1];

    if (g_strcmp0 (companion->profile->member, question->self) == 0)
      g_ptr_array_remove_index (companions, i - 1);
  }
  if (companions != NULL)
    g_ptr_array_sort (companions, compare_names);
  return companions;
}

void
rondo_companions_load_async (RondoStore *store,
                             const char *round,
                             const char *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Question *question = NULL;
  RondoStoreCall call = {.tag = rondo_companions_load_async,
                         .func = load,
                         .free_state = question_free,
                         .free_result = companions_free};

  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (round != NULL);

  question = g_new0 (Question, 1);
  question->round = g_strdup (round);
  question->self = g_strdup (self);
  call.state = question;
  rondo_store_run (store, &call, cancellable, callback, user_data);
}

GPtrArray *
rondo_companions_load_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_companions_load_async, result, error);
}
