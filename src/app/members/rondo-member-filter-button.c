/* SPDX-License-Identifier: GPL-3.0-or-later
 * The button that opens the filter of the list of members, and the filters that were saved. */
#include "config.h"

#include "rondo-member-filter-button.h"

#include "rondo-picker-row.h"

#include <glib/gi18n-lib.h>

#define SAVED_KEY "member-filters"

struct _RondoMemberFilterButton {
  AdwBin parent_instance;

  /* template children */
  GtkSwitch *agreed_switch;
  GtkMenuButton *button;
  GtkWidget *clear_button;
  AdwComboRow *credential_row;
  RondoPickerRow *language_row;
  GtkEditable *name_row;
  AdwComboRow *proof_row;
  GtkWidget *save_button;
  GtkListBox *saved_list;
  AdwComboRow *state_row;

  /* owned */
  RondoMemberFilter *filter;
  GSettings *settings; /* NULL: nothing is saved */

  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (RondoMemberFilterButton, rondo_member_filter_button, ADW_TYPE_BIN)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
show_state (RondoMemberFilterButton *self)
{
  gboolean is_empty = rondo_member_filter_is_empty (self->filter);

  gtk_widget_set_sensitive (self->clear_button, !is_empty);
  if (is_empty)
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "suggested-action");
}

static void
fill (RondoMemberFilterButton *self)
{
  const char *none[] = {NULL};

  self->is_filling = TRUE;
  adw_combo_row_set_selected (self->state_row, self->filter->state);
  adw_combo_row_set_selected (self->credential_row, self->filter->credential);
  adw_combo_row_set_selected (self->proof_row, self->filter->proof);
  gtk_switch_set_active (self->agreed_switch, self->filter->has_not_agreed);
  if (self->filter->language != NULL)
    rondo_picker_row_set_key (self->language_row, self->filter->language);
  else
    rondo_picker_row_set_keys (self->language_row, none);
  self->is_filling = FALSE;
  show_state (self);
}

static void
changed_cb (RondoMemberFilterButton *self)
{
  const char *const *languages = NULL;
  guint n_languages;

  if (self->is_filling)
    return;
  languages = rondo_picker_row_get_keys (self->language_row);
  n_languages = g_strv_length ((GStrv)languages);
  self->filter->state = adw_combo_row_get_selected (self->state_row);
  self->filter->credential = adw_combo_row_get_selected (self->credential_row);
  self->filter->proof = adw_combo_row_get_selected (self->proof_row);
  self->filter->has_not_agreed = gtk_switch_get_active (self->agreed_switch);
  g_free (self->filter->language);
  /* The one that was chosen last. */
  self->filter->language = n_languages > 0 ? g_strdup (languages[n_languages - 1]) : NULL;
  fill (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
clear_cb (RondoMemberFilterButton *self)
{
  g_autoptr (RondoMemberFilter) none = rondo_member_filter_new ();

  rondo_member_filter_button_set_filter (self, none);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
name_changed_cb (RondoMemberFilterButton *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));

  gtk_widget_set_sensitive (self->save_button, *name != '\0');
}

/* The saved filters but the one called @name, with @text under that name unless it is NULL. */
static void
write_saved (RondoMemberFilterButton *self, const char *name, const char *text)
{
  g_autoptr (GVariant) saved = g_settings_get_value (self->settings, SAVED_KEY);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ss)"));
  GVariantIter iter;
  const char *old_name, *old_text;

  g_variant_iter_init (&iter, saved);
  while (g_variant_iter_next (&iter, "(&s&s)", &old_name, &old_text))
    if (!g_str_equal (old_name, name))
      g_variant_builder_add (&builder, "(ss)", old_name, old_text);
  if (text != NULL)
    g_variant_builder_add (&builder, "(ss)", name, text);
  g_settings_set_value (self->settings, SAVED_KEY, g_variant_builder_end (&builder));
}

static void
save_cb (RondoMemberFilterButton *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  g_autofree char *text = rondo_member_filter_to_text (self->filter);

  if (*name == '\0' || self->settings == NULL)
    return;
  write_saved (self, name, text);
  gtk_editable_set_text (self->name_row, "");
}

static void
forget_cb (GtkWidget *button, gpointer data)
{
  g_autofree char *name = g_strdup (gtk_widget_get_name (button));

  write_saved (RONDO_MEMBER_FILTER_BUTTON (data), name, NULL);
}

static GtkWidget *
make_row (RondoMemberFilterButton *self, const char *name, const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Forget the filter “%s”"), name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_widget_set_name (row, text);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_name (button, name);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (forget_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_saved (RondoMemberFilterButton *self)
{
  g_autoptr (GVariant) saved = NULL;
  GtkListBoxRow *row = NULL;
  GVariantIter iter;
  const char *name, *text;

  while ((row = gtk_list_box_get_row_at_index (self->saved_list, 0)) != NULL)
    gtk_list_box_remove (self->saved_list, GTK_WIDGET (row));
  saved = g_settings_get_value (self->settings, SAVED_KEY);
  g_variant_iter_init (&iter, saved);
  while (g_variant_iter_next (&iter, "(&s&s)", &name, &text))
    gtk_list_box_append (self->saved_list, make_row (self, name, text));
  gtk_widget_set_visible (GTK_WIDGET (self->saved_list), g_variant_n_children (saved) > 0);
}

static void
saved_activated_cb (RondoMemberFilterButton *self, GtkListBoxRow *row)
{
  g_autoptr (RondoMemberFilter) filter =
      rondo_member_filter_from_text (gtk_widget_get_name (GTK_WIDGET (row)));

  rondo_member_filter_button_set_filter (self, filter);
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rondo_member_filter_button_dispose (GObject *object)
{
  RondoMemberFilterButton *self = RONDO_MEMBER_FILTER_BUTTON (object);

  self->is_filling = TRUE;
  g_clear_object (&self->settings);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template takes it away */
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_MEMBER_FILTER_BUTTON);

  G_OBJECT_CLASS (rondo_member_filter_button_parent_class)->dispose (object);
}

static void
rondo_member_filter_button_finalize (GObject *object)
{
  g_clear_pointer (&RONDO_MEMBER_FILTER_BUTTON (object)->filter, rondo_member_filter_free);

  G_OBJECT_CLASS (rondo_member_filter_button_parent_class)->finalize (object);
}

static void
rondo_member_filter_button_class_init (RondoMemberFilterButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_member_filter_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_member_filter_button_finalize;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (RONDO_TYPE_PICKER_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-member-filter-button.ui");
#define BIND(child)                                                                                \
  gtk_widget_class_bind_template_child (widget_class, RondoMemberFilterButton, child)
  BIND (agreed_switch);
  BIND (button);
  BIND (clear_button);
  BIND (credential_row);
  BIND (language_row);
  BIND (name_row);
  BIND (proof_row);
  BIND (save_button);
  BIND (saved_list);
  BIND (state_row);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, saved_activated_cb);
}

static void
rondo_member_filter_button_init (RondoMemberFilterButton *self)
{
  self->filter = rondo_member_filter_new ();
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self);
}

const RondoMemberFilter *
rondo_member_filter_button_get_filter (RondoMemberFilterButton *button)
{
  g_return_val_if_fail (RONDO_IS_MEMBER_FILTER_BUTTON (button), NULL);

  return button->filter;
}

void
rondo_member_filter_button_set_filter (RondoMemberFilterButton *button,
                                       const RondoMemberFilter *filter)
{
  RondoMemberFilter *copy = NULL;

  g_return_if_fail (RONDO_IS_MEMBER_FILTER_BUTTON (button));

  copy = rondo_member_filter_copy (filter);
  rondo_member_filter_free (button->filter);
  button->filter = copy;
  fill (button);
}

void
rondo_member_filter_button_set_settings (RondoMemberFilterButton *button, GSettings *settings)
{
  g_return_if_fail (RONDO_IS_MEMBER_FILTER_BUTTON (button));

  if (!g_set_object (&button->settings, settings))
    return;
  gtk_widget_set_visible (GTK_WIDGET (button->name_row), settings != NULL);
  if (settings == NULL)
    return;
  g_signal_connect_object (
      settings, "changed::" SAVED_KEY, G_CALLBACK (show_saved), button, G_CONNECT_SWAPPED);
  show_saved (button);
}
