/* SPDX-License-Identifier: GPL-3.0-or-later
 * The certificate of a server that nobody stands in front of. */
#include "config.h"

#include "rondo-server-certificate.h"

#include "rondo-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define YEARS 20
#define SERIAL_BYTES 16

GTlsCertificate *
rondo_server_certificate_load (const char *certificate, const char *key, GError **error)
{
  g_autoptr (GError) problem = NULL;
  GTlsCertificate *loaded = g_tls_certificate_new_from_files (certificate, key, &problem);

  if (loaded == NULL)
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("The certificate “%s” with the key “%s” can not be used (%s). Both have to be "
                    "PEM files that the server may read."),
                 certificate,
                 key,
                 problem->message);
  return loaded;
}

char *
rondo_server_certificate_path (const char *database)
{
  return g_strconcat (database, "-tls.pem", NULL);
}

char *
rondo_server_certificate_fingerprint (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}

/* Everything between two inits and deinits; 0 or what GnuTLS says. */
static int
describe (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
  static const char NAME[] = "Rondo server";
  unsigned char serial[SERIAL_BYTES];
  time_t now = time (NULL);
  int code = 0;

  randombytes_buf (serial, sizeof serial);
  serial[0] &= 0x7f; /* it has to be positive */
  code = gnutls_x509_crt_set_version (certificate, 3);
  if (code == 0)
    code = gnutls_x509_crt_set_serial (certificate, serial, sizeof serial);
  if (code == 0)
    code = gnutls_x509_crt_set_dn_by_oid (
        certificate, GNUTLS_OID_X520_COMMON_NAME, 0, NAME, strlen (NAME));
  if (code == 0)
    code = gnutls_x509_crt_set_activation_time (certificate, now - 24 * 60 * 60);
  if (code == 0)
    code = gnutls_x509_crt_set_expiration_time (certificate, now + YEARS * 365L * 24 * 60 * 60);
  if (code == 0)
    code = gnutls_x509_crt_set_key (certificate, key);
  if (code == 0)
    code = gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0);
  return code;
}

static char *
export_pem (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
  gnutls_datum_t certificate_pem = {NULL, 0};
  gnutls_datum_t key_pem = {NULL, 0};
  char *pem = NULL;

  if (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &certificate_pem) == 0 &&
      gnutls_x509_privkey_export2_pkcs8 (
          key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &key_pem) == 0)
    pem = g_strdup_printf ("%.*s%.*s",
                           (int)key_pem.size,
                           (const char *)key_pem.data,
                           (int)certificate_pem.size,
                           (const char *)certificate_pem.data);
  gnutls_free (certificate_pem.data);
  gnutls_free (key_pem.data);
  return pem;
}

/* Key and certificate as PEM; NULL if GnuTLS can not make them. */
static char *
make_pem (void)
{
  gnutls_x509_privkey_t key = NULL;
  gnutls_x509_crt_t certificate = NULL;
  char *pem = NULL;

  if (gnutls_x509_privkey_init (&key) != 0)
    return NULL;
  if (gnutls_x509_crt_init (&certificate) != 0) {
    gnutls_x509_privkey_deinit (key);
    return NULL;
  }
  if (gnutls_x509_privkey_generate (
          key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0) == 0 &&
      describe (certificate, key) == 0)
    pem = export_pem (certificate, key);
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);
  return pem;
}

static gboolean
make_file (const char *path, GError **error)
{
  g_autofree char *pem = make_pem ();
  g_autoptr (GError) problem = NULL;

  if (pem != NULL &&
      g_file_set_contents_full (path,
                                pem,
                                (gssize)strlen (pem),
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600,
                                &problem)) {
    sodium_memzero (pem, strlen (pem));
    return TRUE;
  }
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_STORAGE,
               _ ("The certificate “%s” could not be made (%s)."),
               path,
               problem != NULL ? problem->message : _ ("no key"));
  return FALSE;
}

GTlsCertificate *
rondo_server_certificate_own (const char *database, GError **error)
{
  g_autofree char *path = rondo_server_certificate_path (database);

  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !make_file (path, error))
    return NULL;
  return rondo_server_certificate_load (path, path, error);
}
