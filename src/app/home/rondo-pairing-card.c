/* SPDX-License-Identifier: GPL-3.0-or-later
 * One of the user's pairings: whom they coach or who coaches them, contact and progress. */
#include "config.h"

#include "rondo-pairing-card.h"

#include "rondo-contact-row.h"

#include <glib/gi18n-lib.h>

struct _RondoPairingCard {
  GtkFlowBoxChild parent_instance;

  /* template children */
  GtkMenuButton *more_button;

  /* owned */
  RondoPairingItem *item;
};

G_DEFINE_FINAL_TYPE (RondoPairingCard, rondo_pairing_card, GTK_TYPE_FLOW_BOX_CHILD)

enum { PROP_ITEM = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static gboolean
text_is_set (gpointer unused, const char *text)
{
  return text != NULL && *text != '\0';
}

static void
log_clicked_cb (RondoPairingCard *self)
{
  gtk_widget_activate_action (
      GTK_WIDGET (self), "win.log-session", "s", rondo_pairing_item_get_id (self->item));
}

static void
feedback_clicked_cb (RondoPairingCard *self)
{
  gtk_widget_activate_action (
      GTK_WIDGET (self), "home.give-feedback", "s", rondo_pairing_item_get_id (self->item));
}

static void
start_clicked_cb (RondoPairingCard *self)
{
  gtk_widget_activate_action (
      GTK_WIDGET (self), "win.start-timer", "s", rondo_pairing_item_get_id (self->item));
}

/* What is rarely wanted. Greyed out without a community, where nobody would read a report. */
static void
fill_menu (RondoPairingCard *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) report = g_menu_item_new (_ ("Report Conduct to Coordinators…"), NULL);
  const char *name = NULL;
  const char *partner;

  if (self->item == NULL)
    return;
  partner = rondo_pairing_item_get_partner (self->item, &name);
  g_menu_item_set_action_and_target (report, "win.report-conduct", "(ss)", partner, name);
  g_menu_append_item (menu, report);
  gtk_menu_button_set_menu_model (self->more_button, G_MENU_MODEL (menu));
}

static void
set_item (RondoPairingCard *self, RondoPairingItem *item)
{
  if (g_set_object (&self->item, item))
    fill_menu (self);
}

static void
rondo_pairing_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    g_value_set_object (value, RONDO_PAIRING_CARD (object)->item);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_pairing_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    set_item (RONDO_PAIRING_CARD (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_pairing_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_PAIRING_CARD);
  g_clear_object (&RONDO_PAIRING_CARD (object)->item);

  G_OBJECT_CLASS (rondo_pairing_card_parent_class)->dispose (object);
}

static void
rondo_pairing_card_class_init (RondoPairingCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_pairing_card_get_property;
  object_class->set_property = rondo_pairing_card_set_property;
  object_class->dispose = rondo_pairing_card_dispose;
  properties[PROP_ITEM] =
      g_param_spec_object ("item",
                           NULL,
                           NULL,
                           RONDO_TYPE_PAIRING_ITEM,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-pairing-card.ui");
  g_type_ensure (RONDO_TYPE_CONTACT_ROW);
  gtk_widget_class_bind_template_child (widget_class, RondoPairingCard, more_button);
  gtk_widget_class_bind_template_callback (widget_class, feedback_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, log_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_is_set);
}

static void
rondo_pairing_card_init (RondoPairingCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rondo_pairing_card_new (RondoPairingItem *item)
{
  return g_object_new (RONDO_TYPE_PAIRING_CARD, "item", item, NULL);
}
