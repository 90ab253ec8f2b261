/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else a round asks for: its kind, its dates on the way, the agreement. */
#include "config.h"

#include "rondo-round-terms.h"

#include "rondo-date-row.h"
#include "rondo-life.h"

/* Those in which coordinators can register members too. */
static const RondoRoundKind offered[] = {RONDO_ROUND_RECIPROCAL, RONDO_ROUND_DEFERRED};

struct _RondoRoundTerms {
  AdwPreferencesGroup parent_instance;

  /* template children */
  GtkEditable *agreement_row;
  GtkEditable *code_row;
  GtkWidget *draft_row;
  GtkSwitch *draft_switch;
  GtkSpinButton *contact_spin;
  GtkSpinButton *gap_spin;
  AdwComboRow *kind_row;
  RondoDateRow *register_row;
  GtkSwitch *standby_switch;

  gboolean is_new;
};

G_DEFINE_FINAL_TYPE (RondoRoundTerms, rondo_round_terms, ADW_TYPE_PREFERENCES_GROUP)

static void
rondo_round_terms_class_init (RondoRoundTermsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (RONDO_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-round-terms.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, agreement_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, code_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, contact_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, draft_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, draft_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, gap_spin);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, kind_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, register_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, standby_switch);
}

static void
rondo_round_terms_init (RondoRoundTerms *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_date_row_set_is_optional (self->register_row, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    gtk_string_list_append (kinds, rondo_round_kind_describe (offered[i]));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (kinds));
}

void
rondo_round_terms_set_round (RondoRoundTerms *terms, const RondoRound *round, gboolean is_new)
{
  g_return_if_fail (RONDO_IS_ROUND_TERMS (terms));

  terms->is_new = is_new;
  gtk_widget_set_visible (GTK_WIDGET (terms->kind_row), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    if (offered[i] == round->kind) {
      adw_combo_row_set_selected (terms->kind_row, i);
      gtk_widget_set_visible (GTK_WIDGET (terms->kind_row), TRUE);
    }
  gtk_editable_set_text (terms->code_row, round->code);
  gtk_editable_set_text (terms->agreement_row, round->agreement);
  gtk_spin_button_set_value (terms->contact_spin, round->first_contact_days);
  gtk_spin_button_set_value (terms->gap_spin, round->gap_days);
  gtk_switch_set_active (terms->standby_switch, round->takes_standby);
  gtk_switch_set_active (terms->draft_switch, round->state == RONDO_ROUND_DRAFT);
  gtk_widget_set_visible (terms->draft_row, is_new);
  if (round->register_until != RONDO_DATE_NONE)
    rondo_date_row_set_date (terms->register_row, round->register_until);
}

static void
read_text (GtkEditable *row, char **slot)
{
  g_free (*slot);
  *slot = g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

void
rondo_round_terms_read (RondoRoundTerms *terms, RondoRound *round)
{
  g_autofree char *before = g_strdup (round->agreement);

  g_return_if_fail (RONDO_IS_ROUND_TERMS (terms));

  if (gtk_widget_get_visible (GTK_WIDGET (terms->kind_row)))
    round->kind = offered[adw_combo_row_get_selected (terms->kind_row) % G_N_ELEMENTS (offered)];
  read_text (terms->code_row, &round->code);
  read_text (terms->agreement_row, &round->agreement);
  if (g_strcmp0 (before, round->agreement) != 0)
    round->agreement_version++;
  round->first_contact_days = gtk_spin_button_get_value_as_int (terms->contact_spin);
  round->gap_days = gtk_spin_button_get_value_as_int (terms->gap_spin);
  round->takes_standby = gtk_switch_get_active (terms->standby_switch);
  round->register_until = rondo_date_row_get_date (terms->register_row);
  if (terms->is_new)
    round->state =
        gtk_switch_get_active (terms->draft_switch) ? RONDO_ROUND_DRAFT : RONDO_ROUND_OPEN;
}
