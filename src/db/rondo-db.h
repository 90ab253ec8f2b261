/* SPDX-License-Identifier: GPL-3.0-or-later
 * One connection to one SQL database: open, migrate, transactions. Used by one thread at a time. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-statement.h"

G_BEGIN_DECLS

#define RONDO_DB_ERROR (rondo_db_error_quark ())

/* A room without core has its own errors; client and server turn them into RONDO_ERROR. */
typedef enum {
  RONDO_DB_ERROR_TOO_NEW, /* written by a newer version; nothing was touched */
  RONDO_DB_ERROR_FOREIGN, /* a database of another program */
  RONDO_DB_ERROR_CORRUPT, /* damaged or not a database */
  RONDO_DB_ERROR_FULL,    /* disk full or read-only; the transaction was rolled back */
  RONDO_DB_ERROR_BUSY,    /* another process holds it */
  RONDO_DB_ERROR_CONSTRAINT,
  RONDO_DB_ERROR_FAILED,
} RondoDbError;

typedef struct _RondoDb RondoDb;

/*
 * RondoDbSchema:
 * @application_id: of the file, see PRAGMA application_id
 * @migrations: (array zero-terminated=1): script i brings version i to i + 1
 *
 * What a database of one program looks like.
 */
typedef struct {
  uint32_t application_id;
  const char *const *migrations;
} RondoDbSchema;

/**
 * rondo_db_open:
 * @path: the file, or ":memory:"; its folder is made with mode 0700
 *
 * Opens with foreign keys, WAL, synchronous=FULL and a busy time-out, refuses newer and foreign
 * files untouched, backs an older one up beside it (three are kept) and migrates it, each step in
 * one transaction.
 *
 * Returns: (transfer full): the connection, or NULL with %RONDO_DB_ERROR
 */
RondoDb *rondo_db_open (const char *path, const RondoDbSchema *schema, GError **error);

/** rondo_db_open_on: the same on a disk of the caller's: @vfs names one that is registered with
 * SQLite, and @path is a name there. Nothing of the file system is touched. */
RondoDb *
rondo_db_open_on (const char *vfs, const char *path, const RondoDbSchema *schema, GError **error);
void rondo_db_close (RondoDb *db);

/** rondo_db_set_aside: renames a damaged database (with its -wal and -shm) to
 * "NAME.damaged-<time>" and returns that path. Never overwrites. (transfer full) */
char *rondo_db_set_aside (const char *path, int64_t now_us, GError **error);

/** rondo_db_set_aside_as: the same for a database that is to be replaced: "NAME.<what>-<time>". */
char *rondo_db_set_aside_as (const char *path, const char *what, int64_t now_us, GError **error);

/** rondo_db_seal: makes the file all there is, without a log beside it, so that it can be renamed.
 * Nobody else may use the database; the connection is to be closed next. */
gboolean rondo_db_seal (RondoDb *db, GError **error);

/** rondo_db_compact: writes the file anew, without what was deleted from it. Outside of a
 * transaction. */
gboolean rondo_db_compact (RondoDb *db, GError **error);

/* A write transaction: BEGIN IMMEDIATE. Use through rondo_db_begin() so that a forgotten one is
 * reported with the place it was begun at. Transactions do not nest. */
gboolean rondo_db_begin_at (RondoDb *db, const char *where, GError **error);
#define rondo_db_begin(db, error) rondo_db_begin_at ((db), G_STRLOC, (error))
/* The same for what can be had again: the commit does not wait for the disk. When the power fails
 * it may turn out not to have been made, but then nothing after it was; the next rondo_db_begin()
 * to be committed makes all before it certain. */
gboolean rondo_db_begin_light_at (RondoDb *db, const char *where, GError **error);
#define rondo_db_begin_light(db, error) rondo_db_begin_light_at ((db), G_STRLOC, (error))
gboolean rondo_db_begin_read_at (RondoDb *db, const char *where, GError **error);
#define rondo_db_begin_read(db, error) rondo_db_begin_read_at ((db), G_STRLOC, (error))
gboolean rondo_db_commit (RondoDb *db, GError **error);
/** rondo_db_rollback: ends an open transaction without effect; does nothing if there is none. */
void rondo_db_rollback (RondoDb *db);
/** rondo_db_end: commits if @is_good, else ends the transaction without effect; @error is set
 * already then. TRUE if all was written. */
gboolean rondo_db_end (RondoDb *db, gboolean is_good, GError **error);
gboolean rondo_db_in_transaction (RondoDb *db);

/* Several transactions that reach the disk as one: until the group is ended, rondo_db_begin() to
 * rondo_db_end() is a part of it, which fails alone. Nothing is certain before the group is
 * committed; when that fails, nothing of it was written. */
gboolean rondo_db_begin_group (RondoDb *db, GError **error);
gboolean rondo_db_end_group (RondoDb *db, GError **error);

/** rondo_db_open_reader: another connection to the file at @path, which is open already: it sees
 * what is committed, and whatever would write fails. */
RondoDb *rondo_db_open_reader (const char *path, GError **error);

/** rondo_db_move_log_aside: from now on a thread of its own moves the log of the database into its
 * file, until the connection is closed; else whoever commits does. Who commits waits for it only
 * when the log has become long. */
void rondo_db_move_log_aside (RondoDb *db);

/** rondo_db_prepare: the (cached) statement for @sql, a constant string with $1 … $n, reset and
 * without values. (transfer full) */
RondoStatement *rondo_db_prepare (RondoDb *db, const char *sql, GError **error);

/**
 * rondo_db_run:
 * @types: one letter a parameter: "t" const char * (NULL is NULL), "i" int64_t
 *
 * Binds the values, runs @sql to its end and forgets its rows: for INSERT, UPDATE, DELETE.
 */
gboolean rondo_db_run (RondoDb *db, GError **error, const char *sql, const char *types, ...);

/** rondo_db_query: as rondo_db_run(), but the caller steps through the rows. (transfer full) */
RondoStatement *
rondo_db_query (RondoDb *db, GError **error, const char *sql, const char *types, ...);

/* Rows that one statement puts into a table, and the values of that many: @row is "(?, …)". */
#define RONDO_DB_ROWS_AT_ONCE 20
#define RONDO_DB_FIVE_ROWS(row) row ", " row ", " row ", " row ", " row
#define RONDO_DB_ROWS(row)                                                                         \
  RONDO_DB_FIVE_ROWS (row)                                                                         \
  ", " RONDO_DB_FIVE_ROWS (row) ", " RONDO_DB_FIVE_ROWS (row) ", " RONDO_DB_FIVE_ROWS (row)

/* Binds what @row says to the parameters @first, @first + 1, …; texts must outlive the insertion.
 */
typedef void (*RondoBindFunc) (RondoStatement *statement, int first, gconstpointer row);

/*
 * RondoInsertion:
 * @sql: "INSERT OR FAIL INTO t (a, b) VALUES " RONDO_DB_ROWS ("(?, ?)"), a constant: FAIL keeps
 * what is in before a failure, so that SQLite need not keep what its pages were before
 * @n_columns: values of a row
 *
 * How many rows get into one table together: a statement for each of them would cost more than the
 * row itself.
 */
typedef struct {
  const char *sql;
  int n_columns;
  RondoBindFunc bind;
} RondoInsertion;

/**
 * rondo_db_insert:
 * @rows: (array fixed-size=20): %RONDO_DB_ROWS_AT_ONCE of them
 * @n_in: (out): that many, from the first on, are in; the next one breaks a rule of the table, as
 *   when its key is taken, and those after it were not looked at
 */
gboolean rondo_db_insert (RondoDb *db,
                          const RondoInsertion *insertion,
                          const gconstpointer *rows,
                          guint *n_in,
                          GError **error);

/** rondo_db_changes: rows changed by the last statement. */
int64_t rondo_db_changes (RondoDb *db);

/** rondo_db_check: integrity and foreign keys; FALSE with what was found. */
gboolean rondo_db_check (RondoDb *db, GError **error);

/** rondo_db_backup: a complete copy at @path, which must not exist. */
gboolean rondo_db_backup (RondoDb *db, const char *path, GError **error);

GQuark rondo_db_error_quark (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoDb, rondo_db_close)

G_END_DECLS
