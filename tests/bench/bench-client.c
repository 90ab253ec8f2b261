/* SPDX-License-Identifier: GPL-3.0-or-later
 * A headless client to be measured: the client library, its database durable, and nothing else.
 *
 * usage: bench-client join DATABASE ADDRESS CODE EMAIL
 *        bench-client fill DATABASE COUNT
 *        bench-client sync DATABASE ADDRESS EMAIL LABEL REPEAT
 *        bench-client mixed DATABASE OTHER ADDRESS EMAIL COUNT REPEAT
 *        bench-client idle DATABASE ADDRESS EMAIL SECONDS */
#include "config.h"

#include "rondo-hours.h"
#include "rondo-id.h"
#include "rondo-store-private.h"
#include "rondo-sync-cycle.h"
#include "test-device.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define PASSWORD "correct horse battery staple"
#define CLIENTS 25
#define ENTRIES_A_SAVE 500
#define TIMEOUT_SECONDS 120
#define SETTLE_SECONDS 3

/* A device that is signed in, and how it asks the server. */
typedef struct {
  TestDevice *device;
  const char *address;
  RondoTransport *wire;
  RondoTransport *transport;
  char *token;
} Place;

static double
get_cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static double
get_peak_mib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double)usage.ru_maxrss / 1024;
}

static TestDevice *
open_device (const char *database)
{
  g_autofree char *dir = g_path_get_dirname (database);
  g_autofree char *name = g_path_get_basename (database);

  return test_device_new (dir, name, NULL);
}

static int
join (char **argv)
{
  g_autoptr (TestDevice) device = open_device (argv[0]);
  g_autoptr (GError) error = NULL;

  test_device_join (device, argv[1], argv[2], "Ana Alvarez", argv[3], PASSWORD, &error);
  g_assert_no_error (error);
  return EXIT_SUCCESS;
}

static Place *
sign_in (const char *database, const char *address, const char *email)
{
  Place *place = g_new0 (Place, 1);
  g_autoptr (GError) error = NULL;

  place->device = open_device (database);
  place->address = address;
  test_device_login (place->device, address, email, PASSWORD, &error);
  g_assert_no_error (error);
  place->wire = rondo_soup_transport_new (TIMEOUT_SECONDS);
  place->transport = rondo_account_wrap_transport (place->device->account, place->wire);
  place->token = rondo_account_dup_token (place->device->account);
  return place;
}

static void
sign_off (Place *place)
{
  g_object_unref (place->transport);
  g_object_unref (place->wire);
  g_free (place->token);
  test_device_free (place->device);
  g_free (place);
}

/* The same people for all entries of a device. */
static GPtrArray *
make_clients (RondoChange *change)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < CLIENTS; i++) {
    g_autoptr (RondoClientPerson) client = rondo_client_person_new ();

    g_free (client->id);
    client->id = rondo_id_new (g_get_real_time ());
    g_free (client->name);
    client->name = g_strdup_printf ("Client %d", i);
    rondo_change_put_client (change, client);
    g_ptr_array_add (ids, g_strdup (client->id));
  }
  return ids;
}

static void
put_entry (RondoChange *change, GPtrArray *clients, GRand *dice)
{
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();

  g_free (entry->id);
  entry->id = rondo_id_new (g_get_real_time ());
  g_free (entry->client);
  entry->client =
      g_strdup (g_ptr_array_index (clients, (guint)g_rand_int_range (dice, 0, CLIENTS)));
  entry->date = 19000 + g_rand_int_range (dice, 0, 1500);
  entry->minutes = 30 + 15 * g_rand_int_range (dice, 0, 7);
  entry->payment = (RondoPayment)g_rand_int_range (dice, 0, 3);
  entry->start_minute = 15 * g_rand_int_range (dice, 32, 76);
  rondo_change_put_log_entry (change, entry);
}

static GPtrArray *
save_clients (TestDevice *device)
{
  RondoChange *change = rondo_change_new ();
  GPtrArray *clients = make_clients (change);

  test_device_save (device, change);
  return clients;
}

static void
fill_device (TestDevice *device, GPtrArray *clients, int count)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (7);

  for (int done = 0; done < count; done += ENTRIES_A_SAVE) {
    RondoChange *change = rondo_change_new ();

    for (int i = done; i < MIN (count, done + ENTRIES_A_SAVE); i++)
      put_entry (change, clients, dice);
    test_device_save (device, change);
  }
}

static int
fill (char **argv)
{
  g_autoptr (TestDevice) device = open_device (argv[0]);
  g_autoptr (GPtrArray) clients = save_clients (device);

  fill_device (device, clients, atoi (argv[1]));
  return EXIT_SUCCESS;
}

/* One cycle: how long it took, and how often it asked. */
static double
run_cycle (const Place *place, guint *round_trips)
{
  RondoSyncReport report = {0};
  int64_t started_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  rondo_sync_cycle_run_on_worker (rondo_store_get_worker (place->device->store),
                                  place->transport,
                                  place->address,
                                  rondo_account_get_member (place->device->account),
                                  place->token,
                                  NULL,
                                  &report,
                                  &error);
  g_assert_no_error (error);
  *round_trips = report.exchange_count;
  return (double)(g_get_monotonic_time () - started_us) / 1000;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *)a - *(const double *)b;

  return difference < 0 ? -1 : difference > 0;
}

/* What repeated cycles took, as one line of JSON. */
static void
print_line (const char *label,
            GArray *times,
            const Place *place,
            const guint64 *before,
            double cpu_before,
            guint round_trips)
{
  guint64 received = 0, sent = 0;
  double worst;
  double cpu = get_cpu_seconds () - cpu_before;

  rondo_soup_transport_get_traffic (place->wire, &received, &sent);
  g_array_sort (times, compare_doubles);
  worst = g_array_index (times, double, times->len - 1 - times->len / 100);
  printf ("{\"label\": \"%s\", \"ms\": %.3f, \"worst_ms\": %.3f, \"rx\": %" G_GUINT64_FORMAT
          ", \"tx\": %" G_GUINT64_FORMAT ", \"client_cpu_s\": %.4f, \"client_rss_mb\": %.1f, "
          "\"round_trips\": %u, \"ok\": true}\n",
          label,
          g_array_index (times, double, times->len / 2),
          worst,
          (received - before[0]) / times->len,
          (sent - before[1]) / times->len,
          cpu / times->len,
          get_peak_mib (),
          round_trips);
}

static int
run_sync (char **argv)
{
  Place *place = sign_in (argv[0], argv[1], argv[2]);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  int repeat = atoi (argv[4]);
  guint64 before[2] = {0};
  double cpu;
  guint round_trips = 0;

  /* A repeated cycle is measured warm. */
  if (repeat > 1)
    run_cycle (place, &round_trips);
  rondo_soup_transport_get_traffic (place->wire, &before[0], &before[1]);
  cpu = get_cpu_seconds ();
  for (int i = 0; i < repeat; i++) {
    double ms = run_cycle (place, &round_trips);

    g_array_append_val (times, ms);
  }
  print_line (argv[3], times, place, before, cpu, round_trips);
  sign_off (place);
  return EXIT_SUCCESS;
}

/* Changes on both sides: those of the other device come down while those of this one go up. */
static int
run_mixed (char **argv)
{
  Place *place = sign_in (argv[0], argv[2], argv[3]);
  Place *other = sign_in (argv[1], argv[2], argv[3]);
  g_autoptr (GPtrArray) clients = save_clients (place->device);
  g_autoptr (GPtrArray) others = save_clients (other->device);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  int count = atoi (argv[4]);
  guint64 before[2] = {0};
  double cpu = 0;
  guint round_trips = 0;

  for (int i = 0; i < 2; i++) {
    run_cycle (other, &round_trips);
    run_cycle (place, &round_trips);
  }
  rondo_soup_transport_get_traffic (place->wire, &before[0], &before[1]);
  for (int i = 0; i < atoi (argv[5]); i++) {
    double ms, cpu_before;

    fill_device (other->device, others, count);
    run_cycle (other, &round_trips);
    fill_device (place->device, clients, count);
    cpu_before = get_cpu_seconds ();
    ms = run_cycle (place, &round_trips);
    cpu += get_cpu_seconds () - cpu_before;
    g_array_append_val (times, ms);
  }
  print_line ("mixed", times, place, before, get_cpu_seconds () - cpu, round_trips);
  sign_off (other);
  sign_off (place);
  return EXIT_SUCCESS;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static long
count_wakeups (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_nvcsw;
}

/* What the app costs while nothing happens: it has synced once and waits to be told of news. */
static int
run_idle (char **argv)
{
  Place *place = sign_in (argv[0], argv[1], argv[2]);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  RondoSync *sync = rondo_sync_new (place->device->store, place->device->account, place->transport);
  int seconds = atoi (argv[3]);
  double cpu;
  long wakeups;

  rondo_sync_set_is_watching (sync, TRUE);
  g_timeout_add_seconds (SETTLE_SECONDS, quit_cb, loop);
  g_main_loop_run (loop);
  cpu = get_cpu_seconds ();
  wakeups = count_wakeups ();
  g_timeout_add_seconds ((guint)seconds, quit_cb, loop);
  g_main_loop_run (loop);
  cpu = get_cpu_seconds () - cpu;
  wakeups = count_wakeups () - wakeups;
  printf ("{\"label\": \"idle %d s\", \"ms\": 0, \"rx\": 0, \"tx\": 0, \"client_cpu_s\": %.4f, "
          "\"client_rss_mb\": %.1f, \"client_wakeups\": %ld, \"ok\": %s}\n",
          seconds,
          cpu,
          get_peak_mib (),
          wakeups,
          rondo_sync_get_state (sync) == RONDO_SYNC_IDLE ? "true" : "false");
  rondo_sync_stop (sync);
  g_object_unref (sync);
  sign_off (place);
  return EXIT_SUCCESS;
}

int
main (int argc, char **argv)
{
  const struct {
    const char *verb;
    int words;
    int (*run) (char **argv);
  } verbs[] = {{"join", 4, join},
               {"fill", 2, fill},
               {"sync", 5, run_sync},
               {"mixed", 6, run_mixed},
               {"idle", 4, run_idle}};

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (argc == verbs[i].words + 2 && strcmp (argv[1], verbs[i].verb) == 0)
      return verbs[i].run (argv + 2);
  fprintf (stderr, "bench-client: the arguments are not understood\n");
  return EXIT_FAILURE;
}
