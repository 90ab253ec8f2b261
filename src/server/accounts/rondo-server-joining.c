/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joining, signing in and inviting. */
#include "config.h"

#include "rondo-server-joining.h"

#include "rondo-id.h"
#include "rondo-server-admin-log.h"
#include "rondo-server-apply.h"
#include "rondo-server-conduct.h"
#include "rondo-server-devices.h"
#include "rondo-server-former.h"
#include "rondo-server-history.h"
#include "rondo-server-index.h"
#include "rondo-server-problem.h"
#include "rondo-server-rules.h"
#include "rondo-server-secrets.h"
#include "rondo-zoo.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_US (24 * 60 * 60 * (int64_t)G_USEC_PER_SEC)
#define MAX_DAYS 365

static gboolean
refuse (GError **error, RondoServerProblem problem, const char *message)
{
  return rondo_server_refuse (error, problem, message);
}

static gboolean
check_password (const char *password, GError **error)
{
  gsize length = password != NULL ? strlen (password) : 0;

  if (length < RONDO_SERVER_PASSWORD_MIN_BYTES)
    return refuse (error,
                   RONDO_SERVER_PROBLEM_BAD_REQUEST,
                   _ ("The password is too short. Use at least 8 characters."));
  if (length > RONDO_SERVER_PASSWORD_MAX_BYTES)
    return refuse (error,
                   RONDO_SERVER_PROBLEM_BAD_REQUEST,
                   _ ("The password is too long. Use at most 1000 characters."));
  return TRUE;
}

static void
replace (char **text, const char *by)
{
  g_free (*text);
  *text = g_strdup (by);
}

/* The member that @request brings along, for an invitation that names none. */
static RondoMember *
make_member (RondoDb *db,
             const RondoJoinRequest *request,
             const char *invited,
             int64_t now_us,
             GError **error)
{
  g_autoptr (RondoMember) member = rondo_member_new ();
  const char *given = request->email != NULL ? request->email : invited;
  g_autofree char *email = given != NULL ? rondo_email_normalize (given) : NULL;
  g_autofree char *id = rondo_server_rules_is_fresh_id (request->member)
                            ? g_strdup (request->member)
                            : rondo_id_new (now_us);
  g_autofree char *other = NULL;

  if (given != NULL && *given != '\0' && email == NULL) {
    refuse (error,
            RONDO_SERVER_PROBLEM_BAD_REQUEST,
            _ ("This is not an e-mail address. Write it like “ana@example.org”."));
    return NULL;
  }
  if (email == NULL || request->name == NULL || *request->name == '\0') {
    refuse (error,
            RONDO_SERVER_PROBLEM_BAD_REQUEST,
            _ ("This invitation is not for a certain member. Enter your name and e-mail address."));
    return NULL;
  }
  if (!rondo_server_index_find_member (db, email, &other, NULL, error))
    return NULL;
  if (other != NULL) {
    refuse (error,
            RONDO_SERVER_PROBLEM_CONFLICT,
            _ ("A member with this e-mail address is known already. Ask your coordinator for an "
               "invitation for that member."));
    return NULL;
  }
  replace (&member->id, id);
  replace (&member->name, request->name);
  replace (&member->email, email);
  return rondo_member_check (member, error) ? g_steal_pointer (&member) : NULL;
}

/* Nobody may become somebody who has an account: their log is theirs alone. */
static gboolean
check_no_account (RondoDb *db, const char *member, GError **error)
{
  g_autoptr (RondoServerAccount) account = NULL;

  if (!rondo_server_accounts_find (db, member, &account, error))
    return FALSE;
  return account == NULL ||
         refuse (
             error,
             RONDO_SERVER_PROBLEM_CONFLICT,
             _ ("This member has joined already and signs in with e-mail address and password."));
}

/* The invitation and, for a free one, the member it would make. */
static RondoServerInvitation *
examine (RondoDb *db,
         const RondoJoinRequest *request,
         RondoMember **member,
         int64_t now_us,
         GError **error)
{
  g_autoptr (RondoServerInvitation) invitation =
      rondo_server_invitations_find (db, request->code, now_us, error);

  if (invitation == NULL)
    return NULL;
  if (invitation->member == NULL) {
    g_autoptr (RondoServerRecord) taken = NULL;

    *member = make_member (db, request, invitation->email, now_us, error);
    if (*member == NULL || !rondo_server_records_find (db, (*member)->id, &taken, error))
      return NULL;
    if (taken != NULL) {
      g_free ((*member)->id);
      (*member)->id = rondo_id_new (now_us);
    }
  } else if (!check_no_account (db, invitation->member, error)) {
    return NULL;
  }
  return g_steal_pointer (&invitation);
}

gboolean
rondo_server_joining_check (RondoDb *db,
                            const RondoJoinRequest *request,
                            int64_t now_us,
                            GError **error)
{
  g_autoptr (RondoServerInvitation) invitation = NULL;
  g_autoptr (RondoMember) member = NULL;

  invitation = examine (db, request, &member, now_us, error);
  return invitation != NULL && check_password (request->password, error);
}

static gboolean
write_member (RondoDb *db,
              const RondoServerCommunity *community,
              const RondoMember *member,
              int64_t now_us,
              GError **error)
{
  g_autoptr (RondoServerRecord) record =
      rondo_server_record_new (RONDO_KIND_MEMBER, member->id, member->id);
  RondoServerWriter writer = {
      .db = db,
      .community = community,
      .is_coordinator = TRUE,
      .reason = "join",
      .now_us = now_us,
  };

  record->body = rondo_wire_encode_member (member, NULL);
  return rondo_server_write_record (&writer, record, error) &&
         rondo_server_history_seal (db, community, now_us, error);
}

/* The answer to join and login. */
static RondoAccountAnswer *
sign_in (RondoDb *db,
         const RondoServerCommunity *community,
         const char *member,
         const char *device,
         int64_t now_us,
         GError **error)
{
  g_autoptr (RondoServerAccount) account = NULL;
  g_autofree char *name = NULL;
  g_autofree char *token = NULL;
  g_autofree char *refresh = NULL;
  g_auto (RondoServerState) state = {0};
  g_autoptr (GPtrArray) former = NULL;
  RondoAccountAnswer *answer = NULL;

  if (!rondo_server_community_read_state (db, &state, error) ||
      !rondo_server_accounts_find (db, member, &account, error) ||
      !rondo_server_index_get_name (db, member, &name, error))
    return NULL;
  if (account == NULL) {
    refuse (error, RONDO_SERVER_PROBLEM_UNAUTHORIZED, _ ("This account does not exist any more."));
    return NULL;
  }
  if (account->is_held) {
    refuse (error,
            RONDO_SERVER_PROBLEM_REVOKED,
            _ ("A coordinator has put your account on hold. Ask your coordinator."));
    return NULL;
  }
  former = rondo_server_former_list (db, member, error);
  if (former == NULL ||
      !rondo_server_devices_sign_in (db, member, device, now_us, &token, &refresh, error))
    return NULL;
  answer = g_new0 (RondoAccountAnswer, 1);
  answer->token = g_steal_pointer (&token);
  answer->refresh = g_steal_pointer (&refresh);
  answer->seconds = RONDO_SERVER_ACCESS_SECONDS;
  answer->member = g_strdup (member);
  answer->name = name != NULL ? g_steal_pointer (&name) : g_strdup ("");
  answer->community = g_strdup (community->name);
  answer->community_id = g_strdup (community->identity);
  answer->epoch = g_steal_pointer (&state.epoch);
  answer->is_coordinator = account->is_coordinator;
  if (!RONDO_ZOO (FORGETS_FORMER_NAMES))
    answer->formerly = g_steal_pointer (&former);
  return answer;
}

/* Reports about conduct are told to each coordinator one by one. */
static gboolean
show_reports (RondoDb *db,
              const RondoServerCommunity *community,
              const RondoServerAccount *account,
              int64_t now_us,
              GError **error)
{
  const RondoServerWriter writer = {
      .db = db,
      .community = community,
      .is_coordinator = TRUE,
      .reason = "join",
      .now_us = now_us,
  };

  return !account->is_coordinator ||
         rondo_server_conduct_show (&writer, account->member, TRUE, error);
}

static RondoAccountAnswer *
join (RondoDb *db,
      const RondoServerCommunity *community,
      const RondoJoinRequest *request,
      const char *password,
      int64_t now_us,
      GError **error)
{
  g_autoptr (RondoMember) member = NULL;
  g_autoptr (RondoServerInvitation) invitation = examine (db, request, &member, now_us, error);
  RondoServerAccount account = {.password = (char *)password};

  if (invitation == NULL || !rondo_server_invitations_use (db, invitation, now_us, error))
    return NULL;
  if (member != NULL && !write_member (db, community, member, now_us, error))
    return NULL;
  account.member = member != NULL ? member->id : invitation->member;
  account.is_coordinator = invitation->is_coordinator;
  if (!rondo_server_accounts_insert (db, &account, now_us, error) ||
      !show_reports (db, community, &account, now_us, error))
    return NULL;
  return sign_in (db, community, account.member, request->device, now_us, error);
}

RondoAccountAnswer *
rondo_server_joining_join (RondoDb *db,
                           const RondoServerCommunity *community,
                           const RondoJoinRequest *request,
                           const char *password,
                           int64_t now_us,
                           GError **error)
{
  g_autoptr (RondoAccountAnswer) answer = NULL;

  if (!rondo_db_begin (db, error))
    return NULL;
  answer = join (db, community, request, password, now_us, error);
  return rondo_db_end (db, answer != NULL, error) ? g_steal_pointer (&answer) : NULL;
}

gboolean
rondo_server_joining_find (RondoDb *db,
                           const char *email,
                           RondoServerAccount **account,
                           GError **error)
{
  g_autofree char *normal = email != NULL ? rondo_email_normalize (email) : NULL;
  g_autofree char *member = NULL;

  *account = NULL;
  if (normal == NULL)
    return TRUE;
  if (!rondo_server_index_find_member (db, normal, &member, NULL, error) ||
      (member == NULL && !rondo_server_former_find (db, normal, &member, error)))
    return FALSE;
  return member == NULL || rondo_server_accounts_find (db, member, account, error);
}

RondoAccountAnswer *
rondo_server_joining_login (RondoDb *db,
                            const RondoServerCommunity *community,
                            const char *member,
                            const char *device,
                            const char *rehashed,
                            int64_t now_us,
                            GError **error)
{
  g_autoptr (RondoAccountAnswer) answer = NULL;

  if (!rondo_db_begin (db, error))
    return NULL;
  if (rehashed == NULL || rondo_server_accounts_set_password (db, member, rehashed, error))
    answer = sign_in (db, community, member, device, now_us, error);
  return rondo_db_end (db, answer != NULL, error) ? g_steal_pointer (&answer) : NULL;
}

gboolean
rondo_server_joining_check_invited (RondoDb *db, const char *member, GError **error)
{
  g_autofree char *name = NULL;

  if (member == NULL)
    return TRUE;
  if (!rondo_server_index_get_name (db, member, &name, error))
    return FALSE;
  if (name == NULL)
    return refuse (
        error, RONDO_SERVER_PROBLEM_UNKNOWN, _ ("The server does not know this member."));
  return check_no_account (db, member, error);
}

char *
rondo_server_joining_give_code (RondoDb *db,
                                const char *actor,
                                const RondoServerInvitation *invitation,
                                int64_t now_us,
                                int64_t expires_us,
                                GError **error)
{
  RondoServerAdminEntry entry = {
      .actor = actor,
      .action = "invite",
      .subject = invitation->member,
      .detail = invitation->is_coordinator ? "coordinator" : "coach",
      .at_us = now_us,
  };

  if (!rondo_server_joining_check_invited (db, invitation->member, error) ||
      !rondo_server_admin_log_add (db, &entry, error))
    return NULL;
  return rondo_server_invitations_issue (db, invitation, now_us, expires_us, error);
}

gboolean
rondo_server_joining_read_days (int days, int64_t now_us, int64_t *expires_us, GError **error)
{
  if (days == 0)
    days = RONDO_SERVER_INVITATION_DAYS;
  if (days < 1 || days > MAX_DAYS)
    return refuse (
        error,
        RONDO_SERVER_PROBLEM_BAD_REQUEST,
        _ ("An invitation is valid for 1 to 365 days. Give a number of days in this range."));
  *expires_us = now_us + days * DAY_US;
  return TRUE;
}

char *
rondo_server_joining_invite (RondoDb *db,
                             const char *actor,
                             const char *member,
                             gboolean is_coordinator,
                             int days,
                             int64_t now_us,
                             int64_t *expires_us,
                             GError **error)
{
  g_autofree char *id = rondo_server_random_id ();
  const RondoServerInvitation invitation = {
      .id = id, .member = (char *)member, .is_coordinator = is_coordinator};
  g_autofree char *code = NULL;

  /* Whoever calls says how long: 0 is a mistake here. */
  if (!rondo_server_joining_read_days (days != 0 ? days : -1, now_us, expires_us, error) ||
      !rondo_db_begin (db, error))
    return NULL;
  code = rondo_server_joining_give_code (db, actor, &invitation, now_us, *expires_us, error);
  return rondo_db_end (db, code != NULL, error) ? g_steal_pointer (&code) : NULL;
}

char *
rondo_server_joining_add_pin (const char *code, const char *pin)
{
  return pin != NULL ? g_strconcat (code, "-", pin, NULL) : g_strdup (code);
}
