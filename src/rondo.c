/* SPDX-License-Identifier: GPL-3.0-or-later
 * The application of a coach and of a coordinator. */
#include "config.h"

#include "rondo-application.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

int
main (int argc, char *argv[])
{
  g_autoptr (RondoApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, RONDO_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = rondo_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
