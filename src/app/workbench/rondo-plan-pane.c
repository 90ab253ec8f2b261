/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plan in the middle of the workbench: as rings, as a list, who is left out, and in numbers. */
#include "config.h"

#include "rondo-plan-pane.h"

#include "rondo-draft-words.h"
#include "rondo-line-view.h"
#include "rondo-paragraph.h"
#include "rondo-ring-view.h"
#include "rondo-spread-chart.h"
#include "rondo-workbench-lines.h"

/* Values with more letters are names, and may take two lines; with still more, lists of them. */
#define LONG_VALUE 12
#define LIST_VALUE 60

struct _RondoPlanPane {
  AdwBin parent_instance;

  /* template children */
  GtkGrid *facts_grid;
  GtkGrid *weights_grid;
  GtkStack *plan_stack;
  RondoLineView *pairs_view;
  RondoLineView *unplaced_view;
  RondoRingView *ring_view;
  RondoSpreadChart *chart;

  /* owned */
  RondoWorkbench *workbench; /* (nullable): what is shown */
  GHashTable *stale;         /* names of views that show what was before */
};

G_DEFINE_FINAL_TYPE (RondoPlanPane, rondo_plan_pane, ADW_TYPE_BIN)

enum { PROP_VIEW = 1, N_PROPS };
enum { MEMBER_SELECTED, PAIR_SELECTED, SWAPPED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static GtkWidget *
make_name (const char *text)
{
  GtkWidget *name = rondo_paragraph_new (text);

  gtk_widget_set_hexpand (name, TRUE);
  return name;
}

static GtkWidget *
make_value (const char *text)
{
  GtkWidget *value = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_label_set_wrap (GTK_LABEL (value), g_utf8_strlen (text, -1) > LONG_VALUE);
  gtk_widget_add_css_class (value, "numeric");
  return value;
}

/* Below what it is about: there may be hundreds of names. */
static GtkWidget *
make_list (const char *text)
{
  GtkWidget *list = make_name (text);

  gtk_widget_add_css_class (list, "dim-label");
  gtk_widget_set_margin_start (list, 12);
  return list;
}

static void
show_numbers (RondoPlanPane *self)
{
  const RondoDraftReport *report = rondo_workbench_get_report (self->workbench);
  g_autoptr (GPtrArray) facts = NULL;
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts_grid))) != NULL)
    gtk_grid_remove (self->facts_grid, child);
  rondo_spread_chart_set_values (self->chart, report != NULL ? report->numbers->values : NULL);
  if (report == NULL)
    return;
  facts =
      rondo_draft_report_list_facts (report, rondo_workbench_get_input (self->workbench)->members);
  for (int i = 0; i < (int)facts->len; i++) {
    const RondoDraftFact *fact = facts->pdata[i];

    gtk_grid_attach (self->facts_grid, make_name (fact->label), 0, 2 * i, 1, 1);
    if (g_utf8_strlen (fact->value, -1) > LIST_VALUE)
      gtk_grid_attach (self->facts_grid, make_list (fact->value), 0, 2 * i + 1, 2, 1);
    else
      gtk_grid_attach (self->facts_grid, make_value (fact->value), 1, 2 * i, 1, 1);
  }
}

/* The table of weights as it is: what is good for a pair, and what is not. */
static void
fill_weights (RondoPlanPane *self)
{
  gsize n_weights = 0;
  const RondoWeight *weights = rondo_plan_weights (&n_weights);

  for (int i = 0; i < (int)n_weights; i++) {
    /* The mark keeps the sign before the number where text runs from the right. */
    g_autofree char *weight = g_strdup_printf ("\342\200\216%+d", weights[i].weight);

    gtk_grid_attach (self->weights_grid, make_name (weights[i].name), 0, i, 1, 1);
    gtk_grid_attach (self->weights_grid, make_value (weight), 1, i, 1, 1);
  }
}

static void
show_rings (RondoPlanPane *self)
{
  rondo_ring_view_show (self->ring_view,
                        rondo_workbench_get_draft (self->workbench),
                        rondo_workbench_get_registered (self->workbench),
                        rondo_workbench_get_report (self->workbench));
}

static void
show_pairs (RondoPlanPane *self)
{
  g_autoptr (GPtrArray) lines = rondo_workbench_lines_for_pairs (self->workbench);

  rondo_line_view_fill (self->pairs_view, lines);
}

static void
show_unplaced (RondoPlanPane *self)
{
  g_autoptr (GPtrArray) lines = rondo_workbench_lines_for_unplaced (self->workbench);

  rondo_line_view_fill (self->unplaced_view, lines);
}

static const struct {
  const char *name;
  void (*show) (RondoPlanPane *self);
} views[] = {
    {"rings", show_rings},
    {"pairs", show_pairs},
    {"unplaced", show_unplaced},
    {"numbers", show_numbers},
};

/* Nothing is made that nobody looks at. */
static void
refresh_visible (RondoPlanPane *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->plan_stack);

  if (self->workbench == NULL || rondo_workbench_get_draft (self->workbench) == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strcmp0 (views[i].name, name) == 0 && g_hash_table_remove (self->stale, views[i].name))
      views[i].show (self);
}

static void
show_view (RondoPlanPane *self, const char *name)
{
  GtkWidget *child = name != NULL ? gtk_stack_get_child_by_name (self->plan_stack, name) : NULL;

  if (child == NULL || gtk_stack_get_visible_child (self->plan_stack) == child)
    return;
  gtk_stack_set_visible_child (self->plan_stack, child);
  refresh_visible (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static void
member_activated_cb (RondoPlanPane *self, const char *key)
{
  g_signal_emit (self, signals[MEMBER_SELECTED], 0, key);
}

static void
pair_activated_cb (RondoPlanPane *self, const char *key)
{
  g_signal_emit (self, signals[PAIR_SELECTED], 0, key);
}

static void
ring_selected_cb (RondoPlanPane *self, const char *id)
{
  g_signal_emit (self, signals[MEMBER_SELECTED], 0, id);
}

static void
ring_swapped_cb (RondoPlanPane *self, const char *a, const char *b)
{
  g_signal_emit (self, signals[SWAPPED], 0, a, b);
}

static void
zoom_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  rondo_ring_view_zoom (RONDO_PLAN_PANE (widget)->ring_view, g_variant_get_double (target));
}

static void
rondo_plan_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_VIEW)
    g_value_set_string (value,
                        gtk_stack_get_visible_child_name (RONDO_PLAN_PANE (object)->plan_stack));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_plan_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_VIEW)
    show_view (RONDO_PLAN_PANE (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_plan_pane_dispose (GObject *object)
{
  g_clear_object (&RONDO_PLAN_PANE (object)->workbench);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template takes it away */
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_PLAN_PANE);

  G_OBJECT_CLASS (rondo_plan_pane_parent_class)->dispose (object);
}

static void
rondo_plan_pane_finalize (GObject *object)
{
  g_hash_table_unref (RONDO_PLAN_PANE (object)->stale);

  G_OBJECT_CLASS (rondo_plan_pane_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-plan-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoPlanPane, chart);
  gtk_widget_class_bind_template_child (widget_class, RondoPlanPane, facts_grid);
  gtk_widget_class_bind_template_child (widget_class, RondoPlanPane, pairs_view);
  gtk_widget_class_bind_template_child (widget_class, RondoPlanPane, plan_stack);
  gtk_widget_class_bind_template_child (widget_class, RondoPlanPane, ring_view);
  gtk_widget_class_bind_template_child (widget_class, RondoPlanPane, unplaced_view);
  gtk_widget_class_bind_template_child (widget_class, RondoPlanPane, weights_grid);
  gtk_widget_class_bind_template_callback (widget_class, member_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pair_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, ring_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, ring_swapped_cb);
}

static guint
add_signal (RondoPlanPaneClass *klass, const char *name, guint n_texts)
{
  return g_signal_new (name,
                       G_TYPE_FROM_CLASS (klass),
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       n_texts,
                       G_TYPE_STRING,
                       G_TYPE_STRING);
}

static void
rondo_plan_pane_class_init (RondoPlanPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = rondo_plan_pane_get_property;
  object_class->set_property = rondo_plan_pane_set_property;
  object_class->dispose = rondo_plan_pane_dispose;
  object_class->finalize = rondo_plan_pane_finalize;
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[MEMBER_SELECTED] = add_signal (klass, "member-selected", 1);
  signals[PAIR_SELECTED] = add_signal (klass, "pair-selected", 1);
  signals[SWAPPED] = add_signal (klass, "swapped", 2);
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_RING_VIEW);
  g_type_ensure (RONDO_TYPE_SPREAD_CHART);
  bind_template (widget_class);
  gtk_widget_class_install_property_action (widget_class, "bench.view", "view");
  gtk_widget_class_install_action (widget_class, "bench.zoom", "d", zoom_cb);
}

static void
rondo_plan_pane_init (RondoPlanPane *self)
{
  self->stale = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_weights (self);
}

void
rondo_plan_pane_show (RondoPlanPane *self, RondoWorkbench *workbench)
{
  g_return_if_fail (RONDO_IS_PLAN_PANE (self));

  g_set_object (&self->workbench, workbench);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    g_hash_table_add (self->stale, (char *)views[i].name);
  refresh_visible (self);
}

void
rondo_plan_pane_select (RondoPlanPane *self, const char *member)
{
  g_return_if_fail (RONDO_IS_PLAN_PANE (self));

  rondo_ring_view_select (self->ring_view, member);
}
