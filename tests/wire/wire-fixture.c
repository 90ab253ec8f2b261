/* SPDX-License-Identifier: GPL-3.0-or-later
 * The examples of PROTOCOL.md, and every decoder with its encoder under the name of an example. */
#include "config.h"

#include "wire-fixture.h"

#include "rondo-wire-accounts.h"
#include "rondo-wire-bodies.h"
#include "rondo-wire-messages.h"

#include <string.h>

typedef char *(*Recode) (const char *text, gsize length, GError **error);

#define BODY(Type, what)                                                                           \
  static char *recode_##what (const char *text, gsize length, GError **error)                      \
  {                                                                                                \
    g_autofree char *body = g_strndup (text, length);                                              \
    g_autoptr (Type) value = rondo_wire_decode_##what (FIXTURE_ID, body, error);                   \
                                                                                                   \
    return value != NULL ? rondo_wire_encode_##what (value, NULL) : NULL;                          \
  }

#define MESSAGE(Type, what)                                                                        \
  static char *recode_##what (const char *text, gsize length, GError **error)                      \
  {                                                                                                \
    g_autoptr (Type) value = rondo_wire_decode_##what (text, length, error);                       \
                                                                                                   \
    return value != NULL ? rondo_wire_encode_##what (value) : NULL;                                \
  }

BODY (RondoMember, member)
BODY (RondoProfile, profile)
BODY (RondoCompanion, companion)
BODY (RondoRound, round)
BODY (RondoRegistration, registration)
BODY (RondoPlan, plan)
BODY (RondoPairing, pairing)
BODY (RondoSession, session)
BODY (RondoClientPerson, client)
BODY (RondoLogEntry, log_entry)
BODY (RondoConflict, conflict)
BODY (RondoDeskSettings, desk)
BODY (RondoFeedback, feedback)
BODY (RondoNotice, notice)
BODY (RondoConduct, conduct)
BODY (RondoConductStep, conduct_step)
MESSAGE (RondoSyncRequest, sync_request)
MESSAGE (RondoSyncAnswer, sync_answer)
MESSAGE (RondoHaveRequest, have_request)
MESSAGE (RondoHaveAnswer, have_answer)
MESSAGE (RondoHello, hello)
MESSAGE (RondoJoinRequest, join_request)
MESSAGE (RondoLoginRequest, login_request)
MESSAGE (RondoAccountAnswer, account_answer)
MESSAGE (RondoTokenRequest, token_request)
MESSAGE (RondoTokenAnswer, token_answer)
MESSAGE (RondoInviteRequest, invite_request)
MESSAGE (RondoInviteAnswer, invite_answer)
MESSAGE (RondoWaitAnswer, wait_answer)
MESSAGE (RondoProblem, problem)
MESSAGE (RondoPeopleAnswer, people_answer)
MESSAGE (RondoAccountsRequest, accounts_request)
MESSAGE (RondoAccountsAnswer, accounts_answer)
MESSAGE (RondoInvitationsRequest, invitations_request)
MESSAGE (RondoInvitationsAnswer, invitations_answer)
MESSAGE (RondoWithdrawRequest, withdraw_request)
MESSAGE (RondoMergeRequest, merge_request)
MESSAGE (RondoMergeAnswer, merge_answer)

static const char *const names[] = {"member",
                                    "profile",
                                    "round",
                                    "registration",
                                    "plan",
                                    "pairing",
                                    "session",
                                    "client",
                                    "log",
                                    "sync-request",
                                    "sync-answer",
                                    "hello",
                                    "join-request",
                                    "login-request",
                                    "account-answer",
                                    "token-request",
                                    "token-answer",
                                    "invite-request",
                                    "invite-answer",
                                    "problem",
                                    "conflict",
                                    "have-request",
                                    "have-answer",
                                    "wait-answer",
                                    "desk",
                                    "feedback",
                                    "notice",
                                    "people-answer",
                                    "accounts-request",
                                    "accounts-answer",
                                    "invitations-request",
                                    "invitations-answer",
                                    "withdraw-request",
                                    "conduct",
                                    "conduct-step",
                                    "merge-request",
                                    "merge-answer",
                                    "companion",
                                    NULL};

static const Recode recoders[] = {recode_member,
                                  recode_profile,
                                  recode_round,
                                  recode_registration,
                                  recode_plan,
                                  recode_pairing,
                                  recode_session,
                                  recode_client,
                                  recode_log_entry,
                                  recode_sync_request,
                                  recode_sync_answer,
                                  recode_hello,
                                  recode_join_request,
                                  recode_login_request,
                                  recode_account_answer,
                                  recode_token_request,
                                  recode_token_answer,
                                  recode_invite_request,
                                  recode_invite_answer,
                                  recode_problem,
                                  recode_conflict,
                                  recode_have_request,
                                  recode_have_answer,
                                  recode_wait_answer,
                                  recode_desk,
                                  recode_feedback,
                                  recode_notice,
                                  recode_people_answer,
                                  recode_accounts_request,
                                  recode_accounts_answer,
                                  recode_invitations_request,
                                  recode_invitations_answer,
                                  recode_withdraw_request,
                                  recode_conduct,
                                  recode_conduct_step,
                                  recode_merge_request,
                                  recode_merge_answer,
                                  recode_companion};

G_STATIC_ASSERT (G_N_ELEMENTS (names) == G_N_ELEMENTS (recoders) + 1);

static void
example_free (gpointer data)
{
  Example *example = data;

  g_free (example->name);
  g_free (example->text);
  g_free (example);
}

static JsonNode *
get_child (JsonNode *node, const char *name)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_element (json_node_get_array (node),
                                   (guint)g_ascii_strtoull (name, NULL, 10));
  return json_object_get_member (json_node_get_object (node), name);
}

GPtrArray *
fixture_load_examples (void)
{
  GPtrArray *examples = g_ptr_array_new_with_free_func (example_free);
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "src", "wire", "PROTOCOL.md", NULL);
  g_autofree char *page = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GRegex) regex = g_regex_new ("^<!-- example: ([a-z-]+) -->\n```json\n(.*?)^```$",
                                          G_REGEX_MULTILINE | G_REGEX_DOTALL,
                                          0,
                                          NULL);
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &page, NULL, &error);
  g_assert_no_error (error);
  for (g_regex_match (regex, page, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL)) {
    Example *example = g_new0 (Example, 1);

    example->name = g_match_info_fetch (match, 1);
    example->text = g_match_info_fetch (match, 2);
    g_ptr_array_add (examples, example);
  }
  return examples;
}

const char *const *
fixture_list_names (void)
{
  return names;
}

char *
fixture_recode (const char *name, const char *text, gssize length, GError **error)
{
  for (guint i = 0; names[i] != NULL; i++) {
    if (strcmp (names[i], name) == 0)
      return recoders[i](text, length < 0 ? strlen (text) : (gsize)length, error);
  }
  g_error ("there is no decoder called %s", name);
}

gboolean
fixture_is_body (const char *name)
{
  RondoKind kind;

  return rondo_kind_from_word (name, &kind);
}

JsonNode *
fixture_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

char *
fixture_change (const char *text, const char *path, const char *value)
{
  g_autoptr (JsonNode) root = fixture_parse (text);
  g_auto (GStrv) steps = g_strsplit (path, "/", -1);
  guint last = g_strv_length (steps) - 1;
  JsonNode *node = root;

  for (guint i = 0; i < last; i++)
    node = get_child (node, steps[i]);
  if (JSON_NODE_HOLDS_ARRAY (node)) {
    while (json_array_get_length (json_node_get_array (node)) > 0)
      json_array_remove_element (json_node_get_array (node), 0);
    json_array_add_element (json_node_get_array (node), fixture_parse (value));
  } else if (value != NULL) {
    json_object_set_member (json_node_get_object (node), steps[last], fixture_parse (value));
  } else {
    json_object_remove_member (json_node_get_object (node), steps[last]);
  }
  return json_to_string (root, FALSE);
}
