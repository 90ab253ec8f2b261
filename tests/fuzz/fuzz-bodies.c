/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bodies of records. The first byte says of which kind. */
#include "config.h"

#include "fuzz.h"

#include "rondo-wire-bodies.h"

static const char ID[] = "018f3b5e-7c1a-7d00-8000-00000000a001";

/* An edit by this version, of a body that came from outside: it is a good body again. */
#define CHECK(type, name)                                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (type) value = rondo_wire_decode_##name (ID, body, NULL);                            \
    g_autofree char *edited = value != NULL ? rondo_wire_encode_##name (value, body) : NULL;       \
                                                                                                   \
    if (edited != NULL) {                                                                          \
      g_autoptr (type) again = rondo_wire_decode_##name (ID, edited, NULL);                        \
                                                                                                   \
      g_assert_nonnull (again);                                                                    \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *body = NULL;

  if (size == 0)
    return 0;
  body = g_strndup ((const char *)data + 1, size - 1);
  switch (data[0] % RONDO_N_KINDS) {
  case RONDO_KIND_MEMBER:
    CHECK (RondoMember, member);
    break;
  case RONDO_KIND_PROFILE:
    CHECK (RondoProfile, profile);
    break;
  case RONDO_KIND_COMPANION:
    CHECK (RondoCompanion, companion);
    break;
  case RONDO_KIND_ROUND:
    CHECK (RondoRound, round);
    break;
  case RONDO_KIND_REGISTRATION:
    CHECK (RondoRegistration, registration);
    break;
  case RONDO_KIND_PLAN:
    CHECK (RondoPlan, plan);
    break;
  case RONDO_KIND_PAIRING:
    CHECK (RondoPairing, pairing);
    break;
  case RONDO_KIND_SESSION:
    CHECK (RondoSession, session);
    break;
  case RONDO_KIND_CLIENT:
    CHECK (RondoClientPerson, client);
    break;
  case RONDO_KIND_DESK:
    CHECK (RondoDeskSettings, desk);
    break;
  case RONDO_KIND_FEEDBACK:
    CHECK (RondoFeedback, feedback);
    break;
  case RONDO_KIND_CONDUCT:
    CHECK (RondoConduct, conduct);
    break;
  case RONDO_KIND_CONDUCT_STEP:
    CHECK (RondoConductStep, conduct_step);
    break;
  case RONDO_KIND_NOTICE:
    CHECK (RondoNotice, notice);
    break;
  case RONDO_KIND_LOG:
  default:
    CHECK (RondoLogEntry, log_entry);
    break;
  }
  return 0;
}
