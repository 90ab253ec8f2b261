/* SPDX-License-Identifier: GPL-3.0-or-later
 * The members of one round, prepared for comparing everybody with everybody. */
#include "config.h"

#include "rondo-candidate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-error.h"
#include "rondo-language.h"
#include "rondo-text.h"
#include "rondo-zone.h"

#define MINUTES_PER_DAY (24 * 60)
#define SECONDS_PER_DAY (24 * 60 * 60)

/* A round without a first day is compared as on 2000-01-01: any fixed day gives a plan that can be
 * repeated. */
#define DAY_OF_NO_DATE 10957

static void
candidate_free (RondoCandidate *candidate)
{
  g_ptr_array_unref (candidate->tongues);
  g_ptr_array_unref (candidate->requests);
  g_ptr_array_unref (candidate->avoids);
  g_array_unref (candidate->demands);
  g_free (candidate);
}

static const char *
intern (RondoCandidates *candidates, const char *text)
{
  return g_string_chunk_insert_const (candidates->strings, text);
}

static const char *
intern_email (RondoCandidates *candidates, const char *text)
{
  g_autofree char *normal = rondo_email_normalize (text);

  return intern (candidates, normal != NULL ? normal : text);
}

static GPtrArray *
intern_emails (RondoCandidates *candidates, GPtrArray *addresses)
{
  GPtrArray *interned = g_ptr_array_sized_new (addresses->len);

  for (guint i = 0; i < addresses->len; i++)
    g_ptr_array_add (interned, (gpointer)intern_email (candidates, addresses->pdata[i]));
  return interned;
}

static GPtrArray *
intern_tongues (RondoCandidates *candidates, GStrv languages)
{
  GPtrArray *interned = g_ptr_array_new ();

  for (char **code = languages; *code != NULL; code++) {
    g_autofree char *tongue = g_strndup (*code, strcspn (*code, "-"));

    g_ptr_array_add (interned, (gpointer)intern (candidates, tongue));
  }
  return interned;
}

static GArray *
read_demands (const RondoWishes *wishes)
{
  GArray *demands = g_array_new (FALSE, TRUE, sizeof (RondoDemand));

  for (guint i = 0; i < wishes->wishes->len; i++) {
    const RondoWish *wish = wishes->wishes->pdata[i];
    RondoDemand demand = {.wish = wish};

    if (!rondo_wish_value_is_valid (wish->attribute, wish->value))
      continue;
    if (wish->attribute == RONDO_WISH_CREDENTIAL)
      rondo_credential_from_word (wish->value, &demand.credential);
    else if (wish->attribute == RONDO_WISH_ZONE)
      demand.minutes = (int)g_ascii_strtoll (wish->value, NULL, 10) * 60;
    g_array_append_val (demands, demand);
  }
  return demands;
}

/* Minutes east of UTC at noon of the day; a zone that this computer does not know counts as UTC. */
static int
find_offset (const RondoCandidates *candidates, const char *time_zone)
{
  RondoDate on = rondo_date_is_valid (candidates->on) ? candidates->on : DAY_OF_NO_DATE;
  int64_t noon = (int64_t)on * SECONDS_PER_DAY + SECONDS_PER_DAY / 2;
  GTimeZone *zone = rondo_zone_find (time_zone);

  if (zone == NULL)
    return 0;
  return g_time_zone_get_offset (zone,
                                 g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, noon)) /
         60;
}

static int
compare_registrations (gconstpointer a, gconstpointer b)
{
  const RondoRegistration *first = *(const RondoRegistration *const *)a;
  const RondoRegistration *second = *(const RondoRegistration *const *)b;

  return g_strcmp0 (first->member, second->member);
}

static GHashTable *
index_members (GPtrArray *members)
{
  GHashTable *by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < members->len; i++) {
    RondoMember *member = members->pdata[i];

    if (member->id != NULL)
      g_hash_table_insert (by_id, member->id, member);
  }
  return by_id;
}

static gboolean
add_registration (RondoCandidates *candidates,
                  GHashTable *by_id,
                  const RondoRound *round,
                  const RondoRegistration *registration,
                  int code,
                  GError **error)
{
  const char *id = registration->member != NULL ? registration->member : "";
  const RondoMember *member = g_hash_table_lookup (by_id, id);
  g_autofree char *name = NULL;

  if (member == NULL) {
    g_set_error (
        error, RONDO_ERROR, code, _ ("Somebody who registered is not among the members: %s."), id);
    return FALSE;
  }
  name = rondo_text_isolate (member->name);
  if (g_strcmp0 (registration->round, round->id) != 0) {
    g_set_error (
        error, RONDO_ERROR, code, _ ("A registration of %s belongs to another round."), name);
    return FALSE;
  }
  if (rondo_candidates_find (candidates, id) >= 0) {
    g_set_error (error, RONDO_ERROR, code, _ ("%s is registered twice for this round."), name);
    return FALSE;
  }
  rondo_candidates_add (candidates, member, registration->wishes);
  return TRUE;
}

RondoCandidates *
rondo_candidates_new (RondoDate on)
{
  RondoCandidates *candidates = g_new0 (RondoCandidates, 1);

  candidates->all = g_ptr_array_new_with_free_func ((GDestroyNotify)candidate_free);
  candidates->indices = g_hash_table_new (g_str_hash, g_str_equal);
  candidates->strings = g_string_chunk_new (4096);
  candidates->on = on;
  return candidates;
}

RondoCandidates *
rondo_candidates_new_for_round (
    const RondoRound *round, GPtrArray *members, GPtrArray *registrations, int code, GError **error)
{
  g_autoptr (RondoCandidates) candidates = rondo_candidates_new (round->start);
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (registrations->len);
  g_autoptr (GHashTable) by_id = index_members (members);

  g_ptr_array_extend (sorted, registrations, NULL, NULL);
  g_ptr_array_sort (sorted, compare_registrations);
  for (guint i = 0; i < sorted->len; i++)
    if (!add_registration (candidates, by_id, round, sorted->pdata[i], code, error))
      return NULL;
  return g_steal_pointer (&candidates);
}

void
rondo_candidates_free (RondoCandidates *candidates)
{
  if (candidates == NULL)
    return;
  g_ptr_array_unref (candidates->all);
  g_hash_table_unref (candidates->indices);
  g_string_chunk_free (candidates->strings);
  g_free (candidates);
}

const RondoCandidate *
rondo_candidates_add (RondoCandidates *candidates,
                      const RondoMember *member,
                      const RondoWishes *wishes)
{
  RondoCandidate *candidate = g_new0 (RondoCandidate, 1);

  candidate->member = member;
  candidate->email = intern_email (candidates, member->email);
  candidate->tongues = intern_tongues (candidates, member->languages);
  candidate->requests = intern_emails (candidates, wishes->requests);
  candidate->avoids = intern_emails (candidates, wishes->avoids);
  candidate->demands = read_demands (wishes);
  candidate->offset = find_offset (candidates, member->time_zone);
  g_ptr_array_add (candidates->all, candidate);
  if (member->id != NULL)
    g_hash_table_insert (candidates->indices, member->id, GUINT_TO_POINTER (candidates->all->len));
  return candidate;
}

const RondoCandidate *
rondo_candidates_get (const RondoCandidates *candidates, guint index)
{
  g_return_val_if_fail (index < candidates->all->len, NULL);

  return candidates->all->pdata[index];
}

int
rondo_candidates_find (const RondoCandidates *candidates, const char *member)
{
  if (member == NULL)
    return -1;
  return GPOINTER_TO_INT (g_hash_table_lookup (candidates->indices, member)) - 1;
}

int
rondo_candidate_minutes_apart (const RondoCandidate *a, const RondoCandidate *b)
{
  int minutes = ABS (a->offset - b->offset) % MINUTES_PER_DAY;

  return MIN (minutes, MINUTES_PER_DAY - minutes);
}

gboolean
rondo_candidate_have_common_language (const RondoCandidate *a, const RondoCandidate *b)
{
  for (guint i = 0; i < a->tongues->len; i++)
    if (g_ptr_array_find (b->tongues, a->tongues->pdata[i], NULL))
      return TRUE;
  return FALSE;
}

gboolean
rondo_candidate_meets (const RondoDemand *demand,
                       const RondoCandidate *coach,
                       const RondoCandidate *client)
{
  switch (demand->wish->attribute) {
  case RONDO_WISH_LANGUAGE:
    for (char **code = coach->member->languages; *code != NULL; code++)
      if (rondo_language_covers (demand->wish->value, *code))
        return TRUE;
    return FALSE;
  case RONDO_WISH_CREDENTIAL:
    return coach->member->credential >= demand->credential;
  case RONDO_WISH_ZONE:
  default:
    return rondo_candidate_minutes_apart (coach, client) <= demand->minutes;
  }
}
