/* SPDX-License-Identifier: GPL-3.0-or-later
 * Hello, join, login, token and invite, and the problem that any of them may be answered with. */
#include "config.h"

#include "rondo-wire-messages.h"

#include "rondo-wire-json.h"

#define CODE_MAX_BYTES 100
#define DEVICE_MAX_BYTES 200
#define EPOCH_MAX_BYTES 64
#define FORMERLY_MAX 100
#define MESSAGE_MAX_BYTES 4000
#define PASSWORD_MAX_BYTES 1024
#define TOKEN_MAX_BYTES 200
#define PROTOCOL_MAX 1000
#define SECONDS_MAX (24 * 60 * 60)

char *
rondo_wire_encode_hello (const RondoHello *hello)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "server", hello->server);
  json_object_set_int_member (object, "protocol", hello->protocol);
  rondo_wire_put_text (object, "community", hello->community);
  rondo_wire_put_text (object, "community_id", hello->community_id);
  rondo_wire_put_text (object, "epoch", hello->epoch);
  return rondo_wire_object_end (object);
}

static void
fill_hello (RondoWireReader *reader, RondoHello *hello)
{
  rondo_wire_read_text (reader, "server", CODE_MAX_BYTES, &hello->server);
  hello->protocol = rondo_wire_read_int (reader, "protocol", 1, PROTOCOL_MAX);
  rondo_wire_read_text (reader, "community", RONDO_NAME_MAX_BYTES, &hello->community);
  rondo_wire_read_text_or_null (reader, "community_id", EPOCH_MAX_BYTES, &hello->community_id);
  rondo_wire_read_text (reader, "epoch", EPOCH_MAX_BYTES, &hello->epoch);
}

RONDO_WIRE_DEFINE_DECODER (hello, RondoHello, g_new0 (RondoHello, 1))

char *
rondo_wire_encode_join_request (const RondoJoinRequest *request)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "code", request->code);
  rondo_wire_put_text (object, "password", request->password);
  rondo_wire_put_text (object, "member", request->member);
  rondo_wire_put_text (object, "name", request->name);
  rondo_wire_put_text (object, "email", request->email);
  rondo_wire_put_text (object, "device", request->device);
  return rondo_wire_object_end (object);
}

static void
fill_join_request (RondoWireReader *reader, RondoJoinRequest *request)
{
  rondo_wire_read_text (reader, "code", CODE_MAX_BYTES, &request->code);
  rondo_wire_read_text (reader, "password", PASSWORD_MAX_BYTES, &request->password);
  rondo_wire_read_id_or_null (reader, "member", &request->member);
  rondo_wire_read_text_or_null (reader, "name", RONDO_NAME_MAX_BYTES, &request->name);
  rondo_wire_read_text_or_null (reader, "email", RONDO_EMAIL_MAX_BYTES, &request->email);
  rondo_wire_read_text (reader, "device", DEVICE_MAX_BYTES, &request->device);
}

RONDO_WIRE_DEFINE_DECODER (join_request, RondoJoinRequest, g_new0 (RondoJoinRequest, 1))

char *
rondo_wire_encode_login_request (const RondoLoginRequest *request)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "email", request->email);
  rondo_wire_put_text (object, "password", request->password);
  rondo_wire_put_text (object, "device", request->device);
  return rondo_wire_object_end (object);
}

static void
fill_login_request (RondoWireReader *reader, RondoLoginRequest *request)
{
  rondo_wire_read_text (reader, "email", RONDO_EMAIL_MAX_BYTES, &request->email);
  rondo_wire_read_text (reader, "password", PASSWORD_MAX_BYTES, &request->password);
  rondo_wire_read_text (reader, "device", DEVICE_MAX_BYTES, &request->device);
}

RONDO_WIRE_DEFINE_DECODER (login_request, RondoLoginRequest, g_new0 (RondoLoginRequest, 1))

char *
rondo_wire_encode_account_answer (const RondoAccountAnswer *answer)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "token", answer->token);
  rondo_wire_put_text (object, "refresh", answer->refresh);
  json_object_set_int_member (object, "seconds", answer->seconds);
  rondo_wire_put_text (object, "member", answer->member);
  rondo_wire_put_text (object, "name", answer->name);
  rondo_wire_put_text (object, "community", answer->community);
  rondo_wire_put_text (object, "community_id", answer->community_id);
  rondo_wire_put_text (object, "epoch", answer->epoch);
  json_object_set_boolean_member (object, "coordinator", answer->is_coordinator);
  if (answer->formerly != NULL && answer->formerly->len > 0)
    rondo_wire_put_texts (object, "formerly", answer->formerly);
  return rondo_wire_object_end (object);
}

static void
fill_account_answer (RondoWireReader *reader, RondoAccountAnswer *answer)
{
  rondo_wire_read_text (reader, "token", TOKEN_MAX_BYTES, &answer->token);
  rondo_wire_read_text (reader, "refresh", TOKEN_MAX_BYTES, &answer->refresh);
  answer->seconds = rondo_wire_read_int (reader, "seconds", 0, SECONDS_MAX);
  rondo_wire_read_id (reader, "member", &answer->member);
  rondo_wire_read_text (reader, "name", RONDO_NAME_MAX_BYTES, &answer->name);
  rondo_wire_read_text (reader, "community", RONDO_NAME_MAX_BYTES, &answer->community);
  rondo_wire_read_text_or_null (reader, "community_id", EPOCH_MAX_BYTES, &answer->community_id);
  rondo_wire_read_text (reader, "epoch", EPOCH_MAX_BYTES, &answer->epoch);
  rondo_wire_read_bool (reader, "coordinator", &answer->is_coordinator);
  answer->formerly = g_ptr_array_new_with_free_func (g_free);
  if (rondo_wire_reader_has (reader, "formerly"))
    rondo_wire_read_ids (reader, "formerly", FORMERLY_MAX, answer->formerly);
}

RONDO_WIRE_DEFINE_DECODER (account_answer, RondoAccountAnswer, g_new0 (RondoAccountAnswer, 1))

char *
rondo_wire_encode_token_request (const RondoTokenRequest *request)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "refresh", request->refresh);
  rondo_wire_put_text (object, "next", request->next);
  return rondo_wire_object_end (object);
}

static void
fill_token_request (RondoWireReader *reader, RondoTokenRequest *request)
{
  rondo_wire_read_text (reader, "refresh", TOKEN_MAX_BYTES, &request->refresh);
  rondo_wire_read_text (reader, "next", TOKEN_MAX_BYTES, &request->next);
}

RONDO_WIRE_DEFINE_DECODER (token_request, RondoTokenRequest, g_new0 (RondoTokenRequest, 1))

char *
rondo_wire_encode_token_answer (const RondoTokenAnswer *answer)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "token", answer->token);
  json_object_set_int_member (object, "seconds", answer->seconds);
  return rondo_wire_object_end (object);
}

static void
fill_token_answer (RondoWireReader *reader, RondoTokenAnswer *answer)
{
  rondo_wire_read_text (reader, "token", TOKEN_MAX_BYTES, &answer->token);
  answer->seconds = rondo_wire_read_int (reader, "seconds", 0, SECONDS_MAX);
}

RONDO_WIRE_DEFINE_DECODER (token_answer, RondoTokenAnswer, g_new0 (RondoTokenAnswer, 1))

char *
rondo_wire_encode_invite_request (const RondoInviteRequest *request)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "member", request->member);
  json_object_set_boolean_member (object, "coordinator", request->is_coordinator);
  if (request->days > 0)
    json_object_set_int_member (object, "days", request->days);
  return rondo_wire_object_end (object);
}

static void
fill_invite_request (RondoWireReader *reader, RondoInviteRequest *request)
{
  rondo_wire_read_id (reader, "member", &request->member);
  rondo_wire_read_bool (reader, "coordinator", &request->is_coordinator);
  request->days = (int)rondo_wire_read_int_or_null (reader, "days", 0, G_MAXINT, 0);
}

RONDO_WIRE_DEFINE_DECODER (invite_request, RondoInviteRequest, g_new0 (RondoInviteRequest, 1))

char *
rondo_wire_encode_invite_answer (const RondoInviteAnswer *answer)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "code", answer->code);
  json_object_set_int_member (object, "expires_us", answer->expires_us);
  return rondo_wire_object_end (object);
}

static void
fill_invite_answer (RondoWireReader *reader, RondoInviteAnswer *answer)
{
  rondo_wire_read_text (reader, "code", CODE_MAX_BYTES, &answer->code);
  answer->expires_us = rondo_wire_read_int (reader, "expires_us", 0, G_MAXINT64);
}

RONDO_WIRE_DEFINE_DECODER (invite_answer, RondoInviteAnswer, g_new0 (RondoInviteAnswer, 1))

char *
rondo_wire_encode_problem (const RondoProblem *problem)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "code", problem->code);
  rondo_wire_put_text (object, "message", problem->message);
  return rondo_wire_object_end (object);
}

static void
fill_problem (RondoWireReader *reader, RondoProblem *problem)
{
  rondo_wire_read_text (reader, "code", CODE_MAX_BYTES, &problem->code);
  rondo_wire_read_text (reader, "message", MESSAGE_MAX_BYTES, &problem->message);
}

RONDO_WIRE_DEFINE_DECODER (problem, RondoProblem, g_new0 (RondoProblem, 1))
