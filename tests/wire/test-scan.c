/* SPDX-License-Identifier: GPL-3.0-or-later
 * Hostile JSON: deep, huge, broken, ambiguous. */
#include "config.h"

#include "rondo-error.h"
#include "rondo-wire-messages.h"
#include "rondo-wire-scan.h"
#include "wire-fixture.h"

#include <string.h>

#define FUZZ_ROUNDS 20000

/* Through the scan alone and through every decoder. */
static void
assert_refused (const char *data, gsize length, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      rondo_wire_scan (data, length, RONDO_WIRE_MAX_BODY_BYTES, RONDO_WIRE_MAX_DEPTH, &error));
  g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” is not about %s", error->message, part);
  for (const char *const *name = fixture_list_names (); *name != NULL; name++) {
    g_autoptr (GError) refusal = NULL;

    g_assert_null (fixture_recode (*name, data, (gssize)length, &refusal));
    g_assert_error (refusal, RONDO_ERROR, RONDO_ERROR_INVALID);
  }
}

static void
assert_accepted (const char *text)
{
  g_autoptr (GError) error = NULL;

  rondo_wire_scan (text, strlen (text), RONDO_WIRE_MAX_BODY_BYTES, RONDO_WIRE_MAX_DEPTH, &error);
  g_assert_no_error (error);
}

static char *
nest (guint depth, const char *open, const char *close)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append (text, "1");
  for (guint i = 0; i < depth; i++)
    g_string_append (text, close);
  return g_string_free (text, FALSE);
}

static void
test_deep_nesting (void)
{
  static const guint depths[] = {RONDO_WIRE_MAX_DEPTH + 1, 1000, 100000, 1000000};

  for (guint i = 0; i < G_N_ELEMENTS (depths); i++) {
    g_autofree char *lists = nest (depths[i], "[", "]");
    g_autofree char *open_lists = g_strnfill (depths[i], '[');

    assert_refused (lists, strlen (lists), "inside each other");
    assert_refused (open_lists, strlen (open_lists), "inside each other");
    if (depths[i] <= 100000) {
      g_autofree char *objects = nest (depths[i], "{\"a\":", "}");

      assert_refused (objects, strlen (objects), "inside each other");
    }
  }
}

static void
test_allowed_nesting (void)
{
  g_autofree char *lists = nest (RONDO_WIRE_MAX_DEPTH, "[", "]");
  g_autofree char *objects = nest (RONDO_WIRE_MAX_DEPTH, "{\"a\":", "}");

  assert_accepted (lists);
  assert_accepted (objects);
}

/* A body as deep as it may be by itself is not too deep inside a message. */
static void
test_deepest_body_fits_into_a_message (void)
{
  g_autofree char *inner = nest (RONDO_WIRE_MAX_DEPTH - 4, "{\"a\":", "}");
  g_autofree char *body = g_strdup_printf ("{\"deep\":%s}", inner);
  g_autoptr (RondoSyncRequest) request = rondo_sync_request_new ();
  RondoOp *op = rondo_op_new ();
  g_autofree char *text = NULL;
  g_autoptr (RondoSyncRequest) again = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (request->ops, op);
  op->op = g_strdup (FIXTURE_ID);
  op->id = g_strdup (FIXTURE_ID);
  op->kind = RONDO_KIND_LOG;
  op->body = g_strdup (body);
  text = rondo_wire_encode_sync_request (request);
  again = rondo_wire_decode_sync_request (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((RondoOp *)g_ptr_array_index (again->ops, 0))->body, ==, body);
}

static void
test_huge_data (void)
{
  g_autofree char *text = g_strnfill (5 * 1024 * 1024, ' ');

  text[0] = '{';
  text[5 * 1024 * 1024 - 1] = '}';
  assert_refused (text, 5 * 1024 * 1024, "at most");
}

static void
test_empty_data (void)
{
  assert_refused (NULL, 0, "empty");
  assert_refused ("", 0, "empty");
  assert_refused (" \n", 2, "not valid JSON");
}

static void
test_broken_text (void)
{
  static const char *const texts[] = {"{",
                                      "}",
                                      "{}{}",
                                      "{} x",
                                      "{}]",
                                      "[1,]",
                                      "{\"a\":1,}",
                                      "{a:1}",
                                      "{'a':1}",
                                      "{\"a\" 1}",
                                      "{\"a\":}",
                                      "{,}",
                                      "[,]",
                                      "[1 2]",
                                      "\"",
                                      "\"\\x\"",
                                      "\"\\",
                                      "\"\\u12\"",
                                      "\"\\u\"",
                                      "\"a\nb\"",
                                      "\"\x01\"",
                                      "tru",
                                      "truely",
                                      "nul",
                                      "NaN",
                                      "Infinity",
                                      "-",
                                      "+1",
                                      "01",
                                      "-01",
                                      ".5",
                                      "5.",
                                      "1e",
                                      "1e+",
                                      "0x10",
                                      "1_000",
                                      "//c\n1",
                                      "/**/1",
                                      "1 // c",
                                      "[1]// c",
                                      "\xef\xbb\xbf{}",
                                      "\"\\ud800\"",
                                      "\"\\udc00\"",
                                      "\"\\ud800x\"",
                                      "\"\\ud800\\u0041\"",
                                      "\"\\ud83d\\ud83d\"",
                                      "[\"a\",",
                                      "[[[",
                                      "{\"a\":{\"b\":[",
                                      "{\"a\"",
                                      "{\"a\":tru}"};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], strlen (texts[i]), "not valid JSON");
}

static void
test_nul (void)
{
  assert_refused ("{}\0", 3, "NUL");
  assert_refused ("{\"a\":\"x\0y\"}", 11, "NUL");
  assert_refused ("{\"a\":\"\\u0000\"}", 14, "not valid JSON");
  assert_refused ("{\"a\\u0000\":1}", 13, "not valid JSON");
}

static void
test_bad_utf8 (void)
{
  static const char *const texts[] = {"{\"a\":\"\xff\"}",
                                      "{\"a\":\"\xc3\"}",
                                      "{\"a\":\"\xc0\x80\"}",
                                      "{\"a\":\"\xed\xa0\x80\"}",
                                      "{\"\xf5\x80\x80\x80\":1}",
                                      "{\"a\":1}\x80"};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], strlen (texts[i]), "UTF-8");
}

static void
test_huge_numbers (void)
{
  static const char *const texts[] = {"{\"a\":9223372036854775808}",
                                      "{\"a\":-9223372036854775809}",
                                      "{\"a\":18446744073709551617}",
                                      "{\"a\":[123456789012345678901234567890]}",
                                      "{\"a\":1e400}",
                                      "{\"a\":-1e400}"};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], strlen (texts[i]), "too large");
}

static void
test_members_twice (void)
{
  static const char *const texts[] = {"{\"minutes\":1,\"minutes\":2}",
                                      "{\"x\":[{\"minutes\":1,\"b\":{},\"minutes\":1}]}",
                                      "{\"minutes\":1,\"minut\\u0065s\":2}"};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], strlen (texts[i]), "“minutes” stands twice");
  assert_accepted ("{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":2}]}");
}

static void
test_other_roots (void)
{
  static const char *const texts[] = {"1", "\"text\"", "null", "true", "[]", "[{}]"};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    assert_accepted (texts[i]);
    g_assert_null (rondo_wire_decode_hello (texts[i], strlen (texts[i]), &error));
    g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, "not an object"));
  }
}

/* What the scan takes json-glib must read as the same. */
static void
test_plain_values (void)
{
  static const char *const texts[] = {
      "[9223372036854775807,-9223372036854775808,0,-0,1.5,-2e-3,1E+2]",
      "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e4\\ud83d\\ude42\"]",
      " { \"a\" : [ true , false , null ] } ",
      "{\"\":{},\"ü\":\"\u2028🙂\"}"};
  g_autoptr (JsonNode) numbers = NULL;
  g_autoptr (JsonNode) letters = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_accepted (texts[i]);
  numbers = fixture_parse (texts[0]);
  g_assert_cmpint (json_array_get_int_element (json_node_get_array (numbers), 0), ==, G_MAXINT64);
  g_assert_cmpint (json_array_get_int_element (json_node_get_array (numbers), 1), ==, G_MININT64);
  letters = fixture_parse (texts[1]);
  g_assert_cmpstr (json_array_get_string_element (json_node_get_array (letters), 0),
                   ==,
                   "\"\\/\b\f\n\r\tAä🙂");
}

static void
damage (GString *text)
{
  static const char spice[] = "{}[]\",:\\u0e-+.1 \n\t\x80\xff/'ntf";
  char c = spice[g_test_rand_int_range (0, (gint32)sizeof spice)];
  gint32 length = (gint32)text->len;
  gint32 at = g_test_rand_int_range (0, length);

  switch (g_test_rand_int_range (0, 4)) {
  case 0:
    text->str[at] = c;
    break;
  case 1:
    g_string_erase (text, at, g_test_rand_int_range (1, length - at + 1) % 20);
    break;
  case 2:
    g_string_insert_c (text, at, c);
    break;
  default:
    g_string_truncate (text, (gsize)at);
  }
  if (text->len == 0)
    g_string_append_c (text, '{');
}

/* Bytes of real messages changed at random: no decoder may crash, warn, or answer with anything but
 * a value or a sentence. */
static void
test_random_damage (void)
{
  g_autoptr (GPtrArray) examples = fixture_load_examples ();
  guint accepted = 0;

  for (int i = 0; i < FUZZ_ROUNDS; i++) {
    const Example *example =
        g_ptr_array_index (examples, (guint)g_test_rand_int_range (0, (gint32)examples->len));
    g_autoptr (GString) text = g_string_new (example->text);
    g_autoptr (GError) error = NULL;
    g_autofree char *result = NULL;

    for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
      damage (text);
    result = fixture_recode (example->name, text->str, (gssize)text->len, &error);
    if (result == NULL)
      g_assert_error (error, RONDO_ERROR, RONDO_ERROR_INVALID);
    else
      g_assert_no_error (error);
    accepted += result != NULL;
  }
  g_test_message ("%u of %d damaged messages could still be read", accepted, FUZZ_ROUNDS);
  g_assert_cmpuint (accepted, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/scan/deep-nesting-is-refused", test_deep_nesting);
  g_test_add_func ("/wire/scan/allowed-nesting-is-read", test_allowed_nesting);
  g_test_add_func ("/wire/scan/deepest-body-fits-into-a-message",
                   test_deepest_body_fits_into_a_message);
  g_test_add_func ("/wire/scan/five-megabytes-are-refused", test_huge_data);
  g_test_add_func ("/wire/scan/nothing-is-refused", test_empty_data);
  g_test_add_func ("/wire/scan/broken-text-is-refused", test_broken_text);
  g_test_add_func ("/wire/scan/nul-is-refused", test_nul);
  g_test_add_func ("/wire/scan/bad-utf8-is-refused", test_bad_utf8);
  g_test_add_func ("/wire/scan/huge-numbers-are-refused", test_huge_numbers);
  g_test_add_func ("/wire/scan/members-twice-are-refused", test_members_twice);
  g_test_add_func ("/wire/scan/other-roots-are-refused", test_other_roots);
  g_test_add_func ("/wire/scan/plain-values-are-read-as-they-are", test_plain_values);
  g_test_add_func ("/wire/scan/random-damage-never-crashes", test_random_damage);
  return g_test_run ();
}
