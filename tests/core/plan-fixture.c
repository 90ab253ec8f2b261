/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small community for the tests of plans: members by a word, one line each. */
#include "config.h"

#include "plan-fixture.h"

#include <string.h>

#include "rondo-id.h"

static void
add_addresses (GPtrArray *addresses, const char *names)
{
  g_auto (GStrv) parts = g_strsplit (names, " ", -1);

  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      g_ptr_array_add (addresses, g_strdup_printf ("%s@example.org", *part));
}

static void
shuffle (GPtrArray *array, GRand *rand)
{
  for (guint i = array->len; i > 1; i--) {
    guint j = (guint)g_rand_int_range (rand, 0, (gint32)i);
    gpointer swap = array->pdata[i - 1];

    array->pdata[i - 1] = array->pdata[j];
    array->pdata[j] = swap;
  }
}

Community *
community_new (void)
{
  Community *community = g_new0 (Community, 1);

  community->round = rondo_round_new ();
  community->round->id = rondo_id_derive ("test", "round");
  community->round->version = 3;
  g_assert_true (rondo_date_parse ("2026-01-15", &community->round->start));
  g_assert_true (rondo_date_parse ("2026-04-15", &community->round->end));
  community->members = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_member_free);
  community->registrations =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_registration_free);
  return community;
}

void
community_free (Community *community)
{
  rondo_round_free (community->round);
  g_ptr_array_unref (community->members);
  g_ptr_array_unref (community->registrations);
  rondo_past_unref (community->past);
  g_free (community);
}

RondoMatchingInput
community_input (const Community *community, uint64_t seed)
{
  return (RondoMatchingInput){.round = community->round,
                              .members = community->members,
                              .registrations = community->registrations,
                              .past = community->past,
                              .seed = seed};
}

RondoMember *
community_add (Community *community,
               const char *name,
               const char *languages,
               const char *time_zone,
               const char *wishes,
               const char *requests,
               const char *avoids)
{
  RondoMember *member = rondo_member_new ();
  GError *error = NULL;

  g_free (member->name);
  g_free (member->email);
  g_free (member->time_zone);
  g_strfreev (member->languages);
  member->id = community_id (name);
  member->name = g_strdup (name);
  member->email = g_strdup_printf ("%s@example.org", name);
  member->time_zone = g_strdup (time_zone);
  member->languages = g_strsplit (languages, " ", -1);
  g_assert_true (rondo_wishes_parse (member->wishes, wishes, &error));
  add_addresses (member->wishes->requests, requests);
  add_addresses (member->wishes->avoids, avoids);
  rondo_member_check (member, &error);
  g_assert_no_error (error);
  g_ptr_array_add (community->members, member);
  g_ptr_array_add (community->registrations,
                   rondo_registration_new (community->round->id, member->id, member->wishes));
  return member;
}

char *
community_id (const char *name)
{
  return rondo_id_derive ("member", name);
}

const char *
community_name (const Community *community, const char *id)
{
  for (guint i = 0; i < community->members->len; i++) {
    const RondoMember *member = community->members->pdata[i];

    if (strcmp (member->id, id) == 0)
      return member->name;
  }
  g_assert_not_reached ();
}

RondoPlan *
community_plan (const Community *community, const char *pairs)
{
  g_auto (GStrv) parts = g_strsplit (pairs, " ", -1);
  RondoPlan *plan = rondo_plan_new ();

  plan->id = rondo_id_derive ("test", "plan");
  plan->round = g_strdup (community->round->id);
  for (char **part = parts; *part != NULL; part++) {
    g_auto (GStrv) names = g_strsplit (*part, ">", 2);
    RondoPlannedPair *pair = rondo_planned_pair_new ();

    pair->pairing = rondo_id_derive ("pairing", *part);
    pair->coach = community_id (names[0]);
    pair->client = community_id (names[1]);
    g_ptr_array_add (plan->pairs, pair);
  }
  return plan;
}

void
community_shuffle (Community *community, GRand *rand)
{
  shuffle (community->members, rand);
  shuffle (community->registrations, rand);
}
