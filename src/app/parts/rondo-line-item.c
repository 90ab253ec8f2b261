/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one row of a list shows, in words. */
#include "config.h"

#include "rondo-line-item.h"

#include <glib/gi18n-lib.h>

/* Less makes no difference. */
#define LEAST_FRACTION 1e-9

enum { TITLE, SUBTITLE, DETAIL, BADGE, MARK, N_TEXTS };

struct _RondoLineItem {
  GObject parent_instance;

  /* owned */
  char *key;
  char *texts[N_TEXTS]; /* never NULL */

  const char *action;       /* interned, (nullable) */
  const char *other_action; /* the same */
  guint kind;
  double fraction; /* negative: none */
};

typedef struct {
  RondoLineItem *item; /* borrowed */
  char *collation;
} SortEntry;

G_DEFINE_FINAL_TYPE (RondoLineItem, rondo_line_item, G_TYPE_OBJECT)

enum {
  PROP_KEY = 1,
  PROP_KIND,
  PROP_TITLE, /* in the order of the texts */
  PROP_SUBTITLE,
  PROP_DETAIL,
  PROP_BADGE,
  PROP_MARK,
  PROP_HAS_SUBTITLE,
  PROP_HAS_DETAIL,
  PROP_HAS_BADGE,
  PROP_HAS_MARK,
  PROP_FRACTION,
  PROP_HAS_FRACTION,
  PROP_TARGET,
  PROP_ACTION,
  PROP_HAS_ACTION,
  PROP_OTHER_ACTION,
  PROP_HAS_OTHER_ACTION,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static char *
dup_label (RondoLineItem *self)
{
  const int order[] = {TITLE, BADGE, SUBTITLE, DETAIL, MARK};
  GString *label = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++) {
    const char *text = self->texts[order[i]];

    if (text[0] == '\0')
      continue;
    if (label->len > 0)
      /* Translators: parts the texts of a row for a screen reader */
      g_string_append (label, C_ ("row texts", ", "));
    g_string_append (label, text);
  }
  return g_string_free (label, FALSE);
}

static void
take_text (RondoLineItem *self, int which, char *text)
{
  g_free (self->texts[which]);
  self->texts[which] = text != NULL ? text : g_strdup ("");
}

static void
clear_sort_entry (gpointer data)
{
  g_free (((SortEntry *)data)->collation);
}

static int
compare_sort_entries (gconstpointer a, gconstpointer b)
{
  return strcmp (((const SortEntry *)a)->collation, ((const SortEntry *)b)->collation);
}

static void
rondo_line_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RondoLineItem *self = RONDO_LINE_ITEM (object);

  switch (id) {
  case PROP_KEY:
    g_value_set_string (value, self->key);
    break;
  case PROP_KIND:
    g_value_set_uint (value, self->kind);
    break;
  case PROP_TITLE:
  case PROP_SUBTITLE:
  case PROP_DETAIL:
  case PROP_BADGE:
  case PROP_MARK:
    g_value_set_string (value, self->texts[id - PROP_TITLE]);
    break;
  case PROP_HAS_SUBTITLE:
  case PROP_HAS_DETAIL:
  case PROP_HAS_BADGE:
  case PROP_HAS_MARK:
    g_value_set_boolean (value, self->texts[SUBTITLE + id - PROP_HAS_SUBTITLE][0] != '\0');
    break;
  case PROP_FRACTION:
    g_value_set_double (value, MAX (self->fraction, 0));
    break;
  case PROP_HAS_FRACTION:
    g_value_set_boolean (value, self->fraction >= 0);
    break;
  case PROP_TARGET:
    g_value_set_variant (value, g_variant_new_string (self->key));
    break;
  case PROP_ACTION:
    g_value_set_static_string (value, self->action);
    break;
  case PROP_HAS_ACTION:
    g_value_set_boolean (value, self->action != NULL);
    break;
  case PROP_OTHER_ACTION:
    g_value_set_static_string (value, self->other_action);
    break;
  case PROP_HAS_OTHER_ACTION:
    g_value_set_boolean (value, self->other_action != NULL);
    break;
  case PROP_LABEL:
    g_value_take_string (value, dup_label (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
rondo_line_item_finalize (GObject *object)
{
  RondoLineItem *self = RONDO_LINE_ITEM (object);

  g_clear_pointer (&self->key, g_free);
  for (int i = 0; i < N_TEXTS; i++)
    g_clear_pointer (&self->texts[i], g_free);
  G_OBJECT_CLASS (rondo_line_item_parent_class)->finalize (object);
}

static void
rondo_line_item_class_init (RondoLineItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const char *texts[] = {"title", "subtitle", "detail", "badge", "mark"};
  const char *has[] = {"has-subtitle", "has-detail", "has-badge", "has-mark"};

  object_class->get_property = rondo_line_item_get_property;
  object_class->finalize = rondo_line_item_finalize;

  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  properties[PROP_KIND] = g_param_spec_uint ("kind", NULL, NULL, 0, G_MAXUINT, 0, flags);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    properties[PROP_TITLE + i] = g_param_spec_string (texts[i], NULL, NULL, "", flags);
  for (gsize i = 0; i < G_N_ELEMENTS (has); i++)
    properties[PROP_HAS_SUBTITLE + i] = g_param_spec_boolean (has[i], NULL, NULL, FALSE, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_HAS_FRACTION] = g_param_spec_boolean ("has-fraction", NULL, NULL, FALSE, flags);
  properties[PROP_TARGET] =
      g_param_spec_variant ("target", NULL, NULL, G_VARIANT_TYPE_STRING, NULL, flags);
  properties[PROP_ACTION] = g_param_spec_string ("action", NULL, NULL, NULL, flags);
  properties[PROP_HAS_ACTION] = g_param_spec_boolean ("has-action", NULL, NULL, FALSE, flags);
  properties[PROP_OTHER_ACTION] = g_param_spec_string ("other-action", NULL, NULL, NULL, flags);
  properties[PROP_HAS_OTHER_ACTION] =
      g_param_spec_boolean ("has-other-action", NULL, NULL, FALSE, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rondo_line_item_init (RondoLineItem *self)
{
  self->fraction = -1;
  for (int i = 0; i < N_TEXTS; i++)
    self->texts[i] = g_strdup ("");
}

RondoLineItem *
rondo_line_item_new (const char *key, guint kind)
{
  RondoLineItem *self = g_object_new (RONDO_TYPE_LINE_ITEM, NULL);

  self->key = g_strdup (key);
  self->kind = kind;
  return self;
}

const char *
rondo_line_item_get_key (RondoLineItem *self)
{
  g_return_val_if_fail (RONDO_IS_LINE_ITEM (self), NULL);
  return self->key;
}

guint
rondo_line_item_get_kind (RondoLineItem *self)
{
  g_return_val_if_fail (RONDO_IS_LINE_ITEM (self), 0);
  return self->kind;
}

const char *
rondo_line_item_get_title (RondoLineItem *self)
{
  g_return_val_if_fail (RONDO_IS_LINE_ITEM (self), NULL);
  return self->texts[TITLE];
}

const char *
rondo_line_item_get_subtitle (RondoLineItem *self)
{
  g_return_val_if_fail (RONDO_IS_LINE_ITEM (self), NULL);
  return self->texts[SUBTITLE];
}

const char *
rondo_line_item_get_mark (RondoLineItem *self)
{
  g_return_val_if_fail (RONDO_IS_LINE_ITEM (self), NULL);
  return self->texts[MARK];
}

void
rondo_line_item_take_title (RondoLineItem *self, char *title)
{
  g_return_if_fail (RONDO_IS_LINE_ITEM (self));
  take_text (self, TITLE, title);
}

void
rondo_line_item_take_subtitle (RondoLineItem *self, char *subtitle)
{
  g_return_if_fail (RONDO_IS_LINE_ITEM (self));
  take_text (self, SUBTITLE, subtitle);
}

void
rondo_line_item_take_detail (RondoLineItem *self, char *detail)
{
  g_return_if_fail (RONDO_IS_LINE_ITEM (self));
  take_text (self, DETAIL, detail);
}

void
rondo_line_item_take_badge (RondoLineItem *self, char *badge)
{
  g_return_if_fail (RONDO_IS_LINE_ITEM (self));
  take_text (self, BADGE, badge);
}

void
rondo_line_item_take_mark (RondoLineItem *self, char *mark)
{
  g_return_if_fail (RONDO_IS_LINE_ITEM (self));
  take_text (self, MARK, mark);
}

void
rondo_line_item_set_fraction (RondoLineItem *self, double fraction)
{
  g_return_if_fail (RONDO_IS_LINE_ITEM (self));
  self->fraction = CLAMP (fraction, 0, 1);
}

void
rondo_line_item_set_action (RondoLineItem *self, const char *action)
{
  g_return_if_fail (RONDO_IS_LINE_ITEM (self));
  self->action = g_intern_string (action);
}

void
rondo_line_item_set_button (RondoLineItem *self, const char *label, const char *action)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);

  g_return_if_fail (RONDO_IS_LINE_ITEM (self));

  rondo_line_item_take_badge (self, g_strjoinv ("", parts));
  rondo_line_item_set_action (self, action);
}

void
rondo_line_item_set_other_action (RondoLineItem *self, const char *action)
{
  g_return_if_fail (RONDO_IS_LINE_ITEM (self));
  self->other_action = g_intern_string (action);
}

static void
notify (RondoLineItem *self, int id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

static void
adopt_text (RondoLineItem *self, int which, const char *text)
{
  gboolean had_text = self->texts[which][0] != '\0';

  if (g_str_equal (self->texts[which], text))
    return;
  take_text (self, which, g_strdup (text));
  notify (self, PROP_TITLE + which);
  if (which >= SUBTITLE && had_text != (*text != '\0'))
    notify (self, PROP_HAS_SUBTITLE + which - SUBTITLE);
}

static void
adopt_action (RondoLineItem *self, const char **action, const char *other, int id, int has_id)
{
  if (*action == other)
    return;
  *action = other;
  notify (self, id);
  notify (self, has_id);
}

gboolean
rondo_line_item_adopt (gconstpointer shown, gconstpointer fresh)
{
  RondoLineItem *self = RONDO_LINE_ITEM ((gpointer)shown);
  RondoLineItem *other = RONDO_LINE_ITEM ((gpointer)fresh);

  if (!g_str_equal (self->key, other->key))
    return FALSE;
  if (rondo_line_item_equal (self, other))
    return TRUE;
  for (int i = 0; i < N_TEXTS; i++)
    adopt_text (self, i, other->texts[i]);
  if (self->kind != other->kind) {
    self->kind = other->kind;
    notify (self, PROP_KIND);
  }
  if (ABS (self->fraction - other->fraction) >= LEAST_FRACTION) {
    self->fraction = other->fraction;
    notify (self, PROP_FRACTION);
    notify (self, PROP_HAS_FRACTION);
  }
  adopt_action (self, &self->action, other->action, PROP_ACTION, PROP_HAS_ACTION);
  adopt_action (
      self, &self->other_action, other->other_action, PROP_OTHER_ACTION, PROP_HAS_OTHER_ACTION);
  notify (self, PROP_LABEL);
  return TRUE;
}

gboolean
rondo_line_item_equal (RondoLineItem *a, RondoLineItem *b)
{
  g_return_val_if_fail (RONDO_IS_LINE_ITEM (a) && RONDO_IS_LINE_ITEM (b), FALSE);

  for (int i = 0; i < N_TEXTS; i++)
    if (!g_str_equal (a->texts[i], b->texts[i]))
      return FALSE;
  return g_str_equal (a->key, b->key) && a->kind == b->kind && a->action == b->action &&
         a->other_action == b->other_action && ABS (a->fraction - b->fraction) < LEAST_FRACTION;
}

void
rondo_line_item_sort (GPtrArray *lines)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (SortEntry));

  g_return_if_fail (lines != NULL);

  g_array_set_clear_func (entries, clear_sort_entry);
  for (guint i = 0; i < lines->len; i++) {
    SortEntry entry = {lines->pdata[i], NULL};

    entry.collation = g_utf8_collate_key (rondo_line_item_get_title (entry.item), -1);
    g_array_append_val (entries, entry);
  }
  g_array_sort (entries, compare_sort_entries);
  for (guint i = 0; i < lines->len; i++)
    lines->pdata[i] = g_array_index (entries, SortEntry, i).item;
}
