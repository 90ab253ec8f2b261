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
  RondoMember *before; /* who is known already; NULL for a new one */
} RondoImportRow;

typedef struct {
  GPtrArray *rows; /* of RondoImportRow, by line */
  guint count[4];  /* by RondoImportKind */
  GArray *columns; /* of guint: what each column of the file means, see below */
  GStrv titles;    /* names of the columns */
  GStrv samples;   /* what the first line of data has in them, or "" */
  char *problem;   /* why these columns cannot be read; NULL if they can, and then there are rows */
} RondoMemberImport;

/* What a column may mean: 0 is left out, then the fields of a member. */
guint rondo_member_import_get_meaning_count (void);

/** rondo_member_import_describe_meaning: what people call it, translated. */
const char *rondo_member_import_describe_meaning (guint meaning);

/** rondo_member_import_dup_key: the same for all files with these names of columns. (transfer
 * full) */
char *rondo_member_import_dup_key (GStrv titles);

/** rondo_member_import_columns_to_text: to be remembered: "name email - phone". (transfer full) */
char *rondo_member_import_columns_to_text (const GArray *columns);

/** rondo_member_import_columns_from_text: what was remembered of @count columns; NULL if it does
 * not fit. (transfer full) (nullable) */
GArray *rondo_member_import_columns_from_text (const char *text, guint count);

/**
 * rondo_member_import_preview:
 * @columns: (nullable): what the columns mean, by index; NULL: as their names say
 *
 * As rondo_member_import_read(), but for a file whose columns are not understood there is an import
 * without lines, that says so in its @problem.
 */
RondoMemberImport *rondo_member_import_preview (const char *text,
                                                gsize length,
                                                const GArray *columns,
                                                GPtrArray *existing,
                                                int64_t now_us,
                                                GError **error);

/** rondo_member_import_read_titles: the names of the columns of a file. (transfer full) */
GStrv rondo_member_import_read_titles (const char *text, gsize length, GError **error);

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
