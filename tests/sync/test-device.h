/* SPDX-License-Identifier: GPL-3.0-or-later
 * One member's computer in a test: a real local database, an account, and calls that wait. */
#pragma once

#include "rondo-account.h"
#include "rondo-store.h"
#include "rondo-sync.h"
#include "rondo-transport.h"

G_BEGIN_DECLS

/* For an answer, however busy the computer is. */
#define TEST_PATIENCE_SECONDS 200

typedef struct {
  RondoStore *store;
  RondoAccount *account;
  RondoSync *sync; /* NULL until test_device_start_sync() */
  RondoTransport *transport;
  char *database;
} TestDevice;

/** test_device_new: opens (or makes) the database NAME.db in @dir. @transport: (nullable): the real
 * one if NULL, else shared with the caller. */
TestDevice *test_device_new (const char *dir, const char *name, RondoTransport *transport);
void test_device_free (TestDevice *device);

/** test_device_join, test_device_login: TRUE, or FALSE with @error. */
gboolean test_device_join (TestDevice *device,
                           const char *address,
                           const char *code,
                           const char *name,
                           const char *email,
                           const char *password,
                           GError **error);
gboolean test_device_login (TestDevice *device,
                            const char *address,
                            const char *email,
                            const char *password,
                            GError **error);

void test_device_sign_out (TestDevice *device);

/** test_device_save: saves @change (taken over); a failure fails the test. */
void test_device_save (TestDevice *device, RondoChange *change);

RondoHomeOverview *test_device_load_home (TestDevice *device);
RondoHoursOverview *test_device_load_hours (TestDevice *device);
GPtrArray *test_device_load_members (TestDevice *device);
GPtrArray *test_device_load_rounds (TestDevice *device);
RondoRoundOverview *test_device_load_round (TestDevice *device, const char *id);
RondoOutboxOverview *test_device_load_outbox (TestDevice *device);

/** test_device_discard: gives the refused change @op up. */
void test_device_discard (TestDevice *device, const char *op);

/** test_device_settle: syncs until nothing waits and the last attempt was good, however often it
 * fails on the way. */
void test_device_settle (TestDevice *device);

/** test_device_try_sync: one attempt, good or not; the state afterwards. */
RondoSyncState test_device_try_sync (TestDevice *device);

/** test_device_log_session: as the log-session dialog does: session, log entry and client person in
 * one change, for the pairing where this member coaches. */
void test_device_log_session (TestDevice *device, RondoDate date, int minutes);

/** test_device_put_log: the log entry @id, and the client of all such entries, whatever there was.
 */
void test_device_put_log (TestDevice *device, const char *id, RondoDate date, int minutes);
void test_device_delete_log (TestDevice *device, const char *id);

/** test_device_get_minutes: of the log entry @id; −1: it is not there. */
int test_device_get_minutes (TestDevice *device, const char *id);

/** test_device_rebuild: has everything read again. */
void test_device_rebuild (TestDevice *device);

/** test_device_load_conflicts: (transfer full) (element-type RondoConflictOverview) */
GPtrArray *test_device_load_conflicts (TestDevice *device);
void test_device_resolve (TestDevice *device, const char *conflict, gboolean take_other);

/** test_device_open_round: what a coordinator does: a round called @name with everybody registered.
 * Returns its id. (transfer full) */
char *test_device_open_round (TestDevice *device, const char *name);

/** test_device_publish: matches @round and publishes the plan (not sent yet). */
void test_device_publish (TestDevice *device, const char *round, uint64_t seed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestDevice, test_device_free)

G_END_DECLS
