/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row with the wording of something to agree to, which version was accepted, and when. */
#include "config.h"

#include "rondo-agreement-row.h"

#include <glib/gi18n-lib.h>

struct _RondoAgreementRow {
  AdwExpanderRow parent_instance;

  /* template children */
  GtkWidget *accept_button;
  GtkLabel *text_label;
  GtkWidget *withdraw_button;
};

G_DEFINE_FINAL_TYPE (RondoAgreementRow, rondo_agreement_row, ADW_TYPE_EXPANDER_ROW)

static void
rondo_agreement_row_class_init (RondoAgreementRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-agreement-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoAgreementRow, accept_button);
  gtk_widget_class_bind_template_child (widget_class, RondoAgreementRow, text_label);
  gtk_widget_class_bind_template_child (widget_class, RondoAgreementRow, withdraw_button);
}

/* The toolkit has a switch without a name in every such row, hidden unless somebody asks for it. */
static void
name_switches (GtkWidget *widget, const char *label)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (GTK_IS_SWITCH (widget))
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    name_switches (child, label);
}

static void
rondo_agreement_row_init (RondoAgreementRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_switches (GTK_WIDGET (self), _ ("Accept"));
}

void
rondo_agreement_row_set_up (RondoAgreementRow *row, const char *kind, const char *text)
{
  g_return_if_fail (RONDO_IS_AGREEMENT_ROW (row));

  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                                  -1);
  gtk_label_set_text (row->text_label, text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row->accept_button), "s", kind);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row->withdraw_button), "s", kind);
}

void
rondo_agreement_row_set_acceptance (RondoAgreementRow *row,
                                    const RondoAcceptance *acceptance,
                                    int newest)
{
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (RONDO_IS_AGREEMENT_ROW (row) && acceptance != NULL);

  day = rondo_date_to_display (acceptance->on);
  if (acceptance->version == 0)
    text = g_strdup (_ ("Not accepted yet"));
  else if (acceptance->version < newest)
    text = g_strdup_printf (_ ("The wording has changed since you accepted it on %s"), day);
  else
    text = g_strdup_printf (_ ("Version %d, accepted on %s"), acceptance->version, day);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), text);
  gtk_widget_set_visible (row->accept_button, acceptance->version < newest);
  gtk_widget_set_visible (row->withdraw_button, acceptance->version > 0);
}
