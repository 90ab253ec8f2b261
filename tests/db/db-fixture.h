/* SPDX-License-Identifier: GPL-3.0-or-later
 * A folder of its own for each test, and what the tests of this room ask of files. */
#pragma once

#include <glib.h>

#include "rondo-db.h"

G_BEGIN_DECLS

#define FIXTURE_APPLICATION_ID 0x526e6474

typedef struct {
  char *folder;
  char *path; /* of a database that is not there yet */
} Fixture;

extern const RondoDbSchema schema_v1;
extern const RondoDbSchema schema_v2;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);

#define add_test(path, func)                                                                       \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

RondoDb *fixture_open (Fixture *fixture, const RondoDbSchema *schema);
void fixture_copy (const char *from, const char *to);
GBytes *fixture_read (const char *path);
/* The database with its log. */
void fixture_remove (const char *path);
void fixture_write (const char *path, gconstpointer data, gsize length);

/* All names in the folder with sizes and checksums, in one text to compare. */
char *fixture_describe_folder (Fixture *fixture);
guint fixture_count_names (Fixture *fixture, const char *part);
char *fixture_find_name (Fixture *fixture, const char *part);

int64_t fixture_ask (RondoDb *db, const char *sql);
void fixture_add_notes (RondoDb *db, int count);

G_END_DECLS
