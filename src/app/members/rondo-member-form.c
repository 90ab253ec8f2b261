/* SPDX-License-Identifier: GPL-3.0-or-later
 * The fields of a member as text that a person writes, and back. */
#include "config.h"

#include "rondo-member-form.h"

#include "rondo-error.h"
#include "rondo-id.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
split_list (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",;|", -1);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_strstrip (parts[i])[0] != '\0')
      g_ptr_array_add (list, g_ascii_strdown (parts[i], -1));
  return list;
}

static char *
join_list (GPtrArray *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++) {
    if (i > 0)
      g_string_append (text, ", ");
    g_string_append (text, list->pdata[i]);
  }
  return g_string_free (text, FALSE);
}

static char *
dup_stripped (const char *text)
{
  return g_strstrip (g_strdup (text));
}

static void
take_text (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, RONDO_ERROR, RONDO_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
read_name (RondoMember *member, const char *text, GError **error)
{
  g_autofree char *name = dup_stripped (text);

  if (name[0] == '\0')
    return refuse (error, _ ("Enter the name of the member."));
  if (strlen (name) > RONDO_NAME_MAX_BYTES)
    return refuse (error, _ ("The name is too long. Shorten it."));
  take_text (&member->name, g_steal_pointer (&name));
  return TRUE;
}

static gboolean
read_email (RondoMember *member, const char *text, GError **error)
{
  g_autofree char *email = rondo_email_normalize (text);

  if (email == NULL || strlen (email) > RONDO_EMAIL_MAX_BYTES)
    return refuse (error, _ ("Enter an e-mail address, such as ana@example.org."));
  take_text (&member->email, g_steal_pointer (&email));
  return TRUE;
}

static gboolean
read_phone (RondoMember *member, const char *text, GError **error)
{
  g_autofree char *phone = dup_stripped (text);

  if (strlen (phone) > RONDO_PHONE_MAX_BYTES)
    return refuse (error, _ ("The telephone number is too long. Shorten it."));
  take_text (&member->phone, g_steal_pointer (&phone));
  return TRUE;
}

static gboolean
read_wishes (RondoMember *member, const char *text, GError **error)
{
  g_autoptr (RondoWishes) wishes = rondo_wishes_new ();
  GPtrArray *before = member->wishes->wishes;

  if (!rondo_wishes_parse (wishes, text, error))
    return FALSE;
  member->wishes->wishes = wishes->wishes;
  wishes->wishes = before;
  return TRUE;
}

static gboolean
read_people (GPtrArray **people, const char *text, GError **error)
{
  g_autoptr (GPtrArray) emails = split_list (text);

  for (guint i = 0; i < emails->len; i++) {
    g_autofree char *email = rondo_email_normalize (emails->pdata[i]);

    if (email == NULL) {
      g_set_error (error,
                   RONDO_ERROR,
                   RONDO_ERROR_INVALID,
                   _ ("“%s” is not an e-mail address. Name people by their addresses, with commas "
                      "between them."),
                   (char *)emails->pdata[i]);
      return FALSE;
    }
    take_text ((char **)&emails->pdata[i], g_steal_pointer (&email));
  }
  g_ptr_array_unref (*people);
  *people = g_steal_pointer (&emails);
  return TRUE;
}

static gboolean
read_course (RondoMember *member, const char *text, GError **error)
{
  g_autofree char *course = dup_stripped (text);

  if (strlen (course) > RONDO_COURSE_MAX_BYTES)
    return refuse (error, _ ("The name of the training course is too long. Shorten it."));
  take_text (&member->course, g_steal_pointer (&course));
  return TRUE;
}

static gboolean
read_traits (GStrv *traits, const char *text, GError **error)
{
  GStrv found = rondo_traits_parse (text, error);

  if (found == NULL)
    return FALSE;
  g_strfreev (*traits);
  *traits = found;
  return TRUE;
}

/* Which trait @field is, if it is one. */
static gboolean
is_trait (RondoMemberField field, RondoTrait *trait)
{
  *trait = (RondoTrait)((int)field - RONDO_MEMBER_FIELD_TRAITS);
  return field >= RONDO_MEMBER_FIELD_TRAITS && *trait < RONDO_N_TRAITS;
}

RondoMember *
rondo_member_form_new_member (int64_t now_us)
{
  RondoMember *member = rondo_member_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (zone);

  take_text (&member->id, rondo_id_new (now_us));
  member->is_active = TRUE;
  if (rondo_time_zone_is_valid (name))
    take_text (&member->time_zone, g_strdup (name));
  return member;
}

static gboolean
read_training (RondoMember *member, const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  guint64 hours = 0;

  if (*stripped != '\0' &&
      !g_ascii_string_to_unsigned (stripped, 10, 0, RONDO_TRAINING_HOURS_MAX, &hours, NULL)) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_INVALID,
                         _ ("The hours of coach education are a whole number from 0 to 10,000."));
    return FALSE;
  }
  member->training_hours = (int)hours;
  return TRUE;
}

gboolean
rondo_member_form_read (RondoMember *member,
                        RondoMemberField field,
                        const char *text,
                        GError **error)
{
  RondoTrait trait;

  g_return_val_if_fail (member != NULL && text != NULL, FALSE);

  if (is_trait (field, &trait))
    return read_traits (&member->traits[trait], text, error);
  switch (field) {
  case RONDO_MEMBER_FIELD_NAME:
    return read_name (member, text, error);
  case RONDO_MEMBER_FIELD_EMAIL:
    return read_email (member, text, error);
  case RONDO_MEMBER_FIELD_PHONE:
    return read_phone (member, text, error);
  case RONDO_MEMBER_FIELD_WISHES:
    return read_wishes (member, text, error);
  case RONDO_MEMBER_FIELD_REQUESTS:
    return read_people (&member->wishes->requests, text, error);
  case RONDO_MEMBER_FIELD_AVOIDS:
    return read_people (&member->wishes->avoids, text, error);
  case RONDO_MEMBER_FIELD_COURSE:
    return read_course (member, text, error);
  case RONDO_MEMBER_FIELD_TRAINING:
    return read_training (member, text, error);
  case RONDO_MEMBER_FIELD_TRAITS:
  default:
    g_return_val_if_reached (FALSE);
  }
}

char *
rondo_member_form_write (const RondoMember *member, RondoMemberField field)
{
  RondoTrait trait;

  g_return_val_if_fail (member != NULL, NULL);

  if (is_trait (field, &trait))
    return rondo_traits_to_text (member->traits[trait]);
  switch (field) {
  case RONDO_MEMBER_FIELD_NAME:
    return g_strdup (member->name);
  case RONDO_MEMBER_FIELD_EMAIL:
    return g_strdup (member->email);
  case RONDO_MEMBER_FIELD_PHONE:
    return g_strdup (member->phone);
  case RONDO_MEMBER_FIELD_WISHES:
    return rondo_wishes_to_text (member->wishes);
  case RONDO_MEMBER_FIELD_REQUESTS:
    return join_list (member->wishes->requests);
  case RONDO_MEMBER_FIELD_AVOIDS:
    return join_list (member->wishes->avoids);
  case RONDO_MEMBER_FIELD_COURSE:
    return g_strdup (member->course);
  case RONDO_MEMBER_FIELD_TRAINING:
    return member->training_hours > 0 ? g_strdup_printf ("%d", member->training_hours)
                                      : g_strdup ("");
  case RONDO_MEMBER_FIELD_TRAITS:
  default:
    g_return_val_if_reached (NULL);
  }
}
