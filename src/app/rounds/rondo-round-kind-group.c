/* SPDX-License-Identifier: GPL-3.0-or-later
 * Of what kind a round is, and what that kind asks for. */
#include "config.h"

#include "rondo-round-kind-group.h"

#include "rondo-round-kind.h"

struct _RondoRoundKindGroup {
  AdwPreferencesGroup parent_instance;

  /* template children */
  AdwComboRow *activity_row;
  AdwComboRow *kind_row;
  AdwComboRow *rest_row;
  GtkEditable *first_side_row;
  GtkEditable *second_side_row;
};

G_DEFINE_FINAL_TYPE (RondoRoundKindGroup, rondo_round_kind_group, ADW_TYPE_PREFERENCES_GROUP)

enum {
  PROP_KIND = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
kind_changed_cb (RondoRoundKindGroup *self)
{
  guint kind = adw_combo_row_get_selected (self->kind_row);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         rondo_round_kind_explain ((RondoRoundKind)kind));
  gtk_widget_set_visible (GTK_WIDGET (self->first_side_row), kind == RONDO_ROUND_TEAM);
  gtk_widget_set_visible (GTK_WIDGET (self->second_side_row), kind == RONDO_ROUND_TEAM);
  gtk_widget_set_visible (GTK_WIDGET (self->rest_row), kind == RONDO_ROUND_TRIADS);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
}

static void
rondo_round_kind_group_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RondoRoundKindGroup *self = RONDO_ROUND_KIND_GROUP (object);

  if (id == PROP_KIND)
    g_value_set_uint (value, adw_combo_row_get_selected (self->kind_row));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_round_kind_group_class_init (RondoRoundKindGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = rondo_round_kind_group_get_property;
  /* RondoRoundKindGroup:kind: the RondoRoundKind that is chosen. */
  properties[PROP_KIND] =
      g_param_spec_uint ("kind",
                         NULL,
                         NULL,
                         0,
                         RONDO_N_ROUND_KINDS,
                         RONDO_ROUND_RECIPROCAL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-round-kind-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRoundKindGroup, activity_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundKindGroup, first_side_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundKindGroup, kind_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundKindGroup, rest_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundKindGroup, second_side_row);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
}

static GListModel *
list_kinds (void)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (RondoRoundKind kind = 0; kind < RONDO_N_ROUND_KINDS; kind++)
    gtk_string_list_append (names, rondo_round_kind_describe (kind));
  return G_LIST_MODEL (names);
}

static void
rondo_round_kind_group_init (RondoRoundKindGroup *self)
{
  g_autoptr (GListModel) kinds = list_kinds ();
  g_autoptr (GtkStringList) activities = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) rests = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (RondoRoundActivity activity = 0; activity < RONDO_N_ROUND_ACTIVITIES; activity++)
    gtk_string_list_append (activities, rondo_round_activity_describe (activity));
  for (RondoRest rest = 0; rest < RONDO_N_RESTS; rest++)
    gtk_string_list_append (rests, rondo_rest_describe (rest));
  adw_combo_row_set_model (self->activity_row, G_LIST_MODEL (activities));
  adw_combo_row_set_model (self->rest_row, G_LIST_MODEL (rests));
  adw_combo_row_set_model (self->kind_row, kinds);
  kind_changed_cb (self);
}

void
rondo_round_kind_group_set_round (RondoRoundKindGroup *group,
                                  const RondoRound *round,
                                  gboolean is_free)
{
  g_return_if_fail (RONDO_IS_ROUND_KIND_GROUP (group));

  adw_combo_row_set_selected (group->kind_row, round->kind);
  adw_combo_row_set_selected (group->activity_row, round->activity);
  adw_combo_row_set_selected (group->rest_row, round->rest);
  gtk_editable_set_text (group->first_side_row, round->first_side);
  gtk_editable_set_text (group->second_side_row, round->second_side);
  gtk_widget_set_sensitive (GTK_WIDGET (group->kind_row), is_free);
  gtk_widget_set_sensitive (GTK_WIDGET (group->activity_row), is_free);
}

static void
read_text (GtkEditable *row, char **slot)
{
  g_free (*slot);
  *slot = g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

void
rondo_round_kind_group_read (RondoRoundKindGroup *group, RondoRound *round)
{
  g_return_if_fail (RONDO_IS_ROUND_KIND_GROUP (group));

  round->kind = (RondoRoundKind)adw_combo_row_get_selected (group->kind_row);
  round->activity = (RondoRoundActivity)adw_combo_row_get_selected (group->activity_row);
  round->rest = (RondoRest)adw_combo_row_get_selected (group->rest_row);
  read_text (group->first_side_row, &round->first_side);
  read_text (group->second_side_row, &round->second_side);
}
