/* SPDX-License-Identifier: GPL-3.0-or-later
 * A disk in memory, as a VFS of SQLite: what was not synced is lost or torn when the power fails.
 */
#pragma once

#include "sim-random.h"

G_BEGIN_DECLS

/* The name of the VFS. A database lies at "DISK/FILE". */
#define SIM_DISK_VFS "sim"

typedef struct _SimDisk SimDisk;

/** sim_disk_new: an empty disk called @name, no two at a time of one name. */
SimDisk *sim_disk_new (const char *name, uint64_t seed);
void sim_disk_free (SimDisk *disk);

/** sim_disk_copy: @to gets all files of @from as they are now, and nothing else. */
void sim_disk_copy (const SimDisk *from, SimDisk *to);

/** sim_disk_arm: the computer stops at the @after-th write or sync from now on, counted from 0.
 * @is_power: the power fails, else only the program is killed, and all it wrote is kept. */
void sim_disk_arm (SimDisk *disk, guint after, gboolean is_power);

/** sim_disk_stop: the computer stops now. */
void sim_disk_stop (SimDisk *disk, gboolean is_power);

/** sim_disk_is_stopped: nothing can be read or written until sim_disk_start(). */
gboolean sim_disk_is_stopped (const SimDisk *disk);

/** sim_disk_start: disarmed and running, with what has survived. No file may be open. */
void sim_disk_start (SimDisk *disk);

/** sim_disk_fail: @times writes and syncs from the @after-th on fail with @code, SQLITE_FULL or one
 * of SQLITE_IOERR_…; the computer goes on. */
void sim_disk_fail (SimDisk *disk, guint after, guint times, int code);

/** sim_disk_disarm: nothing is going to happen to it by itself any more. */
void sim_disk_disarm (SimDisk *disk);

/** sim_disk_count_writes: writes and syncs so far. */
guint sim_disk_count_writes (const SimDisk *disk);

/** sim_disk_set_randomness: what SQLite takes for chance from now on, on all disks. */
void sim_disk_set_randomness (uint64_t seed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimDisk, sim_disk_free)

G_END_DECLS
