/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rules of credentials: those that come with the program, and those of the user. */
#include "config.h"

#include "rondo-credential-files.h"

#include "rondo-credential-resources.h"
#include "rondo-wire-credentials.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define RESOURCE_DIR "/org/rondocoaching/Rondo/credentials"

static void
add_problem (GPtrArray *problems, const char *name, const GError *error)
{
  g_ptr_array_add (problems,
                   /* Translators: the name of a file, and what is wrong with it */
                   g_strdup_printf (_ ("The file %s was left out. %s"), name, error->message));
}

static void
add_rule (GPtrArray *rules,
          GPtrArray *problems,
          const char *name,
          const char *data,
          gsize length,
          gboolean is_own)
{
  g_autoptr (GError) error = NULL;
  RondoCredentialRule *rule = rondo_wire_decode_credential (data, length, &error);

  if (rule == NULL) {
    add_problem (problems, name, error);
    return;
  }
  rule->is_own = is_own;
  rule->text = g_strndup (data, length);
  g_ptr_array_add (rules, rule);
}

/* In the order in which they are shown, which is that of the list of resources. */
static void
load_shipped (GPtrArray *rules, GPtrArray *problems)
{
  static const char *const names[] = {"icf-acc.json",
                                      "icf-acc-2027.json",
                                      "icf-pcc.json",
                                      "icf-pcc-2027.json",
                                      "icf-mcc.json",
                                      "icf-acc-renewal.json",
                                      "icf-renewal.json",
                                      "emcc-foundation.json",
                                      "emcc-practitioner.json",
                                      "emcc-senior-practitioner.json",
                                      "emcc-master-practitioner.json",
                                      "ac-foundation.json",
                                      "ac-coach.json",
                                      "ac-professional.json",
                                      "ac-master.json"};

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_strconcat (RESOURCE_DIR "/", names[i], NULL);
    g_autoptr (GBytes) bytes = g_resource_lookup_data (
        rondo_credentials_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    gsize length = 0;
    const char *data = NULL;

    g_assert (bytes != NULL);
    data = g_bytes_get_data (bytes, &length);
    add_rule (rules, problems, names[i], data, length, FALSE);
  }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *)a, *(char *const *)b);
}

static GPtrArray *
list_own (const char *dir_name)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (dir_name, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
load_own (const char *dir_name, GPtrArray *rules, GPtrArray *problems)
{
  g_autoptr (GPtrArray) names = list_own (dir_name);

  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    g_autofree char *path = g_build_filename (dir_name, name, NULL);
    g_autofree char *shown = g_filename_display_name (name);
    g_autofree char *data = NULL;
    gsize length = 0;
    g_autoptr (GError) error = NULL;

    if (g_file_get_contents (path, &data, &length, &error))
      add_rule (rules, problems, shown, data, length, TRUE);
    else
      add_problem (problems, shown, error);
  }
}

static void
load_texts (GStrv texts, GPtrArray *rules, GPtrArray *problems)
{
  for (guint i = 0; texts[i] != NULL; i++) {
    g_autofree char *name = g_strdup_printf ("%u", i + 1);

    add_rule (rules, problems, name, texts[i], strlen (texts[i]), TRUE);
  }
}

GPtrArray *
rondo_credential_files_load (const char *own_dir, GStrv texts, GPtrArray *problems)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_credential_rule_free);

  load_shipped (rules, problems);
  if (own_dir != NULL)
    load_own (own_dir, rules, problems);
  if (texts != NULL)
    load_texts (texts, rules, problems);
  return rules;
}
