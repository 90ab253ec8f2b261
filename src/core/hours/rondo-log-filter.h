/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which entries of the hours log are looked at. */
#pragma once

#include "rondo-hours.h"

G_BEGIN_DECLS

/* What kind of entry: one choice for activity, setting, group and payment. */
typedef enum {
  RONDO_LOG_ALL,
  RONDO_LOG_COACHING,
  RONDO_LOG_ONE_TO_ONE,
  RONDO_LOG_GROUPS,
  RONDO_LOG_INTERNAL,
  RONDO_LOG_THIRD_PARTY,
  RONDO_LOG_PAID,
  RONDO_LOG_PRO_BONO,
  RONDO_LOG_RECIPROCAL,
  RONDO_LOG_LEARNING, /* everything that is no coaching given */
} RondoLogKind;
#define RONDO_N_LOG_KINDS 10

typedef struct {
  char *client;   /* id, or NULL for all */
  char *search;   /* part of a name or a contact, or NULL */
  RondoDate from; /* NONE: from the beginning */
  RondoDate until;
  RondoLogKind kind;
} RondoLogFilter;

RondoLogFilter *rondo_log_filter_new (void);
RondoLogFilter *rondo_log_filter_copy (const RondoLogFilter *filter);
void rondo_log_filter_free (RondoLogFilter *filter);

/** rondo_log_kind_includes: whether an entry is of @kind. */
gboolean rondo_log_kind_includes (RondoLogKind kind, const RondoLogEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoLogFilter, rondo_log_filter_free)

G_END_DECLS
