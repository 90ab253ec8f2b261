/* SPDX-License-Identifier: GPL-3.0-or-later
 * What anything that calls itself a server may answer to POST /v1/sync. */
#include "config.h"

#include "fuzz.h"

#include "rondo-wire-messages.h"

#include <string.h>

/* What was understood once is understood again, and means the same. */
static void
check_round_trip (const RondoSyncAnswer *answer)
{
  g_autofree char *text = rondo_wire_encode_sync_answer (answer);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoSyncAnswer) again = rondo_wire_decode_sync_answer (text, strlen (text), &error);
  g_autofree char *same = NULL;

  g_assert_no_error (error);
  same = rondo_wire_encode_sync_answer (again);
  g_assert_cmpstr (same, ==, text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoSyncAnswer) answer =
      rondo_wire_decode_sync_answer ((const char *)data, size, &error);

  g_assert_true ((answer != NULL) == (error == NULL));
  if (answer == NULL)
    return 0;
  for (guint i = 0; i < answer->rows->len; i++) {
    const RondoRow *row = g_ptr_array_index (answer->rows, i);

    if (row->is_known && row->body != NULL)
      rondo_wire_check_body (row->kind, row->id, row->body, NULL);
  }
  check_round_trip (answer);
  return 0;
}
