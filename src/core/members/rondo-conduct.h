/* SPDX-License-Identifier: GPL-3.0-or-later
 * A report about how a member behaved, and what coordinators did about it: each step is added, none
 * is ever changed. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-date.h"

G_BEGIN_DECLS

#define RONDO_CONDUCT_MAX_BYTES 8000

/* How far it is; every step says it anew. */
typedef enum {
  RONDO_CONDUCT_NEW, /* without any step */
  RONDO_CONDUCT_LOOKED_INTO,
  RONDO_CONDUCT_CLOSED,    /* something was done, or agreed on */
  RONDO_CONDUCT_UNFOUNDED, /* closed as well: it was not so */
  RONDO_N_CONDUCT_STATES,
} RondoConductState;

typedef struct {
  char *id;
  char *about;  /* a member */
  char *by;     /* the member who wrote it */
  RondoDate on; /* when it happened; NONE: not given */
  int64_t made_us;
  char *text;
  RondoConductState state; /* as the server tells who wrote it */
} RondoConduct;

typedef struct {
  char *id;
  char *report; /* a RondoConduct */
  char *by;     /* a coordinator */
  int64_t made_us;
  RondoConductState state; /* from then on */
  char *note;              /* "" for none */
} RondoConductStep;

RondoConduct *rondo_conduct_new (void);
RondoConduct *rondo_conduct_copy (const RondoConduct *conduct);
void rondo_conduct_free (RondoConduct *conduct);
RondoConductStep *rondo_conduct_step_new (void);
RondoConductStep *rondo_conduct_step_copy (const RondoConductStep *step);
void rondo_conduct_step_free (RondoConductStep *step);

/** rondo_conduct_check, rondo_conduct_step_check: whether every field (from outside) is acceptable;
 * else %RONDO_ERROR_INVALID with a sentence. */
gboolean rondo_conduct_check (const RondoConduct *conduct, GError **error);
gboolean rondo_conduct_step_check (const RondoConductStep *step, GError **error);

/** rondo_conduct_judge: how far a report with @steps (element-type RondoConductStep, in order) is.
 */
RondoConductState rondo_conduct_judge (GPtrArray *steps);

/** rondo_conduct_names_avoided: of the e-mail addresses @avoids (element-type utf8) those that
 * coordinators may see, as there is a report about who has them: @reported is a set of addresses.
 * (transfer container) (element-type utf8) */
GPtrArray *rondo_conduct_names_avoided (GPtrArray *avoids, GHashTable *reported);

const char *rondo_conduct_state_to_word (RondoConductState state); /* "new", "looked-into", … */
gboolean rondo_conduct_state_from_word (const char *word, RondoConductState *state);
const char *rondo_conduct_state_describe (RondoConductState state); /* translated */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoConduct, rondo_conduct_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoConductStep, rondo_conduct_step_free)

G_END_DECLS
