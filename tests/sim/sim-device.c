/* SPDX-License-Identifier: GPL-3.0-or-later
 * Switching on and off, saving, syncing; and what a crash in the middle of it has left. */
#include "config.h"

#include "sim-device.h"

#include "rondo-change-save.h"
#include "rondo-client-schema.h"
#include "rondo-conflict-reader.h"
#include "rondo-derived.h"
#include "rondo-error.h"
#include "rondo-records-table.h"
#include "rondo-refusals.h"
#include "rondo-source.h"
#include "rondo-sync-cycle.h"
#include "sim-check.h"
#include "sim-check-private.h"
#include "sim-copies.h"
#include "sim-keys.h"
#include "sim-server.h"
#include "sim-template.h"

/* The longest a device is off after a crash, seconds. */
#define OFF_SECONDS 7200

static const char SQL_OLD_OPS[] = "SELECT o.op FROM outbox_record r JOIN outbox o ON o.op = r.op "
                                  "WHERE r.record = $1 AND (o.state = 'refused' OR o.seq > "
                                  "(SELECT m.seq FROM outbox_mark m)) ORDER BY o.seq";

static void
free_intent_cb (gpointer intent, gpointer user_data)
{
  sim_intent_free (intent);
}

static void
clear_unsure (SimDevice *device)
{
  g_ptr_array_foreach (device->unsure, free_intent_cb, NULL);
  g_ptr_array_set_size (device->unsure, 0);
}

static gboolean
open_database (SimDevice *device)
{
  SimWorld *world = device->world;
  SimComputer *before = sim_enter (world, &device->computer);
  g_autoptr (GError) error = NULL;
  RondoDb *db =
      rondo_db_open_on (SIM_DISK_VFS, device->computer.path, rondo_client_schema_get (), &error);

  if (db == NULL || !rondo_derived_ensure (db, &error))
    sim_fail (world, "device %u does not start: %s", device->number, error->message);
  device->computer.db = db;
  sim_leave (world, before);
  return db != NULL;
}

static void
prepare (SimWorld *world, SimDevice *device, guint member)
{
  guint number = (guint)(device - world->devices);
  g_autofree char *name = g_strdup_printf ("device%u", number);

  device->world = world;
  device->number = device->family = number;
  device->member = member;
  device->computer.disk = sim_disk_new (name, sim_random_next (&world->random));
  device->computer.path = g_strconcat (name, "/" SIM_CLIENT_FILE, NULL);
  device->unsure = g_ptr_array_new ();
  device->tries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  device->shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sim_keys_init (device);
}

void
sim_device_init (SimWorld *world, guint number, guint member)
{
  SimDevice *device = &world->devices[number];

  prepare (world, device, member);
  world->device_count = MAX (world->device_count, number + 1);
  sim_disk_copy (sim_template_get ()->client, device->computer.disk);
  if (open_database (device) && !sim_server_sign_in (world, device))
    sim_fail (world, "device %u can not sign in", number);
}

void
sim_device_init_copy (SimDevice *device, SimDevice *copy)
{
  prepare (device->world, copy, device->member);
  copy->family = device->family;
  copy->computer.skew_us = device->computer.skew_us;
  sim_disk_copy (device->computer.disk, copy->computer.disk);
  open_database (copy);
}

void
sim_device_clear (SimDevice *device)
{
  if (device->world == NULL)
    return;
  g_clear_pointer (&device->computer.db, rondo_db_close);
  g_clear_pointer (&device->computer.disk, sim_disk_free);
  clear_unsure (device);
  g_clear_pointer (&device->unsure, g_ptr_array_unref);
  g_clear_pointer (&device->tries, g_hash_table_unref);
  g_clear_pointer (&device->shared, g_hash_table_unref);
  sim_keys_clear (device);
  g_free (device->computer.path);
  g_clear_pointer (&device->undecided, sim_intent_free);
}

void
sim_device_settle_crash (SimDevice *device)
{
  SimWorld *world = device->world;

  if (device->is_syncing || device->computer.db == NULL ||
      !sim_disk_is_stopped (device->computer.disk))
    return;
  g_clear_pointer (&device->computer.db, rondo_db_close);
  sim_keys_restart (device, NULL);
  world->result->crashes++;
  device->computer.off_until_us =
      world->now_us + sim_random_below (&world->random, OFF_SECONDS) * SIM_SECOND_US;
  sim_tell (world, "device %u: stops", device->number);
}

void
sim_device_stop (SimDevice *device, gboolean is_power)
{
  if (device->computer.db == NULL)
    return;
  sim_disk_stop (device->computer.disk, is_power);
  sim_device_settle_crash (device);
}

static char *
read_op (SimDevice *device, const char *record)
{
  g_autoptr (RondoOutboxEntry) entry = NULL;

  if (!rondo_outbox_table_find_newest (device->computer.db, record, &entry, NULL) || entry == NULL)
    return NULL;
  return g_strdup (entry->op);
}

static gboolean
has_op (SimDevice *device, const char *op)
{
  g_autoptr (RondoOutboxEntry) entry = NULL;

  return rondo_outbox_table_find (device->computer.db, op, &entry, NULL) && entry != NULL;
}

char *
sim_device_read_body (SimDevice *device, const char *id)
{
  g_auto (RondoRecord) record = {0};

  if (device->computer.db == NULL ||
      !rondo_records_table_read (device->computer.db, id, &record, NULL))
    return NULL;
  return g_steal_pointer (&record.body);
}

/* @intent is in the database now. What it could replace and is not there any more, it carries. */
static void
note (SimDevice *device, SimIntent *intent)
{
  SimWorld *world = device->world;
  GPtrArray *olds = intent->olds;
  g_autofree char *op = read_op (device, intent->record);

  if (op == NULL && (intent->after != NULL || olds->len == 0)) {
    sim_fail (world,
              "device %u: a change of %s was saved and nothing waits to be sent",
              device->number,
              intent->record);
  }
  for (guint i = 0; i < olds->len; i++) {
    const char *old = g_ptr_array_index (olds, i);

    if (g_strcmp0 (old, op) == 0 || has_op (device, old) || sim_copies_may_hold (device, old))
      continue;
    if (op != NULL)
      sim_model_move_op (world->model, old, op);
    else
      sim_model_close_op (world->model, old, SIM_INTENT_CANCELLED);
  }
  if (op == NULL)
    intent->state = SIM_INTENT_CANCELLED;
  world->result->intents++;
  sim_tell (world,
            "device %u: %s %s is %s (op %s)",
            device->number,
            rondo_kind_to_word (intent->kind),
            intent->record,
            intent->after != NULL ? intent->after[intent->after[0] && intent->after[1] ? 1 : 0]
                                  : "deleted",
            op != NULL ? op : "none");
  sim_model_add (world->model, intent, op);
}

static gboolean
is_equal (GStrv a, GStrv b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_strv_equal ((const char *const *)a, (const char *const *)b);
}

/* Whether a record is another than before although nobody saved it: what is read from an answer
 * need not outlast a power cut. */
static gboolean
has_gone_back (SimDevice *device, const SimIntent *intent)
{
  g_auto (RondoRecord) record = {0};
  g_autofree char *op = read_op (device, intent->record);

  if (op != NULL || (intent->after == NULL && intent->olds->len > 0))
    return FALSE;
  return rondo_records_table_read (device->computer.db, intent->record, &record, NULL) &&
         record.base_body == NULL;
}

static gboolean
was_saved (SimDevice *device, const SimIntent *intent)
{
  return !is_equal (intent->before, intent->after) && !has_gone_back (device, intent);
}

/* Reads what has become of the records that @device->unsure is about: all or nothing. */
static void
find_out (SimDevice *device)
{
  SimWorld *world = device->world;
  guint changed = 0;

  for (guint i = 0; i < device->unsure->len; i++) {
    SimIntent *intent = g_ptr_array_index (device->unsure, i);
    g_autofree char *body = sim_device_read_body (device, intent->record);

    intent->after = sim_fields (intent->kind, intent->record, body);
    changed += was_saved (device, intent);
  }
  if (changed != 0 && changed != device->unsure->len && !device->is_choosing)
    sim_fail (world,
              "device %u: %u of the %u records of one change were saved",
              device->number,
              changed,
              device->unsure->len);
  for (guint i = 0; changed > 0 && i < device->unsure->len; i++) {
    SimIntent *intent = g_ptr_array_index (device->unsure, i);

    if (was_saved (device, intent))
      note (device, intent);
    else
      sim_intent_free (intent);
  }
  if (changed > 0)
    g_ptr_array_set_size (device->unsure, 0);
  clear_unsure (device);
}

/* What has become of the decision that may have been cut off. A repeated change says again what the
 * user sees, and the user has seen what the server holds. */
static void
find_out_decision (SimDevice *device)
{
  SimWorld *world = device->world;
  g_autofree char *op = NULL;
  g_autofree char *next = NULL;
  g_autofree char *body = NULL;

  if (device->undecided == NULL)
    return;
  op = g_steal_pointer (&device->undecided->op);
  if (has_op (device, op)) {
    g_clear_pointer (&device->undecided, sim_intent_free);
    return;
  }
  sim_tell (world,
            "device %u: %s the refused op %s",
            device->number,
            device->is_repeating ? "repeats" : "discards",
            op);
  if (!device->is_repeating) {
    sim_model_close_op (
        world->model, op, sim_copies_is_alone (device) ? SIM_INTENT_DISCARDED : SIM_INTENT_LOST);
    g_clear_pointer (&device->undecided, sim_intent_free);
    return;
  }
  next = read_op (device, device->undecided->record);
  if (next == NULL) {
    sim_fail (world, "device %u: the repeated op %s is gone", device->number, op);
    return;
  }
  body = sim_device_read_body (device, device->undecided->record);
  sim_model_move_op (world->model, op, next);
  device->undecided->after = sim_fields (device->undecided->kind, device->undecided->record, body);
  device->undecided->is_repeated = TRUE;
  sim_model_add (world->model, g_steal_pointer (&device->undecided), next);
}

/* What was refused as unknown the app repeats by itself, under a new id. */
static void
follow_repeats (SimDevice *device, const RondoOutboxEntry *entry)
{
  SimModel *model = device->world->model;
  GPtrArray *intents = sim_model_find_record (model, entry->record);

  for (guint i = 0; intents != NULL && i < intents->len; i++) {
    const SimIntent *intent = g_ptr_array_index (intents, i);

    if (intent->device == device->number && intent->state == SIM_INTENT_OPEN &&
        sim_model_find_op (model, entry->op) == NULL && !has_op (device, intent->op) &&
        sim_check_is_unknown (device->world, intent->op)) {
      g_autofree char *old = g_strdup (intent->op);

      sim_model_move_op (model, old, entry->op);
    }
  }
}

void
sim_device_decide (SimDevice *device, const RondoOutboxEntry *entry, gboolean is_repeated)
{
  SimWorld *world = device->world;
  SimComputer *before = sim_enter (world, &device->computer);
  g_auto (RondoRecord) record = {0};

  follow_repeats (device, entry);
  rondo_records_table_read (device->computer.db, entry->record, &record, NULL);
  device->is_repeating = is_repeated;
  g_clear_pointer (&device->undecided, sim_intent_free);
  device->undecided = sim_intent_new (entry->kind, entry->record, record.base_body);
  device->undecided->op = g_strdup (entry->op);
  device->undecided->device = device->number;
  device->undecided->step = world->step;
  if (is_repeated)
    rondo_refusals_retry (device->computer.db, entry->op, rondo_source_now_us (), NULL);
  else
    rondo_refusals_discard (device->computer.db, entry->op, NULL);
  if (!sim_disk_is_stopped (device->computer.disk))
    find_out_decision (device);
  sim_leave (world, before);
  sim_device_settle_crash (device);
}

gboolean
sim_device_is_on (SimDevice *device)
{
  SimWorld *world = device->world;

  sim_device_settle_crash (device);
  if (device->computer.db != NULL)
    return !sim_disk_is_stopped (device->computer.disk);
  if (!world->is_calm && world->now_us < device->computer.off_until_us)
    return FALSE;
  sim_disk_start (device->computer.disk);
  if (!open_database (device))
    return FALSE;
  sim_tell (world, "device %u: starts", device->number);
  find_out (device);
  find_out_decision (device);
  return TRUE;
}

static void
expect (SimDevice *device, RondoKind kind, const char *record)
{
  g_autofree char *body = sim_device_read_body (device, record);
  SimIntent *intent = sim_intent_new (kind, record, body);

  intent->device = device->number;
  intent->step = device->world->step;
  intent->olds = sim_check_list (device->computer.db, SQL_OLD_OPS, record);
  g_ptr_array_add (device->unsure, intent);
}

void
sim_device_save (SimDevice *device,
                 RondoChange *change,
                 const RondoKind *kinds,
                 const char *const *records,
                 guint count)
{
  SimWorld *world = device->world;
  g_autoptr (RondoChange) owned = change;
  g_autoptr (GError) error = NULL;
  SimComputer *before = sim_enter (world, &device->computer);
  gboolean is_saved = FALSE;

  clear_unsure (device);
  device->is_choosing = FALSE;
  for (guint i = 0; i < count; i++)
    expect (device, kinds[i], records[i]);
  is_saved = rondo_change_save (device->computer.db, change, rondo_source_now_us (), &error);
  if (!sim_disk_is_stopped (device->computer.disk)) {
    if (!is_saved)
      sim_tell (world, "device %u: not saved, %s", device->number, error->message);
    find_out (device);
  }
  sim_leave (world, before);
  sim_device_settle_crash (device);
}

void
sim_device_choose (SimDevice *device,
                   const char *conflict,
                   RondoKind kind,
                   const char *record,
                   gboolean takes_other)
{
  SimWorld *world = device->world;
  g_autoptr (GError) error = NULL;
  SimComputer *before = sim_enter (world, &device->computer);
  gboolean is_saved = FALSE;

  clear_unsure (device);
  device->is_choosing = TRUE;
  expect (device, RONDO_KIND_CONFLICT, conflict);
  if (takes_other)
    expect (device, kind, record);
  is_saved = rondo_conflict_resolve (
      device->computer.db, conflict, takes_other, rondo_source_now_us (), &error);
  if (!sim_disk_is_stopped (device->computer.disk)) {
    sim_tell (world,
              "device %u: %s: %s",
              device->number,
              takes_other ? "takes the other" : "keeps what is there",
              is_saved ? "done" : error->message);
    find_out (device);
  }
  sim_leave (world, before);
  sim_device_settle_crash (device);
}

/* What was told with the last answer counts. */
static void
note_access (SimDevice *device, const GError *error)
{
  device->is_refused_access = g_error_matches (error, RONDO_ERROR, RONDO_ERROR_UNAUTHORIZED);
  device->is_held = g_error_matches (error, RONDO_ERROR, RONDO_ERROR_ON_HOLD);
  if (device->is_refused_access)
    sim_keys_is_refused (device);
}

/* What heals itself is a mistake all the same, but after a restore, and where a page was lost so
 * long ago that the server has forgotten what it told of deletions. */
static void
note_digests (SimDevice *device, const RondoSyncReport *report)
{
  const SimWorld *world = device->world;

  if (report->differing_count > 0 && !world->is_restored && !world->has_forgotten)
    sim_fail (device->world, "device %u holds other records than the server", device->number);
}

static gboolean
run_cycle (SimDevice *device, gboolean *is_changed)
{
  SimWorld *world = device->world;
  RondoSyncReport report = {0};
  g_autoptr (GError) error = NULL;
  SimComputer *before = sim_enter (world, &device->computer);
  gboolean is_done = FALSE;

  device->is_syncing = TRUE;
  is_done = rondo_sync_cycle_run_in_parts (device->computer.db,
                                           device->transport,
                                           SIM_SERVER_NAME,
                                           device->token,
                                           world->options->part,
                                           NULL,
                                           &report,
                                           &error);
  device->is_syncing = FALSE;
  sim_leave (world, before);
  note_access (device, error);
  note_digests (device, &report);
  *is_changed |= report.is_changed;
  sim_tell (world,
            "device %u: synced in %u requests: %s (%u taken, %u refused, %u wait)",
            device->number,
            report.exchange_count,
            is_done ? "done" : error->message,
            report.acknowledged_count,
            report.refused_count,
            report.waiting_left);
  sim_device_settle_crash (device);
  return is_done;
}

/* Whoever is not let in any more signs in again; whoever is held hands in what waits. */
gboolean
sim_device_sync (SimDevice *device, gboolean *is_changed)
{
  *is_changed = FALSE;
  if (device->is_syncing || !sim_device_is_on (device))
    return FALSE;
  if (run_cycle (device, is_changed))
    return TRUE;
  if (device->is_held && sim_device_is_on (device)) {
    sim_check_held (device);
    if (sim_random_chance (&device->world->random, 50))
      sim_keys_hand_in (device);
    return FALSE;
  }
  return device->is_refused_access && sim_device_is_on (device) &&
         sim_server_sign_in (device->world, device) && run_cycle (device, is_changed);
}

void
sim_device_forget_unsure (SimDevice *device)
{
  clear_unsure (device);
  g_clear_pointer (&device->undecided, sim_intent_free);
}

char *
sim_device_pick (SimDevice *device, const char *sql, const char *argument)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RondoStatement) statement =
      rondo_db_query (device->computer.db, NULL, sql, argument != NULL ? "t" : "", argument);

  while (statement != NULL && rondo_statement_step (statement, NULL))
    g_ptr_array_add (found, g_strdup (rondo_statement_get_text (statement, 0)));
  if (found->len == 0)
    return NULL;
  return g_strdup (
      g_ptr_array_index (found, sim_random_below (&device->world->random, found->len)));
}

int64_t
sim_device_count (SimDevice *device, const char *sql)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (device->computer.db, NULL, sql, "");

  if (statement == NULL || !rondo_statement_step (statement, NULL))
    return -1;
  return rondo_statement_get_int (statement, 0);
}
