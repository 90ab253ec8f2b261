/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plants one bug after the other into both engines, and tells histories until it is found. */
#include "config.h"

#include "rondo-zoo.h"
#include "sim-world.h"

/* A bug, and within how many histories it has to be found. */
typedef struct {
  RondoZooBug bug;
  const char *name;
  guint histories;
} Animal;

RondoZooBug rondo_zoo_bug = RONDO_ZOO_NONE;

static const Animal ANIMALS[] = {
    {RONDO_ZOO_ALTERS_SENT_OP, "a-sent-op-is-altered", 200},
    {RONDO_ZOO_ANSWERS_UNCOMMITTED, "an-answer-leaves-before-the-commit", 400},
    {RONDO_ZOO_CURSOR_AHEAD, "a-cursor-is-ahead-of-the-rows", 200},
    {RONDO_ZOO_CURSOR_BEFORE_ROWS, "a-cursor-is-saved-before-the-rows", 800},
    {RONDO_ZOO_CUTS_PAGES_ANYWHERE, "a-page-ends-in-the-middle-of-a-change", 200},
    {RONDO_ZOO_DROPS_UNKNOWN_FIELDS, "an-edit-drops-unknown-fields", 200},
    {RONDO_ZOO_CHOICE_STAYS_HERE, "a-choice-is-not-sent", 400},
    {RONDO_ZOO_DROPS_HANDED_IN, "what-was-handed-in-is-dropped", 400},
    {RONDO_ZOO_FORGETS_CONFLICT, "a-conflict-is-not-stored", 200},
    {RONDO_ZOO_FORGETS_FORMER_NAMES, "a-merged-account-is-not-told", 400},
    {RONDO_ZOO_FORGETS_GRANT, "a-grant-is-not-told", 400},
    {RONDO_ZOO_FORGETS_FORMER_TOKEN, "a-lost-renewal-signs-out", 400},
    {RONDO_ZOO_FORGETS_LEDGER, "a-repeated-op-is-applied-again", 400},
    {RONDO_ZOO_FORGETS_REVOKE, "a-revocation-is-not-told", 200},
    {RONDO_ZOO_IGNORES_TAG, "a-tag-is-not-checked", 800},
    {RONDO_ZOO_IGNORES_TOMBSTONE, "a-tombstone-is-ignored", 400},
    {RONDO_ZOO_KEEPS_FOLDED_ID, "two-contents-have-one-id", 800},
    {RONDO_ZOO_KEEPS_LOST_SCOPE, "a-lost-role-is-kept-in-the-file", 200},
    {RONDO_ZOO_KEEPS_OTHERS, "a-held-account-knows-of-others", 200},
    {RONDO_ZOO_LAST_WRITER_WINS, "the-last-writer-wins", 200},
    {RONDO_ZOO_LOSES_OUTBOX, "reading-again-loses-the-outbox", 800},
    {RONDO_ZOO_NO_SYNC, "the-disk-is-not-asked-to-keep", 400},
    {RONDO_ZOO_RENUMBERS, "an-op-that-is-sent-again-has-a-new-id", 200},
    {RONDO_ZOO_SAVES_OUT_OF_TURN, "an-answer-is-saved-out-of-turn", 800},
    {RONDO_ZOO_SAVES_IN_PARTS, "a-change-is-saved-in-parts", 400},
    {RONDO_ZOO_TELLS_ALL, "everybody-is-told-everything", 200},
};

static void
test_is_found (gconstpointer data)
{
  const Animal *animal = data;

  rondo_zoo_bug = animal->bug;
  for (uint64_t seed = 1; seed <= animal->histories; seed++) {
    SimOptions options = sim_options_for_seed (seed);
    g_autoptr (SimResult) result = sim_run (&options);

    if (result->failure == NULL)
      continue;
    rondo_zoo_bug = RONDO_ZOO_NONE;
    g_test_message ("seed %" G_GUINT64_FORMAT ": %s", seed, result->failure);
    return;
  }
  rondo_zoo_bug = RONDO_ZOO_NONE;
  g_error ("%s was not found in %u histories", animal->name, animal->histories);
}

int
main (int argc, char **argv)
{
  SimOptions first = sim_options_for_seed (1);
  g_autoptr (SimResult) healthy = NULL;

  g_test_init (&argc, &argv, NULL);
  sim_be_quiet ();
  /* The community that all histories begin with is made by healthy engines. */
  healthy = sim_run (&first);
  for (gsize i = 0; i < G_N_ELEMENTS (ANIMALS); i++) {
    g_autofree char *path = g_strconcat ("/zoo/", ANIMALS[i].name, "-is-found", NULL);

    g_test_add_data_func (path, &ANIMALS[i], test_is_found);
  }
  return g_test_run ();
}
