/* SPDX-License-Identifier: GPL-3.0-or-later
 * A community with a server in this process, and people who talk to it over real sockets. */
#pragma once

#include <libsoup/soup.h>

#include "rondo-id.h"
#include "rondo-server-settings.h"
#include "rondo-server.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

#define FIXTURE_NOW_US (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC)
#define FIXTURE_DAY_US (24 * 60 * 60 * (int64_t)G_USEC_PER_SEC)
#define FIXTURE_PASSWORD "correct horse battery"

/* Everybody speaks English; Ben avoids Dora. Cora is the coordinator and no coach. */
typedef enum { CORA, ANA, BEN, CHAI, DORA, N_PEOPLE } Who;

typedef struct {
  char *email;
  char *token;
  char *refresh;
  char *member;
  GPtrArray *cursors; /* of RondoCursor, from the last pull */
} Person;

typedef struct {
  char *directory;
  char *database;
  RondoServer *server;
  SoupSession *session;
  Person people[N_PEOPLE];
} Fixture;

extern int64_t fixture_now_us;       /* the clock of the server */
extern guint fixture_forget_seconds; /* how often it forgets what is too old; 0: as usual */

/* fixture_set_up: a community without members; fixture_set_up_people: all have joined. */
void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_set_up_people (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);

/* Stops the server and starts another one on the same file. */
void fixture_restart (Fixture *fixture);
void fixture_open (Fixture *fixture);

/* One request; the body of the answer. (transfer full) */
char *fixture_send (Fixture *fixture,
                    const char *method,
                    const char *path,
                    const char *token,
                    const char *body,
                    guint *status);

/* As send, but the answer has to be a problem with @status and @code. Its message. */
char *fixture_send_refused (Fixture *fixture,
                            const char *method,
                            const char *path,
                            const char *token,
                            const char *body,
                            guint status,
                            const char *code);

/* Sends raw bytes on a new connection and reads until the server closes it. (transfer full) */
char *fixture_send_raw (Fixture *fixture, const char *bytes);

/* Joins with @code and signs @person in. */
void fixture_join (Fixture *fixture, const char *code, Person *person);

RondoOp *fixture_op (RondoAct act, RondoKind kind, const char *id, int64_t base, char *body);

RondoSyncAnswer *
fixture_exchange (Fixture *fixture, const Person *person, const RondoSyncRequest *request);

/* Sends @ops (transfer full) (nullable) with cursors at 0 and asks for few rows. */
RondoSyncAnswer *fixture_push (Fixture *fixture, const Person *person, GPtrArray *ops);

/* Sends one op (transfer full) and returns what became of it. (transfer full) */
RondoOpResult *fixture_push_one (Fixture *fixture, const Person *person, RondoOp *op);

/* As push_one; the op has to be refused as @code, or applied if NULL. Its version. */
int64_t fixture_expect (Fixture *fixture, const Person *person, RondoOp *op, const char *code);

/* One page from where @person is. */
RondoSyncAnswer *fixture_pull_page (Fixture *fixture, Person *person, int64_t limit);

/* Everything that is new for @person, over pages of @limit. (element-type RondoRow) */
GPtrArray *fixture_pull (Fixture *fixture, Person *person, int64_t limit);

/* Everything @person may see now: what a new device gets. (element-type RondoRow) */
GPtrArray *fixture_snapshot (Fixture *fixture, Person *person);

const RondoRow *fixture_find_row (GPtrArray *rows, const char *id);
guint fixture_count_rows (GPtrArray *rows, RondoKind kind);

/* Bodies. (transfer full) */
char *fixture_round_body (const char *name, RondoRoundState state);
char *fixture_member_body (const char *id, const char *name, const char *email);
char *fixture_registration_body (const char *round, const char *member);
char *fixture_session_body (const char *pairing, int minutes);
char *fixture_client_body (const char *name);
char *fixture_partner_body (const char *name, const char *member);
char *fixture_log_body (const char *client, int minutes);
char *fixture_desk_body (void);

/* Opens a round and registers Ana, Ben, Chai and Dora. Its id. (transfer full) */
char *fixture_open_round (Fixture *fixture);

/* A plan of the given pairs, coach and client in turn, ending with N_PEOPLE. */
RondoPlan *fixture_plan (Fixture *fixture, const char *round, const Who *pairs);

/* The op that publishes @plan (transfer full). */
RondoOp *fixture_publish_op (RondoPlan *plan, int64_t base);

/* Publishes the ring Ana → Ben → Chai → Dora → Ana and gives its pairings, by coach, ANA … DORA. */
void fixture_publish_ring (Fixture *fixture, const char *round, char *pairings[N_PEOPLE]);

G_END_DECLS
