/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a pair is worth: the one table of weights, and the reasons that add up to the value.
 *
 * Named requests outweigh what a description of the wished-for coach brings, so that two people
 * who know of each other are not kept apart by a time zone. What is asked of the coach one gets
 * outweighs what the coach asks: the wishes of a round are about coaches. A wish that is missed
 * costs what a kept one brings; hitting what somebody would rather avoid costs twice that. */
#include "config.h"

#include "rondo-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-candidate.h"
#include "rondo-past.h"

/* Rows of the table, by falling size. */
typedef enum {
  WEIGHT_REQUEST_1,
  WEIGHT_REQUEST_2,
  WEIGHT_REQUEST_3,
  WEIGHT_CLIENT_1,
  WEIGHT_REQUEST_4,
  WEIGHT_CLIENT_2,
  WEIGHT_LEFT_OUT,
  WEIGHT_CLIENT_3,
  WEIGHT_REQUEST_LATER,
  WEIGHT_CLIENT_LATER,
  WEIGHT_LOST_OUT,
  WEIGHT_KEPT,
  WEIGHT_SAME_ZONE,
  WEIGHT_COMMON_HOUR,
  WEIGHT_MISSED,
  WEIGHT_REPEAT_OLD,
  WEIGHT_AVOID_HIT,
  WEIGHT_NO_COMMON_HOUR,
  WEIGHT_REPEAT_LAST,
  WEIGHT_SAME_COURSE,
} WeightRow;

static const RondoWeight weights[] = {
    [WEIGHT_REQUEST_1] = {N_ ("A member gets the coach of their first choice"), 1000},
    [WEIGHT_REQUEST_2] = {N_ ("A member gets the coach of their second choice"), 800},
    [WEIGHT_REQUEST_3] = {N_ ("A member gets the coach of their third choice"), 600},
    [WEIGHT_CLIENT_1] = {N_ ("A member gets the client of their first choice"), 500},
    [WEIGHT_REQUEST_4] = {N_ ("A member gets the coach of their fourth choice"), 400},
    [WEIGHT_CLIENT_2] = {N_ ("A member gets the client of their second choice"), 350},
    [WEIGHT_LEFT_OUT] = {N_ ("A member who was left out of the last round is placed"), 300},
    [WEIGHT_CLIENT_3] = {N_ ("A member gets the client of their third choice"), 250},
    [WEIGHT_REQUEST_LATER] = {N_ ("A member gets a coach of a later choice"), 200},
    [WEIGHT_CLIENT_LATER] = {N_ ("A member gets a client of a later choice"), 150},
    [WEIGHT_LOST_OUT] = {N_ ("A member who lost out in the last round gets what they ask for"),
                         150},
    [WEIGHT_KEPT] = {N_ ("A preference of the client is kept"), 60},
    [WEIGHT_SAME_ZONE] = {N_ ("The clocks show the same time; 5 less for each hour apart"), 60},
    [WEIGHT_COMMON_HOUR] = {N_ ("Each hour a week in which both have time, up to six"), 10},
    [WEIGHT_MISSED] = {N_ ("A preference of the client is missed"), -60},
    [WEIGHT_REPEAT_OLD] = {N_ ("The two were paired in an earlier round"), -75},
    [WEIGHT_AVOID_HIT] = {N_ ("The client gets what they would rather avoid"), -120},
    [WEIGHT_NO_COMMON_HOUR] = {N_ ("Both say when they have time, and never at the same time"),
                               -120},
    [WEIGHT_REPEAT_LAST] = {N_ ("The two were paired in the last round"), -150},
    [WEIGHT_SAME_COURSE] = {N_ ("Both are in the same running training course"), -200},
};

/* One point less of WEIGHT_SAME_ZONE for each, so that nothing is left at twelve hours. */
#define MINUTES_PER_ZONE_POINT 12

/* More time in common than this is no better. */
#define COMMON_MINUTES_MAX (6 * 60)

static const WeightRow request_rows[] = {
    WEIGHT_REQUEST_1, WEIGHT_REQUEST_2, WEIGHT_REQUEST_3, WEIGHT_REQUEST_4, WEIGHT_REQUEST_LATER};
static const WeightRow client_rows[] = {
    WEIGHT_CLIENT_1, WEIGHT_CLIENT_2, WEIGHT_CLIENT_3, WEIGHT_CLIENT_LATER};

static int
note (GPtrArray *reasons, RondoReasonCode code, int number, int weight, const char *text)
{
  if (reasons != NULL)
    g_ptr_array_add (reasons, rondo_reason_new (code, number, weight, text));
  return weight;
}

static int
value_request (const RondoCandidate *asking,
               const RondoCandidate *asked,
               RondoReasonCode code,
               const WeightRow *rows,
               guint n_rows,
               GPtrArray *reasons)
{
  guint rank;

  if (!g_ptr_array_find (asking->requests, asked->email, &rank))
    return 0;
  return note (reasons, code, (int)rank + 1, weights[rows[MIN (rank, n_rows - 1)]].weight, NULL);
}

/* With a region only where both name the same one. */
static void
note_languages (const RondoCandidate *coach, const RondoCandidate *client, GPtrArray *reasons)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new ();

  for (guint i = 0; i < coach->tongues->len; i++) {
    const char *tongue = coach->tongues->pdata[i];
    const char *spoken = coach->member->languages[i];

    if (!g_ptr_array_find (client->tongues, tongue, NULL) || g_ptr_array_find (said, tongue, NULL))
      continue;
    g_ptr_array_add (said, (gpointer)tongue);
    note (reasons,
          RONDO_REASON_LANGUAGE,
          0,
          0,
          g_strv_contains ((const char *const *)client->member->languages, spoken) ? spoken
                                                                                   : tongue);
  }
}

static int
value_demand (const RondoDemand *demand,
              const RondoCandidate *coach,
              const RondoCandidate *client,
              GPtrArray *reasons)
{
  gboolean meets = rondo_candidate_meets (demand, coach, client);
  g_autofree char *text = reasons != NULL ? rondo_wish_to_text (demand->wish) : NULL;
  int weight = 0;

  switch (demand->wish->level) {
  case RONDO_WISH_PREFER:
    weight = weights[meets ? WEIGHT_KEPT : WEIGHT_MISSED].weight;
    return note (
        reasons, meets ? RONDO_REASON_WISH_KEPT : RONDO_REASON_WISH_MISSED, 0, weight, text);
  case RONDO_WISH_AVOID:
    weight = meets ? weights[WEIGHT_AVOID_HIT].weight : 0;
    return note (
        reasons, meets ? RONDO_REASON_WISH_MISSED : RONDO_REASON_WISH_KEPT, 0, weight, text);
  case RONDO_WISH_MUST:
  default:
    /* A hard rule is worth nothing: every allowed pair keeps it. */
    return note (reasons, RONDO_REASON_WISH_KEPT, 0, 0, text);
  }
}

static int
value_zone (const RondoCandidate *coach, const RondoCandidate *client, GPtrArray *reasons)
{
  int minutes = rondo_candidate_minutes_apart (coach, client);

  return note (reasons,
               RONDO_REASON_ZONE,
               minutes,
               weights[WEIGHT_SAME_ZONE].weight - minutes / MINUTES_PER_ZONE_POINT,
               NULL);
}

/* Of somebody who does not say when they have time nothing is known, good or bad. */
static int
value_hours (const RondoCandidate *coach, const RondoCandidate *client, GPtrArray *reasons)
{
  int minutes;

  if (rondo_availability_is_empty (coach->grid) || rondo_availability_is_empty (client->grid))
    return 0;
  minutes = rondo_candidate_common_minutes (coach, client);
  return note (reasons,
               RONDO_REASON_HOURS,
               minutes,
               minutes == 0
                   ? weights[WEIGHT_NO_COMMON_HOUR].weight
                   : MIN (minutes, COMMON_MINUTES_MAX) * weights[WEIGHT_COMMON_HOUR].weight / 60,
               NULL);
}

/* Whichever of the two coached the other. */
static int
value_repeat (const RondoCandidate *coach, const RondoCandidate *client, GPtrArray *reasons)
{
  int there = rondo_candidate_rounds_ago (coach, client);
  int back = rondo_candidate_rounds_ago (client, coach);
  int ago = there == 0 || (back != 0 && back < there) ? back : there;

  if (ago == 0)
    return 0;
  return note (reasons,
               RONDO_REASON_REPEAT,
               ago,
               weights[ago == 1 ? WEIGHT_REPEAT_LAST : WEIGHT_REPEAT_OLD].weight,
               NULL);
}

static int
value_course (const RondoCandidate *coach, const RondoCandidate *client, GPtrArray *reasons)
{
  if (coach->table->round->same_course == RONDO_POLICY_ALLOW || coach->course == NULL ||
      coach->course != client->course)
    return 0;
  return note (
      reasons, RONDO_REASON_COURSE, 0, weights[WEIGHT_SAME_COURSE].weight, coach->member->course);
}

/* Who had a bad last round comes first in this one. */
static int
value_bonus (const RondoCandidate *client, int client_value, GPtrArray *reasons)
{
  RondoBand band = rondo_past_get_band (client->table->past, client->member->id);
  int value = 0;

  if (band == RONDO_BAND_LEFT_OUT)
    value += note (reasons, RONDO_REASON_LEFT_OUT, 0, weights[WEIGHT_LEFT_OUT].weight, NULL);
  if (band <= RONDO_BAND_POOR && client_value > 0)
    value += note (reasons, RONDO_REASON_LOST_OUT, 0, weights[WEIGHT_LOST_OUT].weight, NULL);
  return value;
}

static int
value_request_of_client (const RondoCandidate *coach,
                         const RondoCandidate *client,
                         GPtrArray *reasons)
{
  return value_request (
      client, coach, RONDO_REASON_REQUEST, request_rows, G_N_ELEMENTS (request_rows), reasons);
}

static int
value_request_of_coach (const RondoCandidate *coach,
                        const RondoCandidate *client,
                        GPtrArray *reasons)
{
  return value_request (coach,
                        client,
                        RONDO_REASON_REQUESTED_CLIENT,
                        client_rows,
                        G_N_ELEMENTS (client_rows),
                        reasons);
}

static int
value_demands (const RondoCandidate *coach, const RondoCandidate *client, GPtrArray *reasons)
{
  int value = 0;

  for (guint i = 0; i < client->demands->len; i++)
    value +=
        value_demand (&g_array_index (client->demands, RondoDemand, i), coach, client, reasons);
  return value;
}

int
rondo_candidate_client_value (const RondoCandidate *coach, const RondoCandidate *client)
{
  return value_request_of_client (coach, client, NULL) + value_demands (coach, client, NULL);
}

int
rondo_candidate_value (const RondoCandidate *coach,
                       const RondoCandidate *client,
                       GPtrArray *reasons)
{
  int client_value = rondo_candidate_client_value (coach, client);
  int value = 0;

  value += value_request_of_client (coach, client, reasons);
  value += value_request_of_coach (coach, client, reasons);
  if (reasons != NULL)
    note_languages (coach, client, reasons);
  value += value_demands (coach, client, reasons);
  value += value_zone (coach, client, reasons);
  value += value_hours (coach, client, reasons);
  value += value_repeat (coach, client, reasons);
  value += value_course (coach, client, reasons);
  value += value_bonus (client, client_value, reasons);
  return value;
}

RondoBand
rondo_band_of_value (int64_t value)
{
  if (value <= weights[WEIGHT_AVOID_HIT].weight)
    return RONDO_BAND_POOR;
  return value > 0 ? RONDO_BAND_GOOD : RONDO_BAND_FAIR;
}

const RondoWeight *
rondo_plan_weights (gsize *n_weights)
{
  static RondoWeight translated[G_N_ELEMENTS (weights)];
  static gsize is_translated = 0;

  if (g_once_init_enter (&is_translated)) {
    for (gsize i = 0; i < G_N_ELEMENTS (weights); i++)
      translated[i] = (RondoWeight){_ (weights[i].name), weights[i].weight};
    g_once_init_leave (&is_translated, 1);
  }
  if (n_weights != NULL)
    *n_weights = G_N_ELEMENTS (weights);
  return translated;
}
