/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pictures of windows, for people to look at: nothing of the screen has to be seen for them. */
#include "config.h"

#include "picture.h"

#include "app-fixture.h"

#include <adwaita.h>

#define HEIGHT 600
#define BORDER_MAX 40

typedef struct {
  GtkWidget *window;
  int width;
  int height;
} Size;

static gboolean
is_sized (gpointer data)
{
  const Size *size = data;

  return gtk_widget_get_width (size->window) == size->width &&
         gtk_widget_get_height (size->window) == size->height;
}

/* What a window is asked to be counts the border that it gets where nothing draws shadows. */
static void
resize (GtkWindow *window, int width, int height)
{
  Size size = {GTK_WIDGET (window), width, height};
  int asked_width = 0;
  int asked_height = 0;
  int border = 0;

  gtk_window_get_default_size (window, &asked_width, &asked_height);
  border = asked_width - gtk_widget_get_width (size.window);
  gtk_window_set_default_size (window, width + border, height + border);
  fixture_wait_until (is_sized, &size);
  gtk_test_widget_wait_for_draw (size.window);
}

/* How much there is that has to be scrolled to. */
static int
get_hidden_height (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int most = 0;

  if (!gtk_widget_get_mapped (widget))
    return 0;
  if (GTK_IS_SCROLLED_WINDOW (widget)) {
    GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));

    most = (int)(gtk_adjustment_get_upper (place) - gtk_adjustment_get_page_size (place));
  }
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    most = MAX (most, get_hidden_height (child));
  return most;
}

static void
save (GtkWindow *window, const char *path)
{
  GtkWidget *widget = GTK_WIDGET (window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t area = {{0, 0}, {0, 0}};

  area.size.width = (float)gtk_widget_get_width (widget);
  area.size.height = (float)gtk_widget_get_height (widget);
  gdk_paintable_snapshot (paintable, snapshot, area.size.width, area.size.height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture =
      gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, &area);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

/* No window gets higher than the screen. */
static int
get_height_max (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  GdkMonitor *monitor =
      gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface);
  GdkRectangle place = {0};

  gdk_monitor_get_geometry (monitor, &place);
  return place.height - BORDER_MAX;
}

void
picture_resize (GtkWindow *window, int width)
{
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  resize (window, width, HEIGHT);
}

void
picture_take (GtkWindow *window, const char *name, int width)
{
  static const AdwColorScheme schemes[] = {ADW_COLOR_SCHEME_FORCE_LIGHT,
                                           ADW_COLOR_SCHEME_FORCE_DARK};
  static const char *const words[] = {"light", "dark"};
  int hidden = 0;

  if (g_getenv ("RONDO_PICTURES") == NULL)
    return;
  picture_resize (window, width);
  hidden = get_hidden_height (GTK_WIDGET (window));
  resize (window, width, MIN (HEIGHT + hidden, get_height_max (window)));
  g_assert_cmpint (g_mkdir_with_parents (g_getenv ("RONDO_PICTURES"), 0755), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++) {
    g_autofree char *file = g_strdup_printf ("%s-%s.png", name, words[i]);
    g_autofree char *path = g_build_filename (g_getenv ("RONDO_PICTURES"), file, NULL);

    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i]);
    gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
    save (window, path);
  }
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}
