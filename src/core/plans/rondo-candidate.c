/* SPDX-License-Identifier: GPL-3.0-or-later
 * The members of one round, prepared for comparing everybody with everybody. */
#include "config.h"

#include "rondo-candidate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-error.h"
#include "rondo-language.h"
#include "rondo-life.h"
#include "rondo-past.h"
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
  for (int trait = 0; trait < RONDO_N_TRAITS; trait++)
    g_ptr_array_unref (candidate->traits[trait]);
  g_array_unref (candidate->demands);
  g_free (candidate->placed);
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

/* People are named by their address or their id; both come to the address. */
static GPtrArray *
intern_people (RondoCandidates *candidates, GPtrArray *names)
{
  GPtrArray *interned = g_ptr_array_sized_new (names->len);

  for (guint i = 0; i < names->len; i++) {
    const RondoMember *member = g_hash_table_lookup (candidates->by_id, names->pdata[i]);
    const char *name = member != NULL ? member->email : names->pdata[i];

    g_ptr_array_add (interned, (gpointer)intern_email (candidates, name));
  }
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

/* Case does not matter in words that people choose. */
static const char *
intern_folded (RondoCandidates *candidates, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return intern (candidates, folded);
}

static GPtrArray *
intern_traits (RondoCandidates *candidates, GStrv traits)
{
  GPtrArray *interned = g_ptr_array_new ();

  for (char **trait = traits; *trait != NULL; trait++)
    g_ptr_array_add (interned, (gpointer)intern_folded (candidates, *trait));
  return interned;
}

static RondoDemand
read_demand (RondoCandidates *candidates, const RondoWish *wish)
{
  RondoDemand demand = {.wish = wish};
  RondoTrait trait;

  if (wish->attribute == RONDO_WISH_CREDENTIAL)
    rondo_credential_from_word (wish->value, &demand.credential);
  else if (wish->attribute == RONDO_WISH_ZONE || wish->attribute == RONDO_WISH_HOURS)
    demand.minutes = (int)g_ascii_strtoll (wish->value, NULL, 10) * 60;
  else if (rondo_wish_attribute_get_trait (wish->attribute, &trait))
    demand.trait = intern_folded (candidates, wish->value);
  return demand;
}

static GArray *
read_demands (RondoCandidates *candidates, const RondoWishes *wishes)
{
  GArray *demands = g_array_new (FALSE, TRUE, sizeof (RondoDemand));

  for (guint i = 0; i < wishes->wishes->len; i++) {
    const RondoWish *wish = wishes->wishes->pdata[i];

    if (rondo_wish_value_is_valid (wish->attribute, wish->value)) {
      RondoDemand demand = read_demand (candidates, wish);

      g_array_append_val (demands, demand);
    }
  }
  return demands;
}

/* Minutes east of UTC at noon of the day; a zone that this computer does not know counts as UTC. */
static int
find_offset (const RondoCandidates *candidates, const char *time_zone)
{
  RondoDate start = candidates->round->start;
  RondoDate on = rondo_date_is_valid (start) ? start : DAY_OF_NO_DATE;
  int64_t noon = (int64_t)on * SECONDS_PER_DAY + SECONDS_PER_DAY / 2;
  GTimeZone *zone = rondo_zone_find (time_zone);

  if (zone == NULL)
    return 0;
  return g_time_zone_get_offset (zone,
                                 g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, noon)) /
         60;
}

static gboolean
knows_hours (const RondoCandidates *candidates)
{
  for (guint i = 0; i < candidates->all->len; i++)
    if (!rondo_availability_is_empty (rondo_candidates_get (candidates, i)->grid))
      return TRUE;
  return FALSE;
}

/* Zone name → its index in @zones, which are borrowed from the members. */
static GHashTable *
index_zones (const RondoCandidates *candidates, GPtrArray *zones)
{
  GHashTable *indices = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < candidates->all->len; i++) {
    char *zone = rondo_candidates_get (candidates, i)->member->time_zone;

    if (!g_hash_table_contains (indices, zone)) {
      g_hash_table_insert (indices, zone, GUINT_TO_POINTER (zones->len));
      g_ptr_array_add (zones, zone);
    }
  }
  return indices;
}

static char *
join_ids (const char *coach, const char *client)
{
  return g_strconcat (coach, " ", client, NULL);
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

  for (guint i = 0; members != NULL && i < members->len; i++) {
    RondoMember *member = members->pdata[i];

    if (member->id != NULL)
      g_hash_table_insert (by_id, member->id, member);
  }
  return by_id;
}

static gboolean
add_registration (RondoCandidates *candidates,
                  const RondoRound *round,
                  const RondoRegistration *registration,
                  int code,
                  GError **error)
{
  const char *id = registration->member != NULL ? registration->member : "";
  const RondoMember *member = g_hash_table_lookup (candidates->by_id, id);
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
  rondo_candidates_add (candidates, member, registration);
  return TRUE;
}

RondoCandidates *
rondo_candidates_new (const RondoMatchingInput *input)
{
  RondoCandidates *candidates = g_new0 (RondoCandidates, 1);

  candidates->round = input->round;
  candidates->past = input->past;
  candidates->all = g_ptr_array_new_with_free_func ((GDestroyNotify)candidate_free);
  candidates->indices = g_hash_table_new (g_str_hash, g_str_equal);
  candidates->by_id = index_members (input->members);
  candidates->apart = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  candidates->strings = g_string_chunk_new (4096);
  for (guint i = 0; input->forbidden != NULL && i < input->forbidden->len; i++) {
    const RondoPair *pair = input->forbidden->pdata[i];

    g_hash_table_add (candidates->apart, join_ids (pair->coach, pair->client));
  }
  return candidates;
}

RondoCandidates *
rondo_candidates_new_for_input (const RondoMatchingInput *input, int code, GError **error)
{
  g_autoptr (RondoCandidates) candidates = rondo_candidates_new (input);
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (input->registrations->len);

  g_ptr_array_extend (sorted, input->registrations, NULL, NULL);
  g_ptr_array_sort (sorted, compare_registrations);
  for (guint i = 0; i < sorted->len; i++)
    if (rondo_registration_takes_part (sorted->pdata[i]) &&
        !add_registration (candidates, input->round, sorted->pdata[i], code, error))
      return NULL;
  rondo_candidates_end (candidates);
  return g_steal_pointer (&candidates);
}

void
rondo_candidates_free (RondoCandidates *candidates)
{
  if (candidates == NULL)
    return;
  g_ptr_array_unref (candidates->all);
  g_hash_table_unref (candidates->indices);
  g_hash_table_unref (candidates->by_id);
  g_hash_table_unref (candidates->apart);
  rondo_weeks_free (candidates->weeks);
  g_string_chunk_free (candidates->strings);
  g_free (candidates);
}

const RondoCandidate *
rondo_candidates_add (RondoCandidates *candidates,
                      const RondoMember *member,
                      const RondoRegistration *registration)
{
  RondoCandidate *candidate = g_new0 (RondoCandidate, 1);
  const RondoWishes *wishes = registration->wishes;

  candidate->table = candidates;
  candidate->index = candidates->all->len;
  candidate->member = member;
  candidate->registration = registration;
  candidate->email = intern_email (candidates, member->email);
  candidate->course = *member->course != '\0' ? intern_folded (candidates, member->course) : NULL;
  candidate->tongues = intern_tongues (candidates, member->languages);
  candidate->requests = intern_people (candidates, wishes->requests);
  candidate->avoids = intern_people (candidates, wishes->avoids);
  for (int trait = 0; trait < RONDO_N_TRAITS; trait++)
    candidate->traits[trait] = intern_traits (candidates, member->traits[trait]);
  candidate->demands = read_demands (candidates, wishes);
  candidate->grid = rondo_availability_is_empty (&registration->availability)
                        ? &member->availability
                        : &registration->availability;
  candidate->offset = find_offset (candidates, member->time_zone);
  candidate->clients = rondo_registration_get_clients (registration, candidates->round);
  candidate->coaches = rondo_registration_get_coaches (registration, candidates->round);
  g_ptr_array_add (candidates->all, candidate);
  if (member->id != NULL)
    g_hash_table_insert (candidates->indices, member->id, GUINT_TO_POINTER (candidates->all->len));
  return candidate;
}

void
rondo_candidates_end (RondoCandidates *candidates)
{
  g_autoptr (GPtrArray) zones = g_ptr_array_new ();
  g_autoptr (GHashTable) indices = NULL;

  if (!knows_hours (candidates))
    return;
  indices = index_zones (candidates, zones);
  candidates->weeks = rondo_weeks_new ((const char *const *)zones->pdata,
                                       zones->len,
                                       candidates->round->start,
                                       candidates->round->end);
  for (guint i = 0; i < candidates->all->len; i++) {
    RondoCandidate *candidate = candidates->all->pdata[i];
    gpointer zone = g_hash_table_lookup (indices, candidate->member->time_zone);

    candidate->placed =
        rondo_weeks_place (candidates->weeks, GPOINTER_TO_UINT (zone), candidate->grid);
  }
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

int
rondo_candidate_common_minutes (const RondoCandidate *a, const RondoCandidate *b)
{
  if (a->placed == NULL || b->placed == NULL)
    return 0;
  return rondo_weeks_common_minutes (a->table->weeks, a->placed, b->placed);
}

int
rondo_candidate_rounds_ago (const RondoCandidate *coach, const RondoCandidate *client)
{
  return rondo_past_rounds_ago (coach->table->past, coach->member->id, client->member->id);
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
  RondoTrait trait;

  if (rondo_wish_attribute_get_trait (demand->wish->attribute, &trait))
    return g_ptr_array_find (coach->traits[trait], demand->trait, NULL);
  switch (demand->wish->attribute) {
  case RONDO_WISH_LANGUAGE:
    for (char **code = coach->member->languages; *code != NULL; code++)
      if (rondo_language_covers (demand->wish->value, *code))
        return TRUE;
    return FALSE;
  case RONDO_WISH_CREDENTIAL:
    return coach->member->credential >= demand->credential;
  case RONDO_WISH_HOURS:
    return rondo_candidate_common_minutes (coach, client) >= demand->minutes;
  case RONDO_WISH_ZONE:
  default:
    return rondo_candidate_minutes_apart (coach, client) <= demand->minutes;
  }
}
