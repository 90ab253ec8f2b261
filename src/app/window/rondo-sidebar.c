/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pages a user may go to, the main menu and how the sync is doing. */
#include "config.h"

#include "rondo-sidebar.h"

#include "rondo-sidebar-row.h"
#include "rondo-sync-button.h"

struct _RondoSidebar {
  AdwBin parent_instance;

  /* template children */
  GtkListBox *list;
  GtkWidget *members_row;
  GtkMenuButton *menu_button;
  GtkWidget *rounds_row;
  GtkWidget *sync_button;

  /* owned */
  RondoContext *context;
  gboolean is_folded;
  GtkListBoxRow *shown; /* borrowed (nullable): that of the page which the window shows */
};

G_DEFINE_FINAL_TYPE (RondoSidebar, rondo_sidebar, ADW_TYPE_BIN)

enum { PROP_CONTEXT = 1, PROP_FOLDED, N_PROPS };

static GParamSpec *properties[N_PROPS];

static GtkListBoxRow *
find_row (RondoSidebar *self, const char *page)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (gtk_widget_get_name (GTK_WIDGET (row)), page) == 0)
      return row;
  return NULL;
}

static void
row_activated_cb (RondoSidebar *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (
      GTK_WIDGET (self), "win.show-page", "s", gtk_widget_get_name (GTK_WIDGET (row)));
}

/* Moving through the list by keyboard shows the pages beside it; folded, only Enter leads there. A
 * row is said to be selected anew when the keyboard comes to it: what is open of its page stays. */
static void
row_selected_cb (RondoSidebar *self, GtkListBoxRow *row)
{
  if (row != NULL && row != self->shown && !self->is_folded)
    row_activated_cb (self, row);
}

/* Tab leaves the list at once: going through its rows would show one page after the other, and
 * nobody would ever arrive in the first. The arrow keys choose. */
static gboolean
rondo_sidebar_focus (GtkWidget *widget, GtkDirectionType direction)
{
  RondoSidebar *self = RONDO_SIDEBAR (widget);
  gboolean is_in_list = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;

  if (is_in_list && direction == GTK_DIR_TAB_FORWARD)
    return gtk_widget_child_focus (self->sync_button, direction);
  if (is_in_list && direction == GTK_DIR_TAB_BACKWARD)
    return gtk_widget_child_focus (GTK_WIDGET (self->menu_button), direction);
  return GTK_WIDGET_CLASS (rondo_sidebar_parent_class)->focus (widget, direction);
}

static void
rondo_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RondoSidebar *self = RONDO_SIDEBAR (object);

  switch (id) {
  case PROP_CONTEXT:
    g_value_set_object (value, self->context);
    break;
  case PROP_FOLDED:
    g_value_set_boolean (value, self->is_folded);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_sidebar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RondoSidebar *self = RONDO_SIDEBAR (object);

  switch (id) {
  case PROP_CONTEXT:
    if (g_set_object (&self->context, g_value_get_object (value)))
      g_object_notify_by_pspec (object, pspec);
    break;
  case PROP_FOLDED:
    if (self->is_folded != g_value_get_boolean (value)) {
      self->is_folded = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
    }
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_sidebar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_SIDEBAR);
  g_clear_object (&RONDO_SIDEBAR (object)->context);

  G_OBJECT_CLASS (rondo_sidebar_parent_class)->dispose (object);
}

static void
rondo_sidebar_class_init (RondoSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = rondo_sidebar_get_property;
  object_class->set_property = rondo_sidebar_set_property;
  object_class->dispose = rondo_sidebar_dispose;
  widget_class->focus = rondo_sidebar_focus;
  properties[PROP_CONTEXT] = g_param_spec_object ("context", NULL, NULL, RONDO_TYPE_CONTEXT, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RONDO_TYPE_SIDEBAR_ROW);
  g_type_ensure (RONDO_TYPE_SYNC_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, RondoSidebar, members_row);
  gtk_widget_class_bind_template_child (widget_class, RondoSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RondoSidebar, rounds_row);
  gtk_widget_class_bind_template_child (widget_class, RondoSidebar, sync_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
rondo_sidebar_init (RondoSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rondo_sidebar_select (RondoSidebar *sidebar, const char *page)
{
  g_return_if_fail (RONDO_IS_SIDEBAR (sidebar));

  sidebar->shown = find_row (sidebar, page);
  gtk_list_box_select_row (sidebar->list, sidebar->shown);
}

gboolean
rondo_sidebar_offers (RondoSidebar *sidebar, const char *page)
{
  GtkListBoxRow *row = NULL;

  g_return_val_if_fail (RONDO_IS_SIDEBAR (sidebar), FALSE);

  row = find_row (sidebar, page);
  return row != NULL && gtk_widget_get_visible (GTK_WIDGET (row));
}

void
rondo_sidebar_set_is_coordinator (RondoSidebar *sidebar, gboolean is_coordinator)
{
  g_return_if_fail (RONDO_IS_SIDEBAR (sidebar));

  gtk_widget_set_visible (sidebar->members_row, is_coordinator);
  gtk_widget_set_visible (sidebar->rounds_row, is_coordinator);
}

void
rondo_sidebar_popup_menu (RondoSidebar *sidebar)
{
  g_return_if_fail (RONDO_IS_SIDEBAR (sidebar));
  gtk_menu_button_popup (sidebar->menu_button);
}
