/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the disk and its VFS share. */
#pragma once

#include "sim-disk.h"

G_BEGIN_DECLS

/* One write that was not synced yet; without bytes: the file got this length. */
typedef struct {
  gsize offset;
  gsize length;
  guint8 *bytes;
} SimWrite;

/* What connections share of one file besides its content. */
#define SIM_SHM_LOCKS 8

typedef struct {
  GByteArray *now;    /* what reading gives */
  GByteArray *synced; /* what survives */
  GArray *pending;    /* of SimWrite: what lies between the two */
  guint open_count;

  int shared_count;
  gpointer reserved; /* the handle that holds the lock */
  gpointer pending_lock;
  gpointer exclusive;
  GPtrArray *shm; /* regions of the shared memory */
  int shm_shared[SIM_SHM_LOCKS];
  gpointer shm_exclusive[SIM_SHM_LOCKS];
} SimFile;

struct _SimDisk {
  char *name;
  GHashTable *files; /* char * → SimFile */
  SimRandom random;
  guint writes;
  gboolean is_stopped;
  gboolean is_power;
  int stop_after; /* −1: never */
  int fail_after; /* −1: never */
  guint fail_times;
  int fail_code;
};

void sim_disk_register_vfs (void);

/* The disk and the name on it that @path means; NULL: none. */
SimDisk *sim_disk_find (const char *path, const char **name);
SimFile *sim_disk_find_file (SimDisk *disk, const char *name, gboolean is_made);

/* Counts one write or sync. 0: go on; −1: the computer has stopped; else a code of SQLite. */
int sim_disk_tick (SimDisk *disk);

void sim_file_write (SimFile *file, gsize offset, const void *bytes, gsize length);
void sim_file_truncate (SimFile *file, gsize length);
void sim_file_sync (SimFile *file);
void sim_file_forget_sharing (SimFile *file);
SimFile *sim_file_new_temporary (void);
void sim_file_free_temporary (SimFile *file);

void sim_disk_renew_randomness (void);
void sim_disk_fill_randomness (guint8 *bytes, gsize length);

G_END_DECLS
