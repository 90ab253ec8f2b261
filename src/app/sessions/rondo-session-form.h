/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the dialog for a session asks, and the one change that its answers make. */
#pragma once

#include <gio/gio.h>

#include "rondo-change.h"
#include "rondo-overviews.h"

G_BEGIN_DECLS

/* Kinds of the lines to choose from. */
typedef enum {
  RONDO_WITH_PAIRING, /* key = pairing id */
  RONDO_WITH_CLIENT,  /* key = client id */
  RONDO_WITH_NEW,     /* key = "" */
} RondoSessionWith;

typedef struct {
  RondoSessionWith with;
  const char *key;
  const char *new_name; /* for RONDO_WITH_NEW */
  RondoDate date;
  int minutes;
  RondoPayment payment;
  RondoActivity activity;
  RondoSetting setting;
  int group_size;   /* 1: one to one */
  int start_minute; /* RONDO_START_UNKNOWN */
} RondoSessionForm;

/** rondo_session_form_list: with whom a session may have been: pairings where the user coaches,
 * clients, somebody new. (transfer full) (element-type RondoLineItem) */
GPtrArray *rondo_session_form_list (const RondoHoursOverview *overview);

/** rondo_session_form_find_key: the key of the line that stands for @client, an id: of a pairing
 * with them, or their own. */
const char *rondo_session_form_find_key (const RondoHoursOverview *overview, const char *client);

/** rondo_session_form_make_entry: what would be logged, to be looked at again: without an id, and
 * without a client unless it is a known one. (transfer full) */
RondoLogEntry *rondo_session_form_make_entry (const RondoSessionForm *form);

/** rondo_session_form_dup_client: the id of the client that whom @pairing is with is, or is going
 * to be. (transfer full) */
char *rondo_session_form_dup_client (const RondoHoursOverview *overview,
                                     const RondoPairingOverview *pairing);

/** rondo_session_form_make_change: session, log entry and client in one change, or NULL with a
 * sentence that says which answer is not acceptable. Only coaching of a pairing is shared.
 * (transfer full) */
RondoChange *rondo_session_form_make_change (const RondoSessionForm *form,
                                             const RondoHoursOverview *overview,
                                             int64_t now_us,
                                             GError **error);

/** rondo_session_form_make_edit: date, minutes, payment and kind of the entry in @edited become
 * those of
 * @form; its shared session follows. (transfer full) */
RondoChange *rondo_session_form_make_edit (const RondoSessionForm *form,
                                           const RondoLogEntry *edited,
                                           const char *pairing,
                                           GError **error);

G_END_DECLS
