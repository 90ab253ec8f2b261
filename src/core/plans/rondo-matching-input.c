/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a plan is made from, as a value that another thread can own. */
#include "config.h"

#include "rondo-past.h"
#include "rondo-plan.h"

static gpointer
copy_member (gconstpointer source, gpointer user_data)
{
  return rondo_member_copy (source);
}

static gpointer
copy_registration (gconstpointer source, gpointer user_data)
{
  return rondo_registration_copy (source);
}

static gpointer
copy_pair (gconstpointer source, gpointer user_data)
{
  const RondoPair *pair = source;

  return rondo_pair_new (pair->coach, pair->client);
}

static gpointer
copy_string (gconstpointer source, gpointer user_data)
{
  return g_strdup (source);
}

static GPtrArray *
copy_all (GPtrArray *array, GCopyFunc copy, GDestroyNotify free_func)
{
  GPtrArray *copies;

  if (array == NULL)
    return NULL;
  copies = g_ptr_array_new_full (array->len, free_func);
  g_ptr_array_extend (copies, array, copy, NULL);
  return copies;
}

RondoPair *
rondo_pair_new (const char *coach, const char *client)
{
  RondoPair *pair = g_new0 (RondoPair, 1);

  pair->coach = g_strdup (coach);
  pair->client = g_strdup (client);
  return pair;
}

void
rondo_pair_free (RondoPair *pair)
{
  if (pair == NULL)
    return;
  g_free (pair->coach);
  g_free (pair->client);
  g_free (pair);
}

RondoMatchingInput *
rondo_matching_input_copy (const RondoMatchingInput *input)
{
  RondoMatchingInput *copy;

  g_return_val_if_fail (input != NULL && input->round != NULL, NULL);

  copy = g_new0 (RondoMatchingInput, 1);
  copy->round = rondo_round_copy (input->round);
  copy->members = copy_all (input->members, copy_member, (GDestroyNotify)rondo_member_free);
  copy->registrations =
      copy_all (input->registrations, copy_registration, (GDestroyNotify)rondo_registration_free);
  copy->past = input->past != NULL ? rondo_past_ref (input->past) : NULL;
  copy->locked = copy_all (input->locked, copy_pair, (GDestroyNotify)rondo_pair_free);
  copy->forbidden = copy_all (input->forbidden, copy_pair, (GDestroyNotify)rondo_pair_free);
  copy->kept = copy_all (input->kept, copy_pair, (GDestroyNotify)rondo_pair_free);
  copy->absent = copy_all (input->absent, copy_string, g_free);
  copy->seed = input->seed;
  return copy;
}

void
rondo_matching_input_free (RondoMatchingInput *input)
{
  if (input == NULL)
    return;
  rondo_round_free ((RondoRound *)input->round);
  rondo_past_unref ((RondoPast *)input->past);
  g_clear_pointer (&input->members, g_ptr_array_unref);
  g_clear_pointer (&input->registrations, g_ptr_array_unref);
  g_clear_pointer (&input->locked, g_ptr_array_unref);
  g_clear_pointer (&input->forbidden, g_ptr_array_unref);
  g_clear_pointer (&input->kept, g_ptr_array_unref);
  g_clear_pointer (&input->absent, g_ptr_array_unref);
  g_free (input);
}
