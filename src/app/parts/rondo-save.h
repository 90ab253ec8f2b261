/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saving a change that no dialog waits for: what goes wrong is said in a toast. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-change.h"
#include "rondo-context.h"

G_BEGIN_DECLS

/** rondo_save_change: saves @change (taken over) for the page @from. */
void rondo_save_change (GtkWidget *from, RondoContext *context, RondoChange *change);

/**
 * rondo_save_change_with_undo:
 * @text: what was done, a sentence
 * @undo: (transfer full): the change that takes it back
 *
 * Saves @change (taken over) and offers to take it back.
 */
void rondo_save_change_with_undo (GtkWidget *from,
                                  RondoContext *context,
                                  RondoChange *change,
                                  const char *text,
                                  RondoChange *undo);

G_END_DECLS
