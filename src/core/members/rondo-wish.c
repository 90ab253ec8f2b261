/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a member wishes for in a coach, as values. */
#include "config.h"

#include "rondo-wish.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rondo-check.h"
#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-member.h"

static gpointer
copy_wish (gconstpointer source, gpointer user_data)
{
  const RondoWish *wish = source;

  return rondo_wish_new (wish->level, wish->attribute, wish->value);
}

static gpointer
copy_string (gconstpointer source, gpointer user_data)
{
  return g_strdup (source);
}

static gboolean
wish_equal (const RondoWish *a, const RondoWish *b)
{
  return a->level == b->level && a->attribute == b->attribute &&
         g_strcmp0 (a->value, b->value) == 0;
}

static gboolean
strings_equal (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (g_strcmp0 (a->pdata[i], b->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
check_addresses (GPtrArray *addresses, GError **error)
{
  if (addresses->len > RONDO_WISHES_MAX) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("There are %u requests or avoids; at most %d are possible."),
                 addresses->len,
                 RONDO_WISHES_MAX);
    return FALSE;
  }
  for (guint i = 0; i < addresses->len; i++) {
    const char *address = addresses->pdata[i];
    g_autofree char *normal = rondo_email_normalize (address);

    if (!rondo_id_is_valid (address) && (normal == NULL || strcmp (normal, address) != 0)) {
      g_autofree char *shown = rondo_check_quote (address);

      g_set_error (error,
                   RONDO_ERROR,
                   RONDO_ERROR_INVALID,
                   _ ("“%s” is not an e-mail address in lower case. People are named in requests "
                      "and avoids by their e-mail address."),
                   shown);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
check_wish (const RondoWish *wish, GError **error)
{
  if (rondo_wish_level_to_word (wish->level) != NULL &&
      rondo_wish_value_is_valid (wish->attribute, wish->value))
    return TRUE;
  g_set_error_literal (error,
                       RONDO_ERROR,
                       RONDO_ERROR_INVALID,
                       _ ("A wish is not understood. A wish is “must”, “prefer” or “avoid”, then "
                          "“language”, “credential”, “zone”, “hours”, “gender”, “niche”, “region” "
                          "or “method”, then a value that fits."));
  return FALSE;
}

RondoWish *
rondo_wish_new (RondoWishLevel level, RondoWishAttribute attribute, const char *value)
{
  RondoWish *wish = g_new0 (RondoWish, 1);

  wish->level = level;
  wish->attribute = attribute;
  wish->value = g_strdup (value != NULL ? value : "");
  return wish;
}

void
rondo_wish_free (RondoWish *wish)
{
  if (wish == NULL)
    return;
  g_free (wish->value);
  g_free (wish);
}

RondoWishes *
rondo_wishes_new (void)
{
  RondoWishes *wishes = g_new0 (RondoWishes, 1);

  wishes->wishes = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_wish_free);
  wishes->requests = g_ptr_array_new_with_free_func (g_free);
  wishes->avoids = g_ptr_array_new_with_free_func (g_free);
  return wishes;
}

RondoWishes *
rondo_wishes_copy (const RondoWishes *wishes)
{
  RondoWishes *copy;

  g_return_val_if_fail (wishes != NULL, NULL);

  copy = rondo_wishes_new ();
  g_ptr_array_extend (copy->wishes, wishes->wishes, (GCopyFunc)copy_wish, NULL);
  g_ptr_array_extend (copy->requests, wishes->requests, (GCopyFunc)copy_string, NULL);
  g_ptr_array_extend (copy->avoids, wishes->avoids, (GCopyFunc)copy_string, NULL);
  return copy;
}

void
rondo_wishes_free (RondoWishes *wishes)
{
  if (wishes == NULL)
    return;
  g_clear_pointer (&wishes->wishes, g_ptr_array_unref);
  g_clear_pointer (&wishes->requests, g_ptr_array_unref);
  g_clear_pointer (&wishes->avoids, g_ptr_array_unref);
  g_free (wishes);
}

gboolean
rondo_wishes_equal (const RondoWishes *a, const RondoWishes *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->wishes->len != b->wishes->len)
    return FALSE;
  for (guint i = 0; i < a->wishes->len; i++)
    if (!wish_equal (a->wishes->pdata[i], b->wishes->pdata[i]))
      return FALSE;
  return strings_equal (a->requests, b->requests) && strings_equal (a->avoids, b->avoids);
}

/* An address that nobody here has stays what was typed; an id would tell nobody anything. */
static const char *
find_name (GHashTable *names, const char *who)
{
  g_autofree char *address = rondo_email_normalize (who);
  const char *name = g_hash_table_lookup (names, address != NULL ? address : who);

  if (name != NULL)
    return name;
  return rondo_id_is_valid (who) ? _ ("somebody who has joined") : who;
}

RondoWishes *
rondo_wishes_dup_told (const RondoWishes *wishes, GHashTable *names)
{
  RondoWishes *told = NULL;

  g_return_val_if_fail (wishes != NULL && names != NULL, NULL);

  told = rondo_wishes_copy (wishes);
  g_ptr_array_set_size (told->avoids, 0);
  for (guint i = 0; i < told->requests->len; i++) {
    char *who = told->requests->pdata[i];

    told->requests->pdata[i] = g_strdup (find_name (names, who));
    g_free (who);
  }
  return told;
}

gboolean
rondo_wishes_check (const RondoWishes *wishes, GError **error)
{
  g_return_val_if_fail (wishes != NULL, FALSE);

  if (wishes->wishes->len > RONDO_WISHES_MAX) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 _ ("There are %u wishes; at most %d are possible."),
                 wishes->wishes->len,
                 RONDO_WISHES_MAX);
    return FALSE;
  }
  for (guint i = 0; i < wishes->wishes->len; i++)
    if (!check_wish (wishes->wishes->pdata[i], error))
      return FALSE;
  return check_addresses (wishes->requests, error) && check_addresses (wishes->avoids, error);
}
