/* SPDX-License-Identifier: GPL-3.0-or-later
 * Waiting calls over the asynchronous client, for tests that tell a story. */
#include "config.h"

#include "test-device.h"

#include "rondo-id.h"
#include "rondo-plan.h"

#define TEST_NOW_US G_GINT64_CONSTANT (1768000000000000)

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

/* Waits for FUNC_async (…) and gives FUNC_finish (…) of it; the failure fails the test. */
#define WAIT_FOR(type, object, func, ...)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GAsyncResult) result = NULL;                                                        \
    g_autoptr (GError) wait_error = NULL;                                                          \
    type value;                                                                                    \
                                                                                                   \
    func##_async (object, ##__VA_ARGS__, NULL, finished_cb, &result);                              \
    value = func##_finish (object, await (&result), &wait_error);                                  \
    g_assert_no_error (wait_error);                                                                \
    return value;                                                                                  \
  }                                                                                                \
  G_STMT_END

static gboolean
load_account (RondoAccount *account)
{
  WAIT_FOR (gboolean, account, rondo_account_load);
}

TestDevice *
test_device_new (const char *dir, const char *name, RondoTransport *transport)
{
  TestDevice *self = g_new0 (TestDevice, 1);
  g_autofree char *file = g_strconcat (name, ".db", NULL);
  g_autofree char *kept_aside = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->database = g_build_filename (dir, file, NULL);
  self->transport = transport != NULL ? g_object_ref (transport)
                                      : rondo_soup_transport_new (TEST_PATIENCE_SECONDS);
  self->store = rondo_store_new ();
  rondo_store_open_async (self->store, self->database, NULL, finished_cb, &result);
  rondo_store_open_finish (self->store, await (&result), &kept_aside, &error);
  g_assert_no_error (error);
  g_assert_null (kept_aside);
  self->account = rondo_account_new (self->store);
  load_account (self->account);
  return self;
}

void
test_device_free (TestDevice *self)
{
  if (self->sync != NULL)
    rondo_sync_stop (self->sync);
  g_clear_object (&self->sync);
  g_clear_object (&self->account);
  rondo_store_close (self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->transport);
  g_free (self->database);
  g_free (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

gboolean
test_device_join (TestDevice *self,
                  const char *address,
                  const char *code,
                  const char *name,
                  const char *email,
                  const char *password,
                  GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rondo_account_join_async (
      self->account, address, code, name, email, password, NULL, finished_cb, &result);
  return rondo_account_join_finish (self->account, await (&result), error);
}

gboolean
test_device_login (
    TestDevice *self, const char *address, const char *email, const char *password, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rondo_account_login_async (self->account, address, email, password, NULL, finished_cb, &result);
  return rondo_account_login_finish (self->account, await (&result), error);
}

static gboolean
sign_out (RondoAccount *account)
{
  WAIT_FOR (gboolean, account, rondo_account_sign_out);
}

void
test_device_sign_out (TestDevice *self)
{
  g_assert_true (sign_out (self->account));
}

static gboolean
save (RondoStore *store, RondoChange *change)
{
  WAIT_FOR (gboolean, store, rondo_store_save, change);
}

void
test_device_save (TestDevice *self, RondoChange *change)
{
  g_assert_true (save (self->store, change));
}

static RondoHomeOverview *
load_home (RondoStore *store)
{
  WAIT_FOR (RondoHomeOverview *, store, rondo_store_load_home);
}

RondoHomeOverview *
test_device_load_home (TestDevice *self)
{
  return load_home (self->store);
}

static RondoHoursOverview *
load_hours (RondoStore *store)
{
  WAIT_FOR (RondoHoursOverview *, store, rondo_store_load_hours);
}

RondoHoursOverview *
test_device_load_hours (TestDevice *self)
{
  return load_hours (self->store);
}

static GPtrArray *
load_members (RondoStore *store)
{
  WAIT_FOR (GPtrArray *, store, rondo_store_load_members);
}

GPtrArray *
test_device_load_members (TestDevice *self)
{
  return load_members (self->store);
}

static GPtrArray *
load_rounds (RondoStore *store)
{
  WAIT_FOR (GPtrArray *, store, rondo_store_load_rounds);
}

GPtrArray *
test_device_load_rounds (TestDevice *self)
{
  return load_rounds (self->store);
}

static RondoRoundOverview *
load_round (RondoStore *store, const char *id)
{
  WAIT_FOR (RondoRoundOverview *, store, rondo_store_load_round, id);
}

RondoRoundOverview *
test_device_load_round (TestDevice *self, const char *id)
{
  return load_round (self->store, id);
}

static RondoOutboxOverview *
load_outbox (RondoStore *store)
{
  WAIT_FOR (RondoOutboxOverview *, store, rondo_store_load_outbox);
}

RondoOutboxOverview *
test_device_load_outbox (TestDevice *self)
{
  return load_outbox (self->store);
}

/* The attempts of a sync are seen by its state: running, then something else. */
static void
state_changed_cb (RondoSync *sync, GParamSpec *pspec, gpointer user_data)
{
  int *finished = user_data;

  if (rondo_sync_get_state (sync) != RONDO_SYNC_RUNNING)
    (*finished)++;
}

RondoSyncState
test_device_try_sync (TestDevice *self)
{
  int finished = 0;
  gulong handler = 0;

  if (self->sync == NULL)
    self->sync = rondo_sync_new (self->store, self->account, self->transport);
  handler =
      g_signal_connect (self->sync, "notify::state", G_CALLBACK (state_changed_cb), &finished);
  rondo_sync_now (self->sync);
  while (finished == 0 || rondo_sync_get_state (self->sync) == RONDO_SYNC_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (self->sync, handler);
  return rondo_sync_get_state (self->sync);
}

void
test_device_settle (TestDevice *self)
{
  g_autoptr (RondoOutboxOverview) outbox = NULL;
  RondoSyncState state;

  do {
    state = test_device_try_sync (self);
    g_clear_pointer (&outbox, rondo_outbox_overview_free);
    outbox = test_device_load_outbox (self);
  } while (state != RONDO_SYNC_IDLE || outbox->waiting_count > 0);
}

#define LOG_CLIENT "018f3b5e-7c1a-7d00-8000-00000000d0d0"

void
test_device_put_log (TestDevice *self, const char *id, RondoDate date, int minutes)
{
  g_autoptr (RondoClientPerson) client = rondo_client_person_new ();
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();
  RondoChange *change = rondo_change_new ();

  g_free (client->id);
  client->id = g_strdup (LOG_CLIENT);
  g_free (client->name);
  client->name = g_strdup ("Zoe");
  entry->id = g_strdup (id);
  entry->client = g_strdup (LOG_CLIENT);
  entry->date = date;
  entry->minutes = minutes;
  rondo_change_put_client (change, client);
  rondo_change_put_log_entry (change, entry);
  test_device_save (self, change);
}

void
test_device_delete_log (TestDevice *self, const char *id)
{
  RondoChange *change = rondo_change_new ();

  rondo_change_delete_log_entry (change, id);
  test_device_save (self, change);
}

int
test_device_get_minutes (TestDevice *self, const char *id)
{
  g_autoptr (RondoHoursOverview) hours = test_device_load_hours (self);

  for (guint i = 0; i < hours->entries->len; i++) {
    const RondoLogEntryOverview *entry = g_ptr_array_index (hours->entries, i);

    if (g_str_equal (entry->entry->id, id))
      return entry->entry->minutes;
  }
  return -1;
}

static gboolean
rebuild (RondoStore *store)
{
  WAIT_FOR (gboolean, store, rondo_store_rebuild);
}

void
test_device_rebuild (TestDevice *self)
{
  g_assert_true (rebuild (self->store));
}

static GPtrArray *
load_conflicts (RondoStore *store)
{
  WAIT_FOR (GPtrArray *, store, rondo_store_load_conflicts);
}

GPtrArray *
test_device_load_conflicts (TestDevice *self)
{
  return load_conflicts (self->store);
}

static gboolean
resolve (RondoStore *store, const char *conflict, gboolean take_other)
{
  WAIT_FOR (gboolean, store, rondo_store_resolve_conflict, conflict, take_other);
}

void
test_device_resolve (TestDevice *self, const char *conflict, gboolean take_other)
{
  g_assert_true (resolve (self->store, conflict, take_other));
}

static gboolean
discard (RondoStore *store, const char *op)
{
  WAIT_FOR (gboolean, store, rondo_store_discard_refused, op);
}

void
test_device_discard (TestDevice *self, const char *op)
{
  g_assert_true (discard (self->store, op));
}

static RondoPairingOverview *
find_coached_pairing (RondoHoursOverview *hours)
{
  g_assert_cmpuint (hours->pairings->len, >, 0);
  return g_ptr_array_index (hours->pairings, 0);
}

static RondoClientPerson *
find_or_make_client (RondoHoursOverview *hours, RondoPairingOverview *pairing)
{
  RondoClientPerson *client = NULL;

  for (guint i = 0; i < hours->clients->len; i++) {
    const RondoClientPerson *known = g_ptr_array_index (hours->clients, i);

    if (g_strcmp0 (known->member, pairing->pairing->client) == 0)
      return rondo_client_person_copy (known);
  }
  client = rondo_client_person_new ();
  g_free (client->id);
  client->id = rondo_id_new (TEST_NOW_US);
  g_free (client->name);
  client->name = g_strdup (pairing->client_name);
  g_free (client->member);
  client->member = g_strdup (pairing->pairing->client);
  return client;
}

void
test_device_log_session (TestDevice *self, RondoDate date, int minutes)
{
  g_autoptr (RondoHoursOverview) hours = test_device_load_hours (self);
  RondoPairingOverview *pairing = find_coached_pairing (hours);
  g_autoptr (RondoClientPerson) client = find_or_make_client (hours, pairing);
  g_autoptr (RondoSession) session = rondo_session_new ();
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();
  RondoChange *change = rondo_change_new ();

  session->id = rondo_id_new (TEST_NOW_US);
  session->pairing = g_strdup (pairing->pairing->id);
  session->date = date;
  session->minutes = minutes;
  entry->id = rondo_id_new (TEST_NOW_US);
  entry->client = g_strdup (client->id);
  entry->session = g_strdup (session->id);
  entry->date = date;
  entry->minutes = minutes;
  entry->payment = RONDO_PAYMENT_RECIPROCAL;
  rondo_change_put_client (change, client);
  rondo_change_put_session (change, session);
  rondo_change_put_log_entry (change, entry);
  test_device_save (self, change);
}

static RondoPlan *
match (RondoRoundOverview *overview, uint64_t seed)
{
  const RondoMatchingInput input = {.round = overview->round,
                                    .members = overview->members,
                                    .registrations = overview->registrations,
                                    .past = overview->past,
                                    .seed = seed};
  g_autoptr (GError) error = NULL;
  RondoPlan *plan = rondo_plan_make (&input, g_get_real_time (), NULL, &error);

  g_assert_no_error (error);
  return plan;
}

char *
test_device_open_round (TestDevice *self, const char *name)
{
  g_autoptr (RondoRound) round = rondo_round_new ();
  g_autoptr (GPtrArray) members = test_device_load_members (self);
  RondoChange *change = rondo_change_new ();

  round->id = rondo_id_new (TEST_NOW_US);
  g_free (round->name);
  round->name = g_strdup (name);
  rondo_date_parse ("2026-01-12", &round->start);
  rondo_date_parse ("2026-04-12", &round->end);
  rondo_change_put_round (change, round);
  for (guint i = 0; i < members->len; i++) {
    const RondoMemberOverview *member = g_ptr_array_index (members, i);
    g_autoptr (RondoRegistration) registration =
        rondo_registration_new (round->id, member->member->id, member->member->wishes);

    rondo_change_put_registration (change, registration);
  }
  test_device_save (self, change);
  return g_strdup (round->id);
}

void
test_device_publish (TestDevice *self, const char *round, uint64_t seed)
{
  g_autoptr (RondoRoundOverview) overview = test_device_load_round (self, round);
  g_autoptr (RondoPlan) plan = match (overview, seed);
  RondoChange *change = rondo_change_new ();

  rondo_change_publish (change, plan);
  test_device_save (self, change);
}
