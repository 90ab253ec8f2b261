/* SPDX-License-Identifier: GPL-3.0-or-later
 * What needs a person in a round that goes on. */
#include "config.h"

#include "rondo-health.h"

#include <stdlib.h>

#include "rondo-feedback.h"
#include "rondo-life.h"

#define DAYS_PER_WEEK 7

static const RondoHealthAct usual_acts[RONDO_N_HEALTH_CODES] = {
    [RONDO_HEALTH_OUT] = RONDO_HEALTH_ACT_REPLACE,
    [RONDO_HEALTH_ALONE] = RONDO_HEALTH_ACT_REPLACE,
    [RONDO_HEALTH_AWAY] = RONDO_HEALTH_ACT_REPLACE,
    [RONDO_HEALTH_NO_CONTACT] = RONDO_HEALTH_ACT_REMIND,
    [RONDO_HEALTH_MISSED] = RONDO_HEALTH_ACT_REMIND,
    [RONDO_HEALTH_LOW] = RONDO_HEALTH_ACT_TALK,
    [RONDO_HEALTH_DIFFERS] = RONDO_HEALTH_ACT_REMIND,
    [RONDO_HEALTH_UNEVEN] = RONDO_HEALTH_ACT_TALK,
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
  GPtrArray *members; /* (nullable) */
  GPtrArray *found;
} Board;

#define MAX_FINDINGS 5

/* All that is so of one pairing, the most urgent first. Texts are borrowed. */
typedef struct {
  RondoHealth found[MAX_FINDINGS];
  guint n_found;
} Findings;

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

/* Nobody is reminded of what they do not know of. */
static gboolean
is_resting (const RondoRound *round)
{
  return round->is_paused || round->is_quiet;
}

/* Where the pairing stands. */
static gboolean
find_course (const RondoRound *round,
             const RondoHealthFacts *facts,
             RondoDate today,
             RondoHealth *health)
{
  const RondoPairing *pairing = facts->pairing;

  if (!rondo_pairing_state_is_live (pairing->state))
    return FALSE;
  if (facts->held >= rondo_pairing_get_planned (pairing, round))
    return set (health, RONDO_HEALTH_DONE, facts->held);
  if (today > round->end)
    return set (health, RONDO_HEALTH_OVERDUE, today - round->end);
  if (pairing->state == RONDO_PAIRING_PAUSED)
    return set (health, RONDO_HEALTH_PAUSED, 0);
  return !is_resting (round) && find_quiet (round, facts, today, health);
}

static void
note (Findings *findings, RondoHealthCode code, int number, const char *member)
{
  RondoHealth *health = &findings->found[findings->n_found++];

  set (health, code, number);
  health->member = (char *)member;
}

/* What they said of it: whoever is worse off is talked with. */
static void
find_low (const RondoHealthFacts *facts, Findings *findings)
{
  int coach = facts->lowest_by_coach > 0 ? facts->lowest_by_coach : RONDO_ANSWER_MAX;
  int client = facts->lowest_by_client > 0 ? facts->lowest_by_client : RONDO_ANSWER_MAX;

  if (MIN (coach, client) <= RONDO_ANSWER_LOW)
    note (findings,
          RONDO_HEALTH_LOW,
          MIN (coach, client),
          coach < client ? facts->pairing->coach : facts->pairing->client);
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return (int)((const RondoHealth *)a)->code - (int)((const RondoHealth *)b)->code;
}

static void
find_all (const RondoRound *round,
          const RondoHealthFacts *facts,
          RondoDate today,
          Findings *findings)
{
  const RondoPairing *pairing = facts->pairing;
  RondoHealth course = {0};

  *findings = (Findings){0};
  if (find_course (round, facts, today, &course))
    note (findings, course.code, course.number, NULL);
  if (is_resting (round) || (pairing->excused != RONDO_DATE_NONE && today <= pairing->excused))
    return;
  if (facts->missed_lately > 0 && rondo_pairing_state_is_live (pairing->state))
    note (findings, RONDO_HEALTH_MISSED, facts->missed_lately, NULL);
  if (facts->differing > 0)
    note (findings, RONDO_HEALTH_DIFFERS, facts->differing, NULL);
  find_low (facts, findings);
  qsort (findings->found, findings->n_found, sizeof findings->found[0], compare_codes);
}

gboolean
rondo_health_find (const RondoRound *round,
                   const RondoHealthFacts *facts,
                   RondoDate today,
                   RondoHealth *health)
{
  Findings findings;

  g_return_val_if_fail (round != NULL && facts != NULL && health != NULL, FALSE);

  find_all (round, facts, today, &findings);
  if (findings.n_found > 0)
    *health = findings.found[0];
  return findings.n_found > 0;
}

/* The sentences from the finding @first on; NULL for none. (transfer full) */
static char *
describe_from (const Findings *findings, guint first)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = first; i < findings->n_found; i++)
    g_ptr_array_add (sentences, rondo_health_describe (&findings->found[i]));
  if (sentences->len == 0)
    return NULL;
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv (" ", (char **)sentences->pdata);
}

char *
rondo_health_describe_pairing (const RondoRound *round,
                               const RondoHealthFacts *facts,
                               RondoDate today)
{
  Findings findings;

  g_return_val_if_fail (round != NULL && facts != NULL, NULL);

  find_all (round, facts, today, &findings);
  return describe_from (&findings, 0);
}

static void
add_pairing (const Board *board, const RondoHealthFacts *facts, RondoDate today)
{
  Findings findings;
  RondoHealth *health = NULL;

  find_all (board->round, facts, today, &findings);
  if (findings.n_found == 0)
    return;
  health = add (board->found,
                findings.found[0].code,
                facts->pairing->id,
                findings.found[0].member,
                findings.found[0].number);
  health->more = describe_from (&findings, 1);
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

static gboolean
is_away (const Board *board, const char *id)
{
  for (guint i = 0; board->members != NULL && i < board->members->len; i++) {
    const RondoMember *member = board->members->pdata[i];

    if (g_strcmp0 (member->id, id) == 0)
      return !member->is_active;
  }
  return FALSE;
}

/* Partners of somebody on pause do not know how long it takes. */
static void
add_away (const Board *board, const RondoRegistration *registration)
{
  gboolean is_waited_for = FALSE;

  if (!is_away (board, registration->member))
    return;
  for (guint i = 0; i < board->n_facts && !is_waited_for; i++) {
    const RondoPairing *pairing = board->facts[i].pairing;

    is_waited_for = pairing->state == RONDO_PAIRING_ACTIVE &&
                    (g_strcmp0 (pairing->coach, registration->member) == 0 ||
                     g_strcmp0 (pairing->client, registration->member) == 0);
  }
  if (is_waited_for)
    add (board->found, RONDO_HEALTH_AWAY, NULL, registration->member, 0);
}

/* Who gives as much as they get, and by now does not. */
static void
add_uneven (const Board *board, const RondoRegistration *registration)
{
  const RondoRound *round = board->round;
  const char *member = registration->member;
  int64_t balance = 0;

  if (is_resting (round) || rondo_registration_get_clients (registration, round) == 0 ||
      rondo_registration_get_clients (registration, round) !=
          rondo_registration_get_coaches (registration, round))
    return;
  for (guint i = 0; i < board->n_facts; i++) {
    const RondoPairing *pairing = board->facts[i].pairing;

    if (g_strcmp0 (pairing->coach, member) == 0)
      balance += board->facts[i].minutes;
    if (g_strcmp0 (pairing->client, member) == 0)
      balance -= board->facts[i].minutes;
  }
  if (ABS (balance) > (int64_t)RONDO_HEALTH_BAND_SESSIONS * round->session_minutes)
    add (board->found, RONDO_HEALTH_UNEVEN, NULL, member, (int)balance);
}

static int
compare_health (gconstpointer a, gconstpointer b)
{
  const RondoHealth *first = *(const RondoHealth *const *)a;
  const RondoHealth *second = *(const RondoHealth *const *)b;

  if (first->code != second->code)
    return first->code < second->code ? -1 : 1;
  if (ABS (first->number) != ABS (second->number))
    return ABS (first->number) > ABS (second->number) ? -1 : 1;
  return g_strcmp0 (first->pairing != NULL ? first->pairing : first->member,
                    second->pairing != NULL ? second->pairing : second->member);
}

GPtrArray *
rondo_health_list (const RondoRound *round,
                   const RondoHealthFacts *facts,
                   guint n_facts,
                   GPtrArray *registrations,
                   GPtrArray *members,
                   RondoDate today)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_health_free);
  Board board = {
      .round = round, .facts = facts, .n_facts = n_facts, .members = members, .found = found};

  g_return_val_if_fail (round != NULL && registrations != NULL, NULL);

  if (!rondo_round_state_has_pairings (round->state))
    return g_steal_pointer (&found);
  for (guint i = 0; i < registrations->len; i++) {
    if (add_out (&board, registrations->pdata[i]))
      continue;
    add_member (&board, registrations->pdata[i]);
    add_away (&board, registrations->pdata[i]);
    add_uneven (&board, registrations->pdata[i]);
  }
  for (guint i = 0; i < n_facts; i++)
    add_pairing (&board, &facts[i], today);
  g_ptr_array_sort (found, compare_health);
  return g_steal_pointer (&found);
}

void
rondo_health_free (RondoHealth *health)
{
  if (health == NULL)
    return;
  g_free (health->pairing);
  g_free (health->member);
  g_free (health->more);
  g_free (health);
}
