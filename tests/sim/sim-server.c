/* SPDX-License-Identifier: GPL-3.0-or-later
 * From the bytes of a request to those of an answer, without sockets. */
#include "config.h"

#include "sim-server.h"

#include "rondo-enroll.h"
#include "rondo-id.h"
#include "rondo-server-deposits.h"
#include "rondo-server-devices.h"
#include "rondo-server-exchange.h"
#include "rondo-server-have.h"
#include "rondo-server-joining.h"
#include "rondo-server-problem.h"
#include "rondo-server-records.h"
#include "rondo-source.h"
#include "sim-check.h"
#include "sim-keys.h"
#include "sim-merging.h"
#include "sim-template.h"

/* The longest a server is down, seconds. */
#define DOWN_SECONDS 3600

void
sim_server_init (SimWorld *world)
{
  world->server.disk = sim_disk_new ("server", sim_random_next (&world->random));
  world->server.path = g_strdup ("server/" SIM_SERVER_FILE);
  sim_disk_copy (sim_template_get ()->server, world->server.disk);
  sim_server_start (world);
}

static void
close_server (SimWorld *world)
{
  g_clear_pointer (&world->community, rondo_server_community_free);
  g_clear_pointer (&world->server.db, rondo_db_close);
}

void
sim_server_clear (SimWorld *world)
{
  close_server (world);
  g_clear_pointer (&world->server.disk, sim_disk_free);
  g_clear_pointer (&world->server.path, g_free);
}

void
sim_server_start (SimWorld *world)
{
  SimComputer *before = NULL;
  g_autoptr (GError) error = NULL;

  if (world->server.db != NULL)
    return;
  before = sim_enter (world, &world->server);
  if (sim_disk_is_stopped (world->server.disk))
    sim_disk_start (world->server.disk);
  world->server.db =
      rondo_db_open_on (SIM_DISK_VFS, world->server.path, rondo_server_schema (), &error);
  if (world->server.db != NULL)
    world->community = rondo_server_community_load (world->server.db, &error);
  if (world->community == NULL)
    sim_fail (world, "the server does not start: %s", error->message);
  sim_leave (world, before);
  sim_merging_find_out (world);
}

void
sim_server_stop (SimWorld *world, gboolean is_power)
{
  if (world->server.db == NULL)
    return;
  sim_disk_stop (world->server.disk, is_power);
  close_server (world);
  world->result->crashes++;
  world->server.off_until_us =
      world->now_us + sim_random_below (&world->random, DOWN_SECONDS) * SIM_SECOND_US;
  sim_tell (world, "server: stops");
}

gboolean
sim_server_is_down (SimWorld *world)
{
  if (world->server.db == NULL && (world->is_calm || world->now_us >= world->server.off_until_us)) {
    sim_tell (world, "server: starts");
    sim_server_start (world);
  }
  return world->server.db == NULL;
}

static char *
problem (const GError *error, guint *status)
{
  *status = rondo_server_problem_get_status (error);
  return rondo_server_problem_to_json (error);
}

static char *
serve_hello (SimWorld *world, GError **error)
{
  g_auto (RondoServerState) state = {0};

  if (!rondo_server_community_read_state (world->server.db, &state, error))
    return NULL;
  return rondo_wire_encode_hello (&(RondoHello){
      .server = (char *)"rondo",
      .community = world->community->name,
      .community_id = world->community->identity,
      .epoch = state.epoch,
      .protocol = RONDO_WIRE_VERSION,
  });
}

static char *
serve_token (SimWorld *world, const SimRequest *request, GError **error)
{
  g_autoptr (RondoTokenRequest) renewal =
      rondo_wire_decode_token_request (request->body, request->length, error);
  g_autofree char *token =
      renewal != NULL
          ? rondo_server_devices_renew (
                world->server.db, renewal->refresh, renewal->next, rondo_source_now_us (), error)
          : NULL;

  if (token == NULL)
    return NULL;
  return rondo_wire_encode_token_answer (
      &(RondoTokenAnswer){.token = token, .seconds = RONDO_SERVER_ACCESS_SECONDS});
}

static char *
serve_deposit (SimWorld *world, const SimRequest *request, GError **error)
{
  g_autoptr (RondoSyncRequest) deposit = NULL;
  g_autofree char *member = NULL;

  if (!rondo_server_devices_find_held (
          world->server.db, request->token, rondo_source_now_us (), &member, error))
    return NULL;
  if (member == NULL) {
    rondo_server_refuse (error, RONDO_SERVER_PROBLEM_UNAUTHORIZED, "Not on hold.");
    return NULL;
  }
  deposit = rondo_wire_decode_sync_request (request->body, request->length, error);
  return deposit != NULL &&
                 rondo_server_deposits_keep (
                     world->server.db, member, deposit->ops, rondo_source_now_us (), error)
             ? g_strdup ("{}")
             : NULL;
}

static char *
serve_have (SimWorld *world, const SimRequest *request, GError **error)
{
  g_autoptr (RondoHaveRequest) have =
      rondo_wire_decode_have_request (request->body, request->length, error);
  g_autoptr (RondoHaveAnswer) answer =
      have != NULL ? rondo_server_have (
                         world->server.db, world->community, have, rondo_source_now_us (), error)
                   : NULL;

  return answer != NULL ? rondo_wire_encode_have_answer (answer) : NULL;
}

/* What became of the ops, for the story. */
static void
tell_results (SimWorld *world, const RondoSyncRequest *sync, const RondoSyncAnswer *answer)
{
  for (guint i = 0; i < answer->results->len; i++) {
    const RondoOp *op = g_ptr_array_index (sync->ops, i);
    const RondoOpResult *result = g_ptr_array_index (answer->results, i);

    sim_tell (world,
              "server: %s %s %s of %" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT "%s%s",
              rondo_act_to_word (op->act),
              rondo_kind_to_word (op->kind),
              op->id,
              op->base,
              result->is_refused ? "is refused" : "is version",
              result->version,
              result->is_refused ? ": " : "",
              result->is_refused ? result->message : "");
  }
}

static char *
serve_sync (SimWorld *world, const SimRequest *request, const char *member, GError **error)
{
  g_autoptr (RondoSyncRequest) sync =
      rondo_wire_decode_sync_request (request->body, request->length, error);
  g_autoptr (RondoSyncAnswer) answer = NULL;

  if (sync == NULL)
    return NULL;
  sync->limit = MIN (sync->limit, world->options->page);
  answer = rondo_server_exchange (
      world->server.db, world->community, member, sync, rondo_source_now_us (), error);
  if (answer != NULL)
    tell_results (world, sync, answer);
  return answer != NULL ? rondo_wire_encode_sync_answer (answer) : NULL;
}

static char *
serve_member (SimWorld *world, const SimRequest *request, char **member, GError **error)
{
  const char *token = request->token != NULL ? request->token : "";

  if (!rondo_server_devices_find (world->server.db, token, rondo_source_now_us (), member, error))
    return NULL;
  if (*member == NULL) {
    rondo_server_refuse (error, RONDO_SERVER_PROBLEM_UNAUTHORIZED, "Sign in again.");
    return NULL;
  }
  return g_str_equal (request->path, "/v1/have") ? serve_have (world, request, error)
                                                 : serve_sync (world, request, *member, error);
}

/* As the desk of the server does. */
static char *
serve (SimWorld *world, const SimRequest *request, char **member, GError **error)
{
  g_autoptr (GError) problem = NULL;
  char *answer = NULL;

  if (g_str_equal (request->path, "/v1/hello"))
    return serve_hello (world, error);
  if (g_str_equal (request->path, "/v1/token"))
    answer = serve_token (world, request, &problem);
  else if (g_str_equal (request->path, "/v1/deposit"))
    answer = serve_deposit (world, request, &problem);
  else
    answer = serve_member (world, request, member, &problem);
  if (problem != NULL && problem->domain != RONDO_SERVER_PROBLEM &&
      rondo_server_problem_is_refusal (problem))
    rondo_server_refuse (error, RONDO_SERVER_PROBLEM_BAD_REQUEST, problem->message);
  else if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return answer;
}

char *
sim_server_answer (SimWorld *world, const SimRequest *request, guint *status)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *member = NULL;
  SimComputer *before = NULL;

  if (sim_server_is_down (world))
    return NULL;
  before = sim_enter (world, &world->server);
  text = serve (world, request, &member, &error);
  sim_leave (world, before);
  if (sim_disk_is_stopped (world->server.disk)) {
    sim_server_stop (world, FALSE);
    return NULL;
  }
  if (text == NULL)
    return problem (error, status);
  *status = 200;
  if (member != NULL)
    sim_check_answer (world, member, text);
  return g_steal_pointer (&text);
}

gboolean
sim_server_sign_in (SimWorld *world, SimDevice *device)
{
  const SimTemplate *made = sim_template_get ();
  g_autoptr (RondoAccountAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  SimComputer *before = NULL;
  gboolean is_good = FALSE;
  guint member = device->member;

  if (sim_server_is_down (world))
    return FALSE;
  member = sim_merging_get (world, member);
  before = sim_enter (world, &world->server);
  answer = rondo_server_joining_login (world->server.db,
                                       world->community,
                                       made->members[member],
                                       "sim",
                                       NULL,
                                       rondo_source_now_us (),
                                       &error);
  sim_leave (world, before);
  if (sim_disk_is_stopped (world->server.disk))
    sim_server_stop (world, FALSE);
  if (answer == NULL || world->server.db == NULL)
    return FALSE;
  before = sim_enter (world, &device->computer);
  is_good = rondo_enroll_save_answer (device->computer.db, SIM_SERVER_NAME, answer, &error);
  sim_leave (world, before);
  if (!is_good)
    return FALSE;
  device->member = member;
  sim_keys_sign_in (device, answer);
  return TRUE;
}

char *
sim_server_read_body (SimWorld *world, const char *id, int64_t *version)
{
  g_autoptr (RondoServerRecord) record = NULL;

  *version = 0;
  if (world->server.db == NULL ||
      !rondo_server_records_find (world->server.db, id, &record, NULL) || record == NULL)
    return NULL;
  *version = record->version;
  return g_steal_pointer (&record->body);
}

gboolean
sim_server_act (
    SimWorld *world, guint member, RondoAct act, RondoKind kind, const char *id, const char *body)
{
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();
  g_autoptr (RondoSyncAnswer) answer = NULL;
  RondoOp *op;
  g_autofree char *current = NULL;
  SimComputer *before = NULL;

  if (sim_server_is_down (world))
    return FALSE;
  op = rondo_op_new ();
  before = sim_enter (world, &world->server);
  current = sim_server_read_body (world, id, &op->base);
  op->op = rondo_id_new (world->now_us);
  op->act = act;
  op->kind = kind;
  op->id = g_strdup (id);
  op->body = g_strdup (body);
  g_ptr_array_add (request->ops, op);
  request->limit = 1;
  answer = rondo_server_exchange (world->server.db,
                                  world->community,
                                  sim_template_get ()->members[member],
                                  request,
                                  rondo_source_now_us (),
                                  NULL);
  sim_leave (world, before);
  if (sim_disk_is_stopped (world->server.disk))
    sim_server_stop (world, FALSE);
  return answer != NULL && answer->results->len == 1 &&
         !((RondoOpResult *)g_ptr_array_index (answer->results, 0))->is_refused;
}
