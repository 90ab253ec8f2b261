/* SPDX-License-Identifier: GPL-3.0-or-later
 * The small messages around an account, in both directions. */
#include "config.h"

#include "fuzz.h"

#include "rondo-wire-messages.h"

#include <string.h>

/* Decodes as one sort of message; what was understood is understood again. */
#define CHECK(type, name)                                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) error = NULL;                                                               \
    g_autoptr (type) message = rondo_wire_decode_##name ((const char *)data, size, &error);        \
                                                                                                   \
    g_assert_true ((message != NULL) == (error == NULL));                                          \
    if (message != NULL) {                                                                         \
      g_autofree char *text = rondo_wire_encode_##name (message);                                  \
      g_autoptr (type) again = rondo_wire_decode_##name (text, strlen (text), &error);             \
                                                                                                   \
      g_assert_no_error (error);                                                                   \
      g_assert_nonnull (again);                                                                    \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CHECK (RondoJoinRequest, join_request);
  CHECK (RondoLoginRequest, login_request);
  CHECK (RondoInviteRequest, invite_request);
  CHECK (RondoTokenRequest, token_request);
  CHECK (RondoAccountAnswer, account_answer);
  CHECK (RondoInviteAnswer, invite_answer);
  CHECK (RondoTokenAnswer, token_answer);
  CHECK (RondoHello, hello);
  CHECK (RondoProblem, problem);
  return 0;
}
