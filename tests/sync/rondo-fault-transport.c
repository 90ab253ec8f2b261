/* SPDX-License-Identifier: GPL-3.0-or-later
 * A transport that drops, repeats, cuts and garbles what a real one carries. */
#include "config.h"

#include "rondo-fault-transport.h"

#include "rondo-error.h"

struct _FaultTransport {
  GObject parent_instance;

  /* owned */
  GMutex lock; /* requests come from the sync thread, plans from the test */
  RondoTransport *real;
  GQueue planned;
  GRand *random;
  int percent;
  char *late_method;
  char *late_url;
  char *late_token;
  char *late_body;
};

static void fault_transport_interface_init (RondoTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FaultTransport,
                               fault_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RONDO_TYPE_TRANSPORT,
                                                      fault_transport_interface_init))

static Fault
next_fault (FaultTransport *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (!g_queue_is_empty (&self->planned))
    return GPOINTER_TO_INT (g_queue_pop_head (&self->planned));
  if (self->percent > 0 && g_rand_int_range (self->random, 0, 100) < self->percent)
    return g_rand_int_range (self->random, 1, N_FAULTS);
  return FAULT_NONE;
}

static void
keep_late_copy (
    FaultTransport *self, const char *method, const char *url, const char *token, const char *body)
{
  g_clear_pointer (&self->late_method, g_free);
  g_clear_pointer (&self->late_url, g_free);
  g_clear_pointer (&self->late_token, g_free);
  g_clear_pointer (&self->late_body, g_free);
  self->late_method = g_strdup (method);
  self->late_url = g_strdup (url);
  self->late_token = g_strdup (token);
  self->late_body = g_strdup (body);
}

static void
deliver_late_copy (FaultTransport *self)
{
  g_autofree char *method = g_steal_pointer (&self->late_method);
  g_autoptr (GBytes) answer = NULL;
  RondoTransportHead head;

  if (method == NULL)
    return;
  answer = rondo_transport_exchange (
      self->real, method, self->late_url, self->late_token, self->late_body, &head, NULL, NULL);
}

static GBytes *
lose (GBytes *answer, GError **error)
{
  g_clear_pointer (&answer, g_bytes_unref);
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_TIMEOUT, "The answer was lost on the way.");
  return NULL;
}

static GBytes *
answer_with (RondoTransportHead *head, guint code, const char *text)
{
  head->status = code;
  return g_bytes_new_static (text, strlen (text));
}

static GBytes *
cut (GBytes *answer)
{
  GBytes *half = NULL;

  if (answer == NULL)
    return NULL;
  half = g_bytes_new_from_bytes (answer, 0, g_bytes_get_size (answer) / 2);
  g_bytes_unref (answer);
  return half;
}

static GBytes *
fault_transport_exchange (RondoTransport *transport,
                          const char *method,
                          const char *url,
                          const char *token,
                          const char *body,
                          RondoTransportHead *head,
                          GCancellable *cancellable,
                          GError **error)
{
  FaultTransport *self = FAULT_TRANSPORT (transport);
  Fault fault = next_fault (self);
  GBytes *answer = NULL;

  deliver_late_copy (self);
  if (fault == FAULT_DROP_REQUEST) {
    g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_OFFLINE, "The request was lost.");
    return NULL;
  }
  if (fault == FAULT_GARBAGE)
    return answer_with (head, 200, "<html>Please sign in to the hotel network</html>");
  if (fault == FAULT_ERROR_500)
    return answer_with (head, 500, "{\"code\":\"internal\",\"message\":\"It broke.\"}");
  if (fault == FAULT_ERROR_503)
    return answer_with (head, 503, "{\"code\":\"busy\",\"message\":\"Try again later.\"}");
  if (fault == FAULT_LATE_REPEAT)
    keep_late_copy (self, method, url, token, body);

  answer =
      rondo_transport_exchange (self->real, method, url, token, body, head, cancellable, error);
  if (fault == FAULT_REPEAT && answer != NULL) {
    g_clear_pointer (&answer, g_bytes_unref);
    answer =
        rondo_transport_exchange (self->real, method, url, token, body, head, cancellable, error);
  }
  if (fault == FAULT_DROP_ANSWER && answer != NULL)
    return lose (answer, error);
  if (fault == FAULT_CUT_ANSWER)
    return cut (answer);
  return answer;
}

static void
fault_transport_interface_init (RondoTransportInterface *iface)
{
  iface->exchange = fault_transport_exchange;
}

static void
fault_transport_finalize (GObject *object)
{
  FaultTransport *self = FAULT_TRANSPORT (object);

  keep_late_copy (self, NULL, NULL, NULL, NULL);
  g_queue_clear (&self->planned);
  g_clear_pointer (&self->random, g_rand_free);
  g_clear_object (&self->real);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (fault_transport_parent_class)->finalize (object);
}

static void
fault_transport_class_init (FaultTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fault_transport_finalize;
}

static void
fault_transport_init (FaultTransport *self)
{
  g_mutex_init (&self->lock);
  g_queue_init (&self->planned);
  self->random = g_rand_new_with_seed (0);
}

FaultTransport *
fault_transport_new (RondoTransport *real)
{
  FaultTransport *self = g_object_new (FAULT_TYPE_TRANSPORT, NULL);

  self->real = real;
  return self;
}

void
fault_transport_push (FaultTransport *self, Fault fault)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_queue_push_tail (&self->planned, GINT_TO_POINTER (fault));
}

void
fault_transport_set_random (FaultTransport *self, guint32 seed, int percent)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_rand_set_seed (self->random, seed);
  self->percent = percent;
}

const char *
fault_to_word (Fault fault)
{
  static const char *words[N_FAULTS] = {"none",
                                        "drop-request",
                                        "drop-answer",
                                        "repeat",
                                        "late-repeat",
                                        "cut-answer",
                                        "garbage",
                                        "error-500",
                                        "error-503"};

  return words[fault];
}
