/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plans for credentials: what the log is worth on the day of the application, and what is missing.
 */
#include "config.h"

#include "rondo-credentials-page.h"

#include "rondo-credential-card.h"
#include "rondo-date-row.h"
#include "rondo-desk.h"
#include "rondo-own-rules-group.h"
#include "rondo-state-view.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SAVE_DELAY_MS 300 /* while somebody types or slides */
#define MINUTES_PER_HOUR 60

struct _RondoCredentialsPage {
  RondoPage parent_instance;

  /* template children */
  GtkMenuButton *add_button;
  RondoDateRow *application_row;
  GtkLabel *balance_label;
  GtkLinkButton *balance_source;
  GtkSwitch *balance_switch;
  GtkBox *cards_box;
  GtkLabel *disclaimer_label;
  GtkMenuButton *first_button;
  GtkWidget *pace_button;
  GtkLabel *problems_label;
  RondoOwnRulesGroup *rules_group;
  RondoStateView *state_view;
  RondoDateRow *training_row;
  GtkLabel *weekly_label;
  GtkRange *weekly_scale;

  /* owned */
  RondoDeskSettings *settings; /* NULL until loaded; what is being saved */
  guint save_source;

  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (RondoCredentialsPage, rondo_credentials_page, RONDO_TYPE_PAGE)

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoCredentialsPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rondo_desk_save_settings_finish (RONDO_STORE (object), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rondo_toast_show_error (GTK_WIDGET (self), error);
}

static void
save (RondoCredentialsPage *self)
{
  if (self->settings != NULL)
    rondo_desk_save_settings_async (rondo_page_get_store (RONDO_PAGE (self)),
                                    self->settings,
                                    NULL,
                                    saved_cb,
                                    g_object_ref (self));
}

static gboolean
save_source_cb (gpointer data)
{
  RondoCredentialsPage *self = RONDO_CREDENTIALS_PAGE (data);

  self->save_source = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
queue_save (RondoCredentialsPage *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (SAVE_DELAY_MS, save_source_cb, self);
}

/* A day that is only half typed is not a day that was taken away. */
static void
changed_cb (RondoCredentialsPage *self)
{
  if (self->is_filling || self->settings == NULL)
    return;
  if (rondo_date_row_is_right (self->application_row))
    self->settings->application = rondo_date_row_get_date (self->application_row);
  if (rondo_date_row_is_right (self->training_row))
    self->settings->training_start = rondo_date_row_get_date (self->training_row);
  self->settings->is_balanced = gtk_switch_get_active (self->balance_switch);
  queue_save (self);
}

static void
show_weekly (RondoCredentialsPage *self, int64_t minutes)
{
  g_autofree char *hours = rondo_minutes_to_local_hours (minutes);
  gboolean is_pace = self->settings->weekly_minutes == RONDO_WEEKLY_AS_BEFORE;
  g_autofree char *text =
      is_pace ? g_strdup_printf (_ ("%s hours a week, as in the last 12 weeks"), hours)
              : g_strdup_printf (_ ("%s hours a week"), hours);

  gtk_label_set_label (self->weekly_label, text);
  gtk_widget_set_visible (self->pace_button, !is_pace);
}

static void
weekly_changed_cb (RondoCredentialsPage *self)
{
  if (self->is_filling || self->settings == NULL)
    return;
  self->settings->weekly_minutes =
      (int)lround (gtk_range_get_value (self->weekly_scale) * MINUTES_PER_HOUR);
  show_weekly (self, self->settings->weekly_minutes);
  queue_save (self);
}

static void
use_pace_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoCredentialsPage *self = RONDO_CREDENTIALS_PAGE (widget);

  if (self->settings == NULL)
    return;
  self->settings->weekly_minutes = RONDO_WEEKLY_AS_BEFORE;
  save (self);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoCredentialsPage *self = RONDO_CREDENTIALS_PAGE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (self->settings == NULL ||
      g_strv_contains ((const char *const *)self->settings->credentials, id))
    return;
  g_strv_builder_addv (ids, (const char **)self->settings->credentials);
  g_strv_builder_add (ids, id);
  g_strfreev (self->settings->credentials);
  self->settings->credentials = g_strv_builder_end (ids);
  save (self);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoCredentialsPage *self = RONDO_CREDENTIALS_PAGE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (self->settings == NULL)
    return;
  for (char **known = self->settings->credentials; *known != NULL; known++)
    if (!g_str_equal (*known, id))
      g_strv_builder_add (ids, *known);
  g_strfreev (self->settings->credentials);
  self->settings->credentials = g_strv_builder_end (ids);
  save (self);
}

/* Those that are not planned for, one section for each body. */
static GMenuModel *
make_menu (const RondoPlansOverview *plans)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = NULL;
  const char *body = NULL;

  for (guint i = 0; i < plans->rules->len; i++) {
    const RondoCredentialRule *rule = plans->rules->pdata[i];
    g_autofree char *title = rondo_credential_rule_get_title (rule);
    g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

    if (g_strv_contains ((const char *const *)plans->settings->credentials, rule->id))
      continue;
    if (g_strcmp0 (body, rule->body) != 0) {
      g_clear_object (&section);
      section = g_menu_new ();
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
      body = rule->body;
    }
    g_menu_item_set_action_and_target (item, "credentials.add", "s", rule->id);
    g_menu_append_item (section, item);
  }
  return G_MENU_MODEL (menu);
}

static RondoCredentialCard *
get_card (RondoCredentialsPage *self, guint index)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->cards_box));

  for (; child != NULL && index > 0; index--)
    child = gtk_widget_get_next_sibling (child);
  return child != NULL ? RONDO_CREDENTIAL_CARD (child) : NULL;
}

/* Cards of credentials that stay are kept, with what is open in them. */
static void
fill_cards (RondoCredentialsPage *self, GPtrArray *plans)
{
  RondoCredentialCard *card = NULL;

  for (guint i = 0; i < plans->len; i++) {
    const RondoCredentialPlan *plan = plans->pdata[i];

    while ((card = get_card (self, i)) != NULL &&
           !g_str_equal (rondo_credential_card_get_id (card), plan->rule->id))
      gtk_box_remove (self->cards_box, GTK_WIDGET (card));
    if (card == NULL)
      gtk_box_append (self->cards_box, rondo_credential_card_new (plan->rule->id));
    rondo_credential_card_set_plan (get_card (self, i), plan);
  }
  while ((card = get_card (self, plans->len)) != NULL)
    gtk_box_remove (self->cards_box, GTK_WIDGET (card));
}

/* What is being typed stays as it is. */
static void
fill_date (RondoDateRow *row, RondoDate date)
{
  if (rondo_date_row_get_date (row) != date)
    rondo_date_row_set_date (row, date);
}

static void
fill_settings (RondoCredentialsPage *self, const RondoPlansOverview *plans)
{
  int64_t weekly = self->settings->weekly_minutes != RONDO_WEEKLY_AS_BEFORE
                       ? self->settings->weekly_minutes
                       : plans->pace;

  self->is_filling = TRUE;
  fill_date (self->application_row, self->settings->application);
  fill_date (self->training_row, self->settings->training_start);
  gtk_switch_set_active (self->balance_switch, self->settings->is_balanced);
  gtk_range_set_value (self->weekly_scale, (double)weekly / MINUTES_PER_HOUR);
  show_weekly (self, weekly);
  self->is_filling = FALSE;
}

static void
fill_words (RondoCredentialsPage *self, const RondoPlansOverview *plans)
{
  g_autofree char *given = rondo_minutes_to_local_hours (plans->balance.given);
  g_autofree char *received = rondo_minutes_to_local_hours (plans->balance.received);
  g_autofree char *step = rondo_reciprocity_describe (&plans->balance);
  g_autofree char *balance =
      g_strdup_printf (_ ("In exchange: %s hours given, %s hours received. %s"),
                       given,
                       received,
                       step != NULL ? step : "");
  /* Between the marks that keep a path in its own direction. */
  g_autofree char *folder = g_strdup_printf ("\xe2\x81\xa6%s\xe2\x81\xa9", plans->own_dir);
  g_autofree char *disclaimer = g_strdup_printf (
      _ ("Hours are self-reported and not certified; only the body decides. Rule files in the "
         "folder %s count on this computer alone."),
      folder);
  g_autofree char *problems = NULL;

  g_ptr_array_add (plans->problems, NULL);
  problems = g_strjoinv ("\n", (char **)plans->problems->pdata);
  gtk_label_set_text (self->problems_label, problems);
  gtk_widget_set_visible (GTK_WIDGET (self->problems_label), *problems != '\0');
  gtk_label_set_label (self->balance_label, g_strchomp (balance));
  gtk_label_set_label (self->disclaimer_label, disclaimer);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoCredentialsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoPlansOverview) plans =
      rondo_desk_load_plans_finish (RONDO_STORE (object), result, &error);
  g_autoptr (GMenuModel) menu = NULL;

  if (!rondo_page_check_loaded (RONDO_PAGE (self), error))
    return;
  /* What was changed while this was read is about to be saved, and read again. */
  if (self->save_source == 0) {
    g_clear_pointer (&self->settings, rondo_desk_settings_free);
    self->settings = rondo_desk_settings_copy (plans->settings);
    fill_settings (self, plans);
  }
  fill_cards (self, plans->plans);
  fill_words (self, plans);
  rondo_own_rules_group_show (self->rules_group, rondo_page_get_store (RONDO_PAGE (self)), plans);
  menu = make_menu (plans);
  gtk_menu_button_set_menu_model (self->add_button, menu);
  gtk_menu_button_set_menu_model (self->first_button, menu);
  rondo_state_view_show_items (self->state_view, plans->plans->len);
}

static void
rondo_credentials_page_load (RondoPage *page)
{
  rondo_desk_load_plans_async (rondo_page_get_store (page),
                               rondo_context_get_today (rondo_page_get_context (page)),
                               rondo_page_get_cancellable (page),
                               loaded_cb,
                               g_object_ref (page));
}

static void
rondo_credentials_page_dispose (GObject *object)
{
  RondoCredentialsPage *self = RONDO_CREDENTIALS_PAGE (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  self->is_filling = TRUE;

  G_OBJECT_CLASS (rondo_credentials_page_parent_class)->dispose (object);
}

static void
rondo_credentials_page_finalize (GObject *object)
{
  RondoCredentialsPage *self = RONDO_CREDENTIALS_PAGE (object);

  g_clear_pointer (&self->settings, rondo_desk_settings_free);

  G_OBJECT_CLASS (rondo_credentials_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-credentials-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, application_row);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, balance_label);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, balance_source);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, balance_switch);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, cards_box);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, disclaimer_label);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, first_button);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, pace_button);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, problems_label);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, rules_group);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, state_view);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, training_row);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, weekly_label);
  gtk_widget_class_bind_template_child (widget_class, RondoCredentialsPage, weekly_scale);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, weekly_changed_cb);
}

static void
rondo_credentials_page_class_init (RondoCredentialsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_credentials_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_credentials_page_finalize;
  RONDO_PAGE_CLASS (klass)->load = rondo_credentials_page_load;
  g_type_ensure (RONDO_TYPE_DATE_ROW);
  g_type_ensure (RONDO_TYPE_OWN_RULES_GROUP);
  gtk_widget_class_install_action (widget_class, "credentials.add", "s", add_action);
  gtk_widget_class_install_action (widget_class, "credentials.remove", "s", remove_action);
  gtk_widget_class_install_action (widget_class, "credentials.use-pace", NULL, use_pace_action);
  bind_template (widget_class);
}

static void
rondo_credentials_page_init (RondoCredentialsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_date_row_set_is_optional (self->application_row, TRUE);
  rondo_date_row_set_is_optional (self->training_row, TRUE);
  gtk_link_button_set_uri (self->balance_source, RONDO_RECIPROCITY_SOURCE);
}

GtkWidget *
rondo_credentials_page_new (void)
{
  return g_object_new (RONDO_TYPE_CREDENTIALS_PAGE, NULL);
}
