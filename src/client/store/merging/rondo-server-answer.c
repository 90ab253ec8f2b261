/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one place that looks at HTTP statuses. */
#include "config.h"

#include "rondo-server-answer.h"

#include "rondo-error.h"
#include "rondo-wire-messages.h"

#include <glib/gi18n-lib.h>
#include <gio/gio.h>

#define NEAR_PORT ":8730"
#define HOST_MAX_BYTES 253 /* of a name in DNS */
#define ADDRESS_MAX_BYTES 1000
#define SHOWN_LETTERS 60

static RondoError
classify (guint status, const char *code)
{
  if (g_strcmp0 (code, "epoch") == 0)
    return RONDO_ERROR_FOREIGN;
  if (status == 401 && g_strcmp0 (code, "revoked") == 0)
    return RONDO_ERROR_ON_HOLD;
  if (status == 401 && g_strcmp0 (code, "credentials") != 0)
    return RONDO_ERROR_UNAUTHORIZED;
  if (status == 429 || status >= 500)
    return RONDO_ERROR_OFFLINE;
  if (status == 409)
    return RONDO_ERROR_CONFLICT;
  if (status == 404)
    return RONDO_ERROR_FOREIGN;
  return RONDO_ERROR_REJECTED;
}

void
rondo_server_answer_set_foreign (const char *server, GError **error)
{
  g_clear_error (error);
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_FOREIGN,
               _ ("This is not a Rondo server: what answers at %s is something else, or its answer "
                  "was damaged on the way. Check the address, then try again."),
               server);
}

static void
set_busy (const char *server, GError **error)
{
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_OFFLINE,
               _ ("The server at %s cannot answer at the moment. Try again later."),
               server);
}

char *
rondo_server_answer_get_code (GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (RondoProblem) problem =
      rondo_wire_decode_problem (text != NULL ? text : "", length, NULL);

  return problem != NULL ? g_strdup (problem->code) : NULL;
}

gboolean
rondo_server_answer_check (const char *server, guint status, GBytes *body, GError **error)
{
  g_autoptr (RondoProblem) problem = NULL;
  RondoError code;
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  if (status == 200)
    return TRUE;
  if (status >= 400)
    problem = rondo_wire_decode_problem (text != NULL ? text : "", length, NULL);

  code = classify (status, problem != NULL ? problem->code : NULL);
  if (code == RONDO_ERROR_OFFLINE && (problem == NULL || problem->message == NULL))
    set_busy (server, error);
  else if (problem == NULL)
    rondo_server_answer_set_foreign (server, error);
  else if (g_strcmp0 (problem->code, "epoch") == 0 || problem->message == NULL)
    g_set_error_literal (error,
                         RONDO_ERROR,
                         code,
                         _ ("The server has another history than this computer. Nothing on this "
                            "computer was changed; it is asked again later."));
  else
    g_set_error_literal (error, RONDO_ERROR, code, problem->message);
  return FALSE;
}

static gboolean
is_near (const char *text)
{
  return g_str_has_prefix (text, "localhost") || g_str_has_prefix (text, "127.") ||
         g_str_has_prefix (text, "[::1]");
}

/* A server on this computer, without a web server before it, listens there. */
static gboolean
has_no_port (const char *text)
{
  const char *end = *text == '[' ? strchr (text, ']') : text;

  return is_near (text) && end != NULL && strpbrk (end, "/") == NULL && strchr (end, ':') == NULL;
}

/* What is shown of a text that may be of any length. (transfer full) */
static char *
shorten (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  if (g_utf8_strlen (valid, -1) <= SHOWN_LETTERS)
    return g_steal_pointer (&valid);
  *g_utf8_offset_to_pointer (valid, SHOWN_LETTERS) = '\0';
  return g_strconcat (valid, "…", NULL);
}

static void
strip_slashes (char *text)
{
  gsize length = strlen (text);

  while (length > 0 && text[length - 1] == '/')
    text[--length] = '\0';
}

char *
rondo_server_address_normalize (const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *address = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GUri) uri = NULL;

  if (strstr (stripped, "://") != NULL)
    address = g_strdup (stripped);
  else
    address = g_strconcat (is_near (stripped) ? "http://" : "https://",
                           stripped,
                           has_no_port (stripped) ? NEAR_PORT : "",
                           NULL);
  strip_slashes (address);

  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  if (uri != NULL && strpbrk (address, " \t\r\n") == NULL && g_uri_get_host (uri) != NULL &&
      *g_uri_get_host (uri) != '\0' && strlen (g_uri_get_host (uri)) <= HOST_MAX_BYTES &&
      strlen (address) <= ADDRESS_MAX_BYTES && g_uri_get_query (uri) == NULL &&
      g_uri_get_fragment (uri) == NULL &&
      (g_str_equal (g_uri_get_scheme (uri), "http") ||
       g_str_equal (g_uri_get_scheme (uri), "https")))
    return g_steal_pointer (&address);

  shown = shorten (stripped);
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_INVALID,
               _ ("“%s” is not the address of a server. It looks like https://rondo.example.org; "
                  "copy it from your invitation."),
               shown);
  return NULL;
}
