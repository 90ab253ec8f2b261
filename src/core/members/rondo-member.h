/* SPDX-License-Identifier: GPL-3.0-or-later
 * A member of the community, and what a partner gets to see of them. */
#pragma once

#include <glib.h>

#include "rondo-about.h"
#include "rondo-availability.h"
#include "rondo-trait.h"
#include "rondo-wish.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_CREDENTIAL_NONE,
  RONDO_CREDENTIAL_ACC,
  RONDO_CREDENTIAL_PCC,
  RONDO_CREDENTIAL_MCC,
} RondoCredential;

typedef struct {
  char *id;
  char *name;
  char *email;     /* lower case, unique in a community */
  char *phone;     /* "" if not given */
  GStrv languages; /* codes, "en", "pt-br"; never NULL */
  char *time_zone; /* IANA name, "Europe/Berlin" */
  RondoCredential credential;
  gboolean is_active;             /* FALSE: paused, is not registered for new rounds */
  char *course;                   /* the training course they are in now, "" if in none */
  int training_hours;             /* of coach education, as they say; 0: not said */
  GStrv traits[RONDO_N_TRAITS];   /* what they tell of themselves; never NULL */
  RondoAvailability availability; /* in their time zone; empty if not given */
  RondoWishes *wishes;            /* standing wishes, copied into a registration */
  RondoAbout about;
} RondoMember;

/* The limited view that a partner gets while a pairing lasts; a record of its own. */
typedef struct {
  char *id;
  char *member;
  char *name;
  char *email;
  char *phone;
  GStrv languages;
  char *time_zone;
  RondoCredential credential;
  RondoDate credential_since;
  gboolean is_verified; /* a coordinator has seen the proof of the credential */
  GStrv niche;          /* never NULL */
  GStrv method;         /* never NULL */
  char *course;         /* the training course they are in now; "" for none */
  char *bio;
} RondoProfile;

/* Longest texts accepted from outside, in bytes. */
#define RONDO_NAME_MAX_BYTES 400
#define RONDO_EMAIL_MAX_BYTES 254
#define RONDO_PHONE_MAX_BYTES 60
#define RONDO_LANGUAGES_MAX 20
#define RONDO_COURSE_MAX_BYTES 200
#define RONDO_TRAINING_HOURS_MAX 10000

RondoMember *rondo_member_new (void);
RondoMember *rondo_member_copy (const RondoMember *member);
void rondo_member_free (RondoMember *member);

/** rondo_member_names: the names of @members (element-type RondoMember) by their ids and e-mail
 * addresses, borrowed from them. (transfer container) (element-type utf8 utf8) */
GHashTable *rondo_member_names (GPtrArray *members);
gboolean rondo_member_equal (const RondoMember *a, const RondoMember *b);

/** rondo_member_check: whether every field of @member (from outside) is acceptable; else
 * %RONDO_ERROR_INVALID with a sentence that names the field. */
gboolean rondo_member_check (const RondoMember *member, GError **error);

/** rondo_member_may_write_own: whether a member may make @after of their own record @before: not
 * another address, which is what they sign in with, nor what coordinators verify. */
gboolean rondo_member_may_write_own (const RondoMember *before, const RondoMember *after);

RondoProfile *rondo_profile_new (void);
RondoProfile *rondo_profile_new_for_member (const RondoMember *member);
void rondo_profile_free (RondoProfile *profile);

/** rondo_email_normalize: @text stripped and in lower case if it looks like an e-mail address,
 * else NULL. (transfer full) (nullable) */
char *rondo_email_normalize (const char *text);

/** rondo_language_is_valid: whether @code is a lower-case BCP 47 tag of letters, digits, "-". */
gboolean rondo_language_is_valid (const char *code);

/** rondo_time_zone_is_valid: whether @name is an IANA zone this machine knows. */
gboolean rondo_time_zone_is_valid (const char *name);

const char *rondo_credential_to_word (RondoCredential credential); /* "", "ACC", … */
gboolean rondo_credential_from_word (const char *word, RondoCredential *credential);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMember, rondo_member_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoProfile, rondo_profile_free)

G_END_DECLS
