/* SPDX-License-Identifier: GPL-3.0-or-later
 * People: coaches log, correct and delete, coordinators change members and rounds and publish. */
#include "config.h"

#include "sim-people.h"

#include "rondo-id.h"
#include "rondo-outbox-table.h"
#include "rondo-reader.h"
#include "rondo-source.h"
#include "sim-device.h"
#include "sim-server.h"
#include "sim-template.h"

/* How often a refused change is tried again before it is given up. */
#define TRIES 2

static const char SQL_LOGS[] = "SELECT id FROM record WHERE kind = 'log' AND body IS NOT NULL";
static const char SQL_CLIENTS[] =
    "SELECT id FROM record WHERE kind = 'client' AND body IS NOT NULL";
static const char SQL_MEMBERS[] =
    "SELECT id FROM record WHERE kind = 'member' AND body IS NOT NULL";
static const char SQL_ROUNDS[] = "SELECT id FROM record WHERE kind = 'round' AND body IS NOT NULL";
static const char SQL_PAIRINGS[] =
    "SELECT id FROM pairing WHERE coach = $1 AND state = 'active' ORDER BY id";
static const char SQL_SESSIONS[] = "SELECT s.id FROM session s JOIN pairing p ON p.id = s.pairing "
                                   "WHERE p.coach = $1 ORDER BY s.id";
static const char SQL_CONFLICTS[] =
    "SELECT id FROM record WHERE kind = 'conflict' AND body IS NOT NULL ORDER BY id";
static const char SQL_REFUSED[] = "SELECT op FROM outbox WHERE state = 'refused' ORDER BY seq";

static const char *
owner (const SimDevice *device)
{
  return sim_template_get ()->members[device->member];
}

static char *
new_id (SimDevice *device)
{
  SimComputer *before = sim_enter (device->world, &device->computer);
  char *id = rondo_id_new (rondo_source_now_us ());

  sim_leave (device->world, before);
  return id;
}

static void
set_text (char **slot, char *text)
{
  g_free (*slot);
  *slot = text;
}

/* Minutes and day from a number, so that different numbers give different entries. */
static void
set_when (SimDevice *device, RondoDate *date, int *minutes)
{
  guint number = sim_number (device->world);

  *minutes = 1 + (int)(number % RONDO_SESSION_MINUTES_MAX);
  if (sim_random_chance (&device->world->random, 60))
    *date = 20500 + (RondoDate)number;
}

static char *
put_new_client (SimDevice *device, RondoChange *change)
{
  g_autoptr (RondoClientPerson) client = rondo_client_person_new ();

  set_text (&client->id, new_id (device));
  set_text (&client->name, g_strdup_printf ("Client %u", sim_number (device->world)));
  set_text (&client->contact, g_strdup_printf ("secret-of-%u-", device->member));
  rondo_change_put_client (change, client);
  return g_strdup (client->id);
}

static void
log_hours (SimDevice *device)
{
  const RondoKind kinds[] = {RONDO_KIND_LOG, RONDO_KIND_CLIENT, RONDO_KIND_SESSION};
  RondoChange *change = rondo_change_new ();
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();
  g_autofree char *known = sim_device_pick (device, SQL_CLIENTS, NULL);
  g_autofree char *pairing = sim_device_pick (device, SQL_PAIRINGS, owner (device));
  g_autofree char *made = NULL;
  g_autoptr (RondoSession) session = rondo_session_new ();
  const char *records[3];
  gboolean is_shared = pairing != NULL && sim_random_chance (&device->world->random, 40);

  if (known == NULL || sim_random_chance (&device->world->random, 20) || is_shared)
    made = put_new_client (device, change);
  set_text (&entry->id, new_id (device));
  set_text (&entry->client, g_strdup (made != NULL ? made : known));
  entry->date = 20500;
  set_when (device, &entry->date, &entry->minutes);
  if (is_shared) {
    set_text (&session->id, new_id (device));
    set_text (&session->pairing, g_strdup (pairing));
    session->date = entry->date;
    session->minutes = entry->minutes;
    set_text (&entry->session, g_strdup (session->id));
    entry->payment = RONDO_PAYMENT_RECIPROCAL;
    rondo_change_put_session (change, session);
  }
  rondo_change_put_log_entry (change, entry);
  records[0] = entry->id;
  records[1] = made;
  records[2] = session->id;
  sim_device_save (device, change, kinds, records, is_shared ? 3 : made != NULL ? 2 : 1);
}

static void
save_one (SimDevice *device, RondoChange *change, RondoKind kind, const char *id)
{
  sim_device_save (device, change, &kind, &id, 1);
}

static void
correct_log (SimDevice *device)
{
  g_autofree char *id = sim_device_pick (device, SQL_LOGS, NULL);
  g_autofree char *body = id != NULL ? sim_device_read_body (device, id) : NULL;
  g_autoptr (RondoLogEntry) entry =
      body != NULL ? rondo_wire_decode_log_entry (id, body, NULL) : NULL;
  RondoChange *change = NULL;

  if (entry == NULL)
    return;
  set_when (device, &entry->date, &entry->minutes);
  if (sim_random_chance (&device->world->random, 20))
    entry->payment = (RondoPayment)((entry->payment + 1) % 3);
  change = rondo_change_new ();
  rondo_change_put_log_entry (change, entry);
  save_one (device, change, RONDO_KIND_LOG, id);
}

static void
delete_log (SimDevice *device)
{
  g_autofree char *id = sim_device_pick (device, SQL_LOGS, NULL);
  RondoChange *change = NULL;

  if (id == NULL)
    return;
  change = rondo_change_new ();
  rondo_change_delete_log_entry (change, id);
  save_one (device, change, RONDO_KIND_LOG, id);
}

static void
change_session (SimDevice *device)
{
  g_autofree char *id = sim_device_pick (device, SQL_SESSIONS, owner (device));
  g_autofree char *body = id != NULL ? sim_device_read_body (device, id) : NULL;
  g_autoptr (RondoSession) session =
      body != NULL ? rondo_wire_decode_session (id, body, NULL) : NULL;
  RondoChange *change = NULL;

  if (session == NULL)
    return;
  change = rondo_change_new ();
  set_when (device, &session->date, &session->minutes);
  if (sim_random_chance (&device->world->random, 25))
    rondo_change_delete_session (change, id);
  else
    rondo_change_put_session (change, session);
  save_one (device, change, RONDO_KIND_SESSION, id);
}

static void
change_client (SimDevice *device)
{
  g_autofree char *id = sim_device_pick (device, SQL_CLIENTS, NULL);
  g_autofree char *body = id != NULL ? sim_device_read_body (device, id) : NULL;
  g_autoptr (RondoClientPerson) client =
      body != NULL ? rondo_wire_decode_client (id, body, NULL) : NULL;
  RondoChange *change = NULL;

  if (client == NULL)
    return;
  set_text (&client->name, g_strdup_printf ("Client %u", sim_number (device->world)));
  change = rondo_change_new ();
  rondo_change_put_client (change, client);
  save_one (device, change, RONDO_KIND_CLIENT, id);
}

static void
register_or_leave (SimDevice *device)
{
  const char *round = sim_template_get ()->open;
  g_autofree char *id = rondo_id_derive (round, owner (device));
  g_autofree char *body = sim_device_read_body (device, id);
  RondoChange *change = rondo_change_new ();

  if (body != NULL && sim_random_chance (&device->world->random, 50)) {
    rondo_change_delete_registration (change, id);
  } else {
    g_autoptr (RondoWishes) wishes = rondo_wishes_new ();
    g_autoptr (RondoRegistration) registration = NULL;

    g_ptr_array_add (wishes->requests,
                     g_strdup_printf ("wish%u@example.org", sim_number (device->world)));
    registration = rondo_registration_new (round, owner (device), wishes);
    rondo_change_put_registration (change, registration);
  }
  save_one (device, change, RONDO_KIND_REGISTRATION, id);
}

static void
change_member (SimDevice *device)
{
  g_autofree char *id = sim_device_pick (device, SQL_MEMBERS, NULL);
  g_autofree char *body = id != NULL ? sim_device_read_body (device, id) : NULL;
  g_autoptr (RondoMember) member = body != NULL ? rondo_wire_decode_member (id, body, NULL) : NULL;
  guint number = sim_number (device->world);
  RondoChange *change = NULL;

  if (member == NULL)
    return;
  if (sim_random_chance (&device->world->random, 50))
    set_text (&member->name, g_strdup_printf ("Name %u", number));
  else
    set_text (&member->phone, g_strdup_printf ("+%u", number));
  change = rondo_change_new ();
  rondo_change_put_member (change, member);
  save_one (device, change, RONDO_KIND_MEMBER, id);
}

static void
change_round (SimDevice *device)
{
  g_autofree char *id = sim_device_pick (device, SQL_ROUNDS, NULL);
  g_autofree char *body = id != NULL ? sim_device_read_body (device, id) : NULL;
  g_autoptr (RondoRound) round = body != NULL ? rondo_wire_decode_round (id, body, NULL) : NULL;
  RondoChange *change = NULL;

  if (round == NULL)
    return;
  set_text (&round->name, g_strdup_printf ("Round %u", sim_number (device->world)));
  change = rondo_change_new ();
  rondo_change_put_round (change, round);
  save_one (device, change, RONDO_KIND_ROUND, id);
}

/* A ring of those who are registered, the other way round than before. */
static void
publish (SimDevice *device)
{
  const SimTemplate *made = sim_template_get ();
  g_autoptr (RondoRoundOverview) overview =
      rondo_reader_read_round (device->computer.db, made->open, NULL);
  g_autoptr (RondoPlan) plan = NULL;
  guint count = overview != NULL ? overview->registrations->len : 0;
  RondoChange *change = NULL;

  if (count < 3 || overview->round->state != RONDO_ROUND_OPEN)
    return;
  plan = rondo_plan_new ();
  set_text (&plan->id, new_id (device));
  set_text (&plan->round, g_strdup (made->open));
  plan->round_version = overview->round->version;
  set_text (&plan->engine, g_strdup ("by hand"));
  set_text (&plan->input_hash, g_strdup (""));
  for (guint i = 0; i < count; i++) {
    const RondoRegistration *coach = g_ptr_array_index (overview->registrations, i);
    const RondoRegistration *client =
        g_ptr_array_index (overview->registrations, (i + count - 1) % count);
    RondoPlannedPair *pair = rondo_planned_pair_new ();

    set_text (&pair->pairing, new_id (device));
    set_text (&pair->coach, g_strdup (coach->member));
    set_text (&pair->client, g_strdup (client->member));
    g_ptr_array_add (plan->pairs, pair);
  }
  change = rondo_change_new ();
  rondo_change_publish (change, plan);
  save_one (device, change, RONDO_KIND_PLAN, plan->id);
}

void
sim_people_act (SimDevice *device)
{
  SimRandom *random = &device->world->random;
  guint dice = sim_random_below (random, 100);

  if (!sim_device_is_on (device))
    return;
  if (device->member == SIM_COORDINATOR && sim_random_chance (random, 50)) {
    if (dice < 50)
      change_member (device);
    else if (dice < 75)
      change_round (device);
    else
      publish (device);
  } else if (dice < 35) {
    log_hours (device);
  } else if (dice < 60) {
    correct_log (device);
  } else if (dice < 70) {
    delete_log (device);
  } else if (dice < 82) {
    change_session (device);
  } else if (dice < 88) {
    change_client (device);
  } else if (dice < 92) {
    change_member (device);
  } else {
    register_or_leave (device);
  }
}

static gboolean
try_again (SimDevice *device, const RondoOutboxEntry *entry)
{
  guint tries = GPOINTER_TO_UINT (g_hash_table_lookup (device->tries, entry->record));

  if (tries >= TRIES || !sim_random_chance (&device->world->random, 60))
    return FALSE;
  g_hash_table_insert (device->tries, g_strdup (entry->record), GUINT_TO_POINTER (tries + 1));
  return TRUE;
}

static gboolean
choose (SimDevice *device)
{
  g_autofree char *id = sim_device_pick (device, SQL_CONFLICTS, NULL);
  g_autofree char *body = id != NULL ? sim_device_read_body (device, id) : NULL;
  g_autoptr (RondoConflict) conflict =
      body != NULL ? rondo_wire_decode_conflict (id, body, NULL) : NULL;

  if (conflict == NULL)
    return FALSE;
  sim_device_choose (
      device, id, conflict->kind, conflict->record, sim_random_chance (&device->world->random, 50));
  return TRUE;
}

/* A conflict may stay open for ever, a change that was refused is always looked at in the end. */
gboolean
sim_people_decide (SimDevice *device)
{
  g_autofree char *op =
      sim_device_is_on (device) ? sim_device_pick (device, SQL_REFUSED, NULL) : NULL;
  g_autoptr (RondoOutboxEntry) entry = NULL;

  if (sim_device_is_on (device) && !device->world->is_calm &&
      (op == NULL || sim_random_chance (&device->world->random, 50)))
    return choose (device);
  if (op == NULL || !rondo_outbox_table_find (device->computer.db, op, &entry, NULL))
    return FALSE;
  if (entry->message == NULL || *entry->message == '\0')
    sim_fail (device->world, "device %u: op %s was refused without a word", device->number, op);
  sim_device_decide (device, entry, try_again (device, entry));
  return TRUE;
}

/* A pairing ends; what the two partners see of each other goes. */
static void
end_pairing (SimWorld *world)
{
  const SimTemplate *made = sim_template_get ();
  guint i = sim_random_below (&world->random, SIM_PAIRED);
  const RondoPairing pairing = {
      .id = made->pairings[i],
      .round = made->published,
      .coach = made->members[i],
      .client = made->members[(i + 1) % SIM_PAIRED],
      .state = RONDO_PAIRING_ENDED,
      .since = RONDO_DATE_NONE,
      .until = RONDO_DATE_NONE,
      .excused = RONDO_DATE_NONE,
  };
  g_autofree char *body = rondo_wire_encode_pairing (&pairing, NULL);
  gboolean is_done =
      sim_server_act (world, SIM_COORDINATOR, RONDO_ACT_PUT, RONDO_KIND_PAIRING, pairing.id, body);

  sim_tell (world, "elsewhere: pairing %u ends: %s", i, is_done ? "yes" : "no");
}

/* An app of the next version writes what this one does not know. */
static void
write_as_of_tomorrow (SimWorld *world)
{
  guint member = sim_random_below (&world->random, SIM_MEMBERS);
  guint number = sim_number (world);
  g_autofree char *id = rondo_id_new (world->now_us);
  g_autofree char *client = rondo_id_new (world->now_us);
  g_autofree char *body =
      g_strdup_printf ("{\"client\":\"%s\",\"session\":null,\"date\":\"2026-03-12\",\"minutes\":%u,"
                       "\"payment\":\"paid\",\"mood\":{\"of\":[%u,true]}}",
                       client,
                       1 + number % RONDO_SESSION_MINUTES_MAX,
                       number);
  gboolean is_done = sim_server_act (world, member, RONDO_ACT_PUT, RONDO_KIND_LOG, id, body);

  sim_tell (world, "elsewhere: an app of tomorrow logs %s: %s", id, is_done ? "yes" : "no");
}

void
sim_people_elsewhere (SimWorld *world)
{
  if (sim_random_chance (&world->random, 30))
    end_pairing (world);
  else
    write_as_of_tomorrow (world);
}
