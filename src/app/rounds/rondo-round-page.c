/* SPDX-License-Identifier: GPL-3.0-or-later
 * One round: who registered, what comes next, and how its pairings get on. */
#include "config.h"

#include "rondo-round-page.h"

#include "rondo-feedback-lines.h"
#include "rondo-health-lines.h"
#include "rondo-life.h"
#include "rondo-line-view.h"
#include "rondo-lines.h"
#include "rondo-register-dialog.h"
#include "rondo-round-life.h"
#include "rondo-round-progress.h"
#include "rondo-round-steps.h"
#include "rondo-round-tell.h"
#include "rondo-save.h"
#include "rondo-state-view.h"
#include "rondo-text.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

/* A round with fewer is not matched. */
#define FEWEST_MEMBERS 3

struct _RondoRoundPage {
  RondoPage parent_instance;

  /* template children */
  AdwViewStack *lists;
  GtkLabel *facts_label;
  GtkLabel *name_label;
  GtkWidget *register_button;
  GtkWidget *switcher;
  RondoLineView *feedback_view;
  RondoLineView *health_view;
  RondoLineView *pairs_view;
  RondoLineView *registrations_view;
  RondoLineView *unplaced_view;
  RondoRoundProgress *progress;
  RondoRoundSteps *steps;
  RondoStateView *health_state;
  RondoStateView *registrations_state;
  RondoStateView *state_view;
  RondoStateView *unplaced_state;

  /* owned */
  char *round_id;               /* (nullable) */
  RondoRoundOverview *overview; /* (nullable): what is shown */
};

G_DEFINE_FINAL_TYPE (RondoRoundPage, rondo_round_page, RONDO_TYPE_PAGE)

enum { PROP_ROUND_ID = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static const RondoRegistration *
find_registration (RondoRoundPage *self, const char *id)
{
  for (guint i = 0; self->overview != NULL && i < self->overview->registrations->len; i++) {
    const RondoRegistration *registration = self->overview->registrations->pdata[i];

    if (g_str_equal (registration->id, id))
      return registration;
  }
  return NULL;
}

static const char *
find_name (RondoRoundPage *self, const char *member)
{
  for (guint i = 0; i < self->overview->members->len; i++) {
    const RondoMember *candidate = self->overview->members->pdata[i];

    if (g_str_equal (candidate->id, member))
      return candidate->name;
  }
  return _ ("Unknown");
}

static void
set_badge (RondoRoundPage *self, gpointer child, guint number, gboolean is_visible)
{
  AdwViewStackPage *page = adw_view_stack_get_page (self->lists, GTK_WIDGET (child));

  adw_view_stack_page_set_badge_number (page, number);
  adw_view_stack_page_set_visible (page, is_visible);
}

static gboolean
is_before_plan (RondoRoundPage *self)
{
  return rondo_round_state_may_publish (self->overview->round->state);
}

/* What needs somebody, while the round goes on. */
static void
show_health (RondoRoundPage *self)
{
  RondoDate today = rondo_context_get_today (rondo_page_get_context (RONDO_PAGE (self)));
  g_autoptr (GPtrArray) found = rondo_health_list_for_overview (self->overview, today);
  g_autoptr (GPtrArray) lines = rondo_lines_for_health (self->overview, found);

  rondo_line_view_update (self->health_view, lines);
  rondo_state_view_show_items (self->health_state, lines->len);
  set_badge (self,
             self->health_state,
             lines->len,
             rondo_round_state_has_pairings (self->overview->round->state));
}

static void
show_feedback (RondoRoundPage *self)
{
  g_autoptr (GPtrArray) lines = rondo_lines_for_feedback (self->overview);

  rondo_line_view_update (self->feedback_view, lines);
  set_badge (self, self->feedback_view, 0, lines->len > 0);
}

static void
show_registrations (RondoRoundPage *self)
{
  g_autoptr (GPtrArray) lines = rondo_lines_for_registrations (self->overview);

  rondo_line_view_update (self->registrations_view, lines);
  rondo_state_view_show_items (self->registrations_state, lines->len);
  set_badge (self, self->registrations_state, lines->len, TRUE);
}

/* How many there are, without those that others took the place of. */
static guint
count_pairings (RondoRoundPage *self)
{
  guint count = 0;

  for (guint i = 0; i < self->overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = self->overview->pairings->pdata[i];

    count += pairing->pairing->state != RONDO_PAIRING_REPLACED;
  }
  return count;
}

static void
show_pairings (RondoRoundPage *self)
{
  gboolean is_open = is_before_plan (self);
  const RondoPlan *plan = self->overview->plan;
  g_autoptr (GPtrArray) pairs = NULL;
  g_autoptr (GPtrArray) unplaced = NULL;

  pairs = is_open ? g_ptr_array_new ()
                  : rondo_lines_for_pairings (self->overview,
                                              rondo_page_is_connected (RONDO_PAGE (self)));
  unplaced = !is_open && plan != NULL ? rondo_lines_for_unplaced (self->overview, plan)
                                      : g_ptr_array_new ();
  rondo_line_view_update (self->pairs_view, pairs);
  rondo_line_view_update (self->unplaced_view, unplaced);
  rondo_state_view_show_items (self->unplaced_state, unplaced->len);
  set_badge (self, self->pairs_view, count_pairings (self), !is_open);
  set_badge (self, self->unplaced_state, unplaced->len, !is_open && plan != NULL);
  gtk_widget_set_visible (self->switcher, !is_open);
  if (is_open)
    adw_view_stack_set_visible_child (self->lists, GTK_WIDGET (self->registrations_state));
}

static void
show_refusal (RondoRoundPage *self)
{
  g_autofree char *message = NULL;

  if (!self->overview->is_refused)
    return;
  message = g_strdup_printf (
      _ ("The server refused the last change of this round: %s Open the sync status to send the "
         "change again, or to discard it and match again."),
      self->overview->refused_message != NULL ? self->overview->refused_message : "");
  rondo_round_progress_show_message (self->progress, message);
}

static void
show_overview (RondoRoundPage *self, RondoRoundOverview *overview)
{
  RondoRoundOverview *before = self->overview;
  gboolean is_first = before == NULL;
  gboolean was_open = !is_first && rondo_round_state_may_publish (before->round->state);
  gboolean was_refused = !is_first && before->is_refused;
  gboolean is_open = rondo_round_state_may_publish (overview->round->state);
  gboolean is_draft = overview->round->state == RONDO_ROUND_DRAFT;
  g_autofree char *facts = rondo_round_describe (overview->round);

  self->overview = overview;
  gtk_label_set_text (self->name_label, overview->round->name);
  gtk_label_set_text (self->facts_label, facts);
  gtk_widget_set_visible (self->register_button, is_open || is_draft);
  rondo_round_steps_update (self->steps, overview);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), !is_draft);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "round.open-workbench", overview->registrations->len >= FEWEST_MEMBERS);
  if (was_refused && !overview->is_refused)
    rondo_round_progress_show_message (self->progress, NULL);
  rondo_round_progress_show (self->progress, overview);
  show_registrations (self);
  show_pairings (self);
  show_health (self);
  show_feedback (self);
  show_refusal (self);
  if (!is_open && !is_draft && (is_first || was_open))
    adw_view_stack_set_visible_child (self->lists, GTK_WIDGET (self->pairs_view));
  g_clear_pointer (&before, rondo_round_overview_free);
  rondo_state_view_show_content (self->state_view);
}

static void
forget_overview (RondoRoundPage *self)
{
  rondo_round_progress_show_message (self->progress, NULL);
  g_clear_pointer (&self->overview, rondo_round_overview_free);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoRoundPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoRoundOverview) overview =
      rondo_store_load_round_finish (RONDO_STORE (source), result, &error);

  if (rondo_page_check_loaded (RONDO_PAGE (self), error) &&
      g_strcmp0 (overview->round->id, self->round_id) == 0)
    show_overview (self, g_steal_pointer (&overview));
}

static void
rondo_round_page_load (RondoPage *page)
{
  RondoRoundPage *self = RONDO_ROUND_PAGE (page);

  if (self->round_id == NULL)
    rondo_state_view_show_empty (self->state_view);
  else
    rondo_store_load_round_async (rondo_page_get_store (RONDO_PAGE (self)),
                                  self->round_id,
                                  rondo_page_get_cancellable (RONDO_PAGE (self)),
                                  loaded_cb,
                                  g_object_ref (self));
}

static void
register_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoRoundPage *self = RONDO_ROUND_PAGE (widget);
  RondoContext *context = rondo_page_get_context (RONDO_PAGE (self));

  if (context != NULL && self->round_id != NULL)
    rondo_page_present (RONDO_PAGE (self), rondo_register_dialog_new (context, self->round_id));
}

static void
workbench_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoRoundPage *self = RONDO_ROUND_PAGE (widget);

  if (self->round_id != NULL)
    gtk_widget_activate_action (widget, "win.show-workbench", "s", self->round_id);
}

static void
remove_action_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  RondoRoundPage *self = RONDO_ROUND_PAGE (widget);
  const RondoRegistration *registration =
      find_registration (self, g_variant_get_string (target, NULL));
  g_autoptr (RondoChange) change = rondo_change_new ();
  g_autoptr (RondoChange) undo = rondo_change_new ();
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (registration == NULL)
    return;
  name = rondo_text_isolate (find_name (self, registration->member));
  text = g_strdup_printf (_ ("%s is no longer registered."), name);
  rondo_change_delete_registration (change, registration->id);
  rondo_change_put_registration (undo, registration);
  rondo_save_change_with_undo (widget,
                               rondo_page_get_context (RONDO_PAGE (self)),
                               g_steal_pointer (&change),
                               text,
                               g_steal_pointer (&undo));
}

static void
set_round_id (RondoRoundPage *self, const char *id)
{
  if (g_strcmp0 (self->round_id, id) == 0)
    return;
  g_free (self->round_id);
  self->round_id = g_strdup (id);
  forget_overview (self);
  rondo_state_view_show_loading (self->state_view);
  rondo_page_reload (RONDO_PAGE (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROUND_ID]);
}

static void
rondo_round_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ROUND_ID)
    g_value_set_string (value, RONDO_ROUND_PAGE (object)->round_id);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_round_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ROUND_ID)
    set_round_id (RONDO_ROUND_PAGE (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_round_page_finalize (GObject *object)
{
  RondoRoundPage *self = RONDO_ROUND_PAGE (object);

  g_clear_pointer (&self->overview, rondo_round_overview_free);
  g_clear_pointer (&self->round_id, g_free);
  G_OBJECT_CLASS (rondo_round_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-round-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, facts_label);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, feedback_view);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, health_state);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, health_view);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, lists);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, pairs_view);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, progress);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, register_button);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, registrations_state);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, registrations_view);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, state_view);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, steps);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, unplaced_state);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundPage, unplaced_view);
}

static void
rondo_round_page_class_init (RondoRoundPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = rondo_round_page_get_property;
  object_class->set_property = rondo_round_page_set_property;
  object_class->finalize = rondo_round_page_finalize;
  RONDO_PAGE_CLASS (klass)->load = rondo_round_page_load;
  properties[PROP_ROUND_ID] = g_param_spec_string ("round-id", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_ROUND_PROGRESS);
  g_type_ensure (RONDO_TYPE_ROUND_STEPS);
  rondo_round_life_install (widget_class);
  rondo_round_tell_install (widget_class);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "round.open-workbench", NULL, workbench_action_cb);
  gtk_widget_class_install_action (
      widget_class, "round.register-members", NULL, register_action_cb);
  gtk_widget_class_install_action (
      widget_class, "round.remove-registration", "s", remove_action_cb);
}

static void
rondo_round_page_init (RondoRoundPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rondo_round_page_new (void)
{
  return g_object_new (RONDO_TYPE_ROUND_PAGE, NULL);
}

const RondoRoundOverview *
rondo_round_page_get_overview (RondoRoundPage *page)
{
  g_return_val_if_fail (RONDO_IS_ROUND_PAGE (page), NULL);
  return page->overview;
}
