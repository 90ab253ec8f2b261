/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server says no with. */
#include "config.h"

#include "rondo-server-problem.h"

#include "rondo-db.h"
#include "rondo-error.h"
#include "rondo-wire-messages.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (rondo - server - problem - quark, rondo_server_problem)

static const struct {
  guint status;
  const char *word;
} PROBLEMS[] = {
    [RONDO_SERVER_PROBLEM_BAD_REQUEST] = {400, "bad-request"},
    [RONDO_SERVER_PROBLEM_UNAUTHORIZED] = {401, "unauthorized"},
    [RONDO_SERVER_PROBLEM_REVOKED] = {401, "revoked"},
    [RONDO_SERVER_PROBLEM_CREDENTIALS] = {401, "credentials"},
    [RONDO_SERVER_PROBLEM_FORBIDDEN] = {403, "forbidden"},
    [RONDO_SERVER_PROBLEM_INVITATION] = {403, "invitation"},
    [RONDO_SERVER_PROBLEM_NOT_FOUND] = {404, "not-found"},
    [RONDO_SERVER_PROBLEM_METHOD] = {405, "method"},
    [RONDO_SERVER_PROBLEM_CONFLICT] = {409, "conflict"},
    [RONDO_SERVER_PROBLEM_EPOCH] = {409, "epoch"},
    [RONDO_SERVER_PROBLEM_TAG] = {400, "tag"},
    [RONDO_SERVER_PROBLEM_RESYNC] = {410, "resync"},
    [RONDO_SERVER_PROBLEM_LENGTH] = {411, "length-required"},
    [RONDO_SERVER_PROBLEM_TOO_LARGE] = {413, "too-large"},
    [RONDO_SERVER_PROBLEM_ENCODING] = {415, "encoding"},
    [RONDO_SERVER_PROBLEM_TOO_MANY] = {429, "too-many"},
    [RONDO_SERVER_PROBLEM_UNAVAILABLE] = {503, "unavailable"},
    [RONDO_SERVER_PROBLEM_INVALID] = {400, "invalid"},
    [RONDO_SERVER_PROBLEM_UNKNOWN] = {404, "unknown"},
};

/* What the checks of core and wire find is the fault of what was sent. */
static RondoServerProblem
problem_of (const GError *error)
{
  if (error->domain == RONDO_SERVER_PROBLEM)
    return (RondoServerProblem)error->code;
  if (g_error_matches (error, RONDO_ERROR, RONDO_ERROR_INVALID) ||
      g_error_matches (error, RONDO_ERROR, RONDO_ERROR_REJECTED))
    return RONDO_SERVER_PROBLEM_INVALID;
  return RONDO_SERVER_PROBLEM_UNAVAILABLE;
}

gboolean
rondo_server_refuse (GError **error, RondoServerProblem problem, const char *message)
{
  g_set_error_literal (error, RONDO_SERVER_PROBLEM, (int)problem, message);
  return FALSE;
}

guint
rondo_server_problem_get_status (const GError *error)
{
  return PROBLEMS[problem_of (error)].status;
}

const char *
rondo_server_problem_get_word (const GError *error)
{
  return PROBLEMS[problem_of (error)].word;
}

gboolean
rondo_server_problem_is_refusal (const GError *error)
{
  return problem_of (error) != RONDO_SERVER_PROBLEM_UNAVAILABLE;
}

char *
rondo_server_problem_to_json (const GError *error)
{
  const char *message = error->message;

  if (error->domain != RONDO_SERVER_PROBLEM && !rondo_server_problem_is_refusal (error))
    message = _ ("The server has a problem of its own. Nothing was changed; try again later.");
  return rondo_wire_encode_problem (&(RondoProblem){
      .code = (char *)rondo_server_problem_get_word (error),
      .message = (char *)message,
  });
}

static RondoError
exported_code (const GError *error)
{
  if (error->domain == RONDO_SERVER_PROBLEM)
    return error->code == RONDO_SERVER_PROBLEM_BAD_REQUEST ||
                   error->code == RONDO_SERVER_PROBLEM_INVALID
               ? RONDO_ERROR_INVALID
               : RONDO_ERROR_REJECTED;
  if (error->code == RONDO_DB_ERROR_TOO_NEW)
    return RONDO_ERROR_TOO_NEW;
  if (error->code == RONDO_DB_ERROR_FOREIGN)
    return RONDO_ERROR_FOREIGN;
  if (error->code == RONDO_DB_ERROR_CORRUPT)
    return RONDO_ERROR_CORRUPT;
  return RONDO_ERROR_STORAGE;
}

void
rondo_server_export_error (GError **error)
{
  g_autoptr (GError) from = NULL;

  if (error == NULL || *error == NULL ||
      ((*error)->domain != RONDO_DB_ERROR && (*error)->domain != RONDO_SERVER_PROBLEM))
    return;
  from = g_steal_pointer (error);
  g_set_error_literal (error, RONDO_ERROR, (int)exported_code (from), from->message);
}
