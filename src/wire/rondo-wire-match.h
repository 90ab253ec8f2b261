/* SPDX-License-Identifier: GPL-3.0-or-later
 * The files of the matching engine: an instance in, a result out. */
#pragma once

#include <glib.h>

#include "rondo-match-bands.h"
#include "rondo-match-prices.h"
#include "rondo-match-relief.h"
#include "rondo-match-rings.h"

G_BEGIN_DECLS

/* Larger files are refused before they are read. */
#define RONDO_WIRE_MATCH_MAX_BYTES (512u * 1024 * 1024)
#define RONDO_WIRE_MATCH_MAX_PAIRS 5000000

typedef struct _RondoWireMatch RondoWireMatch;

/** rondo_wire_match_parse: an instance from untrusted bytes, checked by the engine's own rules too;
 * NULL with %RONDO_ERROR_INVALID and one sentence that says what and where. (transfer full) */
RondoWireMatch *rondo_wire_match_parse (const char *data, gsize length, GError **error);

/** rondo_wire_match_get_instance: stays with @match. */
const RondoMatchInstance *rondo_wire_match_get_instance (RondoWireMatch *match);
void rondo_wire_match_free (RondoWireMatch *match);

/** rondo_wire_match_find_member: −1 if nobody has the id. */
int32_t rondo_wire_match_find_member (RondoWireMatch *match, const char *id);

/** rondo_wire_match_get_ratings: “sides” of the instance; NULL if it has none. */
const RondoMatchRatings *rondo_wire_match_get_ratings (RondoWireMatch *match);

/** rondo_wire_match_get_bands: the thresholds, “bands” of the instance. */
const int32_t *rondo_wire_match_get_bands (RondoWireMatch *match, int32_t *n_bands);

/** rondo_wire_match_get_relaxations: “relaxable” of the instance. */
const RondoMatchRelaxation *rondo_wire_match_get_relaxations (RondoWireMatch *match,
                                                              int32_t *n_relaxations);

/* What a result file tells. Everything but the instance and the result may be NULL. */
typedef struct {
  const RondoMatchInstance *instance;
  const RondoMatchResult *result;
  double seconds;
  double first_plan_seconds;
  const RondoMatchDropouts *dropouts;
  const RondoMatchBands *bands;
  const RondoMatchFair *fair;
  GPtrArray *prices; /* of RondoMatchPrices */
  const RondoMatchReliefs *reliefs;
  const RondoMatchRelaxation *relaxations; /* those of @reliefs */
} RondoWireMatchReport;

/** rondo_wire_match_encode: the result file. (transfer full) */
char *rondo_wire_match_encode (const RondoWireMatchReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoWireMatch, rondo_wire_match_free)

G_END_DECLS
