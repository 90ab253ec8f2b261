/* SPDX-License-Identifier: GPL-3.0-or-later
 * What can be done with a round while it lives: the actions of its page. */
#include "config.h"

#include "rondo-round-life.h"

#include "rondo-compat.h"
#include "rondo-health-lines.h"
#include "rondo-life.h"
#include "rondo-repair-dialog.h"
#include "rondo-round-dialog.h"
#include "rondo-round-page.h"
#include "rondo-round-papers.h"
#include "rondo-save.h"
#include "rondo-text-dialog.h"
#include "rondo-text.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

#define EXCUSED_DAYS 14

/* A question before something that cannot be undone. */
typedef struct {
  RondoRoundPage *page;
  RondoRoundState state; /* that the round gets, */
  char *pairing;         /* (nullable): or the one pairing that ends */
} Ending;

static void
ending_free (Ending *ending)
{
  g_object_unref (ending->page);
  g_free (ending->pairing);
  g_free (ending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ending, ending_free)

static RondoContext *
get_context (RondoRoundPage *page)
{
  return rondo_page_get_context (RONDO_PAGE (page));
}

static void
save (RondoRoundPage *page, RondoChange *change)
{
  rondo_save_change (GTK_WIDGET (page), get_context (page), change);
}

/* Saves @round, a changed copy of what is shown, which is taken over. */
static void
save_round (RondoRoundPage *page, RondoRound *round)
{
  g_autoptr (RondoRound) owned = round;
  RondoChange *change = rondo_change_new ();

  rondo_change_put_round (change, owned);
  save (page, change);
}

static void
set_state (RondoRoundPage *page, RondoRoundState state)
{
  const RondoRoundOverview *overview = rondo_round_page_get_overview (page);
  RondoRound *round = NULL;

  if (overview == NULL || !rondo_round_state_may_become (overview->round->state, state))
    return;
  round = rondo_round_copy (overview->round);
  round->state = state;
  save_round (page, round);
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *target)
{
  const RondoRoundOverview *overview = rondo_round_page_get_overview (RONDO_ROUND_PAGE (widget));

  if (overview != NULL)
    set_state (RONDO_ROUND_PAGE (widget), rondo_round_state_get_next (overview->round->state));
}

static void
reopen_action (GtkWidget *widget, const char *name, GVariant *target)
{
  set_state (RONDO_ROUND_PAGE (widget), RONDO_ROUND_OPEN);
}

static void
pause_action (GtkWidget *widget, const char *name, GVariant *target)
{
  const RondoRoundOverview *overview = rondo_round_page_get_overview (RONDO_ROUND_PAGE (widget));
  RondoRound *round = NULL;

  if (overview == NULL)
    return;
  round = rondo_round_copy (overview->round);
  round->is_paused = !round->is_paused;
  save_round (RONDO_ROUND_PAGE (widget), round);
}

/* Returns how it ended. */
static RondoPairingState
put_ended (RondoRoundPage *page, RondoChange *change, const RondoPairingOverview *overview)
{
  g_autoptr (RondoPairing) ended = rondo_pairing_copy (overview->pairing);

  rondo_pairing_finish (ended,
                        overview->round,
                        overview->sessions_held,
                        rondo_context_get_today (get_context (page)),
                        "");
  rondo_change_put_pairing (change, ended);
  return ended->state;
}

/* Each pairing says how it ended, then the round is over. */
static void
end_round (RondoRoundPage *page, RondoRoundState state)
{
  const RondoRoundOverview *overview = rondo_round_page_get_overview (page);
  g_autoptr (RondoChange) change = NULL;
  g_autoptr (RondoRound) round = NULL;

  if (overview == NULL || !rondo_round_state_may_become (overview->round->state, state))
    return;
  change = rondo_change_new ();
  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];

    if (rondo_pairing_state_is_live (pairing->pairing->state))
      put_ended (page, change, pairing);
  }
  round = rondo_round_copy (overview->round);
  round->state = state;
  rondo_change_put_round (change, round);
  save (page, g_steal_pointer (&change));
}

static void
end_pairing (RondoRoundPage *page, const char *id)
{
  const RondoRoundOverview *round = rondo_round_page_get_overview (page);
  const RondoPairingOverview *overview =
      round != NULL ? rondo_health_find_pairing (round, id) : NULL;
  RondoChange *change = NULL;
  RondoPairingState state;

  if (overview == NULL || !rondo_pairing_state_is_live (overview->pairing->state))
    return;
  change = rondo_change_new ();
  state = put_ended (page, change, overview);
  save (page, change);
  rondo_toast_show (GTK_WIDGET (page),
                    state == RONDO_PAIRING_COMPLETED ? _ ("The pairing is completed.")
                                                     : _ ("The pairing ended early."));
}

static void
ending_confirmed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Ending) ending = data;

  if (!rondo_compat_confirm_finish (result, NULL))
    return;
  if (ending->pairing != NULL)
    end_pairing (ending->page, ending->pairing);
  else
    end_round (ending->page, ending->state);
}

/* What ended does not begin again. */
static void
ask_first (Ending *ending, const char *heading, const char *body, const char *button)
{
  rondo_compat_confirm_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (ending->page))),
                              heading,
                              body,
                              button,
                              rondo_page_get_cancellable (RONDO_PAGE (ending->page)),
                              ending_confirmed_cb,
                              ending);
}

static guint
count_unfinished (const RondoRoundOverview *overview)
{
  guint count = 0;

  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];

    count += rondo_pairing_state_is_live (pairing->pairing->state) &&
             pairing->sessions_held < rondo_pairing_get_planned (pairing->pairing, overview->round);
  }
  return count;
}

static void
ask_to_end (RondoRoundPage *page, RondoRoundState state, const char *heading, const char *button)
{
  const RondoRoundOverview *overview = rondo_round_page_get_overview (page);
  g_autofree char *body = NULL;
  guint n_unfinished = 0;
  Ending *ending = NULL;

  if (overview == NULL)
    return;
  n_unfinished = count_unfinished (overview);
  body = overview->pairings->len == 0
             ? g_strdup (_ ("Nobody can register for it any more. This cannot be undone."))
         : n_unfinished == 0
             ? g_strdup (_ ("All pairings are recorded as they are. This cannot be undone."))
             : g_strdup_printf (ngettext ("%u pairing still has sessions left and is recorded as "
                                          "ended early. This cannot be undone.",
                                          "%u pairings still have sessions left and are recorded "
                                          "as ended early. This cannot be undone.",
                                          n_unfinished),
                                n_unfinished);
  ending = g_new0 (Ending, 1);
  ending->page = g_object_ref (page);
  ending->state = state;
  ask_first (ending, heading, body, button);
}

static void
finish_action (GtkWidget *widget, const char *name, GVariant *target)
{
  ask_to_end (
      RONDO_ROUND_PAGE (widget), RONDO_ROUND_FINISHED, _ ("Finish the Round?"), _ ("_Finish"));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *target)
{
  ask_to_end (RONDO_ROUND_PAGE (widget),
              RONDO_ROUND_CANCELLED,
              _ ("Call the Round Off?"),
              _ ("_Call It Off"));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *target)
{
  RondoRoundPage *page = RONDO_ROUND_PAGE (widget);
  const RondoRoundOverview *overview = rondo_round_page_get_overview (page);

  if (overview != NULL)
    rondo_page_present (RONDO_PAGE (page),
                        rondo_round_dialog_new_for_next (get_context (page), overview->round));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *target)
{
  RondoRoundPage *page = RONDO_ROUND_PAGE (widget);
  const RondoRoundOverview *overview = rondo_round_page_get_overview (page);

  if (overview != NULL)
    rondo_page_present (RONDO_PAGE (page),
                        rondo_round_dialog_new_for_round (get_context (page), overview->round));
}

static void
present_repair (RondoRoundPage *page, const char *member)
{
  const RondoRoundOverview *overview = rondo_round_page_get_overview (page);

  if (overview != NULL)
    rondo_page_present (RONDO_PAGE (page),
                        rondo_repair_dialog_new (get_context (page), overview->round->id, member));
}

static void
replace_any_action (GtkWidget *widget, const char *name, GVariant *target)
{
  present_repair (RONDO_ROUND_PAGE (widget), NULL);
}

static void
replace_action (GtkWidget *widget, const char *name, GVariant *target)
{
  present_repair (RONDO_ROUND_PAGE (widget), g_variant_get_string (target, NULL));
}

static const RondoPairingOverview *
find_pairing (GtkWidget *widget, GVariant *target)
{
  const RondoRoundOverview *overview = rondo_round_page_get_overview (RONDO_ROUND_PAGE (widget));

  return overview != NULL
             ? rondo_health_find_pairing (overview, g_variant_get_string (target, NULL))
             : NULL;
}

static void
replace_pairing_action (GtkWidget *widget, const char *name, GVariant *target)
{
  const RondoPairingOverview *pairing = find_pairing (widget, target);

  if (pairing != NULL)
    present_repair (RONDO_ROUND_PAGE (widget), pairing->pairing->coach);
}

/* Saves @pairing, a changed copy, which is taken over, and offers what was before. */
static void
save_pairing (GtkWidget *widget,
              const RondoPairingOverview *before,
              RondoPairing *pairing,
              const char *text)
{
  g_autoptr (RondoPairing) owned = pairing;
  RondoChange *change = rondo_change_new ();
  RondoChange *undo = rondo_change_new ();

  rondo_change_put_pairing (change, owned);
  rondo_change_put_pairing (undo, before->pairing);
  rondo_save_change_with_undo (widget, get_context (RONDO_ROUND_PAGE (widget)), change, text, undo);
}

static void
excuse_action (GtkWidget *widget, const char *name, GVariant *target)
{
  const RondoPairingOverview *overview = find_pairing (widget, target);
  RondoPairing *pairing = NULL;
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  if (overview == NULL)
    return;
  pairing = rondo_pairing_copy (overview->pairing);
  pairing->excused =
      rondo_context_get_today (get_context (RONDO_ROUND_PAGE (widget))) + EXCUSED_DAYS;
  day = rondo_date_to_display (pairing->excused);
  text = g_strdup_printf (_ ("Nobody is reminded until %s."), day);
  save_pairing (widget, overview, pairing, text);
}

static void
set_pairing_state (GtkWidget *widget, GVariant *target, RondoPairingState state, const char *text)
{
  const RondoPairingOverview *overview = find_pairing (widget, target);
  RondoPairing *pairing = NULL;

  if (overview == NULL || !rondo_pairing_state_may_become (overview->pairing->state, state))
    return;
  pairing = rondo_pairing_copy (overview->pairing);
  pairing->state = state;
  save_pairing (widget, overview, pairing, text);
}

static void
resume_action (GtkWidget *widget, const char *name, GVariant *target)
{
  set_pairing_state (widget, target, RONDO_PAIRING_ACTIVE, _ ("The pairing goes on."));
}

static void
pause_pairing_action (GtkWidget *widget, const char *name, GVariant *target)
{
  set_pairing_state (widget, target, RONDO_PAIRING_PAUSED, _ ("The pairing is on pause."));
}

static void
finish_pairing_action (GtkWidget *widget, const char *name, GVariant *target)
{
  const RondoPairingOverview *overview = find_pairing (widget, target);
  int n_left = 0;
  g_autofree char *body = NULL;
  Ending *ending = NULL;

  if (overview == NULL || !rondo_pairing_state_is_live (overview->pairing->state))
    return;
  n_left = rondo_pairing_get_planned (overview->pairing, overview->round) - overview->sessions_held;
  if (n_left <= 0) {
    end_pairing (RONDO_ROUND_PAGE (widget), overview->pairing->id);
    return;
  }
  body = g_strdup_printf (ngettext ("%d session was not held. This cannot be undone.",
                                    "%d sessions were not held. This cannot be undone.",
                                    n_left),
                          n_left);
  ending = g_new0 (Ending, 1);
  ending->page = RONDO_ROUND_PAGE (g_object_ref (widget));
  ending->pairing = g_strdup (overview->pairing->id);
  ask_first (ending, _ ("End the Pairing Early?"), body, _ ("_End Early"));
}

/* What is said is the fact that stands on the board. */
static gboolean
find_fact (const RondoRoundOverview *overview,
           const RondoPairingOverview *pairing,
           RondoDate today,
           RondoHealth *health)
{
  const RondoHealthFacts facts = rondo_pairing_overview_get_facts (pairing);

  return rondo_health_find (overview->round, &facts, today, health);
}

static void
remind_action (GtkWidget *widget, const char *name, GVariant *target)
{
  RondoRoundPage *page = RONDO_ROUND_PAGE (widget);
  const RondoRoundOverview *overview = rondo_round_page_get_overview (page);
  const RondoPairingOverview *pairing = find_pairing (widget, target);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  RondoHealth health = {0};

  if (pairing == NULL ||
      !find_fact (overview, pairing, rondo_context_get_today (get_context (page)), &health))
    return;
  g_ptr_array_add (names, g_strjoin (", ", pairing->coach_name, pairing->client_name, NULL));
  g_ptr_array_add (texts,
                   rondo_health_write_reminder (
                       overview->round, &health, pairing->coach_name, pairing->client_name));
  rondo_page_present (
      RONDO_PAGE (page),
      rondo_text_dialog_new (
          get_context (page), _ ("Remind"), g_steal_pointer (&names), g_steal_pointer (&texts)));
}

/* The fact about a member, or about a pairing in which it is about one of the two. */
static const RondoHealth *
find_on_board (GPtrArray *found, const char *key)
{
  for (guint i = 0; i < found->len; i++) {
    const RondoHealth *health = found->pdata[i];

    if (g_strcmp0 (health->pairing != NULL ? health->pairing : health->member, key) == 0 &&
        health->act == RONDO_HEALTH_ACT_TALK)
      return health;
  }
  return NULL;
}

static void
talk_action (GtkWidget *widget, const char *name, GVariant *target)
{
  RondoRoundPage *page = RONDO_ROUND_PAGE (widget);
  const RondoRoundOverview *overview = rondo_round_page_get_overview (page);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const RondoHealth *health = NULL;
  const RondoMember *member = NULL;

  if (overview == NULL)
    return;
  found = rondo_health_list_for_overview (overview, rondo_context_get_today (get_context (page)));
  health = find_on_board (found, g_variant_get_string (target, NULL));
  if (health != NULL)
    member = rondo_health_find_member (overview, health->member);
  if (member == NULL)
    return;
  g_ptr_array_add (names, g_strdup (member->name));
  g_ptr_array_add (texts, rondo_health_write_talk (overview->round, health, member->name));
  rondo_page_present (
      RONDO_PAGE (page),
      rondo_text_dialog_new (
          get_context (page), _ ("Talk"), g_steal_pointer (&names), g_steal_pointer (&texts)));
}

void
rondo_round_life_install (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
      {"life.next", NULL, next_action},
      {"life.reopen", NULL, reopen_action},
      {"life.pause", NULL, pause_action},
      {"life.finish", NULL, finish_action},
      {"life.cancel", NULL, cancel_action},
      {"life.copy", NULL, copy_action},
      {"life.edit", NULL, edit_action},
      {"life.replace-any", NULL, replace_any_action},
      {"life.replace", "s", replace_action},
      {"life.replace-pairing", "s", replace_pairing_action},
      {"life.remind", "s", remind_action},
      {"life.talk", "s", talk_action},
      {"life.excuse", "s", excuse_action},
      {"life.resume", "s", resume_action},
      {"life.pause-pairing", "s", pause_pairing_action},
      {"life.finish-pairing", "s", finish_pairing_action},
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (
        widget_class, actions[i].name, actions[i].type, actions[i].func);
}
