/* SPDX-License-Identifier: GPL-3.0-or-later
 * Members from a CSV file: what is new, what changes, what was not understood. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-member.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_IMPORT_NEW,
  RONDO_IMPORT_CHANGED,
  RONDO_IMPORT_UNCHANGED,
  RONDO_IMPORT_NOT_UNDERSTOOD,
} RondoImportKind;

typedef struct {
  RondoImportKind kind;
  guint line;          /* of the file, from 1 */
  char *title;         /* the name, or the raw first cell */
  char *detail;        /* what changes or what is wrong, translated */
  RondoMember *member; /* what would be saved; NULL when not understood */
} RondoImportRow;

typedef struct {
  GPtrArray *rows; /* of RondoImportRow, by line */
  guint count[4];  /* by RondoImportKind */
} RondoMemberImport;

/**
 * rondo_member_import_read:
 * @text: the file as read, untrusted
 * @existing: (element-type RondoMember): who is known already, matched by e-mail address
 * @now_us: for new ids
 *
 * Columns by header, in any order and case: name and email are required; phone, languages,
 * time_zone, credential, wishes, requests, avoids, active, availability, course, gender, niche,
 * region, method are optional. A column that is not there or an empty cell leaves what is known;
 * unknown columns are ignored. Lists in a cell are parted by ";", "|" or ",". One bad row does not
 * spoil the others.
 *
 * Returns: (transfer full): the preview, or NULL with %RONDO_ERROR_INVALID (no such column, not
 * UTF-8, not a table)
 */
RondoMemberImport *rondo_member_import_read (
    const char *text, gsize length, GPtrArray *existing, int64_t now_us, GError **error);
void rondo_member_import_free (RondoMemberImport *import);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMemberImport, rondo_member_import_free)

G_END_DECLS
