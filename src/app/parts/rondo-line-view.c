/* SPDX-License-Identifier: GPL-3.0-or-later
 * A long list of lines that can be searched, with room for buttons beside the search. */
#include "config.h"

#include "rondo-line-view.h"

#include "rondo-dialog.h"
#include "rondo-line-filler.h"
#include "rondo-line-row.h"
#include "rondo-list.h"
#include "rondo-paragraph.h"

#define FEWEST_INCREMENTAL 1000

/* GTK makes two hundred rows of a list that comes at once, each in half a millisecond. A long one
 * is let through a few at a time, until the rest of it costs nothing. */
#define FEWEST_GATED 100
#define FIRST_ROWS 12
#define MORE_ROWS 6
#define MOST_ROWS 250
#define MORE_EVERY_MS 16

struct _RondoLineView {
  AdwBin parent_instance;

  /* template children */
  AdwBin *end_bin;
  GtkCustomFilter *kind_filter;
  GtkListView *list_view;
  GtkFilterListModel *shown;
  GtkSliceListModel *slice;
  GtkStack *stack;
  GtkSearchEntry *search_entry;
  GtkStringFilter *text_filter;

  /* owned */
  GListStore *lines;
  RondoLineFiller *filler;
  char *row;

  int kind;    /* -1: all */
  guint opens; /* source: more rows are let through */
};

G_DEFINE_FINAL_TYPE (RondoLineView, rondo_line_view, ADW_TYPE_BIN)

enum { PROP_END = 1, PROP_IS_ACTIVATABLE, PROP_LIST_LABEL, PROP_PLACEHOLDER, PROP_ROW, N_PROPS };
enum { ACTIVATED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
is_of_kind (gpointer item, gpointer data)
{
  RondoLineView *self = data;

  return self->kind < 0 || rondo_line_item_get_kind (item) == (guint)self->kind;
}

static gboolean
open_gate_cb (gpointer data)
{
  RondoLineView *self = data;
  guint size = gtk_slice_list_model_get_size (self->slice) + MORE_ROWS;

  if (size < MOST_ROWS) {
    gtk_slice_list_model_set_size (self->slice, size);
    return G_SOURCE_CONTINUE;
  }
  self->opens = 0;
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

/* Before the rows become others. */
static void
close_gate (RondoLineView *self, guint n_lines)
{
  if (n_lines < FEWEST_GATED)
    return;
  gtk_slice_list_model_set_size (self->slice, FIRST_ROWS);
  if (self->opens == 0)
    self->opens =
        g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, MORE_EVERY_MS, open_gate_cb, self, NULL);
}

static void
set_row (RondoLineView *self, const char *resource)
{
  g_autoptr (GtkListItemFactory) factory =
      gtk_builder_list_item_factory_new_from_resource (NULL, resource);

  g_free (self->row);
  self->row = g_strdup (resource);
  gtk_list_view_set_factory (self->list_view, factory);
}

static void
set_placeholder (RondoLineView *self, const char *text)
{
  g_object_set (self->search_entry, "placeholder-text", text, NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->search_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
shown_changed_cb (RondoLineView *self)
{
  guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (self->lines));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  gboolean is_searching = gtk_filter_list_model_get_pending (self->shown) > 0;
  gboolean has_none = n_lines > 0 && n_shown == 0 && !is_searching;

  gtk_stack_set_visible_child_name (self->stack, has_none ? "none" : "list");
}

static void
activated_cb (RondoLineView *self, guint position)
{
  g_autoptr (RondoLineItem) item = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (item != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, rondo_line_item_get_key (item));
}

static void
search_changed_cb (RondoLineView *self)
{
  close_gate (self, g_list_model_get_n_items (G_LIST_MODEL (self->lines)));
  gtk_string_filter_set_search (self->text_filter,
                                gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
stop_search_cb (RondoLineView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* The entry would keep Escape from a dialog for good. */
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) == '\0' &&
      RONDO_IS_DIALOG (root)) {
    gtk_window_close (GTK_WINDOW (root));
    return;
  }
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

static gboolean
find_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  RondoLineView *self = RONDO_LINE_VIEW (widget);

  return gtk_widget_get_mapped (widget) && gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* Rows that come while nobody sees them would all be measured at once when somebody does. */
static void
rondo_line_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rondo_line_view_parent_class)->map (widget);
  rondo_line_filler_set_paused (RONDO_LINE_VIEW (widget)->filler, FALSE);
}

static void
rondo_line_view_unmap (GtkWidget *widget)
{
  RondoLineView *self = RONDO_LINE_VIEW (widget);

  if (self->filler != NULL)
    rondo_line_filler_set_paused (self->filler, TRUE);
  GTK_WIDGET_CLASS (rondo_line_view_parent_class)->unmap (widget);
}

static void
rondo_line_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RondoLineView *self = RONDO_LINE_VIEW (object);

  switch (id) {
  case PROP_END:
    g_value_set_object (value, adw_bin_get_child (self->end_bin));
    break;
  case PROP_IS_ACTIVATABLE:
    g_value_set_boolean (value, gtk_list_view_get_single_click_activate (self->list_view));
    break;
  case PROP_ROW:
    g_value_set_string (value, self->row);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_line_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RondoLineView *self = RONDO_LINE_VIEW (object);

  switch (id) {
  case PROP_END:
    adw_bin_set_child (self->end_bin, g_value_get_object (value));
    gtk_widget_set_visible (GTK_WIDGET (self->end_bin), g_value_get_object (value) != NULL);
    break;
  case PROP_IS_ACTIVATABLE:
    gtk_list_view_set_single_click_activate (self->list_view, g_value_get_boolean (value));
    break;
  case PROP_LIST_LABEL:
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    g_value_get_string (value),
                                    -1);
    break;
  case PROP_PLACEHOLDER:
    set_placeholder (self, g_value_get_string (value));
    break;
  case PROP_ROW:
    set_row (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_line_view_dispose (GObject *object)
{
  RondoLineView *self = RONDO_LINE_VIEW (object);

  g_clear_handle_id (&self->opens, g_source_remove);
  if (self->kind_filter != NULL)
    gtk_custom_filter_set_filter_func (self->kind_filter, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_LINE_VIEW);
  g_clear_pointer (&self->filler, rondo_line_filler_free);
  g_clear_object (&self->lines);
  G_OBJECT_CLASS (rondo_line_view_parent_class)->dispose (object);
}

static void
rondo_line_view_finalize (GObject *object)
{
  g_clear_pointer (&RONDO_LINE_VIEW (object)->row, g_free);
  G_OBJECT_CLASS (rondo_line_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  const GParamFlags write = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_END] = g_param_spec_object ("end", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_IS_ACTIVATABLE] =
      g_param_spec_boolean ("is-activatable", NULL, NULL, FALSE, flags);
  properties[PROP_LIST_LABEL] = g_param_spec_string ("list-label", NULL, NULL, NULL, write);
  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL, write);
  properties[PROP_ROW] = g_param_spec_string ("row", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rondo_line_view_class_init (RondoLineViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_line_view_get_property;
  object_class->set_property = rondo_line_view_set_property;
  object_class->dispose = rondo_line_view_dispose;
  object_class->finalize = rondo_line_view_finalize;
  widget_class->map = rondo_line_view_map;
  widget_class->unmap = rondo_line_view_unmap;
  install_properties (object_class);
  signals[ACTIVATED] = g_signal_new ("activated",
                                     G_TYPE_FROM_CLASS (klass),
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     1,
                                     G_TYPE_STRING);

  g_type_ensure (RONDO_TYPE_LINE_ITEM);
  g_type_ensure (RONDO_TYPE_LINE_ROW);
  g_type_ensure (RONDO_TYPE_PARAGRAPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-line-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoLineView, end_bin);
  gtk_widget_class_bind_template_child (widget_class, RondoLineView, kind_filter);
  gtk_widget_class_bind_template_child (widget_class, RondoLineView, list_view);
  gtk_widget_class_bind_template_child (widget_class, RondoLineView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RondoLineView, shown);
  gtk_widget_class_bind_template_child (widget_class, RondoLineView, slice);
  gtk_widget_class_bind_template_child (widget_class, RondoLineView, stack);
  gtk_widget_class_bind_template_child (widget_class, RondoLineView, text_filter);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
rondo_line_view_init (RondoLineView *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->kind = -1;
  self->lines = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  self->filler = rondo_line_filler_new (self->lines);
  rondo_line_filler_set_paused (self->filler, TRUE);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_custom_filter_set_filter_func (self->kind_filter, is_of_kind, self, NULL);
  gtk_filter_list_model_set_model (self->shown, G_LIST_MODEL (self->lines));
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self->list_view));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_f, GDK_CONTROL_MASK),
                        gtk_callback_action_new (find_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
rondo_line_view_update (RondoLineView *self, GPtrArray *lines)
{
  guint n_before;

  g_return_if_fail (RONDO_IS_LINE_VIEW (self));
  g_return_if_fail (lines != NULL);

  rondo_line_filler_stop (self->filler);
  n_before = g_list_model_get_n_items (G_LIST_MODEL (self->lines));
  if (MAX (n_before, lines->len) - MIN (n_before, lines->len) >= FEWEST_GATED)
    close_gate (self, lines->len);
  /* Long lists are searched between frames; short ones at once, so that they never look empty. */
  gtk_filter_list_model_set_incremental (self->shown, lines->len > FEWEST_INCREMENTAL);
  rondo_list_update (self->lines, lines, rondo_line_item_adopt);
  shown_changed_cb (self);
}

void
rondo_line_view_fill (RondoLineView *self, GPtrArray *lines)
{
  g_return_if_fail (RONDO_IS_LINE_VIEW (self));
  g_return_if_fail (lines != NULL);

  rondo_line_filler_show (self->filler, lines);
  shown_changed_cb (self);
}

gboolean
rondo_line_view_get_is_filled (RondoLineView *self)
{
  g_return_val_if_fail (RONDO_IS_LINE_VIEW (self), TRUE);
  return rondo_line_filler_get_is_done (self->filler);
}

void
rondo_line_view_set_kind (RondoLineView *self, int kind)
{
  g_return_if_fail (RONDO_IS_LINE_VIEW (self));

  if (self->kind == kind)
    return;
  close_gate (self, g_list_model_get_n_items (G_LIST_MODEL (self->lines)));
  self->kind = kind;
  gtk_filter_changed (GTK_FILTER (self->kind_filter), GTK_FILTER_CHANGE_DIFFERENT);
}

GListModel *
rondo_line_view_get_lines (RondoLineView *self)
{
  g_return_val_if_fail (RONDO_IS_LINE_VIEW (self), NULL);
  return G_LIST_MODEL (self->lines);
}

GListModel *
rondo_line_view_get_shown (RondoLineView *self)
{
  g_return_val_if_fail (RONDO_IS_LINE_VIEW (self), NULL);
  return G_LIST_MODEL (self->shown);
}
