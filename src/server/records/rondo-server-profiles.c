/* SPDX-License-Identifier: GPL-3.0-or-later
 * Profiles: what partners see of a member. */
#include "config.h"

#include "rondo-server-profiles.h"

#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-server-feed.h"
#include "rondo-server-index.h"
#include "rondo-zoo.h"

#include <glib/gi18n-lib.h>

/* From a secret, so that nobody can take the id for a record of their own. */
static char *
profile_id (const RondoServerWriter *writer, const char *member)
{
  return rondo_id_derive (writer->community->salt, member);
}

static gboolean
find_profile (const RondoServerWriter *writer,
              const char *member,
              RondoServerRecord **profile,
              GError **error)
{
  g_autofree char *id = profile_id (writer, member);

  if (!rondo_server_records_find (writer->db, id, profile, error))
    return FALSE;
  if (*profile == NULL)
    *profile = rondo_server_record_new (RONDO_KIND_PROFILE, id, member);
  return TRUE;
}

/* The body that @profile should have, made from the member's record. */
static char *
make_body (const RondoServerWriter *writer, const RondoServerRecord *profile, GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;
  g_autoptr (RondoMember) member = NULL;
  g_autoptr (RondoProfile) value = NULL;

  if (!rondo_server_records_find (writer->db, profile->belongs_to, &record, error))
    return NULL;
  if (record == NULL || record->body == NULL) {
    g_set_error_literal (
        error, RONDO_ERROR, RONDO_ERROR_CORRUPT, _ ("A member’s record is missing."));
    return NULL;
  }
  member = rondo_wire_decode_member (record->id, record->body, error);
  if (member == NULL)
    return NULL;
  value = rondo_profile_new_for_member (member);
  g_free (value->id);
  value->id = g_strdup (profile->id);
  return rondo_wire_encode_profile (value, profile->body);
}

/* Writes @profile if it is not as it should be, for all who hold it. */
static gboolean
bring_up_to_date (const RondoServerWriter *writer, RondoServerRecord *profile, GError **error)
{
  g_autofree char *body = make_body (writer, profile, error);

  if (body == NULL)
    return FALSE;
  if (g_strcmp0 (body, profile->body) == 0)
    return TRUE;
  g_free (profile->body);
  profile->body = g_steal_pointer (&body);
  if (!rondo_server_records_write (writer, profile, error) ||
      !rondo_server_feed_touch (writer, profile, FALSE, error))
    return FALSE;
  profile->fed = profile->version;
  return TRUE;
}

/* An event that is no change of the record: @profile enters or leaves the view of @viewer. */
static gboolean
set_visible (const RondoServerWriter *writer,
             const RondoServerRecord *profile,
             const char *viewer,
             gboolean is_visible,
             GError **error)
{
  g_autofree char *scope = rondo_server_scope_of_member (viewer);
  int64_t holders = rondo_server_feed_count_holders (writer->db, profile->id, scope, error);
  int64_t seq = 0;

  if (holders < 0)
    return FALSE;
  if ((holders > 0) == is_visible)
    return TRUE;
  seq = rondo_server_writer_next_seq (writer, error);
  return seq >= 0 && rondo_server_feed_put (writer, scope, profile, seq, !is_visible, error);
}

static gboolean
share_one (const RondoServerWriter *writer, const char *member, const char *viewer, GError **error)
{
  g_autoptr (RondoServerRecord) profile = NULL;

  return find_profile (writer, member, &profile, error) &&
         bring_up_to_date (writer, profile, error) &&
         (RONDO_ZOO (FORGETS_GRANT) || set_visible (writer, profile, viewer, TRUE, error));
}

static gboolean
withdraw_one (const RondoServerWriter *writer,
              const char *member,
              const char *viewer,
              GError **error)
{
  g_autoptr (RondoServerRecord) profile = NULL;

  return find_profile (writer, member, &profile, error) &&
         (profile->version == 0 || RONDO_ZOO (FORGETS_REVOKE) ||
          set_visible (writer, profile, viewer, FALSE, error));
}

gboolean
rondo_server_profiles_share (const RondoServerWriter *writer,
                             const char *a,
                             const char *b,
                             GError **error)
{
  return share_one (writer, a, b, error) && share_one (writer, b, a, error);
}

gboolean
rondo_server_profiles_withdraw (const RondoServerWriter *writer,
                                const char *a,
                                const char *b,
                                GError **error)
{
  gboolean are_partners = FALSE;

  if (!rondo_server_index_are_partners (writer->db, a, b, &are_partners, error))
    return FALSE;
  return are_partners || (withdraw_one (writer, a, b, error) && withdraw_one (writer, b, a, error));
}

gboolean
rondo_server_profiles_refresh (const RondoServerWriter *writer, const char *member, GError **error)
{
  g_autoptr (RondoServerRecord) profile = NULL;
  int64_t holders = 0;

  if (!find_profile (writer, member, &profile, error))
    return FALSE;
  if (profile->version == 0)
    return TRUE;
  holders = rondo_server_feed_count_holders (writer->db, profile->id, NULL, error);
  return holders == 0 || (holders > 0 && bring_up_to_date (writer, profile, error));
}
