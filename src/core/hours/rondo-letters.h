/* SPDX-License-Identifier: GPL-3.0-or-later
 * Letters that a coach edits and sends, and the consents that were given: what stands behind a log.
 * In the words of the user's language, as people read them; the tables are in English. */
#pragma once

#include "rondo-hours.h"

G_BEGIN_DECLS

/* The coaching for one organisation. */
typedef struct {
  char *name;
  RondoDate first; /* first and last session */
  RondoDate last;
  int64_t minutes;
  int client_count; /* people in groups included */
} RondoOrganisation;

/** rondo_organisations_find: all that clients of internal and third-party coaching were coached
 * for, by name. (transfer full) (element-type RondoOrganisation) */
GPtrArray *rondo_organisations_find (GPtrArray *clients, GPtrArray *entries);
void rondo_organisation_free (RondoOrganisation *organisation);

/** rondo_letter_for_organisation: confirms hours, clients and period, for the letterhead of the
 * organisation. @coach: "" if not known. (transfer full) */
char *rondo_letter_for_organisation (const RondoOrganisation *organisation,
                                     const char *coach,
                                     RondoDate today);

/** rondo_letter_consent_request: asks @client to agree to be listed. (transfer full) */
char *rondo_letter_consent_request (const RondoClientPerson *client, const char *coach);

/** rondo_letter_consent_wording: what a client agrees to, as the request says it. (transfer full)
 */
char *rondo_letter_consent_wording (const char *coach);

/** rondo_hours_table_consents: who agreed to be listed, how and when; nobody else is named.
 * (transfer full) */
RondoTable *rondo_hours_table_consents (GPtrArray *clients, RondoDate today);

G_END_DECLS
