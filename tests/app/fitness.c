/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every page and dialog is asked: does it fit a telephone, and has all that acts a name? */
#include "config.h"

#include "fitness.h"

#include "picture.h"

#define NARROW 360
#define MARGINS 60 /* that what is inside of a page may have around it */
#define TEMPLATES "/org/rondocoaching/Rondo/ui"

static gboolean
is_inside (GtkWidget *widget, GType type)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return parent != NULL && gtk_widget_get_ancestor (parent, type) != NULL;
}

/* The toolkit's own parts are its own business. */
static gboolean
is_of_the_toolkit (GtkWidget *widget)
{
  return is_inside (widget, GTK_TYPE_MENU_BUTTON) || is_inside (widget, ADW_TYPE_ENTRY_ROW) ||
         is_inside (widget, GTK_TYPE_CALENDAR) || is_inside (widget, GTK_TYPE_WINDOW_CONTROLS) ||
         is_inside (widget, GTK_TYPE_SPIN_BUTTON) || is_inside (widget, GTK_TYPE_SCROLLBAR);
}

/* Whether there is text in it that a screen reader can read out as its name. */
static gboolean
has_text (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;
  return FALSE;
}

/* What cannot be named by the text in it needs a label of its own. */
static gboolean
needs_label (GtkWidget *widget)
{
  if (is_of_the_toolkit (widget))
    return FALSE;
  /* GTK 4.8 takes the name of a button from its label alone, and not from what else is in it. */
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) == NULL)
    return gtk_widget_get_mapped (widget);
  if (GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget))
    return gtk_widget_get_mapped (widget) && !has_text (widget);
  if (is_inside (widget, ADW_TYPE_COMBO_ROW) || is_inside (widget, GTK_TYPE_DROP_DOWN))
    return FALSE;
  return GTK_IS_MENU_BUTTON (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_SWITCH (widget) ||
         GTK_IS_SPIN_BUTTON (widget) || GTK_IS_ENTRY (widget) || GTK_IS_SEARCH_ENTRY (widget) ||
         GTK_IS_LIST_VIEW (widget) || GTK_IS_STACK_SWITCHER (widget) || GTK_IS_RANGE (widget) ||
         GTK_IS_TEXT_VIEW (widget);
}

static gboolean
has_name (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static void
check_names (GtkWidget *root)
{
  GtkWidget *child = gtk_widget_get_first_child (root);

  if (needs_label (root) && !has_name (root)) {
    GtkWidget *parent = gtk_widget_get_parent (root);

    g_test_message ("no name: %s (%s) in %s",
                    G_OBJECT_TYPE_NAME (root),
                    gtk_buildable_get_buildable_id (GTK_BUILDABLE (root)),
                    parent != NULL ? G_OBJECT_TYPE_NAME (parent) : "nothing");
    g_test_fail ();
  }
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    check_names (child);
}

/* The way down to what is too wide, which is where to look. */
static void
tell_wide (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child)) {
    int minimum = 0;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    if (!gtk_widget_get_visible (child) || minimum <= NARROW - MARGINS)
      continue;
    g_test_message ("  %s (%s): %d px",
                    G_OBJECT_TYPE_NAME (child),
                    gtk_buildable_get_buildable_id (GTK_BUILDABLE (child)),
                    minimum);
    tell_wide (child);
  }
}

/* What people wrote may be longer than any window is wide; what a search field says while it is
 * empty, its sign says too. */
static gboolean
is_ours (GtkWidget *label)
{
  const char *text = gtk_label_get_text (GTK_LABEL (label));

  return !is_inside (label, GTK_TYPE_SEARCH_ENTRY) && strstr (text, "aria-Theresia") == NULL &&
         strstr (text, "aria-theresia") == NULL && strstr (text, "Member ") == NULL;
}

/* A text of ours that ends in dots says too little. Translations may be longer, and are told. */
static void
check_texts (GtkWidget *widget)
{
  const char *language = g_getenv ("LANGUAGE");
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget) && is_ours (widget) &&
      pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget)))) {
    g_test_message ("cut off: \"%s\"", gtk_label_get_text (GTK_LABEL (widget)));
    if (language == NULL || *language == '\0')
      g_test_fail ();
  }
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    check_texts (child);
}

/* Counted, as one dialog is opened for several ends. */
static void
take_pictures (GtkWindow *window, const char *type)
{
  static guint count = 0;
  g_autofree char *name = g_strdup_printf ("%02u-%s", ++count, type);
  g_autofree char *narrow = g_strconcat (name, "-narrow", NULL);

  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  picture_take (window, name, gtk_widget_get_width (GTK_WIDGET (window)));
  picture_take (window, narrow, NARROW);
}

static void
check_width (GtkWidget *widget)
{
  int minimum = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_test_message ("%s: at least %d px wide", G_OBJECT_TYPE_NAME (widget), minimum);
  if (minimum <= NARROW)
    return;
  tell_wide (widget);
  g_test_fail ();
}

void
fitness_check (GtkWidget *widget)
{
  check_width (widget);
  check_names (widget);
}

/* What was asked for before is answered before: there is one queue. */
static void
wait_for_the_database (Fixture *fixture)
{
  for (int i = 0; i < 2; i++)
    rondo_hours_overview_free (fixture_load_hours (fixture));
}

void
fitness_check_made (Fixture *fixture, GtkWidget *widget)
{
  GtkWindow *window =
      GTK_IS_WINDOW (widget) ? GTK_WINDOW (widget) : fixture_show (g_object_ref_sink (widget));

  gtk_window_present (window);
  if (fixture != NULL)
    wait_for_the_database (fixture);
  fitness_check (widget);
  take_pictures (window, G_OBJECT_TYPE_NAME (widget));
  picture_resize (window, NARROW);
  check_texts (GTK_WIDGET (window));
  if (!GTK_IS_WINDOW (widget))
    g_object_unref (widget);
  fixture_close (window);
}

/* "rondo-log-line.ui" → "RondoLogLine" */
static char *
get_type_name (const char *file)
{
  g_autofree char *stem = g_strndup (file, strlen (file) - strlen (".ui"));
  g_auto (GStrv) words = g_strsplit (stem, "-", -1);

  for (char **word = words; *word != NULL; word++)
    **word = g_ascii_toupper (**word);
  return g_strjoinv ("", words);
}

GPtrArray *
fitness_list_templates (const char *suffix)
{
  GPtrArray *types = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) files =
      g_resources_enumerate_children (TEMPLATES, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  for (char **file = files; *file != NULL; file++)
    if (g_str_has_suffix (*file, suffix))
      g_ptr_array_add (types, get_type_name (*file));
  g_assert_cmpuint (types->len, >, 0);
  return types;
}
