/* SPDX-License-Identifier: GPL-3.0-or-later
 * Messages made smaller for the way. */
#include "config.h"

#include "rondo-wire-pack.h"

#include "rondo-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zstd.h>

/* The fastest one, and already smaller than what gzip makes. */
#define LEVEL 1

GBytes *
rondo_wire_pack (const char *data, gsize length)
{
  gsize bound = ZSTD_compressBound (length);
  char *packed = g_malloc (bound);
  gsize size = ZSTD_compress (packed, bound, data, length, LEVEL);

  /* It fails only for want of room, and there is enough. */
  g_assert (!ZSTD_isError (size));
  return g_bytes_new_take (g_realloc (packed, MAX (size, 1)), size);
}

static GBytes *
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, message);
  return NULL;
}

GBytes *
rondo_wire_unpack (const char *data, gsize length, gsize max_bytes, GError **error)
{
  unsigned long long size = ZSTD_getFrameContentSize (data, length);
  g_autofree char *text = NULL;
  gsize unpacked;

  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
    return refuse (error, _ ("The packed data is damaged, or does not say how large it is."));
  if (size > max_bytes)
    return refuse (error, _ ("The packed data is too large when it is unpacked."));
  /* Pages that are not written to cost nothing. */
  text = g_malloc ((gsize)size + 1);
  unpacked = ZSTD_decompress (text, (gsize)size, data, length);
  if (ZSTD_isError (unpacked) || unpacked != size)
    return refuse (error, _ ("The packed data is damaged, or larger than it says."));
  text[unpacked] = '\0';
  return g_bytes_new_take (g_steal_pointer (&text), unpacked);
}

/* "zstd", "zstd;q=0.5", but not "zstd;q=0". */
static gboolean
is_packing (const char *entry)
{
  g_auto (GStrv) parts = g_strsplit (entry, ";", 2);
  const char *quality = parts[0] != NULL ? parts[1] : NULL;

  if (parts[0] == NULL || g_ascii_strcasecmp (g_strstrip (parts[0]), RONDO_WIRE_PACKING) != 0)
    return FALSE;
  if (quality == NULL)
    return TRUE;
  quality = strchr (quality, '=');
  return quality == NULL || g_ascii_strtod (quality + 1, NULL) > 0;
}

gboolean
rondo_wire_accepts_packing (const char *encodings)
{
  g_auto (GStrv) entries = g_strsplit (encodings != NULL ? encodings : "", ",", 32);

  for (char **entry = entries; *entry != NULL; entry++)
    if (is_packing (*entry))
      return TRUE;
  return FALSE;
}
