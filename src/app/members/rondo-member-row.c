/* SPDX-License-Identifier: GPL-3.0-or-later
 * A member in a list, with the menu of what can be done with them. */
#include "config.h"

#include "rondo-member-row.h"

#include "rondo-line-row.h"
#include "rondo-lines.h"

#include <glib/gi18n-lib.h>

struct _RondoMemberRow {
  AdwBin parent_instance;

  /* template children */
  GtkMenuButton *menu_button;

  /* owned */
  RondoLineItem *item;
};

G_DEFINE_FINAL_TYPE (RondoMemberRow, rondo_member_row, ADW_TYPE_BIN)

enum { PROP_ITEM = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
append_action (GMenu *menu, const char *label, const char *action, const char *key)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", key);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static void
append_account_actions (GMenu *menu, guint kind, const char *key)
{
  if ((kind & RONDO_LINE_MEMBER_COORDINATOR) != 0)
    append_action (menu, _ ("Make a _Coach"), "members.make-coach", key);
  else
    append_action (menu, _ ("Make a _Coordinator"), "members.make-coordinator", key);
  if ((kind & RONDO_LINE_MEMBER_HELD) != 0)
    append_action (menu, _ ("_Release"), "members.release", key);
  else
    append_action (menu, _ ("Put on _Hold…"), "members.hold", key);
  append_action (menu, _ ("_Sign Out Everywhere"), "members.sign-out", key);
}

static void
create_menu_cb (GtkMenuButton *button, gpointer data)
{
  RondoMemberRow *self = data;
  g_autoptr (GMenu) menu = g_menu_new ();
  const char *key = rondo_line_item_get_key (self->item);
  guint kind = rondo_line_item_get_kind (self->item);

  append_action (menu, _ ("_Edit…"), "members.edit", key);
  if ((kind & RONDO_LINE_MEMBER_HAS_ACCOUNT) == 0)
    append_action (menu, _ ("_Invite…"), "members.invite", key);
  append_action (menu, _ ("_This Is Me"), "members.set-self", key);
  if ((kind & RONDO_LINE_MEMBER_ACTIVE) != 0)
    append_action (menu, _ ("_Pause"), "members.pause", key);
  else
    append_action (menu, _ ("_Resume"), "members.resume", key);
  if ((kind & RONDO_LINE_MEMBER_HAS_ACCOUNT) != 0)
    append_account_actions (menu, kind, key);
  append_action (menu, _ ("Is the _Same As…"), "members.merge", key);
  append_action (menu, _ ("Re_port Conduct…"), "members.report", key);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
name_parts (RondoMemberRow *self)
{
  g_autofree char *label = NULL;
  g_autofree char *menu_label = NULL;

  if (self->item == NULL)
    return;
  g_object_get (self->item, "label", &label, NULL);
  rondo_line_row_name_parent (GTK_WIDGET (self), label);
  /* Translators: the menu of one member */
  menu_label = g_strdup_printf (_ ("Menu for %s"), rondo_line_item_get_title (self->item));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, menu_label, -1);
}

static void
set_item (RondoMemberRow *self, RondoLineItem *item)
{
  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    g_signal_connect_object (
        item, "notify::label", G_CALLBACK (name_parts), self, G_CONNECT_SWAPPED);
  name_parts (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}

static void
pressed_cb (RondoMemberRow *self)
{
  rondo_member_row_popup (self);
}

static void
rondo_member_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    g_value_set_object (value, RONDO_MEMBER_ROW (object)->item);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_member_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    set_item (RONDO_MEMBER_ROW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_member_row_dispose (GObject *object)
{
  RondoMemberRow *self = RONDO_MEMBER_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_MEMBER_ROW);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (rondo_member_row_parent_class)->dispose (object);
}

static void
rondo_member_row_class_init (RondoMemberRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_member_row_get_property;
  object_class->set_property = rondo_member_row_set_property;
  object_class->dispose = rondo_member_row_dispose;
  properties[PROP_ITEM] =
      g_param_spec_object ("item",
                           NULL,
                           NULL,
                           RONDO_TYPE_LINE_ITEM,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-member-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoMemberRow, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
rondo_member_row_init (RondoMemberRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Made when it is opened: a list has many rows and each menu is a surface of its own. */
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, self, NULL);
  g_signal_connect (self, "notify::parent", G_CALLBACK (name_parts), NULL);
}

void
rondo_member_row_popup (RondoMemberRow *self)
{
  g_return_if_fail (RONDO_IS_MEMBER_ROW (self));
  gtk_menu_button_popup (self->menu_button);
}
