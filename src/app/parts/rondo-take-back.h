/* SPDX-License-Identifier: GPL-3.0-or-later
 * The question whether a whole import shall go again, from asking what it made to doing it. */
#pragma once

#include <gtk/gtk.h>

#include "rondo-change.h"
#include "rondo-context.h"

G_BEGIN_DECLS

typedef struct _RondoTakeBack RondoTakeBack;

/** rondo_take_back_new: a question for the window that @from is in; to be answered by
 * rondo_take_back_ask(). */
RondoTakeBack *rondo_take_back_new (GtkWidget *from, RondoContext *context);

/**
 * rondo_take_back_ask: asks, and saves @change if the answer is yes.
 * @question: (transfer full)
 * @change: (transfer full) (nullable): NULL if there is nothing to take back
 * @body: what will happen
 * @error: (nullable): why that could not be found out
 * @nothing: says that there is nothing
 */
void rondo_take_back_ask (RondoTakeBack *question,
                          RondoChange *change,
                          const char *body,
                          const GError *error,
                          const char *nothing);

G_END_DECLS
