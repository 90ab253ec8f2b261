/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row to choose languages, or a time zone, from a list that is searched. */
#include "config.h"

#include "rondo-picker-row.h"

#include "rondo-language.h"
#include "rondo-line-item.h"
#include "rondo-list.h"
#include "rondo-member.h"
#include "rondo-place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RondoPickerRow {
  AdwActionRow parent_instance;

  /* template children */
  GtkMenuButton *button;
  GtkSingleSelection *selection;
  GtkStack *stack;
  GtkSearchEntry *search_entry;

  /* owned */
  GListStore *lines;
  GPtrArray *places; /* of RondoPlace; NULL until it was opened */
  GStrv keys;        /* never NULL */

  gboolean is_zone;
};

G_DEFINE_FINAL_TYPE (RondoPickerRow, rondo_picker_row, ADW_TYPE_ACTION_ROW)

enum { PROP_IS_ZONE = 1, N_PROPS };

enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
is_chosen (RondoPickerRow *self, const char *key)
{
  return g_strv_contains ((const char *const *)self->keys, key);
}

static char *
describe (RondoPickerRow *self, const char *key)
{
  return self->is_zone ? rondo_place_zone_to_display (key, g_get_real_time ())
                       : rondo_language_to_display (key);
}

static void
show_keys (RondoPickerRow *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;

  for (char **key = self->keys; *key != NULL; key++) {
    g_autofree char *name = describe (self, *key);

    g_strv_builder_add (builder, name);
  }
  names = g_strv_builder_end (builder);
  text = g_strjoinv (", ", names);
  markup = g_markup_escape_text (*text != '\0' ? text : _ ("Nothing chosen"), -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), markup);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* Every word somewhere: "argentina buenos" finds America/Argentina/Buenos_Aires. */
static gboolean
is_meant (const RondoPlace *place, GStrv words)
{
  for (char **word = words; *word != NULL; word++)
    if (strstr (place->search, *word) == NULL)
      return FALSE;
  return TRUE;
}

static RondoLineItem *
make_line (RondoPickerRow *self, const RondoPlace *place)
{
  RondoLineItem *line = rondo_line_item_new (place->key, 0);

  rondo_line_item_take_title (line, g_strdup (place->name));
  rondo_line_item_take_subtitle (line, g_strdup (place->detail));
  if (is_chosen (self, place->key))
    rondo_line_item_take_mark (line, g_strdup (_ ("Chosen")));
  return line;
}

static void
add_lines (RondoPickerRow *self, GPtrArray *lines, GStrv words, gboolean chosen)
{
  for (guint i = 0; i < self->places->len; i++) {
    const RondoPlace *place = self->places->pdata[i];

    if (is_chosen (self, place->key) == chosen && is_meant (place, words))
      g_ptr_array_add (lines, make_line (self, place));
  }
}

/* A code that nobody has given a name here is a language too. */
static void
add_other_language (RondoPickerRow *self, GPtrArray *lines, const char *text)
{
  g_autofree char *code = g_strstrip (g_ascii_strdown (text, -1));
  g_autoptr (RondoPlace) place = NULL;

  if (self->is_zone || lines->len > 0 || !rondo_language_is_valid (code))
    return;
  place = rondo_place_new_language (code);
  g_ptr_array_add (lines, make_line (self, place));
}

static void
fill (RondoPickerRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " _,", -1);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->places == NULL)
    return;
  add_lines (self, lines, words, TRUE);
  add_lines (self, lines, words, FALSE);
  add_other_language (self, lines, text);
  rondo_list_update (self->lines, lines, rondo_line_item_adopt);
  gtk_stack_set_visible_child_name (self->stack, lines->len > 0 ? "list" : "empty");
}

/* What is chosen and has no name here is in the list too, so that it can be taken away. */
static void
add_nameless (RondoPickerRow *self)
{
  for (char **key = self->keys; *key != NULL; key++) {
    gboolean is_there = FALSE;

    for (guint i = 0; i < self->places->len && !is_there; i++)
      is_there = g_str_equal (((RondoPlace *)self->places->pdata[i])->key, *key);
    if (!is_there && !self->is_zone)
      g_ptr_array_add (self->places, rondo_place_new_language (*key));
  }
}

static void
opened_cb (RondoPickerRow *self)
{
  if (self->places == NULL)
    self->places = self->is_zone ? rondo_place_list_zones (NULL, g_get_real_time ())
                                 : rondo_place_list_languages ();
  add_nameless (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
toggle (RondoPickerRow *self, const char *key)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean was_chosen = is_chosen (self, key);

  for (char **known = self->keys; *known != NULL; known++)
    if (!g_str_equal (*known, key))
      g_strv_builder_add (builder, *known);
  if (!was_chosen && g_strv_length (self->keys) < RONDO_LANGUAGES_MAX)
    g_strv_builder_add (builder, key);
  g_strfreev (self->keys);
  self->keys = g_strv_builder_end (builder);
}

static void
choose (RondoPickerRow *self, RondoLineItem *line)
{
  g_autofree char *key = g_strdup (rondo_line_item_get_key (line));

  if (self->is_zone) {
    rondo_picker_row_set_key (self, key);
    gtk_menu_button_popdown (self->button);
  } else {
    toggle (self, key);
    show_keys (self);
    add_nameless (self);
    fill (self);
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
activated_cb (RondoPickerRow *self, guint position)
{
  g_autoptr (RondoLineItem) line = g_list_model_get_item (G_LIST_MODEL (self->lines), position);

  if (line != NULL)
    choose (self, line);
}

/* Enter in the search takes the first that was found. */
static void
search_activated_cb (RondoPickerRow *self)
{
  activated_cb (self, 0);
}

static void
search_stopped_cb (RondoPickerRow *self)
{
  gtk_menu_button_popdown (self->button);
}

/* The button says what it is that can be chosen. */
static void
title_changed_cb (RondoPickerRow *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                                  -1);
}

static void
rondo_picker_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_ZONE)
    g_value_set_boolean (value, RONDO_PICKER_ROW (object)->is_zone);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_picker_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_ZONE)
    RONDO_PICKER_ROW (object)->is_zone = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_picker_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_PICKER_ROW);

  G_OBJECT_CLASS (rondo_picker_row_parent_class)->dispose (object);
}

static void
rondo_picker_row_finalize (GObject *object)
{
  RondoPickerRow *self = RONDO_PICKER_ROW (object);

  g_clear_object (&self->lines);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_strfreev);

  G_OBJECT_CLASS (rondo_picker_row_parent_class)->finalize (object);
}

static void
rondo_picker_row_class_init (RondoPickerRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_picker_row_get_property;
  object_class->set_property = rondo_picker_row_set_property;
  object_class->dispose = rondo_picker_row_dispose;
  object_class->finalize = rondo_picker_row_finalize;
  properties[PROP_IS_ZONE] =
      g_param_spec_boolean ("is-zone",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-picker-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoPickerRow, button);
  gtk_widget_class_bind_template_child (widget_class, RondoPickerRow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RondoPickerRow, selection);
  gtk_widget_class_bind_template_child (widget_class, RondoPickerRow, stack);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_changed_cb);
}

static void
rondo_picker_row_init (RondoPickerRow *self)
{
  self->keys = g_new0 (char *, 1);
  self->lines = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->lines));
  show_keys (self);
}

const char *const *
rondo_picker_row_get_keys (RondoPickerRow *row)
{
  g_return_val_if_fail (RONDO_IS_PICKER_ROW (row), NULL);

  return (const char *const *)row->keys;
}

void
rondo_picker_row_set_keys (RondoPickerRow *row, const char *const *keys)
{
  GStrv copy = NULL;

  g_return_if_fail (RONDO_IS_PICKER_ROW (row) && keys != NULL);

  copy = g_strdupv ((GStrv)keys);
  g_strfreev (row->keys);
  row->keys = copy;
  show_keys (row);
}

const char *
rondo_picker_row_get_key (RondoPickerRow *row)
{
  g_return_val_if_fail (RONDO_IS_PICKER_ROW (row), "");

  return row->keys[0] != NULL ? row->keys[0] : "";
}

void
rondo_picker_row_set_key (RondoPickerRow *row, const char *key)
{
  const char *keys[] = {key, NULL};

  rondo_picker_row_set_keys (row, keys);
}
