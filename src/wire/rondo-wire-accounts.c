/* SPDX-License-Identifier: GPL-3.0-or-later
 * What coordinators ask of the server about accounts, as JSON. */
#include "config.h"

#include "rondo-wire-accounts.h"

#include "rondo-member.h"
#include "rondo-wire-json.h"

#define CODE_MAX_BYTES 200
#define DAYS_MAX 3650
#define MESSAGE_MAX_BYTES 4000

/* Parts ------------------------------------------------------------------------------------------
 */

typedef JsonObject *(*MakeFunc) (gconstpointer value);

static void
put_objects (JsonObject *object, const char *name, GPtrArray *values, MakeFunc make)
{
  JsonArray *array = json_array_sized_new (values->len);

  for (guint i = 0; i < values->len; i++)
    json_array_add_object_element (array, make (values->pdata[i]));
  json_object_set_array_member (object, name, array);
}

static JsonObject *
make_state (gconstpointer value)
{
  const RondoAccountState *state = value;
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "member", state->member);
  json_object_set_boolean_member (object, "coordinator", state->is_coordinator);
  json_object_set_int_member (object, "joined_us", state->joined_us);
  if (state->seen_us > 0)
    json_object_set_int_member (object, "seen_us", state->seen_us);
  if (state->is_held)
    rondo_wire_put_text (object, "held", state->reason);
  return object;
}

/* "held" has the reason, so that it is there for who is held alone. */
static void
read_state (RondoWireReader *reader, gpointer target)
{
  RondoAccountState *state = g_new0 (RondoAccountState, 1);

  g_ptr_array_add (target, state);
  rondo_wire_read_id (reader, "member", &state->member);
  rondo_wire_read_bool (reader, "coordinator", &state->is_coordinator);
  state->joined_us = rondo_wire_read_int (reader, "joined_us", 0, G_MAXINT64);
  state->seen_us = rondo_wire_read_int_or_null (reader, "seen_us", 0, G_MAXINT64, 0);
  rondo_wire_read_text_or_null (reader, "held", RONDO_HOLD_REASON_MAX_BYTES, &state->reason);
  state->is_held = state->reason != NULL;
}

static void
put_invitation (JsonObject *object, const RondoOpenInvitation *invitation)
{
  rondo_wire_put_text (object, "id", invitation->id);
  if (invitation->member != NULL)
    rondo_wire_put_text (object, "member", invitation->member);
  if (invitation->email != NULL)
    rondo_wire_put_text (object, "email", invitation->email);
  json_object_set_boolean_member (object, "coordinator", invitation->is_coordinator);
  json_object_set_int_member (object, "made_us", invitation->made_us);
  json_object_set_int_member (object, "expires_us", invitation->expires_us);
}

static JsonObject *
make_invitation (gconstpointer value)
{
  JsonObject *object = json_object_new ();

  put_invitation (object, value);
  return object;
}

static JsonObject *
make_new_invitation (gconstpointer value)
{
  const RondoNewInvitation *invitation = value;
  JsonObject *object = json_object_new ();

  put_invitation (object, invitation->invitation);
  rondo_wire_put_text (object, "code", invitation->code);
  return object;
}

static RondoOpenInvitation *
take_invitation (RondoWireReader *reader)
{
  RondoOpenInvitation *invitation = g_new0 (RondoOpenInvitation, 1);

  rondo_wire_read_text (reader, "id", CODE_MAX_BYTES, &invitation->id);
  rondo_wire_read_id_or_null (reader, "member", &invitation->member);
  rondo_wire_read_text_or_null (reader, "email", RONDO_EMAIL_MAX_BYTES, &invitation->email);
  rondo_wire_read_bool (reader, "coordinator", &invitation->is_coordinator);
  invitation->made_us = rondo_wire_read_int (reader, "made_us", 0, G_MAXINT64);
  invitation->expires_us = rondo_wire_read_int (reader, "expires_us", 0, G_MAXINT64);
  return invitation;
}

static void
read_invitation (RondoWireReader *reader, gpointer target)
{
  g_ptr_array_add (target, take_invitation (reader));
}

static void
read_new_invitation (RondoWireReader *reader, gpointer target)
{
  RondoNewInvitation *invitation = g_new0 (RondoNewInvitation, 1);

  g_ptr_array_add (target, invitation);
  invitation->invitation = take_invitation (reader);
  rondo_wire_read_text (reader, "code", CODE_MAX_BYTES, &invitation->code);
}

static JsonObject *
make_not_done (gconstpointer value)
{
  const RondoNotDone *person = value;
  JsonObject *object = json_object_new ();

  if (person->member != NULL)
    rondo_wire_put_text (object, "member", person->member);
  if (person->email != NULL)
    rondo_wire_put_text (object, "email", person->email);
  rondo_wire_put_text (object, "message", person->message);
  return object;
}

static void
read_not_done (RondoWireReader *reader, gpointer target)
{
  RondoNotDone *person = g_new0 (RondoNotDone, 1);

  g_ptr_array_add (target, person);
  rondo_wire_read_id_or_null (reader, "member", &person->member);
  rondo_wire_read_text_or_null (reader, "email", RONDO_EMAIL_MAX_BYTES, &person->email);
  rondo_wire_read_text (reader, "message", MESSAGE_MAX_BYTES, &person->message);
}

/* Messages ---------------------------------------------------------------------------------------
 */

char *
rondo_wire_encode_people_answer (const RondoPeopleAnswer *answer)
{
  JsonObject *object = json_object_new ();

  put_objects (object, "accounts", answer->accounts, make_state);
  put_objects (object, "invitations", answer->invitations, make_invitation);
  return rondo_wire_object_end (object);
}

static void
fill_people_answer (RondoWireReader *reader, RondoPeopleAnswer *answer)
{
  rondo_wire_read_objects (
      reader, "accounts", RONDO_WIRE_MAX_ACCOUNTS, read_state, answer->accounts);
  rondo_wire_read_objects (
      reader, "invitations", RONDO_WIRE_MAX_ACCOUNTS, read_invitation, answer->invitations);
}

RONDO_WIRE_DEFINE_DECODER (people_answer, RondoPeopleAnswer, rondo_people_answer_new ())

char *
rondo_wire_encode_accounts_request (const RondoAccountsRequest *request)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "act", rondo_account_act_to_word (request->act));
  rondo_wire_put_texts (object, "members", request->members);
  if (request->reason != NULL)
    rondo_wire_put_text (object, "reason", request->reason);
  return rondo_wire_object_end (object);
}

static void
fill_accounts_request (RondoWireReader *reader, RondoAccountsRequest *request)
{
  rondo_wire_read_enum (reader, "act", rondo_account_act_from_word, &request->act);
  rondo_wire_read_ids (reader, "members", RONDO_WIRE_MAX_PEOPLE, request->members);
  rondo_wire_read_text_or_null (reader, "reason", RONDO_HOLD_REASON_MAX_BYTES, &request->reason);
}

RONDO_WIRE_DEFINE_DECODER (accounts_request, RondoAccountsRequest, rondo_accounts_request_new ())

char *
rondo_wire_encode_accounts_answer (const RondoAccountsAnswer *answer)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_texts (object, "done", answer->done);
  put_objects (object, "refused", answer->refused, make_not_done);
  return rondo_wire_object_end (object);
}

static void
fill_accounts_answer (RondoWireReader *reader, RondoAccountsAnswer *answer)
{
  rondo_wire_read_ids (reader, "done", RONDO_WIRE_MAX_PEOPLE, answer->done);
  rondo_wire_read_objects (
      reader, "refused", RONDO_WIRE_MAX_PEOPLE, read_not_done, answer->refused);
}

RONDO_WIRE_DEFINE_DECODER (accounts_answer, RondoAccountsAnswer, rondo_accounts_answer_new ())

char *
rondo_wire_encode_invitations_request (const RondoInvitationsRequest *request)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_texts (object, "members", request->members);
  rondo_wire_put_texts (object, "emails", request->emails);
  json_object_set_boolean_member (object, "coordinator", request->is_coordinator);
  if (request->days > 0)
    json_object_set_int_member (object, "days", request->days);
  return rondo_wire_object_end (object);
}

static void
fill_invitations_request (RondoWireReader *reader, RondoInvitationsRequest *request)
{
  rondo_wire_read_ids (reader, "members", RONDO_WIRE_MAX_PEOPLE, request->members);
  rondo_wire_read_texts (
      reader, "emails", RONDO_WIRE_MAX_PEOPLE, RONDO_EMAIL_MAX_BYTES, request->emails);
  rondo_wire_read_bool (reader, "coordinator", &request->is_coordinator);
  request->days = (int)rondo_wire_read_int_or_null (reader, "days", 0, DAYS_MAX, 0);
}

RONDO_WIRE_DEFINE_DECODER (invitations_request,
                           RondoInvitationsRequest,
                           rondo_invitations_request_new ())

char *
rondo_wire_encode_invitations_answer (const RondoInvitationsAnswer *answer)
{
  JsonObject *object = json_object_new ();

  put_objects (object, "invitations", answer->invitations, make_new_invitation);
  put_objects (object, "refused", answer->refused, make_not_done);
  return rondo_wire_object_end (object);
}

static void
fill_invitations_answer (RondoWireReader *reader, RondoInvitationsAnswer *answer)
{
  rondo_wire_read_objects (
      reader, "invitations", 2 * RONDO_WIRE_MAX_PEOPLE, read_new_invitation, answer->invitations);
  rondo_wire_read_objects (
      reader, "refused", 2 * RONDO_WIRE_MAX_PEOPLE, read_not_done, answer->refused);
}

RONDO_WIRE_DEFINE_DECODER (invitations_answer,
                           RondoInvitationsAnswer,
                           rondo_invitations_answer_new ())

char *
rondo_wire_encode_withdraw_request (const RondoWithdrawRequest *request)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_texts (object, "invitations", request->invitations);
  return rondo_wire_object_end (object);
}

static void
fill_withdraw_request (RondoWireReader *reader, RondoWithdrawRequest *request)
{
  rondo_wire_read_texts (
      reader, "invitations", RONDO_WIRE_MAX_PEOPLE, CODE_MAX_BYTES, request->invitations);
}

RONDO_WIRE_DEFINE_DECODER (withdraw_request, RondoWithdrawRequest, rondo_withdraw_request_new ())

char *
rondo_wire_encode_merge_request (const RondoMergeRequest *request)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "stays", request->stays);
  rondo_wire_put_text (object, "goes", request->goes);
  return rondo_wire_object_end (object);
}

static void
fill_merge_request (RondoWireReader *reader, RondoMergeRequest *request)
{
  rondo_wire_read_id (reader, "stays", &request->stays);
  rondo_wire_read_id (reader, "goes", &request->goes);
}

RONDO_WIRE_DEFINE_DECODER (merge_request, RondoMergeRequest, g_new0 (RondoMergeRequest, 1))

char *
rondo_wire_encode_merge_answer (const RondoMergeAnswer *answer)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "moved", answer->moved);
  return rondo_wire_object_end (object);
}

static void
fill_merge_answer (RondoWireReader *reader, RondoMergeAnswer *answer)
{
  answer->moved = rondo_wire_read_int (reader, "moved", 0, G_MAXINT64);
}

RONDO_WIRE_DEFINE_DECODER (merge_answer, RondoMergeAnswer, g_new0 (RondoMergeAnswer, 1))
