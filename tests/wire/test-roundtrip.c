/* SPDX-License-Identifier: GPL-3.0-or-later
 * Random values of every kind through JSON and back. The seed is printed by the test framework. */
#include "config.h"

#include "rondo-id.h"
#include "rondo-wire-bodies.h"
#include "rondo-wire-messages.h"
#include "wire-fixture.h"

#include <string.h>

#define ROUNDS 300
#define LARGE_PLAN 5000

static int
below (int limit)
{
  return g_test_rand_int_range (0, limit);
}

static char *
random_id (void)
{
  return rondo_id_new (((int64_t)(guint32)g_test_rand_int () << 16) &
                       G_GINT64_CONSTANT (0x7fffffffffff));
}

static int64_t
random_seq (void)
{
  return below (4) == 0 ? G_MAXINT64 : 1 + below (G_MAXINT32 - 1);
}

/* One line with whatever people write: quotes, backslashes, other scripts, direction marks. */
static char *
random_text (int max)
{
  static const char *const pieces[] = {"a",
                                       "Z",
                                       "é",
                                       "漢",
                                       "🙂",
                                       "\"",
                                       "\\",
                                       "/",
                                       "'",
                                       "אב",
                                       "\u200f",
                                       " x",
                                       "<b>",
                                       "&amp;",
                                       "%s",
                                       "\u2028",
                                       "{",
                                       "}"};
  GString *text = g_string_new ("x");

  for (int n = below (max); n > 0; n--)
    g_string_append (text, pieces[below ((int)G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static RondoDate
random_date (void)
{
  return -20000 + below (90000);
}

static void
replace (char **slot, char *text)
{
  g_free (*slot);
  *slot = text;
}

static void
fill_wishes (RondoWishes *wishes)
{
  static const char *const languages[] = {"en", "de", "pt-br"};
  static const char *const credentials[] = {"ACC", "PCC", "MCC"};
  static const char *const traits[] = {"woman", "career change", "Süd-Amerika", "電話"};

  for (int n = below (4); n > 0; n--) {
    int attribute = below (RONDO_N_WISH_ATTRIBUTES);
    g_autofree char *hours = g_strdup_printf ("%d", 1 + below (12));
    const char *const values[RONDO_N_WISH_ATTRIBUTES] = {
        [RONDO_WISH_LANGUAGE] = languages[below (3)],
        [RONDO_WISH_CREDENTIAL] = credentials[below (3)],
        [RONDO_WISH_ZONE] = hours,
        [RONDO_WISH_HOURS] = hours,
        [RONDO_WISH_GENDER] = traits[below (4)],
        [RONDO_WISH_NICHE] = traits[below (4)],
        [RONDO_WISH_REGION] = traits[below (4)],
        [RONDO_WISH_METHOD] = traits[below (4)],
    };

    g_ptr_array_add (wishes->wishes,
                     rondo_wish_new ((RondoWishLevel)below (3),
                                     (RondoWishAttribute)attribute,
                                     values[attribute]));
  }
  for (int n = below (3); n > 0; n--)
    g_ptr_array_add (wishes->requests, g_strdup_printf ("someone%d@example.org", below (1000)));
  for (int n = below (3); n > 0; n--)
    g_ptr_array_add (wishes->avoids, g_strdup_printf ("other%d@example.org", below (1000)));
}

/* Any half hour may be free or not, so that the longest texts come too. */
static RondoAvailability
random_availability (void)
{
  RondoAvailability grid = {{0}};
  int chance = below (4);

  for (guint day = 0; day < RONDO_AVAILABILITY_DAYS; day++)
    for (guint slot = 0; slot < RONDO_AVAILABILITY_SLOTS; slot++)
      rondo_availability_set (&grid, day, slot, below (4) < chance);
  return grid;
}

static RondoDate
random_date_or_none (void)
{
  return below (2) == 0 ? RONDO_DATE_NONE : random_date ();
}

static RondoAcceptance
random_acceptance (void)
{
  return (RondoAcceptance){below (3), random_date_or_none ()};
}

static void
fill_about (RondoAbout *about)
{
  static const char *const words[] = {"", "ACC", "PCC", "MCC"};

  replace (&about->bio, below (2) == 0 ? g_strdup ("") : g_strdup ("One line\nand one more."));
  about->credential_since = random_date_or_none ();
  replace (&about->verified, g_strdup (words[below (4)]));
  replace (&about->verified_by, below (2) == 0 ? g_strdup ("") : random_text (20));
  about->verified_on = random_date_or_none ();
  about->verified_until = random_date_or_none ();
  about->left_on = random_date_or_none ();
  about->consent = random_acceptance ();
  about->code = random_acceptance ();
}

static RondoMember *
random_member (void)
{
  static const char *const zones[] = {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"};
  RondoMember *member = rondo_member_new ();

  member->id = g_strdup (FIXTURE_ID);
  replace (&member->name, random_text (30));
  replace (&member->email, g_strdup_printf ("ä%d@example.org", below (1000000)));
  replace (&member->phone,
           below (2) == 0 ? g_strdup ("") : g_strdup_printf ("+%d", below (1000000)));
  g_strfreev (member->languages);
  member->languages = g_strsplit (below (2) == 0 ? "en" : "de,fr,pt-br", ",", -1);
  replace (&member->time_zone, g_strdup (zones[below (4)]));
  member->credential = (RondoCredential)below (4);
  member->is_active = below (2) == 0;
  member->training_hours = below (2) == 0 ? 0 : below (300);
  replace (&member->course, below (2) == 0 ? g_strdup ("") : random_text (20));
  for (int trait = 0; trait < RONDO_N_TRAITS; trait++) {
    g_strfreev (member->traits[trait]);
    member->traits[trait] = g_strsplit (below (2) == 0 ? "" : "one,two words,drei", ",", -1);
  }
  member->availability = random_availability ();
  fill_wishes (member->wishes);
  fill_about (&member->about);
  return member;
}

/* Encodes, decodes and encodes: both texts must be the same, and so must every struct field that
 * the second text was made from. */
#define ASSERT_SAME(Type, what, value)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) failure = NULL;                                                             \
    g_autofree char *first = rondo_wire_encode_##what ((value), NULL);                             \
    g_autoptr (Type) again = rondo_wire_decode_##what (FIXTURE_ID, first, &failure);               \
    g_autofree char *second = NULL;                                                                \
                                                                                                   \
    g_assert_no_error (failure);                                                                   \
    g_assert_cmpstr (again->id, ==, FIXTURE_ID);                                                   \
    second = rondo_wire_encode_##what (again, first);                                              \
    g_assert_cmpstr (first, ==, second);                                                           \
  }                                                                                                \
  G_STMT_END

static void
test_members (void)
{
  for (int i = 0; i < ROUNDS; i++) {
    g_autoptr (RondoMember) member = random_member ();
    g_autofree char *body = rondo_wire_encode_member (member, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (RondoMember) copy = rondo_wire_decode_member (FIXTURE_ID, body, &error);

    g_assert_no_error (error);
    g_assert_true (rondo_member_equal (member, copy));
  }
}

static void
test_profiles_and_registrations (void)
{
  for (int i = 0; i < ROUNDS; i++) {
    g_autoptr (RondoMember) member = random_member ();
    g_autoptr (RondoProfile) profile = rondo_profile_new_for_member (member);
    g_autofree char *round = random_id ();
    g_autofree char *owner = random_id ();
    g_autoptr (RondoRegistration) registration =
        rondo_registration_new (round, owner, member->wishes);
    g_autofree char *body = NULL;
    g_autoptr (RondoRegistration) copy = NULL;

    registration->clients = below (RONDO_CAPACITY_MAX + 1);
    registration->coaches = below (RONDO_CAPACITY_MAX + 1);
    registration->availability = random_availability ();
    registration->role = (RondoRole)below (RONDO_N_ROLES);
    registration->side = (RondoTeam)below (RONDO_N_TEAMS);
    body = rondo_wire_encode_registration (registration, NULL);
    copy = rondo_wire_decode_registration (registration->id, body, NULL);
    ASSERT_SAME (RondoProfile, profile, profile);
    g_assert_nonnull (copy);
    g_assert_cmpstr (copy->id, ==, registration->id);
    g_assert_cmpstr (copy->round, ==, round);
    g_assert_cmpstr (copy->member, ==, owner);
    g_assert_cmpint (copy->clients, ==, registration->clients);
    g_assert_cmpint (copy->coaches, ==, registration->coaches);
    g_assert_cmpint (copy->role, ==, registration->role);
    g_assert_cmpint (copy->side, ==, registration->side);
    g_assert_true (rondo_availability_equal (&copy->availability, &registration->availability));
    g_assert_true (rondo_wishes_equal (copy->wishes, member->wishes));
  }
}

/* Bodies as they were before the fields for matching; what is missing is as in something new. */
static void
test_bodies_of_before (void)
{
  static const char member_body[] =
      "{\"name\":\"Ben\",\"email\":\"ben@example.org\",\"phone\":\"\",\"languages\":[\"en\"],"
      "\"time_zone\":\"UTC\",\"credential\":\"\",\"active\":true,\"wishes\":[],\"requests\":[],"
      "\"avoids\":[]}";
  static const char round_body[] = "{\"name\":\"Spring\",\"start\":\"2026-03-01\",\"end\":"
                                   "\"2026-06-30\",\"sessions\":6,\"session_minutes\":60,"
                                   "\"state\":\"open\"}";
  static const char registration_body[] = "{\"round\":\"018f3b5e-7c1a-7d00-8000-00000000b001\","
                                          "\"member\":\"018f3b5e-7c1a-7d00-8000-00000000a001\","
                                          "\"wishes\":[],\"requests\":[],\"avoids\":[]}";
  g_autoptr (RondoRound) fresh = rondo_round_new ();
  g_autoptr (RondoMember) member = rondo_wire_decode_member (FIXTURE_ID, member_body, NULL);
  g_autoptr (RondoRound) round = rondo_wire_decode_round (FIXTURE_ID, round_body, NULL);
  g_autoptr (RondoRegistration) registration =
      rondo_wire_decode_registration (FIXTURE_ID, registration_body, NULL);

  g_assert_nonnull (member);
  g_assert_cmpstr (member->course, ==, "");
  g_assert_true (rondo_availability_is_empty (&member->availability));
  for (int trait = 0; trait < RONDO_N_TRAITS; trait++)
    g_assert_cmpuint (g_strv_length (member->traits[trait]), ==, 0);
  g_assert_nonnull (round);
  g_assert_cmpint (round->mutual_allowed, ==, fresh->mutual_allowed);
  g_assert_cmpint (round->repeat_after, ==, fresh->repeat_after);
  g_assert_cmpint (round->same_course, ==, fresh->same_course);
  g_assert_cmpint (round->capacity, ==, fresh->capacity);
  g_assert_nonnull (registration);
  g_assert_cmpint (registration->clients, ==, 0);
  g_assert_cmpint (registration->coaches, ==, 0);
  g_assert_true (rondo_availability_is_empty (&registration->availability));
}

static void
test_rounds (void)
{
  for (int i = 0; i < ROUNDS; i++) {
    g_autoptr (RondoRound) round = rondo_round_new ();
    g_autofree char *body = NULL;
    g_autoptr (RondoRound) copy = NULL;

    replace (&round->name, random_text (20));
    round->start = random_date ();
    round->end = round->start + below (100);
    round->session_count = 1 + below (RONDO_ROUND_SESSIONS_MAX);
    round->session_minutes = 1 + below (RONDO_SESSION_MINUTES_MAX);
    round->mutual_allowed = below (2) == 0;
    round->repeat_after = below (RONDO_REPEAT_AFTER_MAX + 1);
    round->same_course = (RondoPolicy)below (3);
    round->capacity = 1 + below (RONDO_CAPACITY_MAX);
    round->state = (RondoRoundState)below (2);
    body = rondo_wire_encode_round (round, NULL);
    copy = rondo_wire_decode_round (FIXTURE_ID, body, NULL);
    g_assert_nonnull (copy);
    g_assert_cmpstr (copy->name, ==, round->name);
    g_assert_cmpint (copy->start, ==, round->start);
    g_assert_cmpint (copy->end, ==, round->end);
    g_assert_cmpint (copy->session_count, ==, round->session_count);
    g_assert_cmpint (copy->session_minutes, ==, round->session_minutes);
    g_assert_cmpint (copy->mutual_allowed, ==, round->mutual_allowed);
    g_assert_cmpint (copy->repeat_after, ==, round->repeat_after);
    g_assert_cmpint (copy->same_course, ==, round->same_course);
    g_assert_cmpint (copy->capacity, ==, round->capacity);
    g_assert_cmpint (copy->state, ==, round->state);
    g_assert_cmpint (copy->version, ==, 0);
  }
}

static void
test_pairings_and_sessions (void)
{
  for (int i = 0; i < ROUNDS; i++) {
    g_autoptr (RondoPairing) pairing = rondo_pairing_new ();
    g_autoptr (RondoSession) session = rondo_session_new ();
    g_autofree char *body = NULL;
    g_autoptr (RondoSession) copy = NULL;

    pairing->round = random_id ();
    pairing->coach = random_id ();
    pairing->client = random_id ();
    pairing->state = (RondoPairingState)below (2);
    ASSERT_SAME (RondoPairing, pairing, pairing);
    session->pairing = random_id ();
    session->date = random_date ();
    session->minutes = 1 + below (RONDO_SESSION_MINUTES_MAX);
    body = rondo_wire_encode_session (session, NULL);
    copy = rondo_wire_decode_session (FIXTURE_ID, body, NULL);
    g_assert_nonnull (copy);
    g_assert_cmpstr (copy->pairing, ==, session->pairing);
    g_assert_cmpint (copy->date, ==, session->date);
    g_assert_cmpint (copy->minutes, ==, session->minutes);
  }
}

static void
test_hours (void)
{
  for (int i = 0; i < ROUNDS; i++) {
    g_autoptr (RondoClientPerson) client = rondo_client_person_new ();
    g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();
    g_autofree char *body = NULL;
    g_autoptr (RondoLogEntry) copy = NULL;

    replace (&client->name, random_text (30));
    replace (&client->contact, random_text (20));
    replace (&client->consent_note, below (2) == 0 ? g_strdup ("") : random_text (50));
    client->member = below (2) == 0 ? NULL : random_id ();
    client->has_consented = below (2) == 0;
    client->consent_date = client->has_consented ? random_date () : RONDO_DATE_NONE;
    ASSERT_SAME (RondoClientPerson, client, client);
    entry->client = random_id ();
    entry->session = below (2) == 0 ? NULL : random_id ();
    entry->date = random_date ();
    entry->minutes = 1 + below (RONDO_SESSION_MINUTES_MAX);
    entry->payment = (RondoPayment)below (3);
    entry->activity = (RondoActivity)below (RONDO_N_ACTIVITIES);
    entry->setting = (RondoSetting)below (3);
    entry->group_size = 1 + below (RONDO_GROUP_SIZE_MAX);
    entry->start_minute = below (RONDO_SESSION_MINUTES_MAX + 1) - 1;
    body = rondo_wire_encode_log_entry (entry, NULL);
    copy = rondo_wire_decode_log_entry (FIXTURE_ID, body, NULL);
    g_assert_nonnull (copy);
    g_assert_cmpstr (copy->client, ==, entry->client);
    g_assert_cmpstr (copy->session, ==, entry->session);
    g_assert_cmpint (copy->date, ==, entry->date);
    g_assert_cmpint (copy->minutes, ==, entry->minutes);
    g_assert_cmpint (copy->payment, ==, entry->payment);
    g_assert_cmpint (copy->activity, ==, entry->activity);
    g_assert_cmpint (copy->setting, ==, entry->setting);
    g_assert_cmpint (copy->group_size, ==, entry->group_size);
    g_assert_cmpint (copy->start_minute, ==, entry->start_minute);
  }
}

/* Logs of before there were groups and other activities. */
static void
test_old_log_entries (void)
{
  const char *body = "{\"client\":\"" FIXTURE_ID "\",\"session\":null,\"date\":\"2026-03-12\","
                     "\"minutes\":55,\"payment\":\"reciprocal\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoLogEntry) entry = rondo_wire_decode_log_entry (FIXTURE_ID, body, &error);

  g_assert_no_error (error);
  g_assert_cmpint (entry->minutes, ==, 55);
  g_assert_cmpint (entry->activity, ==, RONDO_ACTIVITY_COACHING);
  g_assert_cmpint (entry->setting, ==, RONDO_SETTING_DIRECT);
  g_assert_cmpint (entry->group_size, ==, 1);
  g_assert_cmpint (entry->start_minute, ==, RONDO_START_UNKNOWN);
}

static RondoPlan *
random_plan (int pairs, int unplaced)
{
  RondoPlan *plan = rondo_plan_new ();

  plan->round = random_id ();
  plan->round_version = random_seq ();
  plan->seed = ((uint64_t)g_test_rand_int () << 32 | (uint32_t)g_test_rand_int ()) |
               (below (2) == 0 ? G_GUINT64_CONSTANT (1) << 63 : 0);
  replace (&plan->engine, g_strdup ("rondo-match 1"));
  replace (&plan->input_hash, g_compute_checksum_for_string (G_CHECKSUM_SHA256, "input", -1));
  plan->status = (RondoPlanStatus)below (2);
  plan->value = below (2) == 0 ? G_MININT64 : below (1000000);
  for (int i = below (5); i > 0; i--) {
    RondoTier tier = {(RondoTierCode)below (4), random_seq (), -random_seq ()};

    g_array_append_val (plan->tiers, tier);
  }
  for (int i = 0; i < pairs; i++) {
    RondoPlannedPair *pair = rondo_planned_pair_new ();

    pair->pairing = random_id ();
    pair->coach = random_id ();
    pair->client = random_id ();
    for (int n = 0; n < 5; n++)
      g_ptr_array_add (pair->reasons,
                       rondo_reason_new ((RondoReasonCode)below (RONDO_N_REASONS),
                                         below (100),
                                         1000 - below (2000),
                                         n < 2 ? NULL : (n < 4 ? "de" : "prefer language de")));
    g_ptr_array_add (plan->pairs, pair);
  }
  for (int i = 0; i < unplaced; i++) {
    RondoUnplaced *left = rondo_unplaced_new ();

    left->member = random_id ();
    left->code = (RondoUnplacedCode)below (6);
    replace (&left->rule, random_text (20));
    g_ptr_array_add (left->with, random_id ());
    g_ptr_array_add (left->allowed, random_id ());
    g_ptr_array_add (plan->unplaced, left);
  }
  return plan;
}

static void
test_plans (void)
{
  for (int i = 0; i < ROUNDS / 10; i++) {
    g_autoptr (RondoPlan) plan = random_plan (below (20), below (5));
    g_autofree char *body = rondo_wire_encode_plan (plan, NULL);
    g_autoptr (RondoPlan) copy = rondo_wire_decode_plan (FIXTURE_ID, body, NULL);

    ASSERT_SAME (RondoPlan, plan, plan);
    g_assert_nonnull (copy);
    g_assert_true (copy->seed == plan->seed);
    g_assert_cmpint (copy->value, ==, plan->value);
    g_assert_cmpint (copy->round_version, ==, plan->round_version);
    g_assert_cmpuint (copy->pairs->len, ==, plan->pairs->len);
    g_assert_cmpuint (copy->unplaced->len, ==, plan->unplaced->len);
    g_assert_cmpuint (copy->tiers->len, ==, plan->tiers->len);
  }
}

static void
test_largest_plan_fits (void)
{
  g_autoptr (RondoPlan) plan = random_plan (LARGE_PLAN, 50);
  g_autofree char *body = rondo_wire_encode_plan (plan, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoPlan) copy = rondo_wire_decode_plan (FIXTURE_ID, body, &error);

  g_test_message ("a plan of %d pairs has %" G_GSIZE_FORMAT " bytes", LARGE_PLAN, strlen (body));
  g_assert_no_error (error);
  g_assert_cmpuint (copy->pairs->len, ==, LARGE_PLAN);
}

static char *
random_body (void)
{
  g_autofree char *text = random_text (20);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "note", text);
  json_object_set_int_member (object, "minutes", random_seq ());
  json_node_take_object (node, object);
  return json_to_string (node, FALSE);
}

static void
test_sync_requests (void)
{
  for (int i = 0; i < ROUNDS; i++) {
    g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();
    g_autoptr (RondoSyncRequest) copy = NULL;
    g_autofree char *text = NULL;
    g_autoptr (GError) error = NULL;

    request->epoch = below (2) == 0 ? NULL : g_strdup ("0123456789abcdef");
    request->limit = 1 + below (RONDO_WIRE_MAX_ROWS);
    g_ptr_array_add (request->cursors, rondo_cursor_new ("pub", random_seq ()));
    g_ptr_array_add (request->cursors, rondo_cursor_new ("u:" FIXTURE_ID, 0));
    for (int n = below (10); n > 0; n--) {
      RondoOp *op = rondo_op_new ();

      op->op = random_id ();
      op->id = random_id ();
      op->act = (RondoAct)below (3);
      op->kind = op->act == RONDO_ACT_PUBLISH ? RONDO_KIND_PLAN : (RondoKind)below (RONDO_N_KINDS);
      op->base = random_seq ();
      op->body = op->act == RONDO_ACT_DELETE ? NULL : random_body ();
      g_ptr_array_add (request->ops, op);
    }
    text = rondo_wire_encode_sync_request (request);
    copy = rondo_wire_decode_sync_request (text, strlen (text), &error);
    g_assert_no_error (error);
    g_assert_cmpstr (copy->epoch, ==, request->epoch);
    g_assert_cmpint (copy->limit, ==, request->limit);
    g_assert_cmpuint (copy->cursors->len, ==, 2);
    g_assert_cmpuint (copy->ops->len, ==, request->ops->len);
    for (guint n = 0; n < copy->ops->len; n++) {
      const RondoOp *before = g_ptr_array_index (request->ops, n);
      const RondoOp *after = g_ptr_array_index (copy->ops, n);

      g_assert_cmpstr (after->op, ==, before->op);
      g_assert_cmpstr (after->id, ==, before->id);
      g_assert_cmpint (after->act, ==, before->act);
      g_assert_cmpint (after->kind, ==, before->kind);
      g_assert_cmpint (after->base, ==, before->base);
      g_assert_cmpstr (after->body, ==, before->body);
    }
  }
}

static RondoRow *
random_row (void)
{
  RondoRow *row = rondo_row_new ();

  row->scope = g_strdup (below (2) == 0 ? "coord" : "u:" FIXTURE_ID);
  row->seq = random_seq ();
  row->id = random_id ();
  row->is_gone = below (3) == 0;
  row->is_known = below (4) != 0;
  row->kind = (RondoKind)(row->is_known ? below (RONDO_N_KINDS) : 0);
  row->kind_word = row->is_known ? NULL : g_strdup ("something-new");
  row->version = random_seq ();
  row->body = row->is_gone ? NULL : random_body ();
  return row;
}

static RondoOpResult *
random_result (void)
{
  RondoOpResult *result = rondo_op_result_new ();

  result->op = random_id ();
  result->is_refused = below (2) == 0;
  result->version = result->is_refused ? 0 : random_seq ();
  result->seq = result->is_refused ? 0 : random_seq ();
  result->code = result->is_refused ? g_strdup ("forbidden") : NULL;
  result->message = result->is_refused ? random_text (40) : NULL;
  return result;
}

static void
assert_same_answer (const RondoSyncAnswer *a, const RondoSyncAnswer *b)
{
  g_assert_cmpuint (a->rows->len, ==, b->rows->len);
  g_assert_cmpuint (a->results->len, ==, b->results->len);
  for (guint i = 0; i < a->rows->len; i++) {
    const RondoRow *before = g_ptr_array_index (a->rows, i);
    const RondoRow *after = g_ptr_array_index (b->rows, i);

    g_assert_cmpstr (after->scope, ==, before->scope);
    g_assert_cmpint (after->seq, ==, before->seq);
    g_assert_cmpstr (after->id, ==, before->id);
    g_assert_cmpint (after->is_gone, ==, before->is_gone);
    g_assert_cmpint (after->is_known, ==, before->is_known);
    g_assert_cmpint (after->kind, ==, before->kind);
    g_assert_cmpint (after->version, ==, before->version);
    g_assert_cmpstr (after->body, ==, before->body);
  }
  for (guint i = 0; i < a->results->len; i++) {
    const RondoOpResult *before = g_ptr_array_index (a->results, i);
    const RondoOpResult *after = g_ptr_array_index (b->results, i);

    g_assert_cmpstr (after->op, ==, before->op);
    g_assert_cmpint (after->is_refused, ==, before->is_refused);
    g_assert_cmpint (after->version, ==, before->version);
    g_assert_cmpint (after->seq, ==, before->seq);
    g_assert_cmpstr (after->code, ==, before->code);
    g_assert_cmpstr (after->message, ==, before->message);
  }
}

static void
test_sync_answers (void)
{
  for (int i = 0; i < ROUNDS; i++) {
    g_autoptr (RondoSyncAnswer) answer = rondo_sync_answer_new ();
    g_autoptr (RondoSyncAnswer) copy = NULL;
    g_autofree char *text = NULL;
    g_autoptr (GError) error = NULL;

    answer->epoch = g_strdup ("0123456789abcdef");
    answer->more = below (2) == 0;
    answer->is_coordinator = below (2) == 0;
    g_ptr_array_add (answer->cursors, rondo_cursor_new ("pub", random_seq ()));
    for (int n = below (8); n > 0; n--)
      g_ptr_array_add (answer->rows, random_row ());
    for (int n = below (8); n > 0; n--)
      g_ptr_array_add (answer->results, random_result ());
    text = rondo_wire_encode_sync_answer (answer);
    copy = rondo_wire_decode_sync_answer (text, strlen (text), &error);
    g_assert_no_error (error);
    g_assert_cmpint (copy->more, ==, answer->more);
    g_assert_cmpint (copy->is_coordinator, ==, answer->is_coordinator);
    assert_same_answer (answer, copy);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/roundtrip/members-come-back", test_members);
  g_test_add_func ("/wire/roundtrip/profiles-and-registrations-come-back",
                   test_profiles_and_registrations);
  g_test_add_func ("/wire/roundtrip/rounds-come-back", test_rounds);
  g_test_add_func ("/wire/roundtrip/bodies-of-before-load-as-new-ones-are", test_bodies_of_before);
  g_test_add_func ("/wire/roundtrip/pairings-and-sessions-come-back", test_pairings_and_sessions);
  g_test_add_func ("/wire/roundtrip/clients-and-log-entries-come-back", test_hours);
  g_test_add_func ("/wire/roundtrip/log-entries-without-the-later-members-load",
                   test_old_log_entries);
  g_test_add_func ("/wire/roundtrip/plans-come-back", test_plans);
  g_test_add_func ("/wire/roundtrip/largest-plan-fits", test_largest_plan_fits);
  g_test_add_func ("/wire/roundtrip/sync-requests-come-back", test_sync_requests);
  g_test_add_func ("/wire/roundtrip/sync-answers-come-back", test_sync_answers);
  return g_test_run ();
}
