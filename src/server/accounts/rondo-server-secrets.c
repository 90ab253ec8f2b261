/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tokens and invitation codes. */
#include "config.h"

#include "rondo-server-secrets.h"

#include <sodium.h>
#include <string.h>

#define TOKEN_BYTES 32
#define HASH_BYTES 32
#define ID_BYTES 16
#define CODE_LETTERS 16
#define CODE_GROUP 4

/* 32 signs: five bits each. No I, O, 0 and 1. */
static const char ALPHABET[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
G_STATIC_ASSERT (sizeof ALPHABET == 32 + 1);

static char *
to_hex (const unsigned char *bytes, gsize length)
{
  gsize size = 2 * length + 1;
  char *text = g_malloc (size);

  return sodium_bin2hex (text, size, bytes, length);
}

gboolean
rondo_server_secrets_init (void)
{
  return sodium_init () >= 0;
}

char *
rondo_server_token_new (void)
{
  unsigned char bytes[TOKEN_BYTES];
  gsize size = sodium_base64_encoded_len (TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (size);

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, size, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero (bytes, sizeof bytes);
  return text;
}

gboolean
rondo_server_token_is_valid (const char *text)
{
  unsigned char bytes[TOKEN_BYTES];
  gsize length = 0;

  return sodium_base642bin (bytes,
                            sizeof bytes,
                            text,
                            strlen (text),
                            NULL,
                            &length,
                            NULL,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
         length == sizeof bytes;
}

char *
rondo_server_random_id (void)
{
  unsigned char bytes[ID_BYTES];

  randombytes_buf (bytes, sizeof bytes);
  return to_hex (bytes, sizeof bytes);
}

char *
rondo_server_code_new (void)
{
  GString *code = g_string_new (NULL);

  for (guint i = 0; i < CODE_LETTERS; i++) {
    if (i > 0 && i % CODE_GROUP == 0)
      g_string_append_c (code, '-');
    g_string_append_c (code, ALPHABET[randombytes_uniform (32)]);
  }
  return g_string_free (code, FALSE);
}

char *
rondo_server_code_normalize (const char *typed)
{
  g_autoptr (GString) code = g_string_new (NULL);
  guint letters = 0;

  for (const char *p = typed; *p != '\0'; p++) {
    char letter = g_ascii_toupper (*p);

    if (letter == '-' || letter == ' ')
      continue;
    if (strchr (ALPHABET, letter) == NULL || letters == CODE_LETTERS)
      return NULL;
    if (letters > 0 && letters % CODE_GROUP == 0)
      g_string_append_c (code, '-');
    g_string_append_c (code, letter);
    letters++;
  }
  return letters == CODE_LETTERS ? g_string_free (g_steal_pointer (&code), FALSE) : NULL;
}

char *
rondo_server_secret_hash (const char *secret)
{
  unsigned char hash[HASH_BYTES];

  crypto_generichash (hash, sizeof hash, (const unsigned char *)secret, strlen (secret), NULL, 0);
  return to_hex (hash, sizeof hash);
}

gboolean
rondo_server_hash_equal (const char *a, const char *b)
{
  return strlen (a) == strlen (b) && sodium_memcmp (a, b, strlen (a)) == 0;
}

char *
rondo_server_secrets_sign (const char *key, const char *text)
{
  unsigned char short_key[crypto_generichash_KEYBYTES];
  unsigned char mac[crypto_generichash_BYTES_MIN];

  crypto_generichash (
      short_key, sizeof short_key, (const unsigned char *)key, strlen (key), NULL, 0);
  crypto_generichash (
      mac, sizeof mac, (const unsigned char *)text, strlen (text), short_key, sizeof short_key);
  return to_hex (mac, sizeof mac);
}

gboolean
rondo_server_secrets_are_equal (const char *a, const char *b)
{
  gsize length = strlen (a);

  return length == strlen (b) && sodium_memcmp (a, b, length) == 0;
}
