/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may do what, as tables: every call by every role; every kind of record, one's own and that of
 * somebody else, written, deleted and read by every role. */
#include "config.h"

#include "command.h"
#include "fixture.h"

#include "rondo-server-desk.h"

#include <string.h>

/* Calls ------------------------------------------------------------------------------------------
 */

typedef enum { NOBODY, COACH, COORDINATOR, HELD, SIGNED_OUT, REMOVED, N_ROLES } Role;

static const char *const ROLES[N_ROLES] = {
    "nobody", "coach", "coordinator", "held", "signed out", "removed"};
static const Who ACTORS[N_ROLES] = {N_PEOPLE, ANA, CORA, BEN, CHAI, DORA};

#define NEXT "H2bYw6RkTq9XeN0sVfJ4dLzG8uMiC1aPo5KvBx7ZtEI"
#define EMPTY_SYNC "{\"epoch\":null,\"cursors\":{},\"ops\":[],\"limit\":1}"

typedef struct {
  const char *method;
  const char *path;
  const char *body; /* "%s": the refresh token of the role, or the member to invite */
  guint expected[N_ROLES];
} Call;

/* Signing out comes last: it works once. What /v1/have is asked here is of another history. */
static const Call CALLS[] = {
    {"GET", "/v1/hello", NULL, {200, 200, 200, 200, 200, 200}},
    {"POST",
     "/v1/join",
     "{\"code\":\"AAAA-BBBB-CCCC-DDDD\",\"password\":\"12345678\",\"device\":\"d\"}",
     {403, 403, 403, 403, 403, 403}},
    {"POST",
     "/v1/login",
     "{\"email\":\"x@example.org\",\"password\":\"12345678\",\"device\":\"d\"}",
     {401, 401, 401, 401, 401, 401}},
    {"POST", "/v1/sync", EMPTY_SYNC, {401, 200, 200, 401, 401, 401}},
    {"POST",
     "/v1/have",
     "{\"epoch\":\"5f0c7a2e9b3d4e1f8a6b5c4d3e2f1a0b\",\"records\":[],\"tags\":[]}",
     {401, 409, 409, 401, 401, 401}},
    {"GET", "/v1/wait?seq=0", NULL, {401, 200, 200, 401, 401, 401}},
    {"POST",
     "/v1/invite",
     "{\"member\":\"%s\",\"coordinator\":false}",
     {401, 403, 200, 401, 401, 401}},
    {"GET", "/v1/people", NULL, {401, 403, 200, 401, 401, 401}},
    {"POST",
     "/v1/invitations",
     "{\"members\":[],\"emails\":[],\"coordinator\":false}",
     {401, 403, 200, 401, 401, 401}},
    {"POST", "/v1/withdraw", "{\"invitations\":[]}", {401, 403, 200, 401, 401, 401}},
    {"POST",
     "/v1/merge",
     "{\"stays\":\"018f3b5e-7c1a-7d00-8000-00000000a001\","
     "\"goes\":\"018f3b5e-7c1a-7d00-8000-00000000a002\"}",
     {401, 403, 404, 401, 401, 401}},
    {"POST", "/v1/accounts", "{\"act\":\"hold\",\"members\":[]}", {401, 403, 200, 401, 401, 401}},
    {"POST",
     "/v1/token",
     "{\"refresh\":\"%s\",\"next\":\"" NEXT "\"}",
     {401, 200, 200, 401, 401, 401}},
    {"POST", "/v1/deposit", EMPTY_SYNC, {401, 401, 401, 401, 401, 401}}, /* wants the other token */
    {"GET", "/metrics", NULL, {404, 404, 404, 404, 404, 404}},
    {"POST", "/v1/logout", "{}", {401, 401, 401, 200, 401, 401}},
};

/* A member who has not joined yet. (transfer full) */
static char *
add_guest (Fixture *fixture)
{
  char *id = rondo_id_new (fixture_now_us);

  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_MEMBER,
                              id,
                              0,
                              fixture_member_body (id, "Gus Guest", "gus@example.org")),
                  NULL);
  return id;
}

static char *
fill_body (const Call *call, const Person *person, const char *guest)
{
  const char *by = strstr (call->path, "invite") != NULL ? guest
                   : person != NULL                      ? person->refresh
                                                         : "a.b";
  g_auto (GStrv) parts = call->body != NULL ? g_strsplit (call->body, "%s", 2) : NULL;

  return parts != NULL ? g_strjoinv (by, parts) : NULL;
}

/* What becomes of them before they call. */
static void
set_roles (Fixture *fixture)
{
  guint status = 0;

  g_assert_cmpint (
      RUN ("member", "--database", fixture->database, "hold", "ben@example.org"), ==, 0);
  g_free (fixture_send (fixture, "POST", "/v1/logout", fixture->people[CHAI].token, "{}", &status));
  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpint (
      RUN ("member", "--database", fixture->database, "remove-account", "dora@example.org"), ==, 0);
}

static void
test_calls (Fixture *fixture, gconstpointer data)
{
  g_autofree char *guest = add_guest (fixture);

  set_roles (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (CALLS); i++) {
    for (Role role = NOBODY; role < N_ROLES; role++) {
      const Person *person = ACTORS[role] < N_PEOPLE ? &fixture->people[ACTORS[role]] : NULL;
      g_autofree char *body = fill_body (&CALLS[i], person, guest);
      guint status = 0;
      g_autofree char *answer = NULL;

      /* Nobody has to wait for having signed in before. */
      fixture_now_us += 5 * G_USEC_PER_SEC;
      answer = fixture_send (fixture,
                             CALLS[i].method,
                             CALLS[i].path,
                             person != NULL ? person->token : NULL,
                             body,
                             &status);

      if (status != CALLS[i].expected[role])
        g_error ("%s by %s is answered with %u, not %u: %s",
                 CALLS[i].path,
                 ROLES[role],
                 status,
                 CALLS[i].expected[role],
                 answer);
    }
  }
}

/* A call without a row is one that nobody has thought about. */
static void
test_every_call_has_a_row (void)
{
  g_auto (GStrv) calls = rondo_server_desk_list_calls ();
  guint n_rows = 0;

  for (char **call = calls; *call != NULL; call++) {
    guint count = 0;

    for (gsize i = 0; i < G_N_ELEMENTS (CALLS); i++) {
      g_autofree char *path = g_strndup (CALLS[i].path, strcspn (CALLS[i].path, "?"));
      g_autofree char *row = g_strconcat (CALLS[i].method, " ", path, NULL);

      count += g_str_equal (row, *call);
    }
    if (count != 1)
      g_error ("%s has %u rows in the table of calls", *call, count);
    n_rows += count;
  }
  /* And /metrics, which is not there. */
  g_assert_cmpuint (n_rows + 1, ==, G_N_ELEMENTS (CALLS));
}

/* Who came by mistake goes again, and the address is free; who has joined stays. */
static void
test_guest_goes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *guest = add_guest (fixture);
  g_autofree char *again = NULL;

  fixture_expect (fixture,
                  &fixture->people[ANA],
                  fixture_op (RONDO_ACT_DELETE, RONDO_KIND_MEMBER, guest, 1, NULL),
                  "forbidden");
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_op (RONDO_ACT_DELETE, RONDO_KIND_MEMBER, guest, 1, NULL),
                  NULL);
  again = add_guest (fixture);
  g_assert_cmpstr (again, !=, guest);
  fixture_expect (
      fixture,
      &fixture->people[CORA],
      fixture_op (RONDO_ACT_DELETE, RONDO_KIND_MEMBER, fixture->people[BEN].member, 1, NULL),
      "forbidden");
}

/* Records ----------------------------------------------------------------------------------------
 */

/* Whose a record is, for the coach Ana and for the coordinator Cora: their own, or one of Ana's
 * pairing as the client, or of people who have nothing to do with them. */
typedef enum { OWN, AS_CLIENT, FOREIGN } Whose;

static const char *const WHOSE[] = {"own", "as the client", "foreign"};

typedef struct {
  RondoKind kind;
  Whose whose;
  const char *coach_put; /* code of the refusal; NULL: it is done */
  const char *coach_delete;
  const char *coordinator_put;
  const char *coordinator_delete;
  gboolean coach_sees;
  gboolean coordinator_sees;
} Cell;

#define NO "forbidden"
#define NONE "none" /* there is no such record for this role */

static const Cell CELLS[] = {
    {RONDO_KIND_MEMBER, OWN, NULL, NO, NULL, NO, TRUE, TRUE},
    {RONDO_KIND_MEMBER, FOREIGN, NO, NO, NULL, NO, FALSE, TRUE},
    {RONDO_KIND_PROFILE, OWN, NO, NO, NONE, NONE, TRUE, FALSE},
    {RONDO_KIND_PROFILE, FOREIGN, NO, NO, NO, NO, FALSE, FALSE},
    /* Of the open round, which Ana and Ben have joined and Cora has not: test-companions.c. */
    {RONDO_KIND_COMPANION, OWN, NO, NO, NONE, NONE, TRUE, FALSE},
    {RONDO_KIND_COMPANION, FOREIGN, NO, NO, NO, NO, TRUE, FALSE},
    {RONDO_KIND_ROUND, FOREIGN, NO, NO, NULL, NO, TRUE, TRUE},
    {RONDO_KIND_PLAN, FOREIGN, NO, NO, NO, NO, FALSE, TRUE},
    {RONDO_KIND_PAIRING, OWN, NO, NO, NONE, NONE, TRUE, TRUE},
    {RONDO_KIND_PAIRING, AS_CLIENT, NO, NO, NONE, NONE, TRUE, TRUE},
    {RONDO_KIND_PAIRING, FOREIGN, NO, NO, NULL, NO, FALSE, TRUE},
    {RONDO_KIND_REGISTRATION, OWN, NULL, NULL, NONE, NONE, TRUE, TRUE},
    {RONDO_KIND_REGISTRATION, FOREIGN, NO, NO, NULL, NULL, FALSE, TRUE},
    {RONDO_KIND_SESSION, OWN, NULL, NULL, NONE, NONE, TRUE, TRUE},
    /* Which part of it each may change: test-sessions.c. */
    {RONDO_KIND_SESSION, AS_CLIENT, NULL, NO, NONE, NONE, TRUE, TRUE},
    {RONDO_KIND_SESSION, FOREIGN, NO, NO, NULL, NULL, FALSE, TRUE},
    {RONDO_KIND_CLIENT, OWN, NULL, NULL, NULL, NULL, TRUE, TRUE},
    {RONDO_KIND_CLIENT, FOREIGN, NO, NO, NO, NO, FALSE, FALSE},
    {RONDO_KIND_LOG, OWN, NULL, NULL, NULL, NULL, TRUE, TRUE},
    {RONDO_KIND_LOG, FOREIGN, NO, NO, NO, NO, FALSE, FALSE},
    {RONDO_KIND_DESK, OWN, NULL, NULL, NULL, NULL, TRUE, TRUE},
    {RONDO_KIND_DESK, FOREIGN, NO, NO, NO, NO, FALSE, FALSE},
    /* For coordinators; of Dora, who coaches Ana, for her partner. All audiences: test-feedback.c.
     */
    {RONDO_KIND_FEEDBACK, OWN, NULL, NULL, NONE, NONE, TRUE, TRUE},
    {RONDO_KIND_FEEDBACK, AS_CLIENT, NO, NO, NONE, NONE, TRUE, FALSE},
    {RONDO_KIND_FEEDBACK, FOREIGN, NO, NO, NO, NO, FALSE, TRUE},
    /* What was reported stays as it is; who adds what: test-conduct.c. */
    {RONDO_KIND_CONDUCT, OWN, NO, NO, NO, NO, TRUE, TRUE},
    {RONDO_KIND_CONDUCT, FOREIGN, NO, NO, NO, NO, FALSE, TRUE},
    {RONDO_KIND_CONDUCT_STEP, OWN, NO, NO, NO, NO, FALSE, TRUE},
    {RONDO_KIND_CONDUCT_STEP, FOREIGN, NO, NO, NO, NO, FALSE, TRUE},
    {RONDO_KIND_NOTICE, OWN, NO, NULL, NULL, NULL, TRUE, TRUE},
    {RONDO_KIND_NOTICE, FOREIGN, NO, NO, NULL, NULL, FALSE, TRUE},
    /* About a log entry. */
    {RONDO_KIND_CONFLICT, OWN, NO, NULL, NO, NULL, TRUE, TRUE},
    {RONDO_KIND_CONFLICT, FOREIGN, NO, NO, NO, NO, FALSE, FALSE},
};

/* Nor a kind; rounds and plans are nobody's own. */
static void
test_every_kind_has_rows (void)
{
  for (int kind = 0; kind < RONDO_N_KINDS; kind++) {
    gboolean is_own = kind == RONDO_KIND_ROUND || kind == RONDO_KIND_PLAN;
    gboolean is_foreign = FALSE;

    for (gsize i = 0; i < G_N_ELEMENTS (CELLS); i++) {
      is_own |= (int)CELLS[i].kind == kind && CELLS[i].whose == OWN;
      is_foreign |= (int)CELLS[i].kind == kind && CELLS[i].whose == FOREIGN;
    }
    if (!is_own || !is_foreign)
      g_error ("a %s has no row in the table of records", rondo_kind_to_word ((RondoKind)kind));
  }
}

/* What there is. */
typedef struct {
  char *published;
  char *open;
  char *pairings[N_PEOPLE]; /* by coach */
  char *sessions[N_PEOPLE];
  char *clients[N_PEOPLE];
  char *logs[N_PEOPLE];
  char *desks[N_PEOPLE];
  char *feedback[N_PEOPLE];
  char *notices[N_PEOPLE];
  char *reports[N_PEOPLE]; /* by who wrote it */
  char *steps[N_PEOPLE];
} World;

static void
put (Fixture *fixture, Who who, RondoKind kind, const char *id, char *body)
{
  fixture_expect (
      fixture, &fixture->people[who], fixture_op (RONDO_ACT_PUT, kind, id, 0, body), NULL);
}

/* What the coach says about their client; what everybody is told. */
static void
build_words (Fixture *fixture, World *world, Who who)
{
  const char *member = fixture->people[who].member;
  g_autoptr (RondoNotice) notice = rondo_notice_new ();
  g_autoptr (RondoFeedback) feedback = NULL;

  world->notices[who] = rondo_id_new (fixture_now_us);
  notice->member = g_strdup (member);
  g_free (notice->title);
  notice->title = g_strdup ("Hear, hear");
  notice->day = 20000;
  put (fixture,
       CORA,
       RONDO_KIND_NOTICE,
       world->notices[who],
       rondo_wire_encode_notice (notice, NULL));
  if (who == CORA)
    return;
  feedback =
      rondo_feedback_new (world->pairings[who],
                          member,
                          who == DORA ? RONDO_AUDIENCE_PARTNER : RONDO_AUDIENCE_COORDINATORS);
  g_free (feedback->text);
  feedback->text = g_strdup ("It was good.");
  world->feedback[who] = g_strdup (feedback->id);
  put (
      fixture, who, RONDO_KIND_FEEDBACK, feedback->id, rondo_wire_encode_feedback (feedback, NULL));
}

/* Each reports whom they coach, Cora Ana; Cora looks into it. */
static void
build_reports (Fixture *fixture, World *world, Who who)
{
  static const Who about[N_PEOPLE] = {ANA, BEN, CHAI, DORA, ANA};
  g_autoptr (RondoConduct) report = rondo_conduct_new ();
  g_autoptr (RondoConductStep) step = rondo_conduct_step_new ();

  world->reports[who] = rondo_id_new (fixture_now_us);
  world->steps[who] = rondo_id_new (fixture_now_us);
  report->about = g_strdup (fixture->people[about[who]].member);
  report->by = g_strdup (fixture->people[who].member);
  g_free (report->text);
  report->text = g_strdup ("It was loud.");
  put (fixture,
       who,
       RONDO_KIND_CONDUCT,
       world->reports[who],
       rondo_wire_encode_conduct (report, NULL));
  step->report = g_strdup (world->reports[who]);
  step->by = g_strdup (fixture->people[CORA].member);
  step->state = RONDO_CONDUCT_LOOKED_INTO;
  put (fixture,
       CORA,
       RONDO_KIND_CONDUCT_STEP,
       world->steps[who],
       rondo_wire_encode_conduct_step (step, NULL));
}

/* Feedback is taken until tomorrow. */
static void
take_feedback (Fixture *fixture, const World *world)
{
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[CORA]);
  const RondoRow *row = fixture_find_row (rows, world->published);
  g_autoptr (RondoRound) round = rondo_wire_decode_round (row->id, row->body, NULL);

  round->feedback_until = (RondoDate)(fixture_now_us / FIXTURE_DAY_US) + 1;
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_ROUND,
                              row->id,
                              row->version,
                              rondo_wire_encode_round (round, row->body)),
                  NULL);
}

/* The log entry has 60 minutes, and a device of the same member that has seen 50 says 40. */
static void
build_conflict (Fixture *fixture, const World *world, Who who)
{
  RondoOp *op = fixture_op (RONDO_ACT_PUT,
                            RONDO_KIND_LOG,
                            world->logs[who],
                            1,
                            fixture_log_body (world->clients[who], 40));

  op->was = g_strdup ("{\"minutes\":50}");
  fixture_expect (fixture, &fixture->people[who], op, NULL);
}

static void
build (Fixture *fixture, World *world)
{
  world->published = fixture_open_round (fixture);
  fixture_publish_ring (fixture, world->published, world->pairings);
  take_feedback (fixture, world);
  world->open = fixture_open_round (fixture);
  for (Who who = CORA; who < N_PEOPLE; who++) {
    world->clients[who] = rondo_id_new (fixture_now_us);
    world->logs[who] = rondo_id_new (fixture_now_us);
    put (fixture, who, RONDO_KIND_CLIENT, world->clients[who], fixture_client_body ("Zoe"));
    put (
        fixture, who, RONDO_KIND_LOG, world->logs[who], fixture_log_body (world->clients[who], 60));
    build_conflict (fixture, world, who);
    world->desks[who] = rondo_desk_settings_derive_id (fixture->people[who].member);
    put (fixture, who, RONDO_KIND_DESK, world->desks[who], fixture_desk_body ());
    build_words (fixture, world, who);
    build_reports (fixture, world, who);
    if (who == CORA)
      continue;
    world->sessions[who] = rondo_id_new (fixture_now_us);
    put (fixture,
         who,
         RONDO_KIND_SESSION,
         world->sessions[who],
         fixture_session_body (world->pairings[who], 60));
  }
}

static void
world_clear (World *world)
{
  g_free (world->published);
  g_free (world->open);
  for (guint i = 0; i < N_PEOPLE; i++) {
    g_free (world->pairings[i]);
    g_free (world->sessions[i]);
    g_free (world->clients[i]);
    g_free (world->logs[i]);
    g_free (world->desks[i]);
    g_free (world->feedback[i]);
    g_free (world->notices[i]);
    g_free (world->reports[i]);
    g_free (world->steps[i]);
  }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* The ring is Ana → Ben → Chai → Dora → Ana. */
static Who
find_owner (Who actor, Whose whose)
{
  if (whose == OWN)
    return actor;
  return whose == AS_CLIENT ? DORA : BEN;
}

/* The one record of @kind in what @who sees that @about is in. */
static const RondoRow *
find_about (GPtrArray *rows, RondoKind kind, const char *about)
{
  for (guint i = 0; i < rows->len; i++) {
    const RondoRow *row = g_ptr_array_index (rows, i);

    if (row->kind == kind && row->body != NULL && strstr (row->body, about) != NULL)
      return row;
  }
  return NULL;
}

/* (transfer full) */
static char *
find_id (Fixture *fixture, const World *world, Who actor, const Cell *cell)
{
  Who owner = find_owner (actor, cell->whose);
  const Person *person = &fixture->people[owner];
  g_autoptr (GPtrArray) rows = NULL;

  switch (cell->kind) {
  case RONDO_KIND_MEMBER:
    return g_strdup (person->member);
  case RONDO_KIND_ROUND:
    return g_strdup (world->open);
  case RONDO_KIND_PAIRING:
    return g_strdup (world->pairings[owner]);
  case RONDO_KIND_REGISTRATION:
    return rondo_id_derive (world->open, person->member);
  case RONDO_KIND_SESSION:
    return g_strdup (world->sessions[owner]);
  case RONDO_KIND_CLIENT:
    return g_strdup (world->clients[owner]);
  case RONDO_KIND_LOG:
    return g_strdup (world->logs[owner]);
  case RONDO_KIND_DESK:
    return g_strdup (world->desks[owner]);
  case RONDO_KIND_FEEDBACK:
    return g_strdup (world->feedback[owner]);
  case RONDO_KIND_NOTICE:
    return g_strdup (world->notices[owner]);
  case RONDO_KIND_CONDUCT:
    return g_strdup (world->reports[owner]);
  case RONDO_KIND_CONDUCT_STEP:
    return g_strdup (world->steps[owner]);
  case RONDO_KIND_CONFLICT:
    rows = fixture_snapshot (fixture, &fixture->people[owner]);
    return g_strdup (find_about (rows, RONDO_KIND_CONFLICT, world->logs[owner])->id);
  case RONDO_KIND_PLAN:
    rows = fixture_snapshot (fixture, &fixture->people[CORA]);
    return g_strdup (find_about (rows, RONDO_KIND_PLAN, world->published)->id);
  case RONDO_KIND_COMPANION:
    rows = fixture_snapshot (fixture, &fixture->people[ANA]);
    return g_strdup (find_about (rows, RONDO_KIND_COMPANION, person->member)->id);
  case RONDO_KIND_PROFILE:
  default:
    /* Ben's, which Ana sees and Chai; and Chai's, which Ben sees and Dora. */
    rows = fixture_snapshot (fixture, &fixture->people[BEN + (cell->whose == FOREIGN ? 0 : 1)]);
    return g_strdup (find_about (rows,
                                 RONDO_KIND_PROFILE,
                                 fixture->people[cell->whose == FOREIGN ? CHAI : BEN].member)
                         ->id);
  }
}

/* The record as whoever sees it sees it now. */
static void
look (Fixture *fixture, const char *id, int64_t *version, char **body)
{
  for (Who who = CORA; who < N_PEOPLE; who++) {
    g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[who]);
    const RondoRow *row = fixture_find_row (rows, id);

    if (row == NULL || row->body == NULL)
      continue;
    *version = row->version;
    *body = g_strdup (row->body);
    return;
  }
  g_error ("nobody sees %s", id);
}

static void
check_op (Fixture *fixture,
          Who actor,
          const Cell *cell,
          RondoAct act,
          const char *id,
          const char *expected)
{
  g_autoptr (RondoOpResult) result = NULL;
  g_autofree char *body = NULL;
  int64_t version = 0;

  look (fixture, id, &version, &body);
  result = fixture_push_one (
      fixture,
      &fixture->people[actor],
      fixture_op (
          act, cell->kind, id, version, act == RONDO_ACT_PUT ? g_steal_pointer (&body) : NULL));
  if (g_strcmp0 (result->code, expected) != 0)
    g_error ("%s of a %s (%s) by %s: %s (%s), not %s",
             act == RONDO_ACT_PUT ? "put" : "delete",
             rondo_kind_to_word (cell->kind),
             WHOSE[cell->whose],
             actor == ANA ? "the coach" : "the coordinator",
             result->code != NULL ? result->code : "done",
             result->message != NULL ? result->message : "",
             expected != NULL ? expected : "done");
}

/* First everything is written, then what may be is deleted. */
static void
check_ops (Fixture *fixture, Who actor, RondoAct act)
{
  g_auto (World) world = {0};

  build (fixture, &world);
  for (gsize i = 0; i < G_N_ELEMENTS (CELLS); i++) {
    const Cell *cell = &CELLS[i];
    const char *code = act == RONDO_ACT_PUT ? actor == ANA ? cell->coach_put : cell->coordinator_put
                       : actor == ANA       ? cell->coach_delete
                                            : cell->coordinator_delete;
    g_autofree char *id = NULL;

    if (g_strcmp0 (code, NONE) == 0)
      continue;
    id = find_id (fixture, &world, actor, cell);
    check_op (fixture, actor, cell, act, id, code);
  }
}

static void
test_coach_puts (Fixture *fixture, gconstpointer data)
{
  check_ops (fixture, ANA, RONDO_ACT_PUT);
}

static void
test_coach_deletes (Fixture *fixture, gconstpointer data)
{
  check_ops (fixture, ANA, RONDO_ACT_DELETE);
}

static void
test_coordinator_puts (Fixture *fixture, gconstpointer data)
{
  check_ops (fixture, CORA, RONDO_ACT_PUT);
}

static void
test_coordinator_deletes (Fixture *fixture, gconstpointer data)
{
  check_ops (fixture, CORA, RONDO_ACT_DELETE);
}

static void
check_sight (Fixture *fixture, const World *world, Who actor)
{
  g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, &fixture->people[actor]);

  for (gsize i = 0; i < G_N_ELEMENTS (CELLS); i++) {
    const Cell *cell = &CELLS[i];
    const char *code = actor == ANA ? cell->coach_put : cell->coordinator_put;
    gboolean is_due = actor == ANA ? cell->coach_sees : cell->coordinator_sees;
    g_autofree char *id = NULL;
    const RondoRow *row = NULL;

    if (g_strcmp0 (code, NONE) == 0)
      continue;
    id = find_id (fixture, world, actor, cell);
    row = fixture_find_row (rows, id);
    if ((row != NULL && !row->is_gone) != is_due)
      g_error ("%s %s a %s (%s)",
               actor == ANA ? "the coach" : "the coordinator",
               is_due ? "does not see" : "sees",
               rondo_kind_to_word (cell->kind),
               WHOSE[cell->whose]);
  }
}

static void
test_sight (Fixture *fixture, gconstpointer data)
{
  g_auto (World) world = {0};

  build (fixture, &world);
  check_sight (fixture, &world, ANA);
  check_sight (fixture, &world, CORA);
}

/* New records in somebody else's name. */
static void
test_new (Fixture *fixture, gconstpointer data)
{
  g_auto (World) world = {0};
  const struct {
    Who actor;
    RondoKind kind;
    char *body;
    const char *code;
  } cells[] = {
      {ANA, RONDO_KIND_MEMBER, fixture_member_body (NULL, "Eva", "eva@example.org"), NO},
      {CORA, RONDO_KIND_MEMBER, fixture_member_body (NULL, "Eva", "eva@example.org"), NULL},
      {ANA, RONDO_KIND_ROUND, fixture_round_body ("Mine", RONDO_ROUND_OPEN), NO},
      {CORA, RONDO_KIND_ROUND, fixture_round_body ("Ours", RONDO_ROUND_OPEN), NULL},
      {CORA, RONDO_KIND_ROUND, fixture_round_body ("Ours", RONDO_ROUND_PUBLISHED), "invalid"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++) {
    g_autofree char *id = rondo_id_new (fixture_now_us);

    fixture_expect (fixture,
                    &fixture->people[cells[i].actor],
                    fixture_op (RONDO_ACT_PUT, cells[i].kind, id, 0, cells[i].body),
                    cells[i].code);
  }
  build (fixture, &world);
  for (Who who = ANA; who < N_PEOPLE; who++) {
    g_autofree char *id = rondo_id_new (fixture_now_us);

    fixture_expect (fixture,
                    &fixture->people[ANA],
                    fixture_op (RONDO_ACT_PUT,
                                RONDO_KIND_SESSION,
                                id,
                                0,
                                fixture_session_body (world.pairings[who], 30)),
                    who == ANA ? NULL : NO);
  }
}

/* A member's own record is theirs to write, but not all of it. */
static void
test_own_member (Fixture *fixture, gconstpointer data)
{
  Person *ana = &fixture->people[ANA];
  const struct {
    const char *email; /* NULL: stays */
    const char *bio;
    const char *verified;
    const char *code;
  } cells[] = {
      {NULL, "I coach on trains.", "", NULL},
      {"eva@example.org", "I coach on trains.", "", NO},
      {NULL, "I coach on trains.", "MCC", NO},
      {NULL, "I coach on ships.", "", NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++) {
    g_autoptr (GPtrArray) rows = fixture_snapshot (fixture, ana);
    const RondoRow *row = fixture_find_row (rows, ana->member);
    g_autoptr (RondoMember) member = rondo_wire_decode_member (row->id, row->body, NULL);

    g_free (member->email);
    g_free (member->about.bio);
    g_free (member->about.verified);
    member->email = g_strdup (cells[i].email != NULL ? cells[i].email : ana->email);
    member->about.bio = g_strdup (cells[i].bio);
    member->about.verified = g_strdup (cells[i].verified);
    fixture_expect (fixture,
                    ana,
                    fixture_op (RONDO_ACT_PUT,
                                RONDO_KIND_MEMBER,
                                row->id,
                                row->version,
                                rondo_wire_encode_member (member, row->body)),
                    cells[i].code);
  }
}

/* Publishing is for coordinators; with whose plan does not matter. */
static void
test_publish (Fixture *fixture, gconstpointer data)
{
  static const Who RING[] = {ANA, BEN, BEN, CHAI, CHAI, DORA, DORA, ANA, N_PEOPLE};
  g_autofree char *round = fixture_open_round (fixture);

  fixture_expect (fixture,
                  &fixture->people[ANA],
                  fixture_publish_op (fixture_plan (fixture, round, RING), 1),
                  NO);
  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_publish_op (fixture_plan (fixture, round, RING), 1),
                  NULL);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up_people, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  command_set_program (argc, argv);
  add ("/server/authorization/every-call-by-every-role", test_calls);
  g_test_add_func ("/server/authorization/every-call-has-a-row", test_every_call_has_a_row);
  g_test_add_func ("/server/authorization/every-kind-has-rows", test_every_kind_has_rows);
  add ("/server/authorization/what-a-coach-may-write", test_coach_puts);
  add ("/server/authorization/a-member-on-whom-nothing-rests-may-go", test_guest_goes);
  add ("/server/authorization/what-a-coach-may-delete", test_coach_deletes);
  add ("/server/authorization/what-a-coordinator-may-write", test_coordinator_puts);
  add ("/server/authorization/what-a-coordinator-may-delete", test_coordinator_deletes);
  add ("/server/authorization/who-sees-what", test_sight);
  add ("/server/authorization/who-may-make-what", test_new);
  add ("/server/authorization/what-members-write-of-themselves", test_own_member);
  add ("/server/authorization/who-may-publish", test_publish);
  return g_test_run ();
}
