/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else a round asks for: its code, a standby list, the agreement. */
#include "config.h"

#include "rondo-round-terms.h"

#include <glib/gi18n-lib.h>

struct _RondoRoundTerms {
  AdwPreferencesGroup parent_instance;

  /* template children */
  GtkEditable *code_row;
  GtkWidget *draft_row;
  GtkSwitch *draft_switch;
  GtkLabel *version_label;
  GtkSwitch *standby_switch;
  GtkTextView *agreement_view;

  /* owned */
  char *agreement; /* as it was */
  int version;     /* of that */

  gboolean is_new;
};

G_DEFINE_FINAL_TYPE (RondoRoundTerms, rondo_round_terms, ADW_TYPE_PREFERENCES_GROUP)

static char *
dup_agreement (RondoRoundTerms *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->agreement_view);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return g_strdup (g_strstrip (text));
}

static int
get_version (RondoRoundTerms *self, const char *agreement)
{
  return g_strcmp0 (agreement, self->agreement) == 0 ? self->version : self->version + 1;
}

/* Another text is another version, which everybody accepts anew. */
static void
agreement_changed_cb (RondoRoundTerms *self)
{
  g_autofree char *agreement = dup_agreement (self);
  int version = get_version (self, agreement);
  g_autofree char *text = g_strdup_printf (
      version > self->version && self->version > 0
          ? _ ("Version %d. Who accepted an earlier version is asked again when they change "
               "something.")
          : _ ("Version %d. Who joins accepts it."),
      version);

  gtk_label_set_text (self->version_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->version_label), *agreement != '\0');
}

static void
rondo_round_terms_finalize (GObject *object)
{
  g_free (RONDO_ROUND_TERMS (object)->agreement);

  G_OBJECT_CLASS (rondo_round_terms_parent_class)->finalize (object);
}

static void
rondo_round_terms_class_init (RondoRoundTermsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_round_terms_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-round-terms.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, agreement_view);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, code_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, draft_row);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, draft_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, standby_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoRoundTerms, version_label);
}

static void
rondo_round_terms_init (RondoRoundTerms *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->agreement_view),
                           "changed",
                           G_CALLBACK (agreement_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

void
rondo_round_terms_set_round (RondoRoundTerms *terms, const RondoRound *round, gboolean is_new)
{
  g_return_if_fail (RONDO_IS_ROUND_TERMS (terms));

  terms->is_new = is_new;
  g_free (terms->agreement);
  terms->agreement = g_strdup (round->agreement);
  terms->version = round->agreement_version;
  gtk_editable_set_text (terms->code_row, round->code);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (terms->agreement_view), round->agreement, -1);
  agreement_changed_cb (terms);
  gtk_switch_set_active (terms->standby_switch, round->takes_standby);
  gtk_switch_set_active (terms->draft_switch, round->state == RONDO_ROUND_DRAFT);
  gtk_widget_set_visible (terms->draft_row, is_new);
}

void
rondo_round_terms_read (RondoRoundTerms *terms, RondoRound *round)
{
  g_return_if_fail (RONDO_IS_ROUND_TERMS (terms));

  g_free (round->code);
  round->code = g_strstrip (g_strdup (gtk_editable_get_text (terms->code_row)));
  g_free (round->agreement);
  round->agreement = dup_agreement (terms);
  round->agreement_version = get_version (terms, round->agreement);
  round->takes_standby = gtk_switch_get_active (terms->standby_switch);
  if (terms->is_new)
    round->state =
        gtk_switch_get_active (terms->draft_switch) ? RONDO_ROUND_DRAFT : RONDO_ROUND_OPEN;
}
