/* SPDX-License-Identifier: GPL-3.0-or-later
 * A closer look at plans: alternatives, reliefs, dropouts. */
#include "config.h"

#include "rondo-plan-study.h"

#include <string.h>

#include "plan-fixture.h"

static RondoPlanStudy *
study_new (const Community *community)
{
  RondoMatchingInput input = community_input (community, 7);
  g_autoptr (GError) error = NULL;
  RondoPlanStudy *study = rondo_plan_study_new (&input, NULL, &error);

  g_assert_no_error (error);
  return study;
}

/* Six members with wishes that cannot all be kept. */
static Community *
community_with_wishes (void)
{
  Community *community = community_new ();

  community_add (community, "ana", "en", "UTC", "", "cyd ben", "");
  community_add (community, "ben", "en de", "UTC", "prefer language de", "", "ana");
  community_add (community, "cyd", "en de", "UTC", "avoid language de", "ana", "");
  community_add (community, "dan", "de", "UTC", "must language de", "", "");
  community_add (community, "eva", "en de", "UTC", "", "dan", "");
  community_add (community, "fay", "en", "UTC", "", "eva", "");
  return community;
}

/* The plan with one more pair fixed, by its tiers; NULL if there is none. */
static RondoPlan *
make_with (const Community *community, const RondoAlternative *alternative)
{
  RondoMatchingInput input = community_input (community, 7);
  g_autoptr (GPtrArray) locked = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pair_free);
  RondoPlan *plan;

  if (alternative != NULL)
    g_ptr_array_add (locked, rondo_pair_new (alternative->coach, alternative->client));
  input.locked = locked;
  plan = rondo_plan_make (&input, 1, NULL, NULL);
  g_assert_true (plan == NULL || plan->status == RONDO_PLAN_OPTIMAL);
  return plan;
}

static void
test_prices (void)
{
  g_autoptr (Community) community = community_with_wishes ();
  g_autoptr (RondoPlanStudy) study = study_new (community);
  g_autoptr (RondoPlan) best = make_with (community, NULL);
  int n_possible = 0;

  for (guint i = 0; i < community->members->len; i++) {
    const char *id = ((RondoMember *)community->members->pdata[i])->id;
    g_autoptr (GPtrArray) list = rondo_plan_study_list_alternatives (study, id, id, -1, NULL);

    g_assert_cmpuint (list->len, >, 0);
    for (guint k = 0; k < list->len; k++) {
      const RondoAlternative *alternative = list->pdata[k];
      g_autoptr (RondoPlan) plan = make_with (community, alternative);
      g_autofree char *words = rondo_alternative_describe (alternative);

      g_assert_true (alternative->is_possible == (plan != NULL));
      g_assert_cmpstr (words, !=, "");
      if (plan == NULL)
        continue;
      n_possible++;
      g_assert_true (alternative->is_exact);
      g_assert_cmpuint (alternative->losses->len, ==, best->tiers->len);
      for (guint t = 0; t < best->tiers->len; t++) {
        const RondoLoss *loss = &g_array_index (alternative->losses, RondoLoss, t);

        g_assert_cmpint (loss->code, ==, g_array_index (best->tiers, RondoTier, t).code);
        g_assert_cmpint (loss->lost,
                         ==,
                         g_array_index (best->tiers, RondoTier, t).reached -
                             g_array_index (plan->tiers, RondoTier, t).reached);
      }
    }
  }
  g_assert_cmpint (n_possible, >, 4);
}

static const RondoRelief *
find_relief (GPtrArray *list, RondoReliefCode code, const char *member)
{
  g_autofree char *id = community_id (member);

  for (guint i = 0; i < list->len; i++) {
    const RondoRelief *relief = list->pdata[i];

    if (relief->code == code && strcmp (relief->member, id) == 0)
      return relief;
  }
  return NULL;
}

/* Dan asks for what nobody has. */
static void
test_wish_given_up (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlanStudy) study = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *dan = community_id ("dan");
  const RondoRelief *relief;

  community_add (community, "ana", "en", "UTC", "", "", "");
  community_add (community, "ben", "en", "UTC", "", "", "");
  community_add (community, "cyd", "en", "UTC", "", "", "");
  community_add (community, "dan", "en", "UTC", "must language fr", "", "");
  study = study_new (community);
  list = rondo_plan_study_list_reliefs (study, NULL);
  relief = find_relief (list, RONDO_RELIEF_WISH, "dan");
  g_assert_nonnull (relief);
  g_assert_true (relief == list->pdata[0]);
  g_assert_cmpint (relief->more, ==, 1);
  g_assert_true (relief->is_proved);
  g_assert_cmpuint (relief->placed->len, ==, 1);
  g_assert_cmpstr (relief->placed->pdata[0], ==, dan);
  g_assert_true (g_str_has_prefix (relief->sentence, "1 more pairing is possible if: "));
}

/* Whom somebody avoids is nobody's business, even where it is all that stands in the way. */
static void
test_avoids_stay_silent (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlanStudy) study = NULL;
  g_autoptr (GPtrArray) list = NULL;

  community_add (community, "ana", "en", "UTC", "", "", "");
  community_add (community, "ben", "en", "UTC", "", "", "");
  community_add (community, "cyd", "en", "UTC", "", "", "");
  community_add (community, "dan", "en", "UTC", "", "", "ana ben cyd");
  study = study_new (community);
  list = rondo_plan_study_list_reliefs (study, NULL);
  g_assert_cmpuint (list->len, ==, 0);
}

/* Two who share a language with each other only. */
static void
test_mutual (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlanStudy) study = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const RondoRelief *relief;

  community_add (community, "ana", "en", "UTC", "", "", "");
  community_add (community, "ben", "en", "UTC", "", "", "");
  community_add (community, "cyd", "en", "UTC", "", "", "");
  community_add (community, "dan", "fr", "UTC", "", "", "");
  community_add (community, "eva", "fr", "UTC", "", "", "");
  study = study_new (community);
  list = rondo_plan_study_list_reliefs (study, NULL);
  relief = find_relief (list, RONDO_RELIEF_MUTUAL, "dan");
  if (relief == NULL)
    relief = find_relief (list, RONDO_RELIEF_MUTUAL, "eva");
  g_assert_nonnull (relief);
  g_assert_cmpint (relief->more, ==, 2);
  g_assert_cmpuint (relief->placed->len, ==, 2);
}

static void
test_dropouts (void)
{
  g_autoptr (Community) community = community_new ();
  g_autoptr (RondoPlan) three = NULL;
  g_autoptr (RondoPlan) four = NULL;
  g_autoptr (RondoPlanStudy) study = NULL;
  g_autoptr (GPtrArray) missed = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GArray) rings = NULL;
  g_autofree char *good = NULL;
  g_autofree char *bad = NULL;

  community_add (community, "ana", "en", "UTC", "", "", "");
  community_add (community, "ben", "en", "UTC", "", "", "");
  community_add (community, "cyd", "en", "UTC", "", "", "");
  community_add (community, "dan", "en", "UTC", "", "", "");
  study = study_new (community);
  three = community_plan (community, "ana>ben ben>cyd cyd>ana");
  four = community_plan (community, "ana>ben ben>cyd cyd>dan dan>ana");
  missed = rondo_plan_study_list_dropouts (study, three);
  none = rondo_plan_study_list_dropouts (study, four);
  g_assert_cmpuint (missed->len, ==, 3);
  g_assert_cmpuint (none->len, ==, 0);
  rings = rondo_plan_study_list_rings (study, four);
  g_assert_cmpuint (rings->len, ==, 5);
  g_assert_cmpint (g_array_index (rings, int, 4), ==, 1);
  good = rondo_plan_study_describe_dropouts (study, four);
  bad = rondo_plan_study_describe_dropouts (study, three);
  g_assert_cmpstr (good, ==, "Whoever drops out, the others can close the gap.");
  g_assert_nonnull (strstr (bad, "ana"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/plan-study/prices-are-those-of-plans-with-the-pair", test_prices);
  g_test_add_func ("/core/plan-study/a-wish-given-up-places-its-member", test_wish_given_up);
  g_test_add_func ("/core/plan-study/avoids-stay-silent", test_avoids_stay_silent);
  g_test_add_func ("/core/plan-study/two-could-coach-each-other", test_mutual);
  g_test_add_func ("/core/plan-study/rings-of-three-do-not-survive-a-dropout", test_dropouts);
  return g_test_run ();
}
