/* SPDX-License-Identifier: GPL-3.0-or-later
 * The examples of PROTOCOL.md, and every decoder with its encoder under the name of an example. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Of the record whose body is decoded. */
#define FIXTURE_ID "018f3b5e-7c1a-7d00-8000-00000000ffff"

typedef struct {
  char *name;
  char *text;
} Example;

/** fixture_load_examples: (transfer full) (element-type Example): in the order of the page. */
GPtrArray *fixture_load_examples (void);

/** fixture_list_names: all names that fixture_recode() knows, NULL-terminated. */
const char *const *fixture_list_names (void);

/** fixture_recode: decodes @text as what @name says and encodes that again; NULL with @error. */
char *fixture_recode (const char *name, const char *text, gssize length, GError **error);

/** fixture_is_body: whether @name is a kind of record. */
gboolean fixture_is_body (const char *name);

/** fixture_parse: (transfer full): JSON that must be right. */
JsonNode *fixture_parse (const char *text);

/** fixture_change: @text with the member at @path ("ops/0/base") replaced by the JSON text @value,
 * or removed if that is NULL. An entry of a list replaces the whole list. (transfer full) */
char *fixture_change (const char *text, const char *path, const char *value);

G_END_DECLS
