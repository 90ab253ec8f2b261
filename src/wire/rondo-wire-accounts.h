/* SPDX-License-Identifier: GPL-3.0-or-later
 * What coordinators ask of the server about accounts, as JSON. */
#pragma once

#include "rondo-accounts.h"

G_BEGIN_DECLS

/* As those of rondo-wire-messages.h. */
char *rondo_wire_encode_people_answer (const RondoPeopleAnswer *answer);
RondoPeopleAnswer *rondo_wire_decode_people_answer (const char *data, gsize length, GError **error);
char *rondo_wire_encode_accounts_request (const RondoAccountsRequest *request);
RondoAccountsRequest *
rondo_wire_decode_accounts_request (const char *data, gsize length, GError **error);
char *rondo_wire_encode_accounts_answer (const RondoAccountsAnswer *answer);
RondoAccountsAnswer *
rondo_wire_decode_accounts_answer (const char *data, gsize length, GError **error);
char *rondo_wire_encode_invitations_request (const RondoInvitationsRequest *request);
RondoInvitationsRequest *
rondo_wire_decode_invitations_request (const char *data, gsize length, GError **error);
char *rondo_wire_encode_invitations_answer (const RondoInvitationsAnswer *answer);
RondoInvitationsAnswer *
rondo_wire_decode_invitations_answer (const char *data, gsize length, GError **error);
char *rondo_wire_encode_withdraw_request (const RondoWithdrawRequest *request);
RondoWithdrawRequest *
rondo_wire_decode_withdraw_request (const char *data, gsize length, GError **error);
char *rondo_wire_encode_merge_request (const RondoMergeRequest *request);
RondoMergeRequest *rondo_wire_decode_merge_request (const char *data, gsize length, GError **error);
char *rondo_wire_encode_merge_answer (const RondoMergeAnswer *answer);
RondoMergeAnswer *rondo_wire_decode_merge_answer (const char *data, gsize length, GError **error);

G_END_DECLS
