/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose a piece of feedback is, and who gets to see it. */
#include "config.h"

#include "rondo-server-feedback-rules.h"

#include "rondo-server-feed.h"
#include "rondo-server-index.h"
#include "rondo-server-problem.h"

#include <glib/gi18n-lib.h>

/* A day is over everywhere on earth twelve hours after it is over in UTC. */
#define LAST_ZONE_US (12 * G_TIME_SPAN_HOUR)

static gboolean
forbid (GError **error, const char *message)
{
  return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_FORBIDDEN, message);
}

char *
rondo_server_feedback_belongs_to (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoFeedback) feedback = rondo_wire_decode_feedback (id, body, error);
  g_autofree char *expected = NULL;

  if (feedback == NULL)
    return NULL;
  expected = rondo_feedback_derive_id (feedback->pairing, feedback->member, feedback->audience);
  if (g_strcmp0 (expected, id) == 0)
    return g_strdup (feedback->member);
  rondo_server_refuse (error,
                       RONDO_SERVER_PROBLEM_INVALID,
                       _ ("The id of feedback has to be derived from its pairing, its author and "
                          "whom it is for."));
  return NULL;
}

/* The pairing, if @feedback is by one of its two. */
static gboolean
find_pairing (RondoDb *db, const RondoFeedback *feedback, RondoPairing **pairing, GError **error)
{
  if (!rondo_server_index_find_pairing (db, feedback->pairing, pairing, error))
    return FALSE;
  if (*pairing == NULL)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_UNKNOWN, _ ("The server does not know this pairing."));
  return g_strcmp0 ((*pairing)->coach, feedback->member) == 0 ||
         g_strcmp0 ((*pairing)->client, feedback->member) == 0 ||
         forbid (error, _ ("Only coach and client of a pairing say how it was."));
}

static RondoRound *
find_round (RondoDb *db, const char *id, GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;

  if (!rondo_server_records_find (db, id, &record, error))
    return NULL;
  if (record == NULL || record->body == NULL) {
    rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_UNKNOWN, _ ("The server does not know this round."));
    return NULL;
  }
  return rondo_wire_decode_round (id, record->body, error);
}

gboolean
rondo_server_feedback_may_put (const RondoServerWriter *writer,
                               const char *id,
                               const char *body,
                               GError **error)
{
  g_autoptr (RondoFeedback) feedback = rondo_wire_decode_feedback (id, body, error);
  g_autoptr (RondoPairing) pairing = NULL;
  g_autoptr (RondoRound) round = NULL;
  RondoDate today = (RondoDate)((writer->now_us - LAST_ZONE_US) / G_TIME_SPAN_DAY);

  if (feedback == NULL)
    return FALSE;
  if (writer->member == NULL || g_strcmp0 (writer->member, feedback->member) != 0)
    return forbid (error, _ ("Feedback is written by its author alone."));
  if (!find_pairing (writer->db, feedback, &pairing, error))
    return FALSE;
  round = find_round (writer->db, pairing->round, error);
  if (round == NULL)
    return FALSE;
  return rondo_feedback_is_open (round, feedback->audience, today) ||
         forbid (error, _ ("The round does not take feedback any more."));
}

gboolean
rondo_server_feedback_check_asserted (const RondoServerWriter *writer,
                                      const char *id,
                                      const char *body,
                                      GError **error)
{
  g_autoptr (RondoFeedback) feedback = rondo_wire_decode_feedback (id, body, error);
  g_autoptr (RondoPairing) pairing = NULL;

  return feedback != NULL && find_pairing (writer->db, feedback, &pairing, error);
}

gboolean
rondo_server_feedback_add_scopes (RondoDb *db,
                                  const RondoServerRecord *record,
                                  GPtrArray *scopes,
                                  GError **error)
{
  g_autoptr (RondoFeedback) feedback = rondo_wire_decode_feedback (record->id, record->body, error);
  g_autoptr (RondoPairing) pairing = NULL;
  const char *partner = NULL;

  if (feedback == NULL || !find_pairing (db, feedback, &pairing, error))
    return FALSE;
  partner = g_strcmp0 (pairing->coach, feedback->member) == 0 ? pairing->client : pairing->coach;
  g_ptr_array_add (scopes, rondo_server_scope_of_member (feedback->member));
  if (feedback->audience != RONDO_AUDIENCE_PARTNER)
    g_ptr_array_add (scopes, g_strdup (RONDO_SERVER_SCOPE_COORDINATORS));
  if (feedback->audience == RONDO_AUDIENCE_PARTNER || feedback->audience == RONDO_AUDIENCE_QUOTABLE)
    g_ptr_array_add (scopes, rondo_server_scope_of_member (partner));
  return TRUE;
}
