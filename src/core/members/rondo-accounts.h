/* SPDX-License-Identifier: GPL-3.0-or-later
 * What coordinators ask of the server about accounts, and what it says: who has one, roles, hold,
 * invitations, and making one of two. Answered at once or not at all; nothing waits in an outbox.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* People in one request. */
#define RONDO_WIRE_MAX_PEOPLE 1000
#define RONDO_WIRE_MAX_ACCOUNTS 20000
#define RONDO_HOLD_REASON_MAX_BYTES 1000

typedef enum {
  RONDO_ACCOUNT_ACT_COACH,       /* becomes a coach */
  RONDO_ACCOUNT_ACT_COORDINATOR, /* becomes a coordinator */
  RONDO_ACCOUNT_ACT_HOLD,
  RONDO_ACCOUNT_ACT_RELEASE,
  RONDO_ACCOUNT_ACT_SIGN_OUT, /* on all devices */
  RONDO_N_ACCOUNT_ACTS,
} RondoAccountAct;

/* An account, as coordinators see it. */
typedef struct {
  char *member;
  gboolean is_coordinator;
  gboolean is_held;
  char *reason; /* why it is held, for coordinators alone; "" if none was given */
  int64_t joined_us;
  int64_t seen_us; /* when a device that is signed in was last used; 0: there is none */
} RondoAccountState;

/* An invitation that can still be used. Its code is known to nobody but who got it. */
typedef struct {
  char *id;
  char *member; /* (nullable): whom it is for … */
  char *email;  /* (nullable): … or the address it was made for */
  gboolean is_coordinator;
  int64_t made_us;
  int64_t expires_us;
} RondoOpenInvitation;

/* GET /v1/people */
typedef struct {
  GPtrArray *accounts;    /* of RondoAccountState */
  GPtrArray *invitations; /* of RondoOpenInvitation */
} RondoPeopleAnswer;

/* POST /v1/accounts */
typedef struct {
  RondoAccountAct act;
  GPtrArray *members; /* of char * */
  char *reason;       /* (nullable) */
} RondoAccountsRequest;

/* Somebody for whom it was not done. */
typedef struct {
  char *member; /* (nullable) */
  char *email;  /* (nullable) */
  char *message;
} RondoNotDone;

typedef struct {
  GPtrArray *done;    /* of char *: members */
  GPtrArray *refused; /* of RondoNotDone */
} RondoAccountsAnswer;

/* POST /v1/invitations; each person has a member or an address. */
typedef struct {
  GPtrArray *members; /* of char * */
  GPtrArray *emails;  /* of char * */
  gboolean is_coordinator;
  int days; /* 0: as long as the server says */
} RondoInvitationsRequest;

typedef struct {
  RondoOpenInvitation *invitation;
  char *code;
} RondoNewInvitation;

typedef struct {
  GPtrArray *invitations; /* of RondoNewInvitation */
  GPtrArray *refused;     /* of RondoNotDone */
} RondoInvitationsAnswer;

/* POST /v1/withdraw */
typedef struct {
  GPtrArray *invitations; /* of char *: ids */
} RondoWithdrawRequest;

/* POST /v1/merge */
typedef struct {
  char *stays;
  char *goes;
} RondoMergeRequest;

typedef struct {
  int64_t moved; /* records that are the other account's now */
} RondoMergeAnswer;

const char *rondo_account_act_to_word (RondoAccountAct act);
gboolean rondo_account_act_from_word (const char *word, RondoAccountAct *act);

void rondo_account_state_free (RondoAccountState *state);
void rondo_open_invitation_free (RondoOpenInvitation *invitation);
void rondo_new_invitation_free (RondoNewInvitation *invitation);
void rondo_not_done_free (RondoNotDone *person);

/* Each with empty lists. (transfer full) */
RondoPeopleAnswer *rondo_people_answer_new (void);
RondoAccountsRequest *rondo_accounts_request_new (void);
RondoAccountsAnswer *rondo_accounts_answer_new (void);
RondoInvitationsRequest *rondo_invitations_request_new (void);
RondoInvitationsAnswer *rondo_invitations_answer_new (void);
RondoWithdrawRequest *rondo_withdraw_request_new (void);

void rondo_people_answer_free (RondoPeopleAnswer *answer);
void rondo_accounts_request_free (RondoAccountsRequest *request);
void rondo_accounts_answer_free (RondoAccountsAnswer *answer);
void rondo_invitations_request_free (RondoInvitationsRequest *request);
void rondo_invitations_answer_free (RondoInvitationsAnswer *answer);
void rondo_withdraw_request_free (RondoWithdrawRequest *request);
void rondo_merge_request_free (RondoMergeRequest *request);
void rondo_merge_answer_free (RondoMergeAnswer *answer);

/** rondo_not_done_add: @message for one of the two others, to @refused. */
void
rondo_not_done_add (GPtrArray *refused, const char *member, const char *email, const char *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoAccountState, rondo_account_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoOpenInvitation, rondo_open_invitation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoNewInvitation, rondo_new_invitation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoNotDone, rondo_not_done_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPeopleAnswer, rondo_people_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoAccountsRequest, rondo_accounts_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoAccountsAnswer, rondo_accounts_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoInvitationsRequest, rondo_invitations_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoInvitationsAnswer, rondo_invitations_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoWithdrawRequest, rondo_withdraw_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMergeRequest, rondo_merge_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMergeAnswer, rondo_merge_answer_free)

G_END_DECLS
