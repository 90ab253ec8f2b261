/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every page does alike: it has a context, loads when it is seen, and loads again. */
#include "config.h"

#include "rondo-page.h"

#include "rondo-refresh.h"
#include "rondo-state-view.h"

typedef struct {
  /* owned */
  RondoContext *context;
  RondoRefresh *refresh;
  GCancellable *cancellable;
} RondoPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RondoPage, rondo_page, ADW_TYPE_BIN)

enum { PROP_CONTEXT = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static RondoPagePrivate *
get_private (RondoPage *page)
{
  return rondo_page_get_instance_private (page);
}

static void
load (gpointer page)
{
  RONDO_PAGE_GET_CLASS (page)->load (page);
}

static void
set_context (RondoPage *self, RondoContext *context)
{
  RondoPagePrivate *priv = get_private (self);

  if (!g_set_object (&priv->context, context))
    return;
  if (context != NULL && RONDO_PAGE_GET_CLASS (self)->context_set != NULL)
    RONDO_PAGE_GET_CLASS (self)->context_set (self);
  rondo_refresh_set_context (priv->refresh, context);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTEXT]);
}

static void
rondo_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    g_value_set_object (value, rondo_page_get_context (RONDO_PAGE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    set_context (RONDO_PAGE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_page_constructed (GObject *object)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (object));

  if (RONDO_IS_STATE_VIEW (child))
    g_signal_connect_swapped (child, "retry", G_CALLBACK (rondo_page_reload), object);

  G_OBJECT_CLASS (rondo_page_parent_class)->constructed (object);
}

static void
rondo_page_dispose (GObject *object)
{
  RondoPagePrivate *priv = get_private (RONDO_PAGE (object));

  g_cancellable_cancel (priv->cancellable);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template takes it away */
  gtk_widget_dispose_template (GTK_WIDGET (object), G_OBJECT_TYPE (object));
  g_clear_object (&priv->refresh);
  g_clear_object (&priv->context);

  G_OBJECT_CLASS (rondo_page_parent_class)->dispose (object);
}

static void
rondo_page_finalize (GObject *object)
{
  g_clear_object (&get_private (RONDO_PAGE (object))->cancellable);

  G_OBJECT_CLASS (rondo_page_parent_class)->finalize (object);
}

static void
rondo_page_class_init (RondoPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = rondo_page_constructed;
  object_class->get_property = rondo_page_get_property;
  object_class->set_property = rondo_page_set_property;
  object_class->dispose = rondo_page_dispose;
  object_class->finalize = rondo_page_finalize;
  properties[PROP_CONTEXT] =
      g_param_spec_object ("context",
                           NULL,
                           NULL,
                           RONDO_TYPE_CONTEXT,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (RONDO_TYPE_STATE_VIEW);
}

static void
rondo_page_init (RondoPage *self)
{
  RondoPagePrivate *priv = get_private (self);

  priv->cancellable = g_cancellable_new ();
  priv->refresh = rondo_refresh_new (GTK_WIDGET (self), load);
}

RondoContext *
rondo_page_get_context (RondoPage *page)
{
  g_return_val_if_fail (RONDO_IS_PAGE (page), NULL);
  return get_private (page)->context;
}

RondoAccount *
rondo_page_get_account (RondoPage *page)
{
  return rondo_context_get_account (rondo_page_get_context (page));
}

RondoStore *
rondo_page_get_store (RondoPage *page)
{
  return rondo_context_get_store (rondo_page_get_context (page));
}

GCancellable *
rondo_page_get_cancellable (RondoPage *page)
{
  g_return_val_if_fail (RONDO_IS_PAGE (page), NULL);
  return get_private (page)->cancellable;
}

gboolean
rondo_page_is_connected (RondoPage *page)
{
  return rondo_account_get_server (rondo_page_get_account (page)) != NULL;
}

void
rondo_page_reload (RondoPage *page)
{
  g_return_if_fail (RONDO_IS_PAGE (page));
  rondo_refresh_queue (get_private (page)->refresh);
}

gboolean
rondo_page_check_loaded (RondoPage *page, const GError *error)
{
  GtkWidget *child = NULL;

  g_return_val_if_fail (RONDO_IS_PAGE (page), FALSE);

  if (g_cancellable_is_cancelled (get_private (page)->cancellable))
    return FALSE;
  child = adw_bin_get_child (ADW_BIN (page));
  if (error != NULL && RONDO_IS_STATE_VIEW (child))
    rondo_state_view_show_error (RONDO_STATE_VIEW (child), error);
  return error == NULL;
}

void
rondo_page_present (RondoPage *page, GtkWindow *dialog)
{
  GtkRoot *root = NULL;

  g_return_if_fail (RONDO_IS_PAGE (page));

  root = gtk_widget_get_root (GTK_WIDGET (page));
  if (dialog == NULL)
    return;
  gtk_window_set_transient_for (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_window_present (dialog);
}
