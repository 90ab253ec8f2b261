/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bodies of rounds and pairings. */
#include "config.h"

#include "rondo-wire-bodies.h"

#include "rondo-life.h"
#include "rondo-notice.h"
#include "rondo-wire-values.h"

/* What older versions did not write is as in a new round. */
static void
read_policies (RondoWireReader *reader, RondoRound *round)
{
  if (rondo_wire_reader_has (reader, "mutual_allowed"))
    rondo_wire_read_bool (reader, "mutual_allowed", &round->mutual_allowed);
  if (rondo_wire_reader_has (reader, "repeat_after"))
    round->repeat_after =
        (int)rondo_wire_read_int (reader, "repeat_after", 0, RONDO_REPEAT_AFTER_MAX);
  if (rondo_wire_reader_has (reader, "same_course"))
    rondo_wire_read_enum (reader, "same_course", rondo_policy_from_word, &round->same_course);
  if (rondo_wire_reader_has (reader, "capacity"))
    round->capacity = (int)rondo_wire_read_int (reader, "capacity", 1, RONDO_CAPACITY_MAX);
  round->cancel_notice = (int)rondo_wire_read_int_or_null (
      reader, "cancel_notice", 0, RONDO_CANCEL_NOTICE_MAX, RONDO_CANCEL_NOTICE_HOURS);
}

static void
read_optional_text (RondoWireReader *reader, const char *name, gsize max, char **slot)
{
  if (rondo_wire_reader_has (reader, name))
    rondo_wire_read_text (reader, name, max, slot);
}

/* What most rounds and pairings have nothing to say about, takes no room. */
static void
put_optional_text (JsonObject *object, const char *name, const char *text)
{
  if ((text != NULL && *text != '\0') || json_object_has_member (object, name))
    rondo_wire_put_text (object, name, text != NULL ? text : "");
}

static void
put_optional_date (JsonObject *object, const char *name, RondoDate date)
{
  if (date != RONDO_DATE_NONE || json_object_has_member (object, name))
    rondo_wire_put_date (object, name, date);
}

static void
put_optional_int (JsonObject *object, const char *name, int number, int usual)
{
  if (number != usual || json_object_has_member (object, name))
    json_object_set_int_member (object, name, number);
}

static void
put_optional_bool (JsonObject *object, const char *name, gboolean value)
{
  if (value || json_object_has_member (object, name))
    json_object_set_boolean_member (object, name, value);
}

static void
read_optional_bool (RondoWireReader *reader, const char *name, gboolean *slot)
{
  if (rondo_wire_reader_has (reader, name))
    rondo_wire_read_bool (reader, name, slot);
}

static const char *const told_members[RONDO_N_PARTS] = {
    [RONDO_PART_BOTH] = "told_both",
    [RONDO_PART_COACH] = "told_coach",
    [RONDO_PART_CLIENT] = "told_client",
    [RONDO_PART_UNPLACED] = "told_unplaced",
    [RONDO_PART_STANDBY] = "told_standby",
};

static void
read_telling (RondoWireReader *reader, RondoRound *round)
{
  read_optional_bool (reader, "quiet", &round->is_quiet);
  rondo_wire_read_date_or_null (reader, "announced_on", &round->announced_on);
  round->announced_to = (int)rondo_wire_read_int_or_null (reader, "announced_to", 0, G_MAXINT32, 0);
  read_optional_text (reader, "told_title", RONDO_NOTICE_TITLE_MAX_BYTES, &round->told_title);
  for (int part = 0; part < RONDO_N_PARTS; part++)
    read_optional_text (reader, told_members[part], RONDO_TOLD_MAX_BYTES, &round->told[part]);
}

static void
put_telling (JsonObject *object, const RondoRound *round)
{
  put_optional_bool (object, "quiet", round->is_quiet);
  put_optional_date (object, "announced_on", round->announced_on);
  put_optional_int (object, "announced_to", round->announced_to, 0);
  put_optional_text (object, "told_title", round->told_title);
  for (int part = 0; part < RONDO_N_PARTS; part++)
    put_optional_text (object, told_members[part], round->told[part]);
}

static void
read_terms (RondoWireReader *reader, RondoRound *round)
{
  rondo_wire_read_enum_or_null (
      reader, "kind", rondo_round_kind_from_word, &round->kind, "reciprocal");
  read_optional_text (reader, "code", RONDO_ROUND_CODE_MAX_BYTES, &round->code);
  rondo_wire_read_enum_or_null (
      reader, "activity", rondo_round_activity_from_word, &round->activity, "coaching");
  rondo_wire_read_enum_or_null (reader, "rest", rondo_rest_from_word, &round->rest, "four");
  read_optional_text (reader, "first_side", RONDO_SIDE_MAX_BYTES, &round->first_side);
  read_optional_text (reader, "second_side", RONDO_SIDE_MAX_BYTES, &round->second_side);
  read_optional_bool (reader, "paused", &round->is_paused);
  read_optional_bool (reader, "standby", &round->takes_standby);
  rondo_wire_read_date_or_null (reader, "register_until", &round->register_until);
  rondo_wire_read_date_or_null (reader, "requests_until", &round->requests_until);
  rondo_wire_read_date_or_null (reader, "match_on", &round->match_on);
  rondo_wire_read_date_or_null (reader, "check_on", &round->check_on);
  rondo_wire_read_date_or_null (reader, "feedback_until", &round->feedback_until);
  round->first_contact_days = (int)rondo_wire_read_int_or_null (
      reader, "first_contact_days", 1, RONDO_ROUND_DAYS_MAX, round->first_contact_days);
  round->gap_days = (int)rondo_wire_read_int_or_null (
      reader, "gap_days", 1, RONDO_ROUND_DAYS_MAX, round->gap_days);
  rondo_wire_read_enum_or_null (
      reader, "least_credential", rondo_credential_from_word, &round->least, "");
  read_optional_text (reader, "language", RONDO_ROUND_CODE_MAX_BYTES, &round->language);
  round->least_training =
      (int)rondo_wire_read_int_or_null (reader, "least_training", 0, RONDO_TRAINING_HOURS_MAX, 0);
  read_optional_text (reader, "agreement", RONDO_AGREEMENT_MAX_BYTES, &round->agreement);
  round->agreement_version =
      (int)rondo_wire_read_int_or_null (reader, "agreement_version", 0, G_MAXINT32, 0);
}

static void
put_terms (JsonObject *object, const RondoRound *round)
{
  if (round->kind != RONDO_ROUND_RECIPROCAL || json_object_has_member (object, "kind"))
    rondo_wire_put_text (object, "kind", rondo_round_kind_to_word (round->kind));
  if (round->activity != RONDO_ROUND_COACHING || json_object_has_member (object, "activity"))
    rondo_wire_put_text (object, "activity", rondo_round_activity_to_word (round->activity));
  if (round->rest != RONDO_REST_FOUR || json_object_has_member (object, "rest"))
    rondo_wire_put_text (object, "rest", rondo_rest_to_word (round->rest));
  put_optional_text (object, "first_side", round->first_side);
  put_optional_text (object, "second_side", round->second_side);
  put_optional_text (object, "code", round->code);
  put_optional_bool (object, "paused", round->is_paused);
  put_optional_bool (object, "standby", round->takes_standby);
  put_optional_date (object, "register_until", round->register_until);
  put_optional_date (object, "requests_until", round->requests_until);
  put_optional_date (object, "match_on", round->match_on);
  put_optional_date (object, "check_on", round->check_on);
  put_optional_date (object, "feedback_until", round->feedback_until);
  put_optional_int (object, "first_contact_days", round->first_contact_days, 7);
  put_optional_int (object, "gap_days", round->gap_days, 14);
  put_optional_text (object, "least_credential", rondo_credential_to_word (round->least));
  put_optional_text (object, "language", round->language);
  put_optional_int (object, "least_training", round->least_training, 0);
  put_optional_text (object, "agreement", round->agreement);
  put_optional_int (object, "agreement_version", round->agreement_version, 0);
}

char *
rondo_wire_encode_round (const RondoRound *round, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "name", round->name);
  rondo_wire_put_date (object, "start", round->start);
  rondo_wire_put_date (object, "end", round->end);
  json_object_set_int_member (object, "sessions", round->session_count);
  json_object_set_int_member (object, "session_minutes", round->session_minutes);
  json_object_set_boolean_member (object, "mutual_allowed", round->mutual_allowed);
  json_object_set_int_member (object, "repeat_after", round->repeat_after);
  rondo_wire_put_text (object, "same_course", rondo_policy_to_word (round->same_course));
  json_object_set_int_member (object, "capacity", round->capacity);
  json_object_set_int_member (object, "cancel_notice", round->cancel_notice);
  rondo_wire_put_text (object, "state", rondo_round_state_to_word (round->state));
  put_terms (object, round);
  put_telling (object, round);
  return rondo_wire_object_end (object);
}

RondoRound *
rondo_wire_decode_round (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoRound) round = rondo_round_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  round->id = g_strdup (id);
  rondo_wire_read_text (reader, "name", RONDO_NAME_MAX_BYTES, &round->name);
  rondo_wire_read_date_or_null (reader, "start", &round->start);
  rondo_wire_read_date_or_null (reader, "end", &round->end);
  round->session_count = (int)rondo_wire_read_int (reader, "sessions", 1, RONDO_ROUND_SESSIONS_MAX);
  round->session_minutes =
      (int)rondo_wire_read_int (reader, "session_minutes", 1, RONDO_SESSION_MINUTES_MAX);
  read_policies (reader, round);
  read_terms (reader, round);
  read_telling (reader, round);
  rondo_wire_read_enum (reader, "state", rondo_round_state_from_word, &round->state);
  if (!rondo_wire_document_end (document, error) || !rondo_round_check (round, error))
    return NULL;
  return g_steal_pointer (&round);
}

char *
rondo_wire_encode_pairing (const RondoPairing *pairing, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "round", pairing->round);
  rondo_wire_put_text (object, "coach", pairing->coach);
  rondo_wire_put_text (object, "client", pairing->client);
  rondo_wire_put_text (object, "state", rondo_pairing_state_to_word (pairing->state));
  if (pairing->coach_name != NULL)
    rondo_wire_put_text (object, "coach_name", pairing->coach_name);
  if (pairing->client_name != NULL)
    rondo_wire_put_text (object, "client_name", pairing->client_name);
  put_optional_int (object, "sessions", pairing->session_count, 0);
  put_optional_date (object, "since", pairing->since);
  put_optional_date (object, "until", pairing->until);
  put_optional_date (object, "excused", pairing->excused);
  if (pairing->replaced_by != NULL)
    rondo_wire_put_text (object, "replaced_by", pairing->replaced_by);
  put_optional_text (object, "reason", pairing->reason);
  put_optional_bool (object, "quiet", pairing->is_quiet);
  return rondo_wire_object_end (object);
}

RondoPairing *
rondo_wire_decode_pairing (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoPairing) pairing = rondo_pairing_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  pairing->id = g_strdup (id);
  rondo_wire_read_id (reader, "round", &pairing->round);
  rondo_wire_read_id (reader, "coach", &pairing->coach);
  rondo_wire_read_id (reader, "client", &pairing->client);
  rondo_wire_read_enum (reader, "state", rondo_pairing_state_from_word, &pairing->state);
  rondo_wire_read_text_or_null (reader, "coach_name", RONDO_NAME_MAX_BYTES, &pairing->coach_name);
  rondo_wire_read_text_or_null (reader, "client_name", RONDO_NAME_MAX_BYTES, &pairing->client_name);
  pairing->session_count =
      (int)rondo_wire_read_int_or_null (reader, "sessions", 0, RONDO_ROUND_SESSIONS_MAX, 0);
  rondo_wire_read_date_or_null (reader, "since", &pairing->since);
  rondo_wire_read_date_or_null (reader, "until", &pairing->until);
  rondo_wire_read_date_or_null (reader, "excused", &pairing->excused);
  rondo_wire_read_id_or_null (reader, "replaced_by", &pairing->replaced_by);
  read_optional_text (reader, "reason", RONDO_REASON_MAX_BYTES, &pairing->reason);
  read_optional_bool (reader, "quiet", &pairing->is_quiet);
  if (!rondo_wire_document_end (document, error) || !rondo_pairing_check (pairing, error))
    return NULL;
  return g_steal_pointer (&pairing);
}
