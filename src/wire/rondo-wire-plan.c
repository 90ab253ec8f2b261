/* SPDX-License-Identifier: GPL-3.0-or-later
 * The body of a plan: its pairs with their reasons, and who was left out. */
#include "config.h"

#include "rondo-wire-bodies.h"

#include "rondo-life.h"
#include "rondo-wire-values.h"

#include <string.h>

#define ENGINE_MAX_BYTES 100
#define HASH_MAX_BYTES 128
#define SEED_MAX_BYTES 20
#define REASON_TEXT_MAX_BYTES 400
#define PAIRS_MAX 20000
#define REASONS_MAX 200
#define TIERS_MAX 10

static const char *const status_words[] = {
    [RONDO_PLAN_OPTIMAL] = "optimal", [RONDO_PLAN_FEASIBLE] = "feasible"};

static gboolean
status_from_word (const char *word, RondoPlanStatus *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (status_words); i++) {
    if (strcmp (status_words[i], word) != 0)
      continue;
    *status = (RondoPlanStatus)i;
    return TRUE;
  }
  return FALSE;
}

static gboolean
seed_from_word (const char *word, uint64_t *seed)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (word, 10, 0, G_MAXUINT64, &number, NULL))
    return FALSE;
  *seed = number;
  return TRUE;
}

static JsonObject *
encode_reason (const RondoReason *reason)
{
  JsonObject *object = json_object_new ();

  /* A plan has some for each pair, and must not become too large: what says nothing is left out. */
  rondo_wire_put_text (object, "code", rondo_reason_code_to_word (reason->code));
  if (reason->number != 0)
    json_object_set_int_member (object, "number", reason->number);
  if (reason->weight != 0)
    json_object_set_int_member (object, "weight", reason->weight);
  if (reason->text != NULL)
    rondo_wire_put_text (object, "text", reason->text);
  return object;
}

static void
read_reason (RondoWireReader *reader, gpointer target)
{
  RondoPlannedPair *pair = target;
  RondoReason *reason = rondo_reason_new (RONDO_REASON_LANGUAGE, 0, 0, NULL);

  g_ptr_array_add (pair->reasons, reason);
  rondo_wire_read_enum (reader, "code", rondo_reason_code_from_word, &reason->code);
  if (rondo_wire_reader_has (reader, "number"))
    reason->number = (int)rondo_wire_read_int (reader, "number", G_MININT32, G_MAXINT32);
  if (rondo_wire_reader_has (reader, "weight"))
    reason->weight = (int)rondo_wire_read_int (reader, "weight", G_MININT32, G_MAXINT32);
  rondo_wire_read_text_or_null (reader, "text", REASON_TEXT_MAX_BYTES, &reason->text);
}

static JsonObject *
encode_pair (const RondoPlannedPair *pair)
{
  JsonObject *object = json_object_new ();
  JsonArray *reasons = json_array_sized_new (pair->reasons->len);

  rondo_wire_put_text (object, "pairing", pair->pairing);
  rondo_wire_put_text (object, "coach", pair->coach);
  rondo_wire_put_text (object, "client", pair->client);
  for (guint i = 0; i < pair->reasons->len; i++)
    json_array_add_object_element (reasons, encode_reason (g_ptr_array_index (pair->reasons, i)));
  json_object_set_array_member (object, "reasons", reasons);
  if (pair->session_count > 0)
    json_object_set_int_member (object, "sessions", pair->session_count);
  return object;
}

static void
read_pair (RondoWireReader *reader, gpointer target)
{
  RondoPlan *plan = target;
  RondoPlannedPair *pair = rondo_planned_pair_new ();

  g_ptr_array_add (plan->pairs, pair);
  rondo_wire_read_id (reader, "pairing", &pair->pairing);
  rondo_wire_read_id (reader, "coach", &pair->coach);
  rondo_wire_read_id (reader, "client", &pair->client);
  rondo_wire_read_objects (reader, "reasons", REASONS_MAX, read_reason, pair);
  pair->session_count =
      (int)rondo_wire_read_int_or_null (reader, "sessions", 0, RONDO_ROUND_SESSIONS_MAX, 0);
}

static JsonObject *
encode_unplaced (const RondoUnplaced *unplaced)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "member", unplaced->member);
  rondo_wire_put_text (object, "code", rondo_unplaced_code_to_word (unplaced->code));
  rondo_wire_put_text (object, "rule", unplaced->rule);
  rondo_wire_put_texts (object, "with", unplaced->with);
  rondo_wire_put_texts (object, "allowed", unplaced->allowed);
  return object;
}

static void
read_unplaced (RondoWireReader *reader, gpointer target)
{
  RondoPlan *plan = target;
  RondoUnplaced *unplaced = rondo_unplaced_new ();

  g_ptr_array_add (plan->unplaced, unplaced);
  rondo_wire_read_id (reader, "member", &unplaced->member);
  rondo_wire_read_enum (reader, "code", rondo_unplaced_code_from_word, &unplaced->code);
  rondo_wire_read_text (reader, "rule", RONDO_RULE_MAX_BYTES, &unplaced->rule);
  rondo_wire_read_ids (reader, "with", PAIRS_MAX, unplaced->with);
  rondo_wire_read_ids (reader, "allowed", PAIRS_MAX, unplaced->allowed);
}

static JsonObject *
encode_tier (const RondoTier *tier)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "tier", rondo_tier_code_to_word (tier->code));
  json_object_set_int_member (object, "reached", tier->reached);
  json_object_set_int_member (object, "bound", tier->bound);
  return object;
}

static void
read_tier (RondoWireReader *reader, gpointer target)
{
  RondoPlan *plan = target;
  RondoTier tier = {0};

  rondo_wire_read_enum (reader, "tier", rondo_tier_code_from_word, &tier.code);
  tier.reached = rondo_wire_read_int (reader, "reached", G_MININT64, G_MAXINT64);
  tier.bound = rondo_wire_read_int (reader, "bound", G_MININT64, G_MAXINT64);
  g_array_append_val (plan->tiers, tier);
}

static void
put_lists (JsonObject *object, const RondoPlan *plan)
{
  JsonArray *pairs = json_array_sized_new (plan->pairs->len);
  JsonArray *unplaced = json_array_sized_new (plan->unplaced->len);
  JsonArray *tiers = json_array_sized_new (plan->tiers->len);

  for (guint i = 0; i < plan->tiers->len; i++)
    json_array_add_object_element (tiers, encode_tier (&g_array_index (plan->tiers, RondoTier, i)));
  json_object_set_array_member (object, "tiers", tiers);
  for (guint i = 0; i < plan->pairs->len; i++)
    json_array_add_object_element (pairs, encode_pair (g_ptr_array_index (plan->pairs, i)));
  json_object_set_array_member (object, "pairs", pairs);
  for (guint i = 0; i < plan->unplaced->len; i++)
    json_array_add_object_element (unplaced,
                                   encode_unplaced (g_ptr_array_index (plan->unplaced, i)));
  json_object_set_array_member (object, "unplaced", unplaced);
}

static void
read_leaving (RondoWireReader *reader, gpointer target)
{
  RondoAmendment *amendment = target;
  RondoLeaving *leaving = rondo_leaving_new (NULL, RONDO_ROLE_BOTH, NULL);

  g_ptr_array_add (amendment->leaving, leaving);
  rondo_wire_read_id (reader, "member", &leaving->member);
  rondo_wire_read_enum (reader, "stops", rondo_role_from_word, &leaving->stops);
  if (rondo_wire_reader_has (reader, "reason"))
    rondo_wire_read_text (reader, "reason", RONDO_REASON_MAX_BYTES, &leaving->reason);
}

static void
read_ending (RondoWireReader *reader, gpointer target)
{
  RondoAmendment *amendment = target;
  RondoEnding *ending = rondo_ending_new (NULL, RONDO_PAIRING_INCOMPLETE, NULL);

  g_ptr_array_add (amendment->endings, ending);
  rondo_wire_read_id (reader, "pairing", &ending->pairing);
  rondo_wire_read_enum (reader, "state", rondo_pairing_state_from_word, &ending->state);
  rondo_wire_read_id_or_null (reader, "replaced_by", &ending->replaced_by);
}

static void
read_amendment (RondoWireReader *reader, RondoPlan *plan)
{
  if (!rondo_wire_reader_has (reader, "amends_on"))
    return;
  plan->amendment = rondo_amendment_new ();
  rondo_wire_read_date_or_null (reader, "amends_on", &plan->amendment->day);
  rondo_wire_read_objects (reader, "leaving", PAIRS_MAX, read_leaving, plan->amendment);
  rondo_wire_read_objects (reader, "endings", PAIRS_MAX, read_ending, plan->amendment);
  rondo_wire_read_ids (reader, "called", PAIRS_MAX, plan->amendment->called);
}

static JsonObject *
encode_leaving (const RondoLeaving *leaving)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "member", leaving->member);
  rondo_wire_put_text (object, "stops", rondo_role_to_word (leaving->stops));
  if (*leaving->reason != '\0')
    rondo_wire_put_text (object, "reason", leaving->reason);
  return object;
}

static JsonObject *
encode_ending (const RondoEnding *ending)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "pairing", ending->pairing);
  rondo_wire_put_text (object, "state", rondo_pairing_state_to_word (ending->state));
  if (ending->replaced_by != NULL)
    rondo_wire_put_text (object, "replaced_by", ending->replaced_by);
  return object;
}

static void
put_amendment (JsonObject *object, const RondoAmendment *amendment)
{
  JsonArray *leaving = json_array_new ();
  JsonArray *endings = json_array_new ();

  rondo_wire_put_date (object, "amends_on", amendment->day);
  for (guint i = 0; i < amendment->leaving->len; i++)
    json_array_add_object_element (leaving, encode_leaving (amendment->leaving->pdata[i]));
  json_object_set_array_member (object, "leaving", leaving);
  for (guint i = 0; i < amendment->endings->len; i++)
    json_array_add_object_element (endings, encode_ending (amendment->endings->pdata[i]));
  json_object_set_array_member (object, "endings", endings);
  rondo_wire_put_texts (object, "called", amendment->called);
}

char *
rondo_wire_encode_plan (const RondoPlan *plan, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);
  char seed[SEED_MAX_BYTES + 1];

  /* A seed has 64 bits without a sign; as a number many JSON readers would round it. */
  g_snprintf (seed, sizeof seed, "%" G_GUINT64_FORMAT, (guint64)plan->seed);
  rondo_wire_put_text (object, "round", plan->round);
  json_object_set_int_member (object, "round_version", plan->round_version);
  rondo_wire_put_text (object, "seed", seed);
  rondo_wire_put_text (object, "engine", plan->engine);
  rondo_wire_put_text (object, "input_hash", plan->input_hash);
  rondo_wire_put_text (object, "status", status_words[plan->status]);
  json_object_set_int_member (object, "value", plan->value);
  put_lists (object, plan);
  if (plan->amendment != NULL)
    put_amendment (object, plan->amendment);
  if (plan->is_quiet || json_object_has_member (object, "quiet"))
    json_object_set_boolean_member (object, "quiet", plan->is_quiet);
  return rondo_wire_object_end (object);
}

RondoPlan *
rondo_wire_decode_plan (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoPlan) plan = rondo_plan_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  plan->id = g_strdup (id);
  rondo_wire_read_id (reader, "round", &plan->round);
  plan->round_version = rondo_wire_read_int (reader, "round_version", 0, G_MAXINT64);
  rondo_wire_read_enum (reader, "seed", seed_from_word, &plan->seed);
  rondo_wire_read_text (reader, "engine", ENGINE_MAX_BYTES, &plan->engine);
  rondo_wire_read_text (reader, "input_hash", HASH_MAX_BYTES, &plan->input_hash);
  rondo_wire_read_enum (reader, "status", status_from_word, &plan->status);
  plan->value = rondo_wire_read_int (reader, "value", G_MININT64, G_MAXINT64);
  if (rondo_wire_reader_has (reader, "tiers"))
    rondo_wire_read_objects (reader, "tiers", TIERS_MAX, read_tier, plan);
  rondo_wire_read_objects (reader, "pairs", PAIRS_MAX, read_pair, plan);
  rondo_wire_read_objects (reader, "unplaced", PAIRS_MAX, read_unplaced, plan);
  read_amendment (reader, plan);
  if (rondo_wire_reader_has (reader, "quiet"))
    rondo_wire_read_bool (reader, "quiet", &plan->is_quiet);
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&plan);
}
