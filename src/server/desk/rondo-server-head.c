/* SPDX-License-Identifier: GPL-3.0-or-later
 * The head of a request. */
#include "config.h"

#include "rondo-server-head.h"

#include "rondo-server-problem.h"
#include "rondo-wire-messages.h"

#include <glib/gi18n-lib.h>

static guint
count_header (SoupMessageHeaders *headers, const char *wanted)
{
  SoupMessageHeadersIter iter;
  const char *name = NULL;
  const char *value = NULL;
  guint count = 0;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    count += g_ascii_strcasecmp (name, wanted) == 0;
  return count;
}

/* Digits alone: a list, a sign or nothing is no length. */
static gboolean
parse_length (const char *text, guint64 *length)
{
  return text != NULL && g_ascii_isdigit (*text) &&
         g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, length, NULL);
}

gboolean
rondo_server_head_check (SoupServerMessage *message, GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *method = soup_server_message_get_method (message);
  guint lengths = count_header (headers, "Content-Length");
  guint64 length = 0;

  if (count_header (headers, "Host") != 1)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_BAD_REQUEST, _ ("A request has to name one host."));
  if (count_header (headers, "Transfer-Encoding") > 0)
    return rondo_server_refuse (error,
                                RONDO_SERVER_PROBLEM_LENGTH,
                                _ ("A request has to say its length and come in one piece."));
  if (lengths == 0 && g_strcmp0 (method, "POST") == 0)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_LENGTH, _ ("A request has to say its length."));
  if (lengths == 0)
    return TRUE;
  if (lengths > 1 ||
      !parse_length (soup_message_headers_get_one (headers, "Content-Length"), &length))
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_BAD_REQUEST, _ ("The length of the request is not a number."));
  if (length > RONDO_WIRE_MAX_BODY_BYTES)
    return rondo_server_refuse (
        error,
        RONDO_SERVER_PROBLEM_TOO_LARGE,
        _ ("The request is larger than 4 MiB. Send fewer changes at once."));
  return TRUE;
}
