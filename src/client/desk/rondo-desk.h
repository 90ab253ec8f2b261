/* SPDX-License-Identifier: GPL-3.0-or-later
 * The coach's desk: the log as it is searched, plans for credentials, and what to look at again.
 * All of it is read on the database thread. */
#pragma once

#include "rondo-credential-plan.h"
#include "rondo-log-filter.h"
#include "rondo-log-warnings.h"
#include "rondo-store.h"

G_BEGIN_DECLS

/* How the last change of an entry is doing; bits. */
#define RONDO_MARK_WAITING 1
#define RONDO_MARK_REFUSED 2

/* The entries that a filter leaves. */
typedef struct {
  GPtrArray *entries;      /* of RondoLogEntry, newest first */
  GByteArray *marks;       /* one for each entry */
  GPtrArray *clients;      /* of RondoClientPerson, by name: all of them */
  GHashTable *names;       /* client id → name, borrowed from the clients */
  RondoHoursTotals totals; /* of the coaching among the entries */
  int64_t other_minutes;   /* of the other activities among them */
  int64_t not_exportable;  /* minutes of coaching in the whole log, without consent */
  RondoReciprocity balance;
  guint all_count; /* entries without any filter */
} RondoLogOverview;

/* Plans for the credentials that were chosen. */
typedef struct {
  GPtrArray *all_rules; /* of RondoCredentialRule: of any date */
  GPtrArray *rules;     /* borrowed from these: in force on the day of the application */
  GPtrArray *plans;     /* of RondoCredentialPlan */
  RondoDeskSettings *settings;
  GPtrArray *problems;      /* of char *: files that were left out */
  char *own_dir;            /* where files of the user belong */
  int64_t pace;             /* minutes of coaching a week, of the last weeks */
  RondoReciprocity balance; /* as of today */
} RondoPlansOverview;

void rondo_log_overview_free (RondoLogOverview *overview);
void rondo_plans_overview_free (RondoPlansOverview *overview);

void rondo_desk_load_log_async (RondoStore *store,
                                const RondoLogFilter *filter,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
RondoLogOverview *
rondo_desk_load_log_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_desk_export_sessions_async: the sessions that @filter leaves as CSV text: only of clients
 * who consented to be listed. */
void rondo_desk_export_sessions_async (RondoStore *store,
                                       const RondoLogFilter *filter,
                                       RondoDate today,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GBytes *rondo_desk_export_sessions_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_desk_load_entry_async: one entry with all that belongs to it; finish gives NULL without
 * @error if it is not there any more. */
void rondo_desk_load_entry_async (RondoStore *store,
                                  const char *id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
RondoLogEntryOverview *
rondo_desk_load_entry_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_desk_load_partners_async: with whom a session may have been: an overview without entries
 * and totals, for long logs too. */
void rondo_desk_load_partners_async (RondoStore *store,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
RondoHoursOverview *
rondo_desk_load_partners_finish (RondoStore *store, GAsyncResult *result, GError **error);

void rondo_desk_load_plans_async (RondoStore *store,
                                  RondoDate today,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
RondoPlansOverview *
rondo_desk_load_plans_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_desk_save_settings_async: the store emits "changed". */
void rondo_desk_save_settings_async (RondoStore *store,
                                     const RondoDeskSettings *settings,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean rondo_desk_save_settings_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_desk_add_rule_async: takes @text, a rule file, into the plan, in place of one for the same
 * credential from the same day; fails with a sentence if it is none. */
void rondo_desk_add_rule_async (RondoStore *store,
                                const char *text,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean rondo_desk_add_rule_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_desk_remove_rule_async: takes the file @text out of the plan again. */
void rondo_desk_remove_rule_async (RondoStore *store,
                                   const char *text,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean rondo_desk_remove_rule_finish (RondoStore *store, GAsyncResult *result, GError **error);

/** rondo_desk_check_entry_async: what to look at again; finish gives (element-type
 * RondoLogWarning). @client_name: of a client who is not saved yet, or NULL. */
void rondo_desk_check_entry_async (RondoStore *store,
                                   const RondoLogEntry *entry,
                                   const char *client_name,
                                   RondoDate today,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *rondo_desk_check_entry_finish (RondoStore *store, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoLogOverview, rondo_log_overview_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoPlansOverview, rondo_plans_overview_free)

G_END_DECLS
