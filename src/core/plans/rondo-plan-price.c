/* SPDX-License-Identifier: GPL-3.0-or-later
 * What others lose when a pair is granted: the wishes and requests that the best plan with that
 * pair keeps no longer. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "rondo-plan-study-private.h"

/* One column for each attribute, and one for requests. */
#define N_COLUMNS (RONDO_N_WISH_ATTRIBUTES + 1)
#define REQUESTS RONDO_N_WISH_ATTRIBUTES

/* "prefer language de" is about the language. */
static gboolean
find_column (const RondoReason *reason, guint *column)
{
  g_auto (GStrv) words = NULL;
  RondoWishAttribute attribute;

  if (reason->code == RONDO_REASON_REQUEST) {
    *column = REQUESTS;
    return TRUE;
  }
  if (reason->code != RONDO_REASON_WISH_KEPT || reason->text == NULL)
    return FALSE;
  words = g_strsplit (reason->text, " ", 3);
  if (g_strv_length (words) < 2 || !rondo_wish_attribute_from_word (words[1], &attribute))
    return FALSE;
  *column = attribute;
  return TRUE;
}

/* How often each client has each kind of wish kept, row by candidate. (transfer full) */
static int *
count_kept (const RondoPlanStudy *study, const RondoMatchResult *result)
{
  int *kept = g_new0 (int, (gsize)(study->candidates->all->len + 1) * N_COLUMNS);

  for (int32_t i = 0; i < result->n_pairs; i++) {
    g_autoptr (GPtrArray) reasons =
        g_ptr_array_new_with_free_func ((GDestroyNotify)rondo_reason_free);
    guint client = (guint)result->pairs[i].client;

    rondo_candidate_value (rondo_candidates_get (study->candidates, (guint)result->pairs[i].coach),
                           rondo_candidates_get (study->candidates, client),
                           reasons);
    for (guint k = 0; k < reasons->len; k++) {
      guint column;

      if (find_column (reasons->pdata[k], &column))
        kept[(gsize)client * N_COLUMNS + column]++;
    }
  }
  return kept;
}

static char *
describe_lost (guint column, guint n_lost)
{
  if (column == REQUESTS)
    return g_strdup_printf (ngettext ("%u other does not get a coach whom they asked for",
                                      "%u others do not get a coach whom they asked for",
                                      n_lost),
                            n_lost);
  /* Translators: how many members, and what their wish is about, such as “Language” */
  return g_strdup_printf (
      ngettext ("%u other loses a wish about “%s”", "%u others lose a wish about “%s”", n_lost),
      n_lost,
      rondo_wish_attribute_to_display ((RondoWishAttribute)column));
}

char *
rondo_plan_study_describe_grant (RondoPlanStudy *study,
                                 const char *coach,
                                 const char *client,
                                 const RondoMatchOptions *options)
{
  int own = rondo_candidates_find (study->candidates, client);
  RondoMatchChange change = {.kind = RONDO_MATCH_CHANGE_LOCK,
                             .coach = rondo_candidates_find (study->candidates, coach),
                             .client = own};
  g_autoptr (RondoMatchResult) other =
      rondo_match_session_try (study->session, &change, 1, options);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree int *before = NULL;
  g_autofree int *after = NULL;

  if (other == NULL || other->status != RONDO_MATCH_OPTIMAL)
    return NULL;
  before = count_kept (study, study->result);
  after = count_kept (study, other);
  for (guint column = 0; column < N_COLUMNS; column++) {
    guint n_lost = 0;

    for (guint i = 0; i < study->candidates->all->len; i++)
      n_lost += (int)i != own &&
                after[(gsize)i * N_COLUMNS + column] < before[(gsize)i * N_COLUMNS + column];
    if (n_lost > 0)
      g_ptr_array_add (parts, describe_lost (column, n_lost));
  }
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (_ (", "), (char **)parts->pdata);
}
