/* SPDX-License-Identifier: GPL-3.0-or-later
 * When a page has to load again: the store changed and the page is to be seen. */
#include "config.h"

#include "rondo-refresh.h"

struct _RondoRefresh {
  GObject parent_instance;

  /* borrowed */
  GtkWidget *page;
  RondoRefreshFunc func;

  /* owned */
  RondoContext *context;
  gboolean is_stale;
};

G_DEFINE_FINAL_TYPE (RondoRefresh, rondo_refresh, G_TYPE_OBJECT)

static void
refresh_if_seen (RondoRefresh *self)
{
  if (!self->is_stale || self->context == NULL || !gtk_widget_get_mapped (self->page))
    return;
  self->is_stale = FALSE;
  self->func (self->page);
}

static void
rondo_refresh_dispose (GObject *object)
{
  RondoRefresh *self = RONDO_REFRESH (object);

  g_clear_object (&self->context);

  G_OBJECT_CLASS (rondo_refresh_parent_class)->dispose (object);
}

static void
rondo_refresh_class_init (RondoRefreshClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rondo_refresh_dispose;
}

static void
rondo_refresh_init (RondoRefresh *self)
{
  self->is_stale = TRUE;
}

RondoRefresh *
rondo_refresh_new (GtkWidget *page, RondoRefreshFunc func)
{
  RondoRefresh *self = g_object_new (RONDO_TYPE_REFRESH, NULL);

  self->page = page;
  self->func = func;
  g_signal_connect_object (
      page, "map", G_CALLBACK (refresh_if_seen), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}

void
rondo_refresh_set_context (RondoRefresh *refresh, RondoContext *context)
{
  g_return_if_fail (RONDO_IS_REFRESH (refresh));

  if (refresh->context != NULL)
    g_signal_handlers_disconnect_by_data (rondo_context_get_store (refresh->context), refresh);
  g_set_object (&refresh->context, context);
  if (context != NULL)
    g_signal_connect_object (rondo_context_get_store (context),
                             "changed",
                             G_CALLBACK (rondo_refresh_queue),
                             refresh,
                             G_CONNECT_SWAPPED);
  rondo_refresh_queue (refresh);
}

void
rondo_refresh_queue (RondoRefresh *refresh)
{
  g_return_if_fail (RONDO_IS_REFRESH (refresh));

  refresh->is_stale = TRUE;
  refresh_if_seen (refresh);
}
