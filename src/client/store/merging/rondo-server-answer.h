/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the status of an answer means for the caller. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rondo_server_answer_check:
 * @server: address, for the sentence
 *
 * Returns: TRUE for an answer to read on; else the error that its status and problem mean: sign in
 * again, refused, another history, try later, or not a Rondo server
 */
gboolean rondo_server_answer_check (const char *server, guint status, GBytes *body, GError **error);

/** rondo_server_answer_get_code: the word of the problem that @body is; NULL if it is none.
 * (transfer full) */
char *rondo_server_answer_get_code (GBytes *body);

/** rondo_server_answer_set_foreign: @error says that what answers at @server is not understood. */
void rondo_server_answer_set_foreign (const char *server, GError **error);

/** rondo_server_address_normalize: @text as typed, to an address without a slash at its end;
 * NULL with %RONDO_ERROR_INVALID. (transfer full) */
char *rondo_server_address_normalize (const char *text, GError **error);

G_END_DECLS
