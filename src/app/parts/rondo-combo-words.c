/* SPDX-License-Identifier: GPL-3.0-or-later
 * The lists that combo rows open: texts as long as they are, and a mark at the one that is chosen.
 */
#include "config.h"

#include "rondo-combo-words.h"

#define LINE_CHARS 36

static void
setup_cb (AdwComboRow *row, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_item_set_child (list_item, box);
}

static void
mark (GtkListItem *list_item, GParamSpec *pspec, AdwComboRow *row)
{
  GtkWidget *box = gtk_list_item_get_child (list_item);
  gpointer item = gtk_list_item_get_item (list_item);

  if (box != NULL && item != NULL)
    gtk_widget_set_opacity (gtk_widget_get_last_child (box),
                            item == adw_combo_row_get_selected_item (row) ? 1 : 0);
}

static char *
dup_text (AdwComboRow *row, gpointer item)
{
  GtkExpression *expression = adw_combo_row_get_expression (row);
  g_auto (GValue) value = G_VALUE_INIT;

  if (expression != NULL && gtk_expression_evaluate (expression, item, &value) &&
      G_VALUE_HOLDS_STRING (&value))
    return g_value_dup_string (&value);
  return g_strdup (
      GTK_IS_STRING_OBJECT (item) ? gtk_string_object_get_string (GTK_STRING_OBJECT (item)) : "");
}

static void
bind_cb (AdwComboRow *row, GtkListItem *list_item)
{
  GtkWidget *box = gtk_list_item_get_child (list_item);
  g_autofree char *text = dup_text (row, gtk_list_item_get_item (list_item));

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), text);
  g_signal_connect_object (
      row, "notify::selected-item", G_CALLBACK (mark), list_item, G_CONNECT_SWAPPED);
  mark (list_item, NULL, row);
}

static void
unbind_cb (AdwComboRow *row, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_func (row, mark, list_item);
}

static void
show_whole (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), row, G_CONNECT_SWAPPED);
  adw_combo_row_set_list_factory (row, factory);
}

void
rondo_combo_words_show_whole (GtkWidget *root)
{
  if (ADW_IS_COMBO_ROW (root) && adw_combo_row_get_list_factory (ADW_COMBO_ROW (root)) == NULL) {
    show_whole (ADW_COMBO_ROW (root));
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    rondo_combo_words_show_whole (child);
}
