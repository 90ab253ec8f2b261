/* SPDX-License-Identifier: GPL-3.0-or-later
 * What files of members made of whom. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

/* One member of one import. */
typedef struct {
  char *member;
  char *was;    /* the body of before; NULL: made by the import */
  char *became; /* the body that the import made */
} RondoMemberImportPart;

void rondo_member_import_part_free (RondoMemberImportPart *part);

/** rondo_member_imports_table_add: remembers that @parts (element-type RondoMemberImportPart) came
 * from the file @name. */
gboolean rondo_member_imports_table_add (
    RondoDb *db, const char *name, GPtrArray *parts, int64_t made_us, GError **error);

/** rondo_member_imports_table_find_before: the newest import of members that is older than @id: 0
 * and @name NULL if there is none. */
gboolean rondo_member_imports_table_find_before (
    RondoDb *db, int64_t id, int64_t *found, char **name, GError **error);

/** rondo_member_imports_table_list: what the import @id made. (transfer full) (element-type
 * RondoMemberImportPart) */
GPtrArray *rondo_member_imports_table_list (RondoDb *db, int64_t id, GError **error);

/** rondo_member_imports_table_is_used: whether a round, a pairing or a session names @member. */
gboolean rondo_member_imports_table_is_used (RondoDb *db,
                                             const char *member,
                                             gboolean *is_used,
                                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoMemberImportPart, rondo_member_import_part_free)

G_END_DECLS
