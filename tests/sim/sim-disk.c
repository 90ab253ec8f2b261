/* SPDX-License-Identifier: GPL-3.0-or-later
 * Disks in memory: files with what was written, what was synced, and what is between. */
#include "config.h"

#include "sim-disk.h"

#include "sim-disk-private.h"

#include <string.h>

/* Sectors of 512 bytes are written whole or not at all. */
#define SECTOR_BYTES 512

static GHashTable *disks; /* char * → SimDisk, not owned */
static SimRandom randomness;

static void
clear_write (gpointer data)
{
  SimWrite *write = data;

  g_free (write->bytes);
}

static SimFile *
file_new (void)
{
  SimFile *file = g_new0 (SimFile, 1);

  file->now = g_byte_array_new ();
  file->synced = g_byte_array_new ();
  file->pending = g_array_new (FALSE, FALSE, sizeof (SimWrite));
  g_array_set_clear_func (file->pending, clear_write);
  file->shm = g_ptr_array_new_with_free_func (g_free);
  return file;
}

static void
file_free (gpointer data)
{
  SimFile *file = data;

  g_byte_array_unref (file->now);
  g_byte_array_unref (file->synced);
  g_array_unref (file->pending);
  g_ptr_array_unref (file->shm);
  g_free (file);
}

static void
resize (GByteArray *bytes, gsize size)
{
  guint old = bytes->len;

  g_byte_array_set_size (bytes, (guint)size);
  if (bytes->len > old)
    memset (bytes->data + old, 0, bytes->len - old);
}

static void
apply (GByteArray *bytes, const SimWrite *write, gsize length)
{
  if (write->bytes == NULL) {
    resize (bytes, write->offset);
    return;
  }
  if (length == 0)
    return;
  if (bytes->len < write->offset + length)
    resize (bytes, write->offset + length);
  memcpy (bytes->data + write->offset, write->bytes, length);
}

static void
copy_bytes (GByteArray *to, const GByteArray *from)
{
  g_byte_array_set_size (to, from->len);
  if (from->len > 0)
    memcpy (to->data, from->data, from->len);
}

void
sim_file_write (SimFile *file, gsize offset, const void *bytes, gsize length)
{
  SimWrite write = {offset, length, g_memdup2 (bytes, length)};

  apply (file->now, &write, length);
  g_array_append_val (file->pending, write);
}

void
sim_file_truncate (SimFile *file, gsize length)
{
  SimWrite write = {length, 0, NULL};

  apply (file->now, &write, 0);
  g_array_append_val (file->pending, write);
}

void
sim_file_sync (SimFile *file)
{
  for (guint i = 0; i < file->pending->len; i++) {
    const SimWrite *write = &g_array_index (file->pending, SimWrite, i);

    apply (file->synced, write, write->length);
  }
  g_array_set_size (file->pending, 0);
}

/* Any part of what was not synced may have reached the disk, in any order, the last of it torn. */
static void
lose (SimFile *file, SimRandom *random)
{
  guint kept_percent = sim_random_below (random, 5) * 25;

  for (guint i = 0; i < file->pending->len; i++) {
    const SimWrite *write = &g_array_index (file->pending, SimWrite, i);
    gsize length = write->length;

    if (!sim_random_chance (random, kept_percent))
      continue;
    if (length > SECTOR_BYTES && sim_random_chance (random, 10))
      length = SECTOR_BYTES * sim_random_below (random, (guint)(length / SECTOR_BYTES));
    apply (file->synced, write, length);
  }
}

void
sim_disk_stop (SimDisk *disk, gboolean is_power)
{
  GHashTableIter iter;
  gpointer value;

  if (disk->is_stopped)
    return;
  disk->is_stopped = TRUE;
  g_hash_table_iter_init (&iter, disk->files);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    SimFile *file = value;
    SimRandom random = sim_random_part (disk->random.state, file->now->len);

    if (is_power)
      lose (file, &random);
    else
      sim_file_sync (file);
  }
  sim_random_next (&disk->random);
}

gboolean
sim_disk_is_stopped (const SimDisk *disk)
{
  return disk->is_stopped;
}

void
sim_disk_disarm (SimDisk *disk)
{
  disk->stop_after = disk->fail_after = -1;
  disk->fail_times = 0;
}

void
sim_disk_start (SimDisk *disk)
{
  GHashTableIter iter;
  gpointer value;

  disk->is_stopped = FALSE;
  sim_disk_disarm (disk);
  g_hash_table_iter_init (&iter, disk->files);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    SimFile *file = value;

    g_assert (file->open_count == 0);
    copy_bytes (file->now, file->synced);
    g_array_set_size (file->pending, 0);
    sim_file_forget_sharing (file);
  }
}

void
sim_disk_arm (SimDisk *disk, guint after, gboolean is_power)
{
  disk->stop_after = (int)after;
  disk->is_power = is_power;
}

void
sim_disk_fail (SimDisk *disk, guint after, guint times, int code)
{
  disk->fail_after = (int)after;
  disk->fail_times = times;
  disk->fail_code = code;
}

int
sim_disk_tick (SimDisk *disk)
{
  disk->writes++;
  if (disk->is_stopped)
    return -1;
  if (disk->stop_after >= 0 && disk->stop_after-- == 0) {
    sim_disk_stop (disk, disk->is_power);
    return -1;
  }
  if (disk->fail_after > 0) {
    disk->fail_after--;
  } else if (disk->fail_after == 0 && disk->fail_times > 0) {
    disk->fail_times--;
    return disk->fail_code;
  }
  return 0;
}

guint
sim_disk_count_writes (const SimDisk *disk)
{
  return disk->writes;
}

SimDisk *
sim_disk_new (const char *name, uint64_t seed)
{
  SimDisk *disk = g_new0 (SimDisk, 1);

  sim_disk_register_vfs ();
  disk->name = g_strdup (name);
  disk->random = (SimRandom){seed};
  disk->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_free);
  disk->stop_after = disk->fail_after = -1;
  if (disks == NULL)
    disks = g_hash_table_new (g_str_hash, g_str_equal);
  if (!g_hash_table_insert (disks, disk->name, disk))
    g_error ("there are two disks called %s", name);
  return disk;
}

void
sim_disk_free (SimDisk *disk)
{
  g_hash_table_remove (disks, disk->name);
  if (g_hash_table_size (disks) == 0)
    g_clear_pointer (&disks, g_hash_table_unref);
  g_hash_table_unref (disk->files);
  g_free (disk->name);
  g_free (disk);
}

void
sim_disk_copy (const SimDisk *from, SimDisk *to)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_remove_all (to->files);
  g_hash_table_iter_init (&iter, from->files);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    const SimFile *file = value;
    SimFile *copy = file_new ();

    copy_bytes (copy->now, file->now);
    copy_bytes (copy->synced, file->now);
    g_hash_table_insert (to->files, g_strdup (key), copy);
  }
}

SimDisk *
sim_disk_find (const char *path, const char **name)
{
  const char *slash = path != NULL ? strchr (path, '/') : NULL;
  g_autofree char *disk = slash != NULL ? g_strndup (path, (gsize)(slash - path)) : NULL;

  if (disk == NULL || disks == NULL)
    return NULL;
  *name = slash + 1;
  return g_hash_table_lookup (disks, disk);
}

SimFile *
sim_disk_find_file (SimDisk *disk, const char *name, gboolean is_made)
{
  SimFile *file = g_hash_table_lookup (disk->files, name);

  if (file == NULL && is_made) {
    file = file_new ();
    g_hash_table_insert (disk->files, g_strdup (name), file);
  }
  return file;
}

SimFile *
sim_file_new_temporary (void)
{
  return file_new ();
}

void
sim_file_free_temporary (SimFile *file)
{
  file_free (file);
}

void
sim_disk_set_randomness (uint64_t seed)
{
  randomness = (SimRandom){seed};
  sim_disk_renew_randomness ();
}

void
sim_disk_fill_randomness (guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8)sim_random_next (&randomness);
}
