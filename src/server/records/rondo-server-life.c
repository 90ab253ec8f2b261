/* SPDX-License-Identifier: GPL-3.0-or-later
 * What may become of rounds, registrations and pairings, checked again by the server. */
#include "config.h"

#include "rondo-server-life.h"

#include "rondo-life.h"
#include "rondo-round-kind.h"
#include "rondo-server-index.h"
#include "rondo-server-problem.h"

#include <glib/gi18n-lib.h>

static gboolean
conflict (GError **error, const char *message)
{
  return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_CONFLICT, message);
}

static gboolean
invalid (GError **error, const char *message)
{
  return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_INVALID, message);
}

/* The body of the record @id, NULL if there is none. (transfer full) */
static gboolean
find_body (
    const RondoServerWriter *writer, const char *id, RondoKind kind, char **body, GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;

  *body = NULL;
  if (!rondo_server_records_find (writer->db, id, &record, error))
    return FALSE;
  if (record != NULL && record->kind == kind && !record->is_deleted)
    *body = g_steal_pointer (&record->body);
  return TRUE;
}

static gboolean
find_round (const RondoServerWriter *writer, const char *id, RondoRound **round, GError **error)
{
  g_autofree char *body = NULL;

  *round = NULL;
  if (!find_body (writer, id, RONDO_KIND_ROUND, &body, error))
    return FALSE;
  if (body != NULL)
    *round = rondo_wire_decode_round (id, body, error);
  return body == NULL || *round != NULL;
}

static gboolean
find_registration (const RondoServerWriter *writer,
                   const char *id,
                   RondoRegistration **registration,
                   GError **error)
{
  g_autofree char *body = NULL;

  *registration = NULL;
  if (!find_body (writer, id, RONDO_KIND_REGISTRATION, &body, error))
    return FALSE;
  if (body != NULL)
    *registration = rondo_wire_decode_registration (id, body, error);
  return body == NULL || *registration != NULL;
}

gboolean
rondo_server_life_may_register (const RondoServerWriter *writer,
                                const char *id,
                                const char *member,
                                const char *round,
                                const char *body,
                                GError **error)
{
  g_autoptr (RondoRound) known = NULL;
  g_autoptr (RondoRegistration) before = NULL;
  g_autoptr (RondoRegistration) after = NULL;
  g_autoptr (GError) reason = NULL;

  if (writer->is_coordinator)
    return TRUE;
  if (writer->member == NULL || g_strcmp0 (writer->member, member) != 0)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_FORBIDDEN, _ ("You can only register yourself for a round."));
  if (round == NULL)
    return TRUE;
  if (!find_round (writer, round, &known, error) || !find_registration (writer, id, &before, error))
    return FALSE;
  after = body != NULL ? rondo_wire_decode_registration (id, body, error) : NULL;
  if (body != NULL && after == NULL)
    return FALSE;
  /* Who registered before the last day may tell it later: the coordinator closes the round. */
  if (known == NULL ||
      rondo_registration_check_member_may (known, before, after, RONDO_DATE_NONE, &reason))
    return TRUE;
  return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_FORBIDDEN, reason->message);
}

gboolean
rondo_server_life_was_held_before (const RondoServerWriter *writer,
                                   const char *pairing,
                                   const char *body,
                                   gboolean *was_held,
                                   GError **error)
{
  g_autoptr (RondoPairing) ended = NULL;
  g_autoptr (RondoSession) session = NULL;
  g_autofree char *known = NULL;

  *was_held = FALSE;
  if (body == NULL)
    return TRUE;
  if (!find_body (writer, pairing, RONDO_KIND_PAIRING, &known, error))
    return FALSE;
  ended = known != NULL ? rondo_wire_decode_pairing (pairing, known, error) : NULL;
  session = rondo_wire_decode_session (pairing, body, NULL);
  *was_held = ended != NULL && session != NULL && session->state == RONDO_SESSION_HELD &&
              ended->until != RONDO_DATE_NONE && session->date <= ended->until;
  return known == NULL || ended != NULL;
}

/* Pairings are ended before their round is, so that each says how it ended. */
static gboolean
check_over (const RondoServerWriter *writer, const char *round, GError **error)
{
  g_autofree char *message = NULL;
  guint n_live = 0;

  if (!rondo_server_index_count_live (writer->db, round, &n_live, error))
    return FALSE;
  if (n_live == 0)
    return TRUE;
  message = g_strdup_printf (ngettext ("%u pairing of this round still goes on. End it first.",
                                       "%u pairings of this round still go on. End them first.",
                                       n_live),
                             n_live);
  return conflict (error, message);
}

gboolean
rondo_server_life_check_round (const RondoServerWriter *writer,
                               const char *id,
                               const char *body,
                               GError **error)
{
  g_autoptr (RondoRound) round = rondo_wire_decode_round (id, body, error);
  g_autoptr (RondoRound) before = NULL;

  if (round == NULL || !find_round (writer, id, &before, error))
    return FALSE;
  if (before == NULL)
    return rondo_round_state_may_be_first (round->state) ||
           invalid (error, _ ("A new round is a draft, or open for registration."));
  if (before->state == round->state)
    return TRUE;
  if (round->state == RONDO_ROUND_PUBLISHED || rondo_round_state_may_publish (round->state)) {
    if (!rondo_round_state_may_become (before->state, round->state))
      return conflict (error,
                       _ ("A round is published together with its plan, and then stays published. "
                          "Look at the round again."));
  }
  if (!rondo_round_state_may_become (before->state, round->state)) {
    g_autofree char *message =
        g_strdup_printf (_ ("The round is “%s” by now and cannot become “%s”. Look at it again."),
                         rondo_round_state_describe (before->state),
                         rondo_round_state_describe (round->state));

    return conflict (error, message);
  }
  return !rondo_round_state_is_over (round->state) || check_over (writer, id, error);
}

static gboolean
check_known (const RondoServerWriter *writer,
             const RondoRegistration *registration,
             RondoRound **round,
             GError **error)
{
  g_autofree char *name = NULL;

  if (!find_round (writer, registration->round, round, error) ||
      !rondo_server_index_get_name (writer->db, registration->member, &name, error))
    return FALSE;
  if (*round == NULL)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_UNKNOWN, _ ("The server does not know this round."));
  if (name == NULL)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_UNKNOWN, _ ("The server does not know this member."));
  return TRUE;
}

gboolean
rondo_server_life_check_registration (const RondoServerWriter *writer,
                                      const char *id,
                                      const char *body,
                                      GError **error)
{
  g_autoptr (RondoRegistration) registration = rondo_wire_decode_registration (id, body, error);
  g_autoptr (RondoRound) round = NULL;
  g_autoptr (GError) reason = NULL;

  if (registration == NULL || !check_known (writer, registration, &round, error))
    return FALSE;
  if (rondo_round_state_is_over (round->state))
    return conflict (error, _ ("This round is over, so its registrations do not change any more."));
  if (!rondo_registration_check_kind (round, registration, &reason))
    return invalid (error, reason->message);
  if (*round->agreement != '\0' && g_strcmp0 (writer->member, registration->member) == 0 &&
      !writer->is_coordinator && registration->state != RONDO_REGISTRATION_WITHDRAWN &&
      registration->agreement_version != round->agreement_version)
    return conflict (error,
                     _ ("The agreement of this round has changed. Read it and accept it, then "
                        "join again."));
  return TRUE;
}

/* Whoever is in already stays in, whatever the round asks by now. */
static gboolean
is_joining (const RondoRegistration *before, const RondoRegistration *after)
{
  return after->state != RONDO_REGISTRATION_WITHDRAWN &&
         (before == NULL || before->state == RONDO_REGISTRATION_WITHDRAWN);
}

gboolean
rondo_server_life_check_joining (const RondoServerWriter *writer,
                                 const char *id,
                                 const char *body,
                                 GError **error)
{
  g_autoptr (RondoRegistration) after = rondo_wire_decode_registration (id, body, error);
  g_autoptr (RondoRegistration) before = NULL;
  g_autoptr (RondoRound) round = NULL;
  g_autoptr (RondoMember) member = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *known = NULL;

  if (after == NULL || !find_registration (writer, id, &before, error))
    return FALSE;
  if (!is_joining (before, after))
    return TRUE;
  if (!find_round (writer, after->round, &round, error) ||
      !find_body (writer, after->member, RONDO_KIND_MEMBER, &known, error))
    return FALSE;
  member = known != NULL ? rondo_wire_decode_member (after->member, known, error) : NULL;
  if (known != NULL && member == NULL)
    return FALSE;
  if (round == NULL || member == NULL || rondo_round_is_eligible (round, member, &reason))
    return TRUE;
  return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_FORBIDDEN, reason->message);
}

static gboolean
is_same_pair (const RondoPairing *a, const RondoPairing *b)
{
  return g_strcmp0 (a->coach, b->coach) == 0 && g_strcmp0 (a->client, b->client) == 0 &&
         g_strcmp0 (a->round, b->round) == 0;
}

/* Nobody forgets whom they coach. */
static gboolean
check_announced (const RondoServerWriter *writer, const RondoPairing *pairing, GError **error)
{
  g_autofree char *body = NULL;
  g_autoptr (RondoPairing) before = NULL;

  if (!pairing->is_quiet)
    return TRUE;
  if (!find_body (writer, pairing->id, RONDO_KIND_PAIRING, &body, error))
    return FALSE;
  before = body != NULL ? rondo_wire_decode_pairing (pairing->id, body, error) : NULL;
  if (body != NULL && before == NULL)
    return FALSE;
  return before == NULL || before->is_quiet ||
         conflict (error, _ ("This pairing is announced, and both partners know of it."));
}

/* Who coaches whom never changes, and what has ended does not begin again. */
gboolean
rondo_server_life_check_pairing (const RondoServerWriter *writer,
                                 const char *id,
                                 const char *body,
                                 GError **error)
{
  g_autoptr (RondoPairing) pairing = rondo_wire_decode_pairing (id, body, error);
  g_autoptr (RondoPairing) old = NULL;

  if (pairing == NULL || !rondo_server_index_find_pairing (writer->db, id, &old, error))
    return FALSE;
  if (old == NULL)
    return rondo_server_refuse (error,
                                RONDO_SERVER_PROBLEM_UNKNOWN,
                                _ ("A new pairing comes of publishing a plan, never by itself."));
  if (!is_same_pair (old, pairing))
    return invalid (error, _ ("The two members of a pairing can not change."));
  if (!rondo_pairing_state_may_become (old->state, pairing->state))
    return conflict (error, _ ("This pairing has ended already."));
  if (pairing->state == RONDO_PAIRING_REPLACED && old->state != RONDO_PAIRING_REPLACED)
    return invalid (error,
                    _ ("A pairing is replaced together with the one that takes its place. Look "
                       "for a replacement instead."));
  return check_announced (writer, pairing, error);
}
