/* SPDX-License-Identifier: GPL-3.0-or-later
 * The account: what is asked of the server, and what is remembered of its answers. */
#include "config.h"

#include "rondo-enroll.h"

#include "rondo-cursors-table.h"
#include "rondo-error.h"
#include "rondo-members-table.h"
#include "rondo-meta-table.h"
#include "rondo-outbox-table.h"
#include "rondo-records-table.h"
#include "rondo-scopes-table.h"
#include "rondo-server-answer.h"
#include "rondo-storage-error.h"

#include <glib/gi18n-lib.h>

void
rondo_account_facts_free (RondoAccountFacts *facts)
{
  g_free (facts->server);
  g_free (facts->community);
  g_free (facts->member);
  g_free (facts->name);
  g_free (facts->pin);
  g_free (facts);
}

RondoAccountFacts *
rondo_enroll_read_facts (RondoDb *db, GError **error)
{
  g_autoptr (RondoAccountFacts) facts = g_new0 (RondoAccountFacts, 1);
  g_autofree char *role = NULL;
  g_autofree char *own_name = NULL;

  if (!rondo_meta_table_read (db, RONDO_META_SERVER, &facts->server, error) ||
      !rondo_meta_table_read (db, RONDO_META_COMMUNITY, &facts->community, error) ||
      !rondo_meta_table_read (db, RONDO_META_MEMBER, &facts->member, error) ||
      !rondo_meta_table_read (db, RONDO_META_NAME, &facts->name, error) ||
      !rondo_meta_table_read (db, RONDO_META_PIN, &facts->pin, error) ||
      !rondo_meta_table_read (db, RONDO_META_IS_COORDINATOR, &role, error))
    return NULL;
  if (facts->member != NULL && !rondo_members_table_find_name (db, facts->member, &own_name, error))
    return NULL;
  if (own_name != NULL) {
    g_free (facts->name);
    facts->name = g_steal_pointer (&own_name);
  }
  facts->is_coordinator = facts->server == NULL || g_strcmp0 (role, "1") == 0;
  return g_steal_pointer (&facts);
}

static gboolean
set_self (RondoDb *db, const char *member, GError **error)
{
  g_autofree char *server = NULL;
  g_autofree char *name = NULL;

  if (!rondo_meta_table_read (db, RONDO_META_SERVER, &server, error) ||
      !rondo_members_table_find_name (db, member, &name, error))
    return FALSE;
  if (server != NULL) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_REJECTED,
                         _ ("This computer belongs to the account that is signed in, so its member "
                            "cannot be chosen."));
    return FALSE;
  }
  if (name == NULL) {
    g_set_error_literal (error,
                         RONDO_ERROR,
                         RONDO_ERROR_INVALID,
                         _ ("This member is not on this computer. Choose somebody from the list of "
                            "members."));
    return FALSE;
  }
  return rondo_meta_table_write (db, RONDO_META_MEMBER, member, error);
}

gboolean
rondo_enroll_set_self (RondoDb *db, const char *member, GError **error)
{
  return rondo_db_begin (db, error) && rondo_db_end (db, set_self (db, member, error), error);
}

/* Changes of one person must not go out in the name of another. */
static gboolean
check_outbox (RondoDb *db, GError **error)
{
  g_autofree char *name = NULL;
  guint waiting;
  guint refused;

  if (!rondo_outbox_table_count (db, &waiting, &refused, error) ||
      !rondo_meta_table_read (db, RONDO_META_NAME, &name, error))
    return FALSE;
  if (waiting == 0)
    return TRUE;
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_REJECTED,
               g_dngettext (GETTEXT_PACKAGE,
                            "This computer holds %u change of %s that was not sent yet. Sign in "
                            "as that member first.",
                            "This computer holds %u changes of %s that were not sent yet. Sign in "
                            "as that member first.",
                            waiting),
               waiting,
               name != NULL ? name : "");
  return FALSE;
}

/* Two communities in one database would show the members of both, and the first sync would take
 * away what only the former account may see: its hours. */
static gboolean
refuse_history (const char *server, GError **error)
{
  g_set_error (error,
               RONDO_ERROR,
               RONDO_ERROR_FOREIGN,
               _ ("This computer holds the data of another community than the one at %s, or that "
                  "community was set up anew. Nothing on this computer was changed. To use a "
                  "database of its own for it, start “rondo --database FILE”."),
               server);
  return FALSE;
}

/* The id of a community is the same after a restore; who does not say it, is known by the epoch. */
static gboolean
is_same_community (const char *known_id, const char *known_epoch, const char *id, const char *epoch)
{
  return known_id != NULL && id != NULL ? g_str_equal (known_id, id)
                                        : g_strcmp0 (known_epoch, epoch) == 0;
}

/* Two accounts of one person have become one: what waits here is theirs. */
static gboolean
was_former (const RondoAccountAnswer *answer, const char *member)
{
  return member != NULL && answer->formerly != NULL &&
         g_ptr_array_find_with_equal_func (answer->formerly, member, g_str_equal, NULL);
}

/* What was read for another member or from another history is read again. */
static gboolean
prepare_database (RondoDb *db, const char *server, const RondoAccountAnswer *answer, GError **error)
{
  g_autofree char *epoch = NULL;
  g_autofree char *member = NULL;
  g_autofree char *community_id = NULL;
  gboolean is_other_member, is_other_history;

  if (!rondo_meta_table_read (db, RONDO_META_EPOCH, &epoch, error) ||
      !rondo_meta_table_read (db, RONDO_META_COMMUNITY_ID, &community_id, error) ||
      !rondo_meta_table_read (db, RONDO_META_MEMBER, &member, error))
    return FALSE;
  if (epoch == NULL)
    return TRUE;

  is_other_member = g_strcmp0 (member, answer->member) != 0;
  is_other_history = g_strcmp0 (epoch, answer->epoch) != 0;
  if (!is_other_member && !is_other_history)
    return TRUE;
  if (!is_same_community (community_id, epoch, answer->community_id, answer->epoch))
    return refuse_history (server, error);
  /* The scope of the former account may never have been read here. */
  if (is_other_member && !rondo_meta_table_write (db, RONDO_META_HAS_LOST_SCOPE, "1", error))
    return FALSE;
  if (is_other_member && !was_former (answer, member))
    return check_outbox (db, error) &&
           (!is_other_history || rondo_records_table_forget_versions (db, error)) &&
           rondo_cursors_table_rewind (db, error);
  /* The first sync gives back what a restored server has lost, and reads anew by itself. */
  if (is_other_history && !rondo_meta_table_write (db, RONDO_META_IS_HEALING, "1", error))
    return FALSE;
  return !is_other_member || rondo_cursors_table_rewind (db, error);
}

static gboolean
save_answer (RondoDb *db, const char *server, const RondoAccountAnswer *answer, GError **error)
{
  return prepare_database (db, server, answer, error) &&
         rondo_meta_table_write (db, RONDO_META_SERVER, server, error) &&
         rondo_meta_table_write (db, RONDO_META_COMMUNITY, answer->community, error) &&
         rondo_meta_table_write (db, RONDO_META_MEMBER, answer->member, error) &&
         rondo_meta_table_write (db, RONDO_META_NAME, answer->name, error) &&
         rondo_meta_table_write (db, RONDO_META_EPOCH, answer->epoch, error) &&
         rondo_meta_table_write (db, RONDO_META_COMMUNITY_ID, answer->community_id, error) &&
         rondo_meta_table_write (
             db, RONDO_META_IS_COORDINATOR, answer->is_coordinator ? "1" : "0", error);
}

gboolean
rondo_enroll_save_answer (RondoDb *db,
                          const char *server,
                          const RondoAccountAnswer *answer,
                          GError **error)
{
  return rondo_db_begin (db, error) &&
         rondo_db_end (db, save_answer (db, server, answer, error), error);
}

GBytes *
rondo_enroll_ask (RondoTransport *transport,
                  const char *method,
                  const char *server,
                  const char *path,
                  const char *token,
                  const char *body,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *url = g_strconcat (server, path, NULL);
  g_autoptr (GBytes) bytes = NULL;
  RondoTransportHead head;

  bytes = rondo_transport_exchange (transport, method, url, token, body, &head, cancellable, error);
  if (bytes == NULL || !rondo_server_answer_check (server, head.status, bytes, error))
    return NULL;
  return g_steal_pointer (&bytes);
}

static const char *
get_text (GBytes *bytes, gsize *length)
{
  const char *text = g_bytes_get_data (bytes, length);

  return text != NULL ? text : "";
}

static RondoHello *
ask_hello (RondoTransport *transport, const char *server, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RondoHello) hello = NULL;
  const char *text;
  gsize length;

  bytes = rondo_enroll_ask (transport, "GET", server, "/v1/hello", NULL, NULL, cancellable, error);
  if (bytes == NULL)
    return NULL;
  text = get_text (bytes, &length);
  hello = rondo_wire_decode_hello (text, length, NULL);
  if (hello == NULL || g_strcmp0 (hello->server, "rondo") != 0) {
    rondo_server_answer_set_foreign (server, error);
    return NULL;
  }
  if (hello->protocol != RONDO_WIRE_VERSION) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_TOO_NEW,
                 _ ("The server at %s speaks another version of the protocol. Install the version "
                    "of Rondo that your community uses."),
                 server);
    return NULL;
  }
  return g_steal_pointer (&hello);
}

char *
rondo_enroll_greet (RondoTransport *transport,
                    const char *address,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *server = rondo_server_address_normalize (address, error);
  g_autoptr (RondoHello) hello = NULL;

  if (server == NULL)
    return NULL;
  hello = ask_hello (transport, server, cancellable, error);
  return hello != NULL ? g_strdup (hello->community) : NULL;
}

typedef struct {
  char *community_id;
  char *epoch;
} History;

static void
history_clear (History *history)
{
  g_clear_pointer (&history->community_id, g_free);
  g_clear_pointer (&history->epoch, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (History, history_clear)

static gpointer
read_history_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  History *history = state;

  return GINT_TO_POINTER (
      rondo_meta_table_read (db, RONDO_META_EPOCH, &history->epoch, error) &&
      rondo_meta_table_read (db, RONDO_META_COMMUNITY_ID, &history->community_id, error));
}

/* Asked before an invitation is used up. */
static gboolean
check_history (RondoWorker *worker,
               RondoTransport *transport,
               const char *server,
               GCancellable *cancellable,
               GError **error)
{
  g_auto (History) own = {0};
  g_autoptr (RondoHello) hello = NULL;

  if (rondo_worker_run_sync (worker, read_history_func, &own, cancellable, error) == NULL) {
    rondo_storage_error_explain (error);
    return FALSE;
  }
  if (own.epoch == NULL)
    return TRUE;
  hello = ask_hello (transport, server, cancellable, error);
  if (hello == NULL)
    return FALSE;
  return is_same_community (own.community_id, own.epoch, hello->community_id, hello->epoch) ||
         refuse_history (server, error);
}

typedef struct {
  const char *server;
  const RondoAccountAnswer *answer;
} Saving;

static gpointer
save_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  const Saving *saving = state;

  return GINT_TO_POINTER (rondo_enroll_save_answer (db, saving->server, saving->answer, error));
}

/* Reads the answer to join and login, and remembers the account. The server has acted already, so
 * that this part is not cancelled. */
static RondoAccountAnswer *
take_account (RondoWorker *worker, const char *server, GBytes *bytes, GError **error)
{
  g_autoptr (RondoAccountAnswer) answer = NULL;
  Saving saving;
  const char *text;
  gsize length;

  text = get_text (bytes, &length);
  answer = rondo_wire_decode_account_answer (text, length, NULL);
  if (answer == NULL) {
    rondo_server_answer_set_foreign (server, error);
    return NULL;
  }
  saving = (Saving){server, answer};
  if (rondo_worker_run_sync (worker, save_func, &saving, NULL, error) == NULL) {
    rondo_storage_error_explain (error);
    return NULL;
  }
  return g_steal_pointer (&answer);
}

/* The member that this computer has chosen while it was alone; NULL inside if there is none. */
typedef struct {
  char *id;
  RondoMember *member;
} Owner;

static void
owner_clear (Owner *owner)
{
  g_clear_pointer (&owner->id, g_free);
  g_clear_pointer (&owner->member, rondo_member_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Owner, owner_clear)

static gpointer
read_owner_func (RondoDb *db, gpointer state, GCancellable *cancellable, GError **error)
{
  Owner *owner = state;
  g_autofree char *epoch = NULL;

  if (!rondo_meta_table_read (db, RONDO_META_EPOCH, &epoch, error))
    return NULL;
  if (epoch != NULL)
    return GINT_TO_POINTER (TRUE);
  if (!rondo_meta_table_read (db, RONDO_META_MEMBER, &owner->id, error))
    return NULL;
  if (owner->id != NULL && !rondo_members_table_find (db, owner->id, &owner->member, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

static char *
dup_first (const char *given, const char *fallback)
{
  return g_strdup (given != NULL && *given != '\0' ? given : fallback);
}

static char *
encode_join (const RondoJoinRequest *request, const Owner *owner)
{
  const RondoMember *member = owner->member;
  g_autofree char *name = dup_first (request->name, member != NULL ? member->name : NULL);
  g_autofree char *email = dup_first (request->email, member != NULL ? member->email : NULL);
  RondoJoinRequest full = *request;

  full.member = owner->id;
  full.name = name;
  full.email = email;
  return rondo_wire_encode_join_request (&full);
}

RondoAccountAnswer *
rondo_enroll_join (RondoWorker *worker,
                   RondoTransport *transport,
                   const char *address,
                   const RondoJoinRequest *request,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *server = rondo_server_address_normalize (address, error);
  g_auto (Owner) owner = {0};
  g_autofree char *body = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (server == NULL || !check_history (worker, transport, server, cancellable, error))
    return NULL;
  if (rondo_worker_run_sync (worker, read_owner_func, &owner, cancellable, error) == NULL) {
    rondo_storage_error_explain (error);
    return NULL;
  }
  body = encode_join (request, &owner);
  bytes = rondo_enroll_ask (transport, "POST", server, "/v1/join", NULL, body, cancellable, error);
  return bytes != NULL ? take_account (worker, server, bytes, error) : NULL;
}

RondoAccountAnswer *
rondo_enroll_login (RondoWorker *worker,
                    RondoTransport *transport,
                    const char *address,
                    const RondoLoginRequest *request,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *server = rondo_server_address_normalize (address, error);
  g_autofree char *body = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (server == NULL)
    return NULL;
  body = rondo_wire_encode_login_request (request);
  bytes = rondo_enroll_ask (transport, "POST", server, "/v1/login", NULL, body, cancellable, error);
  return bytes != NULL ? take_account (worker, server, bytes, error) : NULL;
}

gboolean
rondo_enroll_sign_out (RondoTransport *transport,
                       const char *server,
                       const char *token,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GBytes) bytes =
      rondo_enroll_ask (transport, "POST", server, "/v1/logout", token, "{}", cancellable, error);

  return bytes != NULL;
}

RondoInviteAnswer *
rondo_enroll_invite (RondoTransport *transport,
                     const char *server,
                     const char *token,
                     const char *member,
                     gboolean is_coordinator,
                     int days,
                     GCancellable *cancellable,
                     GError **error)
{
  const RondoInviteRequest request = {
      .member = (char *)member, .is_coordinator = is_coordinator, .days = days};
  g_autofree char *body = rondo_wire_encode_invite_request (&request);
  g_autoptr (GBytes) bytes =
      rondo_enroll_ask (transport, "POST", server, "/v1/invite", token, body, cancellable, error);
  RondoInviteAnswer *answer;
  const char *text;
  gsize length;

  if (bytes == NULL)
    return NULL;
  text = get_text (bytes, &length);
  answer = rondo_wire_decode_invite_answer (text, length, NULL);
  if (answer == NULL)
    rondo_server_answer_set_foreign (server, error);
  return answer;
}
