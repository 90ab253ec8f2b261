/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bodies of records: values of core as JSON text and back. Unknown members survive an edit. */
#pragma once

#include <glib.h>

#include "rondo-companion.h"
#include "rondo-conduct.h"
#include "rondo-desk-settings.h"
#include "rondo-feedback.h"
#include "rondo-hours.h"
#include "rondo-member.h"
#include "rondo-notice.h"
#include "rondo-plan.h"
#include "rondo-round.h"

G_BEGIN_DECLS

/* The kinds of record. */
typedef enum {
  RONDO_KIND_MEMBER,       /* full; scope coord, and u:<member> */
  RONDO_KIND_PROFILE,      /* made by the server; scope u:<partner> */
  RONDO_KIND_ROUND,        /* scope pub */
  RONDO_KIND_REGISTRATION, /* scope coord and u:<member> */
  RONDO_KIND_PLAN,         /* the published plan with its reasons; scope coord */
  RONDO_KIND_PAIRING,      /* scope coord, u:<coach>, u:<client> */
  RONDO_KIND_SESSION,      /* scope coord, u:<coach>, u:<client> */
  RONDO_KIND_CLIENT,       /* scope u:<owner> only */
  RONDO_KIND_LOG,          /* scope u:<owner> only */
  RONDO_KIND_CONFLICT,     /* made by the server; scope coord or u:<writer> */
  RONDO_KIND_DESK,         /* what a coach plans for; scope u:<owner> only */
  RONDO_KIND_FEEDBACK,     /* scope u:<author>, and whom it is meant for */
  RONDO_KIND_NOTICE,       /* scope coord and u:<member> */
  RONDO_KIND_CONDUCT,      /* scope u:<author>, u:<each coordinator> but whom it is about */
  RONDO_KIND_CONDUCT_STEP, /* scope u:<each coordinator> but whom it is about */
  RONDO_KIND_COMPANION,    /* made by the server; scope r:<round> */
} RondoKind;
#define RONDO_N_KINDS 16

/* Two values of the same members of one record, until one is chosen. */
typedef struct {
  char *id;
  char *record;
  RondoKind kind; /* of the record */
  char *kept;     /* JSON text: the members as the server has them */
  char *other;    /* JSON text: the same as somebody else wanted them; NULL: deleted */
} RondoConflict;

RondoConflict *rondo_conflict_new (void);
void rondo_conflict_free (RondoConflict *conflict);

const char *rondo_kind_to_word (RondoKind kind);
gboolean rondo_kind_from_word (const char *word, RondoKind *kind);

/*
 * rondo_wire_encode_*: the body of the value as JSON text of one object. @previous (nullable) is
 * the body it replaces: members of it that this version does not know are kept. Ids of the record
 * itself and versions are not part of a body. (transfer full)
 *
 * rondo_wire_decode_*: the value of an untrusted @body, checked by type, range and length and by
 * the check function of core; NULL with %RONDO_ERROR_INVALID and a sentence that names the field.
 * @id becomes the value's id. (transfer full)
 */
char *rondo_wire_encode_member (const RondoMember *member, const char *previous);
RondoMember *rondo_wire_decode_member (const char *id, const char *body, GError **error);
char *rondo_wire_encode_profile (const RondoProfile *profile, const char *previous);
RondoProfile *rondo_wire_decode_profile (const char *id, const char *body, GError **error);
char *rondo_wire_encode_companion (const RondoCompanion *companion, const char *previous);
RondoCompanion *rondo_wire_decode_companion (const char *id, const char *body, GError **error);
char *rondo_wire_encode_round (const RondoRound *round, const char *previous);
RondoRound *rondo_wire_decode_round (const char *id, const char *body, GError **error);
char *rondo_wire_encode_registration (const RondoRegistration *registration, const char *previous);
RondoRegistration *
rondo_wire_decode_registration (const char *id, const char *body, GError **error);
char *rondo_wire_encode_plan (const RondoPlan *plan, const char *previous);
RondoPlan *rondo_wire_decode_plan (const char *id, const char *body, GError **error);
char *rondo_wire_encode_pairing (const RondoPairing *pairing, const char *previous);
RondoPairing *rondo_wire_decode_pairing (const char *id, const char *body, GError **error);
char *rondo_wire_encode_session (const RondoSession *session, const char *previous);
RondoSession *rondo_wire_decode_session (const char *id, const char *body, GError **error);
char *rondo_wire_encode_client (const RondoClientPerson *client, const char *previous);
RondoClientPerson *rondo_wire_decode_client (const char *id, const char *body, GError **error);
char *rondo_wire_encode_log_entry (const RondoLogEntry *entry, const char *previous);
RondoLogEntry *rondo_wire_decode_log_entry (const char *id, const char *body, GError **error);
char *rondo_wire_encode_conflict (const RondoConflict *conflict, const char *previous);
RondoConflict *rondo_wire_decode_conflict (const char *id, const char *body, GError **error);
char *rondo_wire_encode_desk (const RondoDeskSettings *settings, const char *previous);
RondoDeskSettings *rondo_wire_decode_desk (const char *id, const char *body, GError **error);
char *rondo_wire_encode_feedback (const RondoFeedback *feedback, const char *previous);
RondoFeedback *rondo_wire_decode_feedback (const char *id, const char *body, GError **error);
char *rondo_wire_encode_conduct (const RondoConduct *conduct, const char *previous);
RondoConduct *rondo_wire_decode_conduct (const char *id, const char *body, GError **error);
char *rondo_wire_encode_conduct_step (const RondoConductStep *step, const char *previous);
RondoConductStep *rondo_wire_decode_conduct_step (const char *id, const char *body, GError **error);
char *rondo_wire_encode_notice (const RondoNotice *notice, const char *previous);
RondoNotice *rondo_wire_decode_notice (const char *id, const char *body, GError **error);

/** rondo_wire_check_body: whether @body decodes as a value of @kind. */
gboolean rondo_wire_check_body (RondoKind kind, const char *id, const char *body, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoConflict, rondo_conflict_free)

G_END_DECLS
