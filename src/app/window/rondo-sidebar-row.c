/* SPDX-License-Identifier: GPL-3.0-or-later
 * One entry of the sidebar: its widget name is the name of the page it leads to. */
#include "config.h"

#include "rondo-sidebar-row.h"

struct _RondoSidebarRow {
  GtkListBoxRow parent_instance;

  /* owned */
  char *icon_name;
  char *title;
};

G_DEFINE_FINAL_TYPE (RondoSidebarRow, rondo_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

enum { PROP_ICON_NAME = 1, PROP_TITLE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
rondo_sidebar_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RondoSidebarRow *self = RONDO_SIDEBAR_ROW (object);

  switch (id) {
  case PROP_ICON_NAME:
    g_value_set_string (value, self->icon_name);
    break;
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_sidebar_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RondoSidebarRow *self = RONDO_SIDEBAR_ROW (object);

  switch (id) {
  case PROP_ICON_NAME:
    g_free (self->icon_name);
    self->icon_name = g_value_dup_string (value);
    break;
  case PROP_TITLE:
    g_free (self->title);
    self->title = g_value_dup_string (value);
    if (self->title != NULL)
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_sidebar_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_SIDEBAR_ROW);

  G_OBJECT_CLASS (rondo_sidebar_row_parent_class)->dispose (object);
}

static void
rondo_sidebar_row_finalize (GObject *object)
{
  RondoSidebarRow *self = RONDO_SIDEBAR_ROW (object);

  g_free (self->icon_name);
  g_free (self->title);

  G_OBJECT_CLASS (rondo_sidebar_row_parent_class)->finalize (object);
}

static void
rondo_sidebar_row_class_init (RondoSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rondo_sidebar_row_get_property;
  object_class->set_property = rondo_sidebar_row_set_property;
  object_class->dispose = rondo_sidebar_row_dispose;
  object_class->finalize = rondo_sidebar_row_finalize;
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/org/rondocoaching/Rondo/ui/rondo-sidebar-row.ui");
}

static void
rondo_sidebar_row_init (RondoSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
