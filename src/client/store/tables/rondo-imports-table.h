/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables "import", "import_record" and "import_mapping": what came from files. */
#pragma once

#include "rondo-db.h"

G_BEGIN_DECLS

/** rondo_imports_table_add: remembers that @records (element-type utf8) came from the file @name.
 */
gboolean rondo_imports_table_add (
    RondoDb *db, const char *name, GPtrArray *records, int64_t made_us, GError **error);

/** rondo_imports_table_begin: a new import of the file @name; what came from it names its @id. In a
 * transaction. */
gboolean rondo_imports_table_begin (
    RondoDb *db, const char *name, int64_t made_us, int64_t *id, GError **error);

/** rondo_imports_table_take_found: id and name of the import that @statement (taken over, may have
 * failed) finds: 0 and NULL if there is none. */
gboolean rondo_imports_table_take_found (RondoStatement *statement,
                                         int64_t *id,
                                         char **name,
                                         GError **error);

/** rondo_imports_table_find_last: the last import of which an entry is still in the log: @id is 0
 * and @name NULL if there is none. */
gboolean rondo_imports_table_find_last (RondoDb *db, int64_t *id, char **name, GError **error);

/** rondo_imports_table_list_entries: ids of the entries of import @id that are still there.
 * (transfer full) (element-type utf8) */
GPtrArray *rondo_imports_table_list_entries (RondoDb *db, int64_t id, GError **error);

/** rondo_imports_table_list_clients: ids of the clients that import @id made and that have no other
 * entries. (transfer full) (element-type utf8) */
GPtrArray *rondo_imports_table_list_clients (RondoDb *db, int64_t id, GError **error);

gboolean
rondo_imports_table_read_mapping (RondoDb *db, const char *key, char **mapping, GError **error);
gboolean rondo_imports_table_write_mapping (RondoDb *db,
                                            const char *key,
                                            const char *mapping,
                                            GError **error);

G_END_DECLS
