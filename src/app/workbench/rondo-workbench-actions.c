/* SPDX-License-Identifier: GPL-3.0-or-later
 * What can be done on the workbench, by button, menu and key. */
#include "config.h"

#include "rondo-compare-dialog.h"
#include "rondo-plan-export.h"
#include "rondo-save.h"
#include "rondo-workbench-page-private.h"

#include <glib/gi18n-lib.h>

static RondoWorkbenchPage *
get_page (GtkWidget *widget)
{
  return RONDO_WORKBENCH_PAGE (widget);
}

static void
match_all_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  rondo_workbench_match (get_page (widget)->workbench, RONDO_DRAFT_ALL);
}

static void
match_rest_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  rondo_workbench_match (get_page (widget)->workbench, RONDO_DRAFT_REST);
}

static void
stop_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  rondo_workbench_stop (get_page (widget)->workbench);
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  rondo_workbench_undo (get_page (widget)->workbench);
}

static void
redo_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  rondo_workbench_redo (get_page (widget)->workbench);
}

static void
publish_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  rondo_workbench_publish (get_page (widget)->workbench);
}

static void
lock_all_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  rondo_workbench_lock_all (get_page (widget)->workbench, g_str_equal (action, "bench.lock-all"));
}

static void
clear_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  rondo_workbench_clear (get_page (widget)->workbench);
}

static void
toggle_lock_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoWorkbenchPage *self = get_page (widget);
  const RondoDraft *draft = rondo_workbench_get_draft (self->workbench);
  const RondoDraftPair *pair = NULL;

  if (draft != NULL && self->coach != NULL && self->client != NULL)
    pair = rondo_draft_find (draft, self->coach, self->client);
  if (pair != NULL)
    rondo_workbench_lock (self->workbench, self->coach, self->client, !pair->is_locked);
}

static void
forbid_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoWorkbenchPage *self = get_page (widget);

  if (self->coach != NULL && self->client != NULL)
    rondo_workbench_forbid (self->workbench, self->coach, self->client);
}

static void
dissolve_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoWorkbenchPage *self = get_page (widget);

  if (self->coach != NULL && self->client != NULL)
    rondo_workbench_remove (self->workbench, self->coach, self->client);
}

static void
place_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoWorkbenchPage *self = get_page (widget);
  RondoPlace place = RONDO_PLACE_IN;

  if (g_str_equal (action, "bench.standby"))
    place = RONDO_PLACE_STANDBY;
  else if (g_str_equal (action, "bench.take-out"))
    place = RONDO_PLACE_OUT;
  if (self->member != NULL)
    rondo_workbench_place (self->workbench, self->member, place);
}

static void
swap_with_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoWorkbenchPage *self = get_page (widget);

  if (self->member != NULL)
    rondo_workbench_swap (self->workbench, self->member, g_variant_get_string (target, NULL));
}

/* "coach client" */
static void
pair_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoWorkbenchPage *self = get_page (widget);
  g_auto (GStrv) ids = g_strsplit (g_variant_get_string (target, NULL), " ", 2);

  if (g_strv_length (ids) != 2)
    return;
  if (g_str_equal (action, "bench.take"))
    rondo_workbench_take (self->workbench, ids[0], ids[1]);
  else
    rondo_workbench_allow (self->workbench, ids[0], ids[1]);
}

static void
select_coach_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoWorkbenchPage *self = get_page (widget);
  const RondoDraft *draft = rondo_workbench_get_draft (self->workbench);

  if (draft == NULL || self->member == NULL)
    return;
  if (g_str_equal (action, "bench.select-coach"))
    rondo_workbench_page_look_at (
        self, rondo_draft_find_coach_of (draft, self->member), self->member, self->member);
  else
    rondo_workbench_page_look_at (
        self, self->member, rondo_draft_find_client_of (draft, self->member), self->member);
}

static void
show_part_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  adw_leaflet_set_visible_child_name (get_page (widget)->leaflet,
                                      g_variant_get_string (target, NULL));
}

static void
new_draft_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoWorkbenchPage *self = get_page (widget);
  const RondoDraft *draft = rondo_workbench_get_draft (self->workbench);
  g_autofree char *name = NULL;

  if (draft == NULL)
    return;
  rondo_bench_bar_popdown (self->bar); /* keeps the name that is typed there */
  draft = rondo_workbench_get_draft (self->workbench);
  /* Translators: the name of a draft */
  name = g_strdup_printf (_ ("Copy of %s"), draft->name);
  rondo_workbench_copy_draft (self->workbench, name);
}

static void
delete_draft_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  rondo_bench_bar_popdown (get_page (widget)->bar);
  rondo_workbench_delete (get_page (widget)->workbench);
}

static void
compare_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoWorkbenchPage *self = get_page (widget);

  rondo_bench_bar_popdown (self->bar);
  rondo_page_present (
      RONDO_PAGE (self),
      rondo_compare_dialog_new (rondo_page_get_context (RONDO_PAGE (self)), self->workbench));
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  rondo_plan_export_start (
      widget, get_page (widget)->workbench, g_str_equal (action, "bench.export-pdf"));
}

static void
keep_trial_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  rondo_bench_bar_popdown (get_page (widget)->bar);
  rondo_workbench_keep_trial (get_page (widget)->workbench);
}

static void
save_policies_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoWorkbenchPage *self = get_page (widget);
  const RondoDraft *draft = rondo_workbench_get_draft (self->workbench);
  const RondoMatchingInput *input = rondo_workbench_get_input (self->workbench);
  RondoChange *change = NULL;
  g_autoptr (RondoRound) round = NULL;

  if (draft == NULL || input == NULL)
    return;
  round = rondo_round_copy (input->round);
  rondo_draft_policies_apply (&draft->policies, round);
  change = rondo_change_new ();
  rondo_change_put_round (change, round);
  rondo_bench_bar_popdown (self->bar);
  rondo_save_change (widget, rondo_page_get_context (RONDO_PAGE (self)), change);
}

static const struct {
  const char *name;
  const char *type;
  GtkWidgetActionActivateFunc func;
} actions[] = {
    {"bench.allow", "s", pair_cb},
    {"bench.clear", NULL, clear_cb},
    {"bench.compare", NULL, compare_cb},
    {"bench.delete-draft", NULL, delete_draft_cb},
    {"bench.dissolve", NULL, dissolve_cb},
    {"bench.export-csv", NULL, export_cb},
    {"bench.export-pdf", NULL, export_cb},
    {"bench.forbid", NULL, forbid_cb},
    {"bench.keep-trial", NULL, keep_trial_cb},
    {"bench.lock-all", NULL, lock_all_cb},
    {"bench.match-all", NULL, match_all_cb},
    {"bench.match-rest", NULL, match_rest_cb},
    {"bench.new-draft", NULL, new_draft_cb},
    {"bench.publish", NULL, publish_cb},
    {"bench.redo", NULL, redo_cb},
    {"bench.release-all", NULL, lock_all_cb},
    {"bench.save-policies", NULL, save_policies_cb},
    {"bench.select-client", NULL, select_coach_cb},
    {"bench.select-coach", NULL, select_coach_cb},
    {"bench.show-part", "s", show_part_cb},
    {"bench.standby", NULL, place_cb},
    {"bench.stop", NULL, stop_cb},
    {"bench.swap-with", "s", swap_with_cb},
    {"bench.take", "s", pair_cb},
    {"bench.take-in", NULL, place_cb},
    {"bench.take-out", NULL, place_cb},
    {"bench.toggle-lock", NULL, toggle_lock_cb},
    {"bench.undo", NULL, undo_cb},
};

static const struct {
  guint key;
  GdkModifierType modifiers;
  const char *action;
} keys[] = {
    {GDK_KEY_z, GDK_CONTROL_MASK, "bench.undo"},
    {GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "bench.redo"},
    {GDK_KEY_m, GDK_CONTROL_MASK, "bench.match-all"},
    {GDK_KEY_l, GDK_CONTROL_MASK, "bench.toggle-lock"},
    {GDK_KEY_d, GDK_CONTROL_MASK, "bench.forbid"},
};

void
rondo_workbench_page_install_actions (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (
        widget_class, actions[i].name, actions[i].type, actions[i].func);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (
        widget_class, keys[i].key, keys[i].modifiers, keys[i].action, NULL);
}

static void
enable (RondoWorkbenchPage *self, const char *action, gboolean is_enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, is_enabled);
}

void
rondo_workbench_page_update_actions (RondoWorkbenchPage *self)
{
  RondoWorkbench *workbench = self->workbench;
  const RondoDraft *draft = rondo_workbench_get_draft (workbench);
  gboolean is_idle = draft != NULL && !rondo_workbench_get_is_matching (workbench);
  gboolean is_pair = is_idle && self->coach != NULL && self->client != NULL &&
                     rondo_draft_find (draft, self->coach, self->client) != NULL;

  enable (self, "bench.undo", rondo_workbench_get_undo (workbench) != NULL);
  enable (self, "bench.redo", rondo_workbench_get_redo (workbench) != NULL);
  enable (self, "bench.match-all", is_idle);
  enable (self, "bench.match-rest", is_idle);
  enable (self, "bench.publish", rondo_workbench_get_obstacle (workbench) == NULL);
  enable (self, "bench.toggle-lock", is_pair);
  enable (self, "bench.forbid", is_pair);
  enable (self, "bench.dissolve", is_pair);
  enable (self, "bench.compare", rondo_workbench_get_n_drafts (workbench) > 1);
  enable (self, "bench.export-csv", rondo_workbench_get_is_judged (workbench));
  enable (self, "bench.export-pdf", rondo_workbench_get_is_judged (workbench));
}
