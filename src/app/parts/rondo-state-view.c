/* SPDX-License-Identifier: GPL-3.0-or-later
 * The four states of a page: loading, empty, content, error with a way to try again. */
#include "config.h"

#include "rondo-state-view.h"

struct _RondoStateView {
  AdwBin parent_instance;

  /* template children */
  AdwBin *content_bin;
  AdwBin *empty_bin;
  AdwStatusPage *error_page;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (RondoStateView, rondo_state_view, ADW_TYPE_BIN)

enum { PROP_CONTENT = 1, PROP_EMPTY, PROP_STATE, N_PROPS };

enum { SIGNAL_RETRY, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
show_state (RondoStateView *self, const char *state)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), state) == 0)
    return;
  gtk_stack_set_visible_child_name (self->stack, state);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
retry_clicked_cb (RondoStateView *self)
{
  rondo_state_view_show_loading (self);
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
rondo_state_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RondoStateView *self = RONDO_STATE_VIEW (object);

  switch (id) {
  case PROP_CONTENT:
    g_value_set_object (value, adw_bin_get_child (self->content_bin));
    break;
  case PROP_EMPTY:
    g_value_set_object (value, adw_bin_get_child (self->empty_bin));
    break;
  case PROP_STATE:
    g_value_set_string (value, rondo_state_view_get_state (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_state_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RondoStateView *self = RONDO_STATE_VIEW (object);

  switch (id) {
  case PROP_CONTENT:
    adw_bin_set_child (self->content_bin, g_value_get_object (value));
    break;
  case PROP_EMPTY:
    adw_bin_set_child (self->empty_bin, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_state_view_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template takes it away */
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_STATE_VIEW);

  G_OBJECT_CLASS (rondo_state_view_parent_class)->dispose (object);
}

static void
rondo_state_view_class_init (RondoStateViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_state_view_get_property;
  object_class->set_property = rondo_state_view_set_property;
  object_class->dispose = rondo_state_view_dispose;
  properties[PROP_CONTENT] = g_param_spec_object (
      "content", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_EMPTY] = g_param_spec_object (
      "empty", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] =
      g_param_spec_string ("state", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_RETRY] = g_signal_new (
      "retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-state-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoStateView, content_bin);
  gtk_widget_class_bind_template_child (widget_class, RondoStateView, empty_bin);
  gtk_widget_class_bind_template_child (widget_class, RondoStateView, error_page);
  gtk_widget_class_bind_template_child (widget_class, RondoStateView, stack);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
rondo_state_view_init (RondoStateView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rondo_state_view_new (void)
{
  return g_object_new (RONDO_TYPE_STATE_VIEW, NULL);
}

const char *
rondo_state_view_get_state (RondoStateView *view)
{
  g_return_val_if_fail (RONDO_IS_STATE_VIEW (view), NULL);
  return gtk_stack_get_visible_child_name (view->stack);
}

void
rondo_state_view_show_loading (RondoStateView *view)
{
  g_return_if_fail (RONDO_IS_STATE_VIEW (view));
  show_state (view, "loading");
}

void
rondo_state_view_show_empty (RondoStateView *view)
{
  g_return_if_fail (RONDO_IS_STATE_VIEW (view));
  show_state (view, "empty");
}

void
rondo_state_view_show_content (RondoStateView *view)
{
  g_return_if_fail (RONDO_IS_STATE_VIEW (view));
  show_state (view, "content");
}

void
rondo_state_view_show_error (RondoStateView *view, const GError *error)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (RONDO_IS_STATE_VIEW (view));
  g_return_if_fail (error != NULL);

  escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (view->error_page, escaped);
  show_state (view, "error");
}

void
rondo_state_view_show_items (RondoStateView *view, guint n_items)
{
  if (n_items > 0)
    rondo_state_view_show_content (view);
  else
    rondo_state_view_show_empty (view);
}
