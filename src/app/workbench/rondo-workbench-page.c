/* SPDX-License-Identifier: GPL-3.0-or-later
 * The workbench of a coordinator: members, the plan, and a closer look, in step. */
#include "config.h"

#include "rondo-workbench-page.h"

#include "rondo-life.h"
#include "rondo-pane.h"
#include "rondo-toast.h"
#include "rondo-workbench-lines.h"
#include "rondo-workbench-page-private.h"

#include <glib/gi18n-lib.h>

/* So long a walk through people may rest before alternatives are looked for. */
#define STUDY_DELAY_MS 150

G_DEFINE_FINAL_TYPE (RondoWorkbenchPage, rondo_workbench_page, RONDO_TYPE_PAGE)

enum { PROP_ROUND_ID = 1, N_PROPS };
enum { PUBLISHED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
replace (char **text, const char *with)
{
  char *copy = g_strdup (with);

  g_free (*text);
  *text = copy;
}

/* Who is alone has alternatives too. */
static gboolean
study_cb (gpointer data)
{
  RondoWorkbenchPage *self = data;
  const RondoDraft *draft = rondo_workbench_get_draft (self->workbench);
  gboolean is_pair = self->coach != NULL && self->client != NULL;

  self->studying = 0;
  if (draft == NULL || rondo_workbench_get_is_matching (self->workbench))
    return G_SOURCE_REMOVE;
  if (is_pair)
    rondo_workbench_study_pair (self->workbench, self->coach, self->client);
  else if (self->member != NULL)
    rondo_workbench_study_pair (self->workbench, self->member, self->member);
  if (self->member != NULL && rondo_draft_find_coach_of (draft, self->member) == NULL)
    rondo_workbench_study_gaps (self->workbench);
  return G_SOURCE_REMOVE;
}

static void
study_soon (RondoWorkbenchPage *self)
{
  g_clear_handle_id (&self->studying, g_source_remove);
  self->studying = g_timeout_add (STUDY_DELAY_MS, study_cb, self);
}

void
rondo_workbench_page_look_at (RondoWorkbenchPage *self,
                              const char *coach,
                              const char *client,
                              const char *member)
{
  g_autofree char *own_coach = g_strdup (coach);
  g_autofree char *own_client = g_strdup (client);
  g_autofree char *own_member = g_strdup (member);

  replace (&self->coach, own_coach);
  replace (&self->client, own_client);
  replace (&self->member, own_member);
  rondo_plan_pane_select (self->plan_pane, own_member);
  rondo_pair_detail_show (self->detail, own_coach, own_client, own_member);
  rondo_workbench_page_update_actions (self);
  study_soon (self);
}

/* By the pair in which they are the client, as wishes are about the coach. */
static void
look_at_member (RondoWorkbenchPage *self, const char *member)
{
  const RondoDraft *draft = rondo_workbench_get_draft (self->workbench);

  if (draft != NULL)
    rondo_workbench_page_look_at (self, rondo_draft_find_coach_of (draft, member), member, member);
}

static void
member_selected_cb (RondoWorkbenchPage *self, const char *key)
{
  look_at_member (self, key);
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child_name (self->leaflet, "detail");
}

static void
swapped_cb (RondoWorkbenchPage *self, const char *a, const char *b)
{
  rondo_workbench_swap (self->workbench, a, b);
}

static void
pair_selected_cb (RondoWorkbenchPage *self, const char *key)
{
  g_auto (GStrv) ids = g_strsplit (key, " ", 2);

  if (g_strv_length (ids) != 2)
    return;
  rondo_workbench_page_look_at (self, ids[0], ids[1], ids[1]);
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child_name (self->leaflet, "detail");
}

/* The pair that is looked at may be gone. */
static void
look_again (RondoWorkbenchPage *self)
{
  const RondoDraft *draft = rondo_workbench_get_draft (self->workbench);

  if (self->member == NULL || draft == NULL)
    rondo_workbench_page_look_at (self, NULL, NULL, NULL);
  else if (self->coach != NULL && self->client != NULL &&
           rondo_draft_find (draft, self->coach, self->client) != NULL)
    rondo_workbench_page_look_at (self, self->coach, self->client, self->member);
  else
    look_at_member (self, self->member);
}

static gboolean
list_cb (gpointer data)
{
  RondoWorkbenchPage *self = data;
  g_autoptr (GPtrArray) lines = rondo_workbench_lines_for_members (self->workbench);

  self->listing = 0;
  rondo_line_view_fill (self->members_view, lines);
  return G_SOURCE_REMOVE;
}

void
rondo_workbench_page_show (RondoWorkbenchPage *self)
{
  if (rondo_workbench_get_draft (self->workbench) == NULL)
    return;
  if (self->listing == 0)
    self->listing = g_idle_add (list_cb, self);
  rondo_plan_pane_show (self->plan_pane, self->workbench);
  rondo_bench_bar_update (self->bar);
  look_again (self);
  rondo_state_view_show_content (self->state_view);
}

static void
changed_cb (RondoWorkbenchPage *self)
{
  rondo_workbench_page_show (self);
}

static void
progress_cb (RondoWorkbenchPage *self)
{
  rondo_bench_bar_update_progress (self->bar);
}

static void
studied_cb (RondoWorkbenchPage *self)
{
  rondo_pair_detail_update_studies (self->detail);
  rondo_bench_bar_update_trial (self->bar);
}

static void
failed_cb (RondoWorkbenchPage *self, const char *message)
{
  rondo_bench_bar_show_message (self->bar, message);
}

static void
published_cb (RondoWorkbenchPage *self)
{
  rondo_toast_show (GTK_WIDGET (self),
                    _ ("The pairings are approved. Members learn of them when you announce them."));
  g_signal_emit (self, signals[PUBLISHED], 0);
}

/* The round is published, given up or a draft again: there is nothing to plan here any more. */
static void
leave (RondoWorkbenchPage *self)
{
  rondo_workbench_close (self->workbench);
  rondo_state_view_show_empty (self->state_view);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "round");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RondoWorkbenchPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoRoundOverview) overview =
      rondo_store_load_round_finish (RONDO_STORE (source), result, &error);

  if (!rondo_page_check_loaded (RONDO_PAGE (self), error) ||
      g_strcmp0 (overview->round->id, self->round_id) != 0)
    return;
  if (!rondo_round_state_may_publish (overview->round->state)) {
    leave (self);
    return;
  }
  rondo_bench_bar_show_message (self->bar, NULL);
  rondo_workbench_set_overview (self->workbench, overview);
}

static void
rondo_workbench_page_load (RondoPage *page)
{
  RondoWorkbenchPage *self = RONDO_WORKBENCH_PAGE (page);

  if (self->round_id == NULL)
    rondo_state_view_show_empty (self->state_view);
  else
    rondo_store_load_round_async (rondo_page_get_store (page),
                                  self->round_id,
                                  rondo_page_get_cancellable (page),
                                  loaded_cb,
                                  g_object_ref (self));
}

static void
connect_workbench (RondoWorkbenchPage *self)
{
  const GConnectFlags swapped = G_CONNECT_SWAPPED;

  g_signal_connect_object (self->workbench, "changed", G_CALLBACK (changed_cb), self, swapped);
  g_signal_connect_object (self->workbench, "progress", G_CALLBACK (progress_cb), self, swapped);
  g_signal_connect_object (self->workbench, "studied", G_CALLBACK (studied_cb), self, swapped);
  g_signal_connect_object (self->workbench, "failed", G_CALLBACK (failed_cb), self, swapped);
  g_signal_connect_object (self->workbench, "published", G_CALLBACK (published_cb), self, swapped);
  rondo_pair_detail_set_workbench (self->detail, self->workbench);
  rondo_bench_bar_set_workbench (self->bar, self->workbench);
}

static void
rondo_workbench_page_context_set (RondoPage *page)
{
  RondoWorkbenchPage *self = RONDO_WORKBENCH_PAGE (page);

  if (self->workbench != NULL)
    return;
  self->workbench = rondo_workbench_new (rondo_page_get_store (page));
  connect_workbench (self);
}

/* In a narrow window the plan is a list. */
static gboolean
fold_cb (gpointer data)
{
  RondoWorkbenchPage *self = data;
  gboolean is_folded = adw_leaflet_get_folded (self->leaflet);

  self->folding = 0;
  gtk_widget_set_visible (self->narrow_part, is_folded);
  if (!is_folded)
    return G_SOURCE_REMOVE;
  g_object_set (self->plan_pane, "view", "pairs", NULL);
  adw_leaflet_set_visible_child_name (self->leaflet, "plan");
  return G_SOURCE_REMOVE;
}

/* Told while places are given out, when nothing may be shown or hidden. */
static void
folded_cb (RondoWorkbenchPage *self)
{
  if (self->folding == 0)
    self->folding = g_idle_add (fold_cb, self);
}

static void
set_round_id (RondoWorkbenchPage *self, const char *id)
{
  if (g_strcmp0 (self->round_id, id) == 0)
    return;
  replace (&self->round_id, id);
  if (self->workbench != NULL)
    rondo_workbench_close (self->workbench);
  replace (&self->coach, NULL);
  replace (&self->client, NULL);
  replace (&self->member, NULL);
  rondo_state_view_show_loading (self->state_view);
  rondo_page_reload (RONDO_PAGE (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROUND_ID]);
}

static void
rondo_workbench_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ROUND_ID)
    g_value_set_string (value, RONDO_WORKBENCH_PAGE (object)->round_id);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_workbench_page_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  if (id == PROP_ROUND_ID)
    set_round_id (RONDO_WORKBENCH_PAGE (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_workbench_page_dispose (GObject *object)
{
  RondoWorkbenchPage *self = RONDO_WORKBENCH_PAGE (object);

  g_clear_handle_id (&self->studying, g_source_remove);
  g_clear_handle_id (&self->folding, g_source_remove);
  g_clear_handle_id (&self->listing, g_source_remove);
  if (self->detail != NULL) {
    rondo_pair_detail_set_workbench (self->detail, NULL);
    rondo_bench_bar_set_workbench (self->bar, NULL);
  }
  if (self->workbench != NULL) {
    g_signal_handlers_disconnect_by_data (self->workbench, self);
    rondo_workbench_close (self->workbench);
  }
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (rondo_workbench_page_parent_class)->dispose (object);
}

static void
rondo_workbench_page_finalize (GObject *object)
{
  RondoWorkbenchPage *self = RONDO_WORKBENCH_PAGE (object);

  g_free (self->round_id);
  g_free (self->coach);
  g_free (self->client);
  g_free (self->member);

  G_OBJECT_CLASS (rondo_workbench_page_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, RondoWorkbenchPage, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-workbench-page.ui");
  BIND (bar);
  BIND (detail);
  BIND (leaflet);
  BIND (members_view);
  BIND (narrow_part);
  BIND (plan_pane);
  BIND (state_view);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, member_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, pair_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, swapped_cb);
}

static void
ensure_types (void)
{
  g_type_ensure (RONDO_TYPE_BENCH_BAR);
  g_type_ensure (RONDO_TYPE_LINE_VIEW);
  g_type_ensure (RONDO_TYPE_PAIR_DETAIL);
  g_type_ensure (RONDO_TYPE_PANE);
  g_type_ensure (RONDO_TYPE_PLAN_PANE);
}

static void
rondo_workbench_page_class_init (RondoWorkbenchPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = rondo_workbench_page_get_property;
  object_class->set_property = rondo_workbench_page_set_property;
  object_class->dispose = rondo_workbench_page_dispose;
  object_class->finalize = rondo_workbench_page_finalize;
  RONDO_PAGE_CLASS (klass)->load = rondo_workbench_page_load;
  RONDO_PAGE_CLASS (klass)->context_set = rondo_workbench_page_context_set;
  properties[PROP_ROUND_ID] = g_param_spec_string ("round-id", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[PUBLISHED] = g_signal_new ("published",
                                     G_TYPE_FROM_CLASS (klass),
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     0);
  ensure_types ();
  bind_template (widget_class);
  rondo_workbench_page_install_actions (widget_class);
}

static void
rondo_workbench_page_init (RondoWorkbenchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rondo_workbench_page_new (void)
{
  return g_object_new (RONDO_TYPE_WORKBENCH_PAGE, NULL);
}

RondoWorkbench *
rondo_workbench_page_get_workbench (RondoWorkbenchPage *self)
{
  g_return_val_if_fail (RONDO_IS_WORKBENCH_PAGE (self), NULL);
  return self->workbench;
}
