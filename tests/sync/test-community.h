/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small community for a test: a server, its coordinator and coaches, in a folder of its own. */
#pragma once

#include "rondo-fault-transport.h"
#include "test-device.h"
#include "test-server.h"

G_BEGIN_DECLS

#define TEST_COACHES 6

typedef struct {
  char *dir;
  TestServer *server;
  FaultTransport *faults; /* between every device and the server */
  TestDevice *coordinator;
  TestDevice *coaches[TEST_COACHES];
} TestCommunity;

/** test_remove_dir: deletes @dir with its files; there is nobody who still uses them. */
void test_remove_dir (const char *dir);

/** test_community_new: TEST_COACHES members, known to the server and the coordinator, nobody of
 * them joined yet. */
TestCommunity *test_community_new (void);
void test_community_free (TestCommunity *community);

/** test_community_join: coach @index joins with a fresh invitation as device @name. */
TestDevice *test_community_join (TestCommunity *community, int index);

/** test_community_login: a further device of coach @index. (transfer full) */
TestDevice *test_community_login (TestCommunity *community, int index, const char *name);

/** test_community_publish_round: a published round, known to all who joined; the round's id. */
char *test_community_publish_round (TestCommunity *community);

/** test_community_get_email: of coach @index. (transfer full) */
char *test_community_get_email (int index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCommunity, test_community_free)

G_END_DECLS
