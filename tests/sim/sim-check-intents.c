/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every change that was saved, exactly once: against the history the server has written. */
#include "config.h"

#include "sim-check-private.h"
#include "sim-template.h"

#include <string.h>

/* One version of a record. */
typedef struct {
  int64_t version;
  char *op; /* (nullable) */
  GStrv fields;
} Version;

typedef struct {
  SimWorld *world;
  const char *record;
  RondoKind kind;
  GPtrArray *intents;  /* of SimIntent */
  GPtrArray *versions; /* of Version */
} Past;

static const char SQL_HISTORY[] =
    "SELECT version, op, body FROM record_history WHERE record = $1 ORDER BY version";
static const char SQL_CONFLICT[] =
    "SELECT h.body FROM record_history h JOIN record r ON r.id = h.record "
    "WHERE r.kind = 'conflict' AND h.op = $1 AND h.body IS NOT NULL";
static const char SQL_CONFLICTS[] =
    "SELECT h.body FROM record_history h JOIN record r ON r.id = h.record "
    "WHERE r.kind = 'conflict' AND h.body IS NOT NULL ORDER BY h.record, h.version";
static const char SQL_LEDGER[] =
    "SELECT CASE WHEN code = 'unknown' THEN 2 ELSE is_refused END FROM ledger WHERE op = $1 "
    "UNION ALL SELECT 0 FROM record_history WHERE op = $1";
static const char SQL_DOUBLED[] =
    "SELECT op FROM record_history WHERE op IS NOT NULL AND reason = 'op' "
    "GROUP BY record, op HAVING count(*) > 1 AND min(written_us) >= CAST($1 AS INTEGER)";

static void
version_free (gpointer data)
{
  Version *version = data;

  g_free (version->op);
  g_strfreev (version->fields);
  g_free (version);
}

static GPtrArray *
read_versions (SimWorld *world, RondoKind kind, const char *record)
{
  GPtrArray *versions = g_ptr_array_new_with_free_func (version_free);
  g_autoptr (RondoStatement) statement =
      rondo_db_query (world->server.db, NULL, SQL_HISTORY, "t", record);

  while (rondo_statement_step (statement, NULL)) {
    Version *version = g_new0 (Version, 1);

    version->version = rondo_statement_get_int (statement, 0);
    version->op = g_strdup (rondo_statement_get_text (statement, 1));
    version->fields = sim_fields (kind, record, rondo_statement_get_text (statement, 2));
    g_ptr_array_add (versions, version);
  }
  return versions;
}

static gboolean
is_same (GStrv a, GStrv b)
{
  return a == NULL || b == NULL ? a == b
                                : g_strv_equal ((const char *const *)a, (const char *const *)b);
}

/* Whether @intent has given the field a value of its own. */
static gboolean
is_meant (const SimIntent *intent, guint field)
{
  return intent->before == NULL || !g_str_equal (intent->before[field], intent->after[field]);
}

/* What the server has put into a conflict for @op. (transfer full) (nullable) */
static char *
read_conflict (SimWorld *world, const char *op)
{
  g_autoptr (RondoStatement) statement =
      rondo_db_query (world->server.db, NULL, SQL_CONFLICT, "t", op);

  return rondo_statement_step (statement, NULL) ? g_strdup (rondo_statement_get_text (statement, 0))
                                                : NULL;
}

/* Whether a version of the record has ever had the value. */
static gboolean
was_ever (const Past *past, const SimIntent *intent, guint field)
{
  for (guint i = 0; i < past->versions->len; i++) {
    const Version *version = g_ptr_array_index (past->versions, i);

    if (version->fields != NULL && g_str_equal (version->fields[field], intent->after[field]))
      return TRUE;
  }
  return FALSE;
}

static gboolean
was_ever_deleted (const Past *past)
{
  for (guint i = 0; i < past->versions->len; i++) {
    if (((const Version *)g_ptr_array_index (past->versions, i))->fields == NULL)
      return TRUE;
  }
  return FALSE;
}

/* Whether everything @intent wanted is in what its op has written (@version, nullable: nothing, as
 * it was there already), or stands in a conflict. */
static gboolean
is_kept (const Past *past, const SimIntent *intent, const Version *version)
{
  g_autofree char *conflict = read_conflict (past->world, intent->op);

  if (intent->after == NULL)
    return version != NULL ? version->fields == NULL || conflict != NULL
                           : was_ever_deleted (past) || conflict != NULL;
  for (guint field = 0; intent->after[field] != NULL; field++) {
    gboolean is_there =
        version != NULL
            ? version->fields != NULL && g_str_equal (version->fields[field], intent->after[field])
            : was_ever (past, intent, field);

    if (is_meant (intent, field) && !is_there &&
        (conflict == NULL || strstr (conflict, intent->after[field]) == NULL))
      return FALSE;
  }
  return TRUE;
}

/* −1: never heard of; 0: taken; 1: refused; 2: refused as unknown, which the app itself repeats. */
static int
ask_ledger (SimWorld *world, const char *op)
{
  g_autoptr (RondoStatement) statement =
      rondo_db_query (world->server.db, NULL, SQL_LEDGER, "t", op);

  return rondo_statement_step (statement, NULL) ? (int)rondo_statement_get_int (statement, 0) : -1;
}

gboolean
sim_check_is_unknown (SimWorld *world, const char *op)
{
  int answer = world->server.db != NULL ? ask_ledger (world, op) : 0;

  /* A backup knows nothing of the refusals since, nor does who has forgotten them. */
  return answer == 2 || (answer < 0 && (world->is_restored || world->has_forgotten));
}

static const Version *
find_version (const Past *past, const char *op)
{
  for (guint i = 0; i < past->versions->len; i++) {
    const Version *version = g_ptr_array_index (past->versions, i);

    if (g_strcmp0 (version->op, op) == 0)
      return version;
  }
  return NULL;
}

static gboolean
has_altered (const Past *past, const SimIntent *intent, const SimDevice *device)
{
  for (guint i = 0; i < past->intents->len; i++) {
    const SimIntent *later = g_ptr_array_index (past->intents, i);

    if (later->device == device->number && later->number > intent->number)
      return TRUE;
  }
  return FALSE;
}

/* Whether an op that was copied with its computer has become another one on each of them before it
 * was sent: while one was off, the other could not know. */
static gboolean
was_altered_everywhere (const Past *past, const SimIntent *intent)
{
  gboolean was_shared = FALSE;

  for (guint i = 0; i < past->world->device_count; i++) {
    const SimDevice *device = &past->world->devices[i];

    if (!g_hash_table_contains (device->shared, intent->op))
      continue;
    was_shared = TRUE;
    if (!has_altered (past, intent, device))
      return FALSE;
  }
  return was_shared;
}

/* The last intent that an op carries is what the op has to have done. */
static void
check_intent (const Past *past, const SimIntent *intent)
{
  SimWorld *world = past->world;
  GPtrArray *carried = sim_model_find_op (world->model, intent->op);
  const Version *version = find_version (past, intent->op);
  int answer = 0;

  /* Who comes again after the result was forgotten is refused in the open. */
  if (intent->state == SIM_INTENT_DISCARDED && version != NULL && !world->has_forgotten)
    sim_fail (world, "change %u of %s was refused and applied", intent->number, intent->record);
  if (intent->state != SIM_INTENT_OPEN || carried == NULL ||
      g_ptr_array_index (carried, carried->len - 1) != intent)
    return;
  if (version != NULL) {
    if (!is_kept (past, intent, version))
      sim_fail (world, "change %u of %s was applied otherwise", intent->number, intent->record);
    return;
  }
  answer = ask_ledger (world, intent->op);
  if (answer < 0 && was_altered_everywhere (past, intent))
    return;
  if (answer < 0 && !world->has_forgotten)
    sim_fail (world, "change %u of %s never arrived", intent->number, intent->record);
  else if (answer == 1)
    sim_fail (
        world, "change %u of %s was refused, nobody was told", intent->number, intent->record);
  else if (answer < 2 && !is_kept (past, intent, NULL))
    sim_fail (world, "change %u of %s was taken and is lost", intent->number, intent->record);
}

static gboolean
has_seen (const SimIntent *intent, guint field, const char *value)
{
  return (intent->before != NULL && g_str_equal (intent->before[field], value)) ||
         (intent->after != NULL && g_str_equal (intent->after[field], value));
}

/* A computer that its backup took back has shown more than what its ops carry. */
static gboolean
was_shown (const Past *past, const SimIntent *by, guint field, const char *value)
{
  for (guint i = 0; past->world->devices[by->device].is_rolled_back && i < past->intents->len;
       i++) {
    const SimIntent *intent = g_ptr_array_index (past->intents, i);

    if (past->world->devices[intent->device].family == past->world->devices[by->device].family &&
        intent->number < by->number && has_seen (intent, field, value))
      return TRUE;
  }
  return FALSE;
}

/* Whoever wrote over a value must have seen it. */
static void
check_step (const Past *past, const Version *old, const Version *new)
{
  GPtrArray *carried = sim_model_find_op (past->world->model, new->op);

  if (old->fields == NULL || !SIM_ENGINE_MERGES)
    return;
  for (guint field = 0; old->fields[field] != NULL; field++) {
    gboolean is_seen = carried == NULL;

    if (new->fields != NULL && g_str_equal (old->fields[field], SIM_TOMORROW) &&
        !g_str_equal (new->fields[field], SIM_TOMORROW))
      sim_fail (past->world, "what an app of tomorrow has written in %s is gone", past->record);
    if (new->fields != NULL && g_str_equal (old->fields[field], new->fields[field]))
      continue;
    for (guint i = 0; !is_seen && i < carried->len; i++) {
      const SimIntent *intent = g_ptr_array_index (carried, i);

      is_seen = has_seen (intent, field, old->fields[field]) ||
                was_shown (past, intent, field, old->fields[field]);
    }
    if (!is_seen)
      sim_fail (past->world,
                "“%s” of %s was overwritten by op %s, whose user never saw it",
                old->fields[field],
                past->record,
                new->op);
  }
}

static gboolean
is_in_one (GPtrArray *bodies, const char *record, const char *value)
{
  for (guint i = 0; i < bodies->len; i++) {
    const char *body = g_ptr_array_index (bodies, i);

    if (strstr (body, record) != NULL && strstr (body, value) != NULL)
      return TRUE;
  }
  return FALSE;
}

/* After a restore of the server, what was wanted and is not there may stand in conflicts, or has
 * stood there before somebody chose. */
static gboolean
is_in_conflict (const Past *past, const SimIntent *intent, const Version *final)
{
  g_autoptr (GPtrArray) bodies = sim_check_list (past->world->server.db, SQL_CONFLICTS, NULL);
  GStrv fields = final != NULL ? final->fields : NULL;

  if (!past->world->is_restored)
    return FALSE;
  if (intent->after == NULL)
    return is_in_one (bodies, past->record, "\"other\":null");
  for (guint field = 0; intent->after[field] != NULL; field++) {
    gboolean is_there = fields != NULL && g_str_equal (fields[field], intent->after[field]);

    if (!is_there && !is_in_one (bodies, past->record, intent->after[field]))
      return FALSE;
  }
  return TRUE;
}

static gboolean
has_device (const SimWorld *world, const char *member)
{
  for (guint i = 0; i < world->device_count; i++) {
    if (g_str_equal (sim_template_get ()->members[world->devices[i].member], member))
      return TRUE;
  }
  return FALSE;
}

/* Whether @intent was a coordinator's word about a member without a computer, and the server went
 * back when the role was gone: nobody is left who could say it again. */
static gboolean
was_let_go (const Past *past, const SimIntent *intent)
{
  const SimWorld *world = past->world;

  return world->is_restored && past->kind == RONDO_KIND_MEMBER &&
         !has_device (world, past->record) &&
         intent->number < world->let_go[world->devices[intent->device].member];
}

/* With one writer only and nothing given up, the last word counts. */
static void
check_last_word (const Past *past)
{
  const SimIntent *last = NULL;
  const Version *final =
      past->versions->len > 0 ? g_ptr_array_index (past->versions, past->versions->len - 1) : NULL;

  for (guint i = 0; i < past->intents->len; i++) {
    const SimIntent *intent = g_ptr_array_index (past->intents, i);

    if (past->world->devices[intent->device].is_rolled_back ||
        intent->state == SIM_INTENT_DISCARDED || intent->is_repeated || was_let_go (past, intent) ||
        (last != NULL && last->device != intent->device))
      return;
    last = intent;
  }
  for (guint i = 0; i < past->versions->len; i++) {
    const Version *version = g_ptr_array_index (past->versions, i);

    if (version->op != NULL && sim_model_find_op (past->world->model, version->op) == NULL)
      return;
  }
  if ((final == NULL ? last->after != NULL : !is_same (final->fields, last->after)) &&
      !is_in_conflict (past, last, final))
    sim_fail (past->world,
              "the last word about %s was “%s”, and it is “%s”",
              past->record,
              last->after != NULL ? last->after[0] : "deleted",
              final != NULL && final->fields != NULL ? final->fields[0] : "not there");
}

/* Of members and registrations the merging of accounts has a word, too. */
static gboolean
has_last_word (const SimWorld *world, RondoKind kind)
{
  if (kind == RONDO_KIND_MEMBER || kind == RONDO_KIND_REGISTRATION)
    return !world->is_merged;
  return kind != RONDO_KIND_PLAN && kind != RONDO_KIND_ROUND && kind != RONDO_KIND_CONFLICT;
}

static void
check_record (SimWorld *world, const char *record, GPtrArray *intents)
{
  const SimIntent *first = g_ptr_array_index (intents, 0);
  g_autoptr (GPtrArray) versions = read_versions (world, first->kind, record);
  Past past = {world, record, first->kind, intents, versions};

  for (guint i = 0; !world->is_restored && i < intents->len; i++)
    check_intent (&past, g_ptr_array_index (intents, i));
  for (guint i = 1; !world->is_restored && i < versions->len; i++)
    check_step (&past, g_ptr_array_index (versions, i - 1), g_ptr_array_index (versions, i));
  if (has_last_word (world, first->kind))
    check_last_word (&past);
}

void
sim_check_intents (SimWorld *world)
{
  g_autofree char *since = g_strdup_printf ("%" G_GINT64_FORMAT, world->forgotten_us);
  g_autoptr (GPtrArray) doubled = sim_check_list (world->server.db, SQL_DOUBLED, since);

  if (doubled->len > 0)
    sim_fail (world, "op %s was applied twice", (char *)doubled->pdata[0]);
  for (guint i = 0; i < world->model->intents->len; i++) {
    const SimIntent *intent = g_ptr_array_index (world->model->intents, i);
    GPtrArray *of_record = sim_model_find_record (world->model, intent->record);

    if (g_ptr_array_index (of_record, 0) == intent)
      check_record (world, intent->record, of_record);
  }
}
