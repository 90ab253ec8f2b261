/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a published plan is amended while its round goes on: who leaves, what ends for it, and who
 * is called from standby. The past of a pairing is never touched. */
#pragma once

#include "rondo-round.h"

G_BEGIN_DECLS

/* Somebody who does not go on. */
typedef struct {
  char *member;
  RondoRole stops; /* coaching, being coached, or both */
  char *reason;    /* for coordinators, "" for none */
} RondoLeaving;

/* A pairing that ends. */
typedef struct {
  char *pairing;
  RondoPairingState state;
  char *replaced_by; /* (nullable): the new pairing that takes its place */
} RondoEnding;

typedef struct {
  RondoDate day;      /* from which it holds */
  GPtrArray *leaving; /* of RondoLeaving */
  GPtrArray *endings; /* of RondoEnding */
  GPtrArray *called;  /* of char *: members who waited for a place and take part now */
} RondoAmendment;

RondoLeaving *rondo_leaving_new (const char *member, RondoRole stops, const char *reason);
RondoLeaving *rondo_leaving_copy (const RondoLeaving *leaving);
void rondo_leaving_free (RondoLeaving *leaving);
gboolean rondo_leaving_stops_coaching (const RondoLeaving *leaving);
gboolean rondo_leaving_stops_being_coached (const RondoLeaving *leaving);

RondoEnding *
rondo_ending_new (const char *pairing, RondoPairingState state, const char *replaced_by);
void rondo_ending_free (RondoEnding *ending);

RondoAmendment *rondo_amendment_new (void);
RondoAmendment *rondo_amendment_copy (const RondoAmendment *amendment);
void rondo_amendment_free (RondoAmendment *amendment);

/** rondo_amendment_list_registrations: those of @registrations (of RondoRegistration) that become
 * others by it, as they become. (transfer full) (element-type RondoRegistration) */
GPtrArray *rondo_amendment_list_registrations (const RondoAmendment *amendment,
                                               GPtrArray *registrations);

/** rondo_amendment_find_reason: why a pairing of @coach and @client ended by it, "" if nobody said.
 */
const char *rondo_amendment_find_reason (const RondoAmendment *amendment,
                                         const char *coach,
                                         const char *client);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoLeaving, rondo_leaving_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoAmendment, rondo_amendment_free)

G_END_DECLS
