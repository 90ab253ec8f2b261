/* SPDX-License-Identifier: GPL-3.0-or-later
 * What everybody gave and received in a round, and their certificates. */
#include "config.h"

#include "rondo-round-report.h"

#include <glib/gi18n-lib.h>

#include "rondo-hours.h"
#include "rondo-life.h"

static const char *
find_name (const RondoRoundRecord *record, const char *id, const char *fallback)
{
  for (guint i = 0; i < record->members->len; i++) {
    const RondoMember *member = record->members->pdata[i];

    if (g_str_equal (member->id, id))
      return member->name;
  }
  return fallback != NULL && *fallback != '\0' ? fallback : _ ("Unknown");
}

static RondoShare *
get_share (const RondoRoundRecord *record, GHashTable *shares, const char *member, const char *name)
{
  RondoShare *share = g_hash_table_lookup (shares, member);

  if (share != NULL)
    return share;
  share = g_new0 (RondoShare, 1);
  share->member = g_strdup (member);
  share->name = g_strdup (find_name (record, member, name));
  share->is_complete = TRUE;
  g_hash_table_insert (shares, share->member, share);
  return share;
}

static int
compare_shares (gconstpointer a, gconstpointer b)
{
  const RondoShare *first = *(const RondoShare *const *)a;
  const RondoShare *second = *(const RondoShare *const *)b;
  int order = g_utf8_collate (first->name, second->name);

  return order != 0 ? order : g_strcmp0 (first->member, second->member);
}

GPtrArray *
rondo_round_list_shares (const RondoRoundRecord *record)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) shares = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_share_free);
  GHashTableIter iter;
  gpointer share;

  g_return_val_if_fail (record != NULL, NULL);

  for (guint i = 0; i < record->n_facts; i++) {
    const RondoHealthFacts *facts = &record->facts[i];
    const RondoPairing *pairing = facts->pairing;
    RondoShare *coach = get_share (record, known, pairing->coach, facts->coach_name);
    RondoShare *client = get_share (record, known, pairing->client, facts->client_name);
    gboolean is_complete = facts->held >= rondo_pairing_get_planned (pairing, record->round);

    coach->given += facts->held;
    coach->minutes_given += facts->minutes;
    coach->is_complete &= is_complete;
    client->received += facts->held;
    client->minutes_received += facts->minutes;
    client->is_complete &= is_complete;
  }
  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, NULL, &share))
    g_ptr_array_add (shares, share);
  g_ptr_array_sort (shares, compare_shares);
  return g_steal_pointer (&shares);
}

static char *
describe_given (const RondoShare *share)
{
  g_autofree char *hours = rondo_minutes_to_local_hours (share->minutes_given);

  return g_strdup_printf (ngettext ("Coached others in %d session, %d minutes (%s hours).",
                                    "Coached others in %d sessions, %d minutes (%s hours).",
                                    (gulong)share->given),
                          share->given,
                          (int)share->minutes_given,
                          hours);
}

static char *
describe_received (const RondoShare *share)
{
  g_autofree char *hours = rondo_minutes_to_local_hours (share->minutes_received);

  return g_strdup_printf (ngettext ("Was coached in %d session, %d minutes (%s hours).",
                                    "Was coached in %d sessions, %d minutes (%s hours).",
                                    (gulong)share->received),
                          share->received,
                          (int)share->minutes_received,
                          hours);
}

static char *
describe_days (const RondoRound *round)
{
  g_autofree char *from = rondo_date_to_display (round->start);
  g_autofree char *to = rondo_date_to_display (round->end);

  /* Translators: two days */
  return g_strdup_printf (_ ("The round ran from %s to %s."), from, to);
}

static RondoCertificate *
make_certificate (const RondoRoundRecord *record, const RondoShare *share)
{
  RondoCertificate *certificate = g_new0 (RondoCertificate, 1);
  g_autofree char *day = rondo_date_to_display (record->today);

  certificate->title = g_strdup (share->is_complete ? _ ("Certificate of Completion")
                                                    : _ ("Certificate of Participation"));
  certificate->name = g_strdup (share->name);
  certificate->intro = g_strdup_printf (share->is_complete ? _ ("completed the round “%s”.")
                                                           : _ ("took part in the round “%s”."),
                                        record->round->name);
  certificate->lines = g_ptr_array_new_with_free_func (g_free);
  if (share->given > 0)
    g_ptr_array_add (certificate->lines, describe_given (share));
  if (share->received > 0)
    g_ptr_array_add (certificate->lines, describe_received (share));
  g_ptr_array_add (certificate->lines, describe_days (record->round));
  certificate->disclaimer = g_strdup_printf (
      _ ("Written on %s from what the members reported themselves. It certifies nothing: it is "
         "neither a credential nor a proof of hours to anybody who awards one."),
      day);
  return certificate;
}

GPtrArray *
rondo_round_list_certificates (const RondoRoundRecord *record)
{
  g_autoptr (GPtrArray) shares = rondo_round_list_shares (record);
  GPtrArray *certificates = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_certificate_free);

  for (guint i = 0; i < shares->len; i++) {
    const RondoShare *share = shares->pdata[i];

    if (share->given + share->received > 0)
      g_ptr_array_add (certificates, make_certificate (record, share));
  }
  return certificates;
}

void
rondo_share_free (RondoShare *share)
{
  if (share == NULL)
    return;
  g_free (share->member);
  g_free (share->name);
  g_free (share);
}

void
rondo_certificate_free (RondoCertificate *certificate)
{
  if (certificate == NULL)
    return;
  g_free (certificate->title);
  g_free (certificate->name);
  g_free (certificate->intro);
  g_clear_pointer (&certificate->lines, g_ptr_array_unref);
  g_free (certificate->disclaimer);
  g_free (certificate);
}
