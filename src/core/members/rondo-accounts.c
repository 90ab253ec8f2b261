/* SPDX-License-Identifier: GPL-3.0-or-later
 * What coordinators ask of the server about accounts, and what it says. */
#include "config.h"

#include "rondo-accounts.h"

#include <string.h>

static const char *const act_words[RONDO_N_ACCOUNT_ACTS] = {
    "coach", "coordinator", "hold", "release", "sign-out"};

const char *
rondo_account_act_to_word (RondoAccountAct act)
{
  g_return_val_if_fail ((guint)act < RONDO_N_ACCOUNT_ACTS, NULL);
  return act_words[act];
}

gboolean
rondo_account_act_from_word (const char *word, RondoAccountAct *act)
{
  for (guint i = 0; i < RONDO_N_ACCOUNT_ACTS; i++) {
    if (strcmp (act_words[i], word) == 0) {
      *act = (RondoAccountAct)i;
      return TRUE;
    }
  }
  return FALSE;
}

void
rondo_account_state_free (RondoAccountState *state)
{
  g_free (state->member);
  g_free (state->reason);
  g_free (state);
}

void
rondo_open_invitation_free (RondoOpenInvitation *invitation)
{
  g_free (invitation->id);
  g_free (invitation->member);
  g_free (invitation->email);
  g_free (invitation);
}

void
rondo_new_invitation_free (RondoNewInvitation *invitation)
{
  g_clear_pointer (&invitation->invitation, rondo_open_invitation_free);
  g_free (invitation->code);
  g_free (invitation);
}

void
rondo_not_done_free (RondoNotDone *person)
{
  g_free (person->member);
  g_free (person->email);
  g_free (person->message);
  g_free (person);
}

void
rondo_not_done_add (GPtrArray *refused, const char *member, const char *email, const char *message)
{
  RondoNotDone *person = g_new0 (RondoNotDone, 1);

  person->member = g_strdup (member);
  person->email = g_strdup (email);
  person->message = g_strdup (message);
  g_ptr_array_add (refused, person);
}

static GPtrArray *
new_texts (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static GPtrArray *
new_refused (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_not_done_free);
}

RondoPeopleAnswer *
rondo_people_answer_new (void)
{
  RondoPeopleAnswer *answer = g_new0 (RondoPeopleAnswer, 1);

  answer->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_account_state_free);
  answer->invitations = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_open_invitation_free);
  return answer;
}

void
rondo_people_answer_free (RondoPeopleAnswer *answer)
{
  g_ptr_array_unref (answer->accounts);
  g_ptr_array_unref (answer->invitations);
  g_free (answer);
}

RondoAccountsRequest *
rondo_accounts_request_new (void)
{
  RondoAccountsRequest *request = g_new0 (RondoAccountsRequest, 1);

  request->members = new_texts ();
  return request;
}

void
rondo_accounts_request_free (RondoAccountsRequest *request)
{
  g_ptr_array_unref (request->members);
  g_free (request->reason);
  g_free (request);
}

RondoAccountsAnswer *
rondo_accounts_answer_new (void)
{
  RondoAccountsAnswer *answer = g_new0 (RondoAccountsAnswer, 1);

  answer->done = new_texts ();
  answer->refused = new_refused ();
  return answer;
}

void
rondo_accounts_answer_free (RondoAccountsAnswer *answer)
{
  g_ptr_array_unref (answer->done);
  g_ptr_array_unref (answer->refused);
  g_free (answer);
}

RondoInvitationsRequest *
rondo_invitations_request_new (void)
{
  RondoInvitationsRequest *request = g_new0 (RondoInvitationsRequest, 1);

  request->members = new_texts ();
  request->emails = new_texts ();
  return request;
}

void
rondo_invitations_request_free (RondoInvitationsRequest *request)
{
  g_ptr_array_unref (request->members);
  g_ptr_array_unref (request->emails);
  g_free (request);
}

RondoInvitationsAnswer *
rondo_invitations_answer_new (void)
{
  RondoInvitationsAnswer *answer = g_new0 (RondoInvitationsAnswer, 1);

  answer->invitations = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_new_invitation_free);
  answer->refused = new_refused ();
  return answer;
}

void
rondo_invitations_answer_free (RondoInvitationsAnswer *answer)
{
  g_ptr_array_unref (answer->invitations);
  g_ptr_array_unref (answer->refused);
  g_free (answer);
}

RondoWithdrawRequest *
rondo_withdraw_request_new (void)
{
  RondoWithdrawRequest *request = g_new0 (RondoWithdrawRequest, 1);

  request->invitations = new_texts ();
  return request;
}

void
rondo_withdraw_request_free (RondoWithdrawRequest *request)
{
  g_ptr_array_unref (request->invitations);
  g_free (request);
}

void
rondo_merge_request_free (RondoMergeRequest *request)
{
  g_free (request->stays);
  g_free (request->goes);
  g_free (request);
}

void
rondo_merge_answer_free (RondoMergeAnswer *answer)
{
  g_free (answer);
}
