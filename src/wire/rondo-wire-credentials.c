/* SPDX-License-Identifier: GPL-3.0-or-later
 * Credential rules as files. */
#include "config.h"

#include "rondo-wire-credentials.h"

#include "rondo-wire-json.h"

#define FILE_MAX_BYTES (256 * 1024)
#define FILE_MAX_DEPTH 8
#define WORD_MAX_BYTES 60
#define REQUIREMENTS_MAX 100
#define OTHERS_MAX 20
#define FORMAT 1
#define VALUE_MAX 1000000

static int
read_number_or_null (RondoWireReader *reader, const char *name)
{
  return (int)rondo_wire_read_int_or_null (reader, name, 0, VALUE_MAX, RONDO_VALUE_UNKNOWN);
}

static void
read_source (RondoWireReader *reader, char **slot)
{
  rondo_wire_read_text (reader, "source", RONDO_RULE_TEXT_MAX_BYTES, slot);
}

static void
read_other (RondoWireReader *reader, gpointer target)
{
  RondoOtherValue *other = rondo_other_value_new (0, "");

  g_ptr_array_add (target, other);
  other->value = (int)rondo_wire_read_int (reader, "value", 0, VALUE_MAX);
  read_source (reader, &other->source);
}

static void
read_others (RondoWireReader *reader, GPtrArray *others)
{
  if (rondo_wire_reader_has (reader, "others"))
    rondo_wire_read_objects (reader, "others", OTHERS_MAX, read_other, others);
}

static void
read_count (RondoWireReader *reader, gpointer target)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  RondoCount count = {0};

  rondo_wire_read_texts (reader, "activities", RONDO_N_ACTIVITIES, WORD_MAX_BYTES, words);
  for (guint i = 0; i < words->len; i++) {
    RondoActivity activity;

    if (rondo_activity_from_word (words->pdata[i], &activity))
      count.activities |= 1u << activity;
    else
      rondo_wire_refuse_word (reader, "activities");
  }
  count.most = read_number_or_null (reader, "most");
  g_array_append_val ((GArray *)target, count);
}

static void
read_requirement (RondoWireReader *reader, gpointer target)
{
  RondoRequirement *requirement = rondo_requirement_new (RONDO_MEASURE_TOLD);

  g_ptr_array_add (target, requirement);
  rondo_wire_read_enum (reader, "measure", rondo_measure_from_word, &requirement->measure);
  requirement->least = read_number_or_null (reader, "least");
  requirement->months = (int)rondo_wire_read_int_or_null (reader, "months", 1, 1200, 0);
  rondo_wire_read_enum (reader, "certainty", rondo_certainty_from_word, &requirement->certainty);
  read_source (reader, &requirement->source);
  if (rondo_wire_reader_has (reader, "note"))
    rondo_wire_read_text (reader, "note", RONDO_RULE_TEXT_MAX_BYTES, &requirement->note);
  read_others (reader, requirement->others);
  if (rondo_wire_reader_has (reader, "counts"))
    rondo_wire_read_objects (reader, "counts", RONDO_N_ACTIVITIES, read_count, requirement->counts);
}

/* The limit of groups, which may not be known at all. */
static void
read_group (RondoWireReader *reader, gpointer target)
{
  RondoCredentialRule *rule = target;

  rule->group_most = (int)rondo_wire_read_int (reader, "most", 2, RONDO_GROUP_SIZE_MAX);
  rondo_wire_read_enum (reader, "certainty", rondo_certainty_from_word, &rule->group_certainty);
  read_source (reader, &rule->group_source);
  read_others (reader, rule->group_others);
}

static void
read_rule (RondoWireReader *reader, RondoCredentialRule *rule)
{
  rondo_wire_read_int (reader, "format", FORMAT, FORMAT);
  rondo_wire_read_text (reader, "id", WORD_MAX_BYTES, &rule->id);
  rondo_wire_read_text (reader, "body", WORD_MAX_BYTES, &rule->body);
  rondo_wire_read_text (reader, "name", WORD_MAX_BYTES, &rule->name);
  rondo_wire_read_date_or_null (reader, "valid_from", &rule->valid_from);
  rondo_wire_read_date_or_null (reader, "as_of", &rule->as_of);
  rondo_wire_read_bool (reader, "renewal", &rule->is_renewal);
  rondo_wire_read_bool (reader, "counts_from_training", &rule->counts_from_training);
  rondo_wire_read_bool (reader, "group_members_are_clients", &rule->group_members_are_clients);
  if (rondo_wire_reader_has (reader, "groups"))
    rondo_wire_read_objects (reader, "groups", 1, read_group, rule);
  rondo_wire_read_objects (
      reader, "requirements", REQUIREMENTS_MAX, read_requirement, rule->requirements);
  rondo_wire_read_texts (reader, "notes", REQUIREMENTS_MAX, RONDO_RULE_TEXT_MAX_BYTES, rule->notes);
}

RondoCredentialRule *
rondo_wire_decode_credential (const char *data, gsize length, GError **error)
{
  g_autoptr (RondoWireDocument) document =
      rondo_wire_document_open (data, length, FILE_MAX_BYTES, FILE_MAX_DEPTH, error);
  g_autoptr (RondoCredentialRule) rule = rondo_credential_rule_new ();

  if (document == NULL)
    return NULL;
  read_rule (rondo_wire_document_get_root (document), rule);
  if (!rondo_wire_document_end (document, error) || !rondo_credential_rule_check (rule, error))
    return NULL;
  return g_steal_pointer (&rule);
}
