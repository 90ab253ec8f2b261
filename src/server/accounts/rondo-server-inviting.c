/* SPDX-License-Identifier: GPL-3.0-or-later
 * Invitations for many at a time. */
#include "config.h"

#include "rondo-server-inviting.h"

#include "rondo-server-admin-log.h"
#include "rondo-server-index.h"
#include "rondo-server-joining.h"
#include "rondo-server-problem.h"
#include "rondo-server-secrets.h"

#include <glib/gi18n-lib.h>

typedef struct {
  RondoDb *db;
  const char *actor;
  const char *pin; /* (nullable) */
  gboolean is_coordinator;
  int64_t now_us;
  int64_t expires_us;
} Inviting;

static RondoNewInvitation *
make_answer (const Inviting *inviting, const RondoServerInvitation *invitation, const char *code)
{
  RondoNewInvitation *made = g_new0 (RondoNewInvitation, 1);

  made->invitation = g_new0 (RondoOpenInvitation, 1);
  made->invitation->id = g_strdup (invitation->id);
  made->invitation->member = g_strdup (invitation->member);
  made->invitation->email = g_strdup (invitation->email);
  made->invitation->is_coordinator = invitation->is_coordinator;
  made->invitation->made_us = inviting->now_us;
  made->invitation->expires_us = inviting->expires_us;
  made->code = rondo_server_joining_add_pin (code, inviting->pin);
  return made;
}

/* The checks come first, so that somebody who is refused keeps the code they have. */
static RondoNewInvitation *
invite_one (const Inviting *inviting, const char *member, const char *email, GError **error)
{
  g_autofree char *id = rondo_server_random_id ();
  g_autofree char *code = NULL;
  const RondoServerInvitation invitation = {
      .id = id,
      .member = (char *)member,
      .email = member == NULL ? (char *)email : NULL,
      .is_coordinator = inviting->is_coordinator,
  };

  if (!rondo_server_joining_check_invited (inviting->db, member, error) ||
      !rondo_server_invitations_withdraw_of (inviting->db, member, email, inviting->now_us, error))
    return NULL;
  code = rondo_server_joining_give_code (
      inviting->db, inviting->actor, &invitation, inviting->now_us, inviting->expires_us, error);
  return code != NULL ? make_answer (inviting, &invitation, code) : NULL;
}

/* An address that a member has is theirs. */
static RondoNewInvitation *
invite_email (const Inviting *inviting, const char *text, GError **error)
{
  g_autofree char *email = rondo_email_normalize (text);
  g_autofree char *member = NULL;

  if (email == NULL) {
    rondo_server_refuse (error,
                         RONDO_SERVER_PROBLEM_INVALID,
                         _ ("This is not an e-mail address. Write it like “ana@example.org”."));
    return NULL;
  }
  if (!rondo_server_index_find_member (inviting->db, email, &member, NULL, error))
    return NULL;
  return invite_one (inviting, member, email, error);
}

/* FALSE if the server failed. */
static gboolean
take (RondoInvitationsAnswer *answer,
      RondoNewInvitation *made,
      const char *member,
      const char *email,
      GError *problem, /* taken over */
      GError **error)
{
  g_autoptr (GError) owned = problem;

  if (made != NULL) {
    g_ptr_array_add (answer->invitations, made);
    return TRUE;
  }
  if (!rondo_server_problem_is_refusal (owned)) {
    g_propagate_error (error, g_steal_pointer (&owned));
    return FALSE;
  }
  rondo_not_done_add (answer->refused, member, email, owned->message);
  return TRUE;
}

static RondoInvitationsAnswer *
invite_all (const Inviting *inviting, const RondoInvitationsRequest *request, GError **error)
{
  g_autoptr (RondoInvitationsAnswer) answer = rondo_invitations_answer_new ();

  for (guint i = 0; i < request->members->len; i++) {
    const char *member = request->members->pdata[i];
    GError *problem = NULL;
    RondoNewInvitation *made = invite_one (inviting, member, NULL, &problem);

    if (!take (answer, made, member, NULL, problem, error))
      return NULL;
  }
  for (guint i = 0; i < request->emails->len; i++) {
    const char *email = request->emails->pdata[i];
    GError *problem = NULL;
    RondoNewInvitation *made = invite_email (inviting, email, &problem);

    if (!take (answer, made, NULL, email, problem, error))
      return NULL;
  }
  return g_steal_pointer (&answer);
}

RondoInvitationsAnswer *
rondo_server_inviting_invite (RondoDb *db,
                              const char *actor,
                              const RondoInvitationsRequest *request,
                              const char *pin,
                              int64_t now_us,
                              GError **error)
{
  Inviting inviting = {db, actor, pin, request->is_coordinator, now_us, 0};
  g_autoptr (RondoInvitationsAnswer) answer = NULL;

  if (!rondo_server_joining_read_days (request->days, now_us, &inviting.expires_us, error) ||
      !rondo_db_begin (db, error))
    return NULL;
  answer = invite_all (&inviting, request, error);
  return rondo_db_end (db, answer != NULL, error) ? g_steal_pointer (&answer) : NULL;
}

static gboolean
withdraw_all (RondoDb *db,
              const char *actor,
              const RondoWithdrawRequest *request,
              int64_t now_us,
              GError **error)
{
  for (guint i = 0; i < request->invitations->len; i++) {
    const RondoServerAdminEntry entry = {.at_us = now_us, .actor = actor, .action = "withdraw"};

    if (!rondo_server_invitations_withdraw (db, request->invitations->pdata[i], now_us, error) ||
        !rondo_server_admin_log_add (db, &entry, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
rondo_server_inviting_withdraw (RondoDb *db,
                                const char *actor,
                                const RondoWithdrawRequest *request,
                                int64_t now_us,
                                GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, withdraw_all (db, actor, request, now_us, error), error);
}

RondoPeopleAnswer *
rondo_server_inviting_list (RondoDb *db, int64_t now_us, GError **error)
{
  g_autoptr (RondoPeopleAnswer) answer = rondo_people_answer_new ();

  return rondo_server_accounts_list (db, answer->accounts, error) &&
                 rondo_server_invitations_list (db, now_us, answer->invitations, error)
             ? g_steal_pointer (&answer)
             : NULL;
}
