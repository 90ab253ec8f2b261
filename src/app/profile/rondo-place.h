/* SPDX-License-Identifier: GPL-3.0-or-later
 * Languages and time zones to choose from, as people call them. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef struct {
  char *key;    /* "de"; "Europe/Berlin" */
  char *name;   /* "German"; "Berlin" */
  char *detail; /* what tells it from others: "Germany · UTC+02:00"; may be "" */
  char *search; /* all it may be looked for by, in folded case */
} RondoPlace;

void rondo_place_free (RondoPlace *place);

/** rondo_place_list_languages: the languages that have a name here, by name.
 * (transfer full) (element-type RondoPlace) */
GPtrArray *rondo_place_list_languages (void);

/** rondo_place_list_zones: the time zones this machine knows, by name, with the clock there at
 * @now_us; those of @directory (nullable: of the system). A short list where that has none.
 * (transfer full) (element-type RondoPlace) */
GPtrArray *rondo_place_list_zones (const char *directory, int64_t now_us);

/** rondo_place_new_language: @code, valid, which may be none of the list. */
RondoPlace *rondo_place_new_language (const char *code);

/** rondo_place_zone_to_display: the zone @name as people read it: "Berlin, UTC+02:00".
 * (transfer full) */
char *rondo_place_zone_to_display (const char *name, int64_t now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPlace, rondo_place_free)

G_END_DECLS
