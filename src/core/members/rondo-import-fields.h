/* SPDX-License-Identifier: GPL-3.0-or-later
 * The columns of a table of members, one by one. Private to this room. */
#pragma once

#include "rondo-member.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_FIELD_NAME,
  RONDO_FIELD_EMAIL,
  RONDO_FIELD_PHONE,
  RONDO_FIELD_LANGUAGES,
  RONDO_FIELD_TIME_ZONE,
  RONDO_FIELD_CREDENTIAL,
  RONDO_FIELD_WISHES,
  RONDO_FIELD_REQUESTS,
  RONDO_FIELD_AVOIDS,
  RONDO_FIELD_ACTIVE,
  RONDO_FIELD_AVAILABILITY,
  RONDO_FIELD_COURSE,
  RONDO_FIELD_TRAITS, /* one for each RondoTrait from here on */
  RONDO_N_FIELDS = RONDO_FIELD_TRAITS + RONDO_N_TRAITS,
} RondoField;

/** rondo_field_from_header: the field that a column of the name @header holds; spaces, case and
 * hyphens do not matter. */
gboolean rondo_field_from_header (const char *header, RondoField *field);

/** rondo_field_to_header: the name of the column, "time_zone". */
const char *rondo_field_to_header (RondoField field);

/** rondo_field_to_display: what people call the field, translated. */
const char *rondo_field_to_display (RondoField field);

/** rondo_field_read: sets the field of @member from the stripped, not empty @text of a cell. */
gboolean rondo_field_read (RondoField field, const char *text, RondoMember *member, GError **error);

/** rondo_field_to_text: the field of @member as people read it. (transfer full) */
char *rondo_field_to_text (RondoField field, const RondoMember *member);

/** rondo_field_to_cell: the field of @member as rondo_field_read() reads it on any computer.
 * (transfer full) */
char *rondo_field_to_cell (RondoField field, const RondoMember *member);

G_END_DECLS
