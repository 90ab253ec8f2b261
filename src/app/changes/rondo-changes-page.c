/* SPDX-License-Identifier: GPL-3.0-or-later
 * Changes that are not settled: made in two places, refused, or not sent yet. */
#include "config.h"

#include "rondo-changes-page.h"

#include "rondo-coach-lines.h"
#include "rondo-compat.h"
#include "rondo-decision-row.h"
#include "rondo-deposit.h"
#include "rondo-line-item.h"
#include "rondo-list.h"
#include "rondo-refused-edit.h"
#include "rondo-sign-out.h"
#include "rondo-state-view.h"
#include "rondo-toast.h"

#include <glib/gi18n-lib.h>

/* The lists scroll with the page; what is left comes when these are decided. */
#define LINES_SHOWN 50
#define WAITING_SHOWN 50

struct _RondoChangesPage {
  RondoPage parent_instance;

  /* template children */
  GtkWidget *conflict_box;
  GtkListView *conflict_list;
  GtkLabel *deposit_label;
  GtkWidget *hand_in_button;
  GtkWidget *hold_box;
  GtkWidget *refused_box;
  GtkListView *refused_list;
  GtkWidget *save_button;
  RondoStateView *state_view;
  GtkWidget *waiting_box;
  GtkLabel *waiting_label;

  /* owned */
  GListStore *conflicts;
  GListStore *refused;
  RondoOutboxOverview *outbox;
  char *discarded; /* op that is asked about */
  guint conflict_count;
  gboolean has_conflicts; /* they were loaded */
};

G_DEFINE_FINAL_TYPE (RondoChangesPage, rondo_changes_page, RONDO_TYPE_PAGE)

static gboolean
is_on_hold (RondoChangesPage *self)
{
  RondoContext *context = rondo_page_get_context (RONDO_PAGE (self));
  RondoSync *sync = context != NULL ? rondo_context_get_sync (context) : NULL;

  return sync != NULL && rondo_sync_get_state (sync) == RONDO_SYNC_ON_HOLD;
}

/* (transfer full) */
static char *
describe_deposit (int64_t deposited_us)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) here = NULL;
  g_autofree char *when = NULL;

  if (deposited_us == 0)
    return g_strdup (_ ("A coordinator has put your account on hold. Your hours stay on this "
                        "computer: you can read and export them. What was not sent can be handed "
                        "in; a coordinator decides about it."));
  utc = g_date_time_new_from_unix_utc (deposited_us / G_USEC_PER_SEC);
  here = g_date_time_to_local (utc);
  when = g_date_time_format (here, "%x %X");
  return g_strdup_printf (_ ("What was not sent was handed in on %s, and a coordinator decides "
                             "about it. It stays on this computer too."),
                          when);
}

static void
update_hold (RondoChangesPage *self)
{
  gboolean is_held = is_on_hold (self) && self->outbox != NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->hold_box, is_held);
  if (!is_held)
    return;
  text = describe_deposit (self->outbox->deposited_us);
  gtk_label_set_text (self->deposit_label, text);
  gtk_widget_set_visible (self->hand_in_button, self->outbox->waiting_count > 0);
}

static void
update_state (RondoChangesPage *self)
{
  guint count = 0;

  if (self->outbox == NULL || !self->has_conflicts)
    return;
  update_hold (self);
  count = self->conflict_count + self->outbox->refused->len + (guint)self->outbox->waiting_count +
          is_on_hold (self);
  rondo_state_view_show_items (self->state_view, count);
}

static void
show_first (GListStore *store, GPtrArray *lines, GtkWidget *box)
{
  if (lines->len > LINES_SHOWN)
    g_ptr_array_set_size (lines, LINES_SHOWN);
  rondo_list_update (store, lines, rondo_line_item_adopt);
  gtk_widget_set_visible (box, lines->len > 0);
}

static void
outbox_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoChangesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoOutboxOverview) outbox =
      rondo_store_load_outbox_finish (RONDO_STORE (object), result, &error);
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *waiting = NULL;

  if (!rondo_page_check_loaded (RONDO_PAGE (self), error))
    return;
  waiting = rondo_describe_waiting (outbox, WAITING_SHOWN);
  gtk_label_set_text (self->waiting_label, waiting != NULL ? waiting : "");
  gtk_widget_set_visible (self->waiting_box, waiting != NULL);
  gtk_widget_set_visible (self->save_button, waiting != NULL || outbox->refused->len > 0);
  lines = rondo_lines_for_refused (outbox);
  show_first (self->refused, lines, self->refused_box);
  g_clear_pointer (&self->outbox, rondo_outbox_overview_free);
  self->outbox = g_steal_pointer (&outbox);
  update_state (self);
}

static void
conflicts_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoChangesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts =
      rondo_store_load_conflicts_finish (RONDO_STORE (object), result, &error);
  g_autoptr (GPtrArray) lines = NULL;

  if (!rondo_page_check_loaded (RONDO_PAGE (self), error))
    return;
  self->has_conflicts = TRUE;
  self->conflict_count = conflicts->len;
  lines = rondo_lines_for_conflicts (conflicts);
  show_first (self->conflicts, lines, self->conflict_box);
  update_state (self);
}

static void
rondo_changes_page_load (RondoPage *page)
{
  RondoStore *store = rondo_page_get_store (page);
  GCancellable *cancellable = rondo_page_get_cancellable (page);

  rondo_store_load_outbox_async (store, cancellable, outbox_loaded_cb, g_object_ref (page));
  rondo_store_load_conflicts_async (store, cancellable, conflicts_loaded_cb, g_object_ref (page));
}

/* What went wrong is told, unless nobody is there any more. */
static void
tell (RondoChangesPage *self, const GError *error)
{
  if (error != NULL && !g_cancellable_is_cancelled (rondo_page_get_cancellable (RONDO_PAGE (self))))
    rondo_toast_show_error (GTK_WIDGET (self), error);
}

static void
resolved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoChangesPage) self = user_data;
  g_autoptr (GError) error = NULL;

  rondo_store_resolve_conflict_finish (RONDO_STORE (object), result, &error);
  tell (self, error);
}

static void
resolve_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoPage *page = RONDO_PAGE (widget);

  rondo_store_resolve_conflict_async (rondo_page_get_store (page),
                                      g_variant_get_string (parameter, NULL),
                                      g_str_equal (name, "conflict.take-other"),
                                      rondo_page_get_cancellable (page),
                                      resolved_cb,
                                      g_object_ref (page));
}

static void
retried_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoChangesPage) self = user_data;
  g_autoptr (GError) error = NULL;

  rondo_store_retry_refused_finish (RONDO_STORE (object), result, &error);
  tell (self, error);
}

static void
try_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoPage *page = RONDO_PAGE (widget);

  rondo_store_retry_refused_async (rondo_page_get_store (page),
                                   g_variant_get_string (parameter, NULL),
                                   rondo_page_get_cancellable (page),
                                   retried_cb,
                                   g_object_ref (page));
}

static void
discarded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoChangesPage) self = user_data;
  g_autoptr (GError) error = NULL;

  rondo_store_discard_refused_finish (RONDO_STORE (object), result, &error);
  tell (self, error);
}

static void
discard_confirmed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoChangesPage) self = user_data;
  RondoPage *page = RONDO_PAGE (self);
  g_autofree char *op = g_steal_pointer (&self->discarded);

  if (!rondo_compat_confirm_finish (result, NULL) || rondo_page_get_context (page) == NULL)
    return;
  rondo_store_discard_refused_async (rondo_page_get_store (page),
                                     op,
                                     rondo_page_get_cancellable (page),
                                     discarded_cb,
                                     g_object_ref (self));
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoChangesPage *self = RONDO_CHANGES_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  g_free (self->discarded);
  self->discarded = g_variant_dup_string (parameter, NULL);
  rondo_compat_confirm_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                              _ ("Discard This Change?"),
                              _ ("What you changed is given up, and what the community has is "
                                 "shown again. This cannot be undone."),
                              _ ("_Discard"),
                              rondo_page_get_cancellable (RONDO_PAGE (self)),
                              discard_confirmed_cb,
                              g_object_ref (self));
}

static const RondoRefusedChange *
find_refused (RondoChangesPage *self, const char *op)
{
  for (guint i = 0; self->outbox != NULL && i < self->outbox->refused->len; i++) {
    const RondoRefusedChange *change = self->outbox->refused->pdata[i];

    if (g_str_equal (change->op, op))
      return change;
  }
  return NULL;
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const RondoRefusedChange *change =
      find_refused (RONDO_CHANGES_PAGE (widget), g_variant_get_string (parameter, NULL));

  if (change != NULL)
    rondo_refused_edit (RONDO_PAGE (widget), change);
}

static void
handed_in_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RondoChangesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint count = 0;

  if (!rondo_deposit_finish (RONDO_ACCOUNT (object), result, &count, &error)) {
    tell (self, error);
    return;
  }
  text = g_strdup_printf (ngettext ("%u change handed in", "%u changes handed in", count), count);
  if (!g_cancellable_is_cancelled (rondo_page_get_cancellable (RONDO_PAGE (self))))
    rondo_toast_show (GTK_WIDGET (self), text);
}

static void
hand_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RondoPage *page = RONDO_PAGE (widget);

  rondo_deposit_async (rondo_page_get_account (page), NULL, handed_in_cb, g_object_ref (page));
}

static void
save_unsent_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rondo_sign_out_save_unsent (widget, rondo_page_get_context (RONDO_PAGE (widget)));
}

static void
rondo_changes_page_context_set (RondoPage *page)
{
  RondoSync *sync = rondo_context_get_sync (rondo_page_get_context (page));

  if (sync != NULL)
    g_signal_connect_object (
        sync, "notify::state", G_CALLBACK (update_state), page, G_CONNECT_SWAPPED);
}

static void
rondo_changes_page_finalize (GObject *object)
{
  RondoChangesPage *self = RONDO_CHANGES_PAGE (object);

  g_clear_object (&self->conflicts);
  g_clear_object (&self->refused);
  g_clear_pointer (&self->outbox, rondo_outbox_overview_free);
  g_free (self->discarded);

  G_OBJECT_CLASS (rondo_changes_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rondocoaching/Rondo/ui/rondo-changes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RondoChangesPage, conflict_box);
  gtk_widget_class_bind_template_child (widget_class, RondoChangesPage, conflict_list);
  gtk_widget_class_bind_template_child (widget_class, RondoChangesPage, deposit_label);
  gtk_widget_class_bind_template_child (widget_class, RondoChangesPage, hand_in_button);
  gtk_widget_class_bind_template_child (widget_class, RondoChangesPage, hold_box);
  gtk_widget_class_bind_template_child (widget_class, RondoChangesPage, refused_box);
  gtk_widget_class_bind_template_child (widget_class, RondoChangesPage, refused_list);
  gtk_widget_class_bind_template_child (widget_class, RondoChangesPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, RondoChangesPage, state_view);
  gtk_widget_class_bind_template_child (widget_class, RondoChangesPage, waiting_box);
  gtk_widget_class_bind_template_child (widget_class, RondoChangesPage, waiting_label);
}

static void
rondo_changes_page_class_init (RondoChangesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rondo_changes_page_finalize;
  RONDO_PAGE_CLASS (klass)->context_set = rondo_changes_page_context_set;
  RONDO_PAGE_CLASS (klass)->load = rondo_changes_page_load;
  g_type_ensure (RONDO_TYPE_LINE_ITEM);
  g_type_ensure (RONDO_TYPE_DECISION_ROW);
  gtk_widget_class_install_action (widget_class, "conflict.keep", "s", resolve_action);
  gtk_widget_class_install_action (widget_class, "conflict.take-other", "s", resolve_action);
  gtk_widget_class_install_action (widget_class, "refused.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "refused.try-again", "s", try_again_action);
  gtk_widget_class_install_action (widget_class, "refused.discard", "s", discard_action);
  gtk_widget_class_install_action (widget_class, "changes.hand-in", NULL, hand_in_action);
  gtk_widget_class_install_action (widget_class, "changes.save-unsent", NULL, save_unsent_action);
  bind_template (widget_class);
}

static void
show_list (GtkListView *view, GListStore *store)
{
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (store)));

  gtk_list_view_set_model (view, GTK_SELECTION_MODEL (selection));
}

static void
rondo_changes_page_init (RondoChangesPage *self)
{
  self->conflicts = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  self->refused = g_list_store_new (RONDO_TYPE_LINE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  show_list (self->conflict_list, self->conflicts);
  show_list (self->refused_list, self->refused);
}

GtkWidget *
rondo_changes_page_new (void)
{
  return g_object_new (RONDO_TYPE_CHANGES_PAGE, NULL);
}
