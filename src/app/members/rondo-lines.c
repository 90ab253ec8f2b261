/* SPDX-License-Identifier: GPL-3.0-or-later
 * Members, registrations and imported lines in the words of the coordinator's pages. */
#include "config.h"

#include "rondo-lines.h"

#include "rondo-language.h"
#include "rondo-life.h"
#include "rondo-line-item.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
new_lines (guint reserved)
{
  return g_ptr_array_new_full (reserved, g_object_unref);
}

static void
append_mark (GString *marks, const char *mark)
{
  if (marks->len > 0)
    /* Translators: parts the marks of a row */
    g_string_append (marks, C_ ("marks", " · "));
  g_string_append (marks, mark);
}

static char *
describe_marks (const RondoMemberOverview *overview,
                RondoMemberAccounts *accounts,
                gboolean is_connected)
{
  GString *marks = g_string_new (NULL);
  g_autofree char *account = rondo_member_accounts_describe (accounts, overview->member->id);

  if (overview->is_self)
    append_mark (marks, _ ("This is you"));
  if (overview->member->about.left_on != RONDO_DATE_NONE)
    append_mark (marks, _ ("Left"));
  else if (!overview->member->is_active)
    append_mark (marks, _ ("Paused"));
  if (account != NULL)
    append_mark (marks, account);
  if (overview->is_refused)
    append_mark (marks, _ ("Refused by the server"));
  else if (overview->is_waiting && is_connected)
    append_mark (marks, _ ("Not sent yet"));
  return g_string_free (marks, FALSE);
}

static const char *
describe_import_kind (RondoImportKind kind)
{
  switch (kind) {
  case RONDO_IMPORT_NEW:
    return _ ("New");
  case RONDO_IMPORT_CHANGED:
    return _ ("Changed");
  case RONDO_IMPORT_UNCHANGED:
    return _ ("Unchanged");
  case RONDO_IMPORT_NOT_UNDERSTOOD:
    return _ ("Not understood");
  default:
    return "";
  }
}

static guint
find_kind (const RondoMember *member, RondoMemberAccounts *accounts)
{
  const RondoAccountState *state = rondo_member_accounts_find (accounts, member->id);
  guint kind = member->is_active ? RONDO_LINE_MEMBER_ACTIVE : 0;

  if (state == NULL)
    return kind;
  return kind | RONDO_LINE_MEMBER_HAS_ACCOUNT |
         (state->is_coordinator ? RONDO_LINE_MEMBER_COORDINATOR : 0) |
         (state->is_held ? RONDO_LINE_MEMBER_HELD : 0);
}

RondoLineItem *
rondo_line_for_member (const RondoMemberOverview *overview,
                       RondoMemberAccounts *accounts,
                       gboolean is_connected)
{
  const RondoMember *member = overview->member;
  RondoLineItem *item = rondo_line_item_new (member->id, find_kind (member, accounts));

  rondo_line_item_take_title (item, g_strdup (member->name));
  rondo_line_item_take_subtitle (item, g_strdup (member->email));
  rondo_line_item_take_detail (
      item, rondo_language_list_to_display ((const char *const *)member->languages));
  rondo_line_item_take_badge (item, g_strdup (rondo_credential_to_word (member->credential)));
  rondo_line_item_take_mark (item, describe_marks (overview, accounts, is_connected));
  return item;
}

/* What is not as usual comes before the wishes. */
static char *
describe_registration (const RondoRegistration *registration,
                       const RondoRound *round,
                       GHashTable *names)
{
  g_autoptr (RondoWishes) told = rondo_wishes_dup_told (registration->wishes, names);
  g_autofree char *wishes = rondo_wishes_describe (told);
  GString *text = g_string_new (NULL);

  if (registration->state != RONDO_REGISTRATION_REGISTERED)
    append_mark (text, rondo_registration_state_describe (registration->state));
  if (registration->role != RONDO_ROLE_BOTH)
    append_mark (text, rondo_role_describe (registration->role));
  if (rondo_round_has_sides (round)) {
    g_autofree char *side = rondo_round_dup_side_name (round, registration->side);

    append_mark (text, side);
  }
  append_mark (text, wishes[0] != '\0' ? wishes : _ ("No wishes"));
  if (*registration->note != '\0')
    append_mark (text, registration->note);
  return g_string_free (text, FALSE);
}

GPtrArray *
rondo_lines_for_registrations (const RondoRoundOverview *overview)
{
  g_autoptr (GPtrArray) lines = new_lines (overview->registrations->len);
  g_autoptr (GHashTable) names = rondo_member_names (overview->members);

  for (guint i = 0; i < overview->registrations->len; i++) {
    const RondoRegistration *registration = overview->registrations->pdata[i];
    const char *name = g_hash_table_lookup (names, registration->member);
    RondoLineItem *item = rondo_line_item_new (registration->id, 0);

    rondo_line_item_take_title (item, g_strdup (name != NULL ? name : _ ("Unknown")));
    rondo_line_item_take_subtitle (item,
                                   describe_registration (registration, overview->round, names));
    if (rondo_round_state_may_publish (overview->round->state))
      rondo_line_item_set_action (item, "round.remove-registration");
    g_ptr_array_add (lines, item);
  }
  rondo_line_item_sort (lines);
  return g_steal_pointer (&lines);
}

GPtrArray *
rondo_lines_for_unregistered (const RondoRoundOverview *overview)
{
  g_autoptr (GPtrArray) lines = new_lines (overview->members->len);
  g_autoptr (GHashTable) names = rondo_member_names (overview->members);
  g_autoptr (GHashTable) registered = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < overview->registrations->len; i++)
    g_hash_table_add (registered, ((RondoRegistration *)overview->registrations->pdata[i])->member);
  for (guint i = 0; i < overview->members->len; i++) {
    const RondoMember *member = overview->members->pdata[i];
    g_autoptr (RondoWishes) told = NULL;
    RondoLineItem *item = NULL;

    if (!member->is_active || g_hash_table_contains (registered, member->id))
      continue;
    told = rondo_wishes_dup_told (member->wishes, names);
    item = rondo_line_item_new (member->id, 0);
    rondo_line_item_take_title (item, g_strdup (member->name));
    rondo_line_item_take_subtitle (item, rondo_wishes_describe (told));
    g_ptr_array_add (lines, item);
  }
  rondo_line_item_sort (lines);
  return g_steal_pointer (&lines);
}

static void
add_unplaced (GPtrArray *lines, GHashTable *names, const char *member, int code, const char *why)
{
  const char *name = g_hash_table_lookup (names, member);
  RondoLineItem *item = rondo_line_item_new (member, code);

  rondo_line_item_take_title (item, g_strdup (name != NULL ? name : _ ("Unknown")));
  rondo_line_item_take_subtitle (item, g_strdup (why));
  g_ptr_array_add (lines, item);
}

/* Who coaches or is coached by now, and whom @plan speaks of. */
static GHashTable *
index_known (const RondoRoundOverview *overview, const RondoPlan *plan)
{
  GHashTable *known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairing *pairing = ((RondoPairingOverview *)overview->pairings->pdata[i])->pairing;

    if (pairing->state == RONDO_PAIRING_REPLACED)
      continue;
    g_hash_table_add (known, pairing->coach);
    g_hash_table_add (known, pairing->client);
  }
  for (guint i = 0; i < plan->unplaced->len; i++)
    g_hash_table_add (known, ((RondoUnplaced *)plan->unplaced->pdata[i])->member);
  return known;
}

GPtrArray *
rondo_lines_for_unplaced (const RondoRoundOverview *overview, const RondoPlan *plan)
{
  g_autoptr (GPtrArray) lines = new_lines (plan->unplaced->len);
  g_autoptr (GHashTable) names = rondo_member_names (overview->members);
  g_autoptr (GHashTable) known = index_known (overview, plan);

  for (guint i = 0; i < plan->unplaced->len; i++) {
    const RondoUnplaced *unplaced = plan->unplaced->pdata[i];

    add_unplaced (lines, names, unplaced->member, unplaced->code, unplaced->rule);
  }
  /* A repair speaks only of those whom it moves. */
  for (guint i = 0; plan->amendment != NULL && i < overview->registrations->len; i++) {
    const RondoRegistration *registration = overview->registrations->pdata[i];

    if (registration->state == RONDO_REGISTRATION_REGISTERED &&
        !g_hash_table_contains (known, registration->member))
      add_unplaced (lines, names, registration->member, 0, _ ("Has no pairing in this round."));
  }
  rondo_line_item_sort (lines);
  return g_steal_pointer (&lines);
}

GPtrArray *
rondo_lines_for_import (const RondoMemberImport *import)
{
  g_autoptr (GPtrArray) lines = new_lines (import->rows->len);

  for (guint i = 0; i < import->rows->len; i++) {
    const RondoImportRow *row = import->rows->pdata[i];
    g_autofree char *key = g_strdup_printf ("%u", row->line);
    RondoLineItem *item = rondo_line_item_new (key, row->kind);

    rondo_line_item_take_title (item, g_strdup (row->title));
    rondo_line_item_take_subtitle (item, g_strdup (row->detail));
    rondo_line_item_take_badge (item, g_strdup_printf (_ ("Line %u"), row->line));
    rondo_line_item_take_mark (item, g_strdup (describe_import_kind (row->kind)));
    g_ptr_array_add (lines, item);
  }
  return g_steal_pointer (&lines);
}
