/* SPDX-License-Identifier: GPL-3.0-or-later
 * The columns of a table of members, one by one. */
#include "config.h"

#include "rondo-import-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-check.h"
#include "rondo-error.h"
#include "rondo-language.h"

static const struct {
  const char *header;
  const char *display;
  const char *other; /* (nullable): another name that tables use */
} fields[RONDO_FIELD_TRAITS] = {
    [RONDO_FIELD_NAME] = {"name", N_ ("name"), "full_name"},
    [RONDO_FIELD_EMAIL] = {"email", N_ ("email"), "e_mail"},
    [RONDO_FIELD_PHONE] = {"phone", N_ ("phone"), "telephone"},
    [RONDO_FIELD_LANGUAGES] = {"languages", N_ ("languages"), "language"},
    [RONDO_FIELD_TIME_ZONE] = {"time_zone", N_ ("time zone"), "timezone"},
    [RONDO_FIELD_CREDENTIAL] = {"credential", N_ ("credential"), NULL},
    [RONDO_FIELD_WISHES] = {"wishes", N_ ("wishes"), NULL},
    [RONDO_FIELD_REQUESTS] = {"requests", N_ ("requests"), NULL},
    [RONDO_FIELD_AVOIDS] = {"avoids", N_ ("avoids"), NULL},
    [RONDO_FIELD_ACTIVE] = {"active", N_ ("active"), NULL},
    [RONDO_FIELD_AVAILABILITY] = {"availability", N_ ("availability"), "available"},
    [RONDO_FIELD_COURSE] = {"course", N_ ("training course"), "training_course"},
};

static gboolean
fail (GError **error, const char *sentence, const char *text)
{
  g_autoptr (GString) message = g_string_new (sentence);
  g_autofree char *quote = rondo_check_quote (text);

  g_string_replace (message, "{text}", quote, 0);
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, message->str);
  return FALSE;
}

/* The items of a cell, stripped, without empty ones. */
static GStrv
split_list (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (text, ";|,\n", -1);

  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0')
      g_strv_builder_add (builder, *part);
  return g_strv_builder_end (builder);
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

/* A code, or the name of a language; "pt_BR" is what other programs write for "pt-br". */
static char *
read_language (const char *text)
{
  const char *known = rondo_language_from_name (text);
  g_autofree char *code = NULL;

  if (known != NULL)
    return g_strdup (known);
  code = g_strdelimit (g_ascii_strdown (text, -1), "_", '-');
  return rondo_language_is_valid (code) ? g_steal_pointer (&code) : NULL;
}

static gboolean
read_languages (const char *text, RondoMember *member, GError **error)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) items = split_list (text);

  for (char **item = items; *item != NULL; item++) {
    g_autofree char *code = read_language (*item);

    if (code == NULL)
      return fail (error,
                   _ ("“{text}” is not a language. Write languages as codes like “en; pt-br”."),
                   *item);
    if (!g_ptr_array_find_with_equal_func (codes, code, g_str_equal, NULL))
      g_ptr_array_add (codes, g_steal_pointer (&code));
  }
  g_ptr_array_add (codes, NULL);
  g_strfreev (member->languages);
  member->languages = (GStrv)g_ptr_array_free (g_steal_pointer (&codes), FALSE);
  return TRUE;
}

static gboolean
read_time_zone (const char *text, RondoMember *member, GError **error)
{
  g_autofree char *name = g_strdelimit (g_strdup (text), " ", '_');

  if (!rondo_time_zone_is_valid (name))
    return fail (error,
                 _ ("“{text}” is not a time zone that this computer knows. Write it like "
                    "“Europe/Berlin”."),
                 text);
  set_text (&member->time_zone, name);
  return TRUE;
}

static gboolean
read_credential (const char *text, RondoMember *member, GError **error)
{
  g_autofree char *word = g_ascii_strup (text, -1);

  if (strcmp (word, "NONE") == 0 || strcmp (word, "-") == 0) {
    member->credential = RONDO_CREDENTIAL_NONE;
    return TRUE;
  }
  if (!rondo_credential_from_word (word, &member->credential))
    return fail (error, _ ("“{text}” is not a credential. Write ACC, PCC, MCC or none."), text);
  return TRUE;
}

static gboolean
read_wishes (const char *text, RondoMember *member, GError **error)
{
  g_autoptr (RondoWishes) wishes = rondo_wishes_new ();
  GPtrArray *previous = member->wishes->wishes;

  if (!rondo_wishes_parse (wishes, text, error))
    return FALSE;
  member->wishes->wishes = g_steal_pointer (&wishes->wishes);
  wishes->wishes = previous;
  return TRUE;
}

static gboolean
read_addresses (const char *text, GPtrArray *addresses, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) items = split_list (text);

  for (char **item = items; *item != NULL; item++) {
    g_autofree char *email = rondo_email_normalize (*item);

    if (email == NULL)
      return fail (error,
                   _ ("“{text}” is not an e-mail address. Requests and avoids name people by "
                      "their e-mail address."),
                   *item);
    if (!g_ptr_array_find_with_equal_func (found, email, g_str_equal, NULL))
      g_ptr_array_add (found, g_steal_pointer (&email));
  }
  g_ptr_array_set_size (addresses, 0);
  g_ptr_array_extend_and_steal (addresses, g_steal_pointer (&found));
  return TRUE;
}

static gboolean
read_active (const char *text, RondoMember *member, GError **error)
{
  static const char *const yes[] = {"yes", "y", "true", "1", "active", NULL};
  static const char *const no[] = {"no", "n", "false", "0", "paused", NULL};
  g_autofree char *word = g_utf8_strdown (text, -1);

  if (!g_strv_contains (yes, word) && !g_strv_contains (no, word))
    return fail (
        error, _ ("“{text}” does not say whether the member is active. Write yes or no."), text);
  member->is_active = g_strv_contains (yes, word);
  return TRUE;
}

/* "none" is for nothing, as an empty cell leaves what is known. */
static gboolean
read_course (const char *text, RondoMember *member)
{
  set_text (&member->course, g_ascii_strcasecmp (text, "none") == 0 ? "" : text);
  return TRUE;
}

static gboolean
read_traits (RondoTrait trait, const char *text, RondoMember *member, GError **error)
{
  GStrv found = rondo_traits_parse (text, error);

  if (found == NULL)
    return FALSE;
  g_strfreev (member->traits[trait]);
  member->traits[trait] = found;
  return TRUE;
}

static char *
join_addresses (GPtrArray *addresses)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < addresses->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (const char *)addresses->pdata[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
rondo_field_from_header (const char *header, RondoField *field)
{
  g_autofree char *name = g_utf8_strdown (header, -1);

  g_strdelimit (g_strstrip (name), " -", '_');
  for (guint i = 0; i < RONDO_N_FIELDS; i++)
    if (strcmp (name, rondo_field_to_header ((RondoField)i)) == 0 ||
        (i < RONDO_FIELD_TRAITS && g_strcmp0 (name, fields[i].other) == 0)) {
      *field = (RondoField)i;
      return TRUE;
    }
  return FALSE;
}

const char *
rondo_field_to_header (RondoField field)
{
  if (field >= RONDO_FIELD_TRAITS)
    return rondo_trait_to_word ((RondoTrait)(field - RONDO_FIELD_TRAITS));
  return fields[field].header;
}

const char *
rondo_field_to_display (RondoField field)
{
  if (field >= RONDO_FIELD_TRAITS)
    return rondo_trait_to_display ((RondoTrait)(field - RONDO_FIELD_TRAITS));
  return _ (fields[field].display);
}

gboolean
rondo_field_read (RondoField field, const char *text, RondoMember *member, GError **error)
{
  if (field >= RONDO_FIELD_TRAITS)
    return read_traits ((RondoTrait)(field - RONDO_FIELD_TRAITS), text, member, error);
  switch (field) {
  case RONDO_FIELD_NAME:
    set_text (&member->name, text);
    return TRUE;
  case RONDO_FIELD_EMAIL:
    set_text (&member->email, text);
    return TRUE;
  case RONDO_FIELD_PHONE:
    set_text (&member->phone, text);
    return TRUE;
  case RONDO_FIELD_LANGUAGES:
    return read_languages (text, member, error);
  case RONDO_FIELD_TIME_ZONE:
    return read_time_zone (text, member, error);
  case RONDO_FIELD_CREDENTIAL:
    return read_credential (text, member, error);
  case RONDO_FIELD_WISHES:
    return read_wishes (text, member, error);
  case RONDO_FIELD_REQUESTS:
    return read_addresses (text, member->wishes->requests, error);
  case RONDO_FIELD_AVOIDS:
    return read_addresses (text, member->wishes->avoids, error);
  case RONDO_FIELD_ACTIVE:
    return read_active (text, member, error);
  case RONDO_FIELD_AVAILABILITY:
    return rondo_availability_parse (text, &member->availability, error);
  case RONDO_FIELD_COURSE:
    return read_course (text, member);
  case RONDO_FIELD_TRAITS:
  case RONDO_N_FIELDS:
  default:
    g_return_val_if_reached (FALSE);
  }
}

char *
rondo_field_to_text (RondoField field, const RondoMember *member)
{
  if (field >= RONDO_FIELD_TRAITS)
    return rondo_traits_to_text (member->traits[field - RONDO_FIELD_TRAITS]);
  switch (field) {
  case RONDO_FIELD_NAME:
    return g_strdup (member->name);
  case RONDO_FIELD_EMAIL:
    return g_strdup (member->email);
  case RONDO_FIELD_PHONE:
    return g_strdup (member->phone);
  case RONDO_FIELD_LANGUAGES:
    return g_strjoinv (", ", member->languages);
  case RONDO_FIELD_TIME_ZONE:
    return g_strdup (member->time_zone);
  case RONDO_FIELD_CREDENTIAL:
    return g_strdup (rondo_credential_to_word (member->credential));
  case RONDO_FIELD_WISHES:
    return rondo_wishes_to_text (member->wishes);
  case RONDO_FIELD_REQUESTS:
    return join_addresses (member->wishes->requests);
  case RONDO_FIELD_AVOIDS:
    return join_addresses (member->wishes->avoids);
  case RONDO_FIELD_ACTIVE:
    return g_strdup (member->is_active ? _ ("yes") : _ ("no"));
  case RONDO_FIELD_AVAILABILITY:
    return rondo_availability_to_text (&member->availability);
  case RONDO_FIELD_COURSE:
    return g_strdup (member->course);
  case RONDO_FIELD_TRAITS:
  case RONDO_N_FIELDS:
  default:
    g_return_val_if_reached (NULL);
  }
}

char *
rondo_field_to_cell (RondoField field, const RondoMember *member)
{
  if (field == RONDO_FIELD_ACTIVE)
    return g_strdup (member->is_active ? "yes" : "no");
  return rondo_field_to_text (field, member);
}
