/* SPDX-License-Identifier: GPL-3.0-or-later
 * Those who wait to hear that there is something new for them. */
#include "config.h"

#include "rondo-server-waiting.h"

#include "rondo-id.h"
#include "rondo-server-accounts.h"
#include "rondo-server-companions.h"
#include "rondo-server-feed.h"
#include "rondo-server-index.h"

/* What other processes write is seen by looking; what this one writes is told. */
#define LOOK_MS 500
/* Changes in quick succession are looked at together. */
#define PAUSE_MS 20

static const char SQL_LIST_OPEN[] = "SELECT round FROM round_index WHERE state = $1";

struct _RondoServerWaiting {
  RondoServer *server; /* borrowed */
  GQueue calls;        /* of RondoServerCall, owned; who came first goes first */
  GSource *timer;      /* owned (nullable) */
  int64_t looked_us;   /* monotonic */
  gboolean is_looking; /* a job is on its way; calls must stay meanwhile */
  gboolean is_poked;   /* once more after that */
  gboolean is_closed;
};

/* One look at what has moved: for whom, and then for whom it has. */
typedef struct {
  RondoServerJob job;
  RondoServerWaiting *waiting; /* borrowed */
  GPtrArray *calls;            /* owned; of RondoServerCall, borrowed */
  int64_t seq;                 /* of the community; 0: not known */
  GPtrArray *rounds;           /* owned (nullable); ids of those that are open, */
  GArray *newest;              /* owned (nullable); and the last of what their company is told */
  gboolean *has_news;          /* owned; one for each of the calls */
} Look;

static void plan (RondoServerWaiting *waiting, guint ms);

static void
look_free (Look *look)
{
  g_clear_error (&look->job.failure);
  g_ptr_array_unref (look->calls);
  g_clear_pointer (&look->rounds, g_ptr_array_unref);
  g_clear_pointer (&look->newest, g_array_unref);
  g_free (look->has_news);
  g_free (look);
}

/* The company of open rounds, the same for all who wait. */
static gboolean
look_at_rounds (Look *look, RondoDb *db, GError **error)
{
  look->rounds = rondo_server_index_list_ids (db, SQL_LIST_OPEN, "open", error);
  look->newest = g_array_new (FALSE, TRUE, sizeof (int64_t));
  for (guint i = 0; look->rounds != NULL && i < look->rounds->len; i++) {
    g_autofree char *scope = rondo_server_scope_of_round (look->rounds->pdata[i]);
    int64_t newest = 0;

    if (!rondo_server_feed_get_newest (db, scope, &newest, error))
      return FALSE;
    g_array_append_val (look->newest, newest);
  }
  return look->rounds != NULL;
}

/* Whether there is something new of a round that who calls has joined. */
static gboolean
look_for_company (Look *look, RondoDb *db, guint i, GError **error)
{
  const RondoServerCall *call = g_ptr_array_index (look->calls, i);

  for (guint j = 0; !look->has_news[i] && j < look->rounds->len; j++) {
    g_autofree char *id = NULL;
    g_autofree char *round = NULL;

    if (g_array_index (look->newest, int64_t, j) <= call->wait_seq)
      continue;
    id = rondo_id_derive (look->rounds->pdata[j], call->member);
    if (!rondo_server_index_find_registration_round (db, id, &round, error))
      return FALSE;
    look->has_news[i] = round != NULL;
  }
  return TRUE;
}

static gboolean
look_for (Look *look, RondoDb *db, guint i, const int64_t *common, GError **error)
{
  const RondoServerCall *call = g_ptr_array_index (look->calls, i);
  g_autofree char *own = NULL;
  int64_t newest = call->is_coordinator ? MAX (common[0], common[1]) : common[0];

  if (call->seen_seq >= look->seq)
    return TRUE;
  look->has_news[i] = newest > call->wait_seq;
  if (look->has_news[i])
    return TRUE;
  own = rondo_server_scope_of_member (call->member);
  if (!rondo_server_feed_get_newest (db, own, &newest, error))
    return FALSE;
  look->has_news[i] = newest > call->wait_seq;
  return look_for_company (look, db, i, error);
}

static gboolean
look_at_all (Look *look, RondoDb *db, GError **error)
{
  int64_t common[2];

  look->seq = rondo_server_community_get_seq (db, error);
  if (look->seq < 0 ||
      !rondo_server_feed_get_newest (db, RONDO_SERVER_SCOPE_PUBLIC, &common[0], error) ||
      !rondo_server_feed_get_newest (db, RONDO_SERVER_SCOPE_COORDINATORS, &common[1], error) ||
      !look_at_rounds (look, db, error))
    return FALSE;
  for (guint i = 0; i < look->calls->len; i++)
    if (!look_for (look, db, i, common, error))
      return FALSE;
  return TRUE;
}

static RondoServerNext
look_work (RondoServerJob *job, RondoDb *db, gboolean may_write)
{
  gboolean is_good;

  if (!rondo_db_begin_read (db, &job->failure))
    return RONDO_SERVER_NEXT_DONE;
  is_good = look_at_all ((Look *)job, db, &job->failure);
  rondo_db_end (db, is_good, is_good ? &job->failure : NULL);
  return RONDO_SERVER_NEXT_DONE;
}

static void
look_finish (RondoServerJob *job)
{
}

static void
look_done (RondoServerJob *job)
{
  Look *look = (Look *)job;
  RondoServerWaiting *waiting = look->waiting;

  waiting->is_looking = FALSE;
  if (job->failure != NULL)
    g_message ("Who waits could not be looked after: %s", job->failure->message);
  for (guint i = 0; job->failure == NULL && i < look->calls->len; i++) {
    RondoServerCall *call = g_ptr_array_index (look->calls, i);

    call->seen_seq = look->seq;
    if (!look->has_news[i])
      continue;
    g_queue_unlink (&waiting->calls, &call->link);
    rondo_server_call_tell (call, look->seq);
  }
  plan (waiting, waiting->is_poked ? PAUSE_MS : LOOK_MS);
  waiting->is_poked = FALSE;
  look_free (look);
}

static void
start_look (RondoServerWaiting *waiting)
{
  Look *look = g_new0 (Look, 1);

  look->job = (RondoServerJob){.work = look_work, .finish = look_finish, .done = look_done};
  look->waiting = waiting;
  look->calls = g_ptr_array_sized_new (waiting->calls.length);
  for (GList *at = waiting->calls.head; at != NULL; at = at->next)
    g_ptr_array_add (look->calls, at->data);
  look->has_news = g_new0 (gboolean, look->calls->len);
  waiting->is_looking = TRUE;
  waiting->looked_us = g_get_monotonic_time ();
  rondo_server_hands_read (waiting->server->hands, &look->job);
}

/* Those whose time has come are told nothing. */
static void
let_go (RondoServerWaiting *waiting, int64_t now_us)
{
  int64_t wait_us = (int64_t)waiting->server->settings.wait_ms * 1000;
  RondoServerCall *call;

  while ((call = g_queue_peek_head (&waiting->calls)) != NULL &&
         call->started_us + wait_us <= now_us) {
    g_queue_unlink (&waiting->calls, &call->link);
    rondo_server_call_tell (call, -1);
  }
}

static gboolean
timer_cb (gpointer data)
{
  RondoServerWaiting *waiting = data;

  g_clear_pointer (&waiting->timer, g_source_unref);
  if (waiting->is_looking)
    return G_SOURCE_REMOVE;
  let_go (waiting, g_get_monotonic_time ());
  if (waiting->calls.length > 0)
    start_look (waiting);
  return G_SOURCE_REMOVE;
}

static void
clear_timer (RondoServerWaiting *waiting)
{
  if (waiting->timer == NULL)
    return;
  g_source_destroy (waiting->timer);
  g_clear_pointer (&waiting->timer, g_source_unref);
}

/* The next look in @ms, or when the first has waited long enough. */
static void
plan (RondoServerWaiting *waiting, guint ms)
{
  RondoServerCall *first = g_queue_peek_head (&waiting->calls);
  int64_t left_us;

  clear_timer (waiting);
  if (first == NULL || waiting->is_looking)
    return;
  left_us = first->started_us + (int64_t)waiting->server->settings.wait_ms * 1000 -
            g_get_monotonic_time ();
  waiting->timer = g_timeout_source_new ((guint)CLAMP (left_us / 1000 + 1, 1, (int64_t)ms));
  g_source_set_callback (waiting->timer, timer_cb, waiting, NULL);
  g_source_attach (waiting->timer, waiting->server->context);
}

RondoServerWaiting *
rondo_server_waiting_new (RondoServer *server)
{
  RondoServerWaiting *waiting = g_new0 (RondoServerWaiting, 1);

  waiting->server = server;
  g_queue_init (&waiting->calls);
  return waiting;
}

void
rondo_server_waiting_free (RondoServerWaiting *waiting)
{
  clear_timer (waiting);
  g_free (waiting);
}

void
rondo_server_waiting_add (RondoServerWaiting *waiting, RondoServerCall *call)
{
  if (waiting->is_closed) {
    rondo_server_call_tell (call, -1);
    return;
  }
  call->link.data = call;
  g_queue_push_tail_link (&waiting->calls, &call->link);
  rondo_server_waiting_poke (waiting);
}

void
rondo_server_waiting_poke (RondoServerWaiting *waiting)
{
  if (waiting->calls.length == 0)
    return;
  if (waiting->is_looking) {
    waiting->is_poked = TRUE;
  } else if (g_get_monotonic_time () - waiting->looked_us >= PAUSE_MS * 1000) {
    clear_timer (waiting);
    let_go (waiting, g_get_monotonic_time ());
    if (waiting->calls.length > 0)
      start_look (waiting);
  } else {
    plan (waiting, PAUSE_MS);
  }
}

void
rondo_server_waiting_close (RondoServerWaiting *waiting)
{
  RondoServerCall *call;

  waiting->is_closed = TRUE;
  clear_timer (waiting);
  while (waiting->is_looking)
    g_main_context_iteration (waiting->server->context, TRUE);
  clear_timer (waiting);
  while ((call = g_queue_peek_head (&waiting->calls)) != NULL) {
    g_queue_unlink (&waiting->calls, &call->link);
    rondo_server_call_tell (call, -1);
  }
}
