/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which members a list shows: conditions that all have to hold. */
#pragma once

#include "rondo-member.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_MEMBERS_ALL,
  RONDO_MEMBERS_ACTIVE,
  RONDO_MEMBERS_PAUSED,
  RONDO_MEMBERS_LEFT,
  RONDO_N_MEMBER_STATES,
} RondoMemberState;

typedef enum {
  RONDO_PROOF_ANY,
  RONDO_PROOF_VERIFIED,
  RONDO_PROOF_NOT_VERIFIED, /* has a credential, and nobody has seen the proof */
  RONDO_N_PROOFS,
} RondoProof;

typedef struct {
  RondoMemberState state;
  RondoCredential credential; /* at least; NONE: any */
  RondoProof proof;
  gboolean has_not_agreed; /* to the consent or the code, as they are worded now */
  char *language;          /* a code; NULL: any */
} RondoMemberFilter;

RondoMemberFilter *rondo_member_filter_new (void);
RondoMemberFilter *rondo_member_filter_copy (const RondoMemberFilter *filter);
void rondo_member_filter_free (RondoMemberFilter *filter);

/** rondo_member_filter_is_empty: whether it lets everybody through. */
gboolean rondo_member_filter_is_empty (const RondoMemberFilter *filter);

gboolean rondo_member_filter_matches (const RondoMemberFilter *filter,
                                      const RondoMember *member,
                                      RondoDate today);

/** rondo_member_filter_to_text: the filter as it is remembered. (transfer full) */
char *rondo_member_filter_to_text (const RondoMemberFilter *filter);

/** rondo_member_filter_from_text: the inverse; of a text that is not understood what is.
 * (transfer full) */
RondoMemberFilter *rondo_member_filter_from_text (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMemberFilter, rondo_member_filter_free)

G_END_DECLS
