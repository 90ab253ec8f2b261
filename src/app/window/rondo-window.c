/* SPDX-License-Identifier: GPL-3.0-or-later
 * The window: sidebar, pages, and who gets to see which page when. */
#include "config.h"

#include "rondo-window.h"

#include "rondo-banner.h"
#include "rondo-changes-page.h"
#include "rondo-conduct-report-dialog.h"
#include "rondo-connect-dialog.h"
#include "rondo-credentials-page.h"
#include "rondo-home-page.h"
#include "rondo-hours-page.h"
#include "rondo-import-dialog.h"
#include "rondo-log-session-dialog.h"
#include "rondo-members-page.h"
#include "rondo-profile-page.h"
#include "rondo-round-page.h"
#include "rondo-rounds-page.h"
#include "rondo-sessions-page.h"
#include "rondo-sidebar.h"
#include "rondo-sign-out.h"
#include "rondo-start-page.h"
#include "rondo-toast.h"
#include "rondo-workbench-page.h"
#include "rondo-window-sessions.h"

#include <glib/gi18n-lib.h>

struct _RondoWindow {
  AdwApplicationWindow parent_instance;

  /* template children */
  GtkWidget *back_button;
  RondoBanner *banner;
  GtkWidget *content_box;
  AdwLeaflet *leaflet;
  GtkStack *pages;
  RondoRoundPage *round_page;
  RondoSidebar *sidebar;
  RondoStartPage *start_page;
  GtkStack *start_stack;
  AdwWindowTitle *title;
  RondoWorkbenchPage *workbench_page;

  /* owned */
  RondoContext *context;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (RondoWindow, rondo_window, ADW_TYPE_APPLICATION_WINDOW)

enum { PROP_CONTEXT = 1, N_PROPS };

enum { SIGNAL_RETRY, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
is_workbench (const char *page)
{
  return g_strcmp0 (page, "workbench") == 0;
}

/* Which entry of the sidebar a page belongs to. */
static const char *
get_sidebar_name (const char *page)
{
  return g_strcmp0 (page, "round") == 0 || is_workbench (page) ? "rounds" : page;
}

/* What the user has to decide is reached from the sync menu only. */
static gboolean
is_aside (const char *page)
{
  return g_strcmp0 (page, "changes") == 0;
}

static gboolean
may_show (RondoWindow *self, const char *page)
{
  if (is_aside (page))
    return TRUE;
  return rondo_sidebar_offers (self->sidebar, get_sidebar_name (page)) &&
         gtk_stack_get_child_by_name (self->pages, page) != NULL;
}

static void
update_title (RondoWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);
  const char *title = NULL;

  if (page != NULL)
    title = gtk_stack_page_get_title (gtk_stack_get_page (self->pages, page));
  adw_window_title_set_title (self->title, title != NULL ? title : "");
}

static void
update_back_button (RondoWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->pages);
  gboolean is_round = g_strcmp0 (page, "round") == 0;
  const char *text = is_aside (page) ? _ ("Back to Home") : _ ("Back to the Sidebar");

  gtk_widget_set_visible (self->back_button,
                          is_round || is_workbench (page) || is_aside (page) ||
                              adw_leaflet_get_folded (self->leaflet));
  gtk_widget_set_tooltip_text (self->back_button, is_round ? _ ("Back to Rounds") : text);
  if (is_workbench (page))
    gtk_widget_set_tooltip_text (self->back_button, _ ("Back to the Round"));
}

static void
show_page (RondoWindow *self, const char *page, gboolean navigate)
{
  if (!may_show (self, page))
    return;
  gtk_stack_set_visible_child_name (self->pages, page);
  rondo_sidebar_select (self->sidebar, get_sidebar_name (page));
  if (navigate)
    adw_leaflet_set_visible_child (self->leaflet, self->content_box);
  update_title (self);
  update_back_button (self);
}

static void
update_role (RondoWindow *self)
{
  gboolean is_coordinator = self->context != NULL && rondo_account_get_is_coordinator (
                                                         rondo_context_get_account (self->context));
  const char *page = gtk_stack_get_visible_child_name (self->pages);

  rondo_sidebar_set_is_coordinator (self->sidebar, is_coordinator);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.import-members", is_coordinator);
  if (page != NULL && !may_show (self, page))
    show_page (self, "home", FALSE);
}

static void
update_signed_in (RondoWindow *self)
{
  RondoAccount *account = rondo_context_get_account (self->context);

  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "win.sign-out", rondo_account_get_is_signed_in (account));
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "win.report-conduct", rondo_account_get_server (account) != NULL);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "win.sync-now", rondo_account_get_is_signed_in (account));
}

static void
retry_cb (RondoWindow *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
show_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_page (RONDO_WINDOW (widget), g_variant_get_string (parameter, NULL), TRUE);
}

static void
show_workbench_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoWindow *self = RONDO_WINDOW (widget);

  g_object_set (self->workbench_page, "round-id", g_variant_get_string (parameter, NULL), NULL);
  show_page (self, "workbench", TRUE);
}

/* What it was for is done. */
static void
workbench_published_cb (RondoWindow *self)
{
  show_page (self, "round", TRUE);
}

static void
show_round_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoWindow *self = RONDO_WINDOW (widget);

  g_object_set (self->round_page, "round-id", g_variant_get_string (parameter, NULL), NULL);
  show_page (self, "round", TRUE);
}

static void
present (RondoWindow *self, GtkWindow *dialog)
{
  gtk_window_set_transient_for (dialog, GTK_WINDOW (self));
  gtk_window_present (dialog);
}

static void
report_conduct_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoWindow *self = RONDO_WINDOW (widget);
  const char *member = NULL;
  const char *who = NULL;
  GtkWindow *dialog;

  if (self->context == NULL)
    return;
  g_variant_get (parameter, "(&s&s)", &member, &who);
  dialog = rondo_conduct_report_dialog_new (self->context, member, who);
  gtk_window_set_transient_for (dialog, GTK_WINDOW (self));
  gtk_window_present (dialog);
}

static void
log_session_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoWindow *self = RONDO_WINDOW (widget);
  const char *pairing = g_variant_get_string (parameter, NULL);

  if (self->context != NULL)
    present (self, GTK_WINDOW (rondo_log_session_dialog_new (self->context, pairing)));
}

static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoWindow *self = RONDO_WINDOW (widget);

  if (self->context != NULL)
    present (self, GTK_WINDOW (rondo_connect_dialog_new (self->context)));
}

static void
import_members_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoWindow *self = RONDO_WINDOW (widget);

  if (self->context == NULL)
    return;
  show_page (self, "members", TRUE);
  present (self, rondo_import_dialog_new (self->context));
}

static void
sync_now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoWindow *self = RONDO_WINDOW (widget);

  if (self->context != NULL)
    rondo_sync_now (rondo_context_get_sync (self->context));
}

static void
sign_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoWindow *self = RONDO_WINDOW (widget);

  if (self->context != NULL)
    rondo_sign_out_start (GTK_WIDGET (self->pages), self->context);
}

static void
go_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoWindow *self = RONDO_WINDOW (widget);

  if (is_workbench (gtk_stack_get_visible_child_name (self->pages)))
    show_page (self, "round", FALSE);
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "round") == 0)
    show_page (self, "rounds", FALSE);
  else if (is_aside (gtk_stack_get_visible_child_name (self->pages)))
    show_page (self, "home", FALSE);
  else
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->sidebar));
}

static void
show_menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoWindow *self = RONDO_WINDOW (widget);

  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->sidebar));
  rondo_sidebar_popup_menu (self->sidebar);
}

static void
restore_window (RondoWindow *self, GSettings *settings)
{
  g_autofree char *page = g_settings_get_string (settings, "last-page");

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  show_page (self, page, TRUE);
}

static void
remember_window (RondoWindow *self, GSettings *settings)
{
  const char *page = get_sidebar_name (gtk_stack_get_visible_child_name (self->pages));
  int width = 0, height = 0;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (
      settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_int (settings, "window-width", MAX (width, 360));
  g_settings_set_int (settings, "window-height", MAX (height, 294));
  g_settings_set_string (settings, "last-page", page != NULL ? page : "");
}

static gboolean
rondo_window_close_request (GtkWindow *window)
{
  RondoWindow *self = RONDO_WINDOW (window);

  if (self->context != NULL && rondo_context_get_settings (self->context) != NULL)
    remember_window (self, rondo_context_get_settings (self->context));

  return GTK_WINDOW_CLASS (rondo_window_parent_class)->close_request (window);
}

static void
rondo_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    g_value_set_object (value, RONDO_WINDOW (object)->context);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    rondo_window_set_context (RONDO_WINDOW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rondo_window_dispose (GObject *object)
{
  RondoWindow *self = RONDO_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), RONDO_TYPE_WINDOW);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rondo_window_parent_class)->dispose (object);
}

static void
rondo_window_finalize (GObject *object)
{
  g_clear_object (&RONDO_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (rondo_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, RondoWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, RondoWindow, content_box);
  gtk_widget_class_bind_template_child (widget_class, RondoWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, RondoWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, RondoWindow, round_page);
  gtk_widget_class_bind_template_child (widget_class, RondoWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, RondoWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, RondoWindow, start_stack);
  gtk_widget_class_bind_template_child (widget_class, RondoWindow, title);
  gtk_widget_class_bind_template_child (widget_class, RondoWindow, workbench_page);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_back_button);
  gtk_widget_class_bind_template_callback (widget_class, workbench_published_cb);
}

static void
rondo_window_class_init (RondoWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rondo_window_get_property;
  object_class->set_property = rondo_window_set_property;
  object_class->dispose = rondo_window_dispose;
  object_class->finalize = rondo_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = rondo_window_close_request;
  properties[PROP_CONTEXT] =
      g_param_spec_object ("context",
                           NULL,
                           NULL,
                           RONDO_TYPE_CONTEXT,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_RETRY] = g_signal_new (
      "retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "win.show-round", "s", show_round_action);
  gtk_widget_class_install_action (widget_class, "win.show-workbench", "s", show_workbench_action);
  gtk_widget_class_install_action (widget_class, "win.log-session", "s", log_session_action);
  gtk_widget_class_install_action (
      widget_class, "win.report-conduct", "(ss)", report_conduct_action);
  gtk_widget_class_install_action (widget_class, "win.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "win.import-members", NULL, import_members_action);
  gtk_widget_class_install_action (widget_class, "win.sync-now", NULL, sync_now_action);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, sign_out_action);
  gtk_widget_class_install_action (widget_class, "win.go-back", NULL, go_back_action);
  gtk_widget_class_install_action (widget_class, "win.show-menu", NULL, show_menu_action);
  rondo_window_sessions_install (widget_class);
  bind_template (widget_class);
}

static void
rondo_window_init (RondoWindow *self)
{
  g_type_ensure (RONDO_TYPE_BANNER);
  g_type_ensure (RONDO_TYPE_CHANGES_PAGE);
  g_type_ensure (RONDO_TYPE_CREDENTIALS_PAGE);
  g_type_ensure (RONDO_TYPE_HOME_PAGE);
  g_type_ensure (RONDO_TYPE_HOURS_PAGE);
  g_type_ensure (RONDO_TYPE_MEMBERS_PAGE);
  g_type_ensure (RONDO_TYPE_PROFILE_PAGE);
  g_type_ensure (RONDO_TYPE_ROUND_PAGE);
  g_type_ensure (RONDO_TYPE_ROUNDS_PAGE);
  g_type_ensure (RONDO_TYPE_SESSIONS_PAGE);
  g_type_ensure (RONDO_TYPE_SIDEBAR);
  g_type_ensure (RONDO_TYPE_START_PAGE);
  g_type_ensure (RONDO_TYPE_WORKBENCH_PAGE);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update_role (self);
  show_page (self, "home", TRUE);
}

RondoWindow *
rondo_window_new (GtkApplication *application)
{
  return g_object_new (RONDO_TYPE_WINDOW, "application", application, NULL);
}

void
rondo_window_set_context (RondoWindow *window, RondoContext *context)
{
  RondoAccount *account = NULL;

  g_return_if_fail (RONDO_IS_WINDOW (window));

  if (context == NULL || !g_set_object (&window->context, context))
    return;
  account = rondo_context_get_account (context);
  g_signal_connect_object (
      account, "notify::is-coordinator", G_CALLBACK (update_role), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      account, "notify::is-signed-in", G_CALLBACK (update_signed_in), window, G_CONNECT_SWAPPED);
  update_role (window);
  update_signed_in (window);
  if (rondo_context_get_settings (context) != NULL)
    restore_window (window, rondo_context_get_settings (context));
  gtk_stack_set_visible_child_name (window->start_stack, "main");
  g_object_notify_by_pspec (G_OBJECT (window), properties[PROP_CONTEXT]);
}

RondoContext *
rondo_window_get_context (RondoWindow *window)
{
  g_return_val_if_fail (RONDO_IS_WINDOW (window), NULL);

  return window->context;
}

void
rondo_window_show_start_error (RondoWindow *window, const GError *error, const char *path)
{
  g_return_if_fail (RONDO_IS_WINDOW (window));

  rondo_start_page_show_error (window->start_page, error, path);
  gtk_stack_set_visible_child_name (window->start_stack, "start");
}

void
rondo_window_show_kept_aside (RondoWindow *window, const char *path)
{
  g_autofree char *text = NULL;

  g_return_if_fail (RONDO_IS_WINDOW (window));

  text = g_strdup_printf (
      _ ("The data was damaged, so Rondo begins with an empty database. The damaged file is kept "
         "at %s."),
      path);
  g_object_set (window->banner, "title", text, "revealed", TRUE, NULL);
}
