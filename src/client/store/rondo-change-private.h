/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a change consists of. */
#pragma once

#include "rondo-change.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

typedef struct {
  RondoAct act;
  RondoKind kind;
  char *id;
  gpointer value; /* owned; NULL for delete */
} RondoChangeItem;

/** rondo_change_get_items: (transfer none) (element-type RondoChangeItem): in the order given */
GPtrArray *rondo_change_get_items (RondoChange *change);

G_END_DECLS
