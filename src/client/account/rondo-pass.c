/* SPDX-License-Identifier: GPL-3.0-or-later
 * What lets a signed-in computer in. */
#include "config.h"

#include "rondo-pass.h"

#include "rondo-keyring.h"
#include "rondo-wire-messages.h"

#include <string.h>
#include <sys/random.h>

#define SECRET_BYTES 32
/* A token that ends while a request is on its way is one too late. */
#define MARGIN_SECONDS 30
#define WAIT_US (100 * 1000)

struct _RondoPass {
  GObject parent_instance;

  GMutex mutex; /* guards all that follows */
  GCond renewed;
  gboolean is_renewing;
  gboolean is_kept;
  int64_t good_until_us; /* monotonic */

  /* owned, NULL without a sign-in */
  char *server;
  char *member;
  char *handle;
  char *access;
  char *family;
  char *secret;
  char *next; /* drawn for a renewal whose answer has not come */

  GHashTable *pins; /* owned; server → pin */
};

G_DEFINE_FINAL_TYPE (RondoPass, rondo_pass, G_TYPE_OBJECT)

static void
forget (RondoPass *self)
{
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->member, g_free);
  g_clear_pointer (&self->handle, g_free);
  g_clear_pointer (&self->access, g_free);
  g_clear_pointer (&self->family, g_free);
  g_clear_pointer (&self->secret, g_free);
  g_clear_pointer (&self->next, g_free);
  self->is_kept = FALSE;
}

static void
rondo_pass_finalize (GObject *object)
{
  RondoPass *self = RONDO_PASS (object);

  forget (self);
  g_hash_table_unref (self->pins);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->renewed);
  G_OBJECT_CLASS (rondo_pass_parent_class)->finalize (object);
}

static void
rondo_pass_class_init (RondoPassClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rondo_pass_finalize;
}

static void
rondo_pass_init (RondoPass *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->renewed);
  self->pins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

RondoPass *
rondo_pass_new (void)
{
  return g_object_new (RONDO_TYPE_PASS, NULL);
}

/* 256 bits in base64url without padding; NULL if this computer has no randomness. */
static char *
draw_secret (void)
{
  guchar bytes[SECRET_BYTES];
  char *text;

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    return NULL;
  text = g_base64_encode (bytes, sizeof bytes);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static int64_t
good_until (int64_t seconds)
{
  int64_t useful = MAX (seconds - MARGIN_SECONDS, seconds / 2);

  return g_get_monotonic_time () + useful * G_USEC_PER_SEC;
}

/* @kept is "<family>.<secret>" or, while a renewal was under way, "<family>.<secret>.<next>". A
 * word without a point is family and secret in one. */
static gboolean
take_up (RondoPass *self, const char *server, const char *member, const char *kept)
{
  g_auto (GStrv) parts = g_strsplit (kept, ".", 4);
  guint count = g_strv_length (parts);

  for (guint i = 0; i < count; i++)
    count = *parts[i] != '\0' ? count : 0;
  if (count < 1 || count > 3)
    return FALSE;
  forget (self);
  self->server = g_strdup (server);
  self->member = g_strdup (member);
  self->handle = g_uuid_string_random ();
  self->family = g_strdup (parts[0]);
  self->secret = g_strdup (count > 1 ? parts[1] : parts[0]);
  self->next = count > 2 ? g_strdup (parts[2]) : NULL;
  return TRUE;
}

void
rondo_pass_sign_in (RondoPass *self,
                    const char *server,
                    const char *member,
                    const char *access,
                    int64_t seconds,
                    const char *refresh)
{
  g_mutex_lock (&self->mutex);
  if (take_up (self, server, member, refresh)) {
    self->access = g_strdup (access);
    self->good_until_us = good_until (seconds);
  }
  g_mutex_unlock (&self->mutex);
}

gboolean
rondo_pass_restore (RondoPass *self, const char *server, const char *member, const char *kept)
{
  gboolean is_good;

  g_mutex_lock (&self->mutex);
  is_good = take_up (self, server, member, kept);
  self->is_kept = is_good;
  g_mutex_unlock (&self->mutex);
  return is_good;
}

/* With the lock. (transfer full) (nullable) */
static char *
make_refresh (RondoPass *self)
{
  return self->family != NULL ? g_strconcat (self->family, ".", self->secret, NULL) : NULL;
}

char *
rondo_pass_sign_out (RondoPass *self)
{
  char *refresh;

  g_mutex_lock (&self->mutex);
  refresh = make_refresh (self);
  forget (self);
  g_mutex_unlock (&self->mutex);
  return refresh;
}

char *
rondo_pass_dup_refresh (RondoPass *self)
{
  char *refresh;

  g_mutex_lock (&self->mutex);
  refresh = make_refresh (self);
  g_mutex_unlock (&self->mutex);
  return refresh;
}

void
rondo_pass_set_is_kept (RondoPass *self, gboolean is_kept)
{
  g_mutex_lock (&self->mutex);
  self->is_kept = is_kept;
  g_mutex_unlock (&self->mutex);
}

gboolean
rondo_pass_get_is_kept (RondoPass *self)
{
  gboolean is_kept;

  g_mutex_lock (&self->mutex);
  is_kept = self->is_kept;
  g_mutex_unlock (&self->mutex);
  return is_kept;
}

char *
rondo_pass_dup_handle (RondoPass *self)
{
  char *handle;

  g_mutex_lock (&self->mutex);
  handle = g_strdup (self->handle);
  g_mutex_unlock (&self->mutex);
  return handle;
}

/* With the lock. (transfer full) (nullable) */
static char *
make_kept (RondoPass *self)
{
  if (self->family == NULL)
    return NULL;
  return g_strjoin (".", self->family, self->secret, self->next, NULL);
}

char *
rondo_pass_dup_kept (RondoPass *self)
{
  char *kept;

  g_mutex_lock (&self->mutex);
  kept = make_kept (self);
  g_mutex_unlock (&self->mutex);
  return kept;
}

void
rondo_pass_pin (RondoPass *self, const char *server, const char *sha256)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->pins, g_strdup (server), g_strdup (sha256));
  g_mutex_unlock (&self->mutex);
}

char *
rondo_pass_dup_pin (RondoPass *self, const char *server)
{
  char *pin;

  g_mutex_lock (&self->mutex);
  pin = g_strdup (g_hash_table_lookup (self->pins, server));
  g_mutex_unlock (&self->mutex);
  return pin;
}

gboolean
rondo_pass_is_handle (RondoPass *self, const char *token)
{
  gboolean is_handle;

  g_mutex_lock (&self->mutex);
  is_handle = token != NULL && g_strcmp0 (self->handle, token) == 0;
  g_mutex_unlock (&self->mutex);
  return is_handle;
}

char *
rondo_pass_dup_access (RondoPass *self, const char *handle)
{
  char *access = NULL;

  g_mutex_lock (&self->mutex);
  if (g_strcmp0 (self->handle, handle) == 0 && g_get_monotonic_time () < self->good_until_us)
    access = g_strdup (self->access);
  g_mutex_unlock (&self->mutex);
  return access;
}

char *
rondo_pass_dup_url (RondoPass *self, const char *url)
{
  const char *host = strstr (url, "://");
  gsize length = host != NULL ? (gsize)(host + 3 - url) : 0;
  g_autofree char *server = NULL;
  g_autofree char *pin = NULL;

  /* An address may have a path of its own before that of the call. */
  for (gsize at = strlen (url); at > length && pin == NULL; at--) {
    if (url[at - 1] != '/')
      continue;
    g_free (server);
    server = g_strndup (url, at - 1);
    pin = rondo_pass_dup_pin (self, server);
  }
  return pin != NULL ? g_strconcat (url, RONDO_TRANSPORT_PIN_MARK, pin, NULL) : g_strdup (url);
}

/* With the lock: waits for the renewal of another thread. */
static gboolean
wait_for_turn (RondoPass *self, GCancellable *cancellable)
{
  while (self->is_renewing && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait_until (&self->renewed, &self->mutex, g_get_monotonic_time () + WAIT_US);
  return !self->is_renewing;
}

/* The keyring learns of the next secret before the server does, so that whatever is lost on the
 * way, one of the two that it holds is good. */
static void
keep (RondoPass *self, const char *server, const char *member, const char *kept)
{
  g_autoptr (GError) error = NULL;

  if (rondo_keyring_store_sync (server, member, kept, &error))
    return;
  g_info ("The keyring does not keep the token: %s", error->message);
  rondo_pass_set_is_kept (self, FALSE);
}

gboolean
rondo_pass_begin_renewal (
    RondoPass *self, const char *refused, GCancellable *cancellable, char **server, char **body)
{
  g_autofree char *kept = NULL;
  g_autofree char *member = NULL;
  g_autofree char *refresh = NULL;
  g_autofree char *next = NULL;
  gboolean is_kept;

  g_mutex_lock (&self->mutex);
  if (!wait_for_turn (self, cancellable) || self->family == NULL ||
      (self->access != NULL && g_strcmp0 (self->access, refused) != 0 &&
       g_get_monotonic_time () < self->good_until_us)) {
    g_mutex_unlock (&self->mutex);
    return FALSE;
  }
  if (self->next == NULL)
    self->next = draw_secret ();
  self->is_renewing = self->next != NULL;
  is_kept = self->is_kept;
  kept = make_kept (self);
  next = g_strdup (self->next);
  refresh = make_refresh (self);
  member = g_strdup (self->member);
  *server = g_strdup (self->server);
  g_mutex_unlock (&self->mutex);
  if (next == NULL) {
    g_clear_pointer (server, g_free);
    return FALSE;
  }
  if (is_kept)
    keep (self, *server, member, kept);
  *body = rondo_wire_encode_token_request (&(RondoTokenRequest){.refresh = refresh, .next = next});
  return TRUE;
}

void
rondo_pass_end_renewal (RondoPass *self, const char *access, int64_t seconds)
{
  g_mutex_lock (&self->mutex);
  if (access != NULL && self->next != NULL) {
    g_free (self->access);
    self->access = g_strdup (access);
    self->good_until_us = good_until (seconds);
    g_free (self->secret);
    self->secret = g_steal_pointer (&self->next);
  }
  self->is_renewing = FALSE;
  g_cond_broadcast (&self->renewed);
  g_mutex_unlock (&self->mutex);
}
