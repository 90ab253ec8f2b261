/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a coach hands in or keeps, made from the database. */
#include "config.h"

#include "rondo-papers-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-desk-account.h"
#include "rondo-hours-sessions.h"
#include "rondo-log-entries-table.h"
#include "rondo-meta-table.h"
#include "rondo-paper.h"
#include "rondo-reader.h"
#include "rondo-records-table.h"
#include "rondo-wire-export.h"

/* Everything that any of the papers is made from. */
typedef struct {
  const RondoPaperOrder *order;
  RondoDeskAccount account;
  GPtrArray *clients;
  char *coach;
} Desk;

static void
desk_clear (Desk *desk)
{
  rondo_desk_account_clear (&desk->account);
  g_clear_pointer (&desk->clients, g_ptr_array_unref);
  g_clear_pointer (&desk->coach, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static gboolean
read_coach (RondoView *view, char **coach, GError **error)
{
  const char *self = rondo_view_get_self (view);

  if (self != NULL && !rondo_view_dup_name (view, self, coach, error))
    return FALSE;
  if (*coach == NULL)
    *coach = g_strdup ("");
  return TRUE;
}

static gboolean
read_desk (RondoView *view, Desk *desk, GError **error)
{
  desk->clients = rondo_reader_list_clients (rondo_view_get_db (view), error);
  return desk->clients != NULL && rondo_desk_account_read (view, &desk->account, error) &&
         read_coach (view, &desk->coach, error);
}

static RondoTable *
make_log (const Desk *desk)
{
  int64_t received = rondo_desk_account_split (&desk->account, INT32_MAX).paid;

  if (!desk->account.settings->is_balanced)
    received = INT64_MAX;
  return rondo_hours_table_icf (desk->clients, desk->account.entries, received, desk->order->today);
}

static RondoTable *
make_sessions (RondoDb *db, const Desk *desk, GError **error)
{
  const RondoLogFilter *filter = desk->order->filter;
  g_autoptr (GPtrArray) entries = filter != NULL ? rondo_log_entries_table_find (db, filter, error)
                                                 : g_ptr_array_ref (desk->account.entries);
  RondoPaidEdge edge;

  if (entries == NULL)
    return NULL;
  edge = rondo_paid_edge_find (desk->account.entries,
                               rondo_desk_account_split (&desk->account, INT32_MAX).paid);
  return rondo_hours_table_sessions (desk->clients, entries, &edge, desk->order->today);
}

static RondoTable *
make_table (RondoDb *db, const Desk *desk, RondoPaper paper, GError **error)
{
  if (paper == RONDO_PAPER_SESSIONS)
    return make_sessions (db, desk, error);
  if (paper == RONDO_PAPER_CONSENTS)
    return rondo_hours_table_consents (desk->clients, desk->order->today);
  return make_log (desk);
}

static GBytes *
write_tables (GPtrArray *tables, RondoPaperForm form, GError **error)
{
  char *text = NULL;

  switch (form) {
  case RONDO_PAPER_FORM_XLSX:
    return rondo_paper_write_xlsx (tables, error);
  case RONDO_PAPER_FORM_PDF_A4:
    return rondo_paper_write_pdf (tables, RONDO_PAGE_A4, error);
  case RONDO_PAPER_FORM_PDF_LETTER:
    return rondo_paper_write_pdf (tables, RONDO_PAGE_LETTER, error);
  case RONDO_PAPER_FORM_CSV:
  default:
    text = rondo_table_to_csv (tables->pdata[0]);
    return g_bytes_new_take (text, strlen (text));
  }
}

static GBytes *
write_one (RondoDb *db, const Desk *desk, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_table_free);
  RondoTable *table = make_table (db, desk, desk->order->paper, error);

  if (table == NULL)
    return NULL;
  g_ptr_array_add (tables, table);
  return write_tables (tables, desk->order->form, error);
}

static void
add_text (GPtrArray *files, const char *name, char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  g_ptr_array_add (files, rondo_paper_file_new (name, bytes));
}

/* Names of organisations become names of files that every system takes. */
static void
add_letters (GPtrArray *files, const Desk *desk)
{
  g_autoptr (GPtrArray) organisations =
      rondo_organisations_find (desk->clients, desk->account.entries);

  for (guint i = 0; i < organisations->len; i++) {
    const RondoOrganisation *organisation = organisations->pdata[i];
    g_autofree char *plain = g_strdelimit (g_strdup (organisation->name), "/\\:*?\"<>|", '-');
    g_autofree char *name = g_strdup_printf ("letters/%02u %s.txt", i + 1, plain);

    add_text (
        files, name, rondo_letter_for_organisation (organisation, desk->coach, desk->order->today));
  }
}

/* What an auditor should know first, and what the coach should look at again. */
static char *
describe_pack (const Desk *desk)
{
  RondoPaidEdge edge = rondo_paid_edge_find (
      desk->account.entries, rondo_desk_account_split (&desk->account, INT32_MAX).paid);
  RondoHoursTotals totals = rondo_hours_totals_part (desk->clients, desk->account.entries, &edge);
  g_autofree char *day = rondo_date_to_iso (desk->order->today);
  g_autofree char *total = rondo_minutes_to_hours (totals.total);
  g_autofree char *paid = rondo_minutes_to_hours (totals.paid);
  g_autofree char *pro_bono = rondo_minutes_to_hours (totals.pro_bono);
  g_autofree char *left_out = rondo_minutes_to_hours (totals.not_exportable);

  return g_strdup_printf (
      "Coaching hours%s%s\nPrepared by the rules as of %s. Hours are self-reported and not "
      "certified.\n\nHours of coaching in the log: %s\n  paid: %s\n  pro bono: %s\nHours of "
      "clients "
      "who did not consent to be listed, left out of every list: %s\n\nlog.csv, log.xlsx, log.pdf  "
      "the client coaching log, one row per client\nsessions.csv  the sessions behind it\n"
      "consents.csv  who agreed to be listed, how and when\nletters/  drafts for organizations "
      "that "
      "do not name people\n\nRows are rounded down to hundredths of an hour, and totals are the "
      "sums of the rows.\n",
      *desk->coach != '\0' ? " of " : "",
      desk->coach,
      day,
      total,
      paid,
      pro_bono,
      left_out);
}

static gboolean
add_form (
    GPtrArray *files, GPtrArray *tables, const char *name, RondoPaperForm form, GError **error)
{
  g_autoptr (GBytes) bytes = write_tables (tables, form, error);

  if (bytes == NULL)
    return FALSE;
  g_ptr_array_add (files, rondo_paper_file_new (name, bytes));
  return TRUE;
}

static GBytes *
write_pack (RondoDb *db, const Desk *desk, GError **error)
{
  g_autoptr (GPtrArray) files =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_paper_file_free);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_table_free);
  static const RondoPaper papers[] = {RONDO_PAPER_LOG, RONDO_PAPER_SESSIONS, RONDO_PAPER_CONSENTS};
  static const char *const names[] = {"log.csv", "sessions.csv", "consents.csv"};

  add_text (files, "README.txt", describe_pack (desk));
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++) {
    RondoTable *table = make_table (db, desk, papers[i], error);

    if (table == NULL)
      return NULL;
    g_ptr_array_add (tables, table);
    add_text (files, names[i], rondo_table_to_csv (table));
  }
  if (!add_form (files, tables, "log.xlsx", RONDO_PAPER_FORM_XLSX, error) ||
      !add_form (files, tables, "log.pdf", RONDO_PAPER_FORM_PDF_A4, error))
    return NULL;
  add_letters (files, desk);
  return rondo_paper_write_zip (files, desk->order->now_us / G_USEC_PER_SEC, error);
}

static gboolean
add_record (RondoDb *db, const RondoRecord *record, gpointer user_data, GError **error)
{
  rondo_wire_export_record (user_data, record->kind, record->id, record->version, 0, record->body);
  return TRUE;
}

/* The choices of the desk by the names under which they are kept. */
static gboolean
add_settings (RondoDb *db, RondoWireExport *export, GError **error)
{
  static const char *const keys[] = {RONDO_META_TRAINING_START,
                                     RONDO_META_APPLICATION,
                                     RONDO_META_CREDENTIALS,
                                     RONDO_META_WEEKLY_MINUTES,
                                     RONDO_META_IS_UNBALANCED};

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *value = NULL;

    if (!rondo_meta_table_read (db, keys[i], &value, error))
      return FALSE;
    if (value != NULL)
      rondo_wire_export_text (export, keys[i], value);
  }
  return TRUE;
}

static void
add_notes (GPtrArray *notes, RondoWireExport *export)
{
  rondo_wire_export_begin (export, "private_notes");
  for (guint i = 0; i < notes->len; i++) {
    const RondoNote *note = notes->pdata[i];

    rondo_wire_export_note (
        export, rondo_note_kind_to_word (note->kind), note->subject, note->changed_us, note->text);
  }
}

static GBytes *
write_personal (RondoView *view, const RondoPaperOrder *order, GError **error)
{
  RondoDb *db = rondo_view_get_db (view);
  const char *self = rondo_view_get_self (view);
  g_autofree char *community = NULL;
  g_autofree char *day = rondo_date_to_iso (order->today);
  g_autofree char *note = g_strdup_printf (
      "Prepared by the rules as of %s; hours are self-reported and not certified.", day);
  RondoWireExport *export = NULL;
  gboolean is_whole = FALSE;
  char *json = NULL;

  if (!rondo_meta_table_read (db, RONDO_META_COMMUNITY, &community, error))
    return NULL;
  export = rondo_wire_export_new (
      community != NULL ? community : "", self != NULL ? self : "", order->now_us);
  rondo_wire_export_text (export, "note", note);
  is_whole = add_settings (db, export, error);
  rondo_wire_export_begin (export, "records");
  is_whole = is_whole && rondo_records_table_each_own (db, self, add_record, export, error);
  if (order->notes != NULL)
    add_notes (order->notes, export);
  json = rondo_wire_export_end (export);
  if (is_whole)
    return g_bytes_new_take (json, strlen (json));
  g_free (json);
  return NULL;
}

GBytes *
rondo_papers_reader_write (RondoDb *db, const RondoPaperOrder *order, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_auto (Desk) desk = {.order = order};

  if (view == NULL)
    return NULL;
  if (order->paper == RONDO_PAPER_PERSONAL)
    return write_personal (view, order, error);
  if (!read_desk (view, &desk, error))
    return NULL;
  return order->paper == RONDO_PAPER_AUDIT_PACK ? write_pack (db, &desk, error)
                                                : write_one (db, &desk, error);
}

RondoLettersOverview *
rondo_papers_reader_read_letters (RondoDb *db, RondoDate today, GError **error)
{
  g_autoptr (RondoView) view = rondo_view_new (db, error);
  g_autoptr (RondoLettersOverview) letters = g_new0 (RondoLettersOverview, 1);
  g_auto (Desk) desk = {0};

  if (view == NULL || !read_desk (view, &desk, error))
    return NULL;
  letters->coach = g_steal_pointer (&desk.coach);
  letters->organisations = rondo_organisations_find (desk.clients, desk.account.entries);
  letters->today = today;
  return g_steal_pointer (&letters);
}
