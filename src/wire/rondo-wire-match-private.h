/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of this codec share. Private to this room. */
#pragma once

#include <json-glib/json-glib.h>

#include "rondo-wire-match.h"
#include "rondo-wire-walk.h"

G_BEGIN_DECLS

#define RONDO_WIRE_MATCH_MAX_TIERS 16

struct _RondoWireMatch {
  RondoMatchInstance instance;
  RondoMatchRatings ratings;
  GPtrArray *names;
  GHashTable *index; /* name → member + 1 */
  GArray *gives;
  GArray *gets;
  GArray *arcs;
  GArray *values;
  GArray *locked;
  GArray *by_coach; /* of int32_t */
  GArray *by_client;
  GArray *bands;       /* of int32_t */
  GArray *relaxations; /* of RondoMatchRelaxation */
  GPtrArray *owned;    /* what the relaxations point to */
};

/* Where the optional parts of an instance begin; NULL where there is none. */
typedef struct {
  const char *sides;
  const char *bands;
  const char *relaxable;
} RondoWireMatchExtras;

/** rondo_wire_match_read_end: the id of a member in entry number @entry of @list. */
int32_t rondo_wire_match_read_end (
    RondoWireMatch *match, RondoWireWalk *walk, const char *list, guint entry, GString *text);

/** rondo_wire_match_read_pair: appends an entry of @list, two ids and (if @values is not NULL) a
 * number for each tier. */
void rondo_wire_match_read_pair (RondoWireMatch *match,
                                 RondoWireWalk *walk,
                                 const char *list,
                                 GArray *arcs,
                                 GArray *values,
                                 GString *text);

/** rondo_wire_match_read_extras: once members and pairs are known. */
void rondo_wire_match_read_extras (RondoWireMatch *match,
                                   RondoWireWalk *walk,
                                   const RondoWireMatchExtras *extras);

/** rondo_wire_match_put_members: a list of ids. */
void rondo_wire_match_put_members (JsonBuilder *builder,
                                   const RondoMatchInstance *instance,
                                   const char *name,
                                   const int32_t *members,
                                   int32_t n);

/** rondo_wire_match_put_vector: a list of numbers. */
void rondo_wire_match_put_vector (JsonBuilder *builder,
                                  const char *name,
                                  const int64_t *numbers,
                                  int32_t n);

/** rondo_wire_match_put_explanation: what @report has besides the result. */
void rondo_wire_match_put_explanation (JsonBuilder *builder, const RondoWireMatchReport *report);

G_END_DECLS
