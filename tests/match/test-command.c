/* SPDX-License-Identifier: GPL-3.0-or-later
 * The command rondo-match: files in, files out, and a sentence for everything that is wrong. */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define HEAD "{\"format\": \"rondo-match-instance\", \"version\": 1, "
#define MEMBERS "\"members\": [{\"id\": \"ana\"}, {\"id\": \"ben\"}, {\"id\": \"zoë\"}], "
#define PAIRS "\"pairs\": [[\"ana\", \"ben\", 1], [\"ben\", \"zoë\", 2], [\"zoë\", \"ana\", -3]]"

typedef struct {
  int status;
  char *output;
  char *errors;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->output, g_free);
  g_clear_pointer (&answer->errors, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static char *
dup_text (GBytes *bytes)
{
  gsize length = g_bytes_get_size (bytes);

  return length > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), length) : g_strdup ("");
}

static GSubprocess *
start_command (const char *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_strconcat ("program ", options != NULL ? options : "", " -", NULL);
  g_auto (GStrv) arguments = NULL;
  GSubprocess *process;

  g_assert_true (g_shell_parse_argv (line, NULL, &arguments, &error));
  g_free (arguments[0]);
  arguments[0] = g_strdup (g_getenv ("RONDO_MATCH"));
  process = g_subprocess_newv ((const char *const *)arguments,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                   G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  return process;
}

static Answer
run_command (const char *input, gsize length, const char *options)
{
  Answer answer = {0};
  g_autoptr (GBytes) in = g_bytes_new (input, length);
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GSubprocess) process = start_command (options);

  /* A command that refuses its options may be gone before it has read everything. */
  g_subprocess_communicate (process, in, NULL, &out, &err, NULL);
  g_assert_true (g_subprocess_get_if_exited (process));
  answer.status = g_subprocess_get_exit_status (process);
  answer.output = dup_text (out);
  answer.errors = dup_text (err);
  return answer;
}

typedef struct {
  const char *input;
  const char *words;
} BadInput;

static const BadInput bad_inputs[] = {
    {"", "JSON"},
    {"[]", "must be an object"},
    {"{\"format\": \"rondo-match-instance\"", "JSON"},
    {"{\"format\": \"something\"}", "rondo-match-instance"},
    {"{\"format\": 7}", "“format” must be a text"},
    {"{\"format\": \"rondo-match-instance\"}", "“version” is missing"},
    {"{\"format\": \"rondo-match-instance\", \"version\": 2}", "newer version"},
    {HEAD "\"members\": 3}", "“members” must be a list"},
    {HEAD "\"pairs\": []}", "“members” is missing"},
    {HEAD "\"members\": [3]}", "Entry 1 of “members” must be an object"},
    {HEAD "\"members\": [{}]}", "Entry 1 of “members” has no “id”"},
    {HEAD "\"members\": [{\"id\": \"a\"}, {\"id\": \"a\"}]}", "“a” is listed twice"},
    {HEAD "\"members\": [{\"id\": \"a\", \"clients\": -1}]}", "“clients” of entry 1"},
    {HEAD "\"members\": [{\"id\": \"a\", \"coaches\": 1.5}]}", "whole number"},
    {HEAD "\"members\": [{\"id\": \"a\", \"coaches\": 99999999999}]}", "“coaches” of entry 1"},
    {HEAD "\"seed\": \"x\", " MEMBERS PAIRS "}", "“seed” must be a whole number"},
    {HEAD "\"mutual_allowed\": 1, " MEMBERS PAIRS "}", "true or false"},
    {HEAD "\"tiers\": [], " MEMBERS PAIRS "}", "“tiers” has 0 entries"},
    {HEAD MEMBERS "\"pairs\": [[\"ana\"]]}", "Entry 1 of “pairs”"},
    {HEAD MEMBERS "\"pairs\": [{}]}", "Entry 1 of “pairs” must be a list"},
    {HEAD MEMBERS "\"pairs\": [[\"ana\", \"dan\", 1]]}", "“dan”, who is not listed"},
    {HEAD MEMBERS "\"pairs\": [[\"ana\", \"ben\", 1, 2]]}", "more numbers than"},
    {HEAD MEMBERS "\"pairs\": [[\"ana\", \"ben\", 1.0]]}", "Number 1 in entry 1"},
    {HEAD MEMBERS "\"pairs\": [[\"ana\", \"ben\", 4294967296]]}", "Number 1 in entry 1"},
    {HEAD MEMBERS "\"pairs\": [[\"ana\", \"ben\", 1e3]]}", "whole number"},
    {HEAD MEMBERS "\"pairs\": [[\"ana\", \"ben\"], [\"ana\", \"ben\"]]}", "listed twice"},
    {HEAD MEMBERS "\"pairs\": [[\"ana\", \"ana\"]]}", "themself"},
    {HEAD MEMBERS PAIRS ", \"locked\": [[\"ana\", \"dan\"]]}", "Entry 1 of “locked”"},
    {HEAD MEMBERS PAIRS ", \"locked\": [[1, 2]]}", "Entry 1 of “locked”"},
    {HEAD MEMBERS PAIRS "} x", "JSON"},
    {HEAD MEMBERS "\"pairs\": [[\"ana\", \"ben\", 99999999999999999999]]}", "too large"},
    {HEAD MEMBERS "\"pairs\": [[\"ana\", \"ben\", 1e999]]}", "too large"},
    {HEAD MEMBERS PAIRS ", \"pairs\": []}", "twice"},
    {HEAD MEMBERS PAIRS ", \"locked\": [[\"ana\", \"ben\"], [\"ana\", \"ben\"]]}", "listed twice"},
    {HEAD MEMBERS PAIRS ", \"locked\": [[\"ana\", \"ana\"]]}", "themself"},
    {HEAD MEMBERS PAIRS ", \"sides\": 3}", "“sides” must be an object"},
    {HEAD MEMBERS PAIRS ", \"sides\": {\"coach\": 3}}", "“coach” of “sides” must be a list"},
    {HEAD MEMBERS PAIRS ", \"sides\": {\"coach\": [1, 2]}}", "has 2 entries"},
    {HEAD MEMBERS PAIRS ", \"sides\": {\"client\": [1, 2, 3, 4]}}", "more entries than"},
    {HEAD MEMBERS PAIRS ", \"sides\": {\"client\": [1, 2, 3.5]}}", "whole number"},
    {HEAD MEMBERS PAIRS ", \"bands\": [3, 3]}", "must ascend"},
    {HEAD MEMBERS PAIRS ", \"bands\": [true]}", "An entry of “bands” must be a whole number"},
    {HEAD MEMBERS PAIRS ", \"relaxable\": {}}", "“relaxable” must be a list"},
    {HEAD MEMBERS PAIRS ", \"relaxable\": [7]}", "Entry 1 of “relaxable” must be an object"},
    {HEAD MEMBERS PAIRS ", \"relaxable\": [{\"name\": 7}]}", "“name” of entry 1 of “relaxable”"},
    {HEAD MEMBERS PAIRS ", \"relaxable\": [{\"cost\": -1}]}", "“cost” of entry 1 of “relaxable”"},
    {HEAD MEMBERS PAIRS ", \"relaxable\": [{\"clients\": 2}]}", "no “member”"},
    {HEAD MEMBERS PAIRS ", \"relaxable\": [{\"member\": \"dan\"}]}", "“dan”, who is not listed"},
    {HEAD MEMBERS PAIRS ", \"relaxable\": [{\"mutual\": [\"ana\"]}]}", "Entry 1 of “mutual” of"},
    {HEAD MEMBERS PAIRS ", \"relaxable\": [{\"pairs\": [[\"ana\", \"ana\"]]}]}", "themself"},
    {HEAD MEMBERS PAIRS ", \"relaxable\": [{\"pairs\": [[\"ana\", \"ben\", \"x\"]]}]}",
     "Number 1 in entry 1 of “pairs” of “relaxable”"},
    {HEAD MEMBERS "\"pairs\": [[\"ana\", \"b\xff\", 1]]}", ""},
};

static void
test_bad_input (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (bad_inputs); k++) {
    g_auto (Answer) answer = run_command (bad_inputs[k].input, strlen (bad_inputs[k].input), NULL);

    g_test_message ("case %d", (int)k + 1);
    g_assert_cmpint (answer.status, ==, 2);
    g_assert_cmpstr (answer.output, ==, "");
    g_assert_nonnull (strstr (answer.errors, bad_inputs[k].words));
    g_assert_true (g_str_has_prefix (answer.errors, "rondo-match: "));
    g_assert_true (g_str_has_suffix (answer.errors, ".\n"));
    g_assert_cmpint (
        strchr (answer.errors, '\n') - answer.errors, ==, (gssize)strlen (answer.errors) - 1);
  }
}

static void
test_deep_nesting (void)
{
  g_autofree char *deep = g_strnfill (200000, '[');
  g_auto (Answer) answer = run_command (deep, strlen (deep), NULL);

  g_assert_cmpint (answer.status, ==, 2);
  g_assert_nonnull (strstr (answer.errors, "inside each other"));
}

static void
test_too_many_pairs (void)
{
  g_autoptr (GString) text = g_string_new (HEAD MEMBERS "\"pairs\": [[\"ana\",\"ben\"]");
  g_auto (Answer) answer = {0};

  for (int k = 0; k < 5000000; k++)
    g_string_append (text, ",[\"ana\",\"ben\"]");
  g_string_append (text, "]}");
  answer = run_command (text->str, text->len, NULL);
  g_assert_cmpint (answer.status, ==, 2);
  g_assert_nonnull (strstr (answer.errors, "more than 5000000 entries"));
}

static void
test_conflict (void)
{
  const char *input = HEAD MEMBERS PAIRS ", \"locked\": [[\"ana\", \"zoë\"]]}";
  g_auto (Answer) answer = run_command (input, strlen (input), NULL);

  g_assert_cmpint (answer.status, ==, 3);
  g_assert_nonnull (strstr (answer.errors, "“ana” is locked to coach “zoë”"));
  g_assert_nonnull (strstr (answer.output, "\"infeasible\""));
}

static void
test_result (void)
{
  const char *input = HEAD "\"future\": {\"a\": [\"]}\\\"\"]}, " MEMBERS PAIRS "}";
  g_auto (Answer) answer = run_command (input, strlen (input), NULL);
  g_autoptr (GString) bare = g_string_new (answer.output);

  g_string_replace (bare, "\n", "", 0);
  g_string_replace (bare, " ", "", 0);
  g_assert_cmpint (answer.status, ==, 0);
  g_assert_cmpstr (answer.errors, ==, "");
  g_assert_nonnull (strstr (bare->str, "\"format\":\"rondo-match-result\",\"version\":1"));
  g_assert_nonnull (strstr (bare->str, "\"status\":\"optimal\",\"objective\":[3,0]"));
  g_assert_nonnull (
      strstr (bare->str, "\"pairs\":[[\"ana\",\"ben\"],[\"ben\",\"zoë\"],[\"zoë\",\"ana\"]]"));
  g_assert_nonnull (strstr (bare->str, "\"rings\":{\"3\":1}"));
}

static void
test_unplaced (void)
{
  const char *input = HEAD MEMBERS "\"pairs\": [[\"ana\", \"ben\"], [\"ben\", \"ana\"]]}";
  g_auto (Answer) answer = run_command (input, strlen (input), NULL);
  g_autoptr (GString) bare = g_string_new (answer.output);

  g_string_replace (bare, "\n", "", 0);
  g_string_replace (bare, " ", "", 0);
  g_assert_cmpint (answer.status, ==, 0);
  g_assert_nonnull (strstr (bare->str,
                            "{\"id\":\"ana\",\"gives\":0,\"gets\":0,\"reason\":\"mutual\","
                            "\"members\":[\"ana\",\"ben\"],\"allowed\":[\"ben\"]}"));
  g_assert_nonnull (strstr (bare->str,
                            "{\"id\":\"zoë\",\"gives\":0,\"gets\":0,\"reason\":\"hall\","
                            "\"members\":[\"zoë\"],\"allowed\":[]}"));
}

static void
test_options (void)
{
  const char *input = HEAD MEMBERS PAIRS "}";
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *option = NULL;
  g_autofree char *text = NULL;
  int file = g_file_open_tmp ("rondo-match-XXXXXX.json", &path, &error);
  g_auto (Answer) written = {0};
  g_auto (Answer) negative = run_command ("", 0, "--time=-1");
  g_auto (Answer) unknown = run_command ("", 0, "--no-such-option");
  g_auto (Answer) nowhere = run_command (input, strlen (input), "--output=/no/such/folder/x.json");

  g_assert_no_error (error);
  g_close (file, NULL);
  option = g_strconcat ("--output=", path, NULL);
  written = run_command (input, strlen (input), option);
  g_assert_cmpint (written.status, ==, 0);
  g_assert_cmpstr (written.output, ==, "");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "rondo-match-result"));
  g_assert_cmpint (negative.status, ==, 2);
  g_assert_cmpint (unknown.status, ==, 2);
  g_assert_cmpint (nowhere.status, ==, 1);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* From the pairs to the rings, so that only the time is left out. */
static char *
cut_plan (const char *output)
{
  const char *from = strstr (output, "\"pairs\"");
  const char *to = strstr (output, "\"stats\"");

  g_assert_nonnull (from);
  g_assert_nonnull (to);
  g_assert_true (from < to);
  return g_strndup (from, (gsize)(to - from));
}

static void
test_threads (void)
{
  const char *input = HEAD MEMBERS PAIRS "}";
  g_auto (Answer) one = run_command (input, strlen (input), "--threads=1");
  g_auto (Answer) many = run_command (input, strlen (input), "--threads=4");
  g_autofree char *one_plan = cut_plan (one.output);
  g_autofree char *many_plan = cut_plan (many.output);

  g_assert_cmpint (one.status, ==, 0);
  g_assert_cmpint (many.status, ==, 0);
  g_assert_cmpstr (one_plan, ==, many_plan);
}

#define QUESTIONS                                                                                  \
  HEAD                                                                                             \
      "\"members\": [{\"id\": \"ana\"}, {\"id\": \"ben\"}, {\"id\": \"cyd\"}, {\"id\": \"dan\"}, " \
      "{\"id\": \"zoë\"}], \"pairs\": [[\"ana\", \"ben\", 1], [\"ben\", \"cyd\", 2], "            \
      "[\"cyd\", \"dan\", 3], [\"dan\", \"ana\", 4], [\"ana\", \"cyd\", 9], [\"zoë\", \"ana\", "  \
      "3]], "                                                                                      \
      "\"sides\": {\"coach\": [1, 2, 3, 4, 5, 6]}, \"bands\": [2, 4], \"relaxable\": [{\"name\": " \
      "\"If Zoë spoke Spanish\", \"cost\": 2, \"pairs\": [[\"dan\", \"zoë\", 5]]}, {\"name\": "  \
      "\"If Ben took two\", \"member\": \"ben\", \"clients\": 2, \"coaches\": 2}]}"

/* The output without space, so that one can search it. */
static GString *
squeeze (const char *text)
{
  GString *bare = g_string_new (text);

  g_string_replace (bare, "\n", "", 0);
  g_string_replace (bare, " ", "", 0);
  return bare;
}

static void
test_explanations (void)
{
  const char *expected[] = {
      "\"dropouts\":{\"survives_any\":false,\"does_not_survive\":[\"ana\",\"cyd\",\"dan\"]}",
      "\"bands\":{\"counts\":[1,2,1],\"left_out\":1,\"worst\":1,\"worst_off\":[\"ana\"],",
      "{\"coach\":\"ana\",\"client\":\"cyd\",\"price\":\"exact\",\"loss\":[1,-6]}",
      "{\"coach\":\"zoë\",\"client\":\"ana\",\"price\":\"impossible\"}",
      "\"relaxations\":[{\"name\":\"IfZoëspokeSpanish\",\"cost\":2,",
      "\"proved\":true,\"objective\":[5,14],\"placed\":[\"zoë\"]}]",
  };
  const char *input = QUESTIONS;
  g_auto (Answer) answer = run_command (input, strlen (input), "--explain ana --relaxations");
  g_autoptr (GString) bare = squeeze (answer.output);

  g_assert_cmpstr (answer.errors, ==, "");
  g_assert_cmpint (answer.status, ==, 0);
  for (gsize k = 0; k < G_N_ELEMENTS (expected); k++) {
    g_test_message ("%s", expected[k]);
    g_assert_nonnull (strstr (bare->str, expected[k]));
  }
}

static void
test_alternatives (void)
{
  const char *input = QUESTIONS;
  g_auto (Answer) answer = run_command (input, strlen (input), "--explain ana --alternatives 0");
  g_autoptr (GString) bare = squeeze (answer.output);

  g_assert_cmpint (answer.status, ==, 0);
  g_assert_null (strstr (bare->str, "\"price\":\"exact\""));
  g_assert_nonnull (strstr (bare->str, "\"price\":\"at-least\""));
}

static void
test_leximin (void)
{
  const char *input = HEAD MEMBERS
      "\"mutual_allowed\": true, \"pairs\": [[\"ana\", \"ben\", 9], [\"ben\", \"ana\", 9], "
      "[\"ben\", \"zoë\", 1], [\"zoë\", \"ben\", 1], [\"zoë\", \"ana\", 1], [\"ana\", "
      "\"zoë\", 1]], \"sides\": {\"client\": [1, 5, 4, 9, 9, 9]}}";
  g_auto (Answer) plain = run_command (input, strlen (input), NULL);
  g_auto (Answer) fair = run_command (input, strlen (input), "--leximin");
  g_autoptr (GString) bare = squeeze (fair.output);

  g_assert_cmpint (plain.status, ==, 0);
  g_assert_cmpint (fair.status, ==, 0);
  g_assert_nonnull (strstr (bare->str, "\"leximin\":{\"exact\":true,"));
  g_assert_nonnull (strstr (bare->str, "[\"ana\",\"zoë\"],[\"ben\",\"ana\"],[\"zoë\",\"ben\"]"));
}

/* @input is empty for what is refused before anything is read. */
static void
assert_wrong_question (const char *input, const char *options, const char *words)
{
  g_auto (Answer) answer = run_command (input, strlen (input), options);

  g_assert_cmpint (answer.status, ==, 2);
  g_assert_cmpstr (answer.output, ==, "");
  g_assert_nonnull (strstr (answer.errors, words));
}

static void
test_wrong_questions (void)
{
  const char *round = HEAD MEMBERS PAIRS "}";

  assert_wrong_question (round, "--explain dan", "“dan”, who is not listed");
  assert_wrong_question (round, "--leximin", "no “sides”");
  assert_wrong_question ("", "--leximin --relaxations", "does not go with");
  assert_wrong_question ("", "--threads=0", "--threads");
  assert_wrong_question ("", "--time=never", "never");
}

int
main (int argc, char **argv)
{
  /* A command that refuses its options never reads what it is sent. */
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/command/bad-input-gets-one-sentence", test_bad_input);
  g_test_add_func ("/match/command/deep-nesting-is-refused", test_deep_nesting);
  g_test_add_func ("/match/command/too-many-pairs-are-refused", test_too_many_pairs);
  g_test_add_func ("/match/command/contradicting-locks-are-named", test_conflict);
  g_test_add_func ("/match/command/a-result-has-all-its-parts", test_result);
  g_test_add_func ("/match/command/the-unplaced-are-explained", test_unplaced);
  g_test_add_func ("/match/command/options-are-obeyed", test_options);
  g_test_add_func ("/match/command/the-number-of-threads-changes-nothing", test_threads);
  g_test_add_func ("/match/command/questions-about-the-plan-are-answered", test_explanations);
  g_test_add_func ("/match/command/prices-not-asked-for-are-bounds", test_alternatives);
  g_test_add_func ("/match/command/leximin-looks-at-the-worst-off-first", test_leximin);
  g_test_add_func ("/match/command/questions-that-make-no-sense-are-refused", test_wrong_questions);
  return g_test_run ();
}
