/* SPDX-License-Identifier: GPL-3.0-or-later
 * New invitations as texts to send, and as a table. */
#include "config.h"

#include "rondo-invitation-texts.h"

#include "rondo-csv.h"
#include "rondo-member-accounts.h"

#include <glib/gi18n-lib.h>

/* What is known of who is invited. */
static const char *
find (GHashTable *table, const RondoOpenInvitation *invitation)
{
  const char *found =
      invitation->member != NULL ? g_hash_table_lookup (table, invitation->member) : NULL;

  if (found != NULL)
    return found;
  return invitation->email != NULL ? invitation->email : "";
}

static char *
make_link (const char *server, const RondoNewInvitation *invitation)
{
  return g_strconcat (server, "/#", invitation->code, NULL);
}

static char *
write_mail (const RondoNewInvitation *invitation,
            const char *name,
            const char *email,
            const char *server,
            const char *community)
{
  g_autofree char *link = make_link (server, invitation);
  g_autofree char *until = rondo_member_accounts_describe_day (invitation->invitation->expires_us);

  return g_strdup_printf (_ ("To: %s\n\n"
                             "Hello %s,\n\n"
                             "you are invited to %s. Install Rondo, choose “Connect to a "
                             "Community” and paste this as the address:\n\n%s\n\n"
                             "The invitation is for you alone. It can be used once, until %s.\n"),
                          email,
                          name,
                          community,
                          link,
                          until);
}

static void
add_row (GString *table,
         const RondoNewInvitation *invitation,
         const char *name,
         const char *email,
         const char *server)
{
  g_autofree char *link = make_link (server, invitation);
  g_autoptr (GDateTime) expires =
      g_date_time_new_from_unix_utc (invitation->invitation->expires_us / G_USEC_PER_SEC);
  g_autofree char *until = expires != NULL ? g_date_time_format (expires, "%F") : g_strdup ("");
  const char *const cells[] = {name, email, invitation->code, link, until, NULL};

  rondo_csv_append (table, cells);
}

void
rondo_invitation_texts_make (GPtrArray *invitations,
                             GHashTable *names,
                             GHashTable *emails,
                             const char *server,
                             const char *community,
                             GPtrArray **titles,
                             GPtrArray **texts)
{
  GString *table = g_string_new ("name,email,code,link,until\r\n");

  *titles = g_ptr_array_new_with_free_func (g_free);
  *texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < invitations->len; i++) {
    const RondoNewInvitation *invitation = invitations->pdata[i];
    const char *name = find (names, invitation->invitation);
    const char *email = find (emails, invitation->invitation);

    add_row (table, invitation, name, email, server);
    g_ptr_array_add (*titles, g_strdup (name));
    g_ptr_array_add (*texts, write_mail (invitation, name, email, server, community));
  }
  if (invitations->len > 1) {
    g_ptr_array_insert (*titles, 0, g_strdup (_ ("All, as a table (CSV)")));
    g_ptr_array_insert (*texts, 0, g_string_free (table, FALSE));
  } else {
    g_string_free (table, TRUE);
  }
}
