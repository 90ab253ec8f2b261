/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every dialog does alike: it has a context, Escape closes it, and it waits for one save. */
#pragma once

#include <adwaita.h>

#include "rondo-change.h"
#include "rondo-context.h"

G_BEGIN_DECLS

#define RONDO_TYPE_DIALOG (rondo_dialog_get_type ())
/* Derivable, as a save has to keep the dialog, its form and its parent together. */
G_DECLARE_DERIVABLE_TYPE (RondoDialog, rondo_dialog, RONDO, DIALOG, AdwWindow)

/* Property "context", given when made. A RondoFormFrame as content shows waiting and errors. */
struct _RondoDialogClass {
  AdwWindowClass parent_class;

  /* The change is saved and the dialog closes. (nullable) */
  void (*saved) (RondoDialog *dialog);
};

RondoContext *rondo_dialog_get_context (RondoDialog *dialog);
RondoStore *rondo_dialog_get_store (RondoDialog *dialog);
/** rondo_dialog_get_cancellable: cancelled as soon as the dialog goes away. */
GCancellable *rondo_dialog_get_cancellable (RondoDialog *dialog);

/** rondo_dialog_check_answer: whether the dialog is still there and got what it waited for; the
 * form can be changed again, and an @error is shown in it. */
gboolean rondo_dialog_check_answer (RondoDialog *dialog, const GError *error);

/** rondo_dialog_save: saves @change (taken over) even if the dialog is closed before it is done;
 * closes the dialog after that, or says what went wrong. */
void rondo_dialog_save (RondoDialog *dialog, RondoChange *change);

/** rondo_dialog_tell_parent: a message in the window below. */
void rondo_dialog_tell_parent (RondoDialog *dialog, const char *text);

/** rondo_dialog_dup_text: what is in @row without the blanks around it. */
char *rondo_dialog_dup_text (GtkEditable *row);

G_END_DECLS
