/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every dialog with a form has: title, Cancel, the button that does it, and what is wrong. */
#include "config.h"

#include "rondo-form-frame.h"

struct _RondoFormFrame {
  AdwBin parent_instance;

  /* template children */
  GtkLabel *error_label;
  GtkWidget *cancel_button;
  AdwBin *form_bin;
  GtkButton *save_button;
  GtkSpinner *spinner;
  GtkLabel *title;

  /* borrowed */
  GtkWidget *left; /* weak: had the focus before the form became busy */

  guint scroll; /* tick callback */
  int frames;   /* until it scrolls */

  gboolean can_save;
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (RondoFormFrame, rondo_form_frame, ADW_TYPE_BIN)

enum { PROP_CAN_CANCEL = 1, PROP_CAN_SAVE, PROP_FORM, PROP_SAVE_LABEL, PROP_TITLE, N_PROPS };

enum { SIGNAL_SAVE, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
update_button (RondoFormFrame *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), self->can_save && !self->is_busy);
}

static void
save_clicked_cb (RondoFormFrame *self)
{
  g_signal_emit (self, signals[SIGNAL_SAVE], 0);
}

/* A viewport looks where the focus is when it changes. The message that came meanwhile took room
 * from it, which it knows after one more layout. */
static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RondoFormFrame *self = RONDO_FORM_FRAME (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (self->frames-- > 0)
    return G_SOURCE_CONTINUE;
  self->scroll = 0;
  if (root != NULL)
    g_object_notify (G_OBJECT (root), "focus-widget");
  return G_SOURCE_REMOVE;
}

static void
scroll_to_focus (RondoFormFrame *self)
{
  self->frames = 1;
  if (self->scroll == 0)
    self->scroll = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

/* What a screen reader says has no underline. */
static void
set_save_label (RondoFormFrame *self, const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label != NULL ? label : "", "_", 2);
  g_autofree char *name = g_strjoinv ("", parts);

  gtk_button_set_label (self->save_button, label);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->save_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Typing may begin at once, without a way past the buttons of the title bar. */
static void
focus_form (RondoFormFrame *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->form_bin), GTK_DIR_TAB_FORWARD);
}

/* What may not be changed may not have the focus; it comes back to where it was. */
static void
leave_form (RondoFormFrame *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->form_bin)))
    return;
  g_set_weak_pointer (&self->left, focus);
  gtk_root_set_focus (root, NULL);
}

static void
return_to_form (RondoFormFrame *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->left == NULL || !gtk_widget_grab_focus (self->left))
    focus_form (self);
  g_clear_weak_pointer (&self->left);
}

/* A window is known by its title bar; its title is what a screen reader says. */
static void
root_cb (RondoFormFrame *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root)) {
    gtk_window_set_title (GTK_WINDOW (root), gtk_label_get_label (self->title));
    gtk_window_set_default_widget (GTK_WINDOW (root), GTK_WIDGET (self->save_button));
  }
}

static void
rondo_form_frame_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RondoFormFrame *self = RONDO_FORM_FRAME (object);

  switch (id) {
  case PROP_CAN_CANCEL:
    g_value_set_boolean (value, gtk_widget_get_visible (self->cancel_button));
    break;
  case PROP_CAN_SAVE:
    g_value_set_boolean (value, self->can_save);
    break;
  case PROP_FORM:
    g_value_set_object (value, adw_bin_get_child (self->form_bin));
    break;
  case PROP_SAVE_LABEL:
    g_value_set_string (value, gtk_button_get_label (self->save_button));
    break;
  case PROP_TITLE:
    g_value_set_string (value, gtk_label_get_label (self->title));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_form_frame_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RondoFormFrame *self = RONDO_FORM_FRAME (object);

  switch (id) {
  case PROP_CAN_CANCEL:
    gtk_widget_set_visible (self->cancel_button, g_value_get_boolean (value));
    break;
  case PROP_CAN_SAVE:
    self->can_save = g_value_get_boolean (value);
    update_button (self);
    break;
  case PROP_FORM:
    adw_bin_set_child (self->form_bin, g_value_get_object (value));
    break;
  case PROP_SAVE_LABEL:
    set_save_label (self, g_value_get_string (value));
    break;
  case PROP_TITLE:
    gtk_label_set_label (self->title, g_value_get_string (value));
    root_cb (self);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_form_frame_dispose (GObject *object)
{
  g_clear_weak_pointer (&RONDO_FORM_FRAME (object)->left);
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_FORM_FRAME);

  G_OBJECT_CLASS (rondo_form_frame_parent_class)->dispose (object);
}

static void
rondo_form_frame_class_init (RondoFormFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rondo_form_frame_get_property;
  object_class->set_property = rondo_form_frame_set_property;
  object_class->dispose = rondo_form_frame_dispose;
  properties[PROP_CAN_CANCEL] = g_param_spec_boolean ("can-cancel", NULL, NULL, TRUE, flags);
  properties[PROP_CAN_SAVE] = g_param_spec_boolean ("can-save", NULL, NULL, TRUE, flags);
  properties[PROP_FORM] = g_param_spec_object ("form", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SAVE_LABEL] = g_param_spec_string ("save-label", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_SAVE] = g_signal_new (
      "save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-form-frame.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoFormFrame, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, RondoFormFrame, error_label);
  gtk_widget_class_bind_template_child (widget_class, RondoFormFrame, form_bin);
  gtk_widget_class_bind_template_child (widget_class, RondoFormFrame, save_button);
  gtk_widget_class_bind_template_child (widget_class, RondoFormFrame, spinner);
  gtk_widget_class_bind_template_child (widget_class, RondoFormFrame, title);
  gtk_widget_class_bind_template_callback (widget_class, focus_form);
  gtk_widget_class_bind_template_callback (widget_class, root_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
rondo_form_frame_init (RondoFormFrame *self)
{
  self->can_save = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rondo_form_frame_set_busy (RondoFormFrame *frame, gboolean is_busy)
{
  g_return_if_fail (RONDO_IS_FORM_FRAME (frame));

  frame->is_busy = is_busy;
  if (is_busy)
    leave_form (frame);
  gtk_widget_set_sensitive (GTK_WIDGET (frame->form_bin), !is_busy);
  if (!is_busy)
    return_to_form (frame);
  gtk_widget_set_visible (GTK_WIDGET (frame->spinner), is_busy);
  gtk_spinner_set_spinning (frame->spinner, is_busy);
  update_button (frame);
}

void
rondo_form_frame_show_error (RondoFormFrame *frame, const char *message)
{
  g_return_if_fail (RONDO_IS_FORM_FRAME (frame));

  gtk_label_set_text (frame->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (frame->error_label), message != NULL);
  if (message != NULL)
    scroll_to_focus (frame);
}

const char *
rondo_form_frame_get_error (RondoFormFrame *frame)
{
  g_return_val_if_fail (RONDO_IS_FORM_FRAME (frame), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (frame->error_label))
             ? gtk_label_get_text (frame->error_label)
             : NULL;
}

void
rondo_form_frame_mark (GtkWidget *row, gboolean is_wrong)
{
  g_return_if_fail (GTK_IS_WIDGET (row));

  if (is_wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE
                                        : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}
