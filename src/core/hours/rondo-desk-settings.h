/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coach has decided about the own log and plan. */
#pragma once

#include <glib.h>

#include "rondo-date.h"

G_BEGIN_DECLS

typedef struct {
  char *id;                 /* of the record; NULL before it was saved */
  gboolean is_balanced;     /* coaching in exchange is paid up to the hours received */
  RondoDate training_start; /* hours count from this day; NONE: not said */
  RondoDate application;    /* planned; NONE: today */
  GStrv credentials;        /* ids of those planned for, never NULL */
  int weekly_minutes;       /* planned; RONDO_WEEKLY_AS_BEFORE: the pace of the last weeks */
  GStrv rules;              /* texts of rule files of the coach, never NULL */
} RondoDeskSettings;

#define RONDO_WEEKLY_AS_BEFORE -1
#define RONDO_WEEKLY_MINUTES_MAX (60 * 60)
#define RONDO_DESK_CREDENTIALS_MAX 60
#define RONDO_DESK_RULES_MAX 40
#define RONDO_DESK_RULE_MAX_BYTES (32 * 1024)

/** rondo_desk_settings_new: the usual: balanced, nothing said. */
RondoDeskSettings *rondo_desk_settings_new (void);
RondoDeskSettings *rondo_desk_settings_copy (const RondoDeskSettings *settings);
void rondo_desk_settings_free (RondoDeskSettings *settings);

/** rondo_desk_settings_derive_id: of the record of @member, the same on all their devices.
 * (transfer full) */
char *rondo_desk_settings_derive_id (const char *member);

/** rondo_desk_settings_check: limits of what is kept, by a sentence. */
gboolean rondo_desk_settings_check (const RondoDeskSettings *settings, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoDeskSettings, rondo_desk_settings_free)

G_END_DECLS
