/* SPDX-License-Identifier: GPL-3.0-or-later
 * One search for a plan at a time: its progress, its end, its plan. */
#include "config.h"

#include "rondo-match-run.h"

#include "rondo-matching.h"

struct _RondoMatchRun {
  GObject parent_instance;

  /* owned */
  GCancellable *cancellable; /* (nullable): while running */
  RondoPlan *plan;           /* (nullable) */
  GError *error;             /* (nullable) */

  double fraction;
  int placed;
};

G_DEFINE_FINAL_TYPE (RondoMatchRun, rondo_match_run, G_TYPE_OBJECT)

enum { PROP_IS_RUNNING = 1, PROP_FRACTION, PROP_PLACED, N_PROPS };
enum { FINISHED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* One search; outlives the run's interest in it. */
typedef struct {
  RondoMatchRun *run;
  GCancellable *cancellable;
} Search;

static void
search_free (Search *search)
{
  g_object_unref (search->run);
  g_object_unref (search->cancellable);
  g_free (search);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Search, search_free)

static void
set_progress (RondoMatchRun *self, double fraction, int placed)
{
  self->fraction = fraction;
  self->placed = placed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACED]);
}

static void
progress_cb (const RondoPlanProgress *progress, gpointer data)
{
  const Search *search = data;

  if (search->run->cancellable == search->cancellable)
    set_progress (search->run, progress->fraction, progress->has_plan ? progress->placed : -1);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Search) search = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoPlan) plan = rondo_matching_run_finish (result, &error);
  RondoMatchRun *self = search->run;

  if (self->cancellable != search->cancellable)
    return;
  g_clear_object (&self->cancellable);
  self->plan = g_steal_pointer (&plan);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->error = g_steal_pointer (&error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
  g_signal_emit (self, signals[FINISHED], 0);
}

static void
rondo_match_run_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RondoMatchRun *self = RONDO_MATCH_RUN (object);

  switch (id) {
  case PROP_IS_RUNNING:
    g_value_set_boolean (value, self->cancellable != NULL);
    break;
  case PROP_FRACTION:
    g_value_set_double (value, self->fraction);
    break;
  case PROP_PLACED:
    g_value_set_int (value, self->placed);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_match_run_finalize (GObject *object)
{
  RondoMatchRun *self = RONDO_MATCH_RUN (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, rondo_plan_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (rondo_match_run_parent_class)->finalize (object);
}

static void
rondo_match_run_class_init (RondoMatchRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rondo_match_run_get_property;
  object_class->finalize = rondo_match_run_finalize;

  properties[PROP_IS_RUNNING] = g_param_spec_boolean ("is-running", NULL, NULL, FALSE, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_PLACED] = g_param_spec_int ("placed", NULL, NULL, -1, G_MAXINT, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FINISHED] = g_signal_new ("finished",
                                    G_TYPE_FROM_CLASS (klass),
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    0);
}

static void
rondo_match_run_init (RondoMatchRun *self)
{
  self->placed = -1;
}

RondoMatchRun *
rondo_match_run_new (void)
{
  return g_object_new (RONDO_TYPE_MATCH_RUN, NULL);
}

void
rondo_match_run_start (RondoMatchRun *self, const RondoRoundOverview *overview, uint64_t seed)
{
  Search *search = NULL;

  g_return_if_fail (RONDO_IS_MATCH_RUN (self));
  g_return_if_fail (overview != NULL);

  rondo_match_run_clear (self);
  self->cancellable = g_cancellable_new ();
  search = g_new0 (Search, 1);
  search->run = g_object_ref (self);
  search->cancellable = g_object_ref (self->cancellable);
  set_progress (self, 0, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
  rondo_matching_run_async (overview->round,
                            overview->members,
                            overview->registrations,
                            seed,
                            progress_cb,
                            search,
                            self->cancellable,
                            finished_cb,
                            search);
}

void
rondo_match_run_stop (RondoMatchRun *self)
{
  g_return_if_fail (RONDO_IS_MATCH_RUN (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

void
rondo_match_run_clear (RondoMatchRun *self)
{
  g_return_if_fail (RONDO_IS_MATCH_RUN (self));

  g_clear_pointer (&self->plan, rondo_plan_free);
  g_clear_error (&self->error);
  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
}

gboolean
rondo_match_run_get_is_running (RondoMatchRun *self)
{
  g_return_val_if_fail (RONDO_IS_MATCH_RUN (self), FALSE);
  return self->cancellable != NULL;
}

double
rondo_match_run_get_fraction (RondoMatchRun *self)
{
  g_return_val_if_fail (RONDO_IS_MATCH_RUN (self), 0);
  return self->fraction;
}

int
rondo_match_run_get_placed (RondoMatchRun *self)
{
  g_return_val_if_fail (RONDO_IS_MATCH_RUN (self), -1);
  return self->placed;
}

const RondoPlan *
rondo_match_run_get_plan (RondoMatchRun *self)
{
  g_return_val_if_fail (RONDO_IS_MATCH_RUN (self), NULL);
  return self->plan;
}

const GError *
rondo_match_run_get_error (RondoMatchRun *self)
{
  g_return_val_if_fail (RONDO_IS_MATCH_RUN (self), NULL);
  return self->error;
}
