/* SPDX-License-Identifier: GPL-3.0-or-later
 * The calls that SQLite makes of a VFS, on disks in memory. */
#include "config.h"

#include "rondo-source.h"
#include "sim-disk-private.h"

#include <sqlite3.h>
#include <string.h>

/* Days from the beginning of the Julian calendar to 1970, in milliseconds. */
#define JULIAN_MS G_GINT64_CONSTANT (210866760000000)

typedef struct {
  sqlite3_file base;
  SimDisk *disk; /* NULL: a temporary file */
  SimFile *file;
  int lock;
  gboolean is_main;
  gboolean shm_shared[SIM_SHM_LOCKS];
} Handle;

/* 0: go on; else what the call returns. @code: where the computer has stopped. */
static int
tick (Handle *handle, int code)
{
  int told = handle->disk != NULL ? sim_disk_tick (handle->disk) : 0;

  if (told == SQLITE_FULL && code == SQLITE_IOERR_FSYNC)
    return 0;
  return told < 0 ? code : told;
}

static gboolean
is_stopped (const Handle *handle)
{
  return handle->disk != NULL && sim_disk_is_stopped (handle->disk);
}

static int
sim_close (sqlite3_file *base)
{
  Handle *handle = (Handle *)base;

  if (handle->disk == NULL)
    sim_file_free_temporary (handle->file);
  else
    handle->file->open_count--;
  return SQLITE_OK;
}

static int
sim_read (sqlite3_file *base, void *to, int length, sqlite3_int64 offset)
{
  Handle *handle = (Handle *)base;
  const GByteArray *bytes = handle->file->now;
  gsize end = (gsize)offset + (gsize)length;

  if (is_stopped (handle))
    return SQLITE_IOERR_READ;
  if (bytes->len >= end) {
    memcpy (to, bytes->data + offset, (gsize)length);
    return SQLITE_OK;
  }
  memset (to, 0, (gsize)length);
  if (bytes->len > (gsize)offset)
    memcpy (to, bytes->data + offset, bytes->len - (gsize)offset);
  return SQLITE_IOERR_SHORT_READ;
}

static int
sim_write (sqlite3_file *base, const void *from, int length, sqlite3_int64 offset)
{
  Handle *handle = (Handle *)base;
  int code = tick (handle, SQLITE_IOERR_WRITE);

  if (code != 0)
    return code;
  sim_file_write (handle->file, (gsize)offset, from, (gsize)length);
  return SQLITE_OK;
}

static int
sim_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  Handle *handle = (Handle *)base;
  int code = tick (handle, SQLITE_IOERR_TRUNCATE);

  if (code != 0)
    return code;
  sim_file_truncate (handle->file, (gsize)size);
  return SQLITE_OK;
}

static int
sim_sync (sqlite3_file *base, int flags)
{
  Handle *handle = (Handle *)base;
  int code = tick (handle, SQLITE_IOERR_FSYNC);

  if (code != 0)
    return code;
  sim_file_sync (handle->file);
  return SQLITE_OK;
}

static int
sim_file_size (sqlite3_file *base, sqlite3_int64 *size)
{
  Handle *handle = (Handle *)base;

  *size = handle->file->now->len;
  return is_stopped (handle) ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

static int
sim_lock (sqlite3_file *base, int level)
{
  Handle *handle = (Handle *)base;
  SimFile *file = handle->file;

  if (handle->lock >= level)
    return SQLITE_OK;
  if (handle->lock == SQLITE_LOCK_NONE) {
    if (file->pending_lock != NULL || file->exclusive != NULL)
      return SQLITE_BUSY;
    file->shared_count++;
    handle->lock = SQLITE_LOCK_SHARED;
  }
  if (level >= SQLITE_LOCK_RESERVED) {
    if (file->reserved != NULL && file->reserved != handle)
      return SQLITE_BUSY;
    file->reserved = handle;
    handle->lock = MAX (handle->lock, SQLITE_LOCK_RESERVED);
  }
  if (level == SQLITE_LOCK_EXCLUSIVE) {
    file->pending_lock = handle;
    handle->lock = SQLITE_LOCK_PENDING;
    if (file->shared_count > 1)
      return SQLITE_BUSY;
    file->exclusive = handle;
    handle->lock = SQLITE_LOCK_EXCLUSIVE;
  }
  return SQLITE_OK;
}

static int
sim_unlock (sqlite3_file *base, int level)
{
  Handle *handle = (Handle *)base;
  SimFile *file = handle->file;

  if (handle->lock <= level)
    return SQLITE_OK;
  if (file->reserved == handle)
    file->reserved = NULL;
  if (file->pending_lock == handle)
    file->pending_lock = NULL;
  if (file->exclusive == handle)
    file->exclusive = NULL;
  if (level == SQLITE_LOCK_NONE)
    file->shared_count--;
  handle->lock = level;
  return SQLITE_OK;
}

static int
sim_check_reserved (sqlite3_file *base, int *is_reserved)
{
  *is_reserved = ((Handle *)base)->file->reserved != NULL;
  return SQLITE_OK;
}

static int
sim_file_control (sqlite3_file *base, int op, void *argument)
{
  return SQLITE_NOTFOUND;
}

static int
sim_sector_size (sqlite3_file *base)
{
  return 4096;
}

/* A torn write leaves what lies beside it alone, as disks of today do. */
static int
sim_characteristics (sqlite3_file *base)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
sim_shm_map (sqlite3_file *base, int region, int size, int is_extended, void volatile **address)
{
  GPtrArray *shm = ((Handle *)base)->file->shm;

  if (!is_extended && (guint)region >= shm->len) {
    *address = NULL;
    return SQLITE_OK;
  }
  while (shm->len <= (guint)region)
    g_ptr_array_add (shm, g_malloc0 ((gsize)size));
  *address = g_ptr_array_index (shm, region);
  return SQLITE_OK;
}

static gboolean
can_lock_shm (const Handle *handle, int offset, int count, gboolean is_shared)
{
  const SimFile *file = handle->file;

  for (int i = offset; i < offset + count; i++) {
    if (file->shm_exclusive[i] != NULL && file->shm_exclusive[i] != handle)
      return FALSE;
    if (!is_shared && file->shm_shared[i] > (handle->shm_shared[i] ? 1 : 0))
      return FALSE;
  }
  return TRUE;
}

static void
unlock_shm (Handle *handle, int i)
{
  SimFile *file = handle->file;

  if (file->shm_exclusive[i] == handle)
    file->shm_exclusive[i] = NULL;
  if (handle->shm_shared[i]) {
    handle->shm_shared[i] = FALSE;
    file->shm_shared[i]--;
  }
}

static int
sim_shm_lock (sqlite3_file *base, int offset, int count, int flags)
{
  Handle *handle = (Handle *)base;
  SimFile *file = handle->file;
  gboolean is_shared = (flags & SQLITE_SHM_SHARED) != 0;

  if ((flags & SQLITE_SHM_LOCK) != 0 && !can_lock_shm (handle, offset, count, is_shared))
    return SQLITE_BUSY;
  for (int i = offset; i < offset + count; i++) {
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
      unlock_shm (handle, i);
    } else if (!is_shared) {
      file->shm_exclusive[i] = handle;
    } else if (!handle->shm_shared[i]) {
      handle->shm_shared[i] = TRUE;
      file->shm_shared[i]++;
    }
  }
  return SQLITE_OK;
}

static void
sim_shm_barrier (sqlite3_file *base)
{
}

static int
sim_shm_unmap (sqlite3_file *base, int is_deleted)
{
  Handle *handle = (Handle *)base;

  for (int i = 0; i < SIM_SHM_LOCKS; i++)
    unlock_shm (handle, i);
  return SQLITE_OK;
}

static const sqlite3_io_methods METHODS = {
    .iVersion = 2,
    .xClose = sim_close,
    .xRead = sim_read,
    .xWrite = sim_write,
    .xTruncate = sim_truncate,
    .xSync = sim_sync,
    .xFileSize = sim_file_size,
    .xLock = sim_lock,
    .xUnlock = sim_unlock,
    .xCheckReservedLock = sim_check_reserved,
    .xFileControl = sim_file_control,
    .xSectorSize = sim_sector_size,
    .xDeviceCharacteristics = sim_characteristics,
    .xShmMap = sim_shm_map,
    .xShmLock = sim_shm_lock,
    .xShmBarrier = sim_shm_barrier,
    .xShmUnmap = sim_shm_unmap,
};

static int
vfs_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out_flags)
{
  Handle *handle = (Handle *)base;
  const char *name = NULL;

  memset (handle, 0, sizeof *handle);
  if (path != NULL) {
    handle->disk = sim_disk_find (path, &name);
    if (handle->disk == NULL || sim_disk_is_stopped (handle->disk))
      return SQLITE_CANTOPEN;
    handle->file = sim_disk_find_file (handle->disk, name, (flags & SQLITE_OPEN_CREATE) != 0);
    if (handle->file == NULL)
      return SQLITE_CANTOPEN;
    handle->file->open_count++;
  } else {
    handle->file = sim_file_new_temporary ();
  }
  handle->base.pMethods = &METHODS;
  if (out_flags != NULL)
    *out_flags = flags;
  return SQLITE_OK;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *path, int is_synced)
{
  const char *name = NULL;
  SimDisk *disk = sim_disk_find (path, &name);
  SimFile *file = disk != NULL ? sim_disk_find_file (disk, name, FALSE) : NULL;

  if (disk == NULL || sim_disk_tick (disk) != 0)
    return SQLITE_IOERR_DELETE;
  if (file == NULL)
    return SQLITE_IOERR_DELETE_NOENT;
  if (file->open_count > 0)
    g_error ("%s is deleted while it is open", path);
  g_hash_table_remove (disk->files, name);
  return SQLITE_OK;
}

static int
vfs_access (sqlite3_vfs *vfs, const char *path, int flags, int *is_there)
{
  const char *name = NULL;
  SimDisk *disk = sim_disk_find (path, &name);
  const SimFile *file = disk != NULL ? sim_disk_find_file (disk, name, FALSE) : NULL;

  *is_there = file != NULL && (flags != SQLITE_ACCESS_EXISTS || file->now->len > 0);
  return SQLITE_OK;
}

static int
vfs_full_path (sqlite3_vfs *vfs, const char *path, int size, char *out)
{
  g_strlcpy (out, path, (gsize)size);
  return SQLITE_OK;
}

static int
vfs_randomness (sqlite3_vfs *vfs, int length, char *out)
{
  sim_disk_fill_randomness ((guint8 *)out, (gsize)length);
  return length;
}

static int
vfs_sleep (sqlite3_vfs *vfs, int us)
{
  return us;
}

static int
vfs_now (sqlite3_vfs *vfs, sqlite3_int64 *ms)
{
  *ms = rondo_source_now_us () / 1000 + JULIAN_MS;
  return SQLITE_OK;
}

static int
vfs_last_error (sqlite3_vfs *vfs, int size, char *out)
{
  return 0;
}

static sqlite3_vfs sim_vfs = {
    .iVersion = 2,
    .szOsFile = sizeof (Handle),
    .mxPathname = 256,
    .zName = SIM_DISK_VFS,
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_path,
    .xRandomness = vfs_randomness,
    .xSleep = vfs_sleep,
    .xGetLastError = vfs_last_error,
    .xCurrentTimeInt64 = vfs_now,
};

void
sim_file_forget_sharing (SimFile *file)
{
  file->shared_count = 0;
  file->reserved = file->pending_lock = file->exclusive = NULL;
  memset (file->shm_shared, 0, sizeof file->shm_shared);
  memset (file->shm_exclusive, 0, sizeof file->shm_exclusive);
  g_ptr_array_set_size (file->shm, 0);
}

/* As the default, so that even what SQLite does without a file has no chance of its own. */
void
sim_disk_register_vfs (void)
{
  if (sqlite3_vfs_find (SIM_DISK_VFS) == NULL && sqlite3_vfs_register (&sim_vfs, 1) != SQLITE_OK)
    g_error ("SQLite does not take the VFS of the simulator");
}

/* The generator inside SQLite is seeded once by the VFS; without a buffer it is seeded again. */
void
sim_disk_renew_randomness (void)
{
  sim_disk_register_vfs ();
  sqlite3_randomness (0, NULL);
}
