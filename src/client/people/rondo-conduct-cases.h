/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reports about conduct that this computer may show, with what was done about them. */
#pragma once

#include "rondo-conduct.h"
#include "rondo-store.h"

G_BEGIN_DECLS

/* One report. */
typedef struct {
  RondoConduct *conduct;
  char *about_name;
  char *by_name;
  GPtrArray *steps;      /* of RondoConductStep, the oldest first */
  GPtrArray *step_names; /* of char *: who took each of them */
  RondoConductState state;
} RondoConductCase;

typedef struct {
  GPtrArray *cases;     /* of RondoConductCase, the newest first */
  GHashTable *reported; /* e-mail addresses of those whom reports are about */
} RondoConductCases;

void rondo_conduct_cases_free (RondoConductCases *cases);

void rondo_conduct_cases_load_async (RondoStore *store,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
RondoConductCases *
rondo_conduct_cases_load_finish (RondoStore *store, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoConductCases, rondo_conduct_cases_free)

G_END_DECLS
