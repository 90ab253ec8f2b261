/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may join a round: credential, hours of coach education, language. */
#include "config.h"

#include "rondo-round-entry.h"

#include "rondo-form-frame.h"
#include "rondo-language.h"
#include "rondo-number.h"

#include <glib/gi18n-lib.h>

struct _RondoRoundEntry {
  AdwPreferencesGroup parent_instance;

  /* template children */
  AdwComboRow *credential_row;
  GtkEditable *language_row;
  GtkSpinButton *training_spin;
};

G_DEFINE_FINAL_TYPE (RondoRoundEntry, rondo_round_entry, ADW_TYPE_PREFERENCES_GROUP)

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
entry_changed_cb (RondoRoundEntry *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
rondo_round_entry_class_init (RondoRoundEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /* RondoRoundEntry::changed: something was typed. */
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-round-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRoundEntry, credential_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundEntry, language_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundEntry, training_spin);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
}

static void
rondo_round_entry_init (RondoRoundEntry *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_number_keep_typed (self->training_spin);
  gtk_string_list_append (names, _ ("Any"));
  for (RondoCredential credential = RONDO_CREDENTIAL_ACC; credential <= RONDO_CREDENTIAL_MCC;
       credential++)
    gtk_string_list_append (names, rondo_credential_to_word (credential));
  adw_combo_row_set_model (self->credential_row, G_LIST_MODEL (names));
}

void
rondo_round_entry_set_round (RondoRoundEntry *entry, const RondoRound *round)
{
  g_autofree char *language = NULL;

  g_return_if_fail (RONDO_IS_ROUND_ENTRY (entry));

  language = *round->language != '\0' ? rondo_language_to_display (round->language) : g_strdup ("");
  adw_combo_row_set_selected (entry->credential_row, round->least);
  gtk_spin_button_set_value (entry->training_spin, round->least_training);
  gtk_editable_set_text (entry->language_row, language);
}

/* By its name or its code. */
static gboolean
read_language (RondoRoundEntry *self, char **slot)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->language_row)));
  const char *known = rondo_language_from_name (text);
  g_autofree char *code = known != NULL ? g_strdup (known) : g_ascii_strdown (text, -1);

  if (*text != '\0' && (!rondo_language_is_valid (code) || (known == NULL && strlen (code) > 8)))
    return FALSE;
  g_free (*slot);
  *slot = g_steal_pointer (&code);
  return TRUE;
}

char *
rondo_round_entry_read (RondoRoundEntry *entry, RondoRound *round, GtkWidget **row)
{
  char *mistake = NULL;

  g_return_val_if_fail (RONDO_IS_ROUND_ENTRY (entry), NULL);

  *row = NULL;
  round->least = (RondoCredential)adw_combo_row_get_selected (entry->credential_row);
  if (!rondo_number_read (entry->training_spin, &round->least_training)) {
    *row = GTK_WIDGET (entry->training_spin);
    mistake = g_strdup (_ ("The hours of coach education are a whole number from 0 to 10,000."));
  } else if (!read_language (entry, &round->language)) {
    *row = GTK_WIDGET (entry->language_row);
    mistake = g_strdup (_ ("Enter a language by its name or its code, such as German or de, or "
                           "nothing for any."));
  }
  rondo_form_frame_mark (GTK_WIDGET (entry->training_spin),
                         *row == GTK_WIDGET (entry->training_spin));
  rondo_form_frame_mark (GTK_WIDGET (entry->language_row),
                         *row == GTK_WIDGET (entry->language_row));
  return mistake;
}
