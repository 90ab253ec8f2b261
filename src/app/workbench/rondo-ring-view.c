/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shows a layout of rings, and hears what is done to it. */
#include "config.h"

#include "rondo-ring-view.h"

#include "rondo-ring-picture.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define ZOOM_STEP 1.25
#define ZOOM_MIN 0.1
#define ZOOM_MAX 4.0

#define SMALLEST 120

struct _RondoRingView {
  GtkWidget parent_instance;

  /* owned */
  RondoRingLayout *layout; /* (nullable) */
  GPtrArray *names;        /* of char *, by node */
  GArray *marks;           /* of guint, by node: what does not depend on the selection */
  char *selected;          /* (nullable) */
  RondoRingPicture *picture;

  guint ticks; /* callback: words are missing */

  double zoom;
  int picked;    /* index, −1: none */
  int drag_from; /* the same, while dragging */
  double drag_x; /* pixels */
  double drag_y;
};

G_DEFINE_FINAL_TYPE (RondoRingView, rondo_ring_view, GTK_TYPE_WIDGET)

enum { SELECTED, SWAPPED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const RondoRingNode *
get_node (RondoRingView *self, int index)
{
  return rondo_ring_layout_get (self->layout, (guint)index);
}

static const char *
get_name (RondoRingView *self, int index)
{
  return self->names->pdata[index];
}

static int
find_selected (RondoRingView *self)
{
  return self->layout != NULL ? rondo_ring_layout_find (self->layout, self->selected) : -1;
}

static gboolean
is_mirrored (RondoRingView *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* Why the zoom may not be what it was set to: all is to be seen. */
static double
get_fit (RondoRingView *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  double width = scroller != NULL ? gtk_widget_get_width (scroller) : 0;
  double height = scroller != NULL ? gtk_widget_get_height (scroller) : 0;

  if (self->layout == NULL || self->layout->width <= 0 || width <= 0 || height <= 0)
    return 1;
  return CLAMP (fmin (width / self->layout->width, height / self->layout->height), ZOOM_MIN, 1.2);
}

static double
get_zoom (RondoRingView *self)
{
  return self->zoom > 0 ? self->zoom : get_fit (self);
}

static RondoRingPen
get_pen (RondoRingView *self)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  RondoRingPen pen = {
      .zoom = get_zoom (self), .is_mirrored = is_mirrored (self), .width = self->layout->width};

  gtk_style_context_get_color (context, &pen.ink);
  if (!gtk_style_context_lookup_color (context, "accent_color", &pen.accent))
    pen.accent = pen.ink;
  if (!gtk_style_context_lookup_color (context, "error_color", &pen.error))
    pen.error = pen.ink;
  if (!gtk_style_context_lookup_color (context, "view_bg_color", &pen.paper))
    pen.paper = (GdkRGBA){1, 1, 1, 1};
  return pen;
}

/* A screen reader says who is looked at, who is before and after, and what is wrong. */
static void
tell (RondoRingView *self)
{
  int at = find_selected (self);
  g_autofree char *name = NULL;
  g_autofree char *coach = NULL;
  g_autofree char *client = NULL;
  g_autofree char *text = NULL;

  if (at < 0) {
    gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Picture of the rings; the arrow keys go from one member "
                                       "to the next"),
                                    -1);
    return;
  }
  name = rondo_text_isolate (get_name (self, at));
  coach = get_node (self, at)->coach >= 0
              ? rondo_text_isolate (get_name (self, get_node (self, at)->coach))
              : g_strdup (_ ("nobody"));
  client = get_node (self, at)->client >= 0
               ? rondo_text_isolate (get_name (self, get_node (self, at)->client))
               : g_strdup (_ ("nobody"));
  /* Translators: a member, their coach, their client */
  text = g_strdup_printf (_ ("%s, coached by %s, coaches %s"), name, coach, client);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
scroll_to (RondoRingView *self, int index)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  RondoRingPen pen = {
      .zoom = get_zoom (self), .is_mirrored = is_mirrored (self), .width = self->layout->width};
  double x, y, margin = 3 * RONDO_RING_NODE_RADIUS;

  if (scroller == NULL)
    return;
  rondo_ring_pen_place (&pen, get_node (self, index), &x, &y);
  gtk_adjustment_clamp_page (
      gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller)), x - margin, x + margin);
  gtk_adjustment_clamp_page (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), y - margin, y + margin);
}

static void
go_to (RondoRingView *self, int index)
{
  if (index < 0)
    return;
  rondo_ring_view_select (self, get_node (self, index)->id);
  scroll_to (self, index);
  g_signal_emit (self, signals[SELECTED], 0, self->selected);
}

static void
swap (RondoRingView *self, int a, int b)
{
  g_autofree char *first = g_strdup (get_node (self, a)->id);
  g_autofree char *second = g_strdup (get_node (self, b)->id);

  self->picked = -1;
  if (a != b)
    g_signal_emit (self, signals[SWAPPED], 0, first, second);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static int
pick (RondoRingView *self, double x, double y)
{
  double zoom = get_zoom (self);

  if (self->layout == NULL)
    return -1;
  x /= zoom;
  return rondo_ring_layout_pick (
      self->layout, is_mirrored (self) ? self->layout->width - x : x, y / zoom);
}

static void
drag_begin_cb (RondoRingView *self, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_from = pick (self, x, y);
  self->drag_x = x;
  self->drag_y = y;
}

static void
drag_update_cb (RondoRingView *self, double dx, double dy, GtkGestureDrag *gesture)
{
  double x = 0, y = 0;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  self->drag_x = x + dx;
  self->drag_y = y + dy;
  if (self->drag_from >= 0)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (RondoRingView *self, double dx, double dy, GtkGestureDrag *gesture)
{
  int from = self->drag_from;
  int to = pick (self, self->drag_x, self->drag_y);

  self->drag_from = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (from < 0 || to < 0)
    return;
  if (from == to)
    go_to (self, to);
  else
    swap (self, from, to);
}

/* The first person of the ring before or after that of @at. */
static int
find_ring (RondoRingView *self, int at, int step)
{
  int n_nodes = (int)self->layout->nodes->len;
  guint ring = get_node (self, at)->ring;
  int found = at;

  for (int i = at; i >= 0 && i < n_nodes; i += step)
    if (get_node (self, i)->ring != ring) {
      found = i;
      break;
    }
  while (step < 0 && found > 0 && get_node (self, found - 1)->ring == get_node (self, found)->ring)
    found--;
  return found;
}

/* Along the ring, or to the next one who is in none. */
static int
find_next (RondoRingView *self, int at, gboolean is_forward)
{
  const RondoRingNode *node = get_node (self, at);
  int next = is_forward ? node->client : node->coach;
  int beside = at + (is_forward ? 1 : -1);

  if (next >= 0)
    return next;
  return beside >= 0 && beside < (int)self->layout->nodes->len ? beside : at;
}

static gboolean
press_space (RondoRingView *self, int at)
{
  if (at < 0)
    return FALSE;
  if (self->picked < 0)
    self->picked = at;
  else
    swap (self, self->picked, at);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

static gboolean
move (RondoRingView *self, guint key, int at)
{
  gboolean is_back = is_mirrored (self) ? key == GDK_KEY_Right : key == GDK_KEY_Left;
  int n_nodes = (int)self->layout->nodes->len;

  if (key == GDK_KEY_Home || (at < 0 && key != GDK_KEY_End))
    go_to (self, 0);
  else if (key == GDK_KEY_End)
    go_to (self, n_nodes - 1);
  else if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    go_to (self, find_next (self, at, !is_back));
  else
    go_to (self, find_ring (self, at, key == GDK_KEY_Down ? 1 : -1));
  return TRUE;
}

static gboolean
key_pressed_cb (RondoRingView *self, guint key, guint code, GdkModifierType state)
{
  int at = find_selected (self);

  if (self->layout == NULL || self->layout->nodes->len == 0 || state & GDK_CONTROL_MASK)
    return FALSE;
  switch (key) {
  case GDK_KEY_Left:
  case GDK_KEY_Right:
  case GDK_KEY_Up:
  case GDK_KEY_Down:
  case GDK_KEY_Home:
  case GDK_KEY_End:
    return move (self, key, at);
  case GDK_KEY_space:
    return press_space (self, at);
  case GDK_KEY_Escape:
    if (self->picked < 0)
      return FALSE;
    self->picked = -1;
    gtk_widget_queue_draw (GTK_WIDGET (self));
    return TRUE;
  case GDK_KEY_plus:
  case GDK_KEY_KP_Add:
    rondo_ring_view_zoom (self, ZOOM_STEP);
    return TRUE;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    rondo_ring_view_zoom (self, 1 / ZOOM_STEP);
    return TRUE;
  case GDK_KEY_0:
    rondo_ring_view_zoom (self, 0);
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
scrolled_cb (RondoRingView *self, double dx, double dy, GtkEventControllerScroll *controller)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) == 0)
    return FALSE;
  rondo_ring_view_zoom (self, dy < 0 ? ZOOM_STEP : 1 / ZOOM_STEP);
  return TRUE;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RONDO_RING_VIEW (widget)->ticks = 0;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

static void
append_dragged (RondoRingView *self, GtkSnapshot *snapshot, const RondoRingPen *pen)
{
  float reach = (float)RONDO_RING_NODE_RADIUS + 2;
  graphene_rect_t area = GRAPHENE_RECT_INIT (
      (float)self->drag_x - reach, (float)self->drag_y - reach, 2 * reach, 2 * reach);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &area);

  gdk_cairo_set_source_rgba (cr, &pen->accent);
  cairo_arc (cr, self->drag_x, self->drag_y, RONDO_RING_NODE_RADIUS, 0, 2 * G_PI);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
append_picture (RondoRingView *self, GtkSnapshot *snapshot)
{
  const RondoRingScene scene = {.widget = GTK_WIDGET (self),
                                .layout = self->layout,
                                .names = self->names,
                                .marks = self->marks,
                                .pen = get_pen (self),
                                .selected = find_selected (self),
                                .picked = self->picked,
                                .dragged = self->drag_from};

  if (!rondo_ring_picture_snapshot (self->picture, snapshot, &scene) && self->ticks == 0)
    self->ticks = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  if (self->drag_from >= 0)
    append_dragged (self, snapshot, &scene.pen);
}

static void
rondo_ring_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RondoRingView *self = RONDO_RING_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  if (self->layout != NULL)
    append_picture (self, snapshot);
  if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_render_focus (
        snapshot, gtk_widget_get_style_context (widget), 0, 0, width, height);
}

static void
rondo_ring_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  RondoRingView *self = RONDO_RING_VIEW (widget);
  double size = SMALLEST;

  /* Whatever fits takes the place there is. */
  if (self->layout != NULL && self->zoom > 0)
    size = self->zoom *
           (orientation == GTK_ORIENTATION_HORIZONTAL ? self->layout->width : self->layout->height);
  *minimum = *natural = (int)fmax (SMALLEST, ceil (size));
  *minimum_baseline = *natural_baseline = -1;
}

static gboolean
rondo_ring_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_has_focus (widget))
    return FALSE;
  return gtk_widget_grab_focus (widget);
}

static void
rondo_ring_view_finalize (GObject *object)
{
  RondoRingView *self = RONDO_RING_VIEW (object);

  g_clear_pointer (&self->layout, rondo_ring_layout_free);
  g_ptr_array_unref (self->names);
  g_array_unref (self->marks);
  rondo_ring_picture_free (self->picture);
  g_free (self->selected);

  G_OBJECT_CLASS (rondo_ring_view_parent_class)->finalize (object);
}

static void
rondo_ring_view_class_init (RondoRingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_ring_view_finalize;
  widget_class->measure = rondo_ring_view_measure;
  widget_class->snapshot = rondo_ring_view_snapshot;
  widget_class->focus = rondo_ring_view_focus;
  gtk_widget_class_set_css_name (widget_class, "ringview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  signals[SELECTED] = g_signal_new ("selected",
                                    G_TYPE_FROM_CLASS (klass),
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    1,
                                    G_TYPE_STRING);
  signals[SWAPPED] = g_signal_new ("swapped",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   2,
                                   G_TYPE_STRING,
                                   G_TYPE_STRING);
}

static void
add_controllers (RondoRingView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scrolled_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

static void
rondo_ring_view_init (RondoRingView *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->marks = g_array_new (FALSE, TRUE, sizeof (guint));
  self->picture = rondo_ring_picture_new ();
  self->picked = self->drag_from = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  add_controllers (self);
  tell (self);
}

GtkWidget *
rondo_ring_view_new (void)
{
  return g_object_new (RONDO_TYPE_RING_VIEW, NULL);
}

static void
note_wrong_arcs (RondoRingView *self, GHashTable *wrong_pairs)
{
  for (guint i = 0; i < self->layout->arcs->len; i++) {
    RondoRingArc *arc = &g_array_index (self->layout->arcs, RondoRingArc, i);
    g_autofree char *key = g_strconcat (
        get_node (self, (int)arc->coach)->id, " ", get_node (self, (int)arc->client)->id, NULL);

    arc->is_wrong = g_hash_table_contains (wrong_pairs, key);
  }
}

static void
note_problems (RondoRingView *self, const RondoDraftReport *report)
{
  g_autoptr (GHashTable) wrong_pairs =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; report != NULL && i < report->problems->len; i++) {
    const RondoDraftProblem *problem = report->problems->pdata[i];
    int at = rondo_ring_layout_find (self->layout, problem->coach);

    if (problem->client != NULL)
      g_hash_table_add (wrong_pairs, g_strconcat (problem->coach, " ", problem->client, NULL));
    else if (at >= 0)
      g_array_index (self->marks, guint, at) |= RONDO_RING_WRONG;
  }
  if (g_hash_table_size (wrong_pairs) > 0)
    note_wrong_arcs (self, wrong_pairs);
}

static void
note_marks (RondoRingView *self, const RondoDraft *draft)
{
  g_array_set_size (self->marks, 0);
  g_array_set_size (self->marks, self->layout->nodes->len);
  for (guint i = 0; i < self->layout->nodes->len; i++) {
    const RondoRingNode *node = get_node (self, (int)i);

    if (rondo_draft_get_place (draft, node->id) == RONDO_PLACE_STANDBY)
      g_array_index (self->marks, guint, i) = RONDO_RING_STANDBY;
    else if (node->coach < 0 && node->client < 0)
      g_array_index (self->marks, guint, i) = RONDO_RING_OUT;
  }
}

static void
note_names (RondoRingView *self, GPtrArray *members)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < members->len; i++) {
    RondoMember *member = members->pdata[i];

    g_hash_table_insert (names, member->id, member->name);
  }
  g_ptr_array_set_size (self->names, 0);
  for (guint i = 0; i < self->layout->nodes->len; i++) {
    const char *name = g_hash_table_lookup (names, get_node (self, (int)i)->id);

    g_ptr_array_add (self->names, g_strdup (name != NULL ? name : ""));
  }
}

void
rondo_ring_view_show (RondoRingView *self,
                      const RondoDraft *draft,
                      GPtrArray *members,
                      const RondoDraftReport *report)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_return_if_fail (RONDO_IS_RING_VIEW (self));
  g_return_if_fail (draft != NULL && members != NULL);

  for (guint i = 0; i < members->len; i++)
    g_ptr_array_add (ids, ((RondoMember *)members->pdata[i])->id);
  g_clear_pointer (&self->layout, rondo_ring_layout_free);
  self->layout = rondo_ring_layout_new (draft, ids);
  self->picked = self->drag_from = -1;
  note_marks (self, draft);
  note_names (self, members);
  note_problems (self, report);
  rondo_ring_picture_forget (self->picture);
  tell (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
rondo_ring_view_select (RondoRingView *self, const char *id)
{
  g_return_if_fail (RONDO_IS_RING_VIEW (self));

  if (g_strcmp0 (self->selected, id) != 0) {
    g_free (self->selected);
    self->selected = g_strdup (id);
  }
  tell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
rondo_ring_view_get_selected (RondoRingView *self)
{
  g_return_val_if_fail (RONDO_IS_RING_VIEW (self), NULL);
  return self->selected;
}

void
rondo_ring_view_zoom (RondoRingView *self, double factor)
{
  g_return_if_fail (RONDO_IS_RING_VIEW (self));

  self->zoom = factor > 0 ? CLAMP (get_zoom (self) * factor, ZOOM_MIN, ZOOM_MAX) : 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

double
rondo_ring_view_get_zoom (RondoRingView *self)
{
  g_return_val_if_fail (RONDO_IS_RING_VIEW (self), 1);
  return get_zoom (self);
}

const RondoRingLayout *
rondo_ring_view_get_layout (RondoRingView *self)
{
  g_return_val_if_fail (RONDO_IS_RING_VIEW (self), NULL);
  return self->layout;
}
