/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of this room share. The only header that shows SQLite. */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "rondo-db.h"

G_BEGIN_DECLS

/* Pages of the log that are moved into the file at once: most of a large change is written once.
 * What many small commits have left is moved sooner, so that no commit has to wait for long while
 * the disk takes it. From the last number of pages on who commits waits for that, so that the log
 * begins anew. */
#define RONDO_DB_LOG_STEP 4000
#define RONDO_DB_LOG_SMALL_STEP 256
#define RONDO_DB_LOG_COMMITS 16
#define RONDO_DB_LOG_MANY 8000

typedef struct _RondoDbLog RondoDbLog;

struct _RondoDb {
  /* owned */
  gatomicrefcount ref_count; /* the opener and every statement in use */
  sqlite3 *handle;
  char *path;
  GHashTable *known;         /* address of constant SQL → RondoStatement, lent or not */
  GCancellable *cancellable; /* (nullable): stops long statements */
  RondoDbLog *log;           /* (nullable): moves the log */

  /* borrowed */
  const char *where; /* place the open transaction was begun at, NULL if there is none */

  GThread *owner; /* (nullable): the one thread that may use it */

  gboolean is_settled; /* it was looked at, and is ours to write */
  gboolean is_group;   /* transactions are parts of one */
  gboolean is_light;   /* the open transaction need not last */
  int log_pages;       /* that it had when it was last moved */
  int log_commits;     /* since then */
};

void rondo_db_unref (RondoDb *db);

/* rondo-db-open.c: one that is not open yet. (transfer full) */
RondoDb *rondo_db_connection_new (const char *path);

/* rondo-db-error.c */
void rondo_db_set_error (RondoDb *db, int code, GError **error);

/* rondo-db-files.c */
gboolean rondo_db_make_folder (const char *path, GError **error);
gboolean rondo_db_make_file (const char *path, GError **error);
gboolean rondo_db_backup_before_migration (RondoDb *db, int version, GError **error);

/* rondo-db-look.c */
gboolean rondo_db_look_at_file (const char *path, const RondoDbSchema *schema, GError **error);
gboolean rondo_db_look (RondoDb *db, const RondoDbSchema *schema, GError **error);

/* rondo-db-log.c: ends its thread. */
void rondo_db_log_free (RondoDbLog *log);

/* rondo-db-migrate.c */
int rondo_db_schema_version (const RondoDbSchema *schema);
gboolean rondo_db_migrate (RondoDb *db, const RondoDbSchema *schema, GError **error);

/* rondo-db.c */
gboolean rondo_db_exec (RondoDb *db, const char *script, GError **error);
gboolean rondo_db_read_int (RondoDb *db, const char *sql, int64_t *value, GError **error);
void rondo_db_set_cancellable (RondoDb *db, GCancellable *cancellable);

/* Rolls a transaction back that nobody ended, and says where it was begun. */
void rondo_db_end_leaked_transaction (RondoDb *db);

/* rondo-statement.c: takes @handle over. @is_kept: it goes back to the connection when freed. */
RondoStatement *rondo_statement_new (RondoDb *db, sqlite3_stmt *handle, gboolean is_kept);
gboolean rondo_statement_lend (RondoStatement *statement, const char *sql);
void rondo_statement_forget (gpointer statement);

G_END_DECLS
