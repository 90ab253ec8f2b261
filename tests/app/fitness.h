/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every page and dialog is asked: does it fit a telephone, and has all that acts a name? */
#pragma once

#include "app-fixture.h"

G_BEGIN_DECLS

/** fitness_check: @widget (a window, or what goes into one), as it is now; a failure names what is
 * wrong. */
void fitness_check (GtkWidget *widget);
/** fitness_check_made: the same of a @widget that was just made; shows it, waits for what it reads
 * of the database of @fixture (nullable), and closes it. */
void fitness_check_made (Fixture *fixture, GtkWidget *widget);
/** fitness_list_templates: the types whose template ends with @suffix, "-dialog.ui".
 * (element-type char *) */
GPtrArray *fitness_list_templates (const char *suffix);

G_END_DECLS
