/* SPDX-License-Identifier: GPL-3.0-or-later
 * Builds the community once, through the engine of the server. */
#include "config.h"

#include "sim-template.h"

#include "rondo-client-schema.h"
#include "rondo-derived.h"
#include "rondo-id.h"
#include "rondo-server-accounts.h"
#include "rondo-server-apply.h"
#include "rondo-server-exchange.h"
#include "rondo-source.h"
#include "sim-world.h"

static int64_t
template_now_us (gpointer data)
{
  return SIM_START_US;
}

static uint32_t
template_random (gpointer data)
{
  return (uint32_t)sim_random_next (data);
}

static RondoDb *
open_db (const SimDisk *disk, const char *path, const RondoDbSchema *schema)
{
  g_autoptr (GError) error = NULL;
  RondoDb *db = rondo_db_open_on (SIM_DISK_VFS, path, schema, &error);

  g_assert_no_error (error);
  return db;
}

char *
sim_email (guint member)
{
  return g_strdup_printf ("m%u@example.org", member);
}

static void
write_member (const RondoServerWriter *writer, SimTemplate *self, guint i)
{
  g_autoptr (RondoMember) member = rondo_member_new ();
  g_autoptr (RondoServerRecord) record = NULL;
  RondoServerAccount account = {0};
  g_autoptr (GError) error = NULL;

  self->members[i] = rondo_id_new (SIM_START_US);
  g_free (member->id);
  member->id = g_strdup (self->members[i]);
  g_free (member->name);
  member->name = g_strdup_printf ("Member %u", i);
  g_free (member->email);
  member->email = sim_email (i);
  g_free (member->phone);
  member->phone = g_strdup_printf ("+%u", i);
  g_strfreev (member->languages);
  member->languages = g_strsplit ("en", ",", -1);
  g_free (member->time_zone);
  member->time_zone = g_strdup ("UTC");
  member->is_active = TRUE;
  record = rondo_server_record_new (RONDO_KIND_MEMBER, member->id, member->id);
  record->body = rondo_wire_encode_member (member, NULL);
  rondo_server_write_record (writer, record, &error);
  g_assert_no_error (error);
  account.member = self->members[i];
  account.is_coordinator = i == SIM_COORDINATOR;
  account.password = (char *)"none";
  rondo_server_accounts_insert (writer->db, &account, SIM_START_US, &error);
  g_assert_no_error (error);
}

static void
add_op (GPtrArray *ops, RondoAct act, RondoKind kind, const char *id, int64_t base, char *body)
{
  RondoOp *op = rondo_op_new ();

  op->op = rondo_id_new (SIM_START_US);
  op->act = act;
  op->kind = kind;
  op->id = g_strdup (id);
  op->base = base;
  op->body = body;
  g_ptr_array_add (ops, op);
}

static char *
add_round (GPtrArray *ops, const char *name)
{
  g_autoptr (RondoRound) round = rondo_round_new ();

  g_free (round->id);
  round->id = rondo_id_new (SIM_START_US);
  g_free (round->name);
  round->name = g_strdup (name);
  round->start = 20500;
  round->end = 20600;
  round->session_count = 6;
  round->session_minutes = 60;
  add_op (
      ops, RONDO_ACT_PUT, RONDO_KIND_ROUND, round->id, 0, rondo_wire_encode_round (round, NULL));
  return g_strdup (round->id);
}

static void
add_registrations (GPtrArray *ops, SimTemplate *self, const char *round, guint count)
{
  for (guint i = 0; i < count; i++) {
    g_autoptr (RondoWishes) wishes = rondo_wishes_new ();
    g_autoptr (RondoRegistration) registration =
        rondo_registration_new (round, self->members[i], wishes);

    add_op (ops,
            RONDO_ACT_PUT,
            RONDO_KIND_REGISTRATION,
            registration->id,
            0,
            rondo_wire_encode_registration (registration, NULL));
  }
}

/* Everybody coaches the next. */
static void
add_plan (GPtrArray *ops, SimTemplate *self)
{
  g_autoptr (RondoPlan) plan = rondo_plan_new ();

  g_free (plan->id);
  plan->id = rondo_id_new (SIM_START_US);
  g_free (plan->round);
  plan->round = g_strdup (self->published);
  plan->round_version = 1;
  g_free (plan->engine);
  plan->engine = g_strdup ("by hand");
  g_free (plan->input_hash);
  plan->input_hash = g_strdup ("");
  for (guint i = 0; i < SIM_PAIRED; i++) {
    RondoPlannedPair *pair = rondo_planned_pair_new ();

    pair->pairing = self->pairings[i] = rondo_id_new (SIM_START_US);
    pair->pairing = g_strdup (pair->pairing);
    pair->coach = g_strdup (self->members[i]);
    pair->client = g_strdup (self->members[(i + 1) % SIM_PAIRED]);
    g_ptr_array_add (plan->pairs, pair);
  }
  add_op (
      ops, RONDO_ACT_PUBLISH, RONDO_KIND_PLAN, plan->id, 1, rondo_wire_encode_plan (plan, NULL));
}

static void
fill_rounds (RondoDb *db, const RondoServerCommunity *community, SimTemplate *self)
{
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();
  g_autoptr (RondoSyncAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  self->published = add_round (request->ops, "Spring");
  self->open = add_round (request->ops, "Summer");
  add_registrations (request->ops, self, self->published, SIM_PAIRED);
  add_registrations (request->ops, self, self->open, 3);
  add_plan (request->ops, self);
  answer = rondo_server_exchange (
      db, community, self->members[SIM_COORDINATOR], request, SIM_START_US, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < answer->results->len; i++) {
    const RondoOpResult *result = g_ptr_array_index (answer->results, i);

    if (result->is_refused)
      g_error ("the first op %u was refused: %s", i, result->message);
  }
}

static void
make_server (SimTemplate *self)
{
  RondoServerCommunity community = {0};
  RondoServerWriter writer = {0};
  g_autoptr (RondoServerCommunity) loaded = NULL;
  g_autoptr (GError) error = NULL;
  RondoDb *db = NULL;

  self->server = sim_disk_new ("template-server", 1);
  db = open_db (self->server, "template-server/" SIM_SERVER_FILE, rondo_server_schema ());
  community.name = (char *)"Coaches";
  community.epoch = (char *)"00000000000000000000000000000001";
  community.salt = (char *)"00000000000000000000000000000002";
  rondo_db_begin (db, &error);
  rondo_server_community_insert (db, &community, SIM_START_US, &error);
  g_assert_no_error (error);
  rondo_db_commit (db, &error);
  g_assert_no_error (error);
  loaded = rondo_server_community_load (db, &error);
  g_assert_no_error (error);
  rondo_db_begin (db, &error);
  g_assert_no_error (error);
  writer.db = db;
  writer.community = loaded;
  writer.is_coordinator = TRUE;
  writer.reason = "setup";
  writer.now_us = SIM_START_US;
  for (guint i = 0; i < SIM_MEMBERS; i++)
    write_member (&writer, self, i);
  rondo_db_commit (db, &error);
  g_assert_no_error (error);
  fill_rounds (db, loaded, self);
  rondo_db_close (db);
}

static void
make_client (SimTemplate *self)
{
  RondoDb *db = NULL;
  g_autoptr (GError) error = NULL;

  self->client = sim_disk_new ("template-client", 1);
  db = open_db (self->client, "template-client/" SIM_CLIENT_FILE, rondo_client_schema_get ());
  rondo_derived_ensure (db, &error);
  g_assert_no_error (error);
  rondo_db_close (db);
}

const SimTemplate *
sim_template_get (void)
{
  static SimTemplate *self;
  SimRandom random = {1};
  RondoSource source = {template_now_us, template_random, &random};

  if (self != NULL)
    return self;
  self = g_new0 (SimTemplate, 1);
  sim_disk_set_randomness (1);
  rondo_source_set (&source);
  make_server (self);
  make_client (self);
  rondo_source_set (NULL);
  return self;
}
