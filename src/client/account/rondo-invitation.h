/* SPDX-License-Identifier: GPL-3.0-or-later
 * What people are invited with: an address, a code, and maybe what the certificate of the server
 * has to be; together in a link, or typed apart. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  char *address; /* as typed, without what belongs to the other two */
  char *code;    /* NULL: none was given */
  char *pin;     /* SHA-256 of the certificate, hexadecimal; NULL: as for any web site */
} RondoInvitation;

/** rondo_invitation_read: from what was typed as @address ("https://host:8730/#CODE-PIN",
 * "host#PIN", "host") and @code (nullable; "CODE", "CODE-PIN"), which goes before. (transfer full)
 */
RondoInvitation *rondo_invitation_read (const char *address, const char *code);
void rondo_invitation_free (RondoInvitation *invitation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoInvitation, rondo_invitation_free)

G_END_DECLS
