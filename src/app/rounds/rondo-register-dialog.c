/* SPDX-License-Identifier: GPL-3.0-or-later
 * The dialog in which a coordinator registers members for a round. */
#include "config.h"

#include "rondo-register-dialog.h"

#include "rondo-life.h"
#include "rondo-line-row.h"
#include "rondo-line-view.h"
#include "rondo-lines.h"
#include "rondo-refresh.h"
#include "rondo-save.h"
#include "rondo-state-view.h"

#include <glib/gi18n-lib.h>

struct _RondoRegisterDialog {
  RondoDialog parent_instance;

  /* template children */
  RondoLineView *line_view;
  GtkDropDown *part_drop;
  GtkWidget *part_box;
  RondoStateView *state_view;

  /* owned */
  char *round;
  RondoRefresh *refresh;
  RondoRoundOverview *overview; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (RondoRegisterDialog, rondo_register_dialog, RONDO_TYPE_DIALOG)

/* One part of a round that asks for one, by its place in the list. */
static gboolean
find_part (const RondoRound *round, guint place, RondoRegistration *registration)
{
  for (guint role = 0; role < RONDO_N_ROLES; role++)
    for (guint side = RONDO_TEAM_FIRST; side < RONDO_N_TEAMS; side++) {
      registration->role = (RondoRole)role;
      registration->side = rondo_round_has_sides (round) ? (RondoTeam)side : RONDO_TEAM_NONE;
      if ((side == RONDO_TEAM_FIRST || rondo_round_has_sides (round)) &&
          rondo_registration_check_kind (round, registration, NULL) && place-- == 0)
        return TRUE;
    }
  return FALSE;
}

/* As what members are registered, where the kind of the round asks for it. */
static void
fill_parts (RondoRegisterDialog *self)
{
  const RondoRound *round = self->overview->round;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  RondoRegistration tried = {0};

  for (guint place = 0; find_part (round, place, &tried); place++) {
    g_autofree char *side = rondo_round_dup_side_name (round, tried.side);

    gtk_string_list_append (
        names, rondo_round_has_sides (round) ? side : rondo_role_describe (tried.role));
  }
  gtk_drop_down_set_model (self->part_drop, G_LIST_MODEL (names));
  gtk_widget_set_visible (self->part_box,
                          rondo_round_has_roles (round) || rondo_round_has_sides (round));
}

static void
show_overview (RondoRegisterDialog *self)
{
  g_autoptr (GPtrArray) lines = rondo_lines_for_unregistered (self->overview);

  if (gtk_drop_down_get_model (self->part_drop) == NULL)
    fill_parts (self);
  rondo_line_view_update (self->line_view, lines);
  if (lines->len > 0)
    rondo_state_view_show_content (self->state_view);
  else
    rondo_state_view_show_empty (self->state_view);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoRegisterDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoRoundOverview) overview =
      rondo_store_load_round_finish (RONDO_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  if (overview == NULL) {
    rondo_state_view_show_error (self->state_view, error);
    return;
  }
  g_clear_pointer (&self->overview, rondo_round_overview_free);
  self->overview = g_steal_pointer (&overview);
  show_overview (self);
}

static void
load (gpointer dialog)
{
  RondoRegisterDialog *self = dialog;

  rondo_store_load_round_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                                self->round,
                                rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                loaded_cb,
                                g_object_ref (self));
}

static void
activated_cb (RondoRegisterDialog *self, const char *key)
{
  for (guint i = 0; i < self->overview->members->len; i++) {
    const RondoMember *member = self->overview->members->pdata[i];
    g_autoptr (RondoRegistration) registration = NULL;
    RondoChange *change = NULL;

    if (!g_str_equal (member->id, key))
      continue;
    registration = rondo_registration_new (self->round, member->id, member->wishes);
    find_part (self->overview->round, gtk_drop_down_get_selected (self->part_drop), registration);
    change = rondo_change_new ();
    rondo_change_put_registration (change, registration);
    rondo_save_change (
        GTK_WIDGET (self->state_view), rondo_dialog_get_context (RONDO_DIALOG (self)), change);
    return;
  }
}

static void
retry_cb (RondoRegisterDialog *self)
{
  rondo_refresh_queue (self->refresh);
}

static void
rondo_register_dialog_finalize (GObject *object)
{
  RondoRegisterDialog *self = RONDO_REGISTER_DIALOG (object);

  g_clear_object (&self->refresh);
  g_clear_pointer (&self->overview, rondo_round_overview_free);
  g_clear_pointer (&self->round, g_free);

  G_OBJECT_CLASS (rondo_register_dialog_parent_class)->finalize (object);
}

static void
rondo_register_dialog_class_init (RondoRegisterDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_register_dialog_finalize;
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-register-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRegisterDialog, line_view);
  gtk_widget_class_bind_template_child (widget_class, RondoRegisterDialog, part_box);
  gtk_widget_class_bind_template_child (widget_class, RondoRegisterDialog, part_drop);
  gtk_widget_class_bind_template_child (widget_class, RondoRegisterDialog, state_view);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
rondo_register_dialog_init (RondoRegisterDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_line_row_name_drop (self->part_drop, _ ("Register As"));
  self->refresh = rondo_refresh_new (GTK_WIDGET (self), load);
}

GtkWindow *
rondo_register_dialog_new (RondoContext *context, const char *round)
{
  RondoRegisterDialog *self = g_object_new (RONDO_TYPE_REGISTER_DIALOG, "context", context, NULL);

  self->round = g_strdup (round);
  rondo_refresh_set_context (self->refresh, context);
  return GTK_WINDOW (self);
}
