/* SPDX-License-Identifier: GPL-3.0-or-later
 * How values of each kind of record are checked, encoded and entered into their derived table. */
#pragma once

#include "rondo-db.h"
#include "rondo-wire-bodies.h"

G_BEGIN_DECLS

typedef struct {
  gboolean (*check) (gconstpointer value, GError **error); /* NULL: nothing to check */
  char *(*encode) (gconstpointer value, const char *previous);
  gpointer (*decode) (const char *id, const char *body, GError **error);
  void (*free_value) (gpointer value);
  gboolean (*put) (RondoDb *db, gconstpointer value, GError **error);
  gboolean (*remove) (RondoDb *db, const char *id, GError **error);
  gboolean (*clear) (RondoDb *db, GError **error);
} RondoKindStore;

const RondoKindStore *rondo_kind_store_get (RondoKind kind);

G_END_DECLS
