/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which members have joined, in which role, and who can still join. */
#include "config.h"

#include "rondo-member-accounts.h"

#include "rondo-people.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

struct _RondoMemberAccounts {
  GObject parent_instance;

  /* owned */
  RondoPeopleAnswer *answer; /* (nullable): the server was not asked yet */
  GHashTable *states;        /* member → RondoAccountState in answer */
  GHashTable *invited;       /* member → RondoOpenInvitation in answer */
};

G_DEFINE_FINAL_TYPE (RondoMemberAccounts, rondo_member_accounts, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
take_answer (RondoMemberAccounts *self, RondoPeopleAnswer *answer)
{
  g_hash_table_remove_all (self->states);
  g_hash_table_remove_all (self->invited);
  g_clear_pointer (&self->answer, rondo_people_answer_free);
  self->answer = answer;
  for (guint i = 0; i < answer->accounts->len; i++) {
    RondoAccountState *state = answer->accounts->pdata[i];

    g_hash_table_insert (self->states, state->member, state);
  }
  for (guint i = 0; i < answer->invitations->len; i++) {
    RondoOpenInvitation *invitation = answer->invitations->pdata[i];

    if (invitation->member != NULL)
      g_hash_table_insert (self->invited, invitation->member, invitation);
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoMemberAccounts) self = data;
  g_autoptr (GError) error = NULL;
  RondoPeopleAnswer *answer = rondo_people_load_finish (RONDO_ACCOUNT (source), result, &error);

  if (answer != NULL)
    take_answer (self, answer);
  else
    g_info ("The server does not say who has joined: %s", error->message);
}

static void
rondo_member_accounts_finalize (GObject *object)
{
  RondoMemberAccounts *self = RONDO_MEMBER_ACCOUNTS (object);

  g_clear_pointer (&self->states, g_hash_table_unref);
  g_clear_pointer (&self->invited, g_hash_table_unref);
  g_clear_pointer (&self->answer, rondo_people_answer_free);

  G_OBJECT_CLASS (rondo_member_accounts_parent_class)->finalize (object);
}

static void
rondo_member_accounts_class_init (RondoMemberAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rondo_member_accounts_finalize;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rondo_member_accounts_init (RondoMemberAccounts *self)
{
  self->states = g_hash_table_new (g_str_hash, g_str_equal);
  self->invited = g_hash_table_new (g_str_hash, g_str_equal);
}

RondoMemberAccounts *
rondo_member_accounts_new (void)
{
  return g_object_new (RONDO_TYPE_MEMBER_ACCOUNTS, NULL);
}

void
rondo_member_accounts_load (RondoMemberAccounts *self, RondoAccount *account)
{
  g_return_if_fail (RONDO_IS_MEMBER_ACCOUNTS (self));

  if (rondo_account_get_server (account) != NULL && rondo_account_get_is_signed_in (account) &&
      rondo_account_get_is_coordinator (account))
    rondo_people_load_async (account, NULL, loaded_cb, g_object_ref (self));
}

gboolean
rondo_member_accounts_is_known (RondoMemberAccounts *self)
{
  g_return_val_if_fail (RONDO_IS_MEMBER_ACCOUNTS (self), FALSE);
  return self->answer != NULL;
}

const RondoAccountState *
rondo_member_accounts_find (RondoMemberAccounts *self, const char *member)
{
  g_return_val_if_fail (RONDO_IS_MEMBER_ACCOUNTS (self), NULL);
  return g_hash_table_lookup (self->states, member);
}

GPtrArray *
rondo_member_accounts_get_invitations (RondoMemberAccounts *self)
{
  g_return_val_if_fail (RONDO_IS_MEMBER_ACCOUNTS (self), NULL);
  return self->answer != NULL ? self->answer->invitations : NULL;
}

char *
rondo_member_accounts_describe_day (int64_t time_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%x") : g_strdup ("");
}

char *
rondo_member_accounts_describe (RondoMemberAccounts *self, const char *member)
{
  const RondoAccountState *state;
  const RondoOpenInvitation *invitation;
  g_autofree char *text = NULL;

  g_return_val_if_fail (RONDO_IS_MEMBER_ACCOUNTS (self), NULL);

  if (self->answer == NULL)
    return NULL;
  state = g_hash_table_lookup (self->states, member);
  invitation = g_hash_table_lookup (self->invited, member);
  if (state != NULL && state->is_held && *state->reason != '\0') {
    text = rondo_text_isolate (state->reason);
    return g_strdup_printf (_ ("On hold: %s"), text);
  }
  if (state != NULL && state->is_held)
    return g_strdup (_ ("On hold"));
  if (state != NULL)
    return state->is_coordinator ? g_strdup (_ ("Coordinator")) : NULL;
  if (invitation == NULL)
    return g_strdup (_ ("Not invited"));
  text = rondo_member_accounts_describe_day (invitation->expires_us);
  return g_strdup_printf (_ ("Invited until %s"), text);
}
