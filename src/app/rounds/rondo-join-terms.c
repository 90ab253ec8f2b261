/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else is said when joining a round: the role, the agreement, a note. */
#include "config.h"

#include "rondo-join-terms.h"

#include "rondo-error.h"
#include "rondo-life.h"

#include <glib/gi18n-lib.h>

struct _RondoJoinTerms {
  AdwPreferencesGroup parent_instance;

  /* template children */
  GtkSwitch *agree_switch;
  AdwActionRow *agreement_row;
  GtkEditable *note_row;
  AdwComboRow *role_row;
  AdwComboRow *side_row;
  GtkLabel *owed_label;
  GtkWidget *standby_label;

  RondoRole roles[RONDO_N_ROLES]; /* in the order of the combo row */
  int agreement_version;          /* 0: there is nothing to accept */
  gboolean is_standby;
};

G_DEFINE_FINAL_TYPE (RondoJoinTerms, rondo_join_terms, ADW_TYPE_PREFERENCES_GROUP)

static void
rondo_join_terms_class_init (RondoJoinTermsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-join-terms.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoJoinTerms, agree_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinTerms, agreement_row);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinTerms, note_row);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinTerms, owed_label);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinTerms, role_row);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinTerms, side_row);
  gtk_widget_class_bind_template_child (widget_class, RondoJoinTerms, standby_label);
}

static void
rondo_join_terms_init (RondoJoinTerms *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Only the roles that the kind of the round has. */
static void
fill_roles (RondoJoinTerms *self, const RondoRound *round)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  RondoRegistration tried = {0};
  guint count = 0;

  for (guint role = 0; role < RONDO_N_ROLES; role++) {
    tried.role = (RondoRole)role;
    tried.side = RONDO_TEAM_FIRST;
    if (!rondo_registration_check_kind (round, &tried, NULL))
      continue;
    self->roles[count++] = tried.role;
    gtk_string_list_append (names, rondo_role_describe (tried.role));
  }
  adw_combo_row_set_model (self->role_row, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->role_row), count > 1);
}

/* The sides by the names they have in the round. */
static void
fill_sides (RondoJoinTerms *self, const RondoRound *round)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (RondoTeam side = RONDO_TEAM_FIRST; side < RONDO_N_TEAMS; side++) {
    g_autofree char *name = rondo_round_dup_side_name (round, side);

    gtk_string_list_append (names, name);
  }
  adw_combo_row_set_model (self->side_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->side_row, GTK_INVALID_LIST_POSITION);
  gtk_widget_set_visible (GTK_WIDGET (self->side_row), rondo_round_has_sides (round));
}

void
rondo_join_terms_set_round (RondoJoinTerms *terms, const RondoRound *round)
{
  gboolean has_agreement = *round->agreement != '\0';

  g_return_if_fail (RONDO_IS_JOIN_TERMS (terms));

  fill_roles (terms, round);
  fill_sides (terms, round);
  terms->is_standby = round->state != RONDO_ROUND_OPEN;
  gtk_widget_set_visible (terms->standby_label, terms->is_standby);
  terms->agreement_version = has_agreement ? round->agreement_version : 0;
  adw_action_row_set_subtitle (terms->agreement_row, round->agreement);
  gtk_widget_set_visible (GTK_WIDGET (terms->agreement_row), has_agreement);
}

void
rondo_join_terms_set_registration (RondoJoinTerms *terms, const RondoRegistration *registration)
{
  g_return_if_fail (RONDO_IS_JOIN_TERMS (terms));

  for (guint i = 0; i < g_list_model_get_n_items (adw_combo_row_get_model (terms->role_row)); i++)
    if (terms->roles[i] == registration->role)
      adw_combo_row_set_selected (terms->role_row, i);
  if (registration->side != RONDO_TEAM_NONE)
    adw_combo_row_set_selected (terms->side_row, registration->side - RONDO_TEAM_FIRST);
  gtk_switch_set_active (terms->agree_switch,
                         terms->agreement_version == registration->agreement_version);
  gtk_editable_set_text (terms->note_row, registration->note);
  if (registration->state == RONDO_REGISTRATION_STANDBY)
    terms->is_standby = TRUE;
  gtk_widget_set_visible (terms->standby_label, terms->is_standby);
}

void
rondo_join_terms_set_owed (RondoJoinTerms *terms, int count)
{
  g_autofree char *text = rondo_round_describe_owed (count);

  g_return_if_fail (RONDO_IS_JOIN_TERMS (terms));

  gtk_label_set_label (terms->owed_label, text);
  gtk_widget_set_visible (GTK_WIDGET (terms->owed_label), *text != '\0');
}

gboolean
rondo_join_terms_read (RondoJoinTerms *terms, RondoRegistration *registration, GError **error)
{
  guint selected = 0;

  g_return_val_if_fail (RONDO_IS_JOIN_TERMS (terms), FALSE);

  selected = adw_combo_row_get_selected (terms->role_row);
  if (gtk_widget_get_visible (GTK_WIDGET (terms->agreement_row)) &&
      !gtk_switch_get_active (terms->agree_switch)) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_INVALID,
                         _ ("Read the agreement of the round and accept it to take part."));
    return FALSE;
  }
  if (gtk_widget_get_visible (GTK_WIDGET (terms->side_row))) {
    guint side = adw_combo_row_get_selected (terms->side_row);

    if (side == GTK_INVALID_LIST_POSITION) {
      g_set_error_literal (error,
                           RONDO_ERROR,
                           RONDO_ERROR_INVALID,
                           _ ("In this round two sides coach each other. Choose the side that you "
                              "are on."));
      return FALSE;
    }
    registration->side = (RondoTeam)(RONDO_TEAM_FIRST + side);
  }
  registration->role = selected < RONDO_N_ROLES ? terms->roles[selected] : RONDO_ROLE_BOTH;
  registration->state =
      terms->is_standby ? RONDO_REGISTRATION_STANDBY : RONDO_REGISTRATION_REGISTERED;
  registration->agreement_version = terms->agreement_version;
  g_free (registration->note);
  registration->note = g_strstrip (g_strdup (gtk_editable_get_text (terms->note_row)));
  return rondo_registration_check (registration, error);
}
