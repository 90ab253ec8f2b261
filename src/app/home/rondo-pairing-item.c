/* SPDX-License-Identifier: GPL-3.0-or-later
 * A pairing of the user in words, for a card: who, how to reach them, how far. */
#include "config.h"

#include "rondo-pairing-item.h"

#include "rondo-feedback.h"
#include "rondo-language.h"
#include "rondo-profile-lines.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

struct _RondoPairingItem {
  GObject parent_instance;

  /* owned */
  RondoPairingOverview *overview;
  char *note;
  int64_t now_us;
};

G_DEFINE_FINAL_TYPE (RondoPairingItem, rondo_pairing_item, G_TYPE_OBJECT)

enum {
  PROP_ABOUT = 1,
  PROP_ASKS_FEEDBACK,
  PROP_EMAIL,
  PROP_EMAIL_URI,
  PROP_FRACTION,
  PROP_ID,
  PROP_IS_COACH,
  PROP_LANGUAGES,
  PROP_LOCAL_TIME,
  PROP_PHONE,
  PROP_PHONE_URI,
  PROP_PROGRESS,
  PROP_ROUND,
  PROP_TITLE,
  N_PROPS
};

static const char *const names[N_PROPS] = {
    [PROP_ABOUT] = "about",
    [PROP_ASKS_FEEDBACK] = "asks-feedback",
    [PROP_EMAIL] = "email",
    [PROP_EMAIL_URI] = "email-uri",
    [PROP_FRACTION] = "fraction",
    [PROP_ID] = "id",
    [PROP_IS_COACH] = "is-coach",
    [PROP_LANGUAGES] = "languages",
    [PROP_LOCAL_TIME] = "local-time",
    [PROP_PHONE] = "phone",
    [PROP_PHONE_URI] = "phone-uri",
    [PROP_PROGRESS] = "progress",
    [PROP_ROUND] = "round",
    [PROP_TITLE] = "title",
};

static GParamSpec *properties[N_PROPS];

static char *
describe_title (const RondoPairingOverview *overview)
{
  g_autofree char *name =
      rondo_text_isolate (overview->is_coach ? overview->client_name : overview->coach_name);

  if (*name == '\0')
    return g_strdup (overview->is_coach ? _ ("You coach somebody") : _ ("Somebody coaches you"));
  if (overview->is_coach)
    return g_strdup_printf (_ ("You coach %s"), name);
  return g_strdup_printf (_ ("%s coaches you"), name);
}

static char *
describe_local_time (const RondoProfile *partner, int64_t now_us)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (partner->time_zone);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) there = zone != NULL ? g_date_time_to_timezone (now, zone) : NULL;
  g_autofree char *time = NULL;

  if (there == NULL)
    return g_strdup ("");
  /* Translators: a day of the week and a time: see strftime() */
  time = g_date_time_format (there, _ ("%A %H:%M"));
  /* Translators: the time it is where the partner is, and their time zone */
  return g_strdup_printf (_ ("%s in %s"), time, partner->time_zone);
}

static char *
describe_progress (const RondoPairingOverview *overview)
{
  int planned = rondo_pairing_get_planned (overview->pairing, overview->round);

  return g_strdup_printf (
      ngettext ("%d of %d session held", "%d of %d sessions held", (gulong)planned),
      overview->sessions_held,
      planned);
}

static char *
make_uri (const char *scheme, const char *rest)
{
  g_autofree char *escaped = g_uri_escape_string (rest, "@+", FALSE);

  return *rest != '\0' ? g_strconcat (scheme, escaped, NULL) : g_strdup ("");
}

static char *
describe_partner (RondoPairingItem *self, guint id)
{
  const RondoProfile *partner = self->overview->partner;

  if (partner == NULL)
    return g_strdup ("");
  switch (id) {
  case PROP_ABOUT:
    return rondo_profile_describe (partner);
  case PROP_EMAIL:
    return g_strdup (partner->email);
  case PROP_EMAIL_URI:
    return make_uri ("mailto:", partner->email);
  case PROP_LANGUAGES:
    return rondo_language_list_to_display ((const char *const *)partner->languages);
  case PROP_LOCAL_TIME:
    return describe_local_time (partner, self->now_us);
  case PROP_PHONE:
    return g_strdup (partner->phone);
  case PROP_PHONE_URI:
  default:
    return make_uri ("tel:", partner->phone);
  }
}

static double
get_fraction (const RondoPairingOverview *overview)
{
  int planned = rondo_pairing_get_planned (overview->pairing, overview->round);

  return planned > 0 ? MIN (1.0, (double)overview->sessions_held / planned) : 0;
}

static gboolean
asks_feedback (const RondoPairingItem *self)
{
  const RondoPairingOverview *overview = self->overview;

  return rondo_feedback_is_due (overview->round,
                                overview->pairing,
                                overview->sessions_held,
                                (RondoDate)(self->now_us / G_TIME_SPAN_DAY));
}

static char *
describe (RondoPairingItem *self, guint id)
{
  switch (id) {
  case PROP_ID:
    return g_strdup (self->overview->pairing->id);
  case PROP_PROGRESS:
    return describe_progress (self->overview);
  case PROP_ROUND:
    return *self->note != '\0' ? g_strdup_printf ("%s\n%s", self->overview->round->name, self->note)
                               : g_strdup (self->overview->round->name);
  case PROP_TITLE:
    return describe_title (self->overview);
  default:
    return describe_partner (self, id);
  }
}

static void
rondo_pairing_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RondoPairingItem *self = RONDO_PAIRING_ITEM (object);

  switch (id) {
  case PROP_ASKS_FEEDBACK:
    g_value_set_boolean (value, asks_feedback (self));
    break;
  case PROP_FRACTION:
    g_value_set_double (value, get_fraction (self->overview));
    break;
  case PROP_IS_COACH:
    g_value_set_boolean (value, self->overview->is_coach);
    break;
  default:
    g_value_take_string (value, describe (self, id));
  }
}

static void
rondo_pairing_item_finalize (GObject *object)
{
  g_clear_pointer (&RONDO_PAIRING_ITEM (object)->overview, rondo_pairing_overview_free);
  g_clear_pointer (&RONDO_PAIRING_ITEM (object)->note, g_free);

  G_OBJECT_CLASS (rondo_pairing_item_parent_class)->finalize (object);
}

static void
rondo_pairing_item_class_init (RondoPairingItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rondo_pairing_item_get_property;
  object_class->finalize = rondo_pairing_item_finalize;
  for (guint id = PROP_ABOUT; id < N_PROPS; id++)
    if (id == PROP_FRACTION)
      properties[id] = g_param_spec_double (names[id], NULL, NULL, 0, 1, 0, flags);
    else if (id == PROP_IS_COACH || id == PROP_ASKS_FEEDBACK)
      properties[id] = g_param_spec_boolean (names[id], NULL, NULL, FALSE, flags);
    else
      properties[id] = g_param_spec_string (names[id], NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rondo_pairing_item_init (RondoPairingItem *self)
{
}

RondoPairingItem *
rondo_pairing_item_new (RondoPairingOverview *overview, char *note, int64_t now_us)
{
  RondoPairingItem *self = g_object_new (RONDO_TYPE_PAIRING_ITEM, NULL);

  self->overview = overview;
  self->note = note;
  self->now_us = now_us;
  return self;
}

const char *
rondo_pairing_item_get_id (RondoPairingItem *item)
{
  g_return_val_if_fail (RONDO_IS_PAIRING_ITEM (item), NULL);
  return item->overview->pairing->id;
}

gboolean
rondo_pairing_item_equal (gconstpointer a, gconstpointer b)
{
  if (asks_feedback (a) != asks_feedback (b))
    return FALSE;
  for (guint id = PROP_ABOUT; id < N_PROPS; id++) {
    g_autofree char *left = NULL;
    g_autofree char *right = NULL;

    if (id == PROP_FRACTION || id == PROP_IS_COACH || id == PROP_ASKS_FEEDBACK)
      continue;
    left = describe ((RondoPairingItem *)a, id);
    right = describe ((RondoPairingItem *)b, id);
    if (!g_str_equal (left, right))
      return FALSE;
  }
  return TRUE;
}

const char *
rondo_pairing_item_get_partner (RondoPairingItem *self, const char **name)
{
  g_return_val_if_fail (RONDO_IS_PAIRING_ITEM (self), NULL);

  *name = self->overview->is_coach ? self->overview->client_name : self->overview->coach_name;
  return self->overview->is_coach ? self->overview->pairing->client
                                  : self->overview->pairing->coach;
}
