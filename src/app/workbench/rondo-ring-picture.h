/* SPDX-License-Identifier: GPL-3.0-or-later
 * The picture of the rings as GTK draws it: what stays is drawn once and kept. */
#pragma once

#include "rondo-ring-draw.h"

G_BEGIN_DECLS

typedef struct _RondoRingPicture RondoRingPicture;

/* What is to be seen. Everything is borrowed; indices are those of nodes, −1 for none. */
typedef struct {
  GtkWidget *widget;
  const RondoRingLayout *layout;
  GPtrArray *names; /* of char *, by node */
  GArray *marks; /* of guint, by node: RONDO_RING_ bits that do not depend on the indices below */
  RondoRingPen pen;
  int selected;
  int picked;
  int dragged;
} RondoRingScene;

RondoRingPicture *rondo_ring_picture_new (void);
void rondo_ring_picture_free (RondoRingPicture *picture);

/** rondo_ring_picture_forget: to be told when the layout or the marks are others. */
void rondo_ring_picture_forget (RondoRingPicture *picture);

/** rondo_ring_picture_snapshot: FALSE if there was no time for all words: they come when this is
 * called again. */
gboolean rondo_ring_picture_snapshot (RondoRingPicture *picture,
                                      GtkSnapshot *snapshot,
                                      const RondoRingScene *scene);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRingPicture, rondo_ring_picture_free)

G_END_DECLS
