/* SPDX-License-Identifier: GPL-3.0-or-later
 * Many short lists of numbered values, which grow and shrink: the rows or columns of a sparse
 * matrix. */
#pragma once

#include <glib.h>
#include <stdint.h>

typedef struct {
  int32_t at;
  double value;
} RondoMatchEntry;

/*
 * RondoMatchLists:
 * @first, @count, @room: by list, where it begins, how many entries it has and could have there
 * @open: where the entries begin that belong to no list yet
 */
typedef struct {
  int32_t *first;
  int32_t *count;
  int32_t *room;
  RondoMatchEntry *entries;
  int32_t n_entries;
  int32_t n_room;
  int32_t open;
} RondoMatchLists;

/** rondo_match_lists_reset: @n empty lists. */
void rondo_match_lists_reset (RondoMatchLists *lists, int32_t n);
void rondo_match_lists_clear (RondoMatchLists *lists);

/** rondo_match_lists_copy: @to becomes the @n lists of @from. */
void rondo_match_lists_copy (const RondoMatchLists *from, RondoMatchLists *to, int32_t n);

/** rondo_match_lists_push: an entry of the list that is closed next. */
void rondo_match_lists_push (RondoMatchLists *lists, int32_t at, double value);
/** rondo_match_lists_close: what was pushed is list @list, which was empty. */
void rondo_match_lists_close (RondoMatchLists *lists, int32_t list);

/** rondo_match_lists_add: one more entry of @list, which moves if there is no room for it. */
void rondo_match_lists_add (RondoMatchLists *lists, int32_t list, int32_t at, double value);
/** rondo_match_lists_remove: without the entry of @list that is numbered @at. */
void rondo_match_lists_remove (RondoMatchLists *lists, int32_t list, int32_t at);

/** rondo_match_lists_transpose: @to, of @n lists too, holds under the number of each entry of @from
 * the number of its list; each list has room for @spare more. */
void rondo_match_lists_transpose (const RondoMatchLists *from,
                                  RondoMatchLists *to,
                                  int32_t n,
                                  int32_t spare);
