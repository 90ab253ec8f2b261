/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finds the rings of a draft and lays them out in rows, the largest first. */
#include "config.h"

#include "rondo-ring-layout.h"

#include <math.h>

/* Between two people of a ring, and around a ring. */
#define STEP 58.0
#define MARGIN_X 74.0
#define MARGIN_Y 46.0
#define RADIUS_MIN 44.0

/* The place of one who is in no pair. */
#define CELL_WIDTH 96.0
#define CELL_HEIGHT 64.0

/* How much wider than high the picture should be. */
#define ASPECT 1.25

/* People who hang together. */
typedef struct {
  GArray *order; /* of guint: indices of nodes */
  gboolean is_ring;
  double radius;
} Group;

typedef struct {
  RondoRingLayout *layout;
  GPtrArray *found; /* of RondoRingNode, as they came; owned by the layout in the end */
  GPtrArray *groups;
  guint8 *is_seen;
  int *n_coaches;
  int *n_clients;
} Making;

static void
node_free (gpointer data)
{
  RondoRingNode *node = data;

  g_free (node->id);
  g_free (node);
}

static void
group_free (gpointer data)
{
  Group *group = data;

  g_array_unref (group->order);
  g_free (group);
}

static RondoRingNode *
get_found (const Making *making, guint index)
{
  return making->found->pdata[index];
}

static void
add_nodes (Making *making, GHashTable *index, GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++) {
    RondoRingNode *node = g_new0 (RondoRingNode, 1);

    node->id = g_strdup (ids->pdata[i]);
    node->angle = NAN;
    node->coach = node->client = -1;
    g_hash_table_insert (index, node->id, GUINT_TO_POINTER (making->found->len + 1));
    g_ptr_array_add (making->found, node);
  }
}

static void
add_arcs (Making *making, GHashTable *index, const RondoDraft *draft)
{
  for (guint i = 0; i < draft->pairs->len; i++) {
    const RondoDraftPair *pair = draft->pairs->pdata[i];
    guint coach = GPOINTER_TO_UINT (g_hash_table_lookup (index, pair->coach));
    guint client = GPOINTER_TO_UINT (g_hash_table_lookup (index, pair->client));
    RondoRingArc arc = {coach - 1, client - 1, pair->is_locked};

    if (coach == 0 || client == 0)
      continue;
    g_array_append_val (making->layout->arcs, arc);
    making->n_clients[arc.coach]++;
    making->n_coaches[arc.client]++;
    if (get_found (making, arc.coach)->client < 0)
      get_found (making, arc.coach)->client = (int)arc.client;
    if (get_found (making, arc.client)->coach < 0)
      get_found (making, arc.client)->coach = (int)arc.coach;
  }
}

static void
add_to_group (Making *making, Group *group, guint index)
{
  making->is_seen[index] = 1;
  g_array_append_val (group->order, index);
}

/* From client to client while nobody has two of them. */
static void
follow (Making *making, Group *group, guint from)
{
  guint at = from;

  while (TRUE) {
    int next = get_found (making, at)->client;

    add_to_group (making, group, at);
    if (next < 0 || making->is_seen[next]) {
      group->is_ring = next == (int)from && group->order->len > 1;
      return;
    }
    at = (guint)next;
  }
}

/* Everybody who hangs together with those of the group so far. */
static void
gather (Making *making, Group *group)
{
  gboolean is_more = TRUE;

  while (is_more) {
    is_more = FALSE;
    for (guint i = 0; i < making->layout->arcs->len; i++) {
      const RondoRingArc *arc = &g_array_index (making->layout->arcs, RondoRingArc, i);
      gboolean has_coach = FALSE, has_client = FALSE;

      if (making->is_seen[arc->coach] && making->is_seen[arc->client])
        continue;
      for (guint k = 0; k < group->order->len; k++) {
        has_coach = has_coach || g_array_index (group->order, guint, k) == arc->coach;
        has_client = has_client || g_array_index (group->order, guint, k) == arc->client;
      }
      if (has_coach == has_client)
        continue;
      add_to_group (making, group, has_coach ? arc->client : arc->coach);
      is_more = TRUE;
    }
  }
}

static void
add_group (Making *making, guint from)
{
  Group *group = g_new0 (Group, 1);
  guint slots;

  group->order = g_array_new (FALSE, FALSE, sizeof (guint));
  follow (making, group, from);
  gather (making, group);
  slots = group->order->len + (group->is_ring ? 0 : 1);
  group->radius = fmax (RADIUS_MIN, slots * STEP / (2 * G_PI));
  g_ptr_array_add (making->groups, group);
}

/* The start of a chain comes before its middle; a ring may start anywhere. */
static void
find_groups (Making *making)
{
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < making->found->len; i++) {
      gboolean is_start = making->n_coaches[i] == 0 && making->n_clients[i] > 0;

      if (!making->is_seen[i] && making->n_clients[i] + making->n_coaches[i] > 0 &&
          (is_start || pass == 1))
        add_group (making, i);
    }
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const Group *left = *(Group *const *)a;
  const Group *right = *(Group *const *)b;

  if (left->order->len != right->order->len)
    return left->order->len > right->order->len ? -1 : 1;
  return (int)g_array_index (left->order, guint, 0) - (int)g_array_index (right->order, guint, 0);
}

static void
place_group (Making *making, const Group *group, guint ring, double x, double y)
{
  guint slots = group->order->len + (group->is_ring ? 0 : 1);

  for (guint i = 0; i < group->order->len; i++) {
    RondoRingNode *node = get_found (making, g_array_index (group->order, guint, i));

    node->angle = 2 * G_PI * i / slots - G_PI / 2;
    node->x = x + group->radius * cos (node->angle);
    node->y = y + group->radius * sin (node->angle);
    node->ring = ring;
  }
}

/* Row by row, each as high as its first. */
static void
place_groups (Making *making, double wanted)
{
  RondoRingLayout *layout = making->layout;
  double x = 0, row = 0;

  for (guint i = 0; i < making->groups->len; i++) {
    const Group *group = making->groups->pdata[i];
    double width = 2 * (group->radius + MARGIN_X);
    double height = 2 * (group->radius + MARGIN_Y);

    if (x > 0 && x + width > wanted) {
      layout->height += row;
      x = row = 0;
    }
    row = fmax (row, height);
    place_group (making, group, i, x + width / 2, layout->height + height / 2);
    x += width;
    layout->width = fmax (layout->width, x);
  }
  layout->height += row;
}

/* Below the rings. */
static void
place_others (Making *making, double wanted)
{
  RondoRingLayout *layout = making->layout;
  double width = fmax (layout->width, fmin (wanted, CELL_WIDTH * making->found->len));
  guint n_columns = MAX (1, (guint)(width / CELL_WIDTH));
  guint n_placed = 0;

  for (guint i = 0; i < making->found->len; i++) {
    RondoRingNode *node = get_found (making, i);

    if (making->is_seen[i])
      continue;
    node->x = CELL_WIDTH * (n_placed % n_columns + 0.5);
    node->y = layout->height + CELL_HEIGHT * (n_placed / n_columns + 0.5);
    node->ring = layout->n_rings;
    n_placed++;
  }
  if (n_placed == 0)
    return;
  layout->width = fmax (layout->width, CELL_WIDTH * MIN (n_placed, n_columns));
  layout->height += CELL_HEIGHT * ((n_placed - 1) / n_columns + 1);
}

static void
move_node (Making *making, int *places, guint from)
{
  places[from] = (int)making->layout->nodes->len;
  g_ptr_array_add (making->layout->nodes, making->found->pdata[from]);
}

/* People are looked at ring by ring, so that is their order. */
static void
sort_nodes (Making *making)
{
  RondoRingLayout *layout = making->layout;
  g_autofree int *places = g_new0 (int, making->found->len + 1);

  for (guint i = 0; i < making->groups->len; i++) {
    const Group *group = making->groups->pdata[i];

    for (guint k = 0; k < group->order->len; k++)
      move_node (making, places, g_array_index (group->order, guint, k));
  }
  for (guint i = 0; i < making->found->len; i++)
    if (!making->is_seen[i])
      move_node (making, places, i);
  for (guint i = 0; i < layout->nodes->len; i++) {
    RondoRingNode *node = layout->nodes->pdata[i];

    node->coach = node->coach >= 0 ? places[node->coach] : -1;
    node->client = node->client >= 0 ? places[node->client] : -1;
  }
  for (guint i = 0; i < layout->arcs->len; i++) {
    RondoRingArc *arc = &g_array_index (layout->arcs, RondoRingArc, i);

    arc->coach = (guint)places[arc->coach];
    arc->client = (guint)places[arc->client];
  }
}

static double
choose_width (const Making *making)
{
  double area = CELL_WIDTH * CELL_HEIGHT * making->found->len / 4;
  double widest = 0;

  for (guint i = 0; i < making->groups->len; i++) {
    const Group *group = making->groups->pdata[i];
    double width = 2 * (group->radius + MARGIN_X);

    area += width * 2 * (group->radius + MARGIN_Y);
    widest = fmax (widest, width);
  }
  return fmax (widest, sqrt (area) * ASPECT);
}

RondoRingLayout *
rondo_ring_layout_new (const RondoDraft *draft, GPtrArray *ids)
{
  RondoRingLayout *layout = g_new0 (RondoRingLayout, 1);
  g_autoptr (GHashTable) index = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (group_free);
  g_autofree guint8 *is_seen = g_new0 (guint8, ids->len + 1);
  g_autofree int *n_coaches = g_new0 (int, ids->len + 1);
  g_autofree int *n_clients = g_new0 (int, ids->len + 1);
  Making making = {layout, found, groups, is_seen, n_coaches, n_clients};
  double wanted;

  layout->nodes = g_ptr_array_new_with_free_func (node_free);
  layout->arcs = g_array_new (FALSE, FALSE, sizeof (RondoRingArc));
  add_nodes (&making, index, ids);
  add_arcs (&making, index, draft);
  find_groups (&making);
  g_ptr_array_sort (groups, compare_groups);
  layout->n_rings = groups->len;
  wanted = choose_width (&making);
  place_groups (&making, wanted);
  place_others (&making, wanted);
  sort_nodes (&making);
  return layout;
}

void
rondo_ring_layout_free (RondoRingLayout *layout)
{
  if (layout == NULL)
    return;
  g_ptr_array_unref (layout->nodes);
  g_array_unref (layout->arcs);
  g_free (layout);
}

const RondoRingNode *
rondo_ring_layout_get (const RondoRingLayout *layout, guint index)
{
  g_return_val_if_fail (layout != NULL && index < layout->nodes->len, NULL);

  return layout->nodes->pdata[index];
}

int
rondo_ring_layout_find (const RondoRingLayout *layout, const char *id)
{
  g_return_val_if_fail (layout != NULL, -1);

  for (guint i = 0; id != NULL && i < layout->nodes->len; i++)
    if (g_str_equal (rondo_ring_layout_get (layout, i)->id, id))
      return (int)i;
  return -1;
}

int
rondo_ring_layout_pick (const RondoRingLayout *layout, double x, double y)
{
  g_return_val_if_fail (layout != NULL, -1);

  for (guint i = 0; i < layout->nodes->len; i++) {
    const RondoRingNode *node = rondo_ring_layout_get (layout, i);

    if (hypot (node->x - x, node->y - y) <= RONDO_RING_NODE_RADIUS + 3)
      return (int)i;
  }
  return -1;
}
