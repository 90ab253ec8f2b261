/* SPDX-License-Identifier: GPL-3.0-or-later
 * A way of repairing a round in words. */
#include "config.h"

#include "rondo-repair.h"

#include <glib/gi18n-lib.h>

#include "rondo-text.h"

static char *
dup_name (GPtrArray *members, const char *id)
{
  for (guint i = 0; i < members->len; i++) {
    const RondoMember *member = members->pdata[i];

    if (g_strcmp0 (member->id, id) == 0)
      return rondo_text_isolate (member->name);
  }
  return g_strdup (_ ("Somebody"));
}

static char *
join_names (GPtrArray *ids, GPtrArray *members)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (names, dup_name (members, ids->pdata[i]));
  g_ptr_array_add (names, NULL);
  /* Translators: parts the names of members */
  return g_strjoinv (C_ ("members", ", "), (char **)names->pdata);
}

char *
rondo_repair_describe (const RondoRepair *repair, GPtrArray *members)
{
  g_autofree char *names = NULL;

  g_return_val_if_fail (repair != NULL && members != NULL, NULL);

  switch (repair->kind) {
  case RONDO_REPAIR_SPLICE:
    return g_strdup (_ ("Close the gap"));
  case RONDO_REPAIR_STANDBY:
    if (repair->plan->amendment->called->len == 0)
      return g_strdup (_ ("Give the place to somebody without a pairing"));
    names = join_names (repair->plan->amendment->called, members);
    /* Translators: names of members */
    return g_strdup_printf (_ ("Give the place to %s, who waits on standby"), names);
  case RONDO_REPAIR_SWAP:
    return g_strdup_printf (ngettext ("Part %u pairing that works, and pair anew",
                                      "Part %u pairings that work, and pair anew",
                                      repair->n_broken),
                            repair->n_broken);
  case RONDO_REPAIR_OPEN:
  default:
    return g_strdup (_ ("Leave the places open"));
  }
}

char *
rondo_repair_describe_pairs (const RondoRepair *repair, GPtrArray *members)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (repair != NULL && members != NULL, NULL);

  for (guint i = 0; i < repair->begun->len; i++) {
    const RondoPlannedPair *pair = repair->begun->pdata[i];
    g_autofree char *coach = dup_name (members, pair->coach);
    g_autofree char *client = dup_name (members, pair->client);

    if (text->len > 0)
      g_string_append_c (text, '\n');
    if (pair->session_count > 0)
      g_string_append_printf (text,
                              ngettext ("%s coaches %s, %d session",
                                        "%s coaches %s, %d sessions",
                                        (gulong)pair->session_count),
                              coach,
                              client,
                              pair->session_count);
    else
      /* Translators: the name of a coach, then of a client */
      g_string_append_printf (text, _ ("%s coaches %s"), coach, client);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_part (GPtrArray *parts, char *part)
{
  g_ptr_array_add (parts, part);
}

static void
add_missing (GPtrArray *parts, GPtrArray *ids, GPtrArray *members, const char *sentence)
{
  g_autofree char *names = NULL;
  g_autoptr (GString) text = g_string_new (sentence);

  if (ids->len == 0)
    return;
  names = join_names (ids, members);
  g_string_replace (text, "{names}", names, 1);
  add_part (parts, g_string_free (g_steal_pointer (&text), FALSE));
}

char *
rondo_repair_describe_cost (const RondoRepair *repair, GPtrArray *members)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (repair != NULL && members != NULL, NULL);

  add_part (parts,
            repair->touched->len == 0
                ? g_strdup (_ ("Nobody gets another partner."))
                : g_strdup_printf (ngettext ("%u member gets another partner.",
                                             "%u members get another partner.",
                                             repair->touched->len),
                                   repair->touched->len));
  if (repair->n_broken > 0)
    add_part (parts,
              g_strdup_printf (ngettext ("%u pairing that works ends.",
                                         "%u pairings that work end.",
                                         repair->n_broken),
                               repair->n_broken));
  if (repair->n_new > 0 && repair->common_minutes > 0) {
    g_autofree char *hours = rondo_minutes_to_local_hours (repair->common_minutes);

    add_part (
        parts,
        g_strdup_printf (_ ("The new partners have at least %s hours a week in common."), hours));
  }
  if (repair->n_new > 0) {
    g_autofree char *value = g_strdup_printf ("%+" G_GINT64_FORMAT, repair->value);

    add_part (parts, g_strdup_printf (_ ("The wishes are worth %s."), value));
  }
  if (repair->is_smallest)
    add_part (parts, g_strdup (_ ("No change is smaller.")));
  add_missing (parts, repair->no_coach, members, _ ("Without a coach: {names}."));
  add_missing (parts, repair->no_client, members, _ ("Without a client: {names}."));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" ", (char **)parts->pdata);
}
