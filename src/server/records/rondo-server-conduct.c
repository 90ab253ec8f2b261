/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reports about conduct: who writes them, and who gets to see them. */
#include "config.h"

#include "rondo-server-conduct.h"

#include "rondo-server-admin-log.h"
#include "rondo-server-apply.h"
#include "rondo-server-feed.h"
#include "rondo-server-index.h"
#include "rondo-server-problem.h"

#include <glib/gi18n-lib.h>

static const char SQL_LIST_COORDINATORS[] =
    "SELECT member FROM account WHERE is_coordinator = 1 ORDER BY member";
static const char SQL_LIST_STEPS[] =
    "SELECT id, body FROM record WHERE belongs_to = $1 AND kind = 'conduct-step' "
    "AND is_deleted = 0";

static gboolean
forbid (GError **error, const char *message)
{
  return rondo_server_refuse (error, RONDO_SERVER_PROBLEM_FORBIDDEN, message);
}

char *
rondo_server_conduct_belongs_to (RondoKind kind, const char *id, const char *body, GError **error)
{
  g_autoptr (RondoConduct) conduct = NULL;
  g_autoptr (RondoConductStep) step = NULL;

  if (kind == RONDO_KIND_CONDUCT) {
    conduct = rondo_wire_decode_conduct (id, body, error);
    return conduct != NULL ? g_strdup (conduct->by) : NULL;
  }
  step = rondo_wire_decode_conduct_step (id, body, error);
  return step != NULL ? g_strdup (step->report) : NULL;
}

/* The report called @id, NULL if there is none. (transfer full) */
static gboolean
find_report (RondoDb *db, const char *id, RondoConduct **report, GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;

  *report = NULL;
  if (!rondo_server_records_find (db, id, &record, error))
    return FALSE;
  if (record != NULL && record->kind == RONDO_KIND_CONDUCT && record->body != NULL)
    *report = rondo_wire_decode_conduct (id, record->body, NULL);
  return TRUE;
}

/* Coordinators report about anybody, others about whom they know. */
static gboolean
may_report (const RondoServerWriter *writer, const RondoConduct *conduct, GError **error)
{
  g_autofree char *name = NULL;
  gboolean were_partners = FALSE;

  if (g_strcmp0 (conduct->by, writer->member) != 0)
    return forbid (error, _ ("A report is written in one’s own name."));
  if (!rondo_server_index_get_name (writer->db, conduct->about, &name, error))
    return FALSE;
  if (name == NULL)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_UNKNOWN, _ ("The server does not know this member."));
  if (writer->is_coordinator)
    return TRUE;
  return rondo_server_index_were_partners (
             writer->db, conduct->by, conduct->about, &were_partners, error) &&
         (were_partners ||
          forbid (error,
                  _ ("You can report about members who are or were your partners. Tell a "
                     "coordinator about others.")));
}

static gboolean
may_add_step (const RondoServerWriter *writer, const RondoConductStep *step, GError **error)
{
  g_autoptr (RondoConduct) report = NULL;

  if (!writer->is_coordinator)
    return forbid (error, _ ("Only coordinators look into reports."));
  if (g_strcmp0 (step->by, writer->member) != 0)
    return forbid (error, _ ("A report is written in one’s own name."));
  if (!find_report (writer->db, step->report, &report, error))
    return FALSE;
  if (report == NULL || g_strcmp0 (report->about, writer->member) == 0)
    return rondo_server_refuse (
        error, RONDO_SERVER_PROBLEM_UNKNOWN, _ ("The server does not know this report."));
  return TRUE;
}

gboolean
rondo_server_conduct_may_put (const RondoServerWriter *writer,
                              const RondoServerRecord *record,
                              RondoKind kind,
                              const char *id,
                              const char *body,
                              GError **error)
{
  g_autoptr (RondoConduct) conduct = NULL;
  g_autoptr (RondoConductStep) step = NULL;

  if (record != NULL)
    return forbid (error, _ ("A report stays as it was written. Add a note to it instead."));
  if (kind == RONDO_KIND_CONDUCT) {
    conduct = rondo_wire_decode_conduct (id, body, error);
    if (conduct != NULL && conduct->state != RONDO_CONDUCT_NEW)
      return forbid (error, _ ("Only coordinators look into reports."));
    return conduct != NULL && may_report (writer, conduct, error);
  }
  step = rondo_wire_decode_conduct_step (id, body, error);
  return step != NULL && may_add_step (writer, step, error);
}

gboolean
rondo_server_conduct_may_assert (const RondoServerWriter *writer,
                                 RondoKind kind,
                                 const char *belongs_to,
                                 GError **error)
{
  g_autoptr (RondoConduct) report = NULL;

  if (kind == RONDO_KIND_CONDUCT && g_strcmp0 (belongs_to, writer->member) == 0)
    return TRUE;
  if (!writer->is_coordinator)
    return forbid (error, _ ("Only coordinators look into reports."));
  if (kind == RONDO_KIND_CONDUCT)
    return TRUE;
  return find_report (writer->db, belongs_to, &report, error) &&
         (report != NULL || rondo_server_refuse (error,
                                                 RONDO_SERVER_PROBLEM_UNKNOWN,
                                                 _ ("The server does not know this report.")));
}

/* The report that @record is or is about; NULL if it is not there. */
static gboolean
find_own_report (RondoDb *db,
                 const RondoServerRecord *record,
                 RondoConduct **report,
                 GError **error)
{
  if (record->kind == RONDO_KIND_CONDUCT) {
    *report = rondo_wire_decode_conduct (record->id, record->body, error);
    return *report != NULL;
  }
  return find_report (db, record->belongs_to, report, error);
}

gboolean
rondo_server_conduct_add_scopes (RondoDb *db,
                                 const RondoServerRecord *record,
                                 GPtrArray *scopes,
                                 GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST_COORDINATORS, "");
  g_autoptr (RondoConduct) report = NULL;
  g_autoptr (GError) failure = NULL;

  if (statement == NULL || !find_own_report (db, record, &report, error))
    return FALSE;
  if (record->kind == RONDO_KIND_CONDUCT)
    g_ptr_array_add (scopes, rondo_server_scope_of_member (report->by));
  while (rondo_statement_step (statement, &failure)) {
    const char *member = rondo_statement_get_text (statement, 0);

    if (report == NULL || g_strcmp0 (member, report->about) == 0 ||
        (record->kind == RONDO_KIND_CONDUCT && g_strcmp0 (member, report->by) == 0))
      continue;
    g_ptr_array_add (scopes, rondo_server_scope_of_member (member));
  }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
rondo_server_conduct_write_down (const RondoServerWriter *writer,
                                 const RondoServerRecord *record,
                                 GError **error)
{
  const RondoServerAdminEntry entry = {
      .at_us = writer->now_us,
      .actor = writer->member != NULL ? writer->member : "server",
      .action = rondo_kind_to_word (record->kind),
      .subject = record->id,
  };

  if (record->version != 1 || g_strcmp0 (writer->reason, "op") != 0)
    return TRUE;
  return rondo_server_admin_log_add (writer->db, &entry, error);
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const RondoConductStep *first = *(const RondoConductStep *const *)a;
  const RondoConductStep *second = *(const RondoConductStep *const *)b;

  if (first->made_us != second->made_us)
    return first->made_us < second->made_us ? -1 : 1;
  return g_strcmp0 (first->id, second->id);
}

/* How far the report called @id is, by all of its steps. */
static gboolean
judge (RondoDb *db, const char *id, RondoConductState *state, GError **error)
{
  g_autoptr (RondoStatement) statement = rondo_db_query (db, error, SQL_LIST_STEPS, "t", id);
  g_autoptr (GPtrArray) steps =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_conduct_step_free);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  while (rondo_statement_step (statement, &failure)) {
    RondoConductStep *step = rondo_wire_decode_conduct_step (
        rondo_statement_get_text (statement, 0), rondo_statement_get_text (statement, 1), NULL);

    if (step != NULL)
      g_ptr_array_add (steps, step);
  }
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  g_ptr_array_sort (steps, compare_steps);
  *state = rondo_conduct_judge (steps);
  return TRUE;
}

gboolean
rondo_server_conduct_tell_state (const RondoServerWriter *writer,
                                 const RondoServerRecord *step,
                                 GError **error)
{
  g_autoptr (RondoServerRecord) record = NULL;
  g_autoptr (RondoConduct) report = NULL;
  RondoConductState state = RONDO_CONDUCT_NEW;
  char *body;

  if (!rondo_server_records_find (writer->db, step->belongs_to, &record, error))
    return FALSE;
  if (record == NULL || record->kind != RONDO_KIND_CONDUCT || record->body == NULL)
    return TRUE;
  report = rondo_wire_decode_conduct (record->id, record->body, error);
  if (report == NULL || !judge (writer->db, record->id, &state, error))
    return FALSE;
  if (report->state == state)
    return TRUE;
  report->state = state;
  body = rondo_wire_encode_conduct (report, record->body);
  g_free (record->body);
  record->body = body;
  return rondo_server_write_record (writer, record, error);
}

static gboolean
show_one (const RondoServerWriter *writer,
          const RondoServerRecord *record,
          const char *member,
          gboolean is_coordinator,
          GError **error)
{
  g_autofree char *scope = rondo_server_scope_of_member (member);
  g_autoptr (RondoConduct) report = NULL;
  gboolean is_visible;
  int64_t holders;
  int64_t seq;

  if (!find_own_report (writer->db, record, &report, error))
    return FALSE;
  is_visible = report != NULL &&
               ((is_coordinator && g_strcmp0 (report->about, member) != 0) ||
                (record->kind == RONDO_KIND_CONDUCT && g_strcmp0 (report->by, member) == 0));
  holders = rondo_server_feed_count_holders (writer->db, record->id, scope, error);
  if (holders < 0 || (holders > 0) == is_visible)
    return holders >= 0;
  seq = rondo_server_writer_next_seq (writer, error);
  return seq >= 0 && rondo_server_feed_put (writer, scope, record, seq, !is_visible, error);
}

gboolean
rondo_server_conduct_show (const RondoServerWriter *writer,
                           const char *member,
                           gboolean is_coordinator,
                           GError **error)
{
  static const RondoKind kinds[] = {RONDO_KIND_CONDUCT, RONDO_KIND_CONDUCT_STEP};

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++) {
    g_autoptr (GPtrArray) records = rondo_server_records_list (writer->db, kinds[k], error);

    for (guint i = 0; records != NULL && i < records->len; i++)
      if (!show_one (writer, records->pdata[i], member, is_coordinator, error))
        return FALSE;
    if (records == NULL)
      return FALSE;
  }
  return TRUE;
}
