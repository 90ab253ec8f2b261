/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sessions: what fits together, who may do what next, and what counts. */
#include "config.h"

#include <string.h>

#include "rondo-error.h"
#include "rondo-session.h"

#define ANA "018f3b5e-7c1a-7d00-8000-00000000a001" /* the coach */
#define BEN "018f3b5e-7c1a-7d00-8000-00000000a002"
#define PAIRING "018f3b5e-7c1a-7d00-8000-00000000c001"
#define START_US G_GINT64_CONSTANT (1773334800000000)
#define HOUR_US (60 * 60 * (int64_t)G_USEC_PER_SEC)
#define N_STATES 7

/* One in @state as it comes to be, proposed by Ana. */
static RondoSession *
make (RondoSessionState state)
{
  RondoSession *session = rondo_session_new ();

  session->id = g_strdup (PAIRING);
  session->pairing = g_strdup (PAIRING);
  rondo_session_propose (session, ANA, START_US, 20524, 60, "here");
  if (state == RONDO_SESSION_DECLINED)
    rondo_session_answer (session, FALSE);
  else if (state != RONDO_SESSION_PROPOSED)
    rondo_session_answer (session, TRUE);
  if (state == RONDO_SESSION_MOVED)
    rondo_session_propose (session, ANA, START_US + HOUR_US, 20524, 60, "here");
  else if (state == RONDO_SESSION_CANCELLED)
    rondo_session_cancel (session, ANA, FALSE);
  else if (state == RONDO_SESSION_HELD)
    rondo_session_state_minutes (session, RONDO_SIDE_COACH, 55, 10);
  else if (state == RONDO_SESSION_NO_SHOW)
    rondo_session_miss (session, RONDO_SIDE_CLIENT);
  g_assert_cmpint (session->state, ==, state);
  return session;
}

/* Turns @session into @state, as @side would. */
static void
turn (RondoSession *session, RondoSessionState state, RondoSide side)
{
  const char *writer = side == RONDO_SIDE_COACH ? ANA : BEN;

  switch (state) {
  case RONDO_SESSION_PROPOSED:
  case RONDO_SESSION_MOVED:
    rondo_session_propose (session, writer, START_US + 5 * HOUR_US, 20524, 45, "there");
    session->state = state;
    break;
  case RONDO_SESSION_ACCEPTED:
  case RONDO_SESSION_DECLINED:
    rondo_session_answer (session, state == RONDO_SESSION_ACCEPTED);
    break;
  case RONDO_SESSION_CANCELLED:
    rondo_session_cancel (session, writer, FALSE);
    break;
  case RONDO_SESSION_HELD:
    rondo_session_state_minutes (session, side, 50, 5);
    break;
  case RONDO_SESSION_NO_SHOW:
  default:
    rondo_session_miss (session, RONDO_SIDE_COACH);
  }
  if (state != RONDO_SESSION_HELD)
    session->minutes = session->debrief_minutes = 0;
}

/* By the coach, who proposed the time that waits, and by the client. */
static const char *const MAY[N_STATES][N_STATES] = {
    /* to:         held  prop  acc   decl  moved canc  no-show */
    /* held     */ {"ab", "", "", "", "", "", ""},
    /* proposed */ {"a", "ab", "b", "b", "", "ab", ""},
    /* accepted */ {"ab", "", "", "", "ab", "ab", "ab"},
    /* declined */ {"", "ab", "", "", "", "", ""},
    /* moved    */ {"ab", "", "b", "b", "ab", "ab", "ab"},
    /* cancelled*/ {"", "", "", "", "", "", ""},
    /* no-show  */ {"ab", "", "", "", "", "", ""},
};

static void
test_steps (void)
{
  for (int from = 0; from < N_STATES; from++)
    for (int to = 0; to < N_STATES; to++)
      for (int side = RONDO_SIDE_COACH; side <= RONDO_SIDE_CLIENT; side++) {
        g_autoptr (RondoSession) before = make (from);
        g_autoptr (RondoSession) after = rondo_session_copy (before);
        const char *who = side == RONDO_SIDE_COACH ? "a" : "b";
        gboolean may = strstr (MAY[from][to], who) != NULL;
        g_autoptr (GError) error = NULL;

        turn (after, to, side);
        if (from == to && !may)
          continue; /* an edit that changes nothing is no step */
        if (rondo_session_check_step (
                before, after, side, side == RONDO_SIDE_COACH ? ANA : BEN, &error) != may)
          g_error ("%s: %s to %s: %s",
                   who,
                   rondo_session_state_to_word (from),
                   rondo_session_state_to_word (to),
                   error != NULL ? error->message : "allowed");
        g_assert_true (may || error->domain == RONDO_ERROR);
      }
}

static void
test_beginnings (void)
{
  for (int state = 0; state < N_STATES; state++)
    for (int side = RONDO_SIDE_COACH; side <= RONDO_SIDE_CLIENT; side++) {
      g_autoptr (RondoSession) session = make (state);
      gboolean is_coach = side == RONDO_SIDE_COACH;
      gboolean may = is_coach && (state == RONDO_SESSION_HELD || state == RONDO_SESSION_PROPOSED);

      g_assert_true (rondo_session_check (session, NULL));
      g_assert_cmpint (
          rondo_session_check_step (NULL, session, side, is_coach ? ANA : BEN, NULL), ==, may);
    }
}

static void
test_nobody_speaks_for_the_other (void)
{
  g_autoptr (RondoSession) before = make (RONDO_SESSION_HELD);
  g_autoptr (RondoSession) after = rondo_session_copy (before);

  after->client_minutes = 60;
  g_assert_true (rondo_session_check_step (before, after, RONDO_SIDE_CLIENT, BEN, NULL));
  g_assert_false (rondo_session_check_step (before, after, RONDO_SIDE_COACH, ANA, NULL));
  after->client_minutes = 0;
  after->debrief_minutes = 0;
  g_assert_false (rondo_session_check_step (before, after, RONDO_SIDE_CLIENT, BEN, NULL));
  g_assert_true (rondo_session_check_step (before, after, RONDO_SIDE_COACH, ANA, NULL));
}

static void
test_time_is_not_changed_in_silence (void)
{
  g_autoptr (RondoSession) before = make (RONDO_SESSION_ACCEPTED);
  g_autoptr (RondoSession) after = rondo_session_copy (before);

  after->start_us += HOUR_US;
  g_assert_false (rondo_session_check (after, NULL)); /* not the one that was accepted */
  after->answered_us = after->start_us;
  g_assert_false (rondo_session_check_step (before, after, RONDO_SIDE_COACH, ANA, NULL));
  g_free (after->place);
  after->start_us = before->start_us;
  after->answered_us = before->answered_us;
  after->place = g_strdup ("https://meet.example.org/there");
  g_assert_true (rondo_session_check_step (before, after, RONDO_SIDE_CLIENT, BEN, NULL));
}

static void
test_names_are_ones_own (void)
{
  g_autoptr (RondoSession) before = make (RONDO_SESSION_ACCEPTED);
  g_autoptr (RondoSession) cancelled = rondo_session_copy (before);
  g_autoptr (RondoSession) moved = rondo_session_copy (before);
  g_autoptr (RondoSession) other = rondo_session_copy (before);

  rondo_session_cancel (cancelled, ANA, FALSE);
  g_assert_false (rondo_session_check_step (before, cancelled, RONDO_SIDE_CLIENT, BEN, NULL));
  rondo_session_propose (moved, ANA, START_US + HOUR_US, 20524, 60, "");
  g_assert_false (rondo_session_check_step (before, moved, RONDO_SIDE_CLIENT, BEN, NULL));
  g_free (other->pairing);
  other->pairing = g_strdup (ANA);
  g_assert_false (rondo_session_check_step (before, other, RONDO_SIDE_COACH, ANA, NULL));
}

static void
test_what_was_is_not_told_anew (void)
{
  g_autoptr (RondoSession) before = make (RONDO_SESSION_NO_SHOW);
  g_autoptr (RondoSession) after = rondo_session_copy (before);
  g_autoptr (RondoSession) cancelled = make (RONDO_SESSION_CANCELLED);
  g_autoptr (RondoSession) late = rondo_session_copy (cancelled);

  after->absent = RONDO_SIDE_COACH;
  g_assert_false (rondo_session_check_step (before, after, RONDO_SIDE_CLIENT, BEN, NULL));
  late->is_late = TRUE;
  g_assert_false (rondo_session_check_step (cancelled, late, RONDO_SIDE_CLIENT, BEN, NULL));
}

/* Each line spoils one thing. */
static void
test_what_does_not_fit (void)
{
  for (int what = 0; what < 12; what++) {
    g_autoptr (RondoSession) session = make (RONDO_SESSION_PROPOSED);
    g_autoptr (GError) error = NULL;

    g_assert_true (rondo_session_check (session, NULL));
    if (what == 0)
      g_clear_pointer (&session->pairing, g_free);
    else if (what == 1)
      session->coach = g_strdup (ANA);
    else if (what == 2)
      session->date = RONDO_DATE_NONE;
    else if (what == 3)
      session->start_us = 0;
    else if (what == 4)
      session->planned_minutes = 0;
    else if (what == 5)
      session->minutes = 10;
    else if (what == 6)
      g_clear_pointer (&session->proposed_by, g_free);
    else if (what == 7)
      session->state = RONDO_SESSION_ACCEPTED;
    else if (what == 8)
      session->state = RONDO_SESSION_HELD;
    else if (what == 9)
      session->state = RONDO_SESSION_CANCELLED;
    else if (what == 10)
      session->state = (RondoSessionState)99;
    else
      session->debrief_minutes = -1;
    g_assert_false (rondo_session_check (session, &error));
    g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  }
}

static void
test_free_exchange (void)
{
  g_autoptr (RondoSession) session = make (RONDO_SESSION_PROPOSED);

  g_clear_pointer (&session->pairing, g_free);
  session->coach = g_strdup (ANA);
  g_assert_false (rondo_session_check (session, NULL));
  session->client = g_strdup (ANA);
  g_assert_false (rondo_session_check (session, NULL));
  g_free (session->client);
  session->client = g_strdup (BEN);
  g_assert_true (rondo_session_check (session, NULL));
}

static void
test_counted (void)
{
  static const struct {
    int coach, client, counted;
    gboolean differs;
  } cases[] = {
      {55, 0, 55, FALSE},
      {0, 50, 50, FALSE},
      {55, 50, 50, TRUE},
      {50, 55, 50, TRUE},
      {60, 60, 60, FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (RondoSession) session = make (RONDO_SESSION_ACCEPTED);

    rondo_session_state_minutes (session, RONDO_SIDE_COACH, cases[i].coach, 0);
    rondo_session_state_minutes (session, RONDO_SIDE_CLIENT, cases[i].client, 0);
    g_assert_true (rondo_session_check (session, NULL));
    g_assert_cmpint (rondo_session_get_counted (session), ==, cases[i].counted);
    g_assert_cmpint (rondo_session_differs (session), ==, cases[i].differs);
  }
}

static void
test_late (void)
{
  g_autoptr (RondoSession) proposed = make (RONDO_SESSION_PROPOSED);
  g_autoptr (RondoSession) accepted = make (RONDO_SESSION_ACCEPTED);
  g_autoptr (RondoSession) moved = make (RONDO_SESSION_MOVED);

  g_assert_false (rondo_session_would_be_late (accepted, 24, START_US - 24 * HOUR_US));
  g_assert_true (rondo_session_would_be_late (accepted, 24, START_US - 24 * HOUR_US + 1));
  g_assert_false (rondo_session_would_be_late (accepted, 0, START_US));
  g_assert_true (rondo_session_would_be_late (accepted, 0, START_US + 1));
  g_assert_false (rondo_session_would_be_late (proposed, 24, START_US + HOUR_US));
  /* Moving it away at the last moment does not make calling it off be in time. */
  moved->start_us = START_US + 1000 * HOUR_US;
  g_assert_true (rondo_session_would_be_late (moved, 24, START_US - HOUR_US));
}

static void
test_duties (void)
{
  static const struct {
    RondoSessionState state;
    int64_t after_us; /* the start */
    RondoDuty coach, client;
  } cases[] = {
      {RONDO_SESSION_PROPOSED, -1, RONDO_DUTY_NONE, RONDO_DUTY_ANSWER},
      {RONDO_SESSION_MOVED, -1, RONDO_DUTY_NONE, RONDO_DUTY_ANSWER},
      {RONDO_SESSION_ACCEPTED, -1, RONDO_DUTY_NONE, RONDO_DUTY_NONE},
      {RONDO_SESSION_ACCEPTED, HOUR_US - 1, RONDO_DUTY_NONE, RONDO_DUTY_NONE},
      {RONDO_SESSION_ACCEPTED, HOUR_US, RONDO_DUTY_OUTCOME, RONDO_DUTY_OUTCOME},
      {RONDO_SESSION_DECLINED, HOUR_US, RONDO_DUTY_NONE, RONDO_DUTY_NONE},
      {RONDO_SESSION_CANCELLED, HOUR_US, RONDO_DUTY_NONE, RONDO_DUTY_NONE},
      {RONDO_SESSION_NO_SHOW, HOUR_US, RONDO_DUTY_NONE, RONDO_DUTY_NONE},
      {RONDO_SESSION_HELD, HOUR_US, RONDO_DUTY_NONE, RONDO_DUTY_STATEMENT},
  };
  g_autoptr (RondoSession) held = make (RONDO_SESSION_HELD);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (RondoSession) session = make (cases[i].state);
    int64_t now_us = START_US + cases[i].after_us;

    g_assert_cmpint (
        rondo_session_get_duty (session, RONDO_SIDE_COACH, ANA, now_us), ==, cases[i].coach);
    g_assert_cmpint (
        rondo_session_get_duty (session, RONDO_SIDE_CLIENT, BEN, now_us), ==, cases[i].client);
  }
  rondo_session_state_minutes (held, RONDO_SIDE_CLIENT, 40, 10);
  g_assert_cmpint (rondo_session_get_duty (held, RONDO_SIDE_COACH, ANA, 0), ==, RONDO_DUTY_AGREE);
  rondo_session_state_minutes (held, RONDO_SIDE_CLIENT, 55, 10);
  g_assert_cmpint (rondo_session_get_duty (held, RONDO_SIDE_COACH, ANA, 0), ==, RONDO_DUTY_NONE);
}

static void
test_words (void)
{
  RondoSessionState state;
  RondoSide side;

  for (int i = 0; i < N_STATES; i++) {
    g_autoptr (RondoSession) session = make (i);

    g_assert_true (rondo_session_state_from_word (rondo_session_state_to_word (i), &state) &&
                   state == (guint)i);
    g_assert_cmpstr (rondo_session_describe_state (session), !=, "");
  }
  g_assert_false (rondo_session_state_from_word ("perhaps", &state));
  g_assert_false (rondo_session_state_from_word (NULL, &state));
  g_assert_null (rondo_session_state_to_word ((RondoSessionState)N_STATES));
  g_assert_true (rondo_side_from_word ("client", &side) && side == RONDO_SIDE_CLIENT);
  g_assert_false (rondo_side_from_word ("both", &side));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/sessions/who-may-turn-what-into-what", test_steps);
  g_test_add_func ("/core/sessions/begin-as-a-proposal-or-as-held-by-the-coach", test_beginnings);
  g_test_add_func ("/core/sessions/nobody-speaks-for-the-other", test_nobody_speaks_for_the_other);
  g_test_add_func ("/core/sessions/an-agreed-time-is-not-changed-in-silence",
                   test_time_is_not_changed_in_silence);
  g_test_add_func ("/core/sessions/names-are-ones-own", test_names_are_ones_own);
  g_test_add_func ("/core/sessions/what-was-is-not-told-anew", test_what_was_is_not_told_anew);
  g_test_add_func ("/core/sessions/what-does-not-fit-together-is-refused", test_what_does_not_fit);
  g_test_add_func ("/core/sessions/free-exchange-is-of-two-people", test_free_exchange);
  g_test_add_func ("/core/sessions/of-two-statements-the-smaller-counts", test_counted);
  g_test_add_func ("/core/sessions/late-is-by-the-time-both-agreed-on", test_late);
  g_test_add_func ("/core/sessions/what-waits-for-whom", test_duties);
  g_test_add_func ("/core/sessions/words-come-back", test_words);
  return g_test_run ();
}
