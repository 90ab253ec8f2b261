/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose a session is, and who of the two may turn it into what. */
#include "config.h"

#include "rondo-server-session-rules.h"

#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-server-feed.h"
#include "rondo-server-index.h"
#include "rondo-server-life.h"
#include "rondo-server-problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The two people of a session. */
typedef struct {
  char *coach; /* NULL: the pairing is not known */
  char *client;
  char *round; /* NULL: a free exchange */
  gboolean has_ended;
} Parties;

static void
parties_clear (Parties *parties)
{
  g_clear_pointer (&parties->coach, g_free);
  g_clear_pointer (&parties->client, g_free);
  g_clear_pointer (&parties->round, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parties, parties_clear)

static gboolean
forbid (GError **error, const char *message)
{
  return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_FORBIDDEN, message);
}

static gboolean
refuse_unknown (GError **error)
{
  return rondo_server_refuse (
      error, RONDO_SERVER_PROBLEM_UNKNOWN, _ ("The server does not know this pairing."));
}

static gboolean
is_writer (const RondoServerWriter *writer, const char *member)
{
  return writer->member != NULL && g_strcmp0 (writer->member, member) == 0;
}

static gboolean
has_part (const RondoServerWriter *writer, const Parties *parties)
{
  return is_writer (writer, parties->coach) || is_writer (writer, parties->client);
}

static gboolean
read_parties (RondoDb *db, const char *belongs_to, Parties *parties, GError **error)
{
  g_autoptr (RondoPairing) pairing = NULL;
  const char *space = strchr (belongs_to, ' ');

  if (space != NULL) {
    parties->coach = g_strndup (belongs_to, (gsize)(space - belongs_to));
    parties->client = g_strdup (space + 1);
    return TRUE;
  }
  if (!rondo_server_index_find_pairing (db, belongs_to, &pairing, error))
    return FALSE;
  if (pairing == NULL)
    return TRUE;
  parties->coach = g_steal_pointer (&pairing->coach);
  parties->client = g_steal_pointer (&pairing->client);
  parties->round = g_steal_pointer (&pairing->round);
  parties->has_ended = !rondo_pairing_state_is_live (pairing->state);
  return TRUE;
}

char *
rondo_server_session_belongs_to (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoSession) session = rondo_wire_decode_session (id, body, error);

  if (session == NULL)
    return NULL;
  if (session->pairing != NULL)
    return g_strdup (session->pairing);
  return g_strconcat (session->coach, " ", session->client, NULL);
}

/* A free exchange is for those who know each other: who have or had a pairing. */
static gboolean
check_free (const RondoServerWriter *writer, const Parties *parties, GError **error)
{
  gboolean were_partners = FALSE;

  if (parties->round != NULL)
    return TRUE;
  if (!rondo_server_index_were_partners (
          writer->db, parties->coach, parties->client, &were_partners, error))
    return FALSE;
  return were_partners ||
         forbid (error, _ ("A session outside of a round is for members who have been partners."));
}

gboolean
rondo_server_session_may_put (const RondoServerWriter *writer,
                              const RondoServerRecord *record,
                              const char *belongs_to,
                              const char *body,
                              GError **error)
{
  g_auto (Parties) parties = {0};
  gboolean was_held = FALSE;

  if (!read_parties (writer->db, belongs_to, &parties, error))
    return FALSE;
  if (parties.coach == NULL)
    return refuse_unknown (error);
  if (!has_part (writer, &parties))
    return writer->is_coordinator ||
           forbid (error, _ ("Only coach and client of a pairing can write its sessions."));
  if (parties.has_ended && record == NULL && !writer->is_coordinator &&
      !rondo_server_life_was_held_before (writer, belongs_to, body, &was_held, error))
    return FALSE;
  if (parties.has_ended && record == NULL && !writer->is_coordinator && !was_held)
    return forbid (error,
                   _ ("This pairing has ended. Ask a coordinator to add or change its sessions."));
  return record != NULL || check_free (writer, &parties, error);
}

gboolean
rondo_server_session_may_assert (const RondoServerWriter *writer,
                                 const char *belongs_to,
                                 GError **error)
{
  g_auto (Parties) parties = {0};

  if (!read_parties (writer->db, belongs_to, &parties, error))
    return FALSE;
  if (parties.coach == NULL)
    return refuse_unknown (error);
  return writer->is_coordinator || has_part (writer, &parties) ||
         forbid (error, _ ("Only coach and client of a pairing can write its sessions."));
}

gboolean
rondo_server_session_may_delete (const RondoServerWriter *writer,
                                 const RondoServerRecord *record,
                                 GError **error)
{
  g_auto (Parties) parties = {0};

  if (!read_parties (writer->db, record->belongs_to, &parties, error))
    return FALSE;
  if (parties.coach == NULL)
    return refuse_unknown (error);
  if (writer->is_coordinator)
    return TRUE;
  if (!is_writer (writer, parties.coach))
    return forbid (error, _ ("Only the coach of a pairing can log its sessions."));
  return !parties.has_ended ||
         forbid (error,
                 _ ("This pairing has ended. Ask a coordinator to add or change its sessions."));
}

/* The session as it is, NULL if there is none or it was taken back. */
static gboolean
find_before (const RondoServerWriter *writer, const char *id, RondoSession **before, GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;

  *before = NULL;
  if (!rondo_server_records_find (writer->db, id, &record, error))
    return FALSE;
  if (record != NULL && record->kind == RONDO_KIND_SESSION && record->body != NULL)
    *before = rondo_wire_decode_session (id, record->body, NULL);
  return TRUE;
}

static gboolean
check_turn (const RondoServerWriter *writer,
            const Parties *parties,
            const RondoSession *before,
            const RondoSession *after,
            GError **error)
{
  const RondoSide side = is_writer (writer, parties->coach) ? RONDO_SIDE_COACH : RONDO_SIDE_CLIENT;
  g_autoptr (GError) reason = NULL;

  if (!rondo_session_check_step (before, after, side, writer->member, &reason))
    return forbid (error, reason->message);
  if (parties->has_ended && !writer->is_coordinator &&
      (rondo_session_is_waiting (after) || after->state == RONDO_SESSION_ACCEPTED))
    return forbid (error, _ ("This pairing has ended: nothing new can be planned in it."));
  return TRUE;
}

gboolean
rondo_server_session_check_step (const RondoServerWriter *writer,
                                 const char *id,
                                 const char *body,
                                 GError **error)
{
  g_autoptr (RondoSession) after = rondo_wire_decode_session (id, body, error);
  g_autoptr (RondoSession) before = NULL;
  g_autofree char *belongs_to = NULL;
  g_auto (Parties) parties = {0};

  if (after == NULL)
    return FALSE;
  belongs_to = rondo_server_session_belongs_to (id, body, error);
  if (belongs_to == NULL || !read_parties (writer->db, belongs_to, &parties, error) ||
      !find_before (writer, id, &before, error))
    return FALSE;
  if (parties.coach == NULL)
    return refuse_unknown (error);
  return !has_part (writer, &parties) || check_turn (writer, &parties, before, after, error);
}

gboolean
rondo_server_session_check_asserted (const RondoServerWriter *writer,
                                     const char *id,
                                     const char *body,
                                     GError **error)
{
  g_autofree char *belongs_to = rondo_server_session_belongs_to (id, body, error);
  g_auto (Parties) parties = {0};

  if (belongs_to == NULL || !read_parties (writer->db, belongs_to, &parties, error))
    return FALSE;
  return parties.coach != NULL || refuse_unknown (error);
}

/* Hours before a session that the round of @belongs_to wants to know. */
static gboolean
read_notice (const RondoServerWriter *writer, const char *belongs_to, int *hours, GError **error)
{
  g_auto (Parties) parties = {0};
  g_autoptr (RondoServerRecord) record = NULL;
  g_autoptr (RondoRound) round = NULL;

  *hours = RONDO_CANCEL_NOTICE_HOURS;
  if (!read_parties (writer->db, belongs_to, &parties, error))
    return FALSE;
  if (parties.round == NULL)
    return TRUE;
  if (!rondo_server_records_find (writer->db, parties.round, &record, error))
    return FALSE;
  if (record != NULL && record->body != NULL)
    round = rondo_wire_decode_round (record->id, record->body, NULL);
  if (round != NULL)
    *hours = round->cancel_notice;
  return TRUE;
}

gboolean
rondo_server_session_judge (const RondoServerWriter *writer,
                            const RondoServerRecord *record,
                            const char *id,
                            const char *body,
                            char **judged,
                            GError **error)
{
  g_autoptr (RondoSession) after = rondo_wire_decode_session (id, body, NULL);
  g_autoptr (RondoSession) before = NULL;
  gboolean is_late;
  int hours;

  *judged = NULL;
  if (record != NULL && record->body != NULL)
    before = rondo_wire_decode_session (id, record->body, NULL);
  if (after == NULL || before == NULL || after->state != RONDO_SESSION_CANCELLED ||
      before->state == RONDO_SESSION_CANCELLED)
    return TRUE;
  if (!read_notice (writer, record->belongs_to, &hours, error))
    return FALSE;
  is_late = rondo_session_would_be_late (before, hours, writer->now_us);
  if (is_late == after->is_late)
    return TRUE;
  after->is_late = is_late;
  *judged = rondo_wire_encode_session (after, body);
  return TRUE;
}

gboolean
rondo_server_session_add_scopes (RondoDb *db,
                                 const char *belongs_to,
                                 GPtrArray *scopes,
                                 GError **error)
{
  g_auto (Parties) parties = {0};

  if (!read_parties (db, belongs_to, &parties, error))
    return FALSE;
  g_ptr_array_add (scopes, g_strdup (RONDO_SERVER_SCOPE_COORDINATORS));
  if (parties.coach != NULL) {
    g_ptr_array_add (scopes, rondo_server_scope_of_member (parties.coach));
    g_ptr_array_add (scopes, rondo_server_scope_of_member (parties.client));
  }
  return TRUE;
}
