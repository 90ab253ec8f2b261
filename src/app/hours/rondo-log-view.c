/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hours log: searched as one types, filtered by client, period and kind. */
#include "config.h"

#include "rondo-log-view.h"

#include "rondo-line-item.h"
#include "rondo-line-row.h"
#include "rondo-list.h"
#include "rondo-log-bar.h"
#include "rondo-log-edits.h"
#include "rondo-log-model.h"

#include <glib/gi18n-lib.h>

/* In the order of the template. */
typedef enum {
  PERIOD_ALL,
  PERIOD_MONTH,
  PERIOD_LAST_MONTH,
  PERIOD_YEAR,
  PERIOD_LAST_YEAR,
  PERIOD_12_MONTHS,
  PERIOD_18_MONTHS,
} Period;

struct _RondoLogView {
  AdwBin parent_instance;

  /* template children */
  RondoLogBar *bar;
  GtkDropDown *client_choice;
  GtkDropDown *kind_choice;
  GtkListView *list_view;
  GtkDropDown *period_choice;
  GtkEditable *search_entry;
  GtkToggleButton *select_button;
  GtkStack *stack;

  /* owned */
  GListStore *clients; /* the first stands for all */
  RondoLogModel *model;

  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (RondoLogView, rondo_log_view, ADW_TYPE_BIN)

enum { ACTIVATED, EDIT, FILTER_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* The id of the client that is chosen, "" for all. */
static const char *
get_client (RondoLogView *self)
{
  RondoLineItem *client = gtk_drop_down_get_selected_item (self->client_choice);

  return client != NULL ? rondo_line_item_get_key (client) : "";
}

static void
changed_cb (RondoLogView *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[FILTER_CHANGED], 0);
}

static void
activate (RondoLogView *self, guint position)
{
  g_autoptr (RondoLineItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (item != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, rondo_line_item_get_key (item));
}

static gboolean
is_selecting (RondoLogView *self)
{
  return gtk_toggle_button_get_active (self->select_button);
}

/* What can be done with the selected entries is offered while there are some. */
static void
selection_changed_cb (RondoLogView *self)
{
  static const char *const actions[] = {"log.delete-selected",
                                        "log.copy-selected",
                                        "log.move-selected",
                                        "log.set-payment",
                                        "log.set-setting"};
  int64_t minutes = 0;
  g_autoptr (GPtrArray) ids = rondo_log_model_dup_selected (self->model, &minutes);

  rondo_log_bar_show (self->bar, ids->len, minutes);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], ids->len > 0);
}

static void
select_toggled_cb (RondoLogView *self)
{
  rondo_log_model_set_selecting (self->model, is_selecting (self));
  selection_changed_cb (self);
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (RONDO_LOG_VIEW (widget)->model));
}

/* Tells the page what is wanted of the selected entries, then nothing is selected any more. */
static void
edit (RondoLogView *self, RondoLogEditKind kind, int value)
{
  int64_t minutes = 0;
  g_autoptr (GPtrArray) ids = rondo_log_model_dup_selected (self->model, &minutes);
  const RondoLogEditOrder order = {.kind = kind, .ids = ids, .value = value};

  if (ids->len > 0)
    g_signal_emit (self, signals[EDIT], 0, &order);
  gtk_toggle_button_set_active (self->select_button, FALSE);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  edit (RONDO_LOG_VIEW (widget), RONDO_LOG_EDIT_DELETE, 0);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  edit (RONDO_LOG_VIEW (widget), RONDO_LOG_EDIT_COPY, 0);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  edit (RONDO_LOG_VIEW (widget), RONDO_LOG_EDIT_MOVE, 0);
}

static void
set_payment_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  edit (RONDO_LOG_VIEW (widget), RONDO_LOG_EDIT_SET_PAYMENT, g_variant_get_int32 (parameter));
}

static void
set_setting_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  edit (RONDO_LOG_VIEW (widget), RONDO_LOG_EDIT_SET_SETTING, g_variant_get_int32 (parameter));
}

static void
activated_cb (RondoLogView *self, guint position)
{
  if (is_selecting (self)) {
    rondo_log_model_toggle (self->model, position);
    return;
  }
  activate (self, position);
}

static void
stop_search_cb (RondoLogView *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

static gboolean
find_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  RondoLogView *self = RONDO_LOG_VIEW (widget);

  return gtk_widget_get_mapped (widget) && gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
clear_filter_cb (RondoLogView *self)
{
  self->is_filling = TRUE;
  gtk_editable_set_text (self->search_entry, "");
  gtk_drop_down_set_selected (self->client_choice, 0);
  gtk_drop_down_set_selected (self->period_choice, 0);
  gtk_drop_down_set_selected (self->kind_choice, 0);
  self->is_filling = FALSE;
  changed_cb (self);
}

/* The day @day of the month @months before that of @today. */
static RondoDate
get_first_of_month (RondoDate today, int months)
{
  g_autofree char *iso = rondo_date_to_iso (rondo_date_add_months (today, -months));
  RondoDate first = today;

  memcpy (iso + strlen ("YYYY-MM-"), "01", 2);
  rondo_date_parse (iso, &first);
  return first;
}

static RondoDate
get_first_of_year (RondoDate today, int years)
{
  g_autofree char *iso = rondo_date_to_iso (rondo_date_add_months (today, -12 * years));
  RondoDate first = today;

  memcpy (iso + strlen ("YYYY-"), "01-01", 5);
  rondo_date_parse (iso, &first);
  return first;
}

static void
write_period (RondoLogFilter *filter, Period period, RondoDate today)
{
  switch (period) {
  case PERIOD_MONTH:
    filter->from = get_first_of_month (today, 0);
    break;
  case PERIOD_LAST_MONTH:
    filter->from = get_first_of_month (today, 1);
    filter->until = get_first_of_month (today, 0) - 1;
    break;
  case PERIOD_YEAR:
    filter->from = get_first_of_year (today, 0);
    break;
  case PERIOD_LAST_YEAR:
    filter->from = get_first_of_year (today, 1);
    filter->until = get_first_of_year (today, 0) - 1;
    break;
  case PERIOD_12_MONTHS:
    filter->from = rondo_date_add_months (today, -12);
    break;
  case PERIOD_18_MONTHS:
    filter->from = rondo_date_add_months (today, -18);
    break;
  case PERIOD_ALL:
  default:
    break;
  }
}

/* All clients by name; whoever was chosen stays so. */
static void
fill_clients (RondoLogView *self, GPtrArray *clients)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *key = g_strdup (get_client (self));
  RondoLineItem *all = rondo_line_item_new ("", 0);

  rondo_line_item_take_title (all, g_strdup (_ ("All Clients")));
  g_ptr_array_add (lines, all);
  for (guint i = 0; i < clients->len; i++) {
    const RondoClientPerson *client = clients->pdata[i];
    RondoLineItem *line = rondo_line_item_new (client->id, 0);

    rondo_line_item_take_title (line, g_strdup (client->name));
    g_ptr_array_add (lines, line);
  }
  self->is_filling = TRUE;
  rondo_list_update (self->clients, lines, rondo_line_item_adopt);
  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (rondo_line_item_get_key (lines->pdata[i]), key))
      gtk_drop_down_set_selected (self->client_choice, i);
  self->is_filling = FALSE;
}

static void
rondo_log_view_dispose (GObject *object)
{
  RondoLogView *self = RONDO_LOG_VIEW (object);

  self->is_filling = TRUE;
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_LOG_VIEW);
  g_clear_object (&self->clients);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (rondo_log_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-log-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoLogView, bar);
  gtk_widget_class_bind_template_child (widget_class, RondoLogView, client_choice);
  gtk_widget_class_bind_template_child (widget_class, RondoLogView, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, RondoLogView, list_view);
  gtk_widget_class_bind_template_child (widget_class, RondoLogView, period_choice);
  gtk_widget_class_bind_template_child (widget_class, RondoLogView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RondoLogView, select_button);
  gtk_widget_class_bind_template_child (widget_class, RondoLogView, stack);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, select_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "log.copy-selected", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "log.delete-selected", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "log.move-selected", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "log.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "log.set-payment", "i", set_payment_action);
  gtk_widget_class_install_action (widget_class, "log.set-setting", "i", set_setting_action);
}

static void
rondo_log_view_class_init (RondoLogViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = rondo_log_view_dispose;
  signals[ACTIVATED] = g_signal_new (
      "activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[EDIT] = g_signal_new (
      "edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[FILTER_CHANGED] =
      g_signal_new ("filter-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (RONDO_TYPE_LINE_ITEM);
  g_type_ensure (RONDO_TYPE_LINE_ROW);
  g_type_ensure (RONDO_TYPE_LOG_BAR);
  install_actions (widget_class);
  bind_template (widget_class);
}

static void
rondo_log_view_init (RondoLogView *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->clients = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  self->model = rondo_log_model_new ();
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  rondo_line_row_name_drop (self->client_choice, _ ("Client"));
  rondo_line_row_name_drop (self->period_choice, _ ("Period"));
  rondo_line_row_name_drop (self->kind_choice, _ ("Kind"));
  self->is_filling = FALSE;
  gtk_drop_down_set_model (self->client_choice, G_LIST_MODEL (self->clients));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->model));
  g_signal_connect_swapped (
      self->model, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  selection_changed_cb (self);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry),
                                           GTK_WIDGET (self->list_view));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_f, GDK_CONTROL_MASK),
                        gtk_callback_action_new (find_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

RondoLogFilter *
rondo_log_view_make_filter (RondoLogView *self, RondoDate today)
{
  RondoLogFilter *filter = NULL;

  g_return_val_if_fail (RONDO_IS_LOG_VIEW (self), NULL);

  filter = rondo_log_filter_new ();
  if (*get_client (self) != '\0')
    filter->client = g_strdup (get_client (self));
  filter->search = g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));
  filter->kind = gtk_drop_down_get_selected (self->kind_choice);
  write_period (filter, gtk_drop_down_get_selected (self->period_choice), today);
  return filter;
}

gboolean
rondo_log_view_is_filtered (RondoLogView *self)
{
  g_return_val_if_fail (RONDO_IS_LOG_VIEW (self), FALSE);

  return gtk_drop_down_get_selected (self->kind_choice) != 0 ||
         gtk_drop_down_get_selected (self->period_choice) != 0 || *get_client (self) != '\0' ||
         *gtk_editable_get_text (self->search_entry) != '\0';
}

void
rondo_log_view_take (RondoLogView *self, RondoLogOverview *log, gboolean is_connected)
{
  g_return_if_fail (RONDO_IS_LOG_VIEW (self));
  g_return_if_fail (log != NULL);

  fill_clients (self, log->clients);
  gtk_stack_set_visible_child_name (self->stack,
                                    log->entries->len == 0 && log->all_count > 0 ? "none" : "list");
  rondo_log_model_take (self->model, log, is_connected);
  selection_changed_cb (self);
}
