/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every dialog does alike: it has a context, Escape closes it, and it waits for one save. */
#include "config.h"

#include "rondo-dialog.h"

#include "rondo-combo-words.h"
#include "rondo-form-frame.h"
#include "rondo-toast.h"

typedef struct {
  /* owned */
  RondoContext *context;
  GCancellable *cancellable;
} RondoDialogPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RondoDialog, rondo_dialog, ADW_TYPE_WINDOW)

enum { PROP_CONTEXT = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static RondoDialogPrivate *
get_private (RondoDialog *dialog)
{
  return rondo_dialog_get_instance_private (dialog);
}

/* (nullable): a dialog may be something else than a form */
static RondoFormFrame *
get_frame (RondoDialog *self)
{
  GtkWidget *content = adw_window_get_content (ADW_WINDOW (self));

  return RONDO_IS_FORM_FRAME (content) ? RONDO_FORM_FRAME (content) : NULL;
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  rondo_store_save_finish (RONDO_STORE (object), result, &error);
  if (!rondo_dialog_check_answer (self, error))
    return;
  if (RONDO_DIALOG_GET_CLASS (self)->saved != NULL)
    RONDO_DIALOG_GET_CLASS (self)->saved (self);
  gtk_window_close (GTK_WINDOW (self));
}

static void
rondo_dialog_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    g_value_set_object (value, rondo_dialog_get_context (RONDO_DIALOG (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_dialog_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    get_private (RONDO_DIALOG (object))->context = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* The template is there by now. */
static void
rondo_dialog_constructed (GObject *object)
{
  G_OBJECT_CLASS (rondo_dialog_parent_class)->constructed (object);
  rondo_combo_words_show_whole (GTK_WIDGET (object));
}

static void
rondo_dialog_dispose (GObject *object)
{
  RondoDialogPrivate *priv = get_private (RONDO_DIALOG (object));

  g_cancellable_cancel (priv->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), G_OBJECT_TYPE (object));
  g_clear_object (&priv->context);

  G_OBJECT_CLASS (rondo_dialog_parent_class)->dispose (object);
}

static void
rondo_dialog_finalize (GObject *object)
{
  g_clear_object (&get_private (RONDO_DIALOG (object))->cancellable);

  G_OBJECT_CLASS (rondo_dialog_parent_class)->finalize (object);
}

static void
rondo_dialog_class_init (RondoDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_dialog_get_property;
  object_class->set_property = rondo_dialog_set_property;
  object_class->constructed = rondo_dialog_constructed;
  object_class->dispose = rondo_dialog_dispose;
  object_class->finalize = rondo_dialog_finalize;
  properties[PROP_CONTEXT] =
      g_param_spec_object ("context",
                           NULL,
                           NULL,
                           RONDO_TYPE_CONTEXT,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (RONDO_TYPE_FORM_FRAME);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
rondo_dialog_init (RondoDialog *self)
{
  get_private (self)->cancellable = g_cancellable_new ();
}

RondoContext *
rondo_dialog_get_context (RondoDialog *dialog)
{
  g_return_val_if_fail (RONDO_IS_DIALOG (dialog), NULL);
  return get_private (dialog)->context;
}

RondoStore *
rondo_dialog_get_store (RondoDialog *dialog)
{
  return rondo_context_get_store (rondo_dialog_get_context (dialog));
}

GCancellable *
rondo_dialog_get_cancellable (RondoDialog *dialog)
{
  g_return_val_if_fail (RONDO_IS_DIALOG (dialog), NULL);
  return get_private (dialog)->cancellable;
}

gboolean
rondo_dialog_check_answer (RondoDialog *dialog, const GError *error)
{
  RondoFormFrame *frame = NULL;

  g_return_val_if_fail (RONDO_IS_DIALOG (dialog), FALSE);

  if (g_cancellable_is_cancelled (get_private (dialog)->cancellable))
    return FALSE;
  frame = get_frame (dialog);
  if (frame != NULL) {
    rondo_form_frame_set_busy (frame, FALSE);
    rondo_form_frame_show_error (frame, error != NULL ? error->message : NULL);
  }
  return error == NULL;
}

void
rondo_dialog_save (RondoDialog *dialog, RondoChange *change)
{
  RondoFormFrame *frame = NULL;

  g_return_if_fail (RONDO_IS_DIALOG (dialog));
  g_return_if_fail (change != NULL);

  frame = get_frame (dialog);
  if (frame != NULL) {
    rondo_form_frame_show_error (frame, NULL);
    rondo_form_frame_set_busy (frame, TRUE);
  }
  rondo_store_save_async (
      rondo_dialog_get_store (dialog), change, NULL, saved_cb, g_object_ref (dialog));
}

void
rondo_dialog_tell_parent (RondoDialog *dialog, const char *text)
{
  GtkWindow *parent = NULL;

  g_return_if_fail (RONDO_IS_DIALOG (dialog));

  parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));
  if (parent != NULL)
    rondo_toast_show (GTK_WIDGET (parent), text);
}

char *
rondo_dialog_dup_text (GtkEditable *row)
{
  /* What is pasted from a table or a mail brings ends of lines and tabs. */
  return g_strstrip (g_strdelimit (g_strdup (gtk_editable_get_text (row)), "\t\n\r", ' '));
}
