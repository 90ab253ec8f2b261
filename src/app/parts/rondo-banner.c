/* SPDX-License-Identifier: GPL-3.0-or-later
 * A strip across a page that says one thing and can be dismissed. */
#include "config.h"

#include "rondo-banner.h"

struct _RondoBanner {
  AdwBin parent_instance;

  /* owned */
  char *title;
  char *button_label;
  char *action_name;
  gboolean is_revealed;
};

G_DEFINE_FINAL_TYPE (RondoBanner, rondo_banner, ADW_TYPE_BIN)

enum { PROP_TITLE = 1, PROP_REVEALED, PROP_BUTTON_LABEL, PROP_ACTION_NAME, N_PROPS };

static GParamSpec *properties[N_PROPS];

static gboolean
text_is_set (gpointer unused, const char *text)
{
  return text != NULL && *text != '\0';
}

static void
button_clicked_cb (RondoBanner *self)
{
  if (self->action_name != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), self->action_name, NULL);
  else
    g_object_set (self, "revealed", FALSE, NULL);
}

static void
set_text (RondoBanner *self, char **text, const GValue *value, GParamSpec *pspec)
{
  if (g_strcmp0 (*text, g_value_get_string (value)) == 0)
    return;
  g_free (*text);
  *text = g_value_dup_string (value);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
rondo_banner_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RondoBanner *self = RONDO_BANNER (object);

  switch (id) {
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_REVEALED:
    g_value_set_boolean (value, self->is_revealed);
    break;
  case PROP_BUTTON_LABEL:
    g_value_set_string (value, self->button_label);
    break;
  case PROP_ACTION_NAME:
    g_value_set_string (value, self->action_name);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_banner_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RondoBanner *self = RONDO_BANNER (object);

  switch (id) {
  case PROP_TITLE:
    set_text (self, &self->title, value, pspec);
    break;
  case PROP_REVEALED:
    if (self->is_revealed != g_value_get_boolean (value)) {
      self->is_revealed = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
    }
    break;
  case PROP_BUTTON_LABEL:
    set_text (self, &self->button_label, value, pspec);
    break;
  case PROP_ACTION_NAME:
    set_text (self, &self->action_name, value, pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_BANNER);

  G_OBJECT_CLASS (rondo_banner_parent_class)->dispose (object);
}

static void
rondo_banner_finalize (GObject *object)
{
  RondoBanner *self = RONDO_BANNER (object);

  g_free (self->title);
  g_free (self->button_label);
  g_free (self->action_name);

  G_OBJECT_CLASS (rondo_banner_parent_class)->finalize (object);
}

static void
rondo_banner_class_init (RondoBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = rondo_banner_get_property;
  object_class->set_property = rondo_banner_set_property;
  object_class->dispose = rondo_banner_dispose;
  object_class->finalize = rondo_banner_finalize;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_ACTION_NAME] = g_param_spec_string ("action-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-banner.ui");
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_is_set);
}

static void
rondo_banner_init (RondoBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rondo_banner_new (const char *title)
{
  return g_object_new (RONDO_TYPE_BANNER, "title", title, NULL);
}
