/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bodies compared and merged, member by member, whatever their kind. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* What became of a change of a record that others have changed too. JSON text of one object each.
 */
typedef struct {
  char *body;          /* the new state */
  char *kept;          /* members where the value of the server stays; NULL: no conflict */
  char *other;         /* the same members as the writer wanted them; NULL: no conflict */
  gboolean is_as_sent; /* @body says the same as what was sent */
} RondoWireMerge;

/** rondo_wire_diff: the members of @before that @after changes, with the values of @before, null
 * for those it does not have; NULL if @before (nullable) is NULL. (transfer full) */
char *rondo_wire_diff (const char *before, const char *after);

/** rondo_wire_merge: applies a change to @body, made from the values @was (nullable: from nothing),
 * to @current. All checked before. @merge is to be cleared. */
void
rondo_wire_merge (const char *current, const char *was, const char *body, RondoWireMerge *merge);
void rondo_wire_merge_clear (RondoWireMerge *merge);

/** rondo_wire_overlay: @body with the @members that are given; null takes one away. (transfer full)
 */
char *rondo_wire_overlay (const char *body, const char *members);

/** rondo_wire_list_members: the names of the members of @object, in their order. (transfer full)
 * (element-type utf8) */
GPtrArray *rondo_wire_list_members (const char *object);

/** rondo_wire_member_to_text: the value of @name in @object as a person would write it; NULL if it
 * is null or not there. (transfer full) */
char *rondo_wire_member_to_text (const char *object, const char *name);

/** rondo_wire_count_entries: how long the list @name in @object is; 0 if there is none. */
guint rondo_wire_count_entries (const char *object, const char *name);

/** rondo_wire_body_is_equal: whether two bodies (nullable) say the same, whatever their order. */
gboolean rondo_wire_body_is_equal (const char *a, const char *b);

/** rondo_wire_body_hash: 16 characters that two bodies share if they say the same; "" for NULL, a
 * tombstone. (transfer full) */
char *rondo_wire_body_hash (const char *body);

/** rondo_wire_digest_item: what one record adds to the digest of a scope, by exclusive or. */
uint64_t rondo_wire_digest_item (const char *id, int64_t version);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RondoWireMerge, rondo_wire_merge_clear)

G_END_DECLS
