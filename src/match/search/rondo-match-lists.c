/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lists one behind the other; one that outgrows its place moves to the end. */
#include "config.h"

#include "rondo-match-lists.h"

#include <string.h>

void
rondo_match_lists_reset (RondoMatchLists *lists, int32_t n)
{
  gsize size = MAX (n, 1) * sizeof (int32_t);

  lists->first = g_realloc (lists->first, size);
  lists->count = g_realloc (lists->count, size);
  lists->room = g_realloc (lists->room, size);
  memset (lists->first, 0, size);
  memset (lists->count, 0, size);
  memset (lists->room, 0, size);
  lists->n_entries = 0;
  lists->open = 0;
}

void
rondo_match_lists_clear (RondoMatchLists *lists)
{
  g_free (lists->first);
  g_free (lists->count);
  g_free (lists->room);
  g_free (lists->entries);
}

static void
make_room (RondoMatchLists *lists, int32_t n)
{
  if (lists->n_entries + n <= lists->n_room)
    return;
  lists->n_room = (lists->n_entries + n) * 2 + 256;
  lists->entries = g_renew (RondoMatchEntry, lists->entries, lists->n_room);
}

void
rondo_match_lists_copy (const RondoMatchLists *from, RondoMatchLists *to, int32_t n)
{
  rondo_match_lists_reset (to, n);
  make_room (to, from->n_entries);
  memcpy (to->first, from->first, n * sizeof (int32_t));
  memcpy (to->count, from->count, n * sizeof (int32_t));
  memcpy (to->room, from->room, n * sizeof (int32_t));
  if (from->n_entries > 0)
    memcpy (to->entries, from->entries, from->n_entries * sizeof (RondoMatchEntry));
  to->n_entries = from->n_entries;
  to->open = from->open;
}

void
rondo_match_lists_push (RondoMatchLists *lists, int32_t at, double value)
{
  make_room (lists, 1);
  lists->entries[lists->n_entries++] = (RondoMatchEntry){at, value};
}

void
rondo_match_lists_close (RondoMatchLists *lists, int32_t list)
{
  lists->first[list] = lists->open;
  lists->count[list] = lists->n_entries - lists->open;
  lists->room[list] = lists->count[list];
  lists->open = lists->n_entries;
}

void
rondo_match_lists_add (RondoMatchLists *lists, int32_t list, int32_t at, double value)
{
  int32_t count = lists->count[list];

  if (count == lists->room[list]) {
    int32_t room = count * 2 + 4;

    make_room (lists, room);
    memcpy (lists->entries + lists->n_entries,
            lists->entries + lists->first[list],
            (gsize)count * sizeof (RondoMatchEntry));
    lists->first[list] = lists->n_entries;
    lists->room[list] = room;
    lists->n_entries += room;
    lists->open = lists->n_entries;
  }
  lists->entries[lists->first[list] + count] = (RondoMatchEntry){at, value};
  lists->count[list]++;
}

void
rondo_match_lists_remove (RondoMatchLists *lists, int32_t list, int32_t at)
{
  RondoMatchEntry *entries = lists->entries + lists->first[list];
  int32_t last = lists->count[list] - 1;

  for (int32_t k = 0; k <= last; k++)
    if (entries[k].at == at) {
      entries[k] = entries[last];
      lists->count[list] = last;
      return;
    }
}

void
rondo_match_lists_transpose (const RondoMatchLists *from,
                             RondoMatchLists *to,
                             int32_t n,
                             int32_t spare)
{
  rondo_match_lists_reset (to, n);
  for (int32_t list = 0; list < n; list++)
    for (int32_t k = 0; k < from->count[list]; k++)
      to->room[from->entries[from->first[list] + k].at]++;
  make_room (to, from->n_entries + n * spare);
  for (int32_t list = 0; list < n; list++) {
    to->room[list] += spare;
    to->first[list] = to->n_entries;
    to->n_entries += to->room[list];
  }
  to->open = to->n_entries;
  for (int32_t list = 0; list < n; list++)
    for (int32_t k = 0; k < from->count[list]; k++) {
      RondoMatchEntry entry = from->entries[from->first[list] + k];

      to->entries[to->first[entry.at] + to->count[entry.at]++] =
          (RondoMatchEntry){list, entry.value};
    }
}
