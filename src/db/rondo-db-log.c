/* SPDX-License-Identifier: GPL-3.0-or-later
 * The thread that moves the log of a database into its file, so that whoever writes does not wait
 * for the disk to take all of it. */
#include "config.h"

#include "rondo-db-private.h"

struct _RondoDbLog {
  RondoDb *own; /* owned */
  GThread *thread;
  GMutex mutex; /* guards what follows */
  GCond cond;
  gboolean is_wanted;
  gboolean is_moving;
  gboolean is_over;
};

/* FALSE: it is over. */
static gboolean
wait_until_wanted (RondoDbLog *log)
{
  gboolean is_over;

  g_mutex_lock (&log->mutex);
  log->is_moving = FALSE;
  g_cond_broadcast (&log->cond);
  while (!log->is_wanted && !log->is_over)
    g_cond_wait (&log->cond, &log->mutex);
  is_over = log->is_over;
  log->is_wanted = FALSE;
  log->is_moving = !is_over;
  g_mutex_unlock (&log->mutex);
  return !is_over;
}

/* Disturbs nobody: what somebody still reads stays for the next time, and so does all of it when
 * another program is at it. */
static gpointer
run_thread (gpointer data)
{
  RondoDbLog *log = data;

  while (wait_until_wanted (log)) {
    int code =
        sqlite3_wal_checkpoint_v2 (log->own->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);

    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY)
      g_message ("The log of the database was not moved: %s", sqlite3_errstr (code));
  }
  return NULL;
}

static RondoDbLog *
log_new (RondoDb *db)
{
  RondoDb *own = rondo_db_open_reader (db->path, NULL);
  RondoDbLog *log;

  if (own == NULL)
    return NULL;
  log = g_new0 (RondoDbLog, 1);
  log->own = own;
  g_mutex_init (&log->mutex);
  g_cond_init (&log->cond);
  log->thread = g_thread_new ("rondo-log", run_thread, log);
  return log;
}

void
rondo_db_log_free (RondoDbLog *log)
{
  g_mutex_lock (&log->mutex);
  log->is_over = TRUE;
  g_cond_broadcast (&log->cond);
  g_mutex_unlock (&log->mutex);
  g_thread_join (log->thread);
  rondo_db_close (log->own);
  g_cond_clear (&log->cond);
  g_mutex_clear (&log->mutex);
  g_free (log);
}

/* Who commits without a pause would fill the disk: nobody else comes to the end of a log that grows
 * meanwhile. So they wait for it once it has become long, and the next commit begins it anew. */
static void
want (RondoDbLog *log, gboolean is_long)
{
  g_mutex_lock (&log->mutex);
  log->is_wanted = TRUE;
  g_cond_broadcast (&log->cond);
  while (is_long && (log->is_wanted || log->is_moving))
    g_cond_wait (&log->cond, &log->mutex);
  g_mutex_unlock (&log->mutex);
}

static gboolean
is_due (RondoDb *db, int pages)
{
  int grown = pages - db->log_pages;

  return grown >= RONDO_DB_LOG_STEP ||
         (grown >= RONDO_DB_LOG_SMALL_STEP && db->log_commits >= RONDO_DB_LOG_COMMITS);
}

/* After a commit, on the thread that has made it. Most databases never come so far. */
static int
log_grown (void *user_data, sqlite3 *handle, const char *name, int pages)
{
  RondoDb *db = user_data;

  db->log_commits++;
  if (pages < db->log_pages)
    db->log_pages = 0;
  if (!is_due (db, pages))
    return SQLITE_OK;
  if (db->log == NULL)
    db->log = log_new (db);
  if (db->log == NULL) {
    sqlite3_wal_autocheckpoint (handle, RONDO_DB_LOG_STEP);
    return SQLITE_OK;
  }
  db->log_pages = pages;
  db->log_commits = 0;
  want (db->log, pages >= RONDO_DB_LOG_MANY);
  return SQLITE_OK;
}

void
rondo_db_move_log_aside (RondoDb *db)
{
  sqlite3_wal_hook (db->handle, log_grown, db);
}
