/* SPDX-License-Identifier: GPL-3.0-or-later
 * The icons that templates name: each is in the theme or comes with the app. */
#include "config.h"

#include "rondo-application.h"

#include <adwaita.h>

#define UI_PATH "/org/rondocoaching/Rondo/ui/"

/* Says which icons of the template the theme does not know. Returns how many it names. */
static guint
check_icons (const char *name, GtkIconTheme *theme)
{
  g_autofree char *path = g_strconcat (UI_PATH, name, NULL);
  g_autoptr (GBytes) template = g_resources_lookup_data (path, 0, NULL);
  g_autoptr (GRegex) regex = g_regex_new ("icon-name\">([a-z0-9-]+)<", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint n_icons = 0;

  g_assert_nonnull (template);
  g_regex_match_full (regex,
                      g_bytes_get_data (template, NULL),
                      (gssize)g_bytes_get_size (template),
                      0,
                      0,
                      &match,
                      NULL);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL)) {
    g_autofree char *icon = g_match_info_fetch (match, 1);

    n_icons++;
    if (!gtk_icon_theme_has_icon (theme, icon)) {
      g_test_message ("%s names the icon '%s', which is nowhere", name, icon);
      g_test_fail ();
    }
  }
  return n_icons;
}

static void
test_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_auto (GStrv) names = g_resources_enumerate_children (UI_PATH, 0, NULL);
  guint n_icons = 0;

  gtk_icon_theme_add_resource_path (theme, "/org/rondocoaching/Rondo/icons");
  g_assert_nonnull (names);
  for (guint i = 0; names[i] != NULL; i++)
    n_icons += check_icons (names[i], theme);
  g_assert_cmpuint (n_icons, >, 0);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();

  g_test_add_func ("/app/icons/every-icon-of-a-template-is-there", test_icons);
  return g_test_run ();
}
