/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coordinator asks of the server about accounts and invitations. It has to be there. */
#pragma once

#include "rondo-account.h"
#include "rondo-accounts.h"

G_BEGIN_DECLS

/** rondo_people_load_async: who has joined and who can still join. */
void rondo_people_load_async (RondoAccount *account,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
RondoPeopleAnswer *
rondo_people_load_finish (RondoAccount *account, GAsyncResult *result, GError **error);

/** rondo_people_change_async: does what @request says. */
void rondo_people_change_async (RondoAccount *account,
                                const RondoAccountsRequest *request,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
RondoAccountsAnswer *
rondo_people_change_finish (RondoAccount *account, GAsyncResult *result, GError **error);

/** rondo_people_invite_async: a code for each person of @request. */
void rondo_people_invite_async (RondoAccount *account,
                                const RondoInvitationsRequest *request,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
RondoInvitationsAnswer *
rondo_people_invite_finish (RondoAccount *account, GAsyncResult *result, GError **error);

/** rondo_people_withdraw_async: these invitations can not be used any more. */
void rondo_people_withdraw_async (RondoAccount *account,
                                  const RondoWithdrawRequest *request,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean rondo_people_withdraw_finish (RondoAccount *account, GAsyncResult *result, GError **error);

/** rondo_people_merge_async: all of @goes is that of @stays from now on. Can not be undone. */
void rondo_people_merge_async (RondoAccount *account,
                               const char *stays,
                               const char *goes,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean rondo_people_merge_finish (RondoAccount *account, GAsyncResult *result, GError **error);

G_END_DECLS
