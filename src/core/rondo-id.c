/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ids of records and ops: UUIDs as 36 lower-case characters. */
#include "config.h"

#include "rondo-id.h"

#include "rondo-source.h"

#include <string.h>

#define ID_BYTES 16
#define ID_LENGTH 36

/* Writes @bytes as a UUID of @version and of the variant of RFC 9562. */
static char *
format_id (guint8 bytes[ID_BYTES], guint version)
{
  static const char digits[] = "0123456789abcdef";
  char text[ID_LENGTH + 1];
  char *out = text;

  bytes[6] = (guint8)((bytes[6] & 0x0f) | (version << 4));
  bytes[8] = (guint8)((bytes[8] & 0x3f) | 0x80);
  for (int i = 0; i < ID_BYTES; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      *out++ = '-';
    *out++ = digits[bytes[i] >> 4];
    *out++ = digits[bytes[i] & 0x0f];
  }
  *out = '\0';
  return g_strdup (text);
}

char *
rondo_id_new (int64_t now_us)
{
  guint64 ms = now_us > 0 ? (guint64)now_us / 1000 : 0;
  guint8 bytes[ID_BYTES];

  for (int i = 0; i < 6; i++)
    bytes[i] = (guint8)(ms >> (40 - 8 * i));
  for (int i = 6; i < ID_BYTES; i++)
    bytes[i] = (guint8)(rondo_source_random () >> 24);
  return format_id (bytes, 7);
}

char *
rondo_id_derive (const char *space, const char *name)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_return_val_if_fail (space != NULL && name != NULL, NULL);

  /* The zero byte keeps "ab" + "c" and "a" + "bc" apart. */
  g_checksum_update (checksum, (const guchar *)space, (gssize)strlen (space) + 1);
  g_checksum_update (checksum, (const guchar *)name, (gssize)strlen (name));
  g_checksum_get_digest (checksum, digest, &length);
  return format_id (digest, 8);
}

gboolean
rondo_id_is_valid (const char *text)
{
  if (text == NULL)
    return FALSE;
  for (int i = 0; i < ID_LENGTH; i++) {
    char c = text[i];
    gboolean is_dash = i == 8 || i == 13 || i == 18 || i == 23;

    if (is_dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
      return FALSE;
  }
  return text[ID_LENGTH] == '\0';
}
