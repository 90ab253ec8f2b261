/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one row of a list shows, in words; made from a value of the core, knows nothing of it. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define RONDO_TYPE_LINE_ITEM (rondo_line_item_get_type ())
G_DECLARE_FINAL_TYPE (RondoLineItem, rondo_line_item, RONDO, LINE_ITEM, GObject)

/*
 * Properties, all read-only:
 *   "key"       id of the thing that is shown
 *   "kind"      a number by which a list may be filtered
 *   "title", "subtitle", "detail", "badge", "mark"   texts, "" for none
 *   "has-subtitle", "has-detail", "has-badge", "has-mark"
 *   "fraction"  0…1, "has-fraction"
 *   "target"    the key as the target of an action
 *   "action"    the action that a button of the row calls, NULL for none, "has-action"
 *   "other-action"   that of a second button, "has-other-action"
 *   "label"     all texts together: what is searched and what a screen reader says
 */

/** rondo_line_item_new: a line without texts. */
RondoLineItem *rondo_line_item_new (const char *key, guint kind);

const char *rondo_line_item_get_key (RondoLineItem *item);
guint rondo_line_item_get_kind (RondoLineItem *item);
const char *rondo_line_item_get_title (RondoLineItem *item);
const char *rondo_line_item_get_subtitle (RondoLineItem *item);
const char *rondo_line_item_get_mark (RondoLineItem *item);

/* For makers of lines, before the line is shown; the texts are taken over. */
void rondo_line_item_take_title (RondoLineItem *item, char *title);
void rondo_line_item_take_subtitle (RondoLineItem *item, char *subtitle);
void rondo_line_item_take_detail (RondoLineItem *item, char *detail);
void rondo_line_item_take_badge (RondoLineItem *item, char *badge);
void rondo_line_item_take_mark (RondoLineItem *item, char *mark);
void rondo_line_item_set_fraction (RondoLineItem *item, double fraction);
/** rondo_line_item_set_button: what the button of the row says, and does. Its mnemonic, which many
 * rows would share and a screen reader would read aloud, is left out. */
void rondo_line_item_set_button (RondoLineItem *item, const char *label, const char *action);
void rondo_line_item_set_action (RondoLineItem *item, const char *action);
void rondo_line_item_set_other_action (RondoLineItem *item, const char *action);

/** rondo_line_item_adopt: the comparison for rondo_list_update(): whether both lines stand for the
 * same thing. If so, @shown becomes equal to @fresh, and its row stays where it is. */
gboolean rondo_line_item_adopt (gconstpointer shown, gconstpointer fresh);

/** rondo_line_item_equal: whether both lines look the same. */
gboolean rondo_line_item_equal (RondoLineItem *a, RondoLineItem *b);

/** rondo_line_item_sort: sorts @lines (element-type RondoLineItem) by title, as the locale does. */
void rondo_line_item_sort (GPtrArray *lines);

G_END_DECLS
