/* SPDX-License-Identifier: GPL-3.0-or-later
 * The fields of a member as text that a person writes, and back. */
#pragma once

#include "rondo-member.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_MEMBER_FIELD_NAME,
  RONDO_MEMBER_FIELD_EMAIL,
  RONDO_MEMBER_FIELD_PHONE,
  RONDO_MEMBER_FIELD_WISHES,   /* as in rondo_wishes_parse() */
  RONDO_MEMBER_FIELD_REQUESTS, /* e-mail addresses parted by "," or ";" */
  RONDO_MEMBER_FIELD_AVOIDS,   /* the same */
  RONDO_MEMBER_FIELD_COURSE,
  RONDO_MEMBER_FIELD_TRAINING, /* hours, "" for not said */
  RONDO_MEMBER_FIELD_TRAITS,   /* words parted by "," or ";"; one field for each RondoTrait */
} RondoMemberField;

/** rondo_member_form_new_member: an active member with a new id, in this computer's time zone. */
RondoMember *rondo_member_form_new_member (int64_t now_us);

/** rondo_member_form_read: sets @field of @member from @text; else %RONDO_ERROR_INVALID with a
 * sentence, and @member stays as it was. */
gboolean rondo_member_form_read (RondoMember *member,
                                 RondoMemberField field,
                                 const char *text,
                                 GError **error);

/** rondo_member_form_write: @field of @member as text. (transfer full) */
char *rondo_member_form_write (const RondoMember *member, RondoMemberField field);

G_END_DECLS
