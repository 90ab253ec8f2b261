/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a member tells of themselves and has agreed to, and what coordinators have verified. */
#pragma once

#include <glib.h>

#include "rondo-date.h"

G_BEGIN_DECLS

#define RONDO_BIO_MAX_BYTES 4000

/* The wordings that a member is asked to accept now; raised whenever one of them changes. */
#define RONDO_CONSENT_VERSION 1
#define RONDO_CODE_VERSION 1

/* Which wording was accepted, and when. */
typedef struct {
  int version;  /* 0: none */
  RondoDate on; /* NONE: none */
} RondoAcceptance;

typedef struct {
  char *bio;                  /* for partners; may have several lines, "" if not given */
  RondoDate credential_since; /* NONE if not given */
  char *verified;             /* the credential that a coordinator has verified, "" for none */
  char *verified_by;          /* their name */
  RondoDate verified_on;
  RondoDate verified_until;
  RondoDate left_on;       /* NONE: is with the community */
  char *merged_into;       /* the member who this one has become, NULL for none */
  RondoAcceptance consent; /* that partners see what is theirs to see */
  RondoAcceptance code;    /* of reciprocity */
} RondoAbout;

/** rondo_about_init: fills @about (uninitialized) with nothing at all. */
void rondo_about_init (RondoAbout *about);
void rondo_about_clear (RondoAbout *about);
/** rondo_about_copy: fills @to (uninitialized) with what is in @from. */
void rondo_about_copy (RondoAbout *to, const RondoAbout *from);
gboolean rondo_about_equal (const RondoAbout *a, const RondoAbout *b);

/** rondo_about_check: whether all of @about (from outside) is acceptable; else
 * %RONDO_ERROR_INVALID with a sentence. */
gboolean rondo_about_check (const RondoAbout *about, GError **error);

/** rondo_about_is_verified: whether @credential, the word, is what was verified, and still is on
 * @today. */
gboolean rondo_about_is_verified (const RondoAbout *about, const char *credential, RondoDate today);

/** rondo_about_get_consent_text: what a member agrees to, in full, translated. */
const char *rondo_about_get_consent_text (void);
/** rondo_about_get_code_text: the code of reciprocity, in full, translated. */
const char *rondo_about_get_code_text (void);

G_END_DECLS
