/* SPDX-License-Identifier: GPL-3.0-or-later
 * What partners said in a round, as lines for coordinators. */
#include "config.h"

#include "rondo-feedback-lines.h"

#include "rondo-line-item.h"
#include "rondo-round-papers.h"
#include "rondo-text.h"

#include <glib/gi18n-lib.h>

static void
add_summary (GPtrArray *lines, GPtrArray *feedback)
{
  g_autoptr (GPtrArray) charts = rondo_feedback_summarize (feedback);

  for (guint i = 0; i < charts->len; i++) {
    const RondoReportChart *chart = charts->pdata[i];
    RondoLineItem *item = rondo_line_item_new (chart->title, 0);

    rondo_line_item_take_title (item, g_strdup (chart->title));
    rondo_line_item_take_subtitle (item, g_strdup (chart->note));
    g_ptr_array_add (lines, item);
  }
}

static char *
describe_answers (const RondoFeedback *piece)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < RONDO_N_QUESTIONS; i++)
    if (piece->answers[i] > 0)
      /* Translators: a question, and the answer as a number */
      g_ptr_array_add (parts,
                       g_strdup_printf (_ ("%s %d of 5."),
                                        rondo_question_describe ((RondoQuestion)i),
                                        piece->answers[i]));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" ", (char **)parts->pdata);
}

static char *
describe_use (const RondoFeedback *piece)
{
  switch (piece->audience) {
  case RONDO_AUDIENCE_QUOTABLE:
    return g_strdup (piece->may_name ? _ ("May be quoted with the name.")
                                     : _ ("May be quoted without the name."));
  case RONDO_AUDIENCE_COMMENT:
    return g_strdup (_ ("About the facts."));
  case RONDO_AUDIENCE_COORDINATORS:
  case RONDO_AUDIENCE_PARTNER:
  default:
    return describe_answers (piece);
  }
}

static void
add_piece (GPtrArray *lines, const RondoPairingOverview *pairing, const RondoFeedback *piece)
{
  gboolean is_coach = g_strcmp0 (piece->member, pairing->pairing->coach) == 0;
  g_autofree char *author =
      rondo_text_isolate (is_coach ? pairing->coach_name : pairing->client_name);
  g_autofree char *partner =
      rondo_text_isolate (is_coach ? pairing->client_name : pairing->coach_name);
  RondoLineItem *item = rondo_line_item_new (piece->id, 0);

  rondo_line_item_take_title (
      item,
      /* Translators: who says it, and about whom */
      g_strdup_printf (
          is_coach ? _ ("%s about the client %s") : _ ("%s about the coach %s"), author, partner));
  rondo_line_item_take_subtitle (item, describe_use (piece));
  rondo_line_item_take_detail (item, g_strdup (piece->text));
  g_ptr_array_add (lines, item);
}

/* A coordinator who coaches sees on this page what coordinators see, and no more. */
static gboolean
is_for_coordinators (const RondoFeedback *piece)
{
  return piece->audience != RONDO_AUDIENCE_PARTNER;
}

GPtrArray *
rondo_lines_for_feedback (const RondoRoundOverview *overview)
{
  g_autoptr (GPtrArray) feedback = rondo_round_overview_list_feedback (overview);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean is_asked = FALSE;

  for (guint i = 0; i < feedback->len; i++)
    is_asked |= is_for_coordinators (feedback->pdata[i]);
  if (is_asked)
    add_summary (lines, feedback);
  for (guint i = 0; i < overview->pairings->len; i++) {
    const RondoPairingOverview *pairing = overview->pairings->pdata[i];

    for (guint j = 0; pairing->feedback != NULL && j < pairing->feedback->len; j++)
      if (is_for_coordinators (pairing->feedback->pdata[j]))
        add_piece (lines, pairing, pairing->feedback->pdata[j]);
  }
  return g_steal_pointer (&lines);
}
