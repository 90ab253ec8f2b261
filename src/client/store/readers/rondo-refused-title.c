/* SPDX-License-Identifier: GPL-3.0-or-later
 * Titles of refused changes, by kind. */
#include "config.h"

#include "rondo-refused-title.h"

#include "rondo-kind-store.h"
#include "rondo-pairings-table.h"
#include "rondo-records-table.h"
#include "rondo-rounds-table.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

static gboolean
read_round_name (RondoView *view, const char *id, char **name, GError **error)
{
  g_autoptr (RondoRound) round = NULL;

  if (!rondo_rounds_table_find (rondo_view_get_db (view), id, &round, error))
    return FALSE;
  *name = g_strdup (round != NULL ? round->name : "");
  return TRUE;
}

/* The name as it stands in a sentence. */
static gboolean
read_member_name (RondoView *view, const char *id, char **name, GError **error)
{
  g_autofree char *plain = NULL;

  if (!rondo_view_dup_name (view, id, &plain, error))
    return FALSE;
  *name = rondo_text_isolate (plain);
  return TRUE;
}

static gboolean
title_registration (RondoView *view,
                    const RondoRegistration *registration,
                    gboolean is_deleted,
                    char **title,
                    GError **error)
{
  g_autofree char *member = NULL;
  g_autofree char *round = NULL;

  if (!read_member_name (view, registration->member, &member, error) ||
      !read_round_name (view, registration->round, &round, error))
    return FALSE;
  *title = is_deleted ? g_strdup_printf (_ ("Leaving the round “%s”: %s"), round, member)
                      : g_strdup_printf (_ ("Joining the round “%s”: %s"), round, member);
  return TRUE;
}

static gboolean
title_plan (RondoView *view, const RondoPlan *plan, char **title, GError **error)
{
  g_autofree char *round = NULL;

  if (!read_round_name (view, plan->round, &round, error))
    return FALSE;
  *title = g_strdup_printf (_ ("Publishing the round: %s"), round);
  return TRUE;
}

static gboolean
title_session (
    RondoView *view, const RondoSession *session, gboolean is_deleted, char **title, GError **error)
{
  g_autofree char *date = rondo_date_to_display (session->date);
  g_autofree char *client = NULL;
  g_autoptr (RondoPairing) pairing = NULL;
  const char *who = NULL;

  if (session->pairing != NULL &&
      !rondo_pairings_table_find (rondo_view_get_db (view), session->pairing, &pairing, error))
    return FALSE;
  who = pairing != NULL ? pairing->client : session->client;
  if (who != NULL && g_strcmp0 (who, rondo_view_get_self (view)) == 0)
    who = pairing != NULL ? pairing->coach : session->coach;
  if (who != NULL && !read_member_name (view, who, &client, error))
    return FALSE;
  if (client == NULL)
    client = g_strdup ("");
  *title = is_deleted ? g_strdup_printf (_ ("Session taken back: %s, %s"), date, client)
                      : g_strdup_printf (_ ("Session: %s, %s"), date, client);
  return TRUE;
}

/* The name as it stands in a sentence; NULL if there is no such client, as for education. */
static gboolean
read_client_name (RondoView *view, const char *id, char **name, GError **error)
{
  const RondoKindStore *store = rondo_kind_store_get (RONDO_KIND_CLIENT);
  g_auto (RondoRecord) record = {0};
  RondoClientPerson *client = NULL;

  if (id == NULL)
    return TRUE;
  if (!rondo_records_table_read (rondo_view_get_db (view), id, &record, error))
    return FALSE;
  if (record.body != NULL)
    client = store->decode (id, record.body, NULL);
  if (client != NULL)
    *name = rondo_text_isolate (client->name);
  g_clear_pointer (&client, store->free_value);
  return TRUE;
}

static gboolean
title_log_entry (
    RondoView *view, const RondoLogEntry *entry, gboolean is_deleted, char **title, GError **error)
{
  g_autofree char *date = rondo_date_to_display (entry->date);
  g_autofree char *client = NULL;

  if (!read_client_name (view, entry->client, &client, error))
    return FALSE;
  if (client == NULL)
    *title = is_deleted ? g_strdup_printf (_ ("Hours taken back: %s"), date)
                        : g_strdup_printf (_ ("Hours: %s"), date);
  else
    *title = is_deleted ? g_strdup_printf (_ ("Hours taken back: %s, %s"), date, client)
                        : g_strdup_printf (_ ("Hours: %s, %s"), date, client);
  return TRUE;
}

static gboolean
title_value (RondoView *view,
             RondoKind kind,
             gconstpointer value,
             gboolean is_deleted,
             char **title,
             GError **error)
{
  g_autofree char *name = NULL;

  switch (kind) {
  case RONDO_KIND_MEMBER:
    name = rondo_text_isolate (((const RondoMember *)value)->name);
    *title = g_strdup_printf (_ ("Member: %s"), name);
    return TRUE;
  case RONDO_KIND_ROUND:
    *title = g_strdup_printf (_ ("Round: %s"), ((const RondoRound *)value)->name);
    return TRUE;
  case RONDO_KIND_CLIENT:
    name = rondo_text_isolate (((const RondoClientPerson *)value)->name);
    *title = g_strdup_printf (_ ("Client: %s"), name);
    return TRUE;
  case RONDO_KIND_LOG:
    return title_log_entry (view, value, is_deleted, title, error);
  case RONDO_KIND_DESK:
    *title = g_strdup (_ ("Plan for credentials"));
    return TRUE;
  case RONDO_KIND_REGISTRATION:
    return title_registration (view, value, is_deleted, title, error);
  case RONDO_KIND_PLAN:
    return title_plan (view, value, title, error);
  case RONDO_KIND_SESSION:
    return title_session (view, value, is_deleted, title, error);
  case RONDO_KIND_FEEDBACK:
    *title = g_strdup (_ ("Feedback about a pairing"));
    return TRUE;
  case RONDO_KIND_CONDUCT:
  case RONDO_KIND_CONDUCT_STEP:
    *title = g_strdup (_ ("Report about conduct"));
    return TRUE;
  case RONDO_KIND_NOTICE:
    *title = g_strdup_printf (_ ("Notice: %s"), ((const RondoNotice *)value)->title);
    return TRUE;
  case RONDO_KIND_PROFILE:
  case RONDO_KIND_COMPANION:
  case RONDO_KIND_PAIRING:
  default:
    *title = g_strdup (_ ("Change"));
    return TRUE;
  }
}

static gboolean
read_title (RondoView *view,
            RondoKind kind,
            const char *id,
            const char *body,
            gboolean is_deleted,
            char **title,
            GError **error)
{
  const RondoKindStore *store = rondo_kind_store_get (kind);
  gpointer value = body != NULL ? store->decode (id, body, NULL) : NULL;
  gboolean is_titled;

  if (value == NULL) {
    *title = g_strdup (_ ("Change"));
    return TRUE;
  }
  is_titled = title_value (view, kind, value, is_deleted, title, error);
  store->free_value (value);
  return is_titled;
}

gboolean
rondo_refused_title_read_body (
    RondoView *view, RondoKind kind, const char *id, const char *body, char **title, GError **error)
{
  return read_title (view, kind, id, body, FALSE, title, error);
}

gboolean
rondo_refused_title_read (RondoView *view,
                          const RondoOutboxEntry *entry,
                          char **title,
                          GError **error)
{
  g_auto (RondoRecord) record = {0};
  const char *body = entry->body;

  if (!rondo_records_table_read (rondo_view_get_db (view), entry->record, &record, error))
    return FALSE;
  if (body == NULL)
    body = entry->was != NULL ? entry->was : record.base_body;
  return read_title (view, entry->kind, entry->record, body, entry->body == NULL, title, error);
}
