/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was changed in two places. */
#include "config.h"

#include "rondo-conflict-reader.h"

#include "rondo-change-save.h"
#include "rondo-conflicts-table.h"
#include "rondo-error.h"
#include "rondo-hours.h"
#include "rondo-meta-table.h"
#include "rondo-moment.h"
#include "rondo-records-table.h"
#include "rondo-refused-title.h"
#include "rondo-view.h"
#include "rondo-wire-merge.h"
#include "rondo-zoo.h"

#include <glib/gi18n-lib.h>

/* What the members of bodies are called where people choose between two values. */
static const struct {
  const char *name;
  const char *label;
} labels[] = {
    {"minutes", N_ ("Minutes")},
    {"date", N_ ("Date")},
    {"client", N_ ("Client")},
    {"session", N_ ("Shared session")},
    {"payment", N_ ("Payment")},
    {"activity", N_ ("Activity")},
    {"setting", N_ ("Setting")},
    {"group_size", N_ ("People in the group")},
    {"start_minute", N_ ("Time of day")},
    {"balanced", N_ ("Balance of coaching in exchange")},
    {"training_start", N_ ("Start of coach education")},
    {"application", N_ ("Day of the application")},
    {"credentials", N_ ("Credentials planned for")},
    {"weekly_minutes", N_ ("Planned minutes a week")},
    {"rules", N_ ("Rules of your own")},
    {"name", N_ ("Name")},
    {"contact", N_ ("Contact")},
    {"consented", N_ ("Consent")},
    {"consent_date", N_ ("Date of consent")},
    {"consent_note", N_ ("Note on consent")},
    {"consent_was", N_ ("Date of consent")},
    {"consent_withdrawn", N_ ("Consent withdrawn")},
    {"consent_by", N_ ("Who consented")},
    {"consent_wording", N_ ("Wording of the consent")},
    {"organisation", N_ ("Organization")},
    {"started", N_ ("First day")},
    {"ended", N_ ("Last day")},
    {"email", N_ ("E-mail address")},
    {"phone", N_ ("Telephone")},
    {"languages", N_ ("Languages")},
    {"time_zone", N_ ("Time zone")},
    {"credential", N_ ("Credential")},
    {"active", N_ ("Takes part")},
    {"wishes", N_ ("Wishes")},
    {"requests", N_ ("Requests")},
    {"avoids", N_ ("Persons to avoid")},
    {"request_ids", N_ ("Requests")},
    {"avoid_ids", N_ ("Persons to avoid")},
    {"start", N_ ("First day")},
    {"end", N_ ("Last day")},
    {"sessions", N_ ("Sessions")},
    {"session_minutes", N_ ("Minutes of a session")},
    {"state", N_ ("State")},
    {"cancel_notice", N_ ("Hours until which cancelling is in time")},
    {"start_us", N_ ("Time")},
    {"planned_minutes", N_ ("Planned minutes")},
    {"place", N_ ("Place or link")},
    {"proposed_by", N_ ("Proposed by")},
    {"answered_us", N_ ("Answered time")},
    {"cancelled_by", N_ ("Cancelled by")},
    {"late", N_ ("Cancelled late")},
    {"absent", N_ ("Who did not come")},
    {"debrief_minutes", N_ ("Minutes of debrief")},
    {"client_minutes", N_ ("Minutes as the client says")},
    {"client_debrief_minutes", N_ ("Minutes of debrief as the client says")},
};

static const char *
get_label (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].name, name))
      return _ (labels[i].label);
  return name;
}

/* A list of wishes is no text for people: how many there are is. */
static char *
describe_wishes (const char *text)
{
  guint count = 0;

  for (const char *p = strstr (text, "\"level\""); p != NULL; p = strstr (p + 1, "\"level\""))
    count++;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u wish", "%u wishes", count), count);
}

static char *
describe_rules (const char *object)
{
  guint count = rondo_wire_count_entries (object, "rules");

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u rule file", "%u rule files", count),
                          count);
}

/* Ids say nothing to people; and whom somebody else avoids is for the matching alone. */
static gboolean
is_only_counted (const char *name, gboolean is_own)
{
  return g_str_equal (name, "request_ids") || g_str_equal (name, "avoid_ids") ||
         (g_str_equal (name, "avoids") && !is_own);
}

static char *
describe_count (const char *object, const char *name)
{
  guint count = rondo_wire_count_entries (object, name);

  return count == 0 ? g_strdup (_ ("Nothing"))
                    : g_strdup_printf (
                          g_dngettext (GETTEXT_PACKAGE, "%u person", "%u persons", count), count);
}

static gboolean
find_client_name (RondoDb *db, const char *id, char **name, GError **error)
{
  g_auto (RondoRecord) record = {0};
  g_autoptr (RondoClientPerson) client = NULL;

  if (!rondo_records_table_read (db, id, &record, error))
    return FALSE;
  client = record.body != NULL ? rondo_wire_decode_client (id, record.body, NULL) : NULL;
  *name = g_strdup (client != NULL ? client->name : _ ("Somebody who is not on this computer"));
  return TRUE;
}

static gboolean
describe_text (RondoView *view, const char *name, char **text, GError **error)
{
  g_autofree char *plain = g_steal_pointer (text);
  RondoDate day;

  if (g_str_equal (name, "client"))
    return find_client_name (rondo_view_get_db (view), plain, text, error);
  if (g_str_equal (name, "proposed_by") || g_str_equal (name, "cancelled_by"))
    return rondo_view_dup_name (view, plain, text, error);
  if (g_str_equal (name, "start_us") || g_str_equal (name, "answered_us"))
    *text = rondo_moment_to_text (g_ascii_strtoll (plain, NULL, 10), NULL);
  else if (g_str_equal (name, "wishes"))
    *text = describe_wishes (plain);
  else if (rondo_date_parse (plain, &day))
    *text = rondo_date_to_display (day);
  else if (g_str_equal (plain, "true") || g_str_equal (plain, "false"))
    *text = g_strdup (*plain == 't' ? _ ("Yes") : _ ("No"));
  else
    *text = g_steal_pointer (&plain);
  return TRUE;
}

/* The value of the member @name of @object, in words. */
static gboolean
describe (RondoView *view,
          const char *object,
          const char *name,
          gboolean is_own,
          char **text,
          GError **error)
{
  if (is_only_counted (name, is_own)) {
    *text = describe_count (object, name);
    return TRUE;
  }
  if (g_str_equal (name, "rules")) {
    *text = describe_rules (object);
    return TRUE;
  }
  *text = rondo_wire_member_to_text (object, name);
  if (*text != NULL && **text != '\0')
    return describe_text (view, name, text, error);
  g_free (*text);
  *text = g_strdup (_ ("Nothing"));
  return TRUE;
}

/* Whether the record is about the member of this computer. */
static gboolean
find_is_own (RondoView *view,
             const RondoConflict *conflict,
             const char *now,
             gboolean *is_own,
             GError **error)
{
  g_autofree char *self = NULL;
  g_autofree char *member = NULL;

  if (!rondo_meta_table_read (rondo_view_get_db (view), RONDO_META_MEMBER, &self, error))
    return FALSE;
  member = conflict->kind == RONDO_KIND_REGISTRATION ? rondo_wire_member_to_text (now, "member")
                                                     : g_strdup (conflict->record);
  *is_own = self != NULL && g_strcmp0 (member, self) == 0;
  return TRUE;
}

/* @now: body of the record as the user sees it; what stands is what there is by now. */
static gboolean
add_lines (RondoView *view,
           const RondoConflict *conflict,
           const char *now,
           RondoConflictOverview *overview,
           GError **error)
{
  g_autoptr (GPtrArray) names = rondo_wire_list_members (conflict->other);
  gboolean is_own = FALSE;

  if (!find_is_own (view, conflict, now, &is_own, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    g_autoptr (RondoConflictLine) line = g_new0 (RondoConflictLine, 1);

    line->name = g_strdup (get_label (name));
    if (!describe (view, now, name, is_own, &line->kept, error) ||
        !describe (view, conflict->other, name, is_own, &line->other, error))
      return FALSE;
    g_ptr_array_add (overview->lines, g_steal_pointer (&line));
  }
  return TRUE;
}

static RondoConflictOverview *
make_overview (RondoView *view, const RondoConflict *conflict, GError **error)
{
  g_autoptr (RondoConflictOverview) overview = g_new0 (RondoConflictOverview, 1);
  g_auto (RondoRecord) record = {0};
  const char *now;

  overview->id = g_strdup (conflict->id);
  overview->is_deletion = conflict->other == NULL;
  overview->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_conflict_line_free);
  if (!rondo_records_table_read (rondo_view_get_db (view), conflict->record, &record, error))
    return NULL;
  now = record.body != NULL ? record.body : conflict->kept;
  if (!rondo_refused_title_read_body (
          view, conflict->kind, conflict->record, now, &overview->title, error))
    return NULL;
  if (conflict->other != NULL && !add_lines (view, conflict, now, overview, error))
    return NULL;
  return g_steal_pointer (&overview);
}

GPtrArray *
rondo_conflict_reader_list (RondoDb *db, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) overviews =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_conflict_overview_free);

  if (view == NULL)
    return NULL;
  conflicts = rondo_conflicts_table_list (db, error);
  if (conflicts == NULL)
    return NULL;
  for (guint i = 0; i < conflicts->len; i++) {
    RondoConflictOverview *overview = make_overview (view, g_ptr_array_index (conflicts, i), error);

    if (overview == NULL)
      return NULL;
    g_ptr_array_add (overviews, overview);
  }
  return g_steal_pointer (&overviews);
}

static gboolean
take_other_values (RondoDb *db, const RondoConflict *conflict, int64_t now_us, GError **error)
{
  g_auto (RondoRecord) record = {0};
  g_autofree char *body = NULL;

  if (!rondo_records_table_read (db, conflict->record, &record, error))
    return FALSE;
  /* Deleted by now: of a few members nothing can be made. */
  if (record.body == NULL)
    return TRUE;
  if (conflict->other != NULL)
    body = rondo_wire_overlay (record.body, conflict->other);
  if (body != NULL && !rondo_wire_check_body (conflict->kind, conflict->record, body, error))
    return FALSE;
  if (RONDO_ZOO (CHOICE_STAYS_HERE)) {
    g_free (record.body);
    record.body = g_steal_pointer (&body);
    return rondo_records_table_write (db, &record, error);
  }
  return rondo_change_save_choice (db, conflict->kind, conflict->record, body, now_us, error);
}

static gboolean
resolve (RondoDb *db, const char *id, gboolean take_other, int64_t now_us, GError **error)
{
  g_autoptr (RondoConflict) conflict = NULL;

  if (!rondo_conflicts_table_find (db, id, &conflict, error))
    return FALSE;
  if (conflict == NULL) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_CONFLICT,
                         _ ("This was decided already, here or on another computer."));
    return FALSE;
  }
  return (!take_other || take_other_values (db, conflict, now_us, error)) &&
         rondo_change_save_choice (db, RONDO_KIND_CONFLICT, id, NULL, now_us, error);
}

gboolean
rondo_conflict_resolve (
    RondoDb *db, const char *id, gboolean take_other, int64_t now_us, GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, resolve (db, id, take_other, now_us, error), error);
}
