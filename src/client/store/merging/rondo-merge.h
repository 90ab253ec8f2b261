/* SPDX-License-Identifier: GPL-3.0-or-later
 * Taking in an answer of the server: acknowledgements, rows, lost scopes and cursors together. */
#pragma once

#include "rondo-db.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

typedef struct {
  guint acknowledged_count;
  guint refused_count;
  gboolean is_changed;   /* the user sees something else from now on */
  gboolean reads_again;  /* a scope has to be read from 0: ask at once */
  guint held_count;      /* records that would go, but the user has to agree first; 0: none */
  guint held_total;      /* of so many */
  guint differing_count; /* scopes that were not what the server says */
} RondoMergeReport;

/**
 * rondo_merge_answer:
 * @report: added to
 *
 * Applies @answer in one transaction, or only its results if rows are held back; applying it again
 * changes nothing. An answer of another epoch
 * is %RONDO_ERROR_FOREIGN and changes nothing either.
 */
gboolean rondo_merge_answer (RondoDb *db,
                             const RondoSyncAnswer *answer,
                             int64_t now_us,
                             RondoMergeReport *report,
                             GError **error);

/* Where an answer stands among the requests. */
typedef struct {
  const RondoSyncRequest *request; /* (nullable): what it answers */
  GPtrArray *under_way;            /* (nullable): ops of the next request, which is sent already */
  guint max_ops;                   /* of the request after that */
  GPtrArray *next;                 /* (out) (nullable): its ops, which count as sent; owned */
} RondoMergeTurn;

/** rondo_merge_answer_in_turn: the same, and takes what can be sent next in the same transaction.
 */
gboolean rondo_merge_answer_in_turn (RondoDb *db,
                                     const RondoSyncAnswer *answer,
                                     RondoMergeTurn *turn,
                                     int64_t now_us,
                                     RondoMergeReport *report,
                                     GError **error);

/** rondo_merge_results: the same for what became of the ops alone: this computer is not where it
 * was when it asked. */
gboolean rondo_merge_results (RondoDb *db,
                              const RondoSyncAnswer *answer,
                              int64_t now_us,
                              RondoMergeReport *report,
                              GError **error);

/** rondo_merge_refuse: marks one op as refused with @message, as if the server had answered so. */
gboolean rondo_merge_refuse (RondoDb *db, const char *op, const char *message, GError **error);

G_END_DECLS
