/* SPDX-License-Identifier: GPL-3.0-or-later
 * One search for a plan at a time: its progress, its end, its plan. */
#include "config.h"

#include "rondo-plan-search.h"

#include "rondo-matching.h"

struct _RondoPlanSearch {
  GObject parent_instance;

  /* owned */
  GCancellable *cancellable; /* (nullable): while running */
  RondoPlan *plan;           /* (nullable) */
  GError *error;             /* (nullable) */

  double fraction;
  double gap;
  int placed;
};

G_DEFINE_FINAL_TYPE (RondoPlanSearch, rondo_plan_search, G_TYPE_OBJECT)

enum { PROP_IS_RUNNING = 1, PROP_FRACTION, PROP_PLACED, N_PROPS };
enum { FINISHED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* One search; outlives its owner's interest in it. */
typedef struct {
  RondoPlanSearch *owner;
  GCancellable *cancellable;
} Search;

static void
search_free (Search *search)
{
  g_object_unref (search->owner);
  g_object_unref (search->cancellable);
  g_free (search);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Search, search_free)

static void
set_progress (RondoPlanSearch *self, double fraction, int placed, double gap)
{
  self->fraction = fraction;
  self->gap = gap;
  self->placed = placed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACED]);
}

static void
progress_cb (const RondoPlanProgress *progress, gpointer data)
{
  const Search *search = data;

  if (search->owner->cancellable == search->cancellable)
    set_progress (search->owner,
                  progress->fraction,
                  progress->has_plan ? progress->placed : -1,
                  progress->gap);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Search) search = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoPlan) plan = rondo_matching_run_finish (result, &error);
  RondoPlanSearch *self = search->owner;

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
rondo_plan_search_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RondoPlanSearch *self = RONDO_PLAN_SEARCH (object);

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
rondo_plan_search_finalize (GObject *object)
{
  RondoPlanSearch *self = RONDO_PLAN_SEARCH (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, rondo_plan_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (rondo_plan_search_parent_class)->finalize (object);
}

static void
rondo_plan_search_class_init (RondoPlanSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rondo_plan_search_get_property;
  object_class->finalize = rondo_plan_search_finalize;

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
rondo_plan_search_init (RondoPlanSearch *self)
{
  self->placed = -1;
  self->gap = 1;
}

RondoPlanSearch *
rondo_plan_search_new (void)
{
  return g_object_new (RONDO_TYPE_PLAN_SEARCH, NULL);
}

void
rondo_plan_search_start (RondoPlanSearch *self, const RondoRoundOverview *overview, uint64_t seed)
{
  Search *search = NULL;
  RondoMatchingInput input;

  g_return_if_fail (RONDO_IS_PLAN_SEARCH (self));
  g_return_if_fail (overview != NULL);

  rondo_plan_search_clear (self);
  self->cancellable = g_cancellable_new ();
  search = g_new0 (Search, 1);
  search->owner = g_object_ref (self);
  search->cancellable = g_object_ref (self->cancellable);
  set_progress (self, 0, -1, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
  input = (RondoMatchingInput){.round = overview->round,
                               .members = overview->members,
                               .registrations = overview->registrations,
                               .past = overview->past,
                               .seed = seed};
  rondo_matching_run_async (&input, progress_cb, search, self->cancellable, finished_cb, search);
}

void
rondo_plan_search_stop (RondoPlanSearch *self)
{
  g_return_if_fail (RONDO_IS_PLAN_SEARCH (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

void
rondo_plan_search_clear (RondoPlanSearch *self)
{
  g_return_if_fail (RONDO_IS_PLAN_SEARCH (self));

  g_clear_pointer (&self->plan, rondo_plan_free);
  g_clear_error (&self->error);
  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
}

gboolean
rondo_plan_search_get_is_running (RondoPlanSearch *self)
{
  g_return_val_if_fail (RONDO_IS_PLAN_SEARCH (self), FALSE);
  return self->cancellable != NULL;
}

double
rondo_plan_search_get_fraction (RondoPlanSearch *self)
{
  g_return_val_if_fail (RONDO_IS_PLAN_SEARCH (self), 0);
  return self->fraction;
}

int
rondo_plan_search_get_placed (RondoPlanSearch *self)
{
  g_return_val_if_fail (RONDO_IS_PLAN_SEARCH (self), -1);
  return self->placed;
}

double
rondo_plan_search_get_gap (RondoPlanSearch *self)
{
  g_return_val_if_fail (RONDO_IS_PLAN_SEARCH (self), 1);
  return self->gap;
}

const RondoPlan *
rondo_plan_search_get_plan (RondoPlanSearch *self)
{
  g_return_val_if_fail (RONDO_IS_PLAN_SEARCH (self), NULL);
  return self->plan;
}

const GError *
rondo_plan_search_get_error (RondoPlanSearch *self)
{
  g_return_val_if_fail (RONDO_IS_PLAN_SEARCH (self), NULL);
  return self->error;
}
