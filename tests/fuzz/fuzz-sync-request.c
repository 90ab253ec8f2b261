/* SPDX-License-Identifier: GPL-3.0-or-later
 * What anybody may send to POST /v1/sync. */
#include "config.h"

#include "fuzz.h"

#include "rondo-wire-messages.h"

#include <string.h>

/* What was understood once is understood again, and means the same. */
static void
check_round_trip (const RondoSyncRequest *request)
{
  g_autofree char *text = rondo_wire_encode_sync_request (request);
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoSyncRequest) again = rondo_wire_decode_sync_request (text, strlen (text), &error);
  g_autofree char *same = NULL;

  g_assert_no_error (error);
  same = rondo_wire_encode_sync_request (again);
  g_assert_cmpstr (same, ==, text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RondoSyncRequest) request =
      rondo_wire_decode_sync_request ((const char *)data, size, &error);

  g_assert_true ((request != NULL) == (error == NULL));
  if (request == NULL)
    return 0;
  for (guint i = 0; i < request->ops->len; i++) {
    const RondoOp *op = g_ptr_array_index (request->ops, i);

    if (op->body != NULL)
      rondo_wire_check_body (op->kind, op->id, op->body, NULL);
  }
  check_round_trip (request);
  return 0;
}
