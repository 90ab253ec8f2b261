/* SPDX-License-Identifier: GPL-3.0-or-later
 * Many connections at once, each as light as it can be: what is measured is the server.
 *
 * usage: bench-load push ADDRESS TOKEN CLIENTS REQUESTS
 *        bench-load wait ADDRESS TOKEN CONNECTIONS SERVER-PID
 *        bench-load crowd-pull|crowd-push ADDRESS PREFIX COACHES REQUESTS
 *
 * The token of a coach of a crowd is PREFIX, "-" and a number. */
#include "config.h"

#include "rondo-hours.h"
#include "rondo-id.h"
#include "rondo-wire-messages.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#define ANSWER_MAX (256 * 1024)
#define EVENTS 512

typedef struct {
  const char *token;
  int port;
  char *client; /* id of the person that all entries are about */
} Load;

/* One connection: what it sends, what has come. */
typedef struct {
  int fd;
  char *answer;
  gsize length;
  int64_t sent_us;
} Line;

static int
connect_to (const Load *load)
{
  struct sockaddr_in where = {.sin_family = AF_INET, .sin_port = htons ((guint16)load->port)};
  int fd = socket (AF_INET, SOCK_STREAM, 0);
  int on = 1;

  where.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (fd < 0 || connect (fd, (struct sockaddr *)&where, sizeof where) != 0)
    g_error ("connect: %s", g_strerror (errno));
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

static void
send_all (Line *line, const char *text)
{
  gsize length = strlen (text);

  line->length = 0;
  line->sent_us = g_get_monotonic_time ();
  for (gsize done = 0; done < length;) {
    gssize n = write (line->fd, text + done, length - done);

    if (n <= 0)
      g_error ("write: %s", g_strerror (errno));
    done += (gsize)n;
  }
}

/* Whether the answer is complete by now. */
static gboolean
receive (Line *line)
{
  gssize n = read (line->fd, line->answer + line->length, ANSWER_MAX - 1 - line->length);
  const char *body, *field;

  if (n <= 0)
    g_error ("the server hung up");
  line->length += (gsize)n;
  line->answer[line->length] = '\0';
  body = strstr (line->answer, "\r\n\r\n");
  if (body == NULL)
    return FALSE;
  field = strstr (line->answer, "Content-Length: ");
  return field == NULL || field > body ||
         line->length - (gsize)(body + 4 - line->answer) >=
             (gsize)atoi (field + strlen ("Content-Length: "));
}

static char *
make_push (const Load *load, int64_t seq)
{
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();
  g_autofree char *body = NULL;
  RondoOp *op = rondo_op_new ();

  g_free (entry->client);
  entry->client = g_strdup (load->client);
  entry->date = 20000;
  entry->minutes = 60;
  op->op = rondo_id_new (g_get_real_time ());
  op->id = rondo_id_new (g_get_real_time ());
  op->kind = RONDO_KIND_LOG;
  op->body = rondo_wire_encode_log_entry (entry, NULL);
  g_ptr_array_add (request->ops, op);
  request->limit = 1;
  body = rondo_wire_encode_sync_request (request);
  return g_strdup_printf ("POST /v1/sync HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                          "%s\r\nContent-Type: application/json\r\nContent-Length: "
                          "%" G_GSIZE_FORMAT "\r\n\r\n%s",
                          load->token,
                          strlen (body),
                          body);
}

static int
compare_us (gconstpointer a, gconstpointer b)
{
  int64_t difference = *(const int64_t *)a - *(const int64_t *)b;

  return difference < 0 ? -1 : difference > 0;
}

static double
get_us (GArray *times, double part)
{
  return (double)g_array_index (times, int64_t, (guint)((times->len - 1) * part));
}

static int
run_push (const Load *load, int clients, int requests)
{
  g_autofree Line *lines = g_new0 (Line, clients);
  g_autofree struct pollfd *fds = g_new0 (struct pollfd, clients);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  int64_t started_us;
  int next = 0;

  for (int i = 0; i < requests; i++)
    g_ptr_array_add (texts, make_push (load, 0));
  for (int i = 0; i < clients; i++) {
    lines[i].fd = connect_to (load);
    lines[i].answer = g_malloc (ANSWER_MAX);
    fds[i] = (struct pollfd){lines[i].fd, POLLIN, 0};
  }
  started_us = g_get_monotonic_time ();
  for (int i = 0; i < clients; i++)
    send_all (&lines[i], g_ptr_array_index (texts, next++));
  while ((int)times->len < requests) {
    poll (fds, (nfds_t)clients, -1);
    for (int i = 0; i < clients; i++) {
      int64_t took_us;

      if ((fds[i].revents & POLLIN) == 0 || !receive (&lines[i]))
        continue;
      if (strstr (lines[i].answer, " 200 ") == NULL)
        g_error ("the server said: %s", lines[i].answer);
      took_us = g_get_monotonic_time () - lines[i].sent_us;
      g_array_append_val (times, took_us);
      if (next < requests)
        send_all (&lines[i], g_ptr_array_index (texts, next++));
      else
        fds[i].events = 0;
    }
  }
  started_us = g_get_monotonic_time () - started_us;
  g_array_sort (times, compare_us);
  printf ("{\"label\": \"%d clients\", \"ms\": %.3f, \"worst_ms\": %.3f, \"requests_per_s\": %.0f, "
          "\"rx\": 0, \"tx\": 0, \"client_cpu_s\": 0, \"client_rss_mb\": 0, \"ok\": true}\n",
          clients,
          get_us (times, 0.5) / 1000,
          get_us (times, 0.99) / 1000,
          requests / ((double)started_us / G_USEC_PER_SEC));
  return EXIT_SUCCESS;
}

/* What a device asks that has nothing yet. */
static char *
make_first_pull (const Load *load)
{
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();
  g_autofree char *body = NULL;

  request->limit = RONDO_WIRE_MAX_ROWS;
  body = rondo_wire_encode_sync_request (request);
  return g_strdup_printf ("POST /v1/sync HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                          "%s\r\nContent-Type: application/json\r\nContent-Length: "
                          "%" G_GSIZE_FORMAT "\r\n\r\n%s",
                          load->token,
                          strlen (body),
                          body);
}

/* One of many coaches after the other: each reads for the first time, or writes one entry. */
static int
run_crowd (const Load *load, gboolean is_pull, int coaches, int requests)
{
  Line line = {.fd = connect_to (load), .answer = g_malloc (ANSWER_MAX)};
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (int64_t));
  gsize received = 0;

  for (int i = 0; i < requests; i++) {
    g_autofree char *token =
        g_strdup_printf ("%s-%" G_GINT64_FORMAT, load->token, ((gint64)i * 104729) % coaches);
    Load own = {.token = token, .port = load->port, .client = load->client};
    g_autofree char *text = is_pull ? make_first_pull (&own) : make_push (&own, 0);
    int64_t took_us;

    send_all (&line, text);
    while (!receive (&line))
      ;
    took_us = g_get_monotonic_time () - line.sent_us;
    if (strstr (line.answer, " 200 ") == NULL)
      g_error ("the server said: %s", line.answer);
    g_array_append_val (times, took_us);
    received += line.length;
  }
  g_array_sort (times, compare_us);
  printf ("{\"label\": \"crowd %s\", \"ms\": %.3f, \"worst_ms\": %.3f, \"p999_ms\": %.3f, "
          "\"rx\": %" G_GSIZE_FORMAT ", \"tx\": 0, \"client_cpu_s\": 0, \"client_rss_mb\": 0, "
          "\"ok\": true}\n",
          is_pull ? "pull" : "push",
          get_us (times, 0.5) / 1000,
          get_us (times, 0.99) / 1000,
          get_us (times, 0.999) / 1000,
          received / (gsize)requests);
  close (line.fd);
  g_free (line.answer);
  return EXIT_SUCCESS;
}

static double
read_mib (const char *pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", pid);
  g_autofree char *text = NULL;
  const char *field;

  g_file_get_contents (path, &text, NULL, NULL);
  field = text != NULL ? strstr (text, "VmRSS:") : NULL;
  return field != NULL ? atof (field + 6) / 1024 : 0;
}

/* Everybody waits; then one change, and how long until all have heard of it. */
static int
run_wait (const Load *load, int count, const char *pid)
{
  g_autofree Line *lines = g_new0 (Line, count + 1);
  g_autofree char *answer = g_malloc (ANSWER_MAX);
  g_autofree char *text = g_strdup_printf (
      "GET /v1/wait?seq=1000000 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n",
      load->token);
  g_autofree char *push = make_push (load, 0);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (int64_t));
  int poller = epoll_create1 (0);
  double before = read_mib (pid), waiting;
  const char *seq;

  /* Where the community stands. */
  lines[count].fd = connect_to (load);
  lines[count].answer = answer;
  send_all (&lines[count], push);
  while (!receive (&lines[count]))
    ;
  seq = strstr (answer, "\"seq\":");
  g_free (text);
  text = g_strdup_printf ("GET /v1/wait?seq=%d HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                          "Bearer %s\r\n\r\n",
                          seq != NULL ? atoi (seq + 6) : 0,
                          load->token);
  for (int i = 0; i < count; i++) {
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = (guint32)i};

    lines[i].fd = connect_to (load);
    lines[i].answer = answer;
    send_all (&lines[i], text);
    epoll_ctl (poller, EPOLL_CTL_ADD, lines[i].fd, &event);
  }
  g_usleep ((3 + (gulong)count / 500) * G_USEC_PER_SEC);
  waiting = read_mib (pid);
  g_free (push);
  push = make_push (load, 0);
  /* The server has closed by now what was idle for so long. */
  close (lines[count].fd);
  lines[count].fd = connect_to (load);
  {
    int64_t started_us = g_get_monotonic_time ();

    send_all (&lines[count], push);
    while ((int)times->len < count) {
      struct epoll_event events[EVENTS];
      int n = epoll_wait (poller, events, EVENTS, 60000);

      if (n <= 0)
        g_error ("only %u of %d heard of it", times->len, count);
      for (int i = 0; i < n; i++) {
        Line *line = &lines[events[i].data.u32];
        int64_t took_us;
        gssize got;

        line->length = 0;
        got = read (line->fd, answer, ANSWER_MAX - 1);
        if (got <= 0)
          g_error ("the server hung up");
        answer[got] = '\0';
        if (strstr (answer, " 200 ") == NULL)
          g_error ("the server did not tell of the change: %s", answer);
        took_us = g_get_monotonic_time () - started_us;
        g_array_append_val (times, took_us);
        epoll_ctl (poller, EPOLL_CTL_DEL, line->fd, NULL);
      }
    }
  }
  g_array_sort (times, compare_us);
  printf (
      "{\"label\": \"%d waiting\", \"ms\": %.3f, \"worst_ms\": %.3f, \"server_mb_before\": %.1f, "
      "\"server_mb_waiting\": %.1f, \"rx\": 0, \"tx\": 0, \"client_cpu_s\": 0, "
      "\"client_rss_mb\": 0, \"ok\": true}\n",
      count,
      get_us (times, 0.5) / 1000,
      get_us (times, 1) / 1000,
      before,
      waiting);
  return EXIT_SUCCESS;
}

int
main (int argc, char **argv)
{
  Load load = {0};
  struct rlimit files;

  if (argc != 6)
    return EXIT_FAILURE;
  getrlimit (RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit (RLIMIT_NOFILE, &files);
  load.port = atoi (strrchr (argv[2], ':') + 1);
  load.token = argv[3];
  load.client = rondo_id_new (g_get_real_time ());
  if (strcmp (argv[1], "push") == 0)
    return run_push (&load, atoi (argv[4]), atoi (argv[5]));
  if (g_str_has_prefix (argv[1], "crowd-"))
    return run_crowd (&load, strcmp (argv[1], "crowd-pull") == 0, atoi (argv[4]), atoi (argv[5]));
  return run_wait (&load, atoi (argv[4]), argv[5]);
}
