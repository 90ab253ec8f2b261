/* SPDX-License-Identifier: GPL-3.0-or-later
 * The examples of PROTOCOL.md, and what becomes of each of their fields when it is wrong. */
#include "config.h"

#include "rondo-error.h"
#include "rondo-wire-bodies.h"
#include "rondo-wire-messages.h"
#include "wire-fixture.h"

#include <string.h>

/* A value of every JSON type. */
static const struct {
  char type;
  const char *value;
} values[] = {{'i', "7"},
              {'d', "7.5"},
              {'t', "\"7\""},
              {'b', "true"},
              {'l', "[]"},
              {'o', "{}"},
              {'n', "null"}};

/* Every field of every message and body: its type ('i'nteger, 't'ext, 'b'oolean, 'l'ist, 'o'bject)
 * and, in capitals, that it may be null or missing. Where a text of another meaning is refused too,
 * the text values above count as wrong. */
static const struct {
  const char *name;
  const char *path;
  char type;
} fields[] = {
    {"member", "name", 't'},
    {"member", "bio", 'T'},
    {"member", "credential_since", 'T'},
    {"member", "verified", 'T'},
    {"member", "verified_by", 'T'},
    {"member", "verified_on", 'T'},
    {"member", "verified_until", 'T'},
    {"member", "consent", 'I'},
    {"member", "consent_on", 'T'},
    {"member", "code", 'I'},
    {"member", "code_on", 'T'},
    {"member", "email", 't'},
    {"member", "phone", 't'},
    {"member", "languages", 'l'},
    {"member", "languages/0", 't'},
    {"member", "time_zone", 't'},
    {"member", "credential", 't'},
    {"member", "active", 'b'},
    {"member", "course", 'T'},
    {"member", "gender", 'L'},
    {"member", "niche", 'L'},
    {"member", "niche/0", 't'},
    {"member", "region", 'L'},
    {"member", "method", 'L'},
    {"member", "availability", 'T'},
    {"member", "wishes", 'l'},
    {"member", "wishes/0/level", 't'},
    {"member", "wishes/0/attribute", 't'},
    {"member", "wishes/0/value", 't'},
    {"member", "requests", 'l'},
    {"member", "requests/0", 't'},
    {"member", "avoids", 'l'},
    {"profile", "credential_since", 'T'},
    {"profile", "verified", 'B'},
    {"profile", "niche", 'L'},
    {"profile", "method", 'L'},
    {"profile", "course", 'T'},
    {"profile", "bio", 'T'},
    {"profile", "member", 't'},
    {"profile", "name", 't'},
    {"profile", "email", 't'},
    {"profile", "phone", 't'},
    {"profile", "languages", 'l'},
    {"profile", "time_zone", 't'},
    {"profile", "credential", 't'},
    {"companion", "round", 't'},
    {"companion", "member", 't'},
    {"companion", "name", 't'},
    {"companion", "languages", 'l'},
    {"companion", "time_zone", 't'},
    {"companion", "credential", 't'},
    {"companion", "credential_since", 'T'},
    {"companion", "verified", 'B'},
    {"companion", "niche", 'L'},
    {"companion", "method", 'L'},
    {"companion", "bio", 'T'},
    {"round", "name", 't'},
    {"round", "start", 'D'},
    {"round", "end", 'D'},
    {"round", "sessions", 'i'},
    {"round", "session_minutes", 'i'},
    {"round", "mutual_allowed", 'B'},
    {"round", "repeat_after", 'I'},
    {"round", "same_course", 'T'},
    {"round", "capacity", 'I'},
    {"round", "cancel_notice", 'I'},
    {"round", "state", 't'},
    {"round", "kind", 'T'},
    {"round", "code", 'T'},
    {"round", "paused", 'B'},
    {"round", "standby", 'B'},
    {"round", "register_until", 'T'},
    {"round", "requests_until", 'T'},
    {"round", "match_on", 'T'},
    {"round", "activity", 'T'},
    {"round", "rest", 'T'},
    {"round", "first_side", 'T'},
    {"round", "second_side", 'T'},
    {"round", "least_training", 'I'},
    {"round", "check_on", 'T'},
    {"round", "feedback_until", 'T'},
    {"round", "first_contact_days", 'I'},
    {"round", "gap_days", 'I'},
    {"round", "least_credential", 'T'},
    {"round", "language", 'T'},
    {"round", "agreement", 'T'},
    {"round", "agreement_version", 'I'},
    {"round", "announced_on", 'T'},
    {"round", "announced_to", 'I'},
    {"round", "told_title", 'T'},
    {"round", "told_both", 'T'},
    {"registration", "round", 't'},
    {"registration", "member", 't'},
    {"registration", "clients", 'I'},
    {"registration", "coaches", 'I'},
    {"registration", "availability", 'T'},
    {"registration", "wishes", 'l'},
    {"registration", "requests", 'l'},
    {"registration", "avoids", 'l'},
    {"registration", "request_ids", 'L'},
    {"registration", "avoid_ids", 'L'},
    {"registration", "state", 'T'},
    {"registration", "role", 'T'},
    {"registration", "side", 'T'},
    {"member", "training_hours", 'I'},
    {"registration", "agreement_version", 'I'},
    {"registration", "note", 'T'},
    {"pairing", "quiet", 'B'},
    {"pairing", "round", 't'},
    {"pairing", "coach", 't'},
    {"pairing", "client", 't'},
    {"pairing", "state", 't'},
    {"pairing", "sessions", 'I'},
    {"pairing", "since", 'T'},
    {"pairing", "until", 'T'},
    {"pairing", "excused", 'T'},
    {"pairing", "replaced_by", 'T'},
    {"pairing", "reason", 'T'},
    {"session", "pairing", 't'},
    {"session", "date", 'D'},
    {"session", "minutes", 'I'},
    {"session", "coach", 'T'},
    {"session", "client", 'T'},
    {"session", "debrief_minutes", 'I'},
    {"session", "client_minutes", 'I'},
    {"session", "client_debrief_minutes", 'I'},
    {"session", "state", 'T'},
    {"session", "start_us", 'I'},
    {"session", "planned_minutes", 'I'},
    {"session", "place", 'T'},
    {"session", "proposed_by", 'T'},
    {"session", "answered_us", 'I'},
    {"session", "cancelled_by", 'T'},
    {"session", "late", 'B'},
    {"session", "absent", 'T'},
    {"client", "name", 't'},
    {"client", "contact", 't'},
    {"client", "member", 'T'},
    {"client", "consented", 'b'},
    {"client", "consent_date", 'T'},
    {"client", "consent_note", 't'},
    {"client", "consent_was", 'T'},
    {"client", "consent_withdrawn", 'T'},
    {"client", "consent_by", 'T'},
    {"client", "consent_wording", 'T'},
    {"client", "organisation", 'T'},
    {"client", "started", 'T'},
    {"client", "ended", 'T'},
    {"log", "client", 't'},
    {"log", "session", 'T'},
    {"log", "date", 'D'},
    {"log", "minutes", 'i'},
    {"log", "payment", 't'},
    {"log", "activity", 'T'},
    {"log", "setting", 'T'},
    {"log", "group_size", 'I'},
    {"log", "start_minute", 'I'},
    {"desk", "balanced", 'b'},
    {"desk", "training_start", 'T'},
    {"desk", "application", 'T'},
    {"desk", "credentials", 'l'},
    {"desk", "credentials/0", 't'},
    {"desk", "weekly_minutes", 'I'},
    {"desk", "rules", 'l'},
    {"plan", "round", 't'},
    {"plan", "round_version", 'i'},
    {"plan", "seed", 't'},
    {"plan", "engine", 't'},
    {"plan", "input_hash", 't'},
    {"plan", "status", 't'},
    {"plan", "value", 'i'},
    {"plan", "tiers", 'L'},
    {"plan", "tiers/0/tier", 't'},
    {"plan", "tiers/0/reached", 'i'},
    {"plan", "tiers/0/bound", 'i'},
    {"plan", "pairs", 'l'},
    {"plan", "pairs/0/pairing", 't'},
    {"plan", "pairs/0/coach", 't'},
    {"plan", "pairs/0/client", 't'},
    {"plan", "pairs/0/reasons", 'l'},
    {"plan", "pairs/0/reasons/0/code", 't'},
    {"plan", "pairs/0/reasons/0/number", 'I'},
    {"plan", "pairs/0/reasons/0/weight", 'I'},
    {"plan", "pairs/0/reasons/1/text", 'T'},
    {"plan", "unplaced", 'l'},
    {"plan", "unplaced/0/member", 't'},
    {"plan", "unplaced/0/code", 't'},
    {"plan", "unplaced/0/rule", 't'},
    {"plan", "unplaced/0/with", 'l'},
    {"plan", "unplaced/0/with/0", 't'},
    {"plan", "unplaced/0/allowed", 'l'},
    {"sync-request", "epoch", 'T'},
    {"sync-request", "cursors", 'o'},
    {"sync-request", "cursors/pub", 'i'},
    {"sync-request", "ops", 'l'},
    {"sync-request", "ops/0/op", 't'},
    {"sync-request", "ops/0/act", 't'},
    {"sync-request", "ops/0/kind", 't'},
    {"sync-request", "ops/0/id", 't'},
    {"sync-request", "ops/0/base", 'i'},
    {"sync-request", "ops/0/body", 'o'},
    {"sync-request", "limit", 'i'},
    {"sync-answer", "epoch", 't'},
    {"sync-answer", "coordinator", 'b'},
    {"sync-answer", "results", 'l'},
    {"sync-answer", "results/0/op", 't'},
    {"sync-answer", "results/0/refused", 'b'},
    {"sync-answer", "results/0/version", 'i'},
    {"sync-answer", "results/0/seq", 'i'},
    {"sync-answer", "results/1/code", 't'},
    {"sync-answer", "results/1/message", 't'},
    {"sync-answer", "rows", 'l'},
    {"sync-answer", "rows/3/scope", 't'},
    {"sync-answer", "rows/3/seq", 'i'},
    {"sync-answer", "rows/3/id", 't'},
    {"sync-answer", "rows/3/kind", 't'},
    {"sync-answer", "rows/3/version", 'i'},
    {"sync-answer", "rows/3/gone", 'b'},
    {"sync-answer", "rows/3/body", 'o'},
    {"sync-answer", "cursors", 'o'},
    {"sync-answer", "cursors/pub", 'i'},
    {"sync-answer", "more", 'b'},
    {"pairing", "coach_name", 'T'},
    {"pairing", "client_name", 'T'},
    {"sync-request", "ops/1/was", 'O'},
    {"sync-request", "high", 'I'},
    {"sync-request", "tag", 'T'},
    {"sync-request", "brief", 'B'},
    {"sync-answer", "results/2/own", 'B'},
    {"sync-answer", "rows/1/deleted", 'B'},
    {"sync-answer", "high", 'I'},
    {"sync-answer", "tag", 'T'},
    {"sync-answer", "digest", 'O'},
    {"sync-answer", "digest/pub", 't'},
    {"feedback", "pairing", 't'},
    {"feedback", "member", 't'},
    {"feedback", "audience", 't'},
    {"feedback", "useful", 'I'},
    {"feedback", "reliable", 'I'},
    {"feedback", "again", 'I'},
    {"feedback", "text", 't'},
    {"notice", "member", 't'},
    {"notice", "round", 'T'},
    {"notice", "date", 't'},
    {"notice", "title", 't'},
    {"notice", "text", 't'},
    {"conflict", "record", 't'},
    {"conflict", "kind", 't'},
    {"conflict", "kept", 'o'},
    {"conflict", "other", 'O'},
    {"have-request", "epoch", 't'},
    {"have-request", "records", 'l'},
    {"have-request", "records/0/id", 't'},
    {"have-request", "records/0/version", 'i'},
    {"have-request", "records/0/hash", 't'},
    {"have-request", "tags", 'l'},
    {"have-request", "tags/0/seq", 'i'},
    {"have-request", "tags/0/tag", 't'},
    {"have-request", "tags/0/epoch", 'T'},
    {"have-answer", "epoch", 't'},
    {"have-answer", "since", 'i'},
    {"have-answer", "want", 'l'},
    {"have-answer", "want/0", 't'},
    {"hello", "community_id", 'T'},
    {"account-answer", "community_id", 'T'},
    {"wait-answer", "seq", 'i'},
    {"hello", "server", 't'},
    {"hello", "protocol", 'i'},
    {"hello", "community", 't'},
    {"hello", "epoch", 't'},
    {"join-request", "code", 't'},
    {"join-request", "password", 't'},
    {"join-request", "member", 'T'},
    {"join-request", "name", 'T'},
    {"join-request", "email", 'T'},
    {"join-request", "device", 't'},
    {"login-request", "email", 't'},
    {"login-request", "password", 't'},
    {"login-request", "device", 't'},
    {"account-answer", "token", 't'},
    {"account-answer", "refresh", 't'},
    {"account-answer", "seconds", 'i'},
    {"account-answer", "member", 't'},
    {"account-answer", "name", 't'},
    {"account-answer", "community", 't'},
    {"account-answer", "epoch", 't'},
    {"account-answer", "coordinator", 'b'},
    {"token-request", "refresh", 't'},
    {"token-request", "next", 't'},
    {"token-answer", "token", 't'},
    {"token-answer", "seconds", 'i'},
    {"invite-request", "days", 'I'},
    {"invite-request", "member", 't'},
    {"invite-request", "coordinator", 'b'},
    {"invite-answer", "code", 't'},
    {"invite-answer", "expires_us", 'i'},
    {"people-answer", "accounts", 'l'},
    {"people-answer", "accounts/1/member", 't'},
    {"people-answer", "accounts/1/coordinator", 'b'},
    {"people-answer", "accounts/1/joined_us", 'i'},
    {"people-answer", "accounts/0/seen_us", 'I'},
    {"people-answer", "accounts/1/held", 'T'},
    {"people-answer", "invitations", 'l'},
    {"people-answer", "invitations/0/id", 't'},
    {"people-answer", "invitations/0/member", 'T'},
    {"people-answer", "invitations/1/email", 'T'},
    {"people-answer", "invitations/0/coordinator", 'b'},
    {"people-answer", "invitations/0/made_us", 'i'},
    {"people-answer", "invitations/0/expires_us", 'i'},
    {"accounts-request", "act", 't'},
    {"accounts-request", "members", 'l'},
    {"accounts-request", "members/0", 't'},
    {"accounts-request", "reason", 'T'},
    {"accounts-answer", "done", 'l'},
    {"accounts-answer", "done/0", 't'},
    {"accounts-answer", "refused", 'l'},
    {"accounts-answer", "refused/0/member", 'T'},
    {"accounts-answer", "refused/0/message", 't'},
    {"invitations-request", "members", 'l'},
    {"invitations-request", "members/0", 't'},
    {"invitations-request", "emails", 'l'},
    {"invitations-request", "emails/0", 't'},
    {"invitations-request", "coordinator", 'b'},
    {"invitations-request", "days", 'I'},
    {"invitations-answer", "invitations", 'l'},
    {"invitations-answer", "invitations/0/id", 't'},
    {"invitations-answer", "invitations/0/code", 't'},
    {"invitations-answer", "invitations/0/member", 'T'},
    {"invitations-answer", "invitations/1/email", 'T'},
    {"invitations-answer", "invitations/0/coordinator", 'b'},
    {"invitations-answer", "invitations/0/made_us", 'i'},
    {"invitations-answer", "invitations/0/expires_us", 'i'},
    {"invitations-answer", "refused", 'l'},
    {"invitations-answer", "refused/0/member", 'T'},
    {"invitations-answer", "refused/0/email", 'T'},
    {"invitations-answer", "refused/0/message", 't'},
    {"account-answer", "formerly", 'L'},
    {"account-answer", "formerly/0", 't'},
    {"conduct", "about", 't'},
    {"conduct", "by", 't'},
    {"conduct", "date", 'T'},
    {"conduct", "made_us", 'i'},
    {"conduct", "text", 't'},
    {"conduct", "state", 'T'},
    {"conduct-step", "report", 't'},
    {"conduct-step", "by", 't'},
    {"conduct-step", "made_us", 'i'},
    {"conduct-step", "state", 't'},
    {"conduct-step", "note", 't'},
    {"merge-request", "stays", 't'},
    {"merge-request", "goes", 't'},
    {"merge-answer", "moved", 'i'},
    {"member", "merged_into", 'T'},
    {"withdraw-request", "invitations", 'l'},
    {"withdraw-request", "invitations/0", 't'},
    {"problem", "code", 't'},
    {"problem", "message", 't'},
};

/* Values of the right type that mean nothing. */
static const struct {
  const char *name;
  const char *path;
  const char *value;
} nonsense[] = {
    {"member", "email", "\"Ana@Example.org\""},
    {"member", "name", "\"\""},
    {"member", "languages", "[\"no language\"]"},
    {"member", "credential", "\"XCC\""},
    {"member", "wishes/0/level", "\"perhaps\""},
    {"member", "wishes/0/attribute", "\"height\""},
    {"member", "wishes/0/value", "\"\""},
    {"member", "wishes", "[7]"},
    {"member", "wishes/2/value", "\"0\""},
    {"member", "wishes/3/value", "\"a;b\""},
    {"member", "niche", "[\" leadership\"]"},
    {"member", "gender", "[\"a|b\"]"},
    {"member", "availability", "\"mon 18:15-20:00\""},
    {"member", "availability", "\"someday\""},
    {"profile", "member", "\"ana\""},
    {"profile", "name", "\" \""},
    {"profile", "email", "\"Ana@Example.org\""},
    {"profile", "languages", "[\"German\"]"},
    {"round", "start", "\"2026-02-30\""},
    {"round", "end", "\"tomorrow\""},
    {"round", "sessions", "0"},
    {"round", "sessions", "53"},
    {"round", "session_minutes", "-60"},
    {"round", "session_minutes", "1441"},
    {"round", "repeat_after", "-1"},
    {"round", "repeat_after", "21"},
    {"round", "same_course", "\"perhaps\""},
    {"round", "capacity", "0"},
    {"round", "capacity", "4"},
    {"round", "cancel_notice", "-1"},
    {"round", "cancel_notice", "169"},
    {"round", "state", "\"shut\""},
    {"round", "kind", "\"fours\""},
    {"round", "activity", "\"dancing\""},
    {"round", "rest", "\"five\""},
    {"round", "match_on", "\"soon\""},
    {"round", "least_training", "-1"},
    {"registration", "side", "\"third\""},
    {"member", "training_hours", "10001"},
    {"feedback", "audience", "\"everybody\""},
    {"feedback", "useful", "6"},
    {"feedback", "again", "0"},
    {"notice", "date", "null"},
    {"notice", "title", "\"\""},
    {"round", "register_until", "\"2026-13-01\""},
    {"round", "first_contact_days", "0"},
    {"round", "gap_days", "366"},
    {"round", "least_credential", "\"ABC\""},
    {"round", "agreement_version", "-1"},
    {"registration", "state", "\"gone\""},
    {"registration", "role", "\"guest\""},
    {"pairing", "sessions", "53"},
    {"pairing", "replaced_by", "\"x\""},
    {"pairing", "until", "\"yesterday\""},
    {"registration", "clients", "0"},
    {"registration", "coaches", "4"},
    {"registration", "availability", "\"mon 18:00-18:00\""},
    {"registration", "round", "\"018F3B5E-7C1A-7D00-8000-00000000B001\""},
    {"registration", "member", "\"\""},
    {"pairing", "round", "\"x\""},
    {"pairing", "coach", "\"018f3b5e-7c1a-7d00-8000-00000000a00\""},
    {"pairing", "client", "\"018f3b5e-7c1a-7d00-8000-00000000a0011\""},
    {"pairing", "state", "\"Active\""},
    {"session", "pairing", "\"\""},
    {"session", "date", "\"12.3.2026\""},
    {"session", "minutes", "0"},
    {"session", "minutes", "1441"},
    {"session", "minutes", "9223372036854775807"},
    {"session", "client_minutes", "0"},
    {"session", "debrief_minutes", "1441"},
    {"session", "state", "\"perhaps\""},
    {"session", "start_us", "0"},
    {"session", "planned_minutes", "1441"},
    {"session", "place", "\"two\\nlines\""},
    {"session", "proposed_by", "\"ana\""},
    {"session", "absent", "\"both\""},
    {"client", "member", "\"ben\""},
    {"client", "consent_date", "\"2026-13-01\""},
    {"log", "client", "\"zoe\""},
    {"log", "session", "\"\""},
    {"log", "minutes", "-5"},
    {"log", "payment", "\"gift\""},
    {"log", "activity", "\"sleeping\""},
    {"log", "setting", "\"public\""},
    {"log", "group_size", "0"},
    {"log", "group_size", "1001"},
    {"log", "start_minute", "-1"},
    {"log", "start_minute", "1440"},
    {"desk", "application", "\"soon\""},
    {"desk", "weekly_minutes", "-1"},
    {"desk", "weekly_minutes", "3601"},
    {"plan", "seed", "\"18446744073709551616\""},
    {"plan", "seed", "\"-1\""},
    {"plan", "seed", "\"\""},
    {"plan", "status", "\"best\""},
    {"plan", "round_version", "-1"},
    {"plan", "tiers/0/tier", "\"luck\""},
    {"plan", "pairs/0/reasons/0/code", "\"charm\""},
    {"plan", "pairs/0/reasons/0/number", "2147483648"},
    {"plan", "pairs/0/coach", "\"ana\""},
    {"plan", "unplaced/0/code", "\"late\""},
    {"plan", "unplaced/0/with", "[\"ana\"]"},
    {"sync-request", "cursors/pub", "-1"},
    {"sync-request", "cursors", "{\"Pub\": 1}"},
    {"sync-request", "ops/0/op", "\"1\""},
    {"sync-request", "ops/0/act", "\"patch\""},
    {"sync-request", "ops/0/act", "\"publish\""},
    {"sync-request", "ops/0/kind", "\"poll\""},
    {"sync-request", "ops/0/base", "-1"},
    {"sync-request", "limit", "0"},
    {"sync-request", "limit", "2001"},
    {"sync-answer", "rows/0/scope", "\"not a scope\""},
    {"sync-answer", "rows/0/seq", "0"},
    {"sync-answer", "rows/0/id", "\"7\""},
    {"sync-answer", "cursors", "{\"\": 1}"},
    {"wait-answer", "seq", "-1"},
    {"hello", "protocol", "0"},
    {"join-request", "member", "\"me\""},
    {"invite-request", "member", "\"ana\""},
    {"invite-answer", "expires_us", "-1"},
    {"accounts-request", "act", "\"promote\""},
    {"accounts-request", "members", "[\"ana\"]"},
};

static GPtrArray *examples;

/* The richest example of @name: the longest. */
static const char *
get_example (const char *name)
{
  const char *text = NULL;

  for (guint i = 0; i < examples->len; i++) {
    const Example *example = g_ptr_array_index (examples, i);

    if (strcmp (example->name, name) == 0 &&
        (text == NULL || strlen (example->text) > strlen (text)))
      text = example->text;
  }
  /* Of requests the one with a put is asked for here, not the one that publishes. */
  if (strcmp (name, "sync-request") == 0)
    for (guint i = 0; i < examples->len; i++) {
      const Example *example = g_ptr_array_index (examples, i);

      if (strcmp (example->name, name) == 0 && strstr (example->text, "\"put\"") != NULL)
        return example->text;
    }
  g_assert_nonnull (text);
  return text;
}

/* "ops/0/base" as messages have it: "ops[0].base". */
static char *
path_to_field (const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, "/", -1);
  g_autoptr (GString) field = g_string_new (NULL);

  for (guint i = 0; steps[i] != NULL; i++) {
    if (g_ascii_isdigit (steps[i][0]))
      g_string_append_printf (field, "[%s]", steps[i]);
    else
      g_string_append_printf (field, "%s%s", i > 0 ? "." : "", steps[i]);
  }
  return g_string_free (g_steal_pointer (&field), FALSE);
}

/* Of the message only the field counts, or its last word where core refuses the whole value. */
static void
assert_refused_as (
    const char *name, const char *path, const char *value, gboolean is_named, const char *part)
{
  g_autofree char *changed = fixture_change (get_example (name), path, value);
  g_autofree char *field = path_to_field (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *result = fixture_recode (name, changed, -1, &error);

  g_test_message ("%s.%s = %.40s: %s",
                  name,
                  field,
                  value != NULL ? value : "(missing)",
                  error != NULL ? error->message : "accepted");
  g_assert_null (result);
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  if (is_named)
    g_assert_nonnull (strstr (error->message, field));
  g_assert_nonnull (strstr (error->message, part));
}

static void
assert_refused (const char *name, const char *path, const char *value, gboolean is_named)
{
  assert_refused_as (name, path, value, is_named, "");
}

static void
test_examples_are_read_and_written (void)
{
  for (guint i = 0; i < examples->len; i++) {
    const Example *example = g_ptr_array_index (examples, i);
    g_autoptr (GError) error = NULL;
    g_autofree char *again = fixture_recode (example->name, example->text, -1, &error);
    g_autoptr (JsonNode) before = fixture_parse (example->text);
    g_autoptr (JsonNode) after = NULL;

    g_assert_no_error (error);
    after = fixture_parse (again);
    if (!json_node_equal (before, after))
      g_error ("%s became %s", example->text, again);
  }
}

static void
test_everything_has_an_example (void)
{
  for (const char *const *name = fixture_list_names (); *name != NULL; name++)
    g_assert_nonnull (get_example (*name));
}

/* No member of an example is left out of the table above. */
static void
test_every_field_is_tried (void)
{
  for (const char *const *name = fixture_list_names (); *name != NULL; name++) {
    g_autoptr (JsonNode) node = fixture_parse (get_example (*name));
    g_autoptr (GList) members = json_object_get_members (json_node_get_object (node));

    for (GList *member = members; member != NULL; member = member->next) {
      gboolean is_tried = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        is_tried |=
            strcmp (fields[i].name, *name) == 0 && strcmp (fields[i].path, member->data) == 0;
      if (!is_tried)
        g_error ("%s.%s is not tried", *name, (const char *)member->data);
    }
  }
}

static void
test_wrong_types_are_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    char type = fields[i].type == 'D' ? 't' : g_ascii_tolower (fields[i].type);
    gboolean may_be_null = g_ascii_isupper (fields[i].type);

    for (guint j = 0; j < G_N_ELEMENTS (values); j++) {
      if (values[j].type == type || (values[j].type == 'n' && may_be_null))
        continue;
      assert_refused (fields[i].name, fields[i].path, values[j].value, TRUE);
    }
  }
}

static void
test_missing_fields_are_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    const char *last = strrchr (fields[i].path, '/');

    /* A shorter list and a scope less are no fault. */
    if (g_ascii_isdigit (last != NULL ? last[1] : 'x') ||
        strcmp (fields[i].path, "cursors/pub") == 0 || strcmp (fields[i].path, "digest/pub") == 0)
      continue;
    if (strchr ("BILOT", fields[i].type) != NULL) {
      g_autofree char *changed =
          fixture_change (get_example (fields[i].name), fields[i].path, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *result = fixture_recode (fields[i].name, changed, -1, &error);

      g_assert_no_error (error);
      g_assert_nonnull (result);
    } else {
      /* A day that is missing is told by core, in a sentence about the whole. */
      assert_refused (fields[i].name, fields[i].path, NULL, fields[i].type != 'D');
    }
  }
}

static void
test_nonsense_is_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++) {
    /* An act that does not fit to the kind is told as a wrong kind. */
    gboolean is_named = strcmp (nonsense[i].value, "\"publish\"") != 0;

    assert_refused (nonsense[i].name, nonsense[i].path, nonsense[i].value, is_named);
  }
}

/* Texts of the right type beyond every limit. */
static void
test_endless_texts_are_refused (void)
{
  g_autofree char *long_text = g_strnfill (9000, 'a');
  g_autofree char *value = g_strdup_printf ("\"%s\"", long_text);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    if (fields[i].type == 't' || fields[i].type == 'T' || fields[i].type == 'D')
      assert_refused (fields[i].name, fields[i].path, value, TRUE);
  }
}

static void
test_endless_lists_are_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autoptr (GString) list = NULL;

    if (g_ascii_tolower (fields[i].type) != 'l')
      continue;
    list = g_string_new ("[{}");
    for (int j = 0; j < 20000; j++)
      g_string_append (list, ",{}");
    g_string_append_c (list, ']');
    assert_refused_as (fields[i].name, fields[i].path, list->str, TRUE, "too many entries");
  }
}

static void
test_unknown_members_are_ignored (void)
{
  for (guint i = 0; i < examples->len; i++) {
    const Example *example = g_ptr_array_index (examples, i);
    g_autofree char *changed =
        fixture_change (example->text, "x-later", "{\"deep\": [1, 2.5, null]}");
    g_autoptr (GError) error = NULL;
    g_autofree char *again = fixture_recode (example->name, changed, -1, &error);
    g_autoptr (JsonNode) before = fixture_parse (example->text);
    g_autoptr (JsonNode) after = NULL;

    g_assert_no_error (error);
    after = fixture_parse (again);
    g_assert_true (json_node_equal (before, after));
  }
}

static void
test_unknown_members_of_a_body_survive_an_edit (void)
{
  const char *previous =
      "{\"minutes\":5,\"x-note\":{\"a\":[1,2.5,null,\"ü\"]},\"x-big\":9223372036854775807}";
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoSession) session =
      rondo_wire_decode_session (FIXTURE_ID,
                                 "{\"pairing\":\"018f3b5e-7c1a-7d00-8000-00000000c001\","
                                 "\"date\":\"2026-03-12\",\"minutes\":55}",
                                 &error);
  g_autofree char *body = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) expected = NULL;

  g_assert_no_error (error);
  body = rondo_wire_encode_session (session, previous);
  node = fixture_parse (body);
  expected = fixture_parse (
      "{\"minutes\":55,\"x-note\":{\"a\":[1,2.5,null,\"ü\"]},\"x-big\":9223372036854775807,"
      "\"pairing\":\"018f3b5e-7c1a-7d00-8000-00000000c001\",\"date\":\"2026-03-12\"}");
  g_assert_true (json_node_equal (node, expected));
  g_clear_pointer (&body, g_free);
  body = rondo_wire_encode_session (session, "no JSON at all");
  g_assert_true (g_str_has_prefix (body, "{\"pairing\""));
}

static void
test_body_of_a_message_is_not_touched (void)
{
  const char *body = "{\"b\":1,\"a\":[true,null,-0.5,\"\\u0001\\\"/ü🙂\"],\"c\":{\"d\":{}}}";
  g_autofree char *changed = fixture_change (get_example ("sync-request"), "ops/0/body", body);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoSyncRequest) request =
      rondo_wire_decode_sync_request (changed, strlen (changed), &error);
  g_autoptr (JsonNode) before = fixture_parse (body);
  g_autoptr (JsonNode) after = NULL;

  g_assert_no_error (error);
  after = fixture_parse (((RondoOp *)g_ptr_array_index (request->ops, 0))->body);
  g_assert_true (json_node_equal (before, after));
}

#define ROW_HEAD                                                                                   \
  "{\"epoch\":\"e\",\"coordinator\":false,\"results\":[],\"cursors\":{\"pub\":3},\"more\":false,"  \
  "\"rows\":[{\"scope\":\"pub\",\"seq\":3,\"id\":\"018f3b5e-7c1a-7d00-8000-00000000f001\","        \
  "\"kind\":\"log\",\"version\":1,\"gone\":false,\"body\":"
#define ROW_CLIENT "\"client\":\"018f3b5e-7c1a-7d00-8000-00000000d001\","

/* The row is kept byte for byte; what it says is known at once if it can be understood. */
static void
assert_log_row (const char *body)
{
  g_autofree char *text = g_strconcat (ROW_HEAD, body, "}]}", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoSyncAnswer) answer = rondo_wire_decode_sync_answer (text, strlen (text), &error);
  const RondoRow *row;
  const RondoLogEntry *said;
  g_autoptr (RondoLogEntry) wanted = NULL;

  g_assert_no_error (error);
  row = g_ptr_array_index (answer->rows, 0);
  g_assert_cmpstr (row->body, ==, body);
  wanted = rondo_wire_decode_log_entry (row->id, body, NULL);
  said = row->value;
  g_assert_true ((said == NULL) == (wanted == NULL));
  if (said == NULL)
    return;
  g_assert_cmpstr (said->id, ==, wanted->id);
  g_assert_cmpstr (said->client, ==, wanted->client);
  g_assert_cmpstr (said->session, ==, wanted->session);
  g_assert_cmpint (said->date, ==, wanted->date);
  g_assert_cmpint (said->minutes, ==, wanted->minutes);
  g_assert_cmpint (said->payment, ==, wanted->payment);
  g_assert_cmpint (said->start_minute, ==, wanted->start_minute);
}

static void
test_log_row_says_what_its_body_says (void)
{
  assert_log_row ("{" ROW_CLIENT "\"session\":null,\"date\":\"2026-03-12\",\"minutes\":55,"
                  "\"payment\":\"paid\",\"start_minute\":540}");
  assert_log_row ("{\"p\\u0061yment\":\"p\\u0061id\",\"minutes\":1440,\"more\":{\"x\":[[1],{}]},"
                  "\"date\":\"2026-03-12\"," ROW_CLIENT
                  "\"session\":\"018f3b5e-7c1a-7d00-8000-00000000e001\"}");
  assert_log_row ("{" ROW_CLIENT "\"session\":null,\"date\":\"2026-03-12\",\"minutes\":-5,"
                  "\"payment\":\"paid\"}");
  assert_log_row ("{" ROW_CLIENT "\"session\":7,\"date\":\"2026-03-12\",\"minutes\":55,"
                  "\"payment\":\"of a version to come\"}");
  assert_log_row ("{}");
}

static void
test_unknown_kind_of_a_row_is_kept (void)
{
  const char *text = get_example ("sync-answer");
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoSyncAnswer) answer = rondo_wire_decode_sync_answer (text, strlen (text), &error);
  const RondoRow *row;

  g_assert_no_error (error);
  row = g_ptr_array_index (answer->rows, 2);
  g_assert_false (row->is_known);
  g_assert_cmpstr (row->kind_word, ==, "poll");
  g_assert_cmpstr (row->body, ==, "{\"question\": \"of a version to come\"}");
  row = g_ptr_array_index (answer->rows, 0);
  g_assert_true (row->is_known);
  g_assert_cmpint (row->kind, ==, RONDO_KIND_PROFILE);
  g_assert_true (row->is_gone);
  g_assert_null (row->body);
}

static void
test_id_of_a_body_is_checked (void)
{
  for (int kind = 0; kind < RONDO_N_KINDS; kind++) {
    g_autoptr (GError) error = NULL;
    const char *word = rondo_kind_to_word ((RondoKind)kind);

    g_assert_true (rondo_wire_check_body ((RondoKind)kind, FIXTURE_ID, get_example (word), &error));
    g_assert_no_error (error);
    g_assert_false (rondo_wire_check_body ((RondoKind)kind, "7", get_example (word), &error));
    g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, "id"));
    g_clear_error (&error);
    g_assert_false (rondo_wire_check_body ((RondoKind)kind, FIXTURE_ID, "{}", &error));
    g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  }
}

static void
test_words_are_their_inverse (void)
{
  for (int kind = 0; kind < RONDO_N_KINDS; kind++) {
    RondoKind found;

    g_assert_true (rondo_kind_from_word (rondo_kind_to_word ((RondoKind)kind), &found));
    g_assert_cmpint (found, ==, kind);
  }
  for (int act = RONDO_ACT_PUT; act <= RONDO_ACT_ASSERT; act++) {
    RondoAct found;

    g_assert_true (rondo_act_from_word (rondo_act_to_word ((RondoAct)act), &found));
    g_assert_cmpint (found, ==, act);
  }
  g_assert_null (rondo_kind_to_word ((RondoKind)RONDO_N_KINDS));
  g_assert_null (rondo_act_to_word ((RondoAct)4));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  examples = fixture_load_examples ();
  g_test_add_func ("/wire/protocol/examples-are-read-and-written",
                   test_examples_are_read_and_written);
  g_test_add_func ("/wire/protocol/everything-has-an-example", test_everything_has_an_example);
  g_test_add_func ("/wire/protocol/every-field-is-tried", test_every_field_is_tried);
  g_test_add_func ("/wire/protocol/wrong-types-are-refused", test_wrong_types_are_refused);
  g_test_add_func ("/wire/protocol/missing-fields-are-refused", test_missing_fields_are_refused);
  g_test_add_func ("/wire/protocol/nonsense-is-refused", test_nonsense_is_refused);
  g_test_add_func ("/wire/protocol/endless-texts-are-refused", test_endless_texts_are_refused);
  g_test_add_func ("/wire/protocol/endless-lists-are-refused", test_endless_lists_are_refused);
  g_test_add_func ("/wire/protocol/unknown-members-are-ignored", test_unknown_members_are_ignored);
  g_test_add_func ("/wire/protocol/unknown-members-of-a-body-survive-an-edit",
                   test_unknown_members_of_a_body_survive_an_edit);
  g_test_add_func ("/wire/protocol/body-of-a-message-is-not-touched",
                   test_body_of_a_message_is_not_touched);
  g_test_add_func ("/wire/rows/a-log-entry-says-what-its-body-says",
                   test_log_row_says_what_its_body_says);
  g_test_add_func ("/wire/protocol/unknown-kind-of-a-row-is-kept",
                   test_unknown_kind_of_a_row_is_kept);
  g_test_add_func ("/wire/protocol/id-of-a-body-is-checked", test_id_of_a_body_is_checked);
  g_test_add_func ("/wire/protocol/words-are-their-inverse", test_words_are_their_inverse);
  status = g_test_run ();
  g_ptr_array_unref (examples);
  return status;
}
