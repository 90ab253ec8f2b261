/* SPDX-License-Identifier: GPL-3.0-or-later
 * Feeds a target with its corpus and with what becomes of it by seeded mutation. The input that
 * brings it down is kept in the current folder. For compilers without libFuzzer. */
#include "config.h"

#include "fuzz.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define MAX_BYTES (64 * 1024)
/* One input may take so long, seconds; sanitizers are slow. */
#define PATIENCE 20
/* Inputs made by mutation that become parents of others. */
#define POOL 400

typedef struct {
  GPtrArray *corpus; /* of GBytes */
  GPtrArray *words;  /* of char *: pieces of the corpus, to be put in elsewhere */
  GRand *random;
  GByteArray *input;
} Fuzz;

static const uint8_t *volatile current;
static volatile size_t current_size;
static char kept_path[64];

static const char *const TRICKS[] = {
    "null",
    "true",
    "-0",
    "1e400",
    "9223372036854775807",
    "-9223372036854775809",
    "0.1",
    "\"\"",
    "\\u0000",
    "\\ud800",
    "\\",
    "\xff",
    "\xc0\x80",
    "\xed\xa0\x80",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "\r\n",
    "\n",
    "\r\n\r\n",
    "Content-Length: 5\r\n",
    "Content-Length: +5\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Host: x\r\n",
    "Range: bytes=0-,0-,0-",
    "Expect: 100-continue\r\n",
    "Connection: Upgrade\r\nUpgrade: websocket\r\n",
    "0\r\n\r\n",
    "GET / HTTP/1.1\r\n",
    " HTTP/1.0\r\n",
    "\t",
    "%00",
    "%zz",
    "/../",
    "OPTIONS * HTTP/1.1\r\n",
};

/* Nothing but what a signal handler may do. */
static void
keep (void)
{
  int fd = open (kept_path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  ssize_t written = 0;

  if (fd < 0 || current == NULL)
    return;
  written = write (fd, (const void *)current, current_size);
  close (fd);
  if (written >= 0)
    written = write (STDERR_FILENO, "the input is kept in fuzz-crash\n", 32);
}

static void
fatal_cb (int number)
{
  keep ();
  signal (number, SIG_DFL);
  raise (number);
}

/* Of the sanitizers, if there are any. */
__attribute__ ((weak)) void __sanitizer_set_death_callback (void (*callback) (void));

static void
watch_for_crashes (void)
{
  const int signals[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGALRM};

  g_strlcpy (kept_path, "fuzz-crash", sizeof kept_path);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    signal (signals[i], fatal_cb);
  if (__sanitizer_set_death_callback != NULL)
    __sanitizer_set_death_callback (keep);
}

static void
run (const uint8_t *data, size_t size)
{
  /* Of exactly its size, so that reading past its end is seen. */
  g_autofree uint8_t *copy = g_memdup2 (data, MAX (size, 1));

  current = copy;
  current_size = size;
  alarm (PATIENCE);
  LLVMFuzzerTestOneInput (copy, size);
  alarm (0);
  current = NULL;
}

static void
add_words (Fuzz *fuzz, const char *data, gsize size)
{
  for (gsize i = 0; i < size && fuzz->words->len < 2000; i++) {
    gsize length = 0;

    while (i + length < size && (g_ascii_isalnum (data[i + length]) || data[i + length] == '_'))
      length++;
    if (length > 1)
      g_ptr_array_add (fuzz->words, g_strndup (data + i, length));
    i += length;
  }
}

static void
load (Fuzz *fuzz, const char *folder)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  if (dir == NULL)
    g_error ("%s", error->message);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, (GCompareFunc)g_ascii_strcasecmp);
  for (guint i = 0; i < names->len; i++) {
    char *bytes = NULL;
    gsize size = 0;

    g_file_get_contents (names->pdata[i], &bytes, &size, &error);
    g_assert_no_error (error);
    add_words (fuzz, bytes, size);
    g_ptr_array_add (fuzz->corpus, g_bytes_new_take (bytes, size));
  }
}

static guint
below (Fuzz *fuzz, guint n)
{
  return n > 0 ? (guint)g_rand_int_range (fuzz->random, 0, (gint32)n) : 0;
}

static void
insert (GByteArray *input, guint at, const void *bytes, guint length)
{
  guint old = input->len;

  if (old + length > MAX_BYTES)
    return;
  g_byte_array_set_size (input, old + length);
  memmove (input->data + at + length, input->data + at, old - at);
  memcpy (input->data + at, bytes, length);
}

static void
insert_piece (Fuzz *fuzz, guint at)
{
  const char *word = TRICKS[below (fuzz, G_N_ELEMENTS (TRICKS))];

  if (fuzz->words->len > 0 && below (fuzz, 2) == 0)
    word = g_ptr_array_index (fuzz->words, below (fuzz, fuzz->words->len));
  insert (fuzz->input, at, word, (guint)strlen (word));
}

static void
splice (Fuzz *fuzz, guint at)
{
  gsize size = 0;
  const guint8 *other =
      g_bytes_get_data (g_ptr_array_index (fuzz->corpus, below (fuzz, fuzz->corpus->len)), &size);
  guint from = below (fuzz, (guint)size);
  guint length = below (fuzz, (guint)size - from + 1);

  if (length > 0)
    insert (fuzz->input, at, other + from, length);
}

static void
mutate (Fuzz *fuzz)
{
  GByteArray *input = fuzz->input;
  guint at = below (fuzz, input->len + 1);
  guint left = input->len - at;
  guint8 byte = (guint8)below (fuzz, 256);

  switch (below (fuzz, 8)) {
  case 0:
    if (left > 0)
      input->data[at] ^= (guint8)(1 << below (fuzz, 8));
    break;
  case 1:
    if (left > 0)
      input->data[at] = byte;
    break;
  case 2:
    insert (input, at, &byte, 1);
    break;
  case 3:
    if (left > 0)
      g_byte_array_remove_range (input, at, 1 + below (fuzz, MIN (left, 32)));
    break;
  case 4:
    insert_piece (fuzz, at);
    break;
  case 5:
    splice (fuzz, at);
    break;
  case 6:
    if (left > 0 && below (fuzz, 4) == 0)
      g_byte_array_set_size (input, at);
    break;
  default:
    if (left > 0) {
      g_autofree guint8 *block = g_memdup2 (input->data + at, left);

      insert (input, at, block, 1 + below (fuzz, MIN (left, 64) - 1 + 1) % left);
    }
    break;
  }
}

/* A child of one of the corpus, some steps away. */
static void
breed (Fuzz *fuzz)
{
  gsize size = 0;
  guint parent = below (fuzz, fuzz->corpus->len);
  const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (fuzz->corpus, parent), &size);

  g_byte_array_set_size (fuzz->input, 0);
  g_byte_array_append (fuzz->input, bytes, (guint)size);
  for (guint steps = 1 + below (fuzz, 6); steps > 0; steps--)
    mutate (fuzz);
  if (fuzz->corpus->len < POOL && below (fuzz, 50) == 0)
    g_ptr_array_add (fuzz->corpus, g_bytes_new (fuzz->input->data, fuzz->input->len));
}

static guint64
run_all (Fuzz *fuzz, int runs, int seconds)
{
  gint64 end_us = g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC;
  guint64 count = 0;

  for (guint i = 0; i < fuzz->corpus->len; i++) {
    gsize size = 0;
    const uint8_t *data = g_bytes_get_data (g_ptr_array_index (fuzz->corpus, i), &size);

    run (data, size);
  }
  while (seconds > 0 ? g_get_monotonic_time () < end_us : count < (guint64)runs) {
    breed (fuzz);
    run (fuzz->input->data, fuzz->input->len);
    count++;
  }
  return count;
}

static int
run_file (const char *path)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &bytes, &size, &error)) {
    g_printerr ("%s\n", error->message);
    return 2;
  }
  run ((const uint8_t *)bytes, size);
  return 0;
}

int
main (int argc, char **argv)
{
  int runs = 2000;
  int seconds = 0;
  int seed = 1;
  const GOptionEntry entries[] = {
      {"runs", 0, 0, G_OPTION_ARG_INT, &runs, "Inputs to make", "N"},
      {"seconds", 0, 0, G_OPTION_ARG_INT, &seconds, "Go on for so long instead", "N"},
      {"seed", 0, 0, G_OPTION_ARG_INT, &seed, "Where chance begins", "N"},
      {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("CORPUS-FOLDER | INPUT");
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (argv[0]);
  Fuzz fuzz = {0};
  guint64 count = 0;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2) {
    g_printerr ("%s\n", error != NULL ? error->message : "Name a folder or a file.");
    return 2;
  }
  watch_for_crashes ();
  if (!g_file_test (argv[1], G_FILE_TEST_IS_DIR))
    return run_file (argv[1]);
  fuzz.corpus = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  fuzz.words = g_ptr_array_new_with_free_func (g_free);
  fuzz.random = g_rand_new_with_seed ((guint32)seed);
  fuzz.input = g_byte_array_new ();
  load (&fuzz, argv[1]);
  g_print ("1..1\n");
  count = run_all (&fuzz, runs, seconds);
  g_print ("ok 1 /fuzz/%s/no-input-brings-it-down\n",
           g_str_has_prefix (name, "fuzz-") ? name + strlen ("fuzz-") : name);
  g_print ("# %" G_GUINT64_FORMAT " inputs, seed %d\n", count, seed);
  g_byte_array_unref (fuzz.input);
  g_rand_free (fuzz.random);
  g_ptr_array_unref (fuzz.words);
  g_ptr_array_unref (fuzz.corpus);
  return 0;
}
