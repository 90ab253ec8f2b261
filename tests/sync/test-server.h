/* SPDX-License-Identifier: GPL-3.0-or-later
 * The real server on a thread of the test process, with a real file and a real socket. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** test_loopback_get: an address of this computer for this process alone, so that a port that it
 * gives up for a moment is not taken by a test that runs beside it. */
const char *test_loopback_get (void);

typedef struct _TestServer TestServer;

/** test_loopback_get: an address of this computer for this process alone, so that a port that it
 * gives up for a moment is not taken by a test that runs beside it. */
const char *test_loopback_get (void);

/** test_server_new: a new community in @dir, listening on a free port of the loopback. */
TestServer *test_server_new (const char *dir);
void test_server_free (TestServer *server);

/** test_server_stop, test_server_start: as if the machine went away and came back: same database,
 * same port. */
void test_server_stop (TestServer *server);
void test_server_start (TestServer *server);

const char *test_server_get_address (TestServer *server); /* "http://127.1.2.3:PORT" */
const char *test_server_get_database (TestServer *server);

/** test_server_invite: a code for the member with @email, or for whoever comes. (transfer full) */
char *test_server_invite (TestServer *server, const char *email, gboolean is_coordinator);

/** test_server_import: members from CSV text. */
void test_server_import (TestServer *server, const char *csv);

/** test_server_check: fails the test if the database is not sound. */
void test_server_check (TestServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestServer, test_server_free)

G_END_DECLS
