/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where everybody of a draft is in the picture of its rings: plain geometry, no widgets. */
#pragma once

#include "rondo-draft.h"

G_BEGIN_DECLS

/* Half the size of the mark of a person, at zoom 1. */
#define RONDO_RING_NODE_RADIUS 15.0

/* A person; the place is that of the middle. */
typedef struct {
  char *id;
  double x;
  double y;
  double angle; /* outwards from the middle of the ring; NAN outside of rings */
  guint ring;   /* people of one ring, or chain, have the same */
  int coach;    /* index of the first coach, −1 for none */
  int client;   /* the same of the first client */
} RondoRingNode;

/* Who coaches whom, by indices of nodes. */
typedef struct {
  guint coach;
  guint client;
  gboolean is_locked;
  gboolean is_wrong; /* FALSE until whoever shows it says so */
} RondoRingArc;

typedef struct {
  GPtrArray *nodes; /* of RondoRingNode: ring by ring, the largest first; then who is in none */
  GArray *arcs;     /* of RondoRingArc */
  guint n_rings;    /* with chains; who is in no pair is in none */
  double width;
  double height;
} RondoRingLayout;

/** rondo_ring_layout_new: @ids (element-type utf8): of all members of the round, in the order in
 * which they are looked at. (transfer full) */
RondoRingLayout *rondo_ring_layout_new (const RondoDraft *draft, GPtrArray *ids);
void rondo_ring_layout_free (RondoRingLayout *layout);

/** rondo_ring_layout_find: the index of the person, or −1. */
int rondo_ring_layout_find (const RondoRingLayout *layout, const char *id);

/** rondo_ring_layout_pick: the index of who is there, or −1. */
int rondo_ring_layout_pick (const RondoRingLayout *layout, double x, double y);

const RondoRingNode *rondo_ring_layout_get (const RondoRingLayout *layout, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRingLayout, rondo_ring_layout_free)

G_END_DECLS
