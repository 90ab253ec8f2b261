/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may write what. */
#include "config.h"

#include "rondo-server-rules.h"

#include "rondo-id.h"
#include "rondo-life.h"
#include "rondo-server-companions.h"
#include "rondo-server-conduct.h"
#include "rondo-server-conflict.h"
#include "rondo-server-feedback-rules.h"
#include "rondo-server-feed.h"
#include "rondo-server-former.h"
#include "rondo-server-index.h"
#include "rondo-server-life.h"
#include "rondo-server-problem.h"
#include "rondo-server-session-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
forbid (GError **error, const char *message)
{
  return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_FORBIDDEN, message);
}

static gboolean
is_writer (const RondoServerWriter *writer, const char *member)
{
  return writer->member != NULL && g_strcmp0 (writer->member, member) == 0;
}

/* A registration is at home in its round and member: its id says so. */
static char *
registration_belongs_to (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoRegistration) registration = rondo_wire_decode_registration (id, body, error);
  g_autofree char *expected = NULL;

  if (registration == NULL)
    return NULL;
  expected = rondo_id_derive (registration->round, registration->member);
  if (g_strcmp0 (expected, id) == 0)
    return g_strdup (registration->member);
  rondo_server_refuse (error,
                       RONDO_SERVER_PROBLEM_INVALID,
                       _ ("The id of a registration has to be derived from its round and member."));
  return NULL;
}

static char *
pairing_belongs_to (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoPairing) pairing = rondo_wire_decode_pairing (id, body, error);

  return pairing != NULL ? g_strdup (pairing->round) : NULL;
}

static char *
conflict_belongs_to (const RondoServerWriter *writer,
                     const char *id,
                     const char *body,
                     GError **error)
{
  g_autoptr (RondoConflict) conflict = rondo_wire_decode_conflict (id, body, error);

  return conflict != NULL ? g_strdup (rondo_server_conflict_belongs_to (writer, conflict->kind))
                          : NULL;
}

static char *
notice_belongs_to (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoNotice) notice = rondo_wire_decode_notice (id, body, error);

  return notice != NULL ? g_strdup (notice->member) : NULL;
}

char *
rondo_server_rules_belongs_to (const RondoServerWriter *writer,
                               RondoKind kind,
                               const char *id,
                               const char *body,
                               GError **error)
{
  switch (kind) {
  case RONDO_KIND_REGISTRATION:
    return registration_belongs_to (id, body, error);
  case RONDO_KIND_SESSION:
    return rondo_server_session_belongs_to (id, body, error);
  case RONDO_KIND_PAIRING:
    return pairing_belongs_to (id, body, error);
  case RONDO_KIND_CONFLICT:
    return conflict_belongs_to (writer, id, body, error);
  case RONDO_KIND_FEEDBACK:
    return rondo_server_feedback_belongs_to (id, body, error);
  case RONDO_KIND_NOTICE:
    return notice_belongs_to (id, body, error);
  case RONDO_KIND_CONDUCT:
  case RONDO_KIND_CONDUCT_STEP:
    return rondo_server_conduct_belongs_to (kind, id, body, error);
  case RONDO_KIND_CLIENT:
  case RONDO_KIND_LOG:
  case RONDO_KIND_DESK:
    if (rondo_wire_check_body (kind, id, body, error))
      return g_strdup (writer->member != NULL ? writer->member : "");
    return NULL;
  case RONDO_KIND_MEMBER:
  case RONDO_KIND_ROUND:
  case RONDO_KIND_PLAN:
  case RONDO_KIND_PROFILE:
  case RONDO_KIND_COMPANION:
    return rondo_wire_check_body (kind, id, body, error) ? g_strdup (id) : NULL;
  }
  g_return_val_if_reached (NULL);
}

gboolean
rondo_server_rules_is_fresh_id (const char *id)
{
  return rondo_id_is_valid (id) && id[14] == '7' && strchr ("89ab", id[19]) != NULL;
}

/* Whether @id is derived from the writer, or from whom they have been, and @name. */
static gboolean
is_derived (const RondoServerWriter *writer, const char *id, const char *name)
{
  g_autofree char *expected = rondo_id_derive (writer->member, name);
  g_autoptr (GPtrArray) former = NULL;

  if (g_strcmp0 (expected, id) == 0)
    return TRUE;
  former = rondo_server_former_list (writer->db, writer->member, NULL);
  for (guint i = 0; former != NULL && i < former->len; i++) {
    g_autofree char *other = rondo_id_derive (former->pdata[i], name);

    if (g_strcmp0 (other, id) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The member one coaches, as a client in one's own log: all devices of the coach make the same. */
static gboolean
is_own_partner (const RondoServerWriter *writer, const char *id, const char *body)
{
  g_autoptr (RondoClientPerson) client = rondo_wire_decode_client (id, body, NULL);

  return client != NULL && client->member != NULL && writer->member != NULL &&
         is_derived (writer, id, client->member);
}

/* The hours of a shared session, in one's own log: made once, whatever device makes them. */
static gboolean
is_own_session (const RondoServerWriter *writer, const char *id, const char *body)
{
  g_autoptr (RondoLogEntry) entry = rondo_wire_decode_log_entry (id, body, NULL);

  return entry != NULL && entry->session != NULL && writer->member != NULL &&
         is_derived (writer, id, entry->session);
}

static gboolean
is_own_desk (const RondoServerWriter *writer, const char *id)
{
  g_autofree char *expected =
      writer->member != NULL ? rondo_desk_settings_derive_id (writer->member) : NULL;

  return g_strcmp0 (expected, id) == 0;
}

gboolean
rondo_server_rules_check_new_id (const RondoServerWriter *writer,
                                 RondoKind kind,
                                 const char *id,
                                 const char *body,
                                 GError **error)
{
  /* Those that are derived were looked at together with what the record belongs to. */
  if (kind == RONDO_KIND_REGISTRATION || kind == RONDO_KIND_FEEDBACK ||
      rondo_server_rules_is_fresh_id (id) ||
      (kind == RONDO_KIND_CLIENT && is_own_partner (writer, id, body)) ||
      (kind == RONDO_KIND_LOG && is_own_session (writer, id, body)) ||
      (kind == RONDO_KIND_DESK && is_own_desk (writer, id)))
    return TRUE;
  return rondo_server_refuse (error,
                              RONDO_SERVER_PROBLEM_INVALID,
                              _ ("The id of a new record has to be a UUID of version 7."));
}

static gboolean
may_put_registration (const RondoServerWriter *writer,
                      const char *id,
                      const char *body,
                      GError **error)
{
  g_autoptr (RondoRegistration) registration = rondo_wire_decode_registration (id, body, error);

  return registration != NULL &&
         rondo_server_life_may_register (
             writer, id, registration->member, registration->round, body, error);
}

static gboolean
may_write_private (const RondoServerWriter *writer, const RondoServerRecord *record, GError **error)
{
  if (writer->member == NULL)
    return forbid (error, _ ("Clients and log entries belong to a member."));
  if (record != NULL && !is_writer (writer, record->belongs_to))
    return forbid (error, _ ("This record belongs to somebody else."));
  return TRUE;
}

gboolean
rondo_server_rules_may_put (const RondoServerWriter *writer,
                            const RondoServerRecord *record,
                            RondoKind kind,
                            const char *id,
                            const char *belongs_to,
                            const char *body,
                            GError **error)
{
  switch (kind) {
  case RONDO_KIND_MEMBER:
    if (writer->is_coordinator || (record != NULL && is_writer (writer, id)))
      return TRUE;
    return forbid (error, _ ("Only coordinators can change other members."));
  case RONDO_KIND_ROUND:
  case RONDO_KIND_PAIRING:
    if (writer->is_coordinator)
      return TRUE;
    return forbid (error, _ ("Only coordinators can change rounds and pairings."));
  case RONDO_KIND_REGISTRATION:
    return may_put_registration (writer, id, body, error);
  case RONDO_KIND_SESSION:
    return rondo_server_session_may_put (writer, record, belongs_to, body, error);
  case RONDO_KIND_CLIENT:
  case RONDO_KIND_LOG:
  case RONDO_KIND_DESK:
    return may_write_private (writer, record, error);
  case RONDO_KIND_PLAN:
    return forbid (error, _ ("A plan can only be published, as a whole."));
  case RONDO_KIND_PROFILE:
  case RONDO_KIND_COMPANION:
    return forbid (error, _ ("Profiles are made by the server from the members."));
  case RONDO_KIND_CONFLICT:
    return forbid (error, _ ("Only the server finds out that two changes differ."));
  case RONDO_KIND_FEEDBACK:
    return rondo_server_feedback_may_put (writer, id, body, error);
  case RONDO_KIND_CONDUCT:
  case RONDO_KIND_CONDUCT_STEP:
    return rondo_server_conduct_may_put (writer, record, kind, id, body, error);
  case RONDO_KIND_NOTICE:
    return writer->is_coordinator || forbid (error, _ ("Only coordinators write notices."));
  }
  g_return_val_if_reached (FALSE);
}

/* Members write their own profile, but not by whom they sign in, nor what others vouch for. */
static gboolean
check_own_member (const RondoServerWriter *writer, const RondoMember *after, GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;
  g_autoptr (RondoMember) before = NULL;

  if (writer->is_coordinator || writer->member == NULL)
    return TRUE;
  if (!rondo_server_records_find (writer->db, after->id, &record, error))
    return FALSE;
  if (record != NULL && record->body != NULL)
    before = rondo_wire_decode_member (record->id, record->body, NULL);
  if (before != NULL && rondo_member_may_write_own (before, after))
    return TRUE;
  return forbid (error,
                 _ ("Only coordinators can change an e-mail address or verify a credential. Ask a "
                    "coordinator."));
}

static gboolean
may_assert_member (const RondoServerWriter *writer,
                   const RondoServerRecord *record,
                   const char *id,
                   const char *body,
                   GError **error)
{
  g_autoptr (RondoMember) member = rondo_wire_decode_member (id, body, error);

  if (member == NULL)
    return FALSE;
  if (writer->is_coordinator || (record != NULL && is_writer (writer, id)))
    return check_own_member (writer, member, error);
  return forbid (error, _ ("Only coordinators can bring back other members."));
}

gboolean
rondo_server_rules_may_assert (const RondoServerWriter *writer,
                               const RondoServerRecord *record,
                               RondoKind kind,
                               const char *id,
                               const char *belongs_to,
                               const char *body,
                               GError **error)
{
  switch (kind) {
  case RONDO_KIND_MEMBER:
    return may_assert_member (writer, record, id, body, error);
  case RONDO_KIND_ROUND:
  case RONDO_KIND_PAIRING:
  case RONDO_KIND_PLAN:
    if (writer->is_coordinator)
      return TRUE;
    return forbid (error, _ ("Only coordinators can bring back rounds and pairings."));
  case RONDO_KIND_REGISTRATION:
    if (writer->is_coordinator || is_writer (writer, belongs_to))
      return TRUE;
    return forbid (error, _ ("You can only register yourself for a round."));
  case RONDO_KIND_SESSION:
    return rondo_server_session_may_assert (writer, belongs_to, error);
  case RONDO_KIND_CLIENT:
  case RONDO_KIND_LOG:
  case RONDO_KIND_DESK:
    return may_write_private (writer, record, error);
  case RONDO_KIND_CONFLICT:
    if (*belongs_to != '\0' || writer->is_coordinator)
      return TRUE;
    return forbid (error, _ ("Only coordinators can bring back what differs for all of them."));
  case RONDO_KIND_FEEDBACK:
    return is_writer (writer, belongs_to) ||
           forbid (error, _ ("Feedback is written by its author alone."));
  case RONDO_KIND_CONDUCT:
  case RONDO_KIND_CONDUCT_STEP:
    return rondo_server_conduct_may_assert (writer, kind, belongs_to, error);
  case RONDO_KIND_NOTICE:
    return writer->is_coordinator || forbid (error, _ ("Only coordinators write notices."));
  case RONDO_KIND_PROFILE:
  case RONDO_KIND_COMPANION:
    return forbid (error, _ ("Profiles are made by the server from the members."));
  }
  g_return_val_if_reached (FALSE);
}

static gboolean
may_delete_registration (const RondoServerWriter *writer,
                         const RondoServerRecord *record,
                         GError **error)
{
  g_autofree char *round = NULL;

  return rondo_server_index_find_registration_round (writer->db, record->id, &round, error) &&
         rondo_server_life_may_register (
             writer, record->id, record->belongs_to, round, NULL, error);
}

/* One who came by mistake, as with a wrong file, and on whom nothing rests yet. */
static gboolean
may_delete_member (const RondoServerWriter *writer, const RondoServerRecord *record, GError **error)
{
  gboolean is_needed = TRUE;

  if (!writer->is_coordinator)
    return forbid (error, _ ("Only coordinators can change other members."));
  if (!rondo_server_index_is_needed (writer->db, record->id, &is_needed, error))
    return FALSE;
  return !is_needed ||
         forbid (error,
                 _ ("This member has joined, or takes part in a round, and stays. Pause the member "
                    "instead."));
}

gboolean
rondo_server_rules_may_delete (const RondoServerWriter *writer,
                               const RondoServerRecord *record,
                               GError **error)
{
  switch (record->kind) {
  case RONDO_KIND_REGISTRATION:
    return may_delete_registration (writer, record, error);
  case RONDO_KIND_SESSION:
    return rondo_server_session_may_delete (writer, record, error);
  case RONDO_KIND_CLIENT:
  case RONDO_KIND_LOG:
  case RONDO_KIND_DESK:
    return may_write_private (writer, record, error);
  case RONDO_KIND_CONFLICT:
    if (*record->belongs_to == '\0' ? writer->is_coordinator
                                    : is_writer (writer, record->belongs_to))
      return TRUE;
    return forbid (error, _ ("This record belongs to somebody else."));
  case RONDO_KIND_FEEDBACK:
    return is_writer (writer, record->belongs_to) ||
           forbid (error, _ ("Feedback is written by its author alone."));
  case RONDO_KIND_CONDUCT:
  case RONDO_KIND_CONDUCT_STEP:
    return forbid (error, _ ("Reports and what was done about them are never deleted."));
  case RONDO_KIND_NOTICE:
    return writer->is_coordinator || is_writer (writer, record->belongs_to) ||
           forbid (error, _ ("This record belongs to somebody else."));
  case RONDO_KIND_MEMBER:
    return may_delete_member (writer, record, error);
  case RONDO_KIND_ROUND:
  case RONDO_KIND_PLAN:
  case RONDO_KIND_PAIRING:
  case RONDO_KIND_PROFILE:
  case RONDO_KIND_COMPANION:
    return forbid (error,
                   _ ("Rounds, plans and pairings are never deleted: end the pairing instead."));
  }
  g_return_val_if_reached (FALSE);
}

static gboolean
check_member (const RondoServerWriter *writer, const char *id, const char *body, GError **error)
{
  g_autoptr (RondoMember) member = rondo_wire_decode_member (id, body, error);
  g_autofree char *other = NULL;
  g_autofree char *message = NULL;

  if (member == NULL || !check_own_member (writer, member, error) ||
      !rondo_server_index_find_member (writer->db, member->email, &other, NULL, error))
    return FALSE;
  if (other == NULL || g_strcmp0 (other, id) == 0)
    return TRUE;
  message = g_strdup_printf (
      _ ("The e-mail address %s belongs to another member. Give this member another one."),
      member->email);
  return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_CONFLICT, message);
}

static gboolean
check_notice (const RondoServerWriter *writer, const char *id, const char *body, GError **error)
{
  g_autoptr (RondoNotice) notice = rondo_wire_decode_notice (id, body, error);
  g_autofree char *name = NULL;

  if (notice == NULL || !rondo_server_index_get_name (writer->db, notice->member, &name, error))
    return FALSE;
  return name != NULL || rondo_server_refuse (error,
                                              RONDO_SERVER_PROBLEM_UNKNOWN,
                                              _ ("The server does not know this member."));
}

gboolean
rondo_server_rules_check_content (const RondoServerWriter *writer,
                                  RondoKind kind,
                                  const char *id,
                                  const char *body,
                                  GError **error)
{
  switch (kind) {
  case RONDO_KIND_MEMBER:
    return check_member (writer, id, body, error);
  case RONDO_KIND_ROUND:
    return rondo_server_life_check_round (writer, id, body, error);
  case RONDO_KIND_REGISTRATION:
    return rondo_server_life_check_registration (writer, id, body, error);
  case RONDO_KIND_PAIRING:
    return rondo_server_life_check_pairing (writer, id, body, error);
  case RONDO_KIND_SESSION:
    return rondo_server_session_check_step (writer, id, body, error);
  case RONDO_KIND_NOTICE:
    return check_notice (writer, id, body, error);
  case RONDO_KIND_CONDUCT: /* looked at with who may write it */
  case RONDO_KIND_CONDUCT_STEP:
  case RONDO_KIND_FEEDBACK: /* looked at with who may write it */
  case RONDO_KIND_CLIENT:
  case RONDO_KIND_LOG:
  case RONDO_KIND_DESK:
  case RONDO_KIND_PLAN:
  case RONDO_KIND_PROFILE:
  case RONDO_KIND_COMPANION:
  case RONDO_KIND_CONFLICT:
    return TRUE;
  }
  g_return_val_if_reached (FALSE);
}

static gboolean
check_known (const RondoServerWriter *writer, const char *id, RondoKind kind, GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;

  if (!rondo_server_records_find (writer->db, id, &record, error))
    return FALSE;
  return (record != NULL && record->kind == kind) ||
         rondo_server_refuse (error,
                              RONDO_SERVER_PROBLEM_UNKNOWN,
                              kind == RONDO_KIND_ROUND
                                  ? _ ("The server does not know this round.")
                                  : _ ("The server does not know this member."));
}

static gboolean
check_asserted_pairing (const RondoServerWriter *writer,
                        const char *id,
                        const char *body,
                        GError **error)
{
  g_autoptr (RondoPairing) pairing = rondo_wire_decode_pairing (id, body, error);

  return pairing != NULL && check_known (writer, pairing->round, RONDO_KIND_ROUND, error) &&
         check_known (writer, pairing->coach, RONDO_KIND_MEMBER, error) &&
         check_known (writer, pairing->client, RONDO_KIND_MEMBER, error);
}

gboolean
rondo_server_rules_check_asserted (const RondoServerWriter *writer,
                                   RondoKind kind,
                                   const char *id,
                                   const char *body,
                                   GError **error)
{
  if (kind != RONDO_KIND_CONFLICT &&
      !rondo_server_rules_check_new_id (writer, kind, id, body, error))
    return FALSE;
  if (kind == RONDO_KIND_PAIRING)
    return check_asserted_pairing (writer, id, body, error);
  if (kind == RONDO_KIND_SESSION)
    return rondo_server_session_check_asserted (writer, id, body, error);
  if (kind == RONDO_KIND_FEEDBACK)
    return rondo_server_feedback_check_asserted (writer, id, body, error);
  return kind == RONDO_KIND_ROUND ||
         rondo_server_rules_check_content (writer, kind, id, body, error);
}

/* A draft is for coordinators. What they hold stays theirs when everybody gets it. */
static gboolean
add_round_scopes (RondoDb *db, const RondoServerRecord *record, GPtrArray *scopes, GError **error)
{
  g_autoptr (RondoRound) round = rondo_wire_decode_round (record->id, record->body, error);
  int64_t holders = 0;

  if (round == NULL)
    return FALSE;
  holders =
      rondo_server_feed_count_holders (db, record->id, RONDO_SERVER_SCOPE_COORDINATORS, error);
  if (holders < 0)
    return FALSE;
  if (holders > 0 || round->state == RONDO_ROUND_DRAFT)
    g_ptr_array_add (scopes, g_strdup (RONDO_SERVER_SCOPE_COORDINATORS));
  if (round->state != RONDO_ROUND_DRAFT)
    g_ptr_array_add (scopes, g_strdup (RONDO_SERVER_SCOPE_PUBLIC));
  return TRUE;
}

/* What is approved and not announced yet is for coordinators. */
static gboolean
add_pairing_scopes (RondoDb *db, const RondoServerRecord *record, GPtrArray *scopes, GError **error)
{
  g_autoptr (RondoPairing) pairing = rondo_wire_decode_pairing (record->id, record->body, error);

  if (pairing == NULL)
    return FALSE;
  if (!pairing->is_quiet)
    return rondo_server_session_add_scopes (db, record->id, scopes, error);
  g_ptr_array_add (scopes, g_strdup (RONDO_SERVER_SCOPE_COORDINATORS));
  return TRUE;
}

GPtrArray *
rondo_server_rules_scopes (RondoDb *db, const RondoServerRecord *record, GError **error)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_free);

  switch (record->kind) {
  case RONDO_KIND_MEMBER:
  case RONDO_KIND_REGISTRATION:
  case RONDO_KIND_NOTICE:
    g_ptr_array_add (scopes, g_strdup (RONDO_SERVER_SCOPE_COORDINATORS));
    g_ptr_array_add (scopes, rondo_server_scope_of_member (record->belongs_to));
    break;
  case RONDO_KIND_ROUND:
    if (!add_round_scopes (db, record, scopes, error))
      return NULL;
    break;
  case RONDO_KIND_PLAN:
    g_ptr_array_add (scopes, g_strdup (RONDO_SERVER_SCOPE_COORDINATORS));
    break;
  case RONDO_KIND_PAIRING:
    if (!add_pairing_scopes (db, record, scopes, error))
      return NULL;
    break;
  case RONDO_KIND_SESSION:
    if (!rondo_server_session_add_scopes (db, record->belongs_to, scopes, error))
      return NULL;
    break;
  case RONDO_KIND_CLIENT:
  case RONDO_KIND_LOG:
  case RONDO_KIND_DESK:
    g_ptr_array_add (scopes, rondo_server_scope_of_member (record->belongs_to));
    break;
  case RONDO_KIND_CONFLICT:
    g_ptr_array_add (scopes,
                     *record->belongs_to != '\0' ? rondo_server_scope_of_member (record->belongs_to)
                                                 : g_strdup (RONDO_SERVER_SCOPE_COORDINATORS));
    break;
  case RONDO_KIND_CONDUCT:
  case RONDO_KIND_CONDUCT_STEP:
    if (!rondo_server_conduct_add_scopes (db, record, scopes, error))
      return NULL;
    break;
  case RONDO_KIND_FEEDBACK:
    if (!rondo_server_feedback_add_scopes (db, record, scopes, error))
      return NULL;
    break;
  case RONDO_KIND_PROFILE: /* seen by those it was shared with */
    break;
  case RONDO_KIND_COMPANION:
    if (!rondo_server_companions_add_scope (record, scopes, error))
      return NULL;
    break;
  }
  return g_steal_pointer (&scopes);
}
