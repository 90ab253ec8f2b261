/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plans, their pairs, reasons and members left out, as values. */
#include "config.h"

#include "rondo-plan.h"

#include <string.h>

static const char *const reason_words[] = {
    [RONDO_REASON_LANGUAGE] = "language",
    [RONDO_REASON_REQUEST] = "request",
    [RONDO_REASON_REQUESTED_CLIENT] = "requested-client",
    [RONDO_REASON_WISH_KEPT] = "wish-kept",
    [RONDO_REASON_WISH_MISSED] = "wish-missed",
    [RONDO_REASON_ZONE] = "zone",
    [RONDO_REASON_HOURS] = "hours",
    [RONDO_REASON_REPEAT] = "repeat",
    [RONDO_REASON_COURSE] = "same-course",
    [RONDO_REASON_LEFT_OUT] = "left-out-before",
    [RONDO_REASON_LOST_OUT] = "lost-out-before",
    [RONDO_REASON_KEPT] = "kept",
    [RONDO_REASON_LOCKED] = "locked",
};
static const char *const unplaced_words[] = {
    "no-coach", "no-client", "too-few", "only-mutual", "odd-one-out", "partly"};
static const char *const tier_words[] = {"placed", "kept", "band", "value"};

static gpointer
copy_string (gconstpointer source, gpointer user_data)
{
  return g_strdup (source);
}

static gpointer
copy_reason (gconstpointer source, gpointer user_data)
{
  const RondoReason *reason = source;

  return rondo_reason_new (reason->code, reason->number, reason->weight, reason->text);
}

static gpointer
copy_pair (gconstpointer source, gpointer user_data)
{
  const RondoPlannedPair *pair = source;
  RondoPlannedPair *copy = rondo_planned_pair_new ();

  copy->pairing = g_strdup (pair->pairing);
  copy->coach = g_strdup (pair->coach);
  copy->client = g_strdup (pair->client);
  copy->session_count = pair->session_count;
  g_ptr_array_extend (copy->reasons, pair->reasons, (GCopyFunc)copy_reason, NULL);
  return copy;
}

static gpointer
copy_unplaced (gconstpointer source, gpointer user_data)
{
  const RondoUnplaced *unplaced = source;
  RondoUnplaced *copy = rondo_unplaced_new ();

  copy->member = g_strdup (unplaced->member);
  copy->code = unplaced->code;
  g_free (copy->rule);
  copy->rule = g_strdup (unplaced->rule);
  g_ptr_array_extend (copy->with, unplaced->with, (GCopyFunc)copy_string, NULL);
  g_ptr_array_extend (copy->allowed, unplaced->allowed, (GCopyFunc)copy_string, NULL);
  return copy;
}

RondoPlan *
rondo_plan_new (void)
{
  RondoPlan *plan = g_new0 (RondoPlan, 1);

  plan->engine = g_strdup ("");
  plan->input_hash = g_strdup ("");
  plan->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_planned_pair_free);
  plan->unplaced = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_unplaced_free);
  plan->tiers = g_array_new (FALSE, TRUE, sizeof (RondoTier));
  return plan;
}

RondoPlan *
rondo_plan_copy (const RondoPlan *plan)
{
  RondoPlan *copy;

  g_return_val_if_fail (plan != NULL, NULL);

  copy = g_memdup2 (plan, sizeof *plan);
  copy->id = g_strdup (plan->id);
  copy->round = g_strdup (plan->round);
  copy->engine = g_strdup (plan->engine);
  copy->input_hash = g_strdup (plan->input_hash);
  copy->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_planned_pair_free);
  copy->unplaced = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_unplaced_free);
  g_ptr_array_extend (copy->pairs, plan->pairs, (GCopyFunc)copy_pair, NULL);
  g_ptr_array_extend (copy->unplaced, plan->unplaced, (GCopyFunc)copy_unplaced, NULL);
  copy->tiers = g_array_copy (plan->tiers);
  copy->amendment = plan->amendment != NULL ? rondo_amendment_copy (plan->amendment) : NULL;
  return copy;
}

void
rondo_plan_free (RondoPlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->id);
  g_free (plan->round);
  g_free (plan->engine);
  g_free (plan->input_hash);
  g_clear_pointer (&plan->pairs, g_ptr_array_unref);
  g_clear_pointer (&plan->unplaced, g_ptr_array_unref);
  g_clear_pointer (&plan->tiers, g_array_unref);
  g_clear_pointer (&plan->amendment, rondo_amendment_free);
  g_free (plan);
}

RondoReason *
rondo_reason_new (RondoReasonCode code, int number, int weight, const char *text)
{
  RondoReason *reason = g_new0 (RondoReason, 1);

  reason->code = code;
  reason->number = number;
  reason->weight = weight;
  reason->text = g_strdup (text);
  return reason;
}

void
rondo_reason_free (RondoReason *reason)
{
  if (reason == NULL)
    return;
  g_free (reason->text);
  g_free (reason);
}

RondoPlannedPair *
rondo_planned_pair_new (void)
{
  RondoPlannedPair *pair = g_new0 (RondoPlannedPair, 1);

  pair->reasons = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_reason_free);
  return pair;
}

RondoPairing *
rondo_planned_pair_to_pairing (const RondoPlannedPair *pair, const RondoPlan *plan)
{
  RondoPairing *pairing = NULL;

  g_return_val_if_fail (pair != NULL && plan != NULL, NULL);

  pairing = rondo_pairing_new ();
  pairing->id = g_strdup (pair->pairing);
  pairing->round = g_strdup (plan->round);
  pairing->coach = g_strdup (pair->coach);
  pairing->client = g_strdup (pair->client);
  pairing->is_quiet = plan->is_quiet;
  pairing->session_count = pair->session_count;
  return pairing;
}

void
rondo_planned_pair_free (RondoPlannedPair *pair)
{
  if (pair == NULL)
    return;
  g_free (pair->pairing);
  g_free (pair->coach);
  g_free (pair->client);
  g_clear_pointer (&pair->reasons, g_ptr_array_unref);
  g_free (pair);
}

RondoUnplaced *
rondo_unplaced_new (void)
{
  RondoUnplaced *unplaced = g_new0 (RondoUnplaced, 1);

  unplaced->rule = g_strdup ("");
  unplaced->with = g_ptr_array_new_with_free_func (g_free);
  unplaced->allowed = g_ptr_array_new_with_free_func (g_free);
  return unplaced;
}

void
rondo_unplaced_free (RondoUnplaced *unplaced)
{
  if (unplaced == NULL)
    return;
  g_free (unplaced->member);
  g_free (unplaced->rule);
  g_clear_pointer (&unplaced->with, g_ptr_array_unref);
  g_clear_pointer (&unplaced->allowed, g_ptr_array_unref);
  g_free (unplaced);
}

const char *
rondo_reason_code_to_word (RondoReasonCode code)
{
  return (guint)code < G_N_ELEMENTS (reason_words) ? reason_words[code] : NULL;
}

gboolean
rondo_reason_code_from_word (const char *word, RondoReasonCode *code)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (reason_words); i++)
    if (strcmp (reason_words[i], word) == 0) {
      *code = (RondoReasonCode)i;
      return TRUE;
    }
  return FALSE;
}

const char *
rondo_unplaced_code_to_word (RondoUnplacedCode code)
{
  return (guint)code < G_N_ELEMENTS (unplaced_words) ? unplaced_words[code] : NULL;
}

gboolean
rondo_unplaced_code_from_word (const char *word, RondoUnplacedCode *code)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (unplaced_words); i++)
    if (strcmp (unplaced_words[i], word) == 0) {
      *code = (RondoUnplacedCode)i;
      return TRUE;
    }
  return FALSE;
}

const char *
rondo_tier_code_to_word (RondoTierCode code)
{
  return (guint)code < G_N_ELEMENTS (tier_words) ? tier_words[code] : NULL;
}

gboolean
rondo_tier_code_from_word (const char *word, RondoTierCode *code)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (tier_words); i++)
    if (strcmp (tier_words[i], word) == 0) {
      *code = (RondoTierCode)i;
      return TRUE;
    }
  return FALSE;
}
