/* SPDX-License-Identifier: GPL-3.0-or-later
 * People chosen among those who have joined a round, in an order that counts or not. */
#include "config.h"

#include "rondo-people-group.h"

#include "rondo-companion-dialog.h"
#include "rondo-id.h"

#include <glib/gi18n-lib.h>

struct _RondoPeopleGroup {
  AdwPreferencesGroup parent_instance;

  /* template children */
  GtkWidget *choose_button;

  /* owned */
  RondoContext *context; /* (nullable) */
  GPtrArray *companions; /* (nullable): of RondoCompanion */
  GPtrArray *chosen;     /* of char *: ids */
  GPtrArray *rows;       /* borrowed from the group: one for each of them */

  gboolean is_ordered;
};

G_DEFINE_FINAL_TYPE (RondoPeopleGroup, rondo_people_group, ADW_TYPE_PREFERENCES_GROUP)

enum { PROP_IS_ORDERED = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void show_rows (RondoPeopleGroup *self);

static const RondoCompanion *
find_companion (RondoPeopleGroup *self, const char *member)
{
  for (guint i = 0; self->companions != NULL && i < self->companions->len; i++) {
    const RondoCompanion *companion = self->companions->pdata[i];

    if (g_str_equal (companion->profile->member, member))
      return companion;
  }
  return NULL;
}

/* Where the row of @button is among the rows. */
static guint
find_row (RondoPeopleGroup *self, GtkWidget *button)
{
  guint index = 0;

  g_ptr_array_find (self->rows, gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW), &index);
  return index;
}

/* The one at @index changes places with the one before it. */
static void
swap (RondoPeopleGroup *self, guint index)
{
  gpointer before;

  if (index == 0 || index >= self->chosen->len)
    return;
  before = self->chosen->pdata[index - 1];
  self->chosen->pdata[index - 1] = self->chosen->pdata[index];
  self->chosen->pdata[index] = before;
  show_rows (self);
}

static void
up_cb (RondoPeopleGroup *self, GtkWidget *button)
{
  guint index = find_row (self, button);

  swap (self, index);
  gtk_widget_child_focus (self->rows->pdata[index > 0 ? index - 1 : 0], GTK_DIR_TAB_FORWARD);
}

static void
down_cb (RondoPeopleGroup *self, GtkWidget *button)
{
  guint index = find_row (self, button);

  swap (self, index + 1);
  gtk_widget_child_focus (self->rows->pdata[MIN (index + 1, self->rows->len - 1)],
                          GTK_DIR_TAB_FORWARD);
}

static void
remove_cb (RondoPeopleGroup *self, GtkWidget *button)
{
  g_ptr_array_remove_index (self->chosen, find_row (self, button));
  show_rows (self);
  gtk_widget_grab_focus (self->choose_button);
}

static void
add_button (RondoPeopleGroup *self,
            AdwActionRow *row,
            const char *icon,
            const char *label,
            GCallback called)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", called, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (row, button);
}

static GtkWidget *
make_row (RondoPeopleGroup *self, guint index)
{
  const RondoCompanion *companion = find_companion (self, self->chosen->pdata[index]);
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *text =
      companion != NULL
          ? rondo_companion_describe (companion, rondo_context_get_now_us (self->context))
          : NULL;

  g_object_set (row, "use-markup", FALSE, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 companion != NULL ? companion->profile->name
                                                   : _ ("Somebody who is not shown any more"));
  adw_action_row_set_subtitle (row, text != NULL ? text : "");
  adw_action_row_set_subtitle_lines (row, 2);
  if (self->is_ordered && index > 0)
    add_button (self, row, "go-up-symbolic", _ ("Ask Earlier"), G_CALLBACK (up_cb));
  if (self->is_ordered && index + 1 < self->chosen->len)
    add_button (self, row, "go-down-symbolic", _ ("Ask Later"), G_CALLBACK (down_cb));
  add_button (self, row, "list-remove-symbolic", _ ("Remove"), G_CALLBACK (remove_cb));
  return GTK_WIDGET (row);
}

static void
show_rows (RondoPeopleGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->chosen->len; i++) {
    g_ptr_array_add (self->rows, make_row (self, i));
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  }
  gtk_widget_set_sensitive (self->choose_button,
                            self->companions != NULL && self->companions->len > 0);
}

static void
chosen_cb (RondoPeopleGroup *self, const char *member)
{
  if (g_ptr_array_find_with_equal_func (self->chosen, member, g_str_equal, NULL))
    return;
  g_ptr_array_add (self->chosen, g_strdup (member));
  show_rows (self);
}

static void
choose_clicked_cb (RondoPeopleGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  GtkWindow *dialog = NULL;

  for (guint i = 0; i < self->companions->len; i++) {
    const RondoCompanion *companion = self->companions->pdata[i];

    if (!g_ptr_array_find_with_equal_func (
            self->chosen, companion->profile->member, g_str_equal, NULL))
      g_ptr_array_add (others, (gpointer)companion);
  }
  dialog = rondo_companion_dialog_new (self->context, others);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (dialog, GTK_WINDOW (root));
  gtk_window_present (dialog);
}

static void
rondo_people_group_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_IS_ORDERED:
    RONDO_PEOPLE_GROUP (object)->is_ordered = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_people_group_finalize (GObject *object)
{
  RondoPeopleGroup *self = RONDO_PEOPLE_GROUP (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->companions, g_ptr_array_unref);
  g_ptr_array_unref (self->chosen);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (rondo_people_group_parent_class)->finalize (object);
}

static void
rondo_people_group_class_init (RondoPeopleGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = rondo_people_group_set_property;
  G_OBJECT_CLASS (klass)->finalize = rondo_people_group_finalize;
  properties[PROP_IS_ORDERED] =
      g_param_spec_boolean ("is-ordered",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-people-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoPeopleGroup, choose_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
}

static void
rondo_people_group_init (RondoPeopleGroup *self)
{
  self->chosen = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rondo_people_group_set_people (RondoPeopleGroup *self, RondoContext *context, GPtrArray *companions)
{
  g_return_if_fail (RONDO_IS_PEOPLE_GROUP (self));
  g_return_if_fail (RONDO_IS_CONTEXT (context) && companions != NULL);

  g_set_object (&self->context, context);
  g_ptr_array_ref (companions);
  g_clear_pointer (&self->companions, g_ptr_array_unref);
  self->companions = companions;
  show_rows (self);
}

void
rondo_people_group_set_names (RondoPeopleGroup *self, GPtrArray *names)
{
  g_return_if_fail (RONDO_IS_PEOPLE_GROUP (self));
  g_return_if_fail (names != NULL);

  g_ptr_array_set_size (self->chosen, 0);
  for (guint i = 0; i < names->len; i++)
    if (rondo_id_is_valid (names->pdata[i]))
      g_ptr_array_add (self->chosen, g_strdup (names->pdata[i]));
  show_rows (self);
}

void
rondo_people_group_add_names (RondoPeopleGroup *self, GPtrArray *names)
{
  g_return_if_fail (RONDO_IS_PEOPLE_GROUP (self));
  g_return_if_fail (names != NULL);

  for (guint i = 0; i < self->chosen->len; i++)
    g_ptr_array_add (names, g_strdup (self->chosen->pdata[i]));
}
