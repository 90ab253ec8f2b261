/* SPDX-License-Identifier: GPL-3.0-or-later
 * The kinds of rounds: who gives and who gets, and as what members join. */
#include "config.h"

#include "rondo-round-kind.h"

#include "rondo-error.h"
#include "rondo-language.h"
#include "rondo-life.h"
#include "rondo-text.h"
#include "rondo-words.h"

static const RondoWord kinds[RONDO_N_ROUND_KINDS] = {
    [RONDO_ROUND_RECIPROCAL] = {"reciprocal", N_ ("Everybody coaches and is coached")},
    [RONDO_ROUND_ONE_WAY] = {"one-way", N_ ("Everybody either coaches or is coached")},
    [RONDO_ROUND_DEFERRED] = {"deferred", N_ ("As each likes, given back in a later round")},
    [RONDO_ROUND_TEAM] = {"team", N_ ("Two sides that coach each other")},
    [RONDO_ROUND_TRIADS] = {"triads", N_ ("Triads")},
};

static const char *const explanations[RONDO_N_ROUND_KINDS] = {
    [RONDO_ROUND_RECIPROCAL] = N_ ("Everybody gets a coach and a different client."),
    [RONDO_ROUND_ONE_WAY] =
        N_ ("Some coach and some are coached. Nobody does both, and nothing is owed."),
    [RONDO_ROUND_DEFERRED] =
        N_ ("Each chooses to coach, to be coached or both. Who gets more than they give owes it, "
            "and is reminded when they join a later round."),
    [RONDO_ROUND_TEAM] =
        N_ ("Everybody is on one of two sides, and gets a coach and a different client from the "
            "other. As many of one side are placed as of the other."),
    [RONDO_ROUND_TRIADS] =
        N_ ("Three people each: in turn one coaches, one is coached and one observes."),
};

static const RondoWord activities[RONDO_N_ROUND_ACTIVITIES] = {
    [RONDO_ROUND_COACHING] = {"coaching", N_ ("Coaching")},
    [RONDO_ROUND_MENTORING] = {"mentoring", N_ ("Mentor coaching")},
};

static const RondoWord rests[RONDO_N_RESTS] = {
    [RONDO_REST_FOUR] = {"four", N_ ("A ring of four takes them")},
    [RONDO_REST_OUT] = {"out", N_ ("They wait for another round")},
};

static const RondoWord sides[RONDO_N_TEAMS] = {
    [RONDO_TEAM_NONE] = {"", N_ ("Not chosen")},
    [RONDO_TEAM_FIRST] = {"first", N_ ("First side")},
    [RONDO_TEAM_SECOND] = {"second", N_ ("Second side")},
};

/* clang-format off */
RONDO_DEFINE_WORDS (round_kind, RondoRoundKind, kinds)
RONDO_DEFINE_WORDS (round_activity, RondoRoundActivity, activities)
RONDO_DEFINE_WORDS (rest, RondoRest, rests)
RONDO_DEFINE_WORDS (team, RondoTeam, sides)
/* clang-format on */

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_REJECTED, sentence);
  return FALSE;
}

const char *
rondo_round_kind_explain (RondoRoundKind kind)
{
  return (guint)kind < G_N_ELEMENTS (explanations) ? _ (explanations[kind]) : "";
}

char *
rondo_round_dup_side_name (const RondoRound *round, RondoTeam side)
{
  const char *name = side == RONDO_TEAM_FIRST    ? round->first_side
                     : side == RONDO_TEAM_SECOND ? round->second_side
                                                 : "";

  return g_strdup (*name != '\0' ? name : rondo_team_describe (side));
}

gboolean
rondo_round_has_roles (const RondoRound *round)
{
  return round->kind == RONDO_ROUND_ONE_WAY || round->kind == RONDO_ROUND_DEFERRED;
}

gboolean
rondo_round_has_sides (const RondoRound *round)
{
  return round->kind == RONDO_ROUND_TEAM;
}

gboolean
rondo_round_takes_anybody (const RondoRound *round)
{
  return round->kind != RONDO_ROUND_ONE_WAY && !rondo_round_has_sides (round);
}

gboolean
rondo_round_is_mutual_allowed (const RondoRound *round)
{
  return round->mutual_allowed && round->kind != RONDO_ROUND_TEAM &&
         round->kind != RONDO_ROUND_TRIADS;
}

char *
rondo_round_describe_kind (const RondoRound *round)
{
  if (round->activity == RONDO_ROUND_COACHING)
    return g_strdup (rondo_round_kind_describe (round->kind));
  /* Translators: what is given in a round (mentor coaching), and who gives and gets it */
  return g_strdup_printf (_ ("%s: %s"),
                          rondo_round_activity_describe (round->activity),
                          rondo_round_kind_describe (round->kind));
}

const char *
rondo_pairing_describe_state (const RondoPairing *pairing, const RondoRound *round)
{
  if (pairing->state == RONDO_PAIRING_ACTIVE && round->state == RONDO_ROUND_PUBLISHED)
    return _ ("Planned");
  return rondo_pairing_state_describe (pairing->state);
}

char *
rondo_round_describe_observing (const RondoRound *round,
                                const char *coach_name,
                                const char *client_name)
{
  g_autofree char *coach = NULL;
  g_autofree char *client = NULL;

  if (round->kind != RONDO_ROUND_TRIADS || coach_name == NULL || *coach_name == '\0' ||
      client_name == NULL || *client_name == '\0')
    return g_strdup ("");
  coach = rondo_text_isolate (coach_name);
  client = rondo_text_isolate (client_name);
  /* Translators: who coaches the reader, whom the reader coaches */
  return g_strdup_printf (
      _ ("%s observes when you coach. You observe when %s coaches."), coach, client);
}

char *
rondo_round_describe_owed (int count)
{
  if (count <= 0)
    return g_strdup ("");
  return g_strdup_printf (ngettext ("From earlier rounds you owe %d session as a coach. Coach in "
                                    "this round to give it back.",
                                    "From earlier rounds you owe %d sessions as a coach. Coach in "
                                    "this round to give them back.",
                                    (gulong)count),
                          count);
}

static gboolean
check_side (const RondoRound *round, const RondoRegistration *registration, GError **error)
{
  if (!rondo_round_has_sides (round) || registration->side != RONDO_TEAM_NONE ||
      registration->state == RONDO_REGISTRATION_WITHDRAWN)
    return TRUE;
  return refuse (error,
                 _ ("In this round two sides coach each other. Choose the side that you are on."));
}

gboolean
rondo_registration_check_kind (const RondoRound *round,
                               const RondoRegistration *registration,
                               GError **error)
{
  gboolean is_both = registration->role == RONDO_ROLE_BOTH;

  if (!rondo_round_has_roles (round) && !is_both &&
      !rondo_round_state_has_pairings (round->state) && !rondo_round_state_is_over (round->state))
    return refuse (error,
                   _ ("In this round everybody coaches and is coached. Take part in both, or in "
                      "another round."));
  if (round->kind == RONDO_ROUND_ONE_WAY && is_both &&
      registration->state != RONDO_REGISTRATION_WITHDRAWN)
    return refuse (error,
                   _ ("In this round everybody either coaches or is coached. Choose one of the "
                      "two."));
  return check_side (round, registration, error);
}

static gboolean
speaks (const RondoMember *member, const char *language)
{
  for (char **code = member->languages; *code != NULL; code++)
    if (rondo_language_covers (language, *code))
      return TRUE;
  return FALSE;
}

static gboolean
has_training (const RondoRound *round, const RondoMember *member, GError **error)
{
  if (member->training_hours >= round->least_training)
    return TRUE;
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_REJECTED,
               ngettext ("This round is for coaches with at least %d hour of coach education in "
                         "their profile.",
                         "This round is for coaches with at least %d hours of coach education in "
                         "their profile.",
                         (gulong)round->least_training),
               round->least_training);
  return FALSE;
}

gboolean
rondo_round_is_eligible (const RondoRound *round, const RondoMember *member, GError **error)
{
  g_autofree char *language = NULL;

  g_return_val_if_fail (round != NULL && member != NULL, FALSE);

  if (member->credential < round->least) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_REJECTED,
                 /* Translators: a credential such as PCC */
                 _ ("This round is for coaches with a credential of at least %s."),
                 rondo_credential_to_word (round->least));
    return FALSE;
  }
  if (!has_training (round, member, error))
    return FALSE;
  if (*round->language == '\0' || speaks (member, round->language))
    return TRUE;
  language = rondo_language_to_display (round->language);
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_REJECTED,
               /* Translators: the name of a language */
               _ ("This round is held in %s, which is not among the languages of the profile."),
               language);
  return FALSE;
}

gboolean
rondo_round_check_eligible (const RondoRound *round, const RondoMember *member, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *name = NULL;

  if (rondo_round_is_eligible (round, member, &reason))
    return TRUE;
  name = rondo_text_isolate (member->name);
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_REJECTED,
               /* Translators: a member; a sentence that says what the round asks */
               _ ("%s is not whom this round is for by now. %s"),
               name,
               reason->message);
  return FALSE;
}

gboolean
rondo_round_may_join (const RondoRound *round,
                      const RondoMember *member,
                      RondoDate today,
                      GError **error)
{
  g_return_val_if_fail (round != NULL && member != NULL, FALSE);

  if (round->state == RONDO_ROUND_DRAFT)
    return refuse (error, _ ("This round is not open yet."));
  if (rondo_round_state_is_over (round->state))
    return refuse (error, _ ("This round is over."));
  if (round->state != RONDO_ROUND_OPEN && !round->takes_standby)
    return refuse (error, _ ("Registration is closed, and there is no standby list."));
  if (round->state == RONDO_ROUND_OPEN && round->register_until != RONDO_DATE_NONE &&
      today > round->register_until && !round->takes_standby)
    return refuse (error, _ ("The last day to register has passed."));
  return rondo_round_is_eligible (round, member, error);
}
