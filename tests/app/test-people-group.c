/* SPDX-License-Identifier: GPL-3.0-or-later
 * Choosing among those who have joined the same round. */
#include "config.h"

#include "app-fixture.h"

#include "rondo-application.h"
#include "rondo-companion-dialog.h"
#include "rondo-companion.h"
#include "rondo-line-view.h"
#include "rondo-people-group.h"

#define ANA "018f3b5e-7c1a-7d00-8000-00000000a001"
#define BEN "018f3b5e-7c1a-7d00-8000-00000000a002"
#define CYD "018f3b5e-7c1a-7d00-8000-00000000a003"

static void
add_companion (GPtrArray *companions, const char *id, const char *name)
{
  g_autoptr (RondoMember) member = rondo_member_new ();

  g_free (member->id);
  member->id = g_strdup (id);
  g_free (member->name);
  member->name = g_strdup (name);
  g_free (member->email);
  member->email = g_strdup ("somebody@example.org");
  g_ptr_array_add (companions, rondo_companion_new_for_member ("round", member));
}

static GPtrArray *
new_companions (void)
{
  GPtrArray *companions = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_companion_free);

  add_companion (companions, ANA, "Ana");
  add_companion (companions, BEN, "Ben");
  add_companion (companions, CYD, "Cyd");
  return companions;
}

/* The first button below @root that says @tip. */
static GtkWidget *
find_tip (GtkWidget *root, const char *tip)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_widget_get_tooltip_text (root), tip) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_tip (child, tip);
  return found;
}

static void
press (GtkWidget *root, const char *tip)
{
  GtkWidget *button = find_tip (root, tip);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
assert_names (RondoPeopleGroup *group, const char *first, const char *second)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  rondo_people_group_add_names (group, names);
  g_assert_cmpuint (names->len, ==, (guint)(first != NULL) + (second != NULL));
  if (first != NULL)
    g_assert_cmpstr (names->pdata[0], ==, first);
  if (second != NULL)
    g_assert_cmpstr (names->pdata[1], ==, second);
}

static void
test_order (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GPtrArray) companions = new_companions ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GtkWidget *widget = g_object_new (RONDO_TYPE_PEOPLE_GROUP, "is-ordered", TRUE, NULL);
  RondoPeopleGroup *group = RONDO_PEOPLE_GROUP (widget);
  GtkWindow *window = fixture_show (widget);

  g_ptr_array_add (names, (gpointer)CYD);
  g_ptr_array_add (names, (gpointer) "zoe@example.org");
  g_ptr_array_add (names, (gpointer)ANA);
  rondo_people_group_set_names (group, names);
  rondo_people_group_set_people (group, fixture->context, companions);
  assert_names (group, CYD, ANA);
  press (widget, "Ask Earlier");
  assert_names (group, ANA, CYD);
  press (widget, "Ask Later");
  assert_names (group, CYD, ANA);
  press (widget, "Remove");
  assert_names (group, ANA, NULL);
  fixture_close (window);
}

static void
chosen_cb (char **chosen, const char *member)
{
  *chosen = g_strdup (member);
}

static void
test_choice (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GPtrArray) companions = new_companions ();
  GtkWindow *dialog = rondo_companion_dialog_new (fixture->context, companions);
  g_autofree char *chosen = NULL;
  g_autofree char *text = rondo_companion_describe (companions->pdata[1], 0);
  GtkWidget *view = fixture_find (GTK_WIDGET (dialog), RONDO_TYPE_LINE_VIEW);

  g_assert_null (strstr (text, "@example.org"));
  g_signal_connect_swapped (dialog, "chosen", G_CALLBACK (chosen_cb), &chosen);
  g_assert_cmpuint (
      g_list_model_get_n_items (rondo_line_view_get_lines (RONDO_LINE_VIEW (view))), ==, 3);
  gtk_window_present (dialog);
  g_signal_emit_by_name (view, "activated", BEN);
  g_assert_cmpstr (chosen, ==, BEN);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rondo_application_init_resources ();
  g_test_add_func ("/app/people-group/who-comes-first-is-moved-by-buttons", test_order);
  g_test_add_func ("/app/people-group/one-is-chosen-from-a-list", test_choice);
  return g_test_run ();
}
