/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the pages show: values read together in one transaction. Every one is a plain value that
 * its reader owns. is_waiting: not yet sent; is_refused: the server refused the last change. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-feedback.h"
#include "rondo-hours.h"
#include "rondo-member.h"
#include "rondo-notice.h"
#include "rondo-past.h"
#include "rondo-plan.h"
#include "rondo-round.h"

G_BEGIN_DECLS

typedef struct {
  RondoMember *member;
  gboolean is_self;
  gboolean is_waiting;
  gboolean is_refused;
} RondoMemberOverview;

/* A pairing with names and progress. */
typedef struct {
  RondoPairing *pairing;
  RondoRound *round;
  char *coach_name; /* "" while unknown */
  char *client_name;
  int sessions_held;
  int64_t minutes_held;
  RondoDate last_session; /* NONE before the first */
  RondoDate next_session; /* the last day that is proposed or agreed on; NONE if there is none */
  gboolean is_coach;      /* the member of this computer coaches */
  gboolean is_client;     /* the member of this computer is coached */
  gboolean is_waiting;
  RondoProfile *partner; /* (nullable): the other one, for is_coach or is_client */
  int missed_count;      /* sessions to which somebody did not come */
  int missed_lately;     /* of these, since the last that was held */
  int differing_count;   /* sessions of which both sides say different minutes */
  GPtrArray *feedback;   /* of RondoFeedback: what this computer may see of it */
} RondoPairingOverview;

typedef struct {
  RondoRound *round;
  RondoRegistration *registration; /* (nullable): of the member of this computer */
  int registered_count;            /* as far as this computer may see */
  int pairing_count;
  int sessions_held;
  int sessions_planned;
  gboolean is_waiting;
  gboolean is_refused;
} RondoRoundSummary;

typedef struct {
  RondoMember *self;   /* (nullable): not known on a new computer */
  GPtrArray *pairings; /* of RondoPairingOverview: those of the member of this computer */
  GPtrArray *rounds;   /* of RondoRoundSummary: open ones that may be joined or left */
  RondoHoursTotals totals;
  int64_t received_minutes;
  GPtrArray
      *history; /* of RondoPairingOverview: all of the member of this computer, ended or not */
  GPtrArray *notices; /* of RondoNotice: what that member is told, newest first */
} RondoHomeOverview;

typedef struct {
  RondoRound *round;
  GPtrArray *members;       /* of RondoMember: all, active or not */
  GPtrArray *registrations; /* of RondoRegistration */
  GPtrArray *pairings;      /* of RondoPairingOverview; empty before publishing */
  RondoPlan *plan;          /* (nullable): the published plan with its reasons */
  RondoPast *past;          /* (nullable): what earlier rounds tell; while the round is open */
  gboolean is_waiting;
  gboolean is_refused;
  char *refused_message; /* (nullable) */
} RondoRoundOverview;

typedef struct {
  RondoLogEntry *entry;
  char *client_name;
  char *pairing; /* (nullable): of the shared session the entry belongs to */
  gboolean is_waiting;
  gboolean is_refused;
} RondoLogEntryOverview;

typedef struct {
  GPtrArray *clients;  /* of RondoClientPerson, by name */
  GPtrArray *entries;  /* of RondoLogEntryOverview, newest first */
  GPtrArray *pairings; /* of RondoPairingOverview: active ones where this member coaches */
  GPtrArray *planned;  /* (nullable): of RondoSession: agreed on, in pairings or freely */
  int64_t received_minutes;
  RondoHoursTotals totals;
} RondoHoursOverview;

/* A change that the server refused, kept until the user has decided. */
typedef struct {
  char *op;
  char *title;   /* "Member: Ana Lima", translated */
  char *message; /* the server's sentence */
  int64_t made_us;
  char *kind; /* word of the protocol */
  char *record;
  char *round;     /* (nullable): of a registration */
  gboolean is_put; /* neither a deletion nor a plan: it can be edited */
} RondoRefusedChange;

/* A change that waits to be sent, or for the answer. */
typedef struct {
  char *title;
  int64_t made_us;
} RondoWaitingChange;

typedef struct {
  int waiting_count;
  GPtrArray *waiting;   /* of RondoWaitingChange: the first hundred */
  GPtrArray *refused;   /* of RondoRefusedChange */
  int64_t deposited_us; /* when an account on hold handed in what waits; 0: not */
} RondoOutboxOverview;

/* One value of a record that was changed in two places. */
typedef struct {
  char *name;  /* "Minutes", translated */
  char *kept;  /* what it is by now */
  char *other; /* what it was to become */
} RondoConflictLine;

/* Two states of one record, until one is chosen. */
typedef struct {
  char *id;
  char *title;          /* as of a refused change */
  gboolean is_deletion; /* it was to be deleted; no lines then */
  GPtrArray *lines;     /* of RondoConflictLine */
} RondoConflictOverview;

void rondo_member_overview_free (RondoMemberOverview *overview);
void rondo_pairing_overview_free (RondoPairingOverview *overview);
void rondo_round_summary_free (RondoRoundSummary *summary);
void rondo_home_overview_free (RondoHomeOverview *overview);
void rondo_round_overview_free (RondoRoundOverview *overview);
void rondo_log_entry_overview_free (RondoLogEntryOverview *overview);
void rondo_hours_overview_free (RondoHoursOverview *overview);
void rondo_refused_change_free (RondoRefusedChange *change);
void rondo_waiting_change_free (RondoWaitingChange *change);
void rondo_outbox_overview_free (RondoOutboxOverview *overview);
void rondo_conflict_line_free (RondoConflictLine *line);
void rondo_conflict_overview_free (RondoConflictOverview *overview);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMemberOverview, rondo_member_overview_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPairingOverview, rondo_pairing_overview_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRoundSummary, rondo_round_summary_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoHomeOverview, rondo_home_overview_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRoundOverview, rondo_round_overview_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoLogEntryOverview, rondo_log_entry_overview_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoHoursOverview, rondo_hours_overview_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRefusedChange, rondo_refused_change_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoWaitingChange, rondo_waiting_change_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoOutboxOverview, rondo_outbox_overview_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoConflictLine, rondo_conflict_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoConflictOverview, rondo_conflict_overview_free)

G_END_DECLS
