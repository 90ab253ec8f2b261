/* SPDX-License-Identifier: GPL-3.0-or-later
 * Spin buttons that never turn what was typed into another number. */
#include "config.h"

#include "rondo-number.h"

#define KEEPS_TEXT "rondo-keeps-text"

/* A spin button reads its text on Enter and when it loses the focus, and then writes its value.
 * Text that is wrong leaves the value alone, and the writing that follows is left out. */
static int
input_cb (GtkSpinButton *spin, double *value)
{
  int number = 0;

  if (rondo_number_read (spin, &number)) {
    *value = number;
    return TRUE;
  }
  *value = gtk_spin_button_get_value (spin);
  g_object_set_data (G_OBJECT (spin), KEEPS_TEXT, spin);
  return GTK_INPUT_ERROR;
}

static gboolean
output_cb (GtkSpinButton *spin)
{
  return g_object_steal_data (G_OBJECT (spin), KEEPS_TEXT) != NULL;
}

void
rondo_number_keep_typed (GtkSpinButton *spin)
{
  g_return_if_fail (GTK_IS_SPIN_BUTTON (spin));

  g_signal_connect (spin, "input", G_CALLBACK (input_cb), NULL);
  g_signal_connect (spin, "output", G_CALLBACK (output_cb), NULL);
}

gboolean
rondo_number_read (GtkSpinButton *spin, int *number)
{
  g_autofree char *text = NULL;
  double least = 0, most = 0;
  guint64 typed = 0;

  g_return_val_if_fail (GTK_IS_SPIN_BUTTON (spin), FALSE);

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (spin))));
  gtk_spin_button_get_range (spin, &least, &most);
  if (!g_ascii_string_to_unsigned (text, 10, (guint64)least, (guint64)most, &typed, NULL))
    return FALSE;
  *number = (int)typed;
  return TRUE;
}
