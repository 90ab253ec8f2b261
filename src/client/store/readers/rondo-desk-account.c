/* SPDX-License-Identifier: GPL-3.0-or-later
 * The whole log of a coach and what was received in exchange. */
#include "config.h"

#include "rondo-desk-account.h"

#include "rondo-desk-settings-store.h"
#include "rondo-log-entries-table.h"
#include "rondo-sessions-table.h"

void
rondo_desk_account_clear (RondoDeskAccount *account)
{
  g_clear_pointer (&account->entries, g_ptr_array_unref);
  g_clear_pointer (&account->received, g_array_unref);
  g_clear_pointer (&account->settings, rondo_desk_settings_free);
}

gboolean
rondo_desk_account_read (RondoView *view, RondoDeskAccount *account, GError **error)
{
  RondoDb *db = rondo_view_get_db (view);
  const char *self = rondo_view_get_self (view);

  account->settings = rondo_desk_settings_store_read (db, error);
  if (account->settings == NULL)
    return FALSE;
  account->entries = rondo_log_entries_table_list (db, error);
  if (account->entries == NULL)
    return FALSE;
  account->received = self != NULL ? rondo_sessions_table_list_received (db, self, error)
                                   : g_array_new (FALSE, FALSE, sizeof (RondoDayMinutes));
  return account->received != NULL;
}

RondoReciprocity
rondo_desk_account_split (const RondoDeskAccount *account, RondoDate cut_off)
{
  g_autoptr (GArray) given = g_array_new (FALSE, FALSE, sizeof (RondoDayMinutes));
  g_autoptr (GArray) received = g_array_new (FALSE, FALSE, sizeof (RondoDayMinutes));

  g_array_append_vals (received, account->received->data, account->received->len);
  for (guint i = 0; i < account->entries->len; i++) {
    const RondoLogEntry *entry = g_ptr_array_index (account->entries, i);
    RondoDayMinutes day = {entry->date, entry->minutes};

    if (entry->activity == RONDO_ACTIVITY_RECEIVED)
      g_array_append_val (received, day);
    else if (entry->activity == RONDO_ACTIVITY_COACHING &&
             entry->payment == RONDO_PAYMENT_RECIPROCAL)
      g_array_append_val (given, day);
  }
  return rondo_reciprocity_split (given, received, cut_off, account->settings->is_balanced);
}
