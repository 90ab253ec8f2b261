/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why a member was left out of a plan, in words. */
#include "config.h"

#include "rondo-unplaced.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-language.h"
#include "rondo-text.h"
#include "rondo-triads.h"

/* More names than this in a sentence are counted instead. */
#define NAMES_MAX 5

/* What keeps a sentence below RONDO_RULE_MAX_BYTES in every language: bytes of one name, of a list
 * of names, of a list of languages, and of a wish. */
#define NAME_MAX_BYTES 100
#define LIST_MAX_BYTES 220
#define LANGUAGES_MAX_BYTES 160
#define WISH_MAX_BYTES 160

/* How many of the others each rule keeps away from a member. */
typedef struct {
  int avoids;
  int apart;
  int language;
  int course;
  int repeats;
  int musts; /* of others, which the member does not meet */
  int *own;  /* (array length=demands): of the member's own musts */
} RuleCounts;

/* The possible partners of a member. */
typedef struct {
  int n_coaches;
  int n_clients;
  int coach;  /* one of them, or −1 */
  int client; /* one of them, or −1 */
} Partners;

/* The name as it stands in a sentence. */
static char *
dup_name (const RondoCandidate *candidate)
{
  g_autofree char *cut = rondo_text_cut (candidate->member->name, NAME_MAX_BYTES);

  return rondo_text_isolate (cut);
}

static char *
dup_name_at (const RondoCandidates *candidates, int index)
{
  return dup_name (rondo_candidates_get (candidates, (guint)index));
}

/* "Ana", "Ana and Ben", "Ana, Ben and Cyd", "Ana, Ben, Cyd, Dan and 7 others". */
static char *
join_names (const RondoCandidates *candidates, const int32_t *indices, int n_indices)
{
  g_autoptr (GString) names = g_string_new (NULL);
  int most = n_indices > NAMES_MAX ? NAMES_MAX - 1 : n_indices - 1;
  int n_named = 0;
  int n_left;

  if (n_indices == 0)
    return g_strdup (_ ("nobody"));
  for (; n_named < most; n_named++) {
    g_autofree char *name = dup_name_at (candidates, indices[n_named]);

    if (n_named > 0 && names->len + strlen (name) > LIST_MAX_BYTES)
      break;
    g_string_append_printf (names, "%s%s", n_named > 0 ? _ (", ") : "", name);
  }
  n_left = n_indices - n_named;
  if (n_left == 1) {
    g_autofree char *last = dup_name_at (candidates, indices[n_named]);

    if (n_named == 0)
      return g_steal_pointer (&last);
    /* Translators: the end of a list of names: "Ana, Ben" and "Cyd" */
    return g_strdup_printf (_ ("%s and %s"), names->str, last);
  }
  /* Translators: the end of a long list of names: "Ana, Ben" and how many more */
  return g_strdup_printf (
      ngettext ("%s and %d other", "%s and %d others", (gulong)n_left), names->str, n_left);
}

static Partners
find_partners (const RondoMatchInstance *instance, int index)
{
  Partners partners = {0, 0, -1, -1};

  for (int i = 0; i < instance->n_arcs; i++) {
    if (instance->arcs[i].client == index) {
      partners.n_coaches++;
      partners.coach = instance->arcs[i].coach;
    }
    if (instance->arcs[i].coach == index) {
      partners.n_clients++;
      partners.client = instance->arcs[i].client;
    }
  }
  return partners;
}

static void
count_rule (RuleCounts *counts, const RondoBreach *breach, gboolean is_own)
{
  switch (breach->code) {
  case RONDO_RULE_COACH_AVOIDS:
  case RONDO_RULE_CLIENT_AVOIDS:
    counts->avoids++;
    break;
  case RONDO_RULE_APART:
    counts->apart++;
    break;
  case RONDO_RULE_LANGUAGE:
    counts->language++;
    break;
  case RONDO_RULE_TEAM:
  case RONDO_RULE_COURSE:
    counts->course++;
    break;
  case RONDO_RULE_REPEAT:
    counts->repeats++;
    break;
  case RONDO_RULE_MUST:
    if (is_own)
      counts->own[breach->demand]++;
    else
      counts->musts++;
    break;
  case RONDO_RULE_SELF:
  default:
    break;
  }
}

static char *
describe_languages (const RondoCandidate *candidate)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *all = NULL;

  for (char **code = candidate->member->languages; *code != NULL; code++) {
    g_autofree char *name = rondo_language_to_display (*code);

    g_strv_builder_add (builder, name);
  }
  names = g_strv_builder_end (builder);
  all = g_strjoinv (", ", names);
  return rondo_text_cut (all, LANGUAGES_MAX_BYTES);
}

/* Takes @sentence; leaves it out where there is no more room, for the first ones matter most. */
static void
append_sentence (GString *rule, char *sentence)
{
  if (rule->len + 1 + strlen (sentence) <= RONDO_RULE_MAX_BYTES)
    g_string_append_printf (rule, " %s", sentence);
  g_free (sentence);
}

static void
append_language (GString *rule, const RondoCandidate *candidate, int count)
{
  g_autofree char *name = dup_name (candidate);
  g_autofree char *languages = describe_languages (candidate);

  if (count > 0 && candidate->tongues->len == 0)
    append_sentence (rule,
                     g_strdup_printf (_ ("It is not known which languages %s speaks."), name));
  else if (count > 0)
    append_sentence (
        rule,
        /* Translators: how many members, then the languages of the one who is left out */
        g_strdup_printf (ngettext ("%d member does not speak their language (%s).",
                                   "%d members do not speak their language (%s).",
                                   (gulong)count),
                         count,
                         languages));
}

static void
append_own_musts (GString *rule, const RondoCandidate *candidate, const int *own)
{
  for (guint i = 0; i < candidate->demands->len; i++) {
    const RondoDemand *demand = &g_array_index (candidate->demands, RondoDemand, i);
    g_autofree char *full = rondo_wish_describe (demand->wish);
    g_autofree char *wish = rondo_text_cut (full, WISH_MAX_BYTES);

    if (own[i] > 0)
      append_sentence (rule,
                       g_strdup_printf (ngettext ("%d member does not fit the wish “%s”.",
                                                  "%d members do not fit the wish “%s”.",
                                                  (gulong)own[i]),
                                        own[i],
                                        wish));
  }
}

static void
append_policies (GString *rule, const RuleCounts *counts)
{
  if (counts->course > 0)
    append_sentence (
        rule,
        g_strdup_printf (ngettext ("%d member is in the same running training course.",
                                   "%d members are in the same running training course.",
                                   (gulong)counts->course),
                         counts->course));
  if (counts->repeats > 0)
    append_sentence (rule,
                     g_strdup_printf (ngettext ("With %d member, it would be a pairing again too "
                                                "soon.",
                                                "With %d members, it would be a pairing again too "
                                                "soon.",
                                                (gulong)counts->repeats),
                                      counts->repeats));
  if (counts->apart > 0)
    append_sentence (rule,
                     g_strdup_printf (ngettext ("%d pair was ruled out for this plan.",
                                                "%d pairs were ruled out for this plan.",
                                                (gulong)counts->apart),
                                      counts->apart));
}

static void
append_others (GString *rule, const char *name, const RuleCounts *counts)
{
  if (counts->musts > 0)
    append_sentence (rule,
                     g_strdup_printf (ngettext ("%d member has a must-wish that %s does not fit.",
                                                "%d members have must-wishes that %s does not fit.",
                                                (gulong)counts->musts),
                                      counts->musts,
                                      name));
  if (counts->avoids > 0)
    append_sentence (rule,
                     g_strdup_printf (ngettext ("With %d member, one of the two avoids the other.",
                                                "With %d members, one of the two avoids the other.",
                                                (gulong)counts->avoids),
                                      counts->avoids));
  append_policies (rule, counts);
}

/* "Nobody in this round may coach Ana. 12 members do not speak their language (Icelandic). …" */
static char *
describe_nobody (const RondoCandidate *one, gboolean as_client)
{
  const RondoCandidates *candidates = one->table;
  g_autofree char *name = dup_name (one);
  g_autofree int *own = g_new0 (int, one->demands->len);
  g_autoptr (GString) rule = g_string_new (NULL);
  RuleCounts counts = {.own = own};

  for (guint i = 0; i < candidates->all->len; i++) {
    const RondoCandidate *other = rondo_candidates_get (candidates, i);
    RondoBreach breach;

    if (other != one &&
        !rondo_candidate_may_coach (as_client ? other : one, as_client ? one : other, &breach))
      count_rule (&counts, &breach, as_client);
  }
  g_string_printf (rule,
                   as_client ? _ ("Nobody in this round may coach %s.")
                             : _ ("There is nobody in this round whom %s may coach."),
                   name);
  append_language (rule, one, counts.language);
  append_own_musts (rule, one, own);
  append_others (rule, name, &counts);
  return g_string_free (g_steal_pointer (&rule), FALSE);
}

/* Whether the two speak with each other, and nobody else speaks with either. */
static gboolean
are_an_island (const RondoCandidates *candidates, int a, int b)
{
  const RondoCandidate *one = rondo_candidates_get (candidates, (guint)a);
  const RondoCandidate *two = rondo_candidates_get (candidates, (guint)b);

  for (guint i = 0; i < candidates->all->len; i++) {
    const RondoCandidate *other = rondo_candidates_get (candidates, i);

    if (other != one && other != two &&
        (rondo_candidate_have_common_language (other, one) ||
         rondo_candidate_have_common_language (other, two)))
      return FALSE;
  }
  return TRUE;
}

static char *
describe_mutual (const RondoCandidates *candidates, int index, int other)
{
  g_autofree char *name = dup_name_at (candidates, index);
  g_autofree char *other_name = dup_name_at (candidates, other);

  if (are_an_island (candidates, index, other))
    return g_strdup_printf (_ ("%s and %s share no language with anybody else, and could only "
                               "coach each other; nobody is coached by their own client."),
                            name,
                            other_name);
  return g_strdup_printf (_ ("By the rules %s could only be placed if %s and %s coached each "
                             "other; nobody is coached by their own client."),
                          name,
                          name,
                          other_name);
}

static char *
describe_too_few (const RondoCandidates *candidates, const RondoMatchMiss *miss)
{
  g_autofree char *members = join_names (candidates, miss->set, miss->n_set);
  g_autofree char *partners = join_names (candidates, miss->partners, miss->n_partners);
  g_autofree char *name = dup_name_at (candidates, miss->member);

  if (miss->kind == RONDO_MATCH_MISS_HALL_COACH)
    return g_strdup_printf (_ ("There are too few possible coaches for %s: all that the rules "
                               "leave them is %s. So %s is left out."),
                            members,
                            partners,
                            name);
  return g_strdup_printf (_ ("There are too few possible clients for %s: all that the rules leave "
                             "them is %s. So %s is left out."),
                          members,
                          partners,
                          name);
}

static char *
describe_odd (const char *name, gboolean is_stopped)
{
  if (is_stopped)
    return g_strdup_printf (
        _ ("The search was stopped before a place for %s was found; please match again."), name);
  return g_strdup_printf (_ ("%s could be placed, but only if somebody else were left out: by the "
                             "rules no plan has more pairings than this one."),
                          name);
}

static void
add_ids (GPtrArray *ids,
         const RondoCandidates *candidates,
         const int32_t *indices,
         int n_indices,
         int except)
{
  for (int i = 0; i < n_indices; i++)
    if (indices[i] != except)
      g_ptr_array_add (ids,
                       g_strdup (rondo_candidates_get (candidates, (guint)indices[i])->member->id));
}

static void
take_rule (RondoUnplaced *unplaced, RondoUnplacedCode code, char *rule)
{
  unplaced->code = code;
  g_free (unplaced->rule);
  unplaced->rule = rule;
}

static void
take_mutual (RondoUnplaced *unplaced, const RondoCandidates *candidates, int index, int other)
{
  take_rule (unplaced, RONDO_UNPLACED_ONLY_MUTUAL, describe_mutual (candidates, index, other));
  add_ids (unplaced->with, candidates, &other, 1, -1);
}

static void
explain_miss (RondoUnplaced *unplaced,
              const RondoCandidates *candidates,
              const RondoMatchMiss *miss)
{
  if (miss->kind == RONDO_MATCH_MISS_MUTUAL && miss->n_set > 1) {
    int other = miss->set[0] == miss->member ? miss->set[1] : miss->set[0];

    take_mutual (unplaced, candidates, miss->member, other);
    return;
  }
  take_rule (unplaced, RONDO_UNPLACED_TOO_FEW, describe_too_few (candidates, miss));
  add_ids (unplaced->with, candidates, miss->set, miss->n_set, miss->member);
  add_ids (unplaced->allowed, candidates, miss->partners, miss->n_partners, -1);
}

/* Placed, but less often than there is room for. */
static char *
describe_partly (const RondoCandidate *candidate, RondoShare share, gboolean is_stopped)
{
  g_autofree char *name = dup_name (candidate);
  int missing = MAX (candidate->clients - share.given, candidate->coaches - share.got);

  if (is_stopped)
    return g_strdup_printf (
        ngettext ("%s has room for %d more pairing; the search was stopped before one was found.",
                  "%s has room for %d more pairings; the search was stopped before they were "
                  "found.",
                  (gulong)missing),
        name,
        missing);
  return g_strdup_printf (
      ngettext ("%s has room for %d more pairing, but by the rules no plan has more pairings than "
                "this one.",
                "%s has room for %d more pairings, but by the rules no plan has more pairings than "
                "this one.",
                (gulong)missing),
      name,
      missing);
}

static void
explain_left_out (RondoUnplaced *unplaced,
                  const RondoCandidate *candidate,
                  const RondoMatchInstance *instance,
                  const RondoMatchMiss *miss,
                  gboolean is_stopped)
{
  Partners partners = find_partners (instance, (int)candidate->index);
  gboolean is_bound = partners.n_coaches == 1 && partners.n_clients == 1 &&
                      partners.coach == partners.client && !instance->mutual_allowed;
  g_autofree char *name = dup_name (candidate);

  if (partners.n_coaches == 0)
    take_rule (unplaced, RONDO_UNPLACED_NO_COACH, describe_nobody (candidate, TRUE));
  else if (partners.n_clients == 0)
    take_rule (unplaced, RONDO_UNPLACED_NO_CLIENT, describe_nobody (candidate, FALSE));
  else if (is_bound)
    take_mutual (unplaced, candidate->table, (int)candidate->index, partners.coach);
  else if (miss != NULL && miss->kind != RONDO_MATCH_MISS_ODD && miss->n_set > 0)
    explain_miss (unplaced, candidate->table, miss);
  else if (instance->rings != RONDO_MATCH_RINGS_ANY)
    take_rule (unplaced,
               RONDO_UNPLACED_ODD_ONE_OUT,
               rondo_triads_describe_left (candidate->table->round, name));
  else
    take_rule (unplaced, RONDO_UNPLACED_ODD_ONE_OUT, describe_odd (name, is_stopped));
}

RondoUnplaced *
rondo_unplaced_explain (const RondoCandidate *candidate,
                        const RondoMatchInstance *instance,
                        RondoShare share,
                        const RondoMatchMiss *miss,
                        gboolean is_stopped)
{
  RondoUnplaced *unplaced = rondo_unplaced_new ();

  unplaced->member = g_strdup (candidate->member->id);
  if (share.given > 0 || share.got > 0)
    take_rule (unplaced, RONDO_UNPLACED_PARTLY, describe_partly (candidate, share, is_stopped));
  else
    explain_left_out (unplaced, candidate, instance, miss, is_stopped);
  return unplaced;
}
