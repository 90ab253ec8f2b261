/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two members side by side, and what a pair is worth. */
#include "config.h"

#include "rondo-profile-grid.h"

#include "rondo-language.h"
#include "rondo-paragraph.h"
#include "rondo-place.h"

#include <glib/gi18n-lib.h>

static void
clear_grid (GtkGrid *grid)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = rondo_paragraph_new (text);

  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* One thing about both; a tick says that they have it in common. */
static void
add_row (GtkGrid *grid,
         int *row,
         const char *what,
         const char *one,
         const char *other,
         gboolean is_match)
{
  g_autofree char *title = is_match ? g_strdup_printf ("✓ %s", what) : g_strdup (what);
  const char *css_class = is_match ? "rondo-match" : NULL;

  if (one[0] == '\0' && (other == NULL || other[0] == '\0'))
    return;
  gtk_grid_attach (grid, make_label (title, "caption-heading"), 0, *row, 2, 1);
  gtk_grid_attach (grid, make_label (one, css_class), 0, *row + 1, other != NULL ? 1 : 2, 1);
  if (other != NULL)
    gtk_grid_attach (grid, make_label (other, css_class), 1, *row + 1, 1, 1);
  *row += 2;
}

static gboolean
share_language (const RondoMember *one, const RondoMember *other)
{
  for (char **code = one->languages; other != NULL && *code != NULL; code++)
    if (g_strv_contains ((const char *const *)other->languages, *code))
      return TRUE;
  return FALSE;
}

static char *
describe_room (const RondoRegistration *registration)
{
  int clients = registration != NULL ? registration->clients : 0;
  int coaches = registration != NULL ? registration->coaches : 0;

  if (clients == 0 && coaches == 0)
    return g_strdup ("");
  return g_strdup_printf (_ ("%d to coach, %d as coaches"), clients, coaches);
}

/* Without whom they avoid: that is for the engine alone. */
static char *
describe_wishes (const RondoRegistration *registration, GHashTable *names)
{
  g_autoptr (RondoWishes) told = NULL;

  if (registration == NULL)
    return g_strdup ("");
  told = rondo_wishes_dup_told (registration->wishes, names);
  return rondo_wishes_describe (told);
}

void
rondo_profile_grid_fill (GtkGrid *grid,
                         GPtrArray *members,
                         const RondoMember *one,
                         const RondoRegistration *one_registered,
                         const RondoMember *other,
                         const RondoRegistration *other_registered)
{
  g_autoptr (GHashTable) names = rondo_member_names (members);
  int64_t now_us = g_get_real_time ();
  g_autofree char *zone = NULL;
  g_autofree char *other_zone = NULL;
  g_autofree char *languages = NULL;
  g_autofree char *other_languages =
      other != NULL ? rondo_language_list_to_display ((const char *const *)other->languages) : NULL;
  g_autofree char *wishes = describe_wishes (one_registered, names);
  g_autofree char *other_wishes = other != NULL ? describe_wishes (other_registered, names) : NULL;
  g_autofree char *room = describe_room (one_registered);
  g_autofree char *other_room = other != NULL ? describe_room (other_registered) : NULL;
  int row = 0;

  clear_grid (grid);
  if (one == NULL)
    return;
  languages = rondo_language_list_to_display ((const char *const *)one->languages);
  if (other != NULL)
    add_row (grid, &row, _ ("Coach and Client"), one->name, other->name, FALSE);
  add_row (grid, &row, _ ("Languages"), languages, other_languages, share_language (one, other));
  zone = rondo_place_zone_to_display (one->time_zone, now_us);
  other_zone = other != NULL ? rondo_place_zone_to_display (other->time_zone, now_us) : NULL;
  add_row (grid,
           &row,
           _ ("Time Zone"),
           zone,
           other_zone,
           other != NULL && g_str_equal (one->time_zone, other->time_zone));
  add_row (grid,
           &row,
           _ ("Credential"),
           rondo_credential_to_word (one->credential),
           other != NULL ? rondo_credential_to_word (other->credential) : NULL,
           FALSE);
  add_row (
      grid, &row, _ ("Running Course"), one->course, other != NULL ? other->course : NULL, FALSE);
  add_row (grid, &row, _ ("Takes"), room, other_room, FALSE);
  add_row (grid, &row, _ ("Wishes"), wishes, other_wishes, FALSE);
}

static void
add_number (GtkGrid *grid, int row, int64_t value, const char *css_class)
{
  /* The mark keeps the sign before the number where text runs from the right. */
  g_autofree char *text = g_strdup_printf ("\342\200\216%+d", (int)value);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (grid, label, 1, row, 1, 1);
}

void
rondo_profile_grid_fill_reasons (GtkGrid *grid, const RondoPlannedPair *pair)
{
  int row = 0;

  clear_grid (grid);
  if (pair == NULL)
    return;
  for (guint i = 0; i < pair->reasons->len; i++, row++) {
    const RondoReason *reason = pair->reasons->pdata[i];
    g_autofree char *clause = rondo_reason_describe (reason);

    gtk_grid_attach (grid, make_label (clause, NULL), 0, row, 1, 1);
    if (reason->weight != 0)
      add_number (grid, row, reason->weight, NULL);
  }
  gtk_grid_attach (grid, make_label (_ ("Together"), "heading"), 0, row, 1, 1);
  add_number (grid, row, rondo_planned_pair_get_value (pair), "heading");
}
