/* SPDX-License-Identifier: GPL-3.0-or-later
 * How members are told what became of a round. */
#include "config.h"

#include "rondo-announcement.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-life.h"

static const char *const part_words[RONDO_N_PARTS] = {
    [RONDO_PART_BOTH] = "both",
    [RONDO_PART_COACH] = "coach",
    [RONDO_PART_CLIENT] = "client",
    [RONDO_PART_UNPLACED] = "unplaced",
    [RONDO_PART_STANDBY] = "standby",
};

/* Not translated, so that a text means the same whatever language it is edited in. */
static const char *const places[] = {"{name}",
                                     "{round}",
                                     "{coach}",
                                     "{client}",
                                     "{start}",
                                     "{end}",
                                     "{sessions}",
                                     "{minutes}",
                                     "{contact}",
                                     NULL};

const char *
rondo_part_to_word (RondoPart part)
{
  return (guint)part < RONDO_N_PARTS ? part_words[part] : NULL;
}

const char *
rondo_part_describe (RondoPart part)
{
  switch (part) {
  case RONDO_PART_BOTH:
    return _ ("Who Coaches and Is Coached");
  case RONDO_PART_COACH:
    return _ ("Who Coaches");
  case RONDO_PART_CLIENT:
    return _ ("Who Is Coached");
  case RONDO_PART_UNPLACED:
    return _ ("Who Could Not Be Placed");
  case RONDO_PART_STANDBY:
  default:
    return _ ("Who Waits on Standby");
  }
}

RondoPart
rondo_part_find (const RondoRegistration *registration, guint n_coaches, guint n_clients)
{
  g_return_val_if_fail (registration != NULL, RONDO_PART_UNPLACED);

  if (n_coaches > 0 && n_clients > 0)
    return RONDO_PART_BOTH;
  if (n_coaches > 0)
    return RONDO_PART_CLIENT;
  if (n_clients > 0)
    return RONDO_PART_COACH;
  return registration->state == RONDO_REGISTRATION_STANDBY ? RONDO_PART_STANDBY
                                                           : RONDO_PART_UNPLACED;
}

const char *
rondo_announcement_get_usual (const RondoRound *round, RondoPart part)
{
  g_return_val_if_fail (round != NULL, "");

  switch (part) {
  case RONDO_PART_BOTH:
    if (round->kind == RONDO_ROUND_TRIADS)
      return _ (
          "Dear {name},\n\nthe triads of “{round}” are made. You are coached by {coach}, who "
          "observes when you coach {client}. You observe when {client} coaches.\n\nThe round "
          "begins on {start} and ends on {end}, with {sessions} sessions of {minutes} minutes in "
          "each pairing. Whoever coaches writes first: please agree on the first session within "
          "{contact} days.\n");
    /* Translators: what is in braces is filled in and stays as it is, here and below */
    return _ ("Dear {name},\n\nthe pairings of “{round}” are made. You are coached by {coach}. You "
              "coach {client}.\n\nThe round begins on {start} and ends on {end}, with {sessions} "
              "sessions of {minutes} minutes in each pairing. Whoever coaches writes first: please "
              "agree on the first session within {contact} days.\n");
  case RONDO_PART_COACH:
    return _ (
        "Dear {name},\n\nthe pairings of “{round}” are made. You coach {client}.\n\nThe round "
        "begins on {start} and ends on {end}, with {sessions} sessions of {minutes} minutes. "
        "Please write to your client and agree on the first session within {contact} "
        "days.\n");
  case RONDO_PART_CLIENT:
    return _ (
        "Dear {name},\n\nthe pairings of “{round}” are made. You are coached by {coach}.\n\n"
        "The round begins on {start} and ends on {end}, with {sessions} sessions of {minutes} "
        "minutes. Your coach writes to you within {contact} days.\n");
  case RONDO_PART_UNPLACED:
    return _ ("Dear {name},\n\nthe pairings of “{round}” are made, and we could not find a partner "
              "for you this time. You come first in the next round. If you like, wait for a place "
              "that becomes free: tell us, and we put you on standby.\n");
  case RONDO_PART_STANDBY:
  default:
    return _ ("Dear {name},\n\nthe pairings of “{round}” are made. You wait on standby: as soon as "
              "a place becomes free we write to you.\n");
  }
}

const char *
rondo_announcement_get_text (const RondoRound *round, RondoPart part)
{
  g_return_val_if_fail (round != NULL && (guint)part < RONDO_N_PARTS, "");

  return *round->told[part] != '\0' ? round->told[part]
                                    : rondo_announcement_get_usual (round, part);
}

char *
rondo_announcement_dup_title (const RondoRound *round)
{
  g_return_val_if_fail (round != NULL, NULL);

  if (*round->told_title != '\0')
    return g_strdup (round->told_title);
  /* Translators: the name of a round */
  return g_strdup_printf (_ ("The pairings of “%s”"), round->name);
}

char *
rondo_round_describe_standing (const RondoRound *round)
{
  const char *state = NULL;
  g_autofree char *day = NULL;

  g_return_val_if_fail (round != NULL, NULL);

  state = rondo_round_state_describe (round->state);
  if (!rondo_round_state_has_pairings (round->state))
    return g_strdup (state);
  if (round->is_quiet)
    return g_strdup (_ ("Approved, not announced yet"));
  if (round->announced_on == RONDO_DATE_NONE)
    return g_strdup (state);
  day = rondo_date_to_display (round->announced_on);
  /* Translators: the state of a round, a day */
  return g_strdup_printf (ngettext ("%s, announced on %s to %d member",
                                    "%s, announced on %s to %d members",
                                    (gulong)round->announced_to),
                          state,
                          day,
                          round->announced_to);
}

const char *const *
rondo_announcement_get_places (void)
{
  return places;
}

/* The length of the place that @text begins with, 0 if it is none. */
static gsize
find_place (const char *text, guint *place)
{
  for (guint i = 0; places[i] != NULL; i++)
    if (g_str_has_prefix (text, places[i])) {
      *place = i;
      return strlen (places[i]);
    }
  return 0;
}

char *
rondo_announcement_find_unknown (const char *text)
{
  guint place;

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *at = strchr (text, '{'); at != NULL; at = strchr (at + 1, '{')) {
    const char *end = strchr (at, '}');

    if (find_place (at, &place) > 0)
      continue;
    return end != NULL ? g_strndup (at, (gsize)(end + 1 - at)) : g_strdup (at);
  }
  return NULL;
}

/* (transfer full) */
static char *
dup_fact (const RondoAnnouncementFacts *facts, guint place)
{
  const RondoRound *round = facts->round;

  switch (place) {
  case 0:
    return g_strdup (facts->name);
  case 1:
    return g_strdup (round->name);
  case 2:
    return g_strdup (facts->coach);
  case 3:
    return g_strdup (facts->clients);
  case 4:
    return rondo_date_to_display (round->start);
  case 5:
    return rondo_date_to_display (round->end);
  case 6:
    return g_strdup_printf ("%d", round->session_count);
  case 7:
    return g_strdup_printf ("%d", round->session_minutes);
  default:
    return g_strdup_printf ("%d", round->first_contact_days);
  }
}

char *
rondo_announcement_fill (const char *text, const RondoAnnouncementFacts *facts)
{
  GString *filled;

  g_return_val_if_fail (text != NULL && facts != NULL && facts->round != NULL, NULL);

  filled = g_string_new (NULL);
  for (const char *at = text; *at != '\0';) {
    guint place = 0;
    gsize length = *at == '{' ? find_place (at, &place) : 0;
    g_autofree char *fact = length > 0 ? dup_fact (facts, place) : NULL;

    if (fact != NULL)
      g_string_append (filled, fact);
    else
      g_string_append_c (filled, *at);
    at += MAX (length, 1);
  }
  return g_string_free (filled, FALSE);
}
