/* SPDX-License-Identifier: GPL-3.0-or-later
 * Several files as one zip archive. */
#include "config.h"

#include "rondo-paper.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>

#include "rondo-error.h"

typedef struct archive Writer;

static void
writer_free (Writer *writer)
{
  archive_write_free (writer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writer, writer_free)

static la_ssize_t
write_cb (struct archive *archive, void *data, const void *buffer, size_t length)
{
  g_byte_array_append (data, buffer, (guint)length);
  return (la_ssize_t)length;
}

static gboolean
fail (Writer *writer, GError **error)
{
  const char *reason = archive_error_string (writer);

  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_STORAGE,
               _ ("The archive could not be written: %s"),
               reason != NULL ? reason : _ ("there is no memory left"));
  return FALSE;
}

static gboolean
add_file (Writer *writer, const RondoPaperFile *file, int64_t time_s, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize length = 0;
  const void *data = g_bytes_get_data (file->content, &length);
  gboolean is_written = FALSE;

  archive_entry_set_pathname_utf8 (entry, file->name);
  archive_entry_set_size (entry, (la_int64_t)length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_mtime (entry, (time_t)time_s, 0);
  is_written = archive_write_header (writer, entry) == ARCHIVE_OK &&
               (length == 0 || archive_write_data (writer, data, length) == (la_ssize_t)length);
  archive_entry_free (entry);
  return is_written || fail (writer, error);
}

RondoPaperFile *
rondo_paper_file_new (const char *name, GBytes *content)
{
  RondoPaperFile *file = g_new0 (RondoPaperFile, 1);

  file->name = g_strdup (name);
  file->content = g_bytes_ref (content);
  return file;
}

void
rondo_paper_file_free (RondoPaperFile *file)
{
  if (file == NULL)
    return;
  g_free (file->name);
  g_bytes_unref (file->content);
  g_free (file);
}

GBytes *
rondo_paper_write_zip (GPtrArray *files, int64_t time_s, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (Writer) writer = NULL;

  g_return_val_if_fail (files != NULL, NULL);

  writer = archive_write_new ();
  if (archive_write_set_format_zip (writer) != ARCHIVE_OK ||
      archive_write_set_options (writer, "zip:hdrcharset=UTF-8") == ARCHIVE_FATAL ||
      archive_write_open (writer, out, NULL, write_cb, NULL) != ARCHIVE_OK) {
    fail (writer, error);
    return NULL;
  }
  for (guint i = 0; i < files->len; i++)
    if (!add_file (writer, files->pdata[i], time_s, error))
      return NULL;
  if (archive_write_close (writer) != ARCHIVE_OK) {
    fail (writer, error);
    return NULL;
  }
  g_clear_pointer (&writer, writer_free);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
