/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bodies of members, profiles and registrations. */
#include "config.h"

#include "rondo-wire-bodies.h"

#include "rondo-life.h"
#include "rondo-wire-values.h"

/* Longer than any zone name. */
#define ZONE_MAX_BYTES 100
/* Longer than the word of any credential. */
#define VERIFIED_MAX_BYTES 20

/* What a member and a profile have in common is checked as a member. */
static gboolean
check_profile (const RondoProfile *profile, const char *email, GError **error)
{
  g_autoptr (RondoWishes) none = rondo_wishes_new ();
  char *no_traits[] = {NULL};
  char *nothing = (char *)"";
  RondoMember member = {.name = profile->name,
                        .email = (char *)email,
                        .phone = profile->phone,
                        .languages = profile->languages,
                        .time_zone = profile->time_zone,
                        .credential = profile->credential,
                        .course = profile->course,
                        .wishes = none,
                        .about = {.bio = profile->bio,
                                  .credential_since = profile->credential_since,
                                  .verified = nothing,
                                  .verified_by = nothing}};

  for (int trait = 0; trait < RONDO_N_TRAITS; trait++)
    member.traits[trait] = no_traits;
  member.traits[RONDO_TRAIT_NICHE] = profile->niche;
  member.traits[RONDO_TRAIT_METHOD] = profile->method;
  return rondo_member_check (&member, error);
}

/* Absent in what older versions wrote, and then empty. */
static void
read_matching (RondoWireReader *reader, RondoMember *member)
{
  if (rondo_wire_reader_has (reader, "course"))
    rondo_wire_read_text (reader, "course", RONDO_COURSE_MAX_BYTES, &member->course);
  member->training_hours =
      (int)rondo_wire_read_int_or_null (reader, "training_hours", 0, RONDO_TRAINING_HOURS_MAX, 0);
  for (RondoTrait trait = 0; trait < RONDO_N_TRAITS; trait++)
    if (rondo_wire_reader_has (reader, rondo_trait_to_word (trait)))
      rondo_wire_read_strv (
          reader, rondo_trait_to_word (trait), RONDO_TRAITS_MAX, &member->traits[trait]);
  rondo_wire_read_availability (reader, &member->availability);
}

static void
put_matching (JsonObject *object, const RondoMember *member)
{
  rondo_wire_put_text (object, "course", member->course);
  if (member->training_hours > 0 || json_object_has_member (object, "training_hours"))
    json_object_set_int_member (object, "training_hours", member->training_hours);
  for (RondoTrait trait = 0; trait < RONDO_N_TRAITS; trait++)
    rondo_wire_put_strv (object, rondo_trait_to_word (trait), member->traits[trait]);
  rondo_wire_put_availability (object, &member->availability);
}

static void
read_optional_text (RondoWireReader *reader, const char *name, gsize max, char **slot)
{
  if (rondo_wire_reader_has (reader, name))
    rondo_wire_read_text (reader, name, max, slot);
}

static void
read_optional_strv (RondoWireReader *reader, const char *name, GStrv *slot)
{
  if (rondo_wire_reader_has (reader, name))
    rondo_wire_read_strv (reader, name, RONDO_TRAITS_MAX, slot);
}

/* What most members have nothing to say about, takes no room. */
static void
put_optional_text (JsonObject *object, const char *name, const char *text)
{
  if (*text != '\0' || json_object_has_member (object, name))
    rondo_wire_put_text (object, name, text);
}

static void
put_optional_date (JsonObject *object, const char *name, RondoDate date)
{
  if (date != RONDO_DATE_NONE || json_object_has_member (object, name))
    rondo_wire_put_date (object, name, date);
}

static void
put_optional_strv (JsonObject *object, const char *name, GStrv texts)
{
  if (*texts != NULL || json_object_has_member (object, name))
    rondo_wire_put_strv (object, name, texts);
}

static void
put_acceptance (JsonObject *object,
                const char *version,
                const char *on,
                const RondoAcceptance *acceptance)
{
  if (acceptance->version > 0 || json_object_has_member (object, version))
    json_object_set_int_member (object, version, acceptance->version);
  put_optional_date (object, on, acceptance->on);
}

static void
read_acceptance (RondoWireReader *reader,
                 const char *version,
                 const char *on,
                 RondoAcceptance *acceptance)
{
  acceptance->version = (int)rondo_wire_read_int_or_null (reader, version, 0, G_MAXINT, 0);
  rondo_wire_read_date_or_null (reader, on, &acceptance->on);
}

static void
read_about (RondoWireReader *reader, RondoAbout *about)
{
  read_optional_text (reader, "bio", RONDO_BIO_MAX_BYTES, &about->bio);
  rondo_wire_read_date_or_null (reader, "credential_since", &about->credential_since);
  read_optional_text (reader, "verified", VERIFIED_MAX_BYTES, &about->verified);
  read_optional_text (reader, "verified_by", RONDO_NAME_MAX_BYTES, &about->verified_by);
  rondo_wire_read_date_or_null (reader, "verified_on", &about->verified_on);
  rondo_wire_read_date_or_null (reader, "verified_until", &about->verified_until);
  rondo_wire_read_date_or_null (reader, "left_on", &about->left_on);
  rondo_wire_read_id_or_null (reader, "merged_into", &about->merged_into);
  read_acceptance (reader, "consent", "consent_on", &about->consent);
  read_acceptance (reader, "code", "code_on", &about->code);
}

static void
put_about (JsonObject *object, const RondoAbout *about)
{
  put_optional_text (object, "bio", about->bio);
  put_optional_date (object, "credential_since", about->credential_since);
  put_optional_text (object, "verified", about->verified);
  put_optional_text (object, "verified_by", about->verified_by);
  put_optional_date (object, "verified_on", about->verified_on);
  put_optional_date (object, "verified_until", about->verified_until);
  put_optional_date (object, "left_on", about->left_on);
  if (about->merged_into != NULL || json_object_has_member (object, "merged_into"))
    rondo_wire_put_text (object, "merged_into", about->merged_into);
  put_acceptance (object, "consent", "consent_on", &about->consent);
  put_acceptance (object, "code", "code_on", &about->code);
}

/* How many clients or coaches; as many as the round says if it is not there. */
static void
read_capacity (RondoWireReader *reader, const char *name, int *capacity)
{
  if (rondo_wire_reader_has (reader, name))
    *capacity = (int)rondo_wire_read_int (reader, name, 1, RONDO_CAPACITY_MAX);
}

static void
put_capacity (JsonObject *object, const char *name, int capacity)
{
  if (capacity > 0)
    json_object_set_int_member (object, name, capacity);
  else
    json_object_set_null_member (object, name);
}

char *
rondo_wire_encode_member (const RondoMember *member, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "name", member->name);
  rondo_wire_put_text (object, "email", member->email);
  rondo_wire_put_text (object, "phone", member->phone);
  rondo_wire_put_strv (object, "languages", member->languages);
  rondo_wire_put_text (object, "time_zone", member->time_zone);
  rondo_wire_put_text (object, "credential", rondo_credential_to_word (member->credential));
  json_object_set_boolean_member (object, "active", member->is_active);
  put_matching (object, member);
  rondo_wire_put_wishes (object, member->wishes);
  put_about (object, &member->about);
  return rondo_wire_object_end (object);
}

RondoMember *
rondo_wire_decode_member (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoMember) member = rondo_member_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  member->id = g_strdup (id);
  rondo_wire_read_text (reader, "name", RONDO_NAME_MAX_BYTES, &member->name);
  rondo_wire_read_text (reader, "email", RONDO_EMAIL_MAX_BYTES, &member->email);
  rondo_wire_read_text (reader, "phone", RONDO_PHONE_MAX_BYTES, &member->phone);
  rondo_wire_read_strv (reader, "languages", RONDO_LANGUAGES_MAX, &member->languages);
  rondo_wire_read_text (reader, "time_zone", ZONE_MAX_BYTES, &member->time_zone);
  rondo_wire_read_enum (reader, "credential", rondo_credential_from_word, &member->credential);
  rondo_wire_read_bool (reader, "active", &member->is_active);
  read_matching (reader, member);
  rondo_wire_read_wishes (reader, member->wishes);
  read_about (reader, &member->about);
  if (!rondo_wire_document_end (document, error) || !rondo_member_check (member, error))
    return NULL;
  return g_steal_pointer (&member);
}

/* What somebody is as a coach. */
static void
put_coach (JsonObject *object, const RondoProfile *profile)
{
  rondo_wire_put_strv (object, "languages", profile->languages);
  rondo_wire_put_text (object, "time_zone", profile->time_zone);
  rondo_wire_put_text (object, "credential", rondo_credential_to_word (profile->credential));
  put_optional_date (object, "credential_since", profile->credential_since);
  if (profile->is_verified || json_object_has_member (object, "verified"))
    json_object_set_boolean_member (object, "verified", profile->is_verified);
  put_optional_strv (object, "niche", profile->niche);
  put_optional_strv (object, "method", profile->method);
}

static void
read_coach (RondoWireReader *reader, RondoProfile *profile)
{
  rondo_wire_read_strv (reader, "languages", RONDO_LANGUAGES_MAX, &profile->languages);
  rondo_wire_read_text (reader, "time_zone", ZONE_MAX_BYTES, &profile->time_zone);
  rondo_wire_read_enum (reader, "credential", rondo_credential_from_word, &profile->credential);
  rondo_wire_read_date_or_null (reader, "credential_since", &profile->credential_since);
  if (rondo_wire_reader_has (reader, "verified"))
    rondo_wire_read_bool (reader, "verified", &profile->is_verified);
  read_optional_strv (reader, "niche", &profile->niche);
  read_optional_strv (reader, "method", &profile->method);
}

char *
rondo_wire_encode_profile (const RondoProfile *profile, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "member", profile->member);
  rondo_wire_put_text (object, "name", profile->name);
  rondo_wire_put_text (object, "email", profile->email);
  rondo_wire_put_text (object, "phone", profile->phone);
  put_coach (object, profile);
  put_optional_text (object, "course", profile->course);
  put_optional_text (object, "bio", profile->bio);
  return rondo_wire_object_end (object);
}

RondoProfile *
rondo_wire_decode_profile (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoProfile) profile = rondo_profile_new ();
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  profile->id = g_strdup (id);
  rondo_wire_read_id (reader, "member", &profile->member);
  rondo_wire_read_text (reader, "name", RONDO_NAME_MAX_BYTES, &profile->name);
  rondo_wire_read_text (reader, "email", RONDO_EMAIL_MAX_BYTES, &profile->email);
  rondo_wire_read_text (reader, "phone", RONDO_PHONE_MAX_BYTES, &profile->phone);
  read_coach (reader, profile);
  read_optional_text (reader, "course", RONDO_COURSE_MAX_BYTES, &profile->course);
  read_optional_text (reader, "bio", RONDO_BIO_MAX_BYTES, &profile->bio);
  if (!rondo_wire_document_end (document, error) || !check_profile (profile, profile->email, error))
    return NULL;
  return g_steal_pointer (&profile);
}

char *
rondo_wire_encode_companion (const RondoCompanion *companion, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "round", companion->round);
  rondo_wire_put_text (object, "member", companion->profile->member);
  rondo_wire_put_text (object, "name", companion->profile->name);
  put_coach (object, companion->profile);
  put_optional_text (object, "bio", companion->profile->bio);
  return rondo_wire_object_end (object);
}

RondoCompanion *
rondo_wire_decode_companion (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoCompanion) companion = rondo_companion_new ();
  RondoProfile *profile = companion->profile;
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  companion->id = g_strdup (id);
  profile->id = g_strdup (id);
  rondo_wire_read_id (reader, "round", &companion->round);
  rondo_wire_read_id (reader, "member", &profile->member);
  rondo_wire_read_text (reader, "name", RONDO_NAME_MAX_BYTES, &profile->name);
  read_coach (reader, profile);
  read_optional_text (reader, "bio", RONDO_BIO_MAX_BYTES, &profile->bio);
  /* There is no address to be checked. */
  if (!rondo_wire_document_end (document, error) ||
      !check_profile (profile, "nobody@example.org", error))
    return NULL;
  return g_steal_pointer (&companion);
}

/* What is so for most takes no room. */
static void
put_part (JsonObject *object, const RondoRegistration *registration)
{
  if (registration->state != RONDO_REGISTRATION_REGISTERED ||
      json_object_has_member (object, "state"))
    rondo_wire_put_text (object, "state", rondo_registration_state_to_word (registration->state));
  if (registration->role != RONDO_ROLE_BOTH || json_object_has_member (object, "role"))
    rondo_wire_put_text (object, "role", rondo_role_to_word (registration->role));
  if (registration->side != RONDO_TEAM_NONE || json_object_has_member (object, "side"))
    rondo_wire_put_text (object, "side", rondo_team_to_word (registration->side));
  if (registration->agreement_version > 0 || json_object_has_member (object, "agreement_version"))
    json_object_set_int_member (object, "agreement_version", registration->agreement_version);
  if (*registration->note != '\0' || json_object_has_member (object, "note"))
    rondo_wire_put_text (object, "note", registration->note);
}

static void
read_part (RondoWireReader *reader, RondoRegistration *registration)
{
  rondo_wire_read_enum_or_null (
      reader, "state", rondo_registration_state_from_word, &registration->state, "registered");
  rondo_wire_read_enum_or_null (reader, "role", rondo_role_from_word, &registration->role, "both");
  rondo_wire_read_enum_or_null (reader, "side", rondo_team_from_word, &registration->side, "");
  registration->agreement_version =
      (int)rondo_wire_read_int_or_null (reader, "agreement_version", 0, G_MAXINT32, 0);
  if (rondo_wire_reader_has (reader, "note"))
    rondo_wire_read_text (reader, "note", RONDO_REGISTRATION_NOTE_MAX_BYTES, &registration->note);
}

char *
rondo_wire_encode_registration (const RondoRegistration *registration, const char *previous)
{
  JsonObject *object = rondo_wire_object_new (previous);

  rondo_wire_put_text (object, "round", registration->round);
  rondo_wire_put_text (object, "member", registration->member);
  put_capacity (object, "clients", registration->clients);
  put_capacity (object, "coaches", registration->coaches);
  rondo_wire_put_availability (object, &registration->availability);
  rondo_wire_put_wishes (object, registration->wishes);
  put_part (object, registration);
  return rondo_wire_object_end (object);
}

RondoRegistration *
rondo_wire_decode_registration (const char *id, const char *body, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_body (id, body, error);
  g_autoptr (RondoRegistration) registration = NULL;
  g_autoptr (RondoWishes) wishes = rondo_wishes_new ();
  g_autofree char *round = NULL;
  g_autofree char *member = NULL;
  g_autofree char *note = NULL;
  RondoRegistration read = {0};
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  rondo_wire_read_id (reader, "round", &round);
  rondo_wire_read_id (reader, "member", &member);
  read_capacity (reader, "clients", &read.clients);
  read_capacity (reader, "coaches", &read.coaches);
  rondo_wire_read_availability (reader, &read.availability);
  rondo_wire_read_wishes (reader, wishes);
  read_part (reader, &read);
  note = read.note;
  if (!rondo_wire_document_end (document, error))
    return NULL;
  registration = rondo_registration_new (round, member, wishes);
  g_free (registration->id);
  registration->id = g_strdup (id);
  registration->clients = read.clients;
  registration->coaches = read.coaches;
  registration->availability = read.availability;
  registration->state = read.state;
  registration->role = read.role;
  registration->side = read.side;
  registration->agreement_version = read.agreement_version;
  if (note != NULL) {
    g_free (registration->note);
    registration->note = g_steal_pointer (&note);
  }
  if (!rondo_registration_check (registration, error))
    return NULL;
  return g_steal_pointer (&registration);
}
