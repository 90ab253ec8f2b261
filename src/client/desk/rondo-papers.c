/* SPDX-License-Identifier: GPL-3.0-or-later
 * A thin asynchronous shell around the reader of papers. */
#include "config.h"

#include "rondo-papers.h"

#include "rondo-papers-reader.h"
#include "rondo-store-private.h"

static void
order_free (gpointer data)
{
  RondoPaperOrder *order = data;

  rondo_log_filter_free (order->filter);
  g_clear_pointer (&order->notes, g_ptr_array_unref);
  g_free (order);
}

static void
bytes_free (gpointer value)
{
  g_bytes_unref (value);
}

static void
letters_free (gpointer value)
{
  rondo_letters_overview_free (value);
}

static gpointer
write_paper (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return rondo_papers_reader_write (db, data, error);
}

static gpointer
read_letters (RondoDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return rondo_papers_reader_read_letters (db, ((RondoPaperOrder *)data)->today, error);
}

void
rondo_letters_overview_free (RondoLettersOverview *overview)
{
  if (overview == NULL)
    return;
  g_free (overview->coach);
  g_clear_pointer (&overview->organisations, g_ptr_array_unref);
  g_free (overview);
}

const char *
rondo_paper_get_suffix (RondoPaper paper, RondoPaperForm form)
{
  if (paper == RONDO_PAPER_AUDIT_PACK)
    return "zip";
  if (paper == RONDO_PAPER_PERSONAL)
    return "json";
  if (form == RONDO_PAPER_FORM_CSV)
    return "csv";
  return form == RONDO_PAPER_FORM_XLSX ? "xlsx" : "pdf";
}

void
rondo_papers_write_async (RondoStore *store,
                          const RondoPaperOrder *order,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  RondoPaperOrder *copy = NULL;
  RondoStoreCall call = {.tag = rondo_papers_write_async,
                         .func = write_paper,
                         .free_state = order_free,
                         .free_result = bytes_free};

  g_return_if_fail (RONDO_IS_STORE (store));
  g_return_if_fail (order != NULL);

  copy = g_memdup2 (order, sizeof *order);
  copy->filter = order->filter != NULL ? rondo_log_filter_copy (order->filter) : NULL;
  copy->notes = order->notes != NULL ? g_ptr_array_ref (order->notes) : NULL;
  call.state = copy;
  rondo_store_run (store, &call, cancellable, callback, user_data);
}

GBytes *
rondo_papers_write_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_papers_write_async, result, error);
}

void
rondo_papers_load_letters_async (RondoStore *store,
                                 RondoDate today,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  RondoPaperOrder *order = g_new0 (RondoPaperOrder, 1);
  const RondoStoreCall call = {.tag = rondo_papers_load_letters_async,
                               .func = read_letters,
                               .state = order,
                               .free_state = order_free,
                               .free_result = letters_free};

  order->today = today;
  rondo_store_run (store, &call, cancellable, callback, user_data);
}

RondoLettersOverview *
rondo_papers_load_letters_finish (RondoStore *store, GAsyncResult *result, GError **error)
{
  return rondo_store_finish (store, rondo_papers_load_letters_async, result, error);
}
