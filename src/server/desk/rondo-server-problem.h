/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server says no with: one error domain, and what it is on the wire. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RONDO_SERVER_PROBLEM (rondo_server_problem_quark ())

/* A request or an op is refused, and the message is a sentence for people. Any other error in the
 * server is its own failure: everything is rolled back and the answer is "unavailable". */
typedef enum {
  RONDO_SERVER_PROBLEM_BAD_REQUEST,
  RONDO_SERVER_PROBLEM_UNAUTHORIZED,
  RONDO_SERVER_PROBLEM_REVOKED,
  RONDO_SERVER_PROBLEM_CREDENTIALS,
  RONDO_SERVER_PROBLEM_FORBIDDEN,
  RONDO_SERVER_PROBLEM_INVITATION,
  RONDO_SERVER_PROBLEM_NOT_FOUND,
  RONDO_SERVER_PROBLEM_METHOD,
  RONDO_SERVER_PROBLEM_CONFLICT,
  RONDO_SERVER_PROBLEM_EPOCH,
  RONDO_SERVER_PROBLEM_TAG,
  RONDO_SERVER_PROBLEM_RESYNC,
  RONDO_SERVER_PROBLEM_LENGTH,
  RONDO_SERVER_PROBLEM_TOO_LARGE,
  RONDO_SERVER_PROBLEM_ENCODING,
  RONDO_SERVER_PROBLEM_TOO_MANY,
  RONDO_SERVER_PROBLEM_UNAVAILABLE,
  RONDO_SERVER_PROBLEM_INVALID, /* of an op */
  RONDO_SERVER_PROBLEM_UNKNOWN, /* of an op */
} RondoServerProblem;

GQuark rondo_server_problem_quark (void);

/** rondo_server_refuse: sets @error to @problem with @message. Always FALSE, to be returned. */
gboolean rondo_server_refuse (GError **error, RondoServerProblem problem, const char *message);

/* The HTTP status and the stable word of @error; "unavailable" for a failure of the server. */
guint rondo_server_problem_get_status (const GError *error);
const char *rondo_server_problem_get_word (const GError *error);

/** rondo_server_problem_is_refusal: whether @error blames the request, not the server. */
gboolean rondo_server_problem_is_refusal (const GError *error);

/** rondo_server_problem_to_json: the problem as the body of an answer. (transfer full) */
char *rondo_server_problem_to_json (const GError *error);

/** rondo_server_export_error: turns an error of the database or of this room into one of
 * %RONDO_ERROR, for callers outside. */
void rondo_server_export_error (GError **error);

G_END_DECLS
