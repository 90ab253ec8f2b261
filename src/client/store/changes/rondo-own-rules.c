/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rule files of the coach, which are part of the plan. */
#include "config.h"

#include "rondo-own-rules.h"

#include "rondo-desk-settings-store.h"
#include "rondo-wire-credentials.h"

#include <string.h>

static RondoCredentialRule *
decode (const char *text, GError **error)
{
  return rondo_wire_decode_credential (text, strlen (text), error);
}

/* Whether @text is about the same credential, from the same day, as @rule. */
static gboolean
is_replaced (const char *text, const RondoCredentialRule *rule)
{
  g_autoptr (RondoCredentialRule) known = decode (text, NULL);

  return known != NULL && g_str_equal (known->id, rule->id) &&
         known->valid_from == rule->valid_from;
}

static void
take_rules (RondoDeskSettings *settings, GStrvBuilder *rules)
{
  g_strfreev (settings->rules);
  settings->rules = g_strv_builder_end (rules);
}

gboolean
rondo_own_rules_add (RondoDb *db, const char *text, GError **error)
{
  g_autoptr (RondoCredentialRule) rule = decode (text, error);
  g_autoptr (RondoDeskSettings) settings = NULL;
  g_autoptr (GStrvBuilder) rules = g_strv_builder_new ();

  if (rule == NULL)
    return FALSE;
  settings = rondo_desk_settings_store_read (db, error);
  if (settings == NULL)
    return FALSE;
  for (char **known = settings->rules; *known != NULL; known++)
    if (!is_replaced (*known, rule))
      g_strv_builder_add (rules, *known);
  g_strv_builder_add (rules, text);
  take_rules (settings, rules);
  return rondo_desk_settings_store_write (db, settings, error);
}

gboolean
rondo_own_rules_remove (RondoDb *db, const char *text, GError **error)
{
  g_autoptr (RondoDeskSettings) settings = rondo_desk_settings_store_read (db, error);
  g_autoptr (GStrvBuilder) rules = g_strv_builder_new ();

  if (settings == NULL)
    return FALSE;
  for (char **known = settings->rules; *known != NULL; known++)
    if (!g_str_equal (*known, text))
      g_strv_builder_add (rules, *known);
  take_rules (settings, rules);
  return rondo_desk_settings_store_write (db, settings, error);
}
