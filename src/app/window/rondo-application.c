/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program: command line, actions of the whole application, and its window. */
#include "config.h"

#include "rondo-application.h"

#include "rondo-compat.h"
#include "rondo-context.h"
#include "rondo-reminder-clock.h"
#include "rondo-resources.h"
#include "rondo-window.h"

#include <glib/gi18n-lib.h>

struct _RondoApplication {
  AdwApplication parent_instance;

  /* owned */
  char *database;
  RondoContext *context;
  RondoReminderClock *reminders; /* NULL until the context is open */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (RondoApplication, rondo_application, ADW_TYPE_APPLICATION)

static const struct {
  const char *action;
  const char *accels[3];
} shortcuts[] = {
    {"app.quit", {"<Control>q"}},
    {"window.close", {"<Control>w"}},
    {"win.log-session('')", {"<Control>n"}},
    {"win.sync-now", {"F5"}},
    {"win.show-menu", {"F10"}},
    {"win.show-page('home')", {"<Alt>1"}},
    {"win.show-page('sessions')", {"<Alt>2"}},
    {"win.show-page('hours')", {"<Alt>3"}},
    {"win.show-page('credentials')", {"<Alt>4"}},
    {"win.show-page('profile')", {"<Alt>5"}},
    {"win.show-page('members')", {"<Alt>6"}},
    {"win.show-page('rounds')", {"<Alt>7"}},
};

static const GOptionEntry options[] = {
    {"database",
     'd',
     0,
     G_OPTION_ARG_FILENAME,
     NULL,
     N_ ("Keep the data in FILE instead of the user’s own database"),
     N_ ("FILE")},
    {"version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL},
    {NULL},
};

static void open_context (RondoApplication *self);

static RondoWindow *
get_window (RondoApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (; windows != NULL; windows = windows->next)
    if (RONDO_IS_WINDOW (windows->data))
      return windows->data;
  return NULL;
}

static void
reminder_due_cb (RondoApplication *self, const RondoReminder *reminder)
{
  g_autoptr (GNotification) notification = rondo_reminder_make_notification (reminder);

  g_application_send_notification (G_APPLICATION (self), reminder->session, notification);
}

static void
begin_reminders (RondoApplication *self, RondoContext *context)
{
  g_clear_object (&self->reminders);
  self->reminders = rondo_reminder_clock_new (context);
  g_signal_connect_object (
      self->reminders, "due", G_CALLBACK (reminder_due_cb), self, G_CONNECT_SWAPPED);
}

static void
context_opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoApplication) self = user_data;
  RondoContext *context = RONDO_CONTEXT (object);
  g_autofree char *kept_aside = NULL;
  g_autoptr (GError) error = NULL;
  RondoWindow *window = get_window (self);

  if (rondo_context_open_finish (context, result, &kept_aside, &error)) {
    if (window != NULL)
      rondo_window_set_context (window, context);
    if (window != NULL && kept_aside != NULL)
      rondo_window_show_kept_aside (window, kept_aside);
    begin_reminders (self, context);
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && window != NULL) {
    rondo_window_show_start_error (window, error, rondo_context_get_database (context));
  }
}

static void
retry_cb (RondoApplication *self)
{
  g_clear_object (&self->reminders);
  rondo_context_close (self->context);
  g_clear_object (&self->context);
  open_context (self);
}

static void
open_context (RondoApplication *self)
{
  self->context = rondo_context_new (self->database);
  rondo_context_open_async (
      self->context, self->cancellable, context_opened_cb, g_object_ref (self));
}

static void
quit_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RondoWindow *window = get_window (user_data);

  /* Closing remembers the size of the window. */
  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
  g_application_quit (G_APPLICATION (user_data));
}

/* A notification was pressed. */
static void
show_session_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RondoWindow *window = NULL;

  g_application_activate (G_APPLICATION (user_data));
  window = get_window (user_data);
  if (window != NULL)
    gtk_widget_activate_action (
        GTK_WIDGET (window), "win.show-session", "s", g_variant_get_string (parameter, NULL));
}

static void
about_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rondo_compat_show_about (gtk_application_get_active_window (GTK_APPLICATION (user_data)));
}

static int
rondo_application_handle_local_options (GApplication *application, GVariantDict *values)
{
  RondoApplication *self = RONDO_APPLICATION (application);

  if (g_variant_dict_contains (values, "version")) {
    g_print ("Rondo %s\n", RONDO_VERSION);
    return 0;
  }
  /* Another database is another program: it does not join a window that is open already. */
  if (g_variant_dict_lookup (values, "database", "^ay", &self->database))
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
rondo_application_startup (GApplication *application)
{
  const GActionEntry actions[] = {
      {"about", about_activated_cb},
      {"quit", quit_activated_cb},
      {"show-session", show_session_activated_cb, "s"},
  };

  G_APPLICATION_CLASS (rondo_application_parent_class)->startup (application);

  g_action_map_add_action_entries (
      G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (
        GTK_APPLICATION (application), shortcuts[i].action, shortcuts[i].accels);
  gtk_window_set_default_icon_name (RONDO_APP_ID);
}

static void
rondo_application_activate (GApplication *application)
{
  RondoApplication *self = RONDO_APPLICATION (application);
  RondoWindow *window = get_window (self);

  if (window == NULL) {
    window = rondo_window_new (GTK_APPLICATION (application));
    g_signal_connect_object (window, "retry", G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
    if (self->context == NULL)
      open_context (self);
    else if (rondo_context_get_sync (self->context) != NULL)
      rondo_window_set_context (window, self->context);
  }
  gtk_window_present (GTK_WINDOW (window));
}

static void
rondo_application_shutdown (GApplication *application)
{
  RondoApplication *self = RONDO_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->reminders);
  if (self->context != NULL)
    rondo_context_close (self->context);

  G_APPLICATION_CLASS (rondo_application_parent_class)->shutdown (application);
}

static void
rondo_application_finalize (GObject *object)
{
  RondoApplication *self = RONDO_APPLICATION (object);

  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);
  g_free (self->database);

  G_OBJECT_CLASS (rondo_application_parent_class)->finalize (object);
}

static void
rondo_application_class_init (RondoApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_application_finalize;
  application_class->activate = rondo_application_activate;
  application_class->handle_local_options = rondo_application_handle_local_options;
  application_class->shutdown = rondo_application_shutdown;
  application_class->startup = rondo_application_startup;
}

static void
rondo_application_init (RondoApplication *self)
{
  self->cancellable = g_cancellable_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  rondo_application_init_resources ();
}

RondoApplication *
rondo_application_new (void)
{
  return g_object_new (RONDO_TYPE_APPLICATION,
                       "application-id",
                       RONDO_APP_ID,
                       "flags",
                       G_APPLICATION_DEFAULT_FLAGS,
                       NULL);
}

void
rondo_application_init_resources (void)
{
  /* Named here, the linker keeps the object file that registers them. */
  g_assert (rondo_get_resource () != NULL);
  rondo_compat_mend_widgets ();
}
