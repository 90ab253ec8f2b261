/* SPDX-License-Identifier: GPL-3.0-or-later
 * The head of a request: what can be read in two ways, or is too much, is not read at all. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** rondo_server_head_check: whether the head of @message names one host and one length within the
 * limit, and nothing comes in chunks; else a problem of the server. */
gboolean rondo_server_head_check (SoupServerMessage *message, GError **error);

G_END_DECLS
