/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the dialog for a session asks, and the one change that its answers make. */
#include "config.h"

#include "rondo-session-form.h"

#include "rondo-error.h"
#include "rondo-id.h"
#include "rondo-moment.h"
#include "rondo-line-item.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

static RondoLineItem *
new_line (const char *key, RondoSessionWith with, const char *title)
{
  RondoLineItem *line = rondo_line_item_new (key, with);

  rondo_line_item_take_title (line, g_strdup (title));
  return line;
}

static const RondoPairingOverview *
find_pairing (const RondoHoursOverview *overview, const char *id)
{
  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];

    if (g_str_equal (pairing->pairing->id, id))
      return pairing;
  }
  return NULL;
}

static const RondoClientPerson *
find_member (const RondoHoursOverview *overview, const char *member)
{
  for (guint i = 0; i < overview->clients->len; i++) {
    const RondoClientPerson *client = overview->clients->pdata[i];

    if (g_strcmp0 (client->member, member) == 0)
      return client;
  }
  return NULL;
}

static gboolean
has_pairing (const RondoHoursOverview *overview, const RondoClientPerson *client)
{
  for (guint i = 0; client->member != NULL && i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];

    if (g_str_equal (pairing->pairing->client, client->member))
      return TRUE;
  }
  return FALSE;
}

static gboolean
check_date (RondoDate date, GError **error)
{
  if (date == RONDO_DATE_NONE) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_INVALID,
                 "%s",
                 _ ("Enter the day of the session as year-month-day, as 2026-03-31."));
    return FALSE;
  }
  return TRUE;
}

static RondoSession *
new_session (const RondoSessionForm *form, const char *id, const char *pairing)
{
  RondoSession *session = rondo_session_new ();

  g_free (session->id);
  g_free (session->pairing);
  session->id = g_strdup (id);
  session->pairing = g_strdup (pairing);
  session->date = form->date;
  session->minutes = form->minutes;
  return session;
}

/* One that both have agreed on for that day: it is this one, and not a second. */
static const RondoSession *
find_planned (const RondoHoursOverview *overview, const RondoSessionForm *form)
{
  for (guint i = 0; overview->planned != NULL && i < overview->planned->len; i++) {
    const RondoSession *session = overview->planned->pdata[i];
    RondoDate day;
    int minute;

    rondo_moment_to_local (session->start_us, NULL, &day, &minute);
    if (day == form->date && g_strcmp0 (session->pairing, form->key) == 0)
      return session;
  }
  return NULL;
}

static RondoSession *
make_session (const RondoHoursOverview *overview, const RondoSessionForm *form, int64_t now_us)
{
  const RondoSession *planned = find_planned (overview, form);
  g_autofree char *id = NULL;
  RondoSession *session = NULL;

  if (planned != NULL) {
    session = rondo_session_copy (planned);
    rondo_session_state_minutes (
        session, RONDO_SIDE_COACH, form->minutes, session->debrief_minutes);
    return session;
  }
  id = rondo_id_new (now_us);
  return new_session (form, id, form->key);
}

/* The partner as a client of the private log. Its id is derived, so that two devices of one coach
 * make the same client. */
static RondoClientPerson *
new_client_for_pairing (const RondoPairingOverview *pairing)
{
  RondoClientPerson *client = rondo_client_person_new ();
  const char *email = pairing->partner != NULL ? pairing->partner->email : "";

  g_free (client->id);
  g_free (client->name);
  g_free (client->contact);
  g_free (client->member);
  client->id = rondo_id_derive (pairing->pairing->coach, pairing->pairing->client);
  client->name =
      g_strdup (*pairing->client_name != '\0' ? pairing->client_name : _ ("Unknown name"));
  client->contact = g_strdup (email);
  client->member = g_strdup (pairing->pairing->client);
  return client;
}

static RondoClientPerson *
new_client (const char *name, int64_t now_us)
{
  RondoClientPerson *client = rondo_client_person_new ();

  g_free (client->id);
  g_free (client->name);
  client->id = rondo_id_new (now_us);
  client->name = g_strstrip (g_strdup (name != NULL ? name : ""));
  return client;
}

static void
write_kind (const RondoSessionForm *form, RondoLogEntry *entry)
{
  entry->date = form->date;
  entry->minutes = form->minutes;
  entry->payment = form->payment;
  entry->activity = form->activity;
  entry->setting = form->setting;
  entry->group_size = MAX (form->group_size, 1);
  entry->start_minute = form->start_minute;
}

static RondoLogEntry *
new_entry (const RondoSessionForm *form, const char *client, const char *session, int64_t now_us)
{
  RondoLogEntry *entry = rondo_log_entry_new ();

  g_free (entry->id);
  g_free (entry->client);
  g_free (entry->session);
  entry->id = rondo_id_new (now_us);
  entry->client = g_strdup (client);
  entry->session = g_strdup (session);
  write_kind (form, entry);
  return entry;
}

static gboolean
put_entry (RondoChange *change, const RondoLogEntry *entry, GError **error)
{
  if (!rondo_log_entry_check (entry, error))
    return FALSE;
  rondo_change_put_log_entry (change, entry);
  return TRUE;
}

static gboolean
put_session (RondoChange *change, const RondoSession *session, GError **error)
{
  if (!rondo_session_check (session, error))
    return FALSE;
  rondo_change_put_session (change, session);
  return TRUE;
}

static gboolean
add_with_pairing (RondoChange *change,
                  const RondoSessionForm *form,
                  const RondoHoursOverview *overview,
                  int64_t now_us,
                  GError **error)
{
  const RondoPairingOverview *pairing = find_pairing (overview, form->key);
  const RondoClientPerson *known = NULL;
  g_autoptr (RondoClientPerson) made = NULL;
  gboolean is_shared = form->activity == RONDO_ACTIVITY_COACHING;
  g_autoptr (RondoSession) session = is_shared ? make_session (overview, form, now_us) : NULL;
  const char *id = session != NULL ? session->id : NULL;
  g_autoptr (RondoLogEntry) entry = NULL;

  if (pairing == NULL) {
    g_set_error (error,
                 RONDO_ERROR,
                 RONDO_ERROR_CONFLICT,
                 "%s",
                 _ ("This pairing has ended. Choose with whom the session was."));
    return FALSE;
  }
  known = find_member (overview, pairing->pairing->client);
  if (known == NULL) {
    made = new_client_for_pairing (pairing);
    rondo_change_put_client (change, made);
  }
  entry = new_entry (form, known != NULL ? known->id : made->id, id, now_us);
  return (session == NULL || put_session (change, session, error)) &&
         put_entry (change, entry, error);
}

static gboolean
add_with_client (RondoChange *change, const RondoSessionForm *form, int64_t now_us, GError **error)
{
  g_autoptr (RondoLogEntry) entry = new_entry (form, form->key, NULL, now_us);

  return put_entry (change, entry, error);
}

static gboolean
add_with_new (RondoChange *change, const RondoSessionForm *form, int64_t now_us, GError **error)
{
  g_autoptr (RondoClientPerson) client = new_client (form->new_name, now_us);
  g_autoptr (RondoLogEntry) entry = new_entry (form, client->id, NULL, now_us);

  if (*client->name == '\0') {
    g_set_error (
        error, RONDO_ERROR, RONDO_ERROR_INVALID, "%s", _ ("Enter the name of the new client."));
    return FALSE;
  }
  if (!rondo_client_person_check (client, error))
    return FALSE;
  rondo_change_put_client (change, client);
  return put_entry (change, entry, error);
}

GPtrArray *
rondo_session_form_list (const RondoHoursOverview *overview)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];
    g_autofree char *client = rondo_text_isolate (pairing->client_name);
    g_autofree char *title =
        /* Translators: the client of a pairing, and the name of the round */
        g_strdup_printf (_ ("%s – %s"), client, pairing->round->name);

    g_ptr_array_add (lines, new_line (pairing->pairing->id, RONDO_WITH_PAIRING, title));
  }
  for (guint i = 0; i < overview->clients->len; i++) {
    const RondoClientPerson *client = overview->clients->pdata[i];

    if (!has_pairing (overview, client))
      g_ptr_array_add (lines, new_line (client->id, RONDO_WITH_CLIENT, client->name));
  }
  g_ptr_array_add (lines, new_line ("", RONDO_WITH_NEW, _ ("New Client…")));
  return lines;
}

const char *
rondo_session_form_find_key (const RondoHoursOverview *overview, const char *client)
{
  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];
    const RondoClientPerson *known = find_member (overview, pairing->pairing->client);

    if (known != NULL && g_str_equal (known->id, client))
      return pairing->pairing->id;
  }
  return client;
}

RondoLogEntry *
rondo_session_form_make_entry (const RondoSessionForm *form)
{
  RondoLogEntry *entry = rondo_log_entry_new ();

  if (form->with == RONDO_WITH_CLIENT && *form->key != '\0')
    entry->client = g_strdup (form->key);
  write_kind (form, entry);
  return entry;
}

char *
rondo_session_form_dup_client (const RondoHoursOverview *overview,
                               const RondoPairingOverview *pairing)
{
  const RondoClientPerson *known = find_member (overview, pairing->pairing->client);

  return known != NULL ? g_strdup (known->id)
                       : rondo_id_derive (pairing->pairing->coach, pairing->pairing->client);
}

RondoChange *
rondo_session_form_make_change (const RondoSessionForm *form,
                                const RondoHoursOverview *overview,
                                int64_t now_us,
                                GError **error)
{
  g_autoptr (RondoChange) change = rondo_change_new ();
  gboolean is_good = check_date (form->date, error);

  if (!is_good)
    return NULL;
  switch (form->with) {
  case RONDO_WITH_PAIRING:
    is_good = add_with_pairing (change, form, overview, now_us, error);
    break;
  case RONDO_WITH_CLIENT:
    is_good = add_with_client (change, form, now_us, error);
    break;
  case RONDO_WITH_NEW:
  default:
    is_good = add_with_new (change, form, now_us, error);
  }
  return is_good ? g_steal_pointer (&change) : NULL;
}

RondoChange *
rondo_session_form_make_edit (const RondoSessionForm *form,
                              const RondoLogEntry *edited,
                              const char *pairing,
                              GError **error)
{
  g_autoptr (RondoChange) change = rondo_change_new ();
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_copy (edited);
  g_autoptr (RondoSession) session = NULL;
  gboolean was_shared = edited->session != NULL && pairing != NULL;
  gboolean is_shared = was_shared && form->activity == RONDO_ACTIVITY_COACHING;

  write_kind (form, entry);
  if (was_shared && !is_shared) {
    g_clear_pointer (&entry->session, g_free);
    rondo_change_delete_session (change, edited->session);
  }
  if (!check_date (form->date, error) || !put_entry (change, entry, error))
    return NULL;
  if (is_shared) {
    session = new_session (form, edited->session, pairing);
    if (!put_session (change, session, error))
      return NULL;
  }
  return g_steal_pointer (&change);
}
