/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the people of the fixture write: bodies, rounds and plans. */
#include "config.h"

#include "fixture.h"

static void
replace (char **text, const char *by)
{
  g_free (*text);
  *text = g_strdup (by);
}

char *
fixture_round_body (const char *name, RondoRoundState state)
{
  g_autoptr (RondoRound) round = rondo_round_new ();

  replace (&round->name, name);
  round->start = 20000;
  round->end = 20090;
  round->state = state;
  return rondo_wire_encode_round (round, NULL);
}

char *
fixture_member_body (const char *id, const char *name, const char *email)
{
  g_autoptr (RondoMember) member = rondo_member_new ();

  replace (&member->id, id);
  replace (&member->name, name);
  replace (&member->email, email);
  replace (&member->time_zone, "UTC");
  g_strfreev (member->languages);
  member->languages = g_strsplit ("en", ",", -1);
  return rondo_wire_encode_member (member, NULL);
}

char *
fixture_registration_body (const char *round, const char *member)
{
  g_autoptr (RondoWishes) wishes = rondo_wishes_new ();
  g_autoptr (RondoRegistration) registration = rondo_registration_new (round, member, wishes);

  return rondo_wire_encode_registration (registration, NULL);
}

char *
fixture_session_body (const char *pairing, int minutes)
{
  g_autoptr (RondoSession) session = rondo_session_new ();

  replace (&session->pairing, pairing);
  session->date = 20010;
  session->minutes = minutes;
  return rondo_wire_encode_session (session, NULL);
}

char *
fixture_client_body (const char *name)
{
  return fixture_partner_body (name, NULL);
}

char *
fixture_partner_body (const char *name, const char *member)
{
  g_autoptr (RondoClientPerson) client = rondo_client_person_new ();

  replace (&client->name, name);
  replace (&client->member, member);
  return rondo_wire_encode_client (client, NULL);
}

char *
fixture_log_body (const char *client, int minutes)
{
  g_autoptr (RondoLogEntry) entry = rondo_log_entry_new ();

  replace (&entry->client, client);
  entry->date = 20010;
  entry->minutes = minutes;
  return rondo_wire_encode_log_entry (entry, NULL);
}

char *
fixture_desk_body (void)
{
  g_autoptr (RondoDeskSettings) settings = rondo_desk_settings_new ();

  return rondo_wire_encode_desk (settings, NULL);
}

char *
fixture_open_round (Fixture *fixture)
{
  g_autofree char *round = rondo_id_new (fixture_now_us);

  fixture_expect (fixture,
                  &fixture->people[CORA],
                  fixture_op (RONDO_ACT_PUT,
                              RONDO_KIND_ROUND,
                              round,
                              0,
                              fixture_round_body ("Spring", RONDO_ROUND_OPEN)),
                  NULL);
  for (Who who = ANA; who < N_PEOPLE; who++) {
    const Person *person = &fixture->people[who];
    g_autofree char *id = rondo_id_derive (round, person->member);
    g_autoptr (RondoWishes) wishes = rondo_wishes_new ();
    g_autoptr (RondoRegistration) registration = NULL;

    if (who == BEN)
      g_ptr_array_add (wishes->avoids, g_strdup ("dora@example.org"));
    registration = rondo_registration_new (round, person->member, wishes);
    fixture_expect (fixture,
                    person,
                    fixture_op (RONDO_ACT_PUT,
                                RONDO_KIND_REGISTRATION,
                                id,
                                0,
                                rondo_wire_encode_registration (registration, NULL)),
                    NULL);
  }
  return g_steal_pointer (&round);
}

RondoPlan *
fixture_plan (Fixture *fixture, const char *round, const Who *pairs)
{
  RondoPlan *plan = rondo_plan_new ();

  replace (&plan->round, round);
  g_free (plan->id);
  plan->id = rondo_id_new (fixture_now_us);
  plan->round_version = 1;
  replace (&plan->engine, "rondo-match 1");
  replace (&plan->input_hash, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (guint i = 0; pairs[i] != N_PEOPLE; i += 2) {
    RondoPlannedPair *pair = rondo_planned_pair_new ();

    g_free (pair->pairing);
    pair->pairing = rondo_id_new (fixture_now_us);
    replace (&pair->coach, fixture->people[pairs[i]].member);
    replace (&pair->client, fixture->people[pairs[i + 1]].member);
    g_ptr_array_add (plan->pairs, pair);
  }
  return plan;
}

RondoOp *
fixture_publish_op (RondoPlan *plan, int64_t base)
{
  RondoOp *op = fixture_op (
      RONDO_ACT_PUBLISH, RONDO_KIND_PLAN, plan->id, base, rondo_wire_encode_plan (plan, NULL));

  rondo_plan_free (plan);
  return op;
}

void
fixture_publish_ring (Fixture *fixture, const char *round, char *pairings[N_PEOPLE])
{
  static const Who RING[] = {ANA, BEN, BEN, CHAI, CHAI, DORA, DORA, ANA, N_PEOPLE};
  RondoPlan *plan = fixture_plan (fixture, round, RING);

  for (guint i = 0; i < plan->pairs->len; i++) {
    const RondoPlannedPair *pair = g_ptr_array_index (plan->pairs, i);

    pairings[ANA + i] = g_strdup (pair->pairing);
  }
  g_assert_cmpint (
      fixture_expect (fixture, &fixture->people[CORA], fixture_publish_op (plan, 1), NULL), ==, 2);
}
