/* SPDX-License-Identifier: GPL-3.0-or-later
 * Requests and answers of the protocol, see PROTOCOL.md. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-wire-bodies.h"

G_BEGIN_DECLS

#define RONDO_WIRE_VERSION 1
#define RONDO_WIRE_MAX_BODY_BYTES (4 * 1024 * 1024)
#define RONDO_WIRE_MAX_RECORD_BYTES (2560 * 1024) /* a plan of 5,000 is the largest */
#define RONDO_WIRE_MAX_DEPTH 32
#define RONDO_WIRE_MAX_OPS 1000
#define RONDO_WIRE_MAX_ROWS 2000
#define RONDO_WIRE_MAX_HAVE 1000
#define RONDO_WIRE_MAX_TAGS 200

/* How far a client has read a scope. */
typedef struct {
  char *scope;
  int64_t seq;
} RondoCursor;

typedef enum {
  RONDO_ACT_PUT,     /* the whole new body of a record */
  RONDO_ACT_DELETE,  /* a tombstone */
  RONDO_ACT_PUBLISH, /* id and body are those of a plan; base is the version of the round */
  RONDO_ACT_ASSERT,  /* after a restore: body (NULL: a tombstone) and base as they once were */
} RondoAct;

const char *rondo_act_to_word (RondoAct act);
gboolean rondo_act_from_word (const char *word, RondoAct *act);

/* One change on the wire. */
typedef struct {
  char *op; /* id of the op: applied once, however often it arrives */
  RondoAct act;
  RondoKind kind;
  char *id;
  int64_t base; /* version of the record the writer had seen; 0: new */
  char *body;   /* JSON text of one object; NULL for delete */
  char *was;    /* (nullable): the old values of what it changes, of what it deletes; JSON text */
  gboolean is_checked; /* the body was found good when it was read; FALSE says nothing */
} RondoOp;

/* What became of an op. */
typedef struct {
  char *op;
  gboolean is_refused;
  gboolean is_own; /* applied as it was sent; its row, in the member's own scope, is left out */
  int64_t version; /* of the record (publish: of the round) after the op; 0 if refused */
  int64_t seq;
  char *code;    /* refused: "forbidden", "invalid", "conflict", "unknown"; else NULL */
  char *message; /* refused: a sentence for people; else NULL */
} RondoOpResult;

/* What a scope holds: how many records, and the exclusive or of their digest items. */
typedef struct {
  char *scope;
  int64_t count;
  uint64_t hash;
} RondoDigest;

/* A commit of the server, and the proof that it was. */
typedef struct {
  int64_t seq;
  char *tag;
  char *epoch; /* (nullable): that it was told in; NULL: the one that is spoken of */
} RondoTag;

/* One event of a feed. */
typedef struct {
  char *scope;
  int64_t seq;
  char *id;
  gboolean is_gone;
  gboolean is_deleted; /* gone, because there is no such record any more */
  gboolean is_known;   /* FALSE: a kind this version does not know; @kind_word says which */
  RondoKind kind;
  char *kind_word; /* (nullable): if it is known it need not be here */
  int64_t version;
  char *body;                /* JSON text; NULL if gone */
  gpointer value;            /* (nullable): what it says, for whoever has decoded it already */
  GDestroyNotify free_value; /* of that */
} RondoRow;

typedef struct {
  GPtrArray *cursors; /* of RondoCursor */
  GPtrArray *ops;     /* of RondoOp, in order */
  char *epoch;        /* the history the cursors belong to; NULL at first */
  int64_t limit;      /* most rows wanted */
  int64_t high;       /* newest commit seen in this epoch */
  char *tag;          /* its tag; NULL: none was seen */
  int64_t since;      /* for asserts: the newest commit both sides know; 0: none */
  gboolean is_brief;  /* rows may be left out that say what an op of this request says */
} RondoSyncRequest;

typedef struct {
  char *epoch;
  GPtrArray *results; /* of RondoOpResult, one per op */
  GPtrArray *rows;    /* of RondoRow, by seq */
  GPtrArray *cursors; /* of RondoCursor: all scopes this account has */
  gboolean more;      /* ask again at once */
  gboolean is_coordinator;
  int64_t high;       /* newest commit of the server */
  char *tag;          /* its tag; NULL: there was none yet */
  GPtrArray *digests; /* of RondoDigest; empty while there is more or nothing is new */
} RondoSyncAnswer;

/* A record as a client holds it. */
typedef struct {
  char *id;
  int64_t version;
  char *hash; /* of its body; "" for a tombstone */
} RondoHaveRecord;

/* POST /v1/have */
typedef struct {
  char *epoch;
  GPtrArray *records; /* of RondoHaveRecord */
  GPtrArray *tags;    /* of RondoTag: commits seen in other epochs too */
} RondoHaveRequest;

typedef struct {
  char *epoch;
  int64_t since;   /* newest of the tags that the server knows; 0: none */
  GPtrArray *want; /* of char *: ids */
} RondoHaveAnswer;

/* GET /v1/hello */
typedef struct {
  char *server;    /* "rondo" */
  char *community; /* its name */
  char *community_id;
  char *epoch;
  int64_t protocol;
} RondoHello;

/* POST /v1/join: an invitation becomes an account. */
typedef struct {
  char *code;
  char *password;
  char *member; /* (nullable): id this device used for its owner while it was alone */
  char *name;   /* for an invitation that names no member */
  char *email;
  char *device; /* what the member calls this computer */
} RondoJoinRequest;

/* POST /v1/login */
typedef struct {
  char *email;
  char *password;
  char *device;
} RondoLoginRequest;

/* Answer of join and login. */
typedef struct {
  char *token;     /* goes with every request */
  char *refresh;   /* "<family>.<secret>": renews the token */
  int64_t seconds; /* how long the token is good */
  char *member;
  char *name;
  char *community;
  char *community_id;
  char *epoch;
  gboolean is_coordinator;
  GPtrArray *formerly; /* (nullable) of char *: members who this one has been, too */
} RondoAccountAnswer;

/* POST /v1/token: the device gives the next secret itself, so that a lost answer loses nothing. */
typedef struct {
  char *refresh;
  char *next;
} RondoTokenRequest;

typedef struct {
  char *token;
  int64_t seconds;
} RondoTokenAnswer;

/* POST /v1/invite, coordinators only. */
typedef struct {
  char *member;
  gboolean is_coordinator; /* the role it gives */
  int days;                /* for how long; 0: as long as the server says */
} RondoInviteRequest;

typedef struct {
  char *code;
  int64_t expires_us;
} RondoInviteAnswer;

/* GET /v1/wait: there is something new. */
typedef struct {
  int64_t seq; /* of the community */
} RondoWaitAnswer;

/* Any answer with a status of 400 and more. */
typedef struct {
  char *code; /* stable word: "unauthorized", "forbidden", "bad-request", "too-large", … */
  char *message;
} RondoProblem;

void rondo_cursor_free (RondoCursor *cursor);
RondoCursor *rondo_cursor_new (const char *scope, int64_t seq);
RondoOp *rondo_op_new (void);
void rondo_op_free (RondoOp *op);
RondoOpResult *rondo_op_result_new (void);
void rondo_op_result_free (RondoOpResult *result);
RondoRow *rondo_row_new (void);
void rondo_row_free (RondoRow *row);

/** rondo_row_get_kind_word: the word of its kind, whether this version knows it or not. */
const char *rondo_row_get_kind_word (const RondoRow *row);
RondoSyncRequest *rondo_sync_request_new (void);
void rondo_sync_request_free (RondoSyncRequest *request);
RondoSyncAnswer *rondo_sync_answer_new (void);
void rondo_sync_answer_free (RondoSyncAnswer *answer);
RondoDigest *rondo_digest_new (const char *scope, int64_t count, uint64_t hash);
void rondo_digest_free (RondoDigest *digest);
RondoTag *rondo_tag_new (int64_t seq, const char *tag);
void rondo_tag_free (RondoTag *tag);
RondoHaveRecord *rondo_have_record_new (const char *id, int64_t version, const char *hash);
void rondo_have_record_free (RondoHaveRecord *record);
RondoHaveRequest *rondo_have_request_new (void);
void rondo_have_request_free (RondoHaveRequest *request);
RondoHaveAnswer *rondo_have_answer_new (void);
void rondo_have_answer_free (RondoHaveAnswer *answer);
void rondo_hello_free (RondoHello *hello);
void rondo_join_request_free (RondoJoinRequest *request);
void rondo_login_request_free (RondoLoginRequest *request);
void rondo_account_answer_free (RondoAccountAnswer *answer);
void rondo_token_request_free (RondoTokenRequest *request);
void rondo_token_answer_free (RondoTokenAnswer *answer);
void rondo_invite_request_free (RondoInviteRequest *request);
void rondo_invite_answer_free (RondoInviteAnswer *answer);
void rondo_wait_answer_free (RondoWaitAnswer *answer);
void rondo_problem_free (RondoProblem *problem);

/*
 * rondo_wire_encode_*: the message as JSON text. (transfer full)
 * rondo_wire_decode_*: the message from @length untrusted bytes at @data, checked for size, depth,
 * UTF-8, types and ranges before anything is built; NULL with %RONDO_ERROR_INVALID. (transfer full)
 */
char *rondo_wire_encode_sync_request (const RondoSyncRequest *request);
RondoSyncRequest *rondo_wire_decode_sync_request (const char *data, gsize length, GError **error);
char *rondo_wire_encode_sync_answer (const RondoSyncAnswer *answer);
RondoSyncAnswer *rondo_wire_decode_sync_answer (const char *data, gsize length, GError **error);
char *rondo_wire_encode_have_request (const RondoHaveRequest *request);
RondoHaveRequest *rondo_wire_decode_have_request (const char *data, gsize length, GError **error);
char *rondo_wire_encode_have_answer (const RondoHaveAnswer *answer);
RondoHaveAnswer *rondo_wire_decode_have_answer (const char *data, gsize length, GError **error);
char *rondo_wire_encode_hello (const RondoHello *hello);
RondoHello *rondo_wire_decode_hello (const char *data, gsize length, GError **error);
char *rondo_wire_encode_join_request (const RondoJoinRequest *request);
RondoJoinRequest *rondo_wire_decode_join_request (const char *data, gsize length, GError **error);
char *rondo_wire_encode_login_request (const RondoLoginRequest *request);
RondoLoginRequest *rondo_wire_decode_login_request (const char *data, gsize length, GError **error);
char *rondo_wire_encode_account_answer (const RondoAccountAnswer *answer);
RondoAccountAnswer *
rondo_wire_decode_account_answer (const char *data, gsize length, GError **error);
char *rondo_wire_encode_token_request (const RondoTokenRequest *request);
RondoTokenRequest *rondo_wire_decode_token_request (const char *data, gsize length, GError **error);
char *rondo_wire_encode_token_answer (const RondoTokenAnswer *answer);
RondoTokenAnswer *rondo_wire_decode_token_answer (const char *data, gsize length, GError **error);
char *rondo_wire_encode_invite_request (const RondoInviteRequest *request);
RondoInviteRequest *
rondo_wire_decode_invite_request (const char *data, gsize length, GError **error);
char *rondo_wire_encode_invite_answer (const RondoInviteAnswer *answer);
RondoInviteAnswer *rondo_wire_decode_invite_answer (const char *data, gsize length, GError **error);
char *rondo_wire_encode_wait_answer (const RondoWaitAnswer *answer);
RondoWaitAnswer *rondo_wire_decode_wait_answer (const char *data, gsize length, GError **error);
char *rondo_wire_encode_problem (const RondoProblem *problem);
RondoProblem *rondo_wire_decode_problem (const char *data, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoCursor, rondo_cursor_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoOp, rondo_op_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoOpResult, rondo_op_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoRow, rondo_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoSyncRequest, rondo_sync_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoSyncAnswer, rondo_sync_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoDigest, rondo_digest_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoTag, rondo_tag_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoHaveRecord, rondo_have_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoHaveRequest, rondo_have_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoHaveAnswer, rondo_have_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoHello, rondo_hello_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoJoinRequest, rondo_join_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoLoginRequest, rondo_login_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoAccountAnswer, rondo_account_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoTokenRequest, rondo_token_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoTokenAnswer, rondo_token_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoInviteRequest, rondo_invite_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoInviteAnswer, rondo_invite_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoWaitAnswer, rondo_wait_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoProblem, rondo_problem_free)

G_END_DECLS
