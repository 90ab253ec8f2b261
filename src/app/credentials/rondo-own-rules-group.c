/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rule files of the coach: added, taken out, and those of the program saved as a start. */
#include "config.h"

#include "rondo-own-rules-group.h"

#include "rondo-compat.h"
#include "rondo-save-file.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RondoOwnRulesGroup {
  AdwBin parent_instance;

  /* template children */
  AdwPreferencesGroup *group;
  GtkMenuButton *save_button;

  /* owned */
  GPtrArray *rows;   /* of GtkWidget, borrowed from the group */
  GHashTable *texts; /* char * title → char * text of the file */
  RondoStore *store;
};

G_DEFINE_FINAL_TYPE (RondoOwnRulesGroup, rondo_own_rules_group, ADW_TYPE_BIN)

static void
added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoOwnRulesGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (rondo_desk_add_rule_finish (RONDO_STORE (object), result, &error))
    rondo_toast_show (GTK_WIDGET (self), _ ("Your own rules come before those of Rondo now."));
  else
    rondo_toast_show_error (GTK_WIDGET (self), error);
}

static void
file_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoOwnRulesGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_load_contents_finish (G_FILE (object), result, &text, &length, NULL, &error))
    rondo_toast_show_error (GTK_WIDGET (self), error);
  else if (strlen (text) != length || !g_utf8_validate (text, (gssize)length, NULL))
    rondo_toast_show (GTK_WIDGET (self),
                      _ ("This is no rule file: it is not text in UTF-8. Save one of Rondo's and "
                         "change it."));
  else if (self->store != NULL)
    rondo_desk_add_rule_async (self->store, text, NULL, added_cb, g_object_ref (self));
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoOwnRulesGroup) self = user_data;
  g_autoptr (GFile) file = rondo_compat_open_file_finish (result, NULL);

  if (file != NULL)
    g_file_load_contents_async (file, NULL, file_read_cb, g_object_ref (self));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  rondo_compat_open_file_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                _ ("Add a Rule File"),
                                _ ("Rules (JSON)"),
                                "json",
                                NULL,
                                file_chosen_cb,
                                g_object_ref (widget));
}

static void
removed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoOwnRulesGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rondo_desk_remove_rule_finish (RONDO_STORE (object), result, &error))
    rondo_toast_show_error (GTK_WIDGET (self), error);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoOwnRulesGroup *self = RONDO_OWN_RULES_GROUP (widget);
  const char *text = g_variant_get_string (parameter, NULL);

  if (self->store != NULL)
    rondo_desk_remove_rule_async (self->store, text, NULL, removed_cb, g_object_ref (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoOwnRulesGroup *self = RONDO_OWN_RULES_GROUP (widget);
  const char *title = g_variant_get_string (parameter, NULL);
  const char *text = g_hash_table_lookup (self->texts, title);
  g_autofree char *file_name = g_strconcat (title, ".json", NULL);
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;

  if (bytes != NULL)
    rondo_save_file (widget, _ ("Save the Rules"), file_name, bytes);
}

static void
rondo_own_rules_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_OWN_RULES_GROUP);

  G_OBJECT_CLASS (rondo_own_rules_group_parent_class)->dispose (object);
}

static void
rondo_own_rules_group_finalize (GObject *object)
{
  RondoOwnRulesGroup *self = RONDO_OWN_RULES_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (rondo_own_rules_group_parent_class)->finalize (object);
}

static void
rondo_own_rules_group_class_init (RondoOwnRulesGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rondo_own_rules_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = rondo_own_rules_group_finalize;
  gtk_widget_class_install_action (widget_class, "rules.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "rules.remove", "s", remove_action);
  gtk_widget_class_install_action (widget_class, "rules.save", "s", save_action);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/rondocoaching/Rondo/ui/rondo-own-rules-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoOwnRulesGroup, group);
  gtk_widget_class_bind_template_child (widget_class, RondoOwnRulesGroup, save_button);
}

static void
rondo_own_rules_group_init (RondoOwnRulesGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static GtkWidget *
make_row (const RondoCredentialRule *rule)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *title = rondo_credential_rule_get_title (rule);
  g_autofree char *day = rondo_date_to_display (rule->as_of);
  g_autofree char *subtitle = g_strdup_printf (_ ("As of %s"), day);
  g_autofree char *label = g_strdup_printf (_ ("Remove the Rules for %s"), title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "rules.remove");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", rule->text);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/* Files in the folder are taken out there. */
static gboolean
is_in_plan (const RondoPlansOverview *plans, const RondoCredentialRule *rule)
{
  return rule->is_own && rule->text != NULL &&
         g_strv_contains ((const char *const *)plans->settings->rules, rule->text);
}

static void
fill_rows (RondoOwnRulesGroup *self, const RondoPlansOverview *plans)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < plans->all_rules->len; i++) {
    const RondoCredentialRule *rule = plans->all_rules->pdata[i];

    if (!is_in_plan (plans, rule))
      continue;
    g_ptr_array_add (self->rows, make_row (rule));
    adw_preferences_group_add (self->group, self->rows->pdata[self->rows->len - 1]);
  }
}

/* Those in force, to begin one's own from. */
static void
fill_menu (RondoOwnRulesGroup *self, const RondoPlansOverview *plans)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_hash_table_remove_all (self->texts);
  for (guint i = 0; i < plans->rules->len; i++) {
    const RondoCredentialRule *rule = plans->rules->pdata[i];
    g_autofree char *title = rondo_credential_rule_get_title (rule);
    g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

    g_menu_item_set_action_and_target (item, "rules.save", "s", title);
    g_menu_append_item (menu, item);
    g_hash_table_insert (self->texts, g_steal_pointer (&title), g_strdup (rule->text));
  }
  gtk_menu_button_set_menu_model (self->save_button, G_MENU_MODEL (menu));
}

void
rondo_own_rules_group_show (RondoOwnRulesGroup *group,
                            RondoStore *store,
                            const RondoPlansOverview *plans)
{
  g_return_if_fail (RONDO_IS_OWN_RULES_GROUP (group));
  g_return_if_fail (plans != NULL);

  g_set_object (&group->store, store);
  fill_rows (group, plans);
  fill_menu (group, plans);
}
