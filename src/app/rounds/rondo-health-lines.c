/* SPDX-License-Identifier: GPL-3.0-or-later
 * What needs somebody in a round, as lines; and the round as a question for a repair. */
#include "config.h"

#include "rondo-health-lines.h"

#include "rondo-line-item.h"
#include "rondo-round-papers.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

GPtrArray *
rondo_health_list_for_overview (const RondoRoundOverview *overview, RondoDate today)
{
  g_autoptr (GArray) facts = rondo_round_overview_list_facts (overview);

  return rondo_health_list (overview->round,
                            (const RondoHealthFacts *)(gpointer)facts->data,
                            facts->len,
                            overview->registrations,
                            overview->members,
                            today);
}

const RondoPairingOverview *
rondo_health_find_pairing (const RondoRoundOverview *overview, const char *id)
{
  for (guint i = 0; id != NULL && i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];

    if (g_str_equal (pairing->pairing->id, id))
      return pairing;
  }
  return NULL;
}

const RondoMember *
rondo_health_find_member (const RondoRoundOverview *overview, const char *id)
{
  for (guint i = 0; id != NULL && i < overview->members->len; i++) {
    const RondoMember *member = overview->members->pdata[i];

    if (g_str_equal (member->id, id))
      return member;
  }
  return NULL;
}

static char *
describe_whom (const RondoRoundOverview *overview, const RondoHealth *health)
{
  const RondoPairingOverview *pairing = rondo_health_find_pairing (overview, health->pairing);
  const RondoMember *member = rondo_health_find_member (overview, health->member);
  g_autofree char *coach = NULL;
  g_autofree char *client = NULL;

  if (pairing == NULL)
    return g_strdup (member != NULL ? member->name : _ ("Unknown"));
  coach = rondo_text_isolate (pairing->coach_name);
  client = rondo_text_isolate (pairing->client_name);
  /* Translators: the name of a coach, then of a client */
  return g_strdup_printf (_ ("%s coaches %s"), coach, client);
}

static const char *
get_action (RondoHealthAct act)
{
  switch (act) {
  case RONDO_HEALTH_ACT_REMIND:
    return "life.remind";
  case RONDO_HEALTH_ACT_TALK:
    return "life.talk";
  case RONDO_HEALTH_ACT_REPLACE:
    return "life.replace";
  case RONDO_HEALTH_ACT_EXCUSE:
    return "life.excuse";
  case RONDO_HEALTH_ACT_RESUME:
    return "life.resume";
  case RONDO_HEALTH_ACT_FINISH:
  default:
    return "life.finish-pairing";
  }
}

static char *
describe_facts (const RondoHealth *health)
{
  g_autofree char *fact = rondo_health_describe (health);

  return health->more != NULL ? g_strjoin (" ", fact, health->more, NULL) : g_steal_pointer (&fact);
}

/* What partners say to the facts; NULL for nothing. Of a member, in all their pairings. */
static char *
list_comments (const RondoRoundOverview *overview, const RondoHealth *health)
{
  g_autoptr (GPtrArray) comments = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];
    gboolean is_this = g_strcmp0 (pairing->pairing->id, health->pairing) == 0;

    for (guint j = 0; pairing->feedback != NULL && j < pairing->feedback->len; j++) {
      const RondoFeedback *piece = pairing->feedback->pdata[j];
      gboolean is_coach = g_str_equal (piece->member, pairing->pairing->coach);
      g_autofree char *name = NULL;

      if (piece->audience != RONDO_AUDIENCE_COMMENT ||
          !(is_this || (health->pairing == NULL && g_strcmp0 (piece->member, health->member) == 0)))
        continue;
      name = rondo_text_isolate (is_coach ? pairing->coach_name : pairing->client_name);
      /* Translators: a name, and what they say */
      g_ptr_array_add (comments, g_strdup_printf (_ ("%s: “%s”"), name, piece->text));
    }
  }
  if (comments->len == 0)
    return NULL;
  g_ptr_array_add (comments, NULL);
  return g_strjoinv ("\n", (char **)comments->pdata);
}

GPtrArray *
rondo_lines_for_health (const RondoRoundOverview *overview, GPtrArray *found)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_full (found->len, g_object_unref);

  for (guint i = 0; i < found->len; i++) {
    const RondoHealth *health = found->pdata[i];
    gboolean is_pairing = health->pairing != NULL;
    RondoLineItem *item =
        rondo_line_item_new (is_pairing ? health->pairing : health->member, health->code);

    rondo_line_item_take_title (item, describe_whom (overview, health));
    rondo_line_item_take_subtitle (item, describe_facts (health));
    rondo_line_item_take_detail (item, list_comments (overview, health));
    rondo_line_item_set_button (
        item, rondo_health_act_describe (health->act), get_action (health->act));
    if (is_pairing)
      rondo_line_item_set_other_action (item, "life.replace-pairing");
    g_ptr_array_add (lines, item);
  }
  return g_steal_pointer (&lines);
}

static gpointer
copy_leaving (gconstpointer source, gpointer user_data)
{
  return rondo_leaving_copy (source);
}

static gpointer
copy_string (gconstpointer source, gpointer user_data)
{
  return g_strdup (source);
}

RondoRepairInput *
rondo_repair_input_new_for_overview (const RondoRoundOverview *overview,
                                     GPtrArray *leaving,
                                     GPtrArray *seeking,
                                     RondoDate today)
{
  RondoRepairInput *input = g_new0 (RondoRepairInput, 1);
  const RondoMatchingInput matching = {.round = overview->round,
                                       .members = overview->members,
                                       .registrations = overview->registrations,
                                       .past = overview->past};
  RondoMatchingInput *copy = rondo_matching_input_copy (&matching);

  input->matching = *copy;
  g_free (copy);
  input->pairings = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_pairing_free);
  input->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];

    g_ptr_array_add (input->pairings, rondo_pairing_copy (pairing->pairing));
    g_hash_table_insert (
        input->held, g_strdup (pairing->pairing->id), GINT_TO_POINTER (pairing->sessions_held));
  }
  input->leaving = g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_leaving_free);
  g_ptr_array_extend (input->leaving, leaving, (GCopyFunc)copy_leaving, NULL);
  if (seeking != NULL && seeking->len > 0) {
    input->seeking = g_ptr_array_new_with_free_func (g_free);
    g_ptr_array_extend (input->seeking, seeking, (GCopyFunc)copy_string, NULL);
  }
  input->today = today;
  return input;
}
