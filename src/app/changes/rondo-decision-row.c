/* SPDX-License-Identifier: GPL-3.0-or-later
 * Something that only the user can decide: what it is, how it came about, and what can be done. */
#include "config.h"

#include "rondo-decision-row.h"

#include "rondo-line-row.h"

#include <glib/gi18n-lib.h>

#define MAX_CHOICES 3

typedef struct {
  const char *label;
  const char *action;
} Choice;

struct _RondoDecisionRow {
  AdwBin parent_instance;

  /* template children */
  GtkButton *first_button;
  GtkButton *second_button;
  GtkButton *third_button;

  /* owned */
  RondoLineItem *item;
};

G_DEFINE_FINAL_TYPE (RondoDecisionRow, rondo_decision_row, ADW_TYPE_BIN)

enum { PROP_ITEM = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* What gives something up comes last. */
static const Choice choices[RONDO_N_DECISIONS][MAX_CHOICES] = {
    [RONDO_DECISION_CONFLICT] = {{N_ ("Keep as It Is"), "conflict.keep"},
                                 {N_ ("Take the Other"), "conflict.take-other"}},
    [RONDO_DECISION_REFUSED] = {{N_ ("Edit…"), "refused.edit"},
                                {N_ ("Try Again"), "refused.try-again"},
                                {N_ ("Discard"), "refused.discard"}},
    [RONDO_DECISION_REFUSED_FINAL] = {{N_ ("Try Again"), "refused.try-again"},
                                      {N_ ("Discard"), "refused.discard"}},
};

static void
offer (RondoDecisionRow *self, GtkButton *button, const Choice *choice)
{
  gboolean is_destructive = g_strcmp0 (choice->action, "refused.discard") == 0;

  gtk_widget_set_visible (GTK_WIDGET (button), choice->label != NULL);
  if (choice->label == NULL)
    return;
  gtk_button_set_label (button, _ (choice->label));
  gtk_actionable_set_action_target (
      GTK_ACTIONABLE (button), "s", rondo_line_item_get_key (self->item));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), choice->action);
  if (is_destructive)
    gtk_widget_add_css_class (GTK_WIDGET (button), "destructive-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (button), "destructive-action");
}

static void
update_choices (RondoDecisionRow *self)
{
  guint kind = self->item != NULL ? rondo_line_item_get_kind (self->item) : RONDO_N_DECISIONS;

  if (kind >= RONDO_N_DECISIONS)
    return;
  offer (self, self->first_button, &choices[kind][0]);
  offer (self, self->second_button, &choices[kind][1]);
  offer (self, self->third_button, &choices[kind][2]);
}

static void
name_parent (RondoDecisionRow *self)
{
  g_autofree char *label = NULL;

  if (self->item == NULL)
    return;
  g_object_get (self->item, "label", &label, NULL);
  rondo_line_row_name_parent (GTK_WIDGET (self), label);
}

static void
rondo_decision_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    g_value_set_object (value, RONDO_DECISION_ROW (object)->item);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_decision_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RondoDecisionRow *self = RONDO_DECISION_ROW (object);

  if (id != PROP_ITEM)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (g_set_object (&self->item, g_value_get_object (value))) {
    update_choices (self);
    name_parent (self);
    g_object_notify_by_pspec (object, pspec);
  }
}

static void
rondo_decision_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_DECISION_ROW);
  g_clear_object (&RONDO_DECISION_ROW (object)->item);

  G_OBJECT_CLASS (rondo_decision_row_parent_class)->dispose (object);
}

static void
rondo_decision_row_class_init (RondoDecisionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_decision_row_get_property;
  object_class->set_property = rondo_decision_row_set_property;
  object_class->dispose = rondo_decision_row_dispose;
  properties[PROP_ITEM] =
      g_param_spec_object ("item",
                           NULL,
                           NULL,
                           RONDO_TYPE_LINE_ITEM,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-decision-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoDecisionRow, first_button);
  gtk_widget_class_bind_template_child (widget_class, RondoDecisionRow, second_button);
  gtk_widget_class_bind_template_child (widget_class, RondoDecisionRow, third_button);
}

static void
rondo_decision_row_init (RondoDecisionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::parent", G_CALLBACK (name_parent), NULL);
}
