/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the community tells one member: a notice in the app. */
#pragma once

#include "rondo-round.h"

G_BEGIN_DECLS

#define RONDO_NOTICE_TITLE_MAX_BYTES 200
#define RONDO_NOTICE_MAX_BYTES 8000

typedef struct {
  char *id;
  char *round;  /* (nullable): what it is about */
  char *member; /* who is told */
  char *title;
  char *text;
  RondoDate day; /* on which it was written */
} RondoNotice;

RondoNotice *rondo_notice_new (void);
RondoNotice *rondo_notice_copy (const RondoNotice *notice);
void rondo_notice_free (RondoNotice *notice);

/** rondo_notice_check: whether every field (from outside) is acceptable. */
gboolean rondo_notice_check (const RondoNotice *notice, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoNotice, rondo_notice_free)

G_END_DECLS
