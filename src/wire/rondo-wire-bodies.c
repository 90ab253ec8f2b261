/* SPDX-License-Identifier: GPL-3.0-or-later
 * The kinds of record, and the check of a body by its kind. */
#include "config.h"

#include "rondo-wire-bodies.h"

#include <string.h>

static const char *const kind_words[RONDO_N_KINDS] = {[RONDO_KIND_MEMBER] = "member",
                                                      [RONDO_KIND_PROFILE] = "profile",
                                                      [RONDO_KIND_ROUND] = "round",
                                                      [RONDO_KIND_REGISTRATION] = "registration",
                                                      [RONDO_KIND_PLAN] = "plan",
                                                      [RONDO_KIND_PAIRING] = "pairing",
                                                      [RONDO_KIND_SESSION] = "session",
                                                      [RONDO_KIND_CLIENT] = "client",
                                                      [RONDO_KIND_LOG] = "log",
                                                      [RONDO_KIND_CONFLICT] = "conflict",
                                                      [RONDO_KIND_DESK] = "desk",
                                                      [RONDO_KIND_FEEDBACK] = "feedback",
                                                      [RONDO_KIND_NOTICE] = "notice",
                                                      [RONDO_KIND_CONDUCT] = "conduct",
                                                      [RONDO_KIND_CONDUCT_STEP] = "conduct-step",
                                                      [RONDO_KIND_COMPANION] = "companion"};

/* Decodes and forgets. */
#define CHECK(Type, decode)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (Type) value = decode (id, body, error);                                             \
                                                                                                   \
    return value != NULL;                                                                          \
  }                                                                                                \
  G_STMT_END

const char *
rondo_kind_to_word (RondoKind kind)
{
  return (guint)kind < RONDO_N_KINDS ? kind_words[kind] : NULL;
}

gboolean
rondo_kind_from_word (const char *word, RondoKind *kind)
{
  for (guint i = 0; word != NULL && i < RONDO_N_KINDS; i++) {
    if (strcmp (kind_words[i], word) != 0)
      continue;
    *kind = (RondoKind)i;
    return TRUE;
  }
  return FALSE;
}

gboolean
rondo_wire_check_body (RondoKind kind, const char *id, const char *body, GError **error)
{
  switch (kind) {
  case RONDO_KIND_MEMBER:
    CHECK (RondoMember, rondo_wire_decode_member);
  case RONDO_KIND_PROFILE:
    CHECK (RondoProfile, rondo_wire_decode_profile);
  case RONDO_KIND_COMPANION:
    CHECK (RondoCompanion, rondo_wire_decode_companion);
  case RONDO_KIND_ROUND:
    CHECK (RondoRound, rondo_wire_decode_round);
  case RONDO_KIND_REGISTRATION:
    CHECK (RondoRegistration, rondo_wire_decode_registration);
  case RONDO_KIND_PLAN:
    CHECK (RondoPlan, rondo_wire_decode_plan);
  case RONDO_KIND_PAIRING:
    CHECK (RondoPairing, rondo_wire_decode_pairing);
  case RONDO_KIND_SESSION:
    CHECK (RondoSession, rondo_wire_decode_session);
  case RONDO_KIND_CLIENT:
    CHECK (RondoClientPerson, rondo_wire_decode_client);
  case RONDO_KIND_LOG:
    CHECK (RondoLogEntry, rondo_wire_decode_log_entry);
  case RONDO_KIND_CONFLICT:
    CHECK (RondoConflict, rondo_wire_decode_conflict);
  case RONDO_KIND_DESK:
    CHECK (RondoDeskSettings, rondo_wire_decode_desk);
  case RONDO_KIND_FEEDBACK:
    CHECK (RondoFeedback, rondo_wire_decode_feedback);
  case RONDO_KIND_CONDUCT:
    CHECK (RondoConduct, rondo_wire_decode_conduct);
  case RONDO_KIND_CONDUCT_STEP:
    CHECK (RondoConductStep, rondo_wire_decode_conduct_step);
  case RONDO_KIND_NOTICE:
    CHECK (RondoNotice, rondo_wire_decode_notice);
  default:
    g_return_val_if_reached (FALSE);
  }
}
