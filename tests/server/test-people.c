/* SPDX-License-Identifier: GPL-3.0-or-later
 * What coordinators do with accounts and invitations from their app. */
#include "config.h"

#include "command.h"
#include "fixture.h"

#include "rondo-wire-accounts.h"

#include <string.h>

static const char SYNC[] = "{\"epoch\":null,\"cursors\":{},\"ops\":[],\"limit\":1}";

static RondoPeopleAnswer *
list_people (Fixture *fixture, Who who)
{
  g_autoptr (GError) error = NULL;
  guint status = 0;
  g_autofree char *text =
      fixture_send (fixture, "GET", "/v1/people", fixture->people[who].token, NULL, &status);
  RondoPeopleAnswer *answer = NULL;

  g_assert_cmpuint (status, ==, 200);
  answer = rondo_wire_decode_people_answer (text, strlen (text), &error);
  g_assert_no_error (error);
  return answer;
}

static const RondoAccountState *
find_state (const RondoPeopleAnswer *answer, const char *member)
{
  for (guint i = 0; i < answer->accounts->len; i++) {
    const RondoAccountState *state = answer->accounts->pdata[i];

    if (strcmp (state->member, member) == 0)
      return state;
  }
  return NULL;
}

/* Asks as @who for @act with the members named, up to N_PEOPLE. */
static RondoAccountsAnswer *
change (Fixture *fixture, Who who, RondoAccountAct act, const char *reason, const Who *whom)
{
  g_autoptr (RondoAccountsRequest) request = rondo_accounts_request_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  g_autofree char *text = NULL;
  RondoAccountsAnswer *answer = NULL;
  guint status = 0;

  request->act = act;
  request->reason = g_strdup (reason);
  for (; *whom != N_PEOPLE; whom++)
    g_ptr_array_add (request->members, g_strdup (fixture->people[*whom].member));
  body = rondo_wire_encode_accounts_request (request);
  text = fixture_send (fixture, "POST", "/v1/accounts", fixture->people[who].token, body, &status);
  g_assert_cmpuint (status, ==, 200);
  answer = rondo_wire_decode_accounts_answer (text, strlen (text), &error);
  g_assert_no_error (error);
  return answer;
}

static RondoSyncAnswer *
sync_once (Fixture *fixture, Who who)
{
  return fixture_push (fixture, &fixture->people[who], NULL);
}

static void
test_roles (Fixture *fixture, gconstpointer data)
{
  const Who ana[] = {ANA, N_PEOPLE};
  const Who both[] = {CORA, BEN, N_PEOPLE};
  g_autoptr (RondoAccountsAnswer) given =
      change (fixture, CORA, RONDO_ACCOUNT_ACT_COORDINATOR, NULL, ana);
  g_autoptr (RondoSyncAnswer) seen = sync_once (fixture, ANA);
  g_autoptr (RondoAccountsAnswer) some = NULL;
  g_autoptr (RondoAccountsAnswer) taken = NULL;
  g_autoptr (RondoSyncAnswer) cora = NULL;

  g_assert_cmpuint (given->done->len, ==, 1);
  g_assert_true (seen->is_coordinator);
  g_assert_cmpuint (seen->cursors->len, ==, 3);
  /* Nobody changes their own account; the others are done. */
  some = change (fixture, CORA, RONDO_ACCOUNT_ACT_COORDINATOR, NULL, both);
  g_assert_cmpuint (some->done->len, ==, 1);
  g_assert_cmpuint (some->refused->len, ==, 1);
  g_assert_cmpstr (
      ((RondoNotDone *)some->refused->pdata[0])->member, ==, fixture->people[CORA].member);
  taken = change (fixture, ANA, RONDO_ACCOUNT_ACT_COACH, NULL, (const Who[]){CORA, N_PEOPLE});
  g_assert_cmpuint (taken->done->len, ==, 1);
  cora = sync_once (fixture, CORA);
  g_assert_false (cora->is_coordinator);
  g_assert_cmpuint (cora->cursors->len, ==, 2);
}

static void
test_hold (Fixture *fixture, gconstpointer data)
{
  const Who ana[] = {ANA, N_PEOPLE};
  g_autoptr (RondoAccountsAnswer) held =
      change (fixture, CORA, RONDO_ACCOUNT_ACT_HOLD, "Left partners waiting", ana);
  g_autoptr (RondoPeopleAnswer) people = list_people (fixture, CORA);
  const RondoAccountState *state = find_state (people, fixture->people[ANA].member);
  g_autoptr (RondoAccountsAnswer) released = NULL;
  g_autoptr (RondoPeopleAnswer) after = NULL;

  g_assert_cmpuint (held->done->len, ==, 1);
  g_assert_true (state->is_held);
  g_assert_cmpstr (state->reason, ==, "Left partners waiting");
  g_free (fixture_send_refused (
      fixture, "POST", "/v1/sync", fixture->people[ANA].token, SYNC, 401, "revoked"));
  released = change (fixture, CORA, RONDO_ACCOUNT_ACT_RELEASE, NULL, ana);
  after = list_people (fixture, CORA);
  state = find_state (after, fixture->people[ANA].member);
  g_assert_false (state->is_held);
  g_assert_null (state->reason);
  g_assert_cmpint (state->joined_us, ==, FIXTURE_NOW_US);
  rondo_sync_answer_free (sync_once (fixture, ANA));
}

static void
test_sign_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoAccountsAnswer) out =
      change (fixture, CORA, RONDO_ACCOUNT_ACT_SIGN_OUT, NULL, (const Who[]){ANA, N_PEOPLE});

  g_assert_cmpuint (out->done->len, ==, 1);
  g_free (fixture_send_refused (
      fixture, "POST", "/v1/sync", fixture->people[ANA].token, SYNC, 401, "unauthorized"));
}

/* What an account loses or gets, whoever waits for news hears of. */
static void
test_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoSyncAnswer) before = sync_once (fixture, ANA);
  g_autofree char *path = g_strdup_printf ("/v1/wait?seq=%" G_GINT64_FORMAT, before->high);
  g_autoptr (RondoAccountsAnswer) given =
      change (fixture, CORA, RONDO_ACCOUNT_ACT_COORDINATOR, NULL, (const Who[]){ANA, N_PEOPLE});
  guint status = 0;

  g_free (fixture_send (fixture, "GET", path, fixture->people[ANA].token, NULL, &status));
  g_assert_cmpuint (given->done->len, ==, 1);
  g_assert_cmpuint (status, ==, 200);
}

static void
test_written_down (Fixture *fixture, gconstpointer data)
{
  const Who ana[] = {ANA, N_PEOPLE};
  g_autofree char *log = NULL;
  g_autofree char *line =
      g_strdup_printf ("\t%s\thold\t%s", fixture->people[CORA].member, fixture->people[ANA].member);

  rondo_accounts_answer_free (change (fixture, CORA, RONDO_ACCOUNT_ACT_HOLD, "secret", ana));
  rondo_accounts_answer_free (change (fixture, CORA, RONDO_ACCOUNT_ACT_RELEASE, NULL, ana));
  rondo_accounts_answer_free (change (fixture, CORA, RONDO_ACCOUNT_ACT_SIGN_OUT, NULL, ana));
  g_assert_cmpint (TELL (&log, "log", "--database", fixture->database), ==, 0);
  g_assert_nonnull (strstr (log, line));
  g_assert_nonnull (strstr (log, "\trelease\t"));
  g_assert_nonnull (strstr (log, "\tsign-out\t"));
  g_assert_null (strstr (log, "secret"));
}

static RondoInvitationsAnswer *
invite (Fixture *fixture, const char *member, const char *email, int days)
{
  g_autoptr (RondoInvitationsRequest) request = rondo_invitations_request_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  g_autofree char *text = NULL;
  RondoInvitationsAnswer *answer = NULL;
  guint status = 0;

  if (member != NULL)
    g_ptr_array_add (request->members, g_strdup (member));
  if (email != NULL)
    g_ptr_array_add (request->emails, g_strdup (email));
  request->is_coordinator = TRUE;
  request->days = days;
  body = rondo_wire_encode_invitations_request (request);
  text =
      fixture_send (fixture, "POST", "/v1/invitations", fixture->people[CORA].token, body, &status);
  g_assert_cmpuint (status, ==, 200);
  answer = rondo_wire_decode_invitations_answer (text, strlen (text), &error);
  g_assert_no_error (error);
  return answer;
}

static char *
join_body (const char *code, const char *name, const char *email)
{
  return rondo_wire_encode_join_request (&(RondoJoinRequest){.code = (char *)code,
                                                             .password = (char *)FIXTURE_PASSWORD,
                                                             .name = (char *)name,
                                                             .email = (char *)email,
                                                             .device = (char *)"desk"});
}

/* An address that nobody has, one that a member has, and one that is none. */
static void
test_invite_addresses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoInvitationsAnswer) known =
      invite (fixture, fixture->people[BEN].member, "ANA@example.org", 30);
  g_autoptr (RondoInvitationsAnswer) wrong = invite (fixture, NULL, "nobody", 30);
  g_autoptr (RondoInvitationsAnswer) made = invite (fixture, NULL, "New@Example.org", 30);
  g_autoptr (RondoPeopleAnswer) people = list_people (fixture, CORA);
  const RondoNewInvitation *first = NULL;
  const RondoOpenInvitation *open = NULL;
  g_autofree char *body = NULL;
  g_autofree char *text = NULL;
  g_autoptr (RondoAccountAnswer) account = NULL;
  guint status = 0;

  g_assert_cmpuint (known->refused->len, ==, 2); /* both have joined */
  g_assert_cmpuint (wrong->refused->len, ==, 1);
  g_assert_cmpuint (made->invitations->len, ==, 1);
  g_assert_cmpuint (people->invitations->len, ==, 1);
  first = made->invitations->pdata[0];
  open = people->invitations->pdata[0];
  g_assert_cmpstr (open->id, ==, first->invitation->id);
  g_assert_cmpstr (open->email, ==, "new@example.org");
  g_assert_null (open->member);
  g_assert_cmpint (open->expires_us, ==, FIXTURE_NOW_US + 30 * FIXTURE_DAY_US);
  /* The address need not be typed again, and the role is the one it was made for. */
  body = join_body (first->code, "New Nadia", NULL);
  text = fixture_send (fixture, "POST", "/v1/join", NULL, body, &status);
  g_assert_cmpuint (status, ==, 200);
  account = rondo_wire_decode_account_answer (text, strlen (text), NULL);
  g_assert_true (account->is_coordinator);
  rondo_people_answer_free (g_steal_pointer (&people));
  people = list_people (fixture, CORA);
  g_assert_cmpuint (people->invitations->len, ==, 0);
  g_assert_nonnull (find_state (people, account->member));
}

static void
test_resend (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoInvitationsAnswer) first = invite (fixture, NULL, "new@example.org", 0);
  g_autoptr (RondoInvitationsAnswer) second = invite (fixture, NULL, "new@example.org", 0);
  const RondoNewInvitation *old = first->invitations->pdata[0];
  const RondoNewInvitation *young = second->invitations->pdata[0];
  g_autofree char *body = join_body (old->code, "New Nadia", NULL);
  g_autofree char *good = join_body (young->code, "New Nadia", NULL);
  g_autoptr (RondoPeopleAnswer) people = list_people (fixture, CORA);
  guint status = 0;

  g_assert_cmpuint (people->invitations->len, ==, 1);
  g_free (fixture_send_refused (fixture, "POST", "/v1/join", NULL, body, 403, "invitation"));
  g_free (fixture_send (fixture, "POST", "/v1/join", NULL, good, &status));
  g_assert_cmpuint (status, ==, 200);
}

static void
test_withdraw (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RondoInvitationsAnswer) made = invite (fixture, NULL, "new@example.org", 0);
  const RondoNewInvitation *invitation = made->invitations->pdata[0];
  g_autoptr (RondoWithdrawRequest) request = rondo_withdraw_request_new ();
  g_autofree char *body = join_body (invitation->code, "New Nadia", NULL);
  g_autofree char *withdraw = NULL;
  g_autoptr (RondoPeopleAnswer) people = NULL;
  guint status = 0;

  g_ptr_array_add (request->invitations, g_strdup (invitation->invitation->id));
  g_ptr_array_add (request->invitations, g_strdup ("unknown"));
  withdraw = rondo_wire_encode_withdraw_request (request);
  g_free (fixture_send_refused (
      fixture, "POST", "/v1/withdraw", fixture->people[ANA].token, withdraw, 403, "forbidden"));
  g_free (fixture_send (
      fixture, "POST", "/v1/withdraw", fixture->people[CORA].token, withdraw, &status));
  g_assert_cmpuint (status, ==, 200);
  people = list_people (fixture, CORA);
  g_assert_cmpuint (people->invitations->len, ==, 0);
  g_free (fixture_send_refused (fixture, "POST", "/v1/join", NULL, body, 403, "invitation"));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/server/people/" name, Fixture, NULL, fixture_set_up_people, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  command_set_program (argc, argv);
  ADD ("a-role-is-given-and-taken-but-not-to-oneself", test_roles);
  ADD ("a-hold-has-a-reason-that-coordinators-see", test_hold);
  ADD ("all-devices-are-signed-out", test_sign_out);
  ADD ("who-waits-hears-of-another-role-at-once", test_told);
  ADD ("each-change-is-written-down-without-the-reason", test_written_down);
  ADD ("addresses-are-invited-and-join-without-typing-them-again", test_invite_addresses);
  ADD ("a-new-code-makes-the-old-one-void", test_resend);
  ADD ("a-withdrawn-invitation-can-not-be-used", test_withdraw);
  return g_test_run ();
}
