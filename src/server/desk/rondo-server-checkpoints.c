/* SPDX-License-Identifier: GPL-3.0-or-later
 * A thread that moves the log of the database into its file. */
#include "config.h"

#include "rondo-server-checkpoints.h"

/* Pages of 4 KiB. A log that has grown to the second number lets the writer wait once. */
#define PAGES_MANY 4000
#define PAGES_TOO_MANY 50000

struct _RondoServerCheckpoints {
  RondoDb *db;  /* borrowed; the writer's */
  RondoDb *own; /* owned */
  GThread *thread;
  GMutex mutex; /* guards what follows */
  GCond cond;
  int pages; /* of the log, when last heard of */
  gboolean is_over;
};

/* On the thread of whoever commits. */
static void
log_grown_cb (int pages, gpointer data)
{
  RondoServerCheckpoints *checkpoints = data;

  if (pages < PAGES_MANY)
    return;
  g_mutex_lock (&checkpoints->mutex);
  checkpoints->pages = pages;
  g_cond_signal (&checkpoints->cond);
  g_mutex_unlock (&checkpoints->mutex);
}

/* Pages of the log to be moved; 0: no more. */
static int
wait_for_pages (RondoServerCheckpoints *checkpoints)
{
  int pages;

  g_mutex_lock (&checkpoints->mutex);
  while (checkpoints->pages == 0 && !checkpoints->is_over)
    g_cond_wait (&checkpoints->cond, &checkpoints->mutex);
  pages = checkpoints->is_over ? 0 : checkpoints->pages;
  checkpoints->pages = 0;
  g_mutex_unlock (&checkpoints->mutex);
  return pages;
}

static gpointer
run_thread (gpointer data)
{
  RondoServerCheckpoints *checkpoints = data;
  int pages;

  while ((pages = wait_for_pages (checkpoints)) > 0) {
    g_autoptr (GError) error = NULL;

    /* It is tried again at the next commit. */
    if (!rondo_db_checkpoint (checkpoints->own, pages >= PAGES_TOO_MANY, &error))
      g_message ("The log of the database was not moved: %s", error->message);
  }
  return NULL;
}

RondoServerCheckpoints *
rondo_server_checkpoints_new (RondoDb *db, const char *path, GError **error)
{
  RondoDb *own = rondo_db_open_reader (path, error);
  RondoServerCheckpoints *checkpoints;

  if (own == NULL)
    return NULL;
  checkpoints = g_new0 (RondoServerCheckpoints, 1);
  checkpoints->db = db;
  checkpoints->own = own;
  g_mutex_init (&checkpoints->mutex);
  g_cond_init (&checkpoints->cond);
  rondo_db_watch_log (db, log_grown_cb, checkpoints);
  checkpoints->thread = g_thread_new ("rondo-checkpoint", run_thread, checkpoints);
  return checkpoints;
}

void
rondo_server_checkpoints_free (RondoServerCheckpoints *checkpoints)
{
  rondo_db_watch_log (checkpoints->db, NULL, NULL);
  g_mutex_lock (&checkpoints->mutex);
  checkpoints->is_over = TRUE;
  g_cond_signal (&checkpoints->cond);
  g_mutex_unlock (&checkpoints->mutex);
  g_thread_join (checkpoints->thread);
  rondo_db_close (checkpoints->own);
  g_cond_clear (&checkpoints->cond);
  g_mutex_clear (&checkpoints->mutex);
  g_free (checkpoints);
}
