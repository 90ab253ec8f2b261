/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signed-in devices and their tokens. */
#include "config.h"

#include "rondo-server-devices.h"

#include "rondo-server-admin-log.h"
#include "rondo-server-problem.h"
#include "rondo-server-secrets.h"
#include "rondo-zoo.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_US (24 * 60 * 60 * (int64_t)G_USEC_PER_SEC)
#define REFRESH_US (RONDO_SERVER_REFRESH_DAYS * DAY_US)
#define ACCESS_US (RONDO_SERVER_ACCESS_SECONDS * (int64_t)G_USEC_PER_SEC)
#define GRACE_US (RONDO_SERVER_GRACE_SECONDS * (int64_t)G_USEC_PER_SEC)

static const char SQL_INSERT[] =
    "INSERT INTO device (family, member, name, secret, previous, created_us, renewed_us, "
    "expires_us) VALUES ($1, $2, $3, $4, '', $5, $5, $6)";
static const char SQL_DELETE_EXPIRED_ACCESS[] =
    "DELETE FROM access WHERE family IN (SELECT family FROM device WHERE expires_us <= $1)";
static const char SQL_DELETE_EXPIRED[] = "DELETE FROM device WHERE expires_us <= $1";
static const char SQL_INSERT_ACCESS[] =
    "INSERT INTO access (hash, family, expires_us) VALUES ($1, $2, $3)";
static const char SQL_FIND_ACCESS[] =
    "SELECT d.member, a.is_held FROM access x JOIN device d ON d.family = x.family "
    "JOIN account a ON a.member = d.member WHERE x.hash = $1 AND x.expires_us > $2";
static const char SQL_FIND[] =
    "SELECT d.family, d.member, d.secret, d.previous, d.renewed_us, a.is_held FROM device d "
    "JOIN account a ON a.member = d.member WHERE d.family = $1 AND d.expires_us > $2";
static const char SQL_RENEW[] = "UPDATE device SET secret = $2, previous = $3, renewed_us = $4, "
                                "expires_us = $5 WHERE family = $1";
static const char SQL_DELETE_ACCESS[] = "DELETE FROM access WHERE family = $1";
static const char SQL_DELETE[] = "DELETE FROM device WHERE family = $1";
static const char SQL_FIND_FAMILY[] = "SELECT family FROM access WHERE hash = $1";
static const char SQL_LIST[] = "SELECT family, name, created_us, renewed_us FROM device "
                               "WHERE member = $1 ORDER BY renewed_us DESC, family";
static const char SQL_DELETE_ALL_ACCESS[] =
    "DELETE FROM access WHERE family IN (SELECT family FROM device WHERE member = $1)";
static const char SQL_DELETE_ALL[] = "DELETE FROM device WHERE member = $1";

/* A refresh token as the server knows it: hashes. */
typedef struct {
  char *family;
  char *secret;
} Refresh;

/* A device as it is in the database. */
typedef struct {
  char *family;
  char *member;
  char *secret;
  char *previous;
  int64_t renewed_us;
  gboolean is_held;
} State;

static void
refresh_clear (Refresh *refresh)
{
  g_free (refresh->family);
  g_free (refresh->secret);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Refresh, refresh_clear)

static void
state_free (State *state)
{
  g_free (state->family);
  g_free (state->member);
  g_free (state->secret);
  g_free (state->previous);
  g_free (state);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (State, state_free)

void
rondo_server_device_free (RondoServerDevice *device)
{
  g_free (device->family);
  g_free (device->name);
  g_free (device);
}

static gboolean
void_token (GError **error)
{
  return rondo_server_refuse (error,
                              RONDO_SERVER_PROBLEM_UNAUTHORIZED,
                              _ ("You are not signed in on this computer any more. Sign in with "
                                 "your e-mail address and password."));
}

static gboolean
held_account (GError **error)
{
  return rondo_server_refuse (error,
                              RONDO_SERVER_PROBLEM_REVOKED,
                              _ ("A coordinator has put your account on hold. Your own hours stay "
                                 "on this computer; ask your coordinator."));
}

/* @text is "<family>.<secret>". */
static gboolean
parse_refresh (const char *text, Refresh *refresh)
{
  const char *dot = strchr (text, '.');
  g_autofree char *family = NULL;

  if (dot == NULL || dot == text || dot[1] == '\0')
    return FALSE;
  family = g_strndup (text, (gsize)(dot - text));
  refresh->family = rondo_server_secret_hash (family);
  refresh->secret = rondo_server_secret_hash (dot + 1);
  return TRUE;
}

static gboolean
find_state (RondoDb *db, const char *family, int64_t now_us, State **state, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_FIND, "ti", family, now_us);
  g_autoptr (GError) failure = NULL;

  *state = NULL;
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure)) {
    *state = g_new0 (State, 1);
    (*state)->family = g_strdup (rondo_statement_get_text (statement, 0));
    (*state)->member = g_strdup (rondo_statement_get_text (statement, 1));
    (*state)->secret = g_strdup (rondo_statement_get_text (statement, 2));
    (*state)->previous = g_strdup (rondo_statement_get_text (statement, 3));
    (*state)->renewed_us = rondo_statement_get_int (statement, 4);
    (*state)->is_held = rondo_statement_get_int (statement, 5) != 0;
    return TRUE;
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The one token that @family shows from now on. (transfer full) */
static char *
give_access (RondoDb *db, const char *family, int64_t now_us, GError **error)
{
  g_autofree char *token = rondo_server_token_new ();
  g_autofree char *hash = rondo_server_secret_hash (token);

  return rondo_db_run (db, error, SQL_DELETE_ACCESS, "t", family) &&
                 rondo_db_run (
                     db, error, SQL_INSERT_ACCESS, "tti", hash, family, now_us + ACCESS_US)
             ? g_steal_pointer (&token)
             : NULL;
}

gboolean
rondo_server_devices_sign_in (RondoDb *db,
                              const char *member,
                              const char *name,
                              int64_t now_us,
                              char **access,
                              char **refresh,
                              GError **error)
{
  g_autofree char *family = rondo_server_token_new ();
  g_autofree char *secret = rondo_server_token_new ();
  g_autofree char *family_hash = rondo_server_secret_hash (family);
  g_autofree char *secret_hash = rondo_server_secret_hash (secret);

  if (!rondo_db_run (db, error, SQL_DELETE_EXPIRED_ACCESS, "i", now_us) ||
      !rondo_db_run (db, error, SQL_DELETE_EXPIRED, "i", now_us) ||
      !rondo_db_run (db,
                     error,
                     SQL_INSERT,
                     "ttttii",
                     family_hash,
                     member,
                     name != NULL ? name : "",
                     secret_hash,
                     now_us,
                     now_us + REFRESH_US))
    return FALSE;
  *access = give_access (db, family_hash, now_us, error);
  if (*access == NULL)
    return FALSE;
  *refresh = g_strconcat (family, ".", secret, NULL);
  return TRUE;
}

gboolean
rondo_server_devices_find (
    RondoDb *db, const char *access, int64_t now_us, char **member, GError **error)
{
  g_autofree char *hash = rondo_server_secret_hash (access);
  g_autoptr (RondoStatement) statement =
      rondo_db_query (db, error, SQL_FIND_ACCESS, "ti", hash, now_us);
  g_autoptr (GError) failure = NULL;

  *member = NULL;
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure)) {
    if (rondo_statement_get_int (statement, 1) != 0)
      return held_account (error);
    *member = g_strdup (rondo_statement_get_text (statement, 0));
    return TRUE;
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
rondo_server_devices_find_held (
    RondoDb *db, const char *refresh, int64_t now_us, char **member, GError **error)
{
  g_auto (Refresh) shown = {NULL};
  g_autoptr (State) state = NULL;

  *member = NULL;
  if (!parse_refresh (refresh, &shown))
    return TRUE;
  if (!find_state (db, shown.family, now_us, &state, error))
    return FALSE;
  if (state != NULL && state->is_held &&
      (rondo_server_hash_equal (state->secret, shown.secret) ||
       rondo_server_hash_equal (state->previous, shown.secret)))
    *member = g_strdup (state->member);
  return TRUE;
}

/* Somebody uses a copy of a token that was used before. Which of the two is the thief can not be
 * told, so both are out. */
static gboolean
sign_out_thief (RondoDb *db, const State *state, int64_t now_us, GError **error)
{
  RondoServerAdminEntry entry = {
      .actor = "server",
      .action = "token-reused",
      .subject = state->member,
      .at_us = now_us,
  };

  return rondo_server_devices_delete (db, state->family, error) &&
         rondo_server_admin_log_add (db, &entry, error);
}

/* What a renewal has come to. */
typedef enum { RENEWED, REPEATED, TOO_LATE, STOLEN } Renewal;

static Renewal
judge (const State *state, const char *secret, const char *next, int64_t now_us)
{
  if (rondo_server_hash_equal (state->secret, secret))
    return RENEWED;
  if (rondo_server_hash_equal (state->previous, secret) && !RONDO_ZOO (FORGETS_FORMER_TOKEN)) {
    if (rondo_server_hash_equal (state->secret, next))
      return REPEATED;
    if (now_us - state->renewed_us < GRACE_US)
      return RENEWED;
  }
  return rondo_server_hash_equal (state->previous, next) ? TOO_LATE : STOLEN;
}

/* @problem: (out): a refusal that is nevertheless written down */
static gboolean
renew (RondoDb *db,
       const Refresh *shown,
       const char *next,
       int64_t now_us,
       char **access,
       GError **problem,
       GError **error)
{
  g_autoptr (State) state = NULL;

  if (!find_state (db, shown->family, now_us, &state, error))
    return FALSE;
  if (state == NULL)
    return void_token (error);
  if (state->is_held)
    return held_account (error);
  switch (judge (state, shown->secret, next, now_us)) {
  case RENEWED:
    if (!rondo_db_run (db,
                       error,
                       SQL_RENEW,
                       "tttii",
                       state->family,
                       next,
                       shown->secret,
                       now_us,
                       now_us + REFRESH_US))
      return FALSE;
    break;
  case REPEATED:
    break;
  case TOO_LATE:
    return void_token (error);
  case STOLEN:
    void_token (problem);
    return sign_out_thief (db, state, now_us, error);
  }
  *access = give_access (db, state->family, now_us, error);
  return *access != NULL;
}

char *
rondo_server_devices_renew (
    RondoDb *db, const char *refresh, const char *next, int64_t now_us, GError **error)
{
  g_auto (Refresh) shown = {NULL};
  g_autofree char *next_hash = NULL;
  g_autofree char *access = NULL;
  g_autoptr (GError) problem = NULL;

  if (!rondo_server_token_is_valid (next)) {
    rondo_server_refuse (error,
                         RONDO_SERVER_PROBLEM_BAD_REQUEST,
                         _ ("The next secret has to be 256 random bits in base64url."));
    return NULL;
  }
  if (!parse_refresh (refresh, &shown)) {
    void_token (error);
    return NULL;
  }
  next_hash = rondo_server_secret_hash (next);
  if (!rondo_db_begin (db, error) ||
      !rondo_db_end (db, renew (db, &shown, next_hash, now_us, &access, &problem, error), error))
    return NULL;
  if (problem == NULL)
    return g_steal_pointer (&access);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

/* The family of the device that shows @token, NULL if there is none. (transfer full) */
static gboolean
find_family (RondoDb *db, const char *token, char **family, GError **error)
{
  g_autofree char *hash = rondo_server_secret_hash (token);
  g_autoptr (RondoStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;
  g_auto (Refresh) shown = {NULL};
  g_autoptr (State) state = NULL;

  *family = NULL;
  if (parse_refresh (token, &shown)) {
    if (!find_state (db, shown.family, 0, &state, error))
      return FALSE;
    if (state != NULL && (rondo_server_hash_equal (state->secret, shown.secret) ||
                          rondo_server_hash_equal (state->previous, shown.secret)))
      *family = g_steal_pointer (&state->family);
    return TRUE;
  }
  statement = rondo_db_query (db, error, SQL_FIND_FAMILY, "t", hash);
  if (statement == NULL)
    return FALSE;
  if (rondo_statement_step (statement, &failure))
    *family = g_strdup (rondo_statement_get_text (statement, 0));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
sign_out (RondoDb *db, const char *token, GError **error)
{
  g_autofree char *family = NULL;

  if (!find_family (db, token, &family, error))
    return FALSE;
  return family != NULL ? rondo_server_devices_delete (db, family, error) : void_token (error);
}

gboolean
rondo_server_devices_sign_out (RondoDb *db, const char *token, GError **error)
{
  return rondo_db_begin (db, error) && rondo_db_end (db, sign_out (db, token, error), error);
}

GPtrArray *
rondo_server_devices_list (RondoDb *db, const char *member, GError **error)
{
  g_autoptr (GPtrArray) devices =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_server_device_free);
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST, "t", member);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  while (rondo_statement_step (statement, &failure)) {
    RondoServerDevice *device = g_new0 (RondoServerDevice, 1);

    device->family = g_strdup (rondo_statement_get_text (statement, 0));
    device->name = g_strdup (rondo_statement_get_text (statement, 1));
    device->created_us = rondo_statement_get_int (statement, 2);
    device->renewed_us = rondo_statement_get_int (statement, 3);
    g_ptr_array_add (devices, device);
  }
  if (failure == NULL)
    return g_steal_pointer (&devices);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

gboolean
rondo_server_devices_delete (RondoDb *db, const char *family, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE_ACCESS, "t", family) &&
         rondo_db_run (db, error, SQL_DELETE, "t", family);
}

gboolean
rondo_server_devices_delete_all (RondoDb *db, const char *member, GError **error)
{
  return rondo_db_run (db, error, SQL_DELETE_ALL_ACCESS, "t", member) &&
         rondo_db_run (db, error, SQL_DELETE_ALL, "t", member);
}
