/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who drops out of a round that goes on, and the ways to replace them. */
#include "config.h"

#include "rondo-repair-dialog.h"

#include "rondo-form-frame.h"
#include "rondo-health-lines.h"
#include "rondo-life.h"
#include "rondo-repairing.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

struct _RondoRepairDialog {
  RondoDialog parent_instance;

  /* template children */
  AdwComboRow *member_row;
  GtkWidget *add_button;
  RondoFormFrame *frame;
  GtkLabel *others_label;
  GtkEditable *reason_row;
  GtkLabel *status_label;
  AdwComboRow *stops_row;
  GtkListBox *more_list;
  GtkListBox *ways_list;

  /* owned */
  char *round;
  char *member;                 /* (nullable): who is chosen at first */
  RondoRoundOverview *overview; /* (nullable) */
  GPtrArray *choices;           /* of const char *, ids in the order of the combo row */
  GPtrArray *more;              /* of RondoLeaving: who drops out besides the one in the rows */
  GPtrArray *ways;              /* (nullable) of RondoRepair */
  GCancellable *search;         /* (nullable): of the search that runs */

  int way; /* index of the one that is chosen, -1 for none */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (RondoRepairDialog, rondo_repair_dialog, RONDO_TYPE_DIALOG)

static const char *
get_member (RondoRepairDialog *self)
{
  guint index = adw_combo_row_get_selected (self->member_row);

  return index > 0 && index <= self->choices->len ? self->choices->pdata[index - 1] : NULL;
}

/* Whether @member still has partners in the round. */
static gboolean
has_partners (RondoRepairDialog *self, const char *member)
{
  for (guint i = 0; i < self->overview->pairings->len; i++) {
    const RondoPairing *pairing =
        ((RondoPairingOverview *)self->overview->pairings->pdata[i])->pairing;

    if (rondo_pairing_state_is_live (pairing->state) &&
        (g_str_equal (pairing->coach, member) || g_str_equal (pairing->client, member)))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_listed (RondoRepairDialog *self, const char *member)
{
  for (guint i = 0; i < self->more->len; i++)
    if (g_str_equal (((RondoLeaving *)self->more->pdata[i])->member, member))
      return TRUE;
  return FALSE;
}

/* Who has withdrawn, or given up a side, and still is in a pairing; and who lacks somebody. */
static void
add_known (RondoRepairDialog *self, GPtrArray *leaving, GPtrArray *seeking)
{
  RondoDate today = rondo_context_get_today (rondo_dialog_get_context (RONDO_DIALOG (self)));
  g_autoptr (GPtrArray) found = rondo_health_list_for_overview (self->overview, today);
  const char *chosen = get_member (self);

  for (guint i = 0; i < found->len; i++) {
    const RondoHealth *health = found->pdata[i];

    if (health->member == NULL || g_strcmp0 (health->member, chosen) == 0 ||
        is_listed (self, health->member))
      continue;
    if (health->code == RONDO_HEALTH_ALONE)
      g_ptr_array_add (seeking, health->member);
    for (guint j = 0; health->code == RONDO_HEALTH_OUT && j < self->overview->registrations->len;
         j++) {
      const RondoRegistration *registration = self->overview->registrations->pdata[j];
      RondoRole stops = registration->role == RONDO_ROLE_COACH    ? RONDO_ROLE_CLIENT
                        : registration->role == RONDO_ROLE_CLIENT ? RONDO_ROLE_COACH
                                                                  : RONDO_ROLE_BOTH;

      if (g_str_equal (registration->member, health->member))
        g_ptr_array_add (leaving,
                         rondo_leaving_new (registration->member,
                                            registration->state == RONDO_REGISTRATION_WITHDRAWN
                                                ? RONDO_ROLE_BOTH
                                                : stops,
                                            registration->note));
    }
  }
  for (guint i = 0; i < seeking->len; i++)
    seeking->pdata[i] = (gpointer)rondo_health_find_member (self->overview, seeking->pdata[i])->id;
}

static void
describe_others (RondoRepairDialog *self, guint n_others)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u other member who dropped out or lacks a partner is taken care of too.",
                "%u other members who dropped out or lack a partner are taken care of too.",
                n_others),
      n_others);

  gtk_label_set_label (self->others_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->others_label), n_others > 0);
}

static void
way_toggled_cb (RondoRepairDialog *self, GtkCheckButton *check)
{
  if (!gtk_check_button_get_active (check))
    return;
  self->way = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), "way"));
  g_object_set (self->frame, "can-save", TRUE, NULL);
}

static GtkWidget *
create_way (RondoRepairDialog *self, guint index, GtkCheckButton *group)
{
  const RondoRepair *way = self->ways->pdata[index];
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *title = rondo_repair_describe (way, self->overview->members);
  g_autofree char *pairs = rondo_repair_describe_pairs (way, self->overview->members);
  g_autofree char *cost = rondo_repair_describe_cost (way, self->overview->members);
  g_autofree char *text = *pairs != '\0' ? g_strjoin ("\n", pairs, cost, NULL) : g_strdup (cost);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), group);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (check), "way", GUINT_TO_POINTER (index));
  g_signal_connect_object (check, "toggled", G_CALLBACK (way_toggled_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_list_box_append (self->ways_list, row);
  return check;
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
clear_ways (RondoRepairDialog *self)
{
  clear_list (self->ways_list);
  g_clear_pointer (&self->ways, g_ptr_array_unref);
  self->way = -1;
  gtk_widget_set_visible (GTK_WIDGET (self->ways_list), FALSE);
  g_object_set (self->frame, "can-save", FALSE, NULL);
}

static void
show_ways (RondoRepairDialog *self, GPtrArray *ways)
{
  GtkCheckButton *group = NULL;

  clear_ways (self);
  self->ways = ways;
  for (guint i = 0; i < ways->len; i++) {
    GtkWidget *check = create_way (self, i, group);

    if (group == NULL) {
      group = GTK_CHECK_BUTTON (check);
      gtk_check_button_set_active (group, TRUE);
    }
  }
  gtk_widget_set_visible (GTK_WIDGET (self->ways_list), ways->len > 0);
  gtk_label_set_label (self->status_label, "");
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoRepairDialog) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *ways = rondo_repairing_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (rondo_dialog_get_cancellable (RONDO_DIALOG (self))))
    return;
  g_clear_object (&self->search);
  if (ways != NULL)
    show_ways (self, ways);
  else
    gtk_label_set_label (self->status_label, error->message);
}

static void
stop_search (RondoRepairDialog *self)
{
  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
}

static void
look (RondoRepairDialog *self)
{
  const char *member = get_member (self);
  g_autoptr (GPtrArray) leaving =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_leaving_free);
  g_autoptr (GPtrArray) seeking = g_ptr_array_new ();
  RondoDate today = rondo_context_get_today (rondo_dialog_get_context (RONDO_DIALOG (self)));
  g_autofree char *reason = rondo_dialog_dup_text (self->reason_row);

  stop_search (self);
  clear_ways (self);
  add_known (self, leaving, seeking);
  describe_others (self, leaving->len + seeking->len);
  for (guint i = 0; i < self->more->len; i++)
    g_ptr_array_add (leaving, rondo_leaving_copy (self->more->pdata[i]));
  if (member != NULL)
    g_ptr_array_add (
        leaving, rondo_leaving_new (member, adw_combo_row_get_selected (self->stops_row), reason));
  gtk_widget_set_sensitive (self->add_button, member != NULL);
  if (leaving->len + seeking->len == 0) {
    gtk_label_set_label (self->status_label, _ ("Choose who drops out."));
    return;
  }
  gtk_label_set_label (self->status_label, _ ("Looking for the smallest change…"));
  self->search = g_cancellable_new ();
  {
    g_autoptr (RondoRepairInput) input =
        rondo_repair_input_new_for_overview (self->overview, leaving, seeking, today);

    rondo_repairing_run_async (input, self->search, found_cb, g_object_ref (self));
  }
}

static void
changed_cb (RondoRepairDialog *self)
{
  if (!self->is_filling && self->overview != NULL)
    look (self);
}

static void take_off_cb (RondoRepairDialog *self, GtkButton *button);

static GtkWidget *
create_leaving (RondoRepairDialog *self, guint index)
{
  const RondoLeaving *leaving = self->more->pdata[index];
  GtkStringList *words = GTK_STRING_LIST (adw_combo_row_get_model (self->stops_row));
  const char *stops = gtk_string_list_get_string (words, leaving->stops);
  g_autofree char *text =
      *leaving->reason != '\0' ? g_strjoin ("\n", stops, leaving->reason, NULL) : g_strdup (stops);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 rondo_health_find_member (self->overview, leaving->member)->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove"), -1);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (take_off_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_more (RondoRepairDialog *self)
{
  clear_list (self->more_list);
  for (guint i = 0; i < self->more->len; i++)
    gtk_list_box_append (self->more_list, create_leaving (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->more_list), self->more->len > 0);
}

static int
compare_members (gconstpointer a, gconstpointer b, gpointer data)
{
  RondoRepairDialog *self = data;
  const RondoMember *first = rondo_health_find_member (self->overview, *(char *const *)a);
  const RondoMember *second = rondo_health_find_member (self->overview, *(char *const *)b);

  return g_utf8_collate (first->name, second->name);
}

static void
fill_members (RondoRepairDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->choices, 0);
  for (guint i = 0; i < self->overview->members->len; i++) {
    const RondoMember *member = self->overview->members->pdata[i];

    if (has_partners (self, member->id) && !is_listed (self, member->id))
      g_ptr_array_add (self->choices, member->id);
  }
  g_ptr_array_sort_with_data (self->choices, compare_members, self);
  gtk_string_list_append (names, _ ("Nobody else"));
  for (guint i = 0; i < self->choices->len; i++) {
    const char *id = self->choices->pdata[i];

    gtk_string_list_append (names, rondo_health_find_member (self->overview, id)->name);
    if (g_strcmp0 (id, self->member) == 0)
      selected = i + 1;
  }
  self->is_filling = TRUE;
  adw_combo_row_set_model (self->member_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->member_row, selected);
  self->is_filling = FALSE;
}

/* Who is on the list is not offered again. */
static void
list_changed (RondoRepairDialog *self)
{
  show_more (self);
  fill_members (self);
  look (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->member_row));
}

static void
take_off_cb (RondoRepairDialog *self, GtkButton *button)
{
  g_free (self->member);
  self->member = g_strdup (get_member (self));
  g_ptr_array_remove_index (self->more,
                            GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index")));
  list_changed (self);
}

static void
add_cb (RondoRepairDialog *self)
{
  const char *member = self->overview != NULL ? get_member (self) : NULL;
  g_autofree char *reason = rondo_dialog_dup_text (self->reason_row);

  if (member == NULL)
    return;
  g_ptr_array_add (
      self->more, rondo_leaving_new (member, adw_combo_row_get_selected (self->stops_row), reason));
  g_clear_pointer (&self->member, g_free);
  self->is_filling = TRUE;
  adw_combo_row_set_selected (self->stops_row, RONDO_ROLE_BOTH);
  self->is_filling = FALSE;
  gtk_editable_set_text (self->reason_row, "");
  list_changed (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoRepairDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoRoundOverview) overview =
      rondo_store_load_round_finish (RONDO_STORE (source), result, &error);

  if (!rondo_dialog_check_answer (RONDO_DIALOG (self), error))
    return;
  self->overview = g_steal_pointer (&overview);
  fill_members (self);
  /* Without names the row could not have the focus. */
  if (*gtk_editable_get_text (self->reason_row) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->member_row));
  look (self);
}

/* What was typed meanwhile is the reason. */
static void
set_reason (RondoRepairDialog *self, RondoPlan *plan)
{
  const char *member = get_member (self);

  for (guint i = 0; member != NULL && i < plan->amendment->leaving->len; i++) {
    RondoLeaving *leaving = plan->amendment->leaving->pdata[i];

    if (!g_str_equal (leaving->member, member))
      continue;
    g_free (leaving->reason);
    leaving->reason = rondo_dialog_dup_text (self->reason_row);
  }
}

static void
save_cb (RondoRepairDialog *self)
{
  g_autoptr (RondoChange) change = rondo_change_new ();
  const RondoRepair *way = NULL;

  if (self->ways == NULL || self->way < 0 || (guint)self->way >= self->ways->len)
    return;
  way = self->ways->pdata[self->way];
  set_reason (self, way->plan);
  rondo_change_publish (change, way->plan);
  rondo_dialog_save (RONDO_DIALOG (self), g_steal_pointer (&change));
}

static void
rondo_repair_dialog_saved (RondoDialog *dialog)
{
  rondo_dialog_tell_parent (dialog, _ ("The pairings are changed."));
}

static void
rondo_repair_dialog_dispose (GObject *object)
{
  stop_search (RONDO_REPAIR_DIALOG (object));

  G_OBJECT_CLASS (rondo_repair_dialog_parent_class)->dispose (object);
}

static void
rondo_repair_dialog_finalize (GObject *object)
{
  RondoRepairDialog *self = RONDO_REPAIR_DIALOG (object);

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->more, g_ptr_array_unref);
  g_clear_pointer (&self->ways, g_ptr_array_unref);
  g_clear_pointer (&self->overview, rondo_round_overview_free);
  g_free (self->round);
  g_free (self->member);

  G_OBJECT_CLASS (rondo_repair_dialog_parent_class)->finalize (object);
}

static void
rondo_repair_dialog_class_init (RondoRepairDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_repair_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_repair_dialog_finalize;
  RONDO_DIALOG_CLASS (klass)->saved = rondo_repair_dialog_saved;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-repair-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRepairDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, RondoRepairDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, RondoRepairDialog, member_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRepairDialog, more_list);
  gtk_widget_class_bind_template_child (widget_class, RondoRepairDialog, others_label);
  gtk_widget_class_bind_template_child (widget_class, RondoRepairDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRepairDialog, status_label);
  gtk_widget_class_bind_template_child (widget_class, RondoRepairDialog, stops_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRepairDialog, ways_list);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rondo_repair_dialog_init (RondoRepairDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->way = -1;
  self->choices = g_ptr_array_new ();
  self->more = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_leaving_free);
}

GtkWindow *
rondo_repair_dialog_new (RondoContext *context, const char *round, const char *member)
{
  RondoRepairDialog *self = g_object_new (RONDO_TYPE_REPAIR_DIALOG, "context", context, NULL);

  self->round = g_strdup (round);
  self->member = g_strdup (member);
  gtk_label_set_label (self->status_label, _ ("Looking for the smallest change…"));
  rondo_store_load_round_async (rondo_dialog_get_store (RONDO_DIALOG (self)),
                                round,
                                rondo_dialog_get_cancellable (RONDO_DIALOG (self)),
                                loaded_cb,
                                g_object_ref (self));
  return GTK_WINDOW (self);
}
