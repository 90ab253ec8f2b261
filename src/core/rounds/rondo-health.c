/* SPDX-License-Identifier: GPL-3.0-or-later
 * What needs a person in a round that goes on. */
#include "config.h"

#include "rondo-health.h"

#include <glib/gi18n-lib.h>

#include "rondo-life.h"

#define DAYS_PER_WEEK 7

static const RondoHealthAct usual_acts[RONDO_N_HEALTH_CODES] = {
    [RONDO_HEALTH_OUT] = RONDO_HEALTH_ACT_REPLACE,
    [RONDO_HEALTH_ALONE] = RONDO_HEALTH_ACT_REPLACE,
    [RONDO_HEALTH_NO_CONTACT] = RONDO_HEALTH_ACT_REMIND,
    [RONDO_HEALTH_SILENT] = RONDO_HEALTH_ACT_REMIND,
    [RONDO_HEALTH_BEHIND] = RONDO_HEALTH_ACT_REMIND,
    [RONDO_HEALTH_OVERDUE] = RONDO_HEALTH_ACT_FINISH,
    [RONDO_HEALTH_PAUSED] = RONDO_HEALTH_ACT_RESUME,
    [RONDO_HEALTH_DONE] = RONDO_HEALTH_ACT_FINISH,
};

/* From the round and the pairings to the members they are about. */
typedef struct {
  const RondoRound *round;
  const RondoHealthFacts *facts;
  guint n_facts;
  GPtrArray *found;
} Board;

static RondoHealth *
add (GPtrArray *found, RondoHealthCode code, const char *pairing, const char *member, int number)
{
  RondoHealth *health = g_new0 (RondoHealth, 1);

  health->code = code;
  health->pairing = g_strdup (pairing);
  health->member = g_strdup (member);
  health->number = number;
  health->act = usual_acts[code];
  g_ptr_array_add (found, health);
  return health;
}

static RondoDate
get_start (const RondoRound *round, const RondoPairing *pairing)
{
  return pairing->since != RONDO_DATE_NONE ? pairing->since : round->start;
}

/* More sessions left than weeks: with one a week it is too late already. */
static gboolean
is_behind (const RondoRound *round, const RondoHealthFacts *facts, RondoDate today, int *left)
{
  int weeks = (round->end - today + DAYS_PER_WEEK) / DAYS_PER_WEEK;

  *left = rondo_pairing_get_planned (facts->pairing, round) - facts->held;
  return *left > 0 && *left > weeks;
}

static gboolean
set (RondoHealth *health, RondoHealthCode code, int number)
{
  health->code = code;
  health->number = number;
  health->act = usual_acts[code];
  return TRUE;
}

static gboolean
find_quiet (const RondoRound *round,
            const RondoHealthFacts *facts,
            RondoDate today,
            RondoHealth *health)
{
  RondoDate since =
      facts->last != RONDO_DATE_NONE ? facts->last : get_start (round, facts->pairing);
  int days = today - since;
  int left = 0;

  if (facts->pairing->excused != RONDO_DATE_NONE && today <= facts->pairing->excused)
    return FALSE;
  if (facts->next != RONDO_DATE_NONE && facts->next >= today)
    return is_behind (round, facts, today, &left) && set (health, RONDO_HEALTH_BEHIND, left);
  if (facts->last == RONDO_DATE_NONE && days > round->first_contact_days)
    return set (health, RONDO_HEALTH_NO_CONTACT, days);
  if (facts->last != RONDO_DATE_NONE && days > round->gap_days)
    return set (health, RONDO_HEALTH_SILENT, days);
  return is_behind (round, facts, today, &left) && set (health, RONDO_HEALTH_BEHIND, left);
}

gboolean
rondo_health_find (const RondoRound *round,
                   const RondoHealthFacts *facts,
                   RondoDate today,
                   RondoHealth *health)
{
  const RondoPairing *pairing = NULL;

  g_return_val_if_fail (round != NULL && facts != NULL && health != NULL, FALSE);

  pairing = facts->pairing;
  if (!rondo_pairing_state_is_live (pairing->state))
    return FALSE;
  if (facts->held >= rondo_pairing_get_planned (pairing, round))
    return set (health, RONDO_HEALTH_DONE, facts->held);
  if (today > round->end)
    return set (health, RONDO_HEALTH_OVERDUE, today - round->end);
  if (pairing->state == RONDO_PAIRING_PAUSED)
    return set (health, RONDO_HEALTH_PAUSED, 0);
  return !round->is_paused && find_quiet (round, facts, today, health);
}

static int
count_partners (const Board *board, const char *member, gboolean as_coach)
{
  int count = 0;

  for (guint i = 0; i < board->n_facts; i++) {
    const RondoPairing *pairing = board->facts[i].pairing;

    if (rondo_pairing_state_is_live (pairing->state) || pairing->state == RONDO_PAIRING_COMPLETED)
      count += g_strcmp0 (as_coach ? pairing->coach : pairing->client, member) == 0;
  }
  return count;
}

/* Once placed on one side of two, the other is missing; who never was placed is no news. */
static void
add_member (const Board *board, const RondoRegistration *registration)
{
  int clients = count_partners (board, registration->member, TRUE);
  int coaches = count_partners (board, registration->member, FALSE);
  gboolean wants_clients = rondo_registration_get_clients (registration, board->round) > 0;
  gboolean wants_coaches = rondo_registration_get_coaches (registration, board->round) > 0;

  if (!rondo_registration_takes_part (registration))
    return;
  if ((wants_clients && clients == 0) != (wants_coaches && coaches == 0))
    add (board->found, RONDO_HEALTH_ALONE, NULL, registration->member, 0);
}

/* Whether @pairing needs the side of @registration that has been given up. */
static gboolean
has_left (const RondoRegistration *registration, const RondoPairing *pairing)
{
  gboolean is_coach = g_strcmp0 (pairing->coach, registration->member) == 0;
  gboolean is_client = g_strcmp0 (pairing->client, registration->member) == 0;

  if (!is_coach && !is_client)
    return FALSE;
  return registration->state == RONDO_REGISTRATION_WITHDRAWN ||
         (is_coach && registration->role == RONDO_ROLE_CLIENT) ||
         (is_client && registration->role == RONDO_ROLE_COACH);
}

static gboolean
add_out (const Board *board, const RondoRegistration *registration)
{
  gboolean is_out = FALSE;

  for (guint i = 0; i < board->n_facts && !is_out; i++) {
    const RondoPairing *pairing = board->facts[i].pairing;

    is_out = rondo_pairing_state_is_live (pairing->state) && has_left (registration, pairing);
  }
  if (is_out)
    add (board->found, RONDO_HEALTH_OUT, NULL, registration->member, 0);
  return is_out;
}

static int
compare_health (gconstpointer a, gconstpointer b)
{
  const RondoHealth *first = *(const RondoHealth *const *)a;
  const RondoHealth *second = *(const RondoHealth *const *)b;

  if (first->code != second->code)
    return first->code < second->code ? -1 : 1;
  if (first->number != second->number)
    return first->number > second->number ? -1 : 1;
  return g_strcmp0 (first->pairing != NULL ? first->pairing : first->member,
                    second->pairing != NULL ? second->pairing : second->member);
}

GPtrArray *
rondo_health_list (const RondoRound *round,
                   const RondoHealthFacts *facts,
                   guint n_facts,
                   GPtrArray *registrations,
                   RondoDate today)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_health_free);
  Board board = {.round = round, .facts = facts, .n_facts = n_facts, .found = found};

  g_return_val_if_fail (round != NULL && registrations != NULL, NULL);

  if (!rondo_round_state_has_pairings (round->state))
    return g_steal_pointer (&found);
  for (guint i = 0; i < registrations->len; i++)
    if (!add_out (&board, registrations->pdata[i]))
      add_member (&board, registrations->pdata[i]);
  for (guint i = 0; i < n_facts; i++) {
    RondoHealth health = {0};

    if (rondo_health_find (round, &facts[i], today, &health))
      add (found, health.code, facts[i].pairing->id, NULL, health.number);
  }
  g_ptr_array_sort (found, compare_health);
  return g_steal_pointer (&found);
}

char *
rondo_health_describe (const RondoHealth *health)
{
  int number = 0;

  g_return_val_if_fail (health != NULL, NULL);

  number = health->number;
  switch (health->code) {
  case RONDO_HEALTH_OUT:
    return g_strdup (_ ("Dropped out; partners wait."));
  case RONDO_HEALTH_ALONE:
    return g_strdup (_ ("Lacks a coach or a client."));
  case RONDO_HEALTH_NO_CONTACT:
    return g_strdup_printf (ngettext ("No session agreed in the first %d day.",
                                      "No session agreed in the first %d days.",
                                      (gulong)number),
                            number);
  case RONDO_HEALTH_SILENT:
    return g_strdup_printf (ngettext ("The last session was %d day ago.",
                                      "The last session was %d days ago.",
                                      (gulong)number),
                            number);
  case RONDO_HEALTH_BEHIND:
    return g_strdup_printf (ngettext ("%d session left, and fewer weeks.",
                                      "%d sessions left, and fewer weeks.",
                                      (gulong)number),
                            number);
  case RONDO_HEALTH_OVERDUE:
    return g_strdup_printf (ngettext ("The round ended %d day ago, and sessions are left.",
                                      "The round ended %d days ago, and sessions are left.",
                                      (gulong)number),
                            number);
  case RONDO_HEALTH_PAUSED:
    return g_strdup (_ ("On pause."));
  case RONDO_HEALTH_DONE:
  default:
    return g_strdup_printf (ngettext ("All %d session held.", "All %d sessions held.", number),
                            number);
  }
}

const char *
rondo_health_act_describe (RondoHealthAct act)
{
  switch (act) {
  case RONDO_HEALTH_ACT_REMIND:
    return _ ("_Remind…");
  case RONDO_HEALTH_ACT_REPLACE:
    return _ ("Re_place…");
  case RONDO_HEALTH_ACT_EXCUSE:
    return _ ("_Excuse");
  case RONDO_HEALTH_ACT_RESUME:
    return _ ("_Resume");
  case RONDO_HEALTH_ACT_FINISH:
  default:
    return _ ("_Finish");
  }
}

char *
rondo_health_write_reminder (const RondoRound *round,
                             const RondoHealth *health,
                             const char *coach_name,
                             const char *client_name)
{
  g_autofree char *fact = NULL;

  g_return_val_if_fail (round != NULL && health != NULL, NULL);

  fact = rondo_health_describe (health);
  return g_strdup_printf (
      /* Translators: two names, the name of a round, and a fact, a whole sentence */
      _ ("Dear %s, dear %s,\n\nyou are partners in the round “%s”. %s\n\nIf something stands in "
         "the "
         "way, tell me: I can help to find another time, pause the pairing, or find somebody else "
         "for both of you.\n"),
      coach_name,
      client_name,
      round->name,
      fact);
}

void
rondo_health_free (RondoHealth *health)
{
  if (health == NULL)
    return;
  g_free (health->pairing);
  g_free (health->member);
  g_free (health);
}
