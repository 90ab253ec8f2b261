/* SPDX-License-Identifier: GPL-3.0-or-later
 * The app with the catalogs of a build folder: one that is not installed finds none. */
#include "config.h"

#include "rondo-application.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* GTK takes the direction from its own catalog of the language, which small systems go without. */
static void
started_cb (void)
{
  if (g_strcmp0 (g_getenv ("LANGUAGE"), "he") == 0)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

int
main (int argc, char *argv[])
{
  g_autoptr (RondoApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, BUILD_CATALOGS);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = rondo_application_new ();
  g_signal_connect (application, "startup", G_CALLBACK (started_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
