/* SPDX-License-Identifier: GPL-3.0-or-later
 * What of coaching in exchange counts as paid. */
#include "config.h"

#include <string.h>

#include "rondo-reciprocity.h"

static GArray *
new_days (void)
{
  return g_array_new (FALSE, FALSE, sizeof (RondoDayMinutes));
}

static void
add (GArray *days, RondoDate date, int64_t minutes)
{
  RondoDayMinutes day = {date, minutes};

  g_array_append_val (days, day);
}

/* Given and received hours, and what they are by the rule. */
static const struct {
  const char *name;
  int64_t given;
  int64_t received;
  int64_t paid;
  int64_t pro_bono;
} cases[] = {
    {"ten-given-and-eight-received-are-eight-paid-and-two-pro-bono", 10, 8, 8, 2},
    {"ten-given-and-none-received-are-pro-bono", 10, 0, 0, 10},
    {"as-much-received-as-given-is-all-paid", 10, 10, 10, 0},
    {"more-received-than-given-pays-no-more-than-was-given", 10, 12, 10, 0},
    {"nothing-given-is-nothing", 0, 5, 0, 0},
};

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GArray) given = new_days ();
  g_autoptr (GArray) received = new_days ();
  RondoReciprocity split;

  add (given, 100, cases[i].given * 60);
  add (received, 100, cases[i].received * 60);
  split = rondo_reciprocity_split (given, received, 100, TRUE);
  g_assert_cmpint (split.given, ==, cases[i].given * 60);
  g_assert_cmpint (split.received, ==, cases[i].received * 60);
  g_assert_cmpint (split.paid, ==, cases[i].paid * 60);
  g_assert_cmpint (split.pro_bono, ==, cases[i].pro_bono * 60);
}

/* ICF takes barter as payment; without the balance rule of the schools all of it is paid. */
static void
test_switched_off (void)
{
  g_autoptr (GArray) given = new_days ();
  g_autoptr (GArray) received = new_days ();
  RondoReciprocity split;

  add (given, 100, 600);
  add (received, 100, 480);
  split = rondo_reciprocity_split (given, received, 100, FALSE);
  g_assert_cmpint (split.paid, ==, 600);
  g_assert_cmpint (split.pro_bono, ==, 0);
}

static void
test_cut_off (void)
{
  g_autoptr (GArray) given = new_days ();
  g_autoptr (GArray) received = new_days ();
  static const struct {
    RondoDate cut_off;
    int64_t paid;
    int64_t pro_bono;
  } days[] = {{9, 0, 0}, {10, 0, 60}, {19, 0, 60}, {20, 45, 15}, {30, 45, 75}, {40, 120, 0}};

  add (given, 30, 60);
  add (given, 10, 60);
  add (received, 40, 90);
  add (received, 20, 45);
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++) {
    RondoReciprocity split = rondo_reciprocity_split (given, received, days[i].cut_off, TRUE);

    g_assert_cmpint (split.paid, ==, days[i].paid);
    g_assert_cmpint (split.pro_bono, ==, days[i].pro_bono);
  }
}

static void
test_next_step (void)
{
  RondoReciprocity waiting = {.given = 600, .received = 480, .paid = 480, .pro_bono = 120};
  RondoReciprocity even = {.given = 600, .received = 600, .paid = 600};
  g_autofree char *step = rondo_reciprocity_describe (&waiting);

  g_assert_cmpstr (step,
                   ==,
                   "Receive 2.00 hours of coaching more, and 2.00 hours that are pro bono now "
                   "become paid.");
  g_assert_null (rondo_reciprocity_describe (&even));
}

/* Receiving the hours that the step names makes exactly those minutes paid. */
static void
check_random (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GArray) given = new_days ();
  g_autoptr (GArray) received = new_days ();
  RondoReciprocity before = {0};

  for (int n = g_rand_int_range (rand, 0, 30); n > 0; n--)
    add (given, g_rand_int_range (rand, 0, 200), g_rand_int_range (rand, 1, 181));
  for (int n = g_rand_int_range (rand, 0, 30); n > 0; n--)
    add (received, g_rand_int_range (rand, 0, 200), g_rand_int_range (rand, 1, 181));
  for (RondoDate day = -1; day <= 201; day++) {
    RondoReciprocity now = rondo_reciprocity_split (given, received, day, TRUE);

    g_assert_cmpint (now.paid + now.pro_bono, ==, now.given);
    g_assert_cmpint (now.paid, <=, now.received);
    g_assert_cmpint (now.paid, >=, before.paid);
    g_assert_cmpint (now.given, >=, before.given);
    before = now;
  }
  add (received, 201, before.pro_bono);
  g_assert_cmpint (rondo_reciprocity_split (given, received, 201, TRUE).pro_bono, ==, 0);
}

static void
test_properties (void)
{
  for (guint32 seed = 1; seed <= 300; seed++) {
    g_test_message ("seed %u", seed);
    check_random (seed);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/core/reciprocity/%s-ica-4000087325", cases[i].name);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
  }
  g_test_add_func ("/core/reciprocity/without-the-balance-barter-is-paid-projecoach-hours",
                   test_switched_off);
  g_test_add_func ("/core/reciprocity/the-day-of-the-cut-off-counts", test_cut_off);
  g_test_add_func ("/core/reciprocity/the-next-step-says-how-much-to-receive", test_next_step);
  g_test_add_func ("/core/reciprocity/sums-foot-and-a-later-cut-off-never-pays-less",
                   test_properties);
  return g_test_run ();
}
