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

RondoHello *
rondo_wire_decode_hello (const char *data, gsize length, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_message (data, length, error);
  g_autoptr (RondoHello) hello = g_new0 (RondoHello, 1);
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  rondo_wire_read_text (reader, "server", CODE_MAX_BYTES, &hello->server);
  hello->protocol = rondo_wire_read_int (reader, "protocol", 1, PROTOCOL_MAX);
  rondo_wire_read_text (reader, "community", RONDO_NAME_MAX_BYTES, &hello->community);
  rondo_wire_read_text_or_null (reader, "community_id", EPOCH_MAX_BYTES, &hello->community_id);
  rondo_wire_read_text (reader, "epoch", EPOCH_MAX_BYTES, &hello->epoch);
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&hello);
}

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

RondoJoinRequest *
rondo_wire_decode_join_request (const char *data, gsize length, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_message (data, length, error);
  g_autoptr (RondoJoinRequest) request = g_new0 (RondoJoinRequest, 1);
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  rondo_wire_read_text (reader, "code", CODE_MAX_BYTES, &request->code);
  rondo_wire_read_text (reader, "password", PASSWORD_MAX_BYTES, &request->password);
  rondo_wire_read_id_or_null (reader, "member", &request->member);
  rondo_wire_read_text_or_null (reader, "name", RONDO_NAME_MAX_BYTES, &request->name);
  rondo_wire_read_text_or_null (reader, "email", RONDO_EMAIL_MAX_BYTES, &request->email);
  rondo_wire_read_text (reader, "device", DEVICE_MAX_BYTES, &request->device);
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&request);
}

char *
rondo_wire_encode_login_request (const RondoLoginRequest *request)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "email", request->email);
  rondo_wire_put_text (object, "password", request->password);
  rondo_wire_put_text (object, "device", request->device);
  return rondo_wire_object_end (object);
}

RondoLoginRequest *
rondo_wire_decode_login_request (const char *data, gsize length, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_message (data, length, error);
  g_autoptr (RondoLoginRequest) request = g_new0 (RondoLoginRequest, 1);
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  rondo_wire_read_text (reader, "email", RONDO_EMAIL_MAX_BYTES, &request->email);
  rondo_wire_read_text (reader, "password", PASSWORD_MAX_BYTES, &request->password);
  rondo_wire_read_text (reader, "device", DEVICE_MAX_BYTES, &request->device);
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&request);
}

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

RondoAccountAnswer *
rondo_wire_decode_account_answer (const char *data, gsize length, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_message (data, length, error);
  g_autoptr (RondoAccountAnswer) answer = g_new0 (RondoAccountAnswer, 1);
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
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
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&answer);
}

char *
rondo_wire_encode_token_request (const RondoTokenRequest *request)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "refresh", request->refresh);
  rondo_wire_put_text (object, "next", request->next);
  return rondo_wire_object_end (object);
}

RondoTokenRequest *
rondo_wire_decode_token_request (const char *data, gsize length, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_message (data, length, error);
  g_autoptr (RondoTokenRequest) request = g_new0 (RondoTokenRequest, 1);
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  rondo_wire_read_text (reader, "refresh", TOKEN_MAX_BYTES, &request->refresh);
  rondo_wire_read_text (reader, "next", TOKEN_MAX_BYTES, &request->next);
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&request);
}

char *
rondo_wire_encode_token_answer (const RondoTokenAnswer *answer)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "token", answer->token);
  json_object_set_int_member (object, "seconds", answer->seconds);
  return rondo_wire_object_end (object);
}

RondoTokenAnswer *
rondo_wire_decode_token_answer (const char *data, gsize length, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_message (data, length, error);
  g_autoptr (RondoTokenAnswer) answer = g_new0 (RondoTokenAnswer, 1);
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  rondo_wire_read_text (reader, "token", TOKEN_MAX_BYTES, &answer->token);
  answer->seconds = rondo_wire_read_int (reader, "seconds", 0, SECONDS_MAX);
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&answer);
}

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

RondoInviteRequest *
rondo_wire_decode_invite_request (const char *data, gsize length, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_message (data, length, error);
  g_autoptr (RondoInviteRequest) request = g_new0 (RondoInviteRequest, 1);
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  rondo_wire_read_id (reader, "member", &request->member);
  rondo_wire_read_bool (reader, "coordinator", &request->is_coordinator);
  request->days = (int)rondo_wire_read_int_or_null (reader, "days", 0, G_MAXINT, 0);
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&request);
}

char *
rondo_wire_encode_invite_answer (const RondoInviteAnswer *answer)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "code", answer->code);
  json_object_set_int_member (object, "expires_us", answer->expires_us);
  return rondo_wire_object_end (object);
}

RondoInviteAnswer *
rondo_wire_decode_invite_answer (const char *data, gsize length, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_message (data, length, error);
  g_autoptr (RondoInviteAnswer) answer = g_new0 (RondoInviteAnswer, 1);
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  rondo_wire_read_text (reader, "code", CODE_MAX_BYTES, &answer->code);
  answer->expires_us = rondo_wire_read_int (reader, "expires_us", 0, G_MAXINT64);
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&answer);
}

char *
rondo_wire_encode_problem (const RondoProblem *problem)
{
  JsonObject *object = json_object_new ();

  rondo_wire_put_text (object, "code", problem->code);
  rondo_wire_put_text (object, "message", problem->message);
  return rondo_wire_object_end (object);
}

RondoProblem *
rondo_wire_decode_problem (const char *data, gsize length, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_message (data, length, error);
  g_autoptr (RondoProblem) problem = g_new0 (RondoProblem, 1);
  RondoWireReader *reader;

  if (document == NULL)
    return NULL;
  reader = rondo_wire_document_get_root (document);
  rondo_wire_read_text (reader, "code", CODE_MAX_BYTES, &problem->code);
  rondo_wire_read_text (reader, "message", MESSAGE_MAX_BYTES, &problem->message);
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&problem);
}
