/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an administrator does with the people of a community: each change is one transaction and one
 * entry in the log of administrators. */
#pragma once

#include "rondo-server-accounts.h"
#include "rondo-server-community.h"
#include "rondo-wire-accounts.h"

G_BEGIN_DECLS

/* A member as an administrator sees them. */
typedef struct {
  char *member;
  char *name;
  char *email;
  gboolean has_account;
  gboolean is_coordinator;
  gboolean is_held;
  int64_t device_count;
} RondoServerPerson;

void rondo_server_person_free (RondoServerPerson *person);

/** rondo_server_people_list: by name. (transfer full) (element-type RondoServerPerson) */
GPtrArray *rondo_server_people_list (RondoDb *db, GError **error);

/** rondo_server_people_find: the member with the e-mail address or id @who; refused with a sentence
 * if there is none. (transfer full) */
RondoServerPerson *rondo_server_people_find (RondoDb *db, const char *who, GError **error);

/* What is to be done with accounts, and by whom. All borrowed. */
typedef struct {
  RondoDb *db;
  const RondoServerCommunity *community;
  const char *actor; /* id of a coordinator, or the console */
  RondoAccountAct act;
  const char *reason; /* (nullable): of a hold */
  int64_t now_us;
} RondoServerPeopleChange;

/** rondo_server_people_change: does @change with @person; one transaction. Refused for the last
 * coordinator, and for who has not joined. A held account can not sign in or sync, and keeps its
 * devices. */
gboolean rondo_server_people_change (const RondoServerPeopleChange *change,
                                     const RondoServerPerson *person,
                                     GError **error);

/** rondo_server_people_change_all: does what @request asks with each of its members as far as it
 * goes, for the coordinator @actor; one transaction. (transfer full) */
RondoAccountsAnswer *rondo_server_people_change_all (RondoDb *db,
                                                     const RondoServerCommunity *community,
                                                     const char *actor,
                                                     const RondoAccountsRequest *request,
                                                     int64_t now_us,
                                                     GError **error);

/** rondo_server_people_sign_out: the device whose id begins with @device, or all (NULL). */
gboolean rondo_server_people_sign_out (RondoDb *db,
                                       const RondoServerPerson *person,
                                       const char *device,
                                       int64_t now_us,
                                       GError **error);

/** rondo_server_people_remove_account: the member stays; a new invitation makes a new account. */
gboolean rondo_server_people_remove_account (RondoDb *db,
                                             const RondoServerPerson *person,
                                             int64_t now_us,
                                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoServerPerson, rondo_server_person_free)

G_END_DECLS
