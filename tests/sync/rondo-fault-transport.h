/* SPDX-License-Identifier: GPL-3.0-or-later
 * A transport that lies: around a real one, it drops, repeats, cuts and garbles. For tests. */
#pragma once

#include "rondo-transport.h"

G_BEGIN_DECLS

typedef enum {
  FAULT_NONE,
  FAULT_DROP_REQUEST, /* never reaches the server */
  FAULT_DROP_ANSWER,  /* the server has done it, the client does not learn of it */
  FAULT_REPEAT,       /* arrives twice, as after a retry below */
  FAULT_LATE_REPEAT,  /* arrives once more before the next request, as a stale copy */
  FAULT_CUT_ANSWER,   /* half of the body */
  FAULT_GARBAGE,      /* a captive portal answers */
  FAULT_ERROR_500,
  FAULT_ERROR_503,
  N_FAULTS,
} Fault;

#define FAULT_TYPE_TRANSPORT (fault_transport_get_type ())
G_DECLARE_FINAL_TYPE (FaultTransport, fault_transport, FAULT, TRANSPORT, GObject)

/** fault_transport_new: around @real (transfer full); does nothing wrong until told to. */
FaultTransport *fault_transport_new (RondoTransport *real);

/** fault_transport_push: the next request that has no fault planned gets @fault. */
void fault_transport_push (FaultTransport *transport, Fault fault);

/** fault_transport_set_random: from now on each request gets a fault with @percent chance, drawn
 * from @seed. 0 stops it. */
void fault_transport_set_random (FaultTransport *transport, guint32 seed, int percent);

const char *fault_to_word (Fault fault);

G_END_DECLS
