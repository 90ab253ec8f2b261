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

/* Rows of the table, by falling size. */
typedef enum {
  WEIGHT_REQUEST_1,
  WEIGHT_REQUEST_2,
  WEIGHT_REQUEST_3,
  WEIGHT_CLIENT_1,
  WEIGHT_REQUEST_4,
  WEIGHT_CLIENT_2,
  WEIGHT_CLIENT_3,
  WEIGHT_REQUEST_LATER,
  WEIGHT_CLIENT_LATER,
  WEIGHT_KEPT,
  WEIGHT_SAME_ZONE,
  WEIGHT_MISSED,
  WEIGHT_AVOID_HIT,
} WeightRow;

static const RondoWeight weights[] = {
    [WEIGHT_REQUEST_1] = {N_ ("A member gets the coach of their first choice"), 1000},
    [WEIGHT_REQUEST_2] = {N_ ("A member gets the coach of their second choice"), 800},
    [WEIGHT_REQUEST_3] = {N_ ("A member gets the coach of their third choice"), 600},
    [WEIGHT_CLIENT_1] = {N_ ("A member gets the client of their first choice"), 500},
    [WEIGHT_REQUEST_4] = {N_ ("A member gets the coach of their fourth choice"), 400},
    [WEIGHT_CLIENT_2] = {N_ ("A member gets the client of their second choice"), 350},
    [WEIGHT_CLIENT_3] = {N_ ("A member gets the client of their third choice"), 250},
    [WEIGHT_REQUEST_LATER] = {N_ ("A member gets a coach of a later choice"), 200},
    [WEIGHT_CLIENT_LATER] = {N_ ("A member gets a client of a later choice"), 150},
    [WEIGHT_KEPT] = {N_ ("A preference of the client is kept"), 60},
    [WEIGHT_SAME_ZONE] = {N_ ("The clocks show the same time; 5 less for each hour apart"), 60},
    [WEIGHT_MISSED] = {N_ ("A preference of the client is missed"), -60},
    [WEIGHT_AVOID_HIT] = {N_ ("The client gets what they would rather avoid"), -120},
};

/* One point less of WEIGHT_SAME_ZONE for each, so that nothing is left at twelve hours. */
#define MINUTES_PER_ZONE_POINT 12

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

int
rondo_candidate_value (const RondoCandidate *coach,
                       const RondoCandidate *client,
                       GPtrArray *reasons)
{
  int minutes = rondo_candidate_minutes_apart (coach, client);
  int value = 0;

  value += value_request (
      client, coach, RONDO_REASON_REQUEST, request_rows, G_N_ELEMENTS (request_rows), reasons);
  value += value_request (coach,
                          client,
                          RONDO_REASON_REQUESTED_CLIENT,
                          client_rows,
                          G_N_ELEMENTS (client_rows),
                          reasons);
  if (reasons != NULL)
    note_languages (coach, client, reasons);
  for (guint i = 0; i < client->demands->len; i++)
    value +=
        value_demand (&g_array_index (client->demands, RondoDemand, i), coach, client, reasons);
  value += note (reasons,
                 RONDO_REASON_ZONE,
                 minutes,
                 weights[WEIGHT_SAME_ZONE].weight - minutes / MINUTES_PER_ZONE_POINT,
                 NULL);
  return value;
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
