/* SPDX-License-Identifier: GPL-3.0-or-later
 * One row for each kind of record. */
#include "config.h"

#include "rondo-kind-store.h"

#include "rondo-clients-table.h"
#include "rondo-companions-table.h"
#include "rondo-conduct-steps-table.h"
#include "rondo-conducts-table.h"
#include "rondo-conflicts-table.h"
#include "rondo-desks-table.h"
#include "rondo-feedback-table.h"
#include "rondo-log-entries-table.h"
#include "rondo-members-table.h"
#include "rondo-notices-table.h"
#include "rondo-pairings-table.h"
#include "rondo-plans-table.h"
#include "rondo-profiles-table.h"
#include "rondo-registrations-table.h"
#include "rondo-rounds-table.h"
#include "rondo-sessions-table.h"

/* The typed functions of wire and of the tables, without their type. */
#define DEFINE_KIND(name, Type, type, table)                                                       \
  static char *encode_##name (gconstpointer value, const char *previous)                           \
  {                                                                                                \
    return rondo_wire_encode_##name ((const Type *)value, previous);                               \
  }                                                                                                \
  static gpointer decode_##name (const char *id, const char *body, GError **error)                 \
  {                                                                                                \
    return rondo_wire_decode_##name (id, body, error);                                             \
  }                                                                                                \
  static void free_##name (gpointer value)                                                         \
  {                                                                                                \
    rondo_##type##_free (value);                                                                   \
  }                                                                                                \
  static gboolean put_##name (RondoDb *db, gconstpointer value, GError **error)                    \
  {                                                                                                \
    return rondo_##table##_table_put (db, value, error);                                           \
  }

#define DEFINE_CHECK(name, type)                                                                   \
  static gboolean check_##name (gconstpointer value, GError **error)                               \
  {                                                                                                \
    return rondo_##type##_check (value, error);                                                    \
  }

/* clang-format off */
DEFINE_KIND (member, RondoMember, member, members)
DEFINE_KIND (profile, RondoProfile, profile, profiles)
DEFINE_KIND (companion, RondoCompanion, companion, companions)
DEFINE_KIND (round, RondoRound, round, rounds)
DEFINE_KIND (registration, RondoRegistration, registration, registrations)
DEFINE_KIND (plan, RondoPlan, plan, plans)
DEFINE_KIND (pairing, RondoPairing, pairing, pairings)
DEFINE_KIND (session, RondoSession, session, sessions)
DEFINE_KIND (client, RondoClientPerson, client_person, clients)
DEFINE_KIND (conflict, RondoConflict, conflict, conflicts)
DEFINE_KIND (feedback, RondoFeedback, feedback, feedback)
DEFINE_KIND (notice, RondoNotice, notice, notices)
DEFINE_KIND (conduct, RondoConduct, conduct, conducts)
DEFINE_KIND (conduct_step, RondoConductStep, conduct_step, conduct_steps)
DEFINE_KIND (log_entry, RondoLogEntry, log_entry, log_entries)
DEFINE_KIND (desk, RondoDeskSettings, desk_settings, desks)
DEFINE_CHECK (feedback, feedback)
DEFINE_CHECK (member, member)
DEFINE_CHECK (notice, notice)
DEFINE_CHECK (conduct, conduct)
DEFINE_CHECK (conduct_step, conduct_step)
DEFINE_CHECK (round, round)
DEFINE_CHECK (session, session)
DEFINE_CHECK (client, client_person)
DEFINE_CHECK (log_entry, log_entry)
DEFINE_CHECK (desk, desk_settings)

#define KIND(check, name, table)                                                                   \
  {check, encode_##name, decode_##name, free_##name, put_##name, rondo_##table##_table_delete,     \
   rondo_##table##_table_clear}

static const RondoKindStore stores[RONDO_N_KINDS] = {
    [RONDO_KIND_MEMBER] = KIND (check_member, member, members),
    [RONDO_KIND_PROFILE] = KIND (NULL, profile, profiles),
    [RONDO_KIND_COMPANION] = KIND (NULL, companion, companions),
    [RONDO_KIND_ROUND] = KIND (check_round, round, rounds),
    [RONDO_KIND_REGISTRATION] = KIND (NULL, registration, registrations),
    [RONDO_KIND_PLAN] = KIND (NULL, plan, plans),
    [RONDO_KIND_PAIRING] = KIND (NULL, pairing, pairings),
    [RONDO_KIND_SESSION] = KIND (check_session, session, sessions),
    [RONDO_KIND_CLIENT] = KIND (check_client, client, clients),
    [RONDO_KIND_CONFLICT] = KIND (NULL, conflict, conflicts),
    [RONDO_KIND_FEEDBACK] = KIND (check_feedback, feedback, feedback),
    [RONDO_KIND_NOTICE] = KIND (check_notice, notice, notices),
    [RONDO_KIND_CONDUCT] = KIND (check_conduct, conduct, conducts),
    [RONDO_KIND_CONDUCT_STEP] = KIND (check_conduct_step, conduct_step, conduct_steps),
    [RONDO_KIND_LOG] = KIND (check_log_entry, log_entry, log_entries),
    [RONDO_KIND_DESK] = KIND (check_desk, desk, desks),
};
/* clang-format on */

const RondoKindStore *
rondo_kind_store_get (RondoKind kind)
{
  g_assert ((guint)kind < RONDO_N_KINDS);

  return &stores[kind];
}
