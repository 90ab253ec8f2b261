/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else would be possible for a pair or a member. */
#include "config.h"

#include "rondo-pair-studies.h"

#include "rondo-paragraph.h"
#include "rondo-workbench-lines.h"

#include <glib/gi18n-lib.h>

/* More are not read. */
#define MAX_SHOWN 10

struct _RondoPairStudies {
  AdwBin parent_instance;

  /* template children */
  GtkListBox *alternatives_box;
  GtkListBox *forbidden_box;
  GtkListBox *reliefs_box;
  GtkWidget *forbidden_part;
  GtkWidget *reliefs_part;
  RondoParagraph *alternatives_label;

  /* borrowed, while it shows something */
  RondoWorkbench *workbench;
  const char *member;
};

G_DEFINE_FINAL_TYPE (RondoPairStudies, rondo_pair_studies, ADW_TYPE_BIN)

static void
clear_box (GtkListBox *box)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_list_box_remove (box, child);
}

static GtkWidget *
make_text (const char *text)
{
  GtkWidget *paragraph = rondo_paragraph_new (text);

  g_object_set (paragraph, "is-centered", TRUE, NULL);
  gtk_widget_set_hexpand (paragraph, TRUE);
  return paragraph;
}

/* A line with a button that does something about it; @action NULL: none. */
static void
add_line (GtkListBox *box,
          const char *text,
          const char *button_label,
          const char *action,
          const char *target)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_add_css_class (line, "rondo-detail-line");
  gtk_box_append (GTK_BOX (line), make_text (text));
  if (action != NULL) {
    GtkWidget *button = gtk_button_new_with_label (button_label);
    g_autofree char *name = g_strdup_printf ("%s: %s", button_label, text);

    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    gtk_box_append (GTK_BOX (line), button);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_list_box_append (box, row);
}

static char *
describe_pair (RondoPairStudies *self, const char *coach_id, const char *client_id)
{
  g_autofree char *coach = rondo_workbench_dup_name (self->workbench, coach_id);
  g_autofree char *client = rondo_workbench_dup_name (self->workbench, client_id);

  /* Translators: the name of a coach, then of a client */
  return g_strdup_printf (_ ("%s coaches %s"), coach, client);
}

static void
show_alternatives (RondoPairStudies *self)
{
  GPtrArray *list = rondo_workbench_get_alternatives (self->workbench);

  clear_box (self->alternatives_box);
  if (list == NULL)
    rondo_paragraph_set_text (self->alternatives_label, _ ("Looking for alternatives…"));
  else if (list->len == 0)
    rondo_paragraph_set_text (self->alternatives_label, _ ("The rules leave no alternative."));
  else
    rondo_paragraph_set_text (self->alternatives_label,
                              _ ("Compared with the best plan that has the fixed pairings."));
  gtk_widget_set_visible (GTK_WIDGET (self->alternatives_box), list != NULL && list->len > 0);
  for (guint i = 0; list != NULL && i < MIN (list->len, MAX_SHOWN); i++) {
    const RondoAlternative *alternative = list->pdata[i];
    g_autofree char *pair = describe_pair (self, alternative->coach, alternative->client);
    g_autofree char *price = rondo_alternative_describe (alternative);
    /* Translators: "Ana coaches Ben", and what that costs */
    g_autofree char *text = g_strdup_printf (_ ("%s: %s"), pair, price);
    g_autofree char *target = g_strconcat (alternative->coach, " ", alternative->client, NULL);

    add_line (self->alternatives_box,
              text,
              _ ("Take"),
              alternative->is_possible ? "bench.take" : NULL,
              target);
  }
}

static void
show_reliefs (RondoPairStudies *self)
{
  GPtrArray *list = rondo_workbench_get_reliefs (self->workbench);
  const RondoDraft *draft = rondo_workbench_get_draft (self->workbench);
  gboolean is_placed = self->member == NULL || draft == NULL ||
                       rondo_draft_find_coach_of (draft, self->member) != NULL;

  clear_box (self->reliefs_box);
  gtk_widget_set_visible (self->reliefs_part, !is_placed);
  if (is_placed)
    return;
  if (list == NULL)
    add_line (self->reliefs_box, _ ("Looking for what would help…"), NULL, NULL, NULL);
  else if (list->len == 0)
    add_line (
        self->reliefs_box, _ ("No single change would place more members."), NULL, NULL, NULL);
  for (guint i = 0; list != NULL && i < MIN (list->len, MAX_SHOWN); i++)
    add_line (self->reliefs_box, ((RondoRelief *)list->pdata[i])->sentence, NULL, NULL, NULL);
}

/* What the coordinator does not want for one of the two. */
static void
show_forbidden (RondoPairStudies *self)
{
  const RondoDraft *draft = rondo_workbench_get_draft (self->workbench);
  gboolean is_any = FALSE;

  clear_box (self->forbidden_box);
  for (guint i = 0; draft != NULL && i < draft->forbidden->len; i++) {
    const RondoPair *pair = draft->forbidden->pdata[i];
    g_autofree char *text = NULL;
    g_autofree char *target = NULL;

    if (g_strcmp0 (pair->coach, self->member) != 0 && g_strcmp0 (pair->client, self->member) != 0)
      continue;
    text = describe_pair (self, pair->coach, pair->client);
    target = g_strconcat (pair->coach, " ", pair->client, NULL);
    add_line (self->forbidden_box, text, _ ("Allow"), "bench.allow", target);
    is_any = TRUE;
  }
  gtk_widget_set_visible (self->forbidden_part, is_any);
}

static void
rondo_pair_studies_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template takes it away */
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_PAIR_STUDIES);

  G_OBJECT_CLASS (rondo_pair_studies_parent_class)->dispose (object);
}

static void
rondo_pair_studies_class_init (RondoPairStudiesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_pair_studies_dispose;
  g_type_ensure (RONDO_TYPE_PARAGRAPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-pair-studies.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoPairStudies, alternatives_box);
  gtk_widget_class_bind_template_child (widget_class, RondoPairStudies, alternatives_label);
  gtk_widget_class_bind_template_child (widget_class, RondoPairStudies, forbidden_box);
  gtk_widget_class_bind_template_child (widget_class, RondoPairStudies, forbidden_part);
  gtk_widget_class_bind_template_child (widget_class, RondoPairStudies, reliefs_box);
  gtk_widget_class_bind_template_child (widget_class, RondoPairStudies, reliefs_part);
}

static void
rondo_pair_studies_init (RondoPairStudies *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rondo_pair_studies_show (RondoPairStudies *self, RondoWorkbench *workbench, const char *member)
{
  g_return_if_fail (RONDO_IS_PAIR_STUDIES (self));
  g_return_if_fail (RONDO_IS_WORKBENCH (workbench));

  self->workbench = workbench;
  self->member = member;
  show_alternatives (self);
  show_reliefs (self);
  show_forbidden (self);
  self->workbench = NULL;
  self->member = NULL;
}
