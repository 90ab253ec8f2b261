/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a round stands, the one step that comes next, and what else can become of it. */
#include "config.h"

#include "rondo-round-steps.h"

#include "rondo-announcement.h"
#include "rondo-life.h"

#include <glib/gi18n-lib.h>

struct _RondoRoundSteps {
  AdwBin parent_instance;

  /* template children */
  GtkMenuButton *menu_button;
  GtkButton *next_button;
  GtkLabel *state_label;
};

G_DEFINE_FINAL_TYPE (RondoRoundSteps, rondo_round_steps, ADW_TYPE_BIN)

/* Approved is one step, told another. */
static gboolean
is_to_be_announced (const RondoRound *round)
{
  return round->is_quiet && rondo_round_state_has_pairings (round->state);
}

/* The words of the button; NULL where something else on the page is the next step. */
static const char *
get_label (const RondoRound *round)
{
  if (is_to_be_announced (round))
    return _ ("_Announce…");
  switch (round->state) {
  case RONDO_ROUND_DRAFT:
    return _ ("_Open Registration");
  case RONDO_ROUND_OPEN:
    return _ ("_Close Registration");
  case RONDO_ROUND_PUBLISHED:
    return _ ("_Start Round");
  case RONDO_ROUND_RUNNING:
    return _ ("_Finish Round…");
  case RONDO_ROUND_FINISHED:
  case RONDO_ROUND_CANCELLED:
    return _ ("_Plan Next Round…");
  case RONDO_ROUND_CLOSED:
  case RONDO_ROUND_MATCHING:
  default:
    return NULL;
  }
}

static const char *
get_action (const RondoRound *round)
{
  RondoRoundState state = round->state;

  if (is_to_be_announced (round))
    return "tell.announce";
  if (state == RONDO_ROUND_RUNNING)
    return "life.finish";
  return rondo_round_state_is_over (state) ? "life.copy" : "life.next";
}

static void
append (GMenu *menu, const char *label, const char *action)
{
  g_menu_append (menu, label, action);
}

/* What can be told of a round that has, or had, pairings. */
static void
append_telling (GMenu *menu, const RondoRound *round)
{
  if (rondo_round_state_has_pairings (round->state) && !round->is_quiet)
    append (menu,
            round->announced_on == RONDO_DATE_NONE ? _ ("Announce to _Members…")
                                                   : _ ("Announce _Again…"),
            "tell.announce");
  if (!rondo_round_state_has_pairings (round->state) && round->state != RONDO_ROUND_FINISHED)
    return;
  append (menu, _ ("_Write the Report…"), "tell.report");
  append (menu, _ ("Certi_ficates…"), "tell.certificates");
  append (menu, _ ("Certificates in _Single Files…"), "tell.archive");
}

static GMenuModel *
make_menu (const RondoRound *round)
{
  GMenu *menu = g_menu_new ();
  gboolean has_pairings = rondo_round_state_has_pairings (round->state);

  if (round->state == RONDO_ROUND_CLOSED || round->state == RONDO_ROUND_MATCHING)
    append (menu, _ ("_Reopen Registration"), "life.reopen");
  if (has_pairings) {
    append (menu, _ ("_Replace a Partner…"), "life.replace-any");
    append (menu,
            round->is_paused ? _ ("Go _On with the Round") : _ ("_Pause the Round"),
            "life.pause");
  }
  append_telling (menu, round);
  if (round->state == RONDO_ROUND_PUBLISHED)
    append (menu, _ ("_End Early…"), "life.finish");
  if (!rondo_round_state_is_over (round->state))
    append (menu, _ ("E_dit…"), "life.edit");
  append (menu, _ ("_Copy for the Next Round…"), "life.copy");
  if (!rondo_round_state_is_over (round->state))
    append (menu, _ ("C_all the Round Off…"), "life.cancel");
  return G_MENU_MODEL (menu);
}

static char *
describe (const RondoRound *round)
{
  g_autofree char *state = rondo_round_describe_standing (round);

  if (round->is_paused && !rondo_round_state_is_over (round->state))
    /* Translators: the state of a round */
    return g_strdup_printf (_ ("%s, on pause"), state);
  return g_steal_pointer (&state);
}

static void
rondo_round_steps_class_init (RondoRoundStepsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-round-steps.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRoundSteps, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundSteps, next_button);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundSteps, state_label);
}

static void
rondo_round_steps_init (RondoRoundSteps *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* GTK 4.8 would have a screen reader read the underscore. */
static void
set_button_label (GtkButton *button, const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *name = g_strjoinv ("", parts);

  gtk_button_set_label (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
rondo_round_steps_update (RondoRoundSteps *steps, const RondoRoundOverview *overview)
{
  const RondoRound *round = overview->round;
  const char *label = get_label (round);
  g_autofree char *state = describe (round);
  g_autoptr (GMenuModel) menu = make_menu (round);

  g_return_if_fail (RONDO_IS_ROUND_STEPS (steps));

  gtk_label_set_label (steps->state_label, state);
  gtk_widget_set_visible (GTK_WIDGET (steps->next_button), label != NULL);
  if (label != NULL)
    set_button_label (steps->next_button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (steps->next_button), get_action (round));
  gtk_menu_button_set_menu_model (steps->menu_button, menu);
}
