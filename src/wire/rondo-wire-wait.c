/* SPDX-License-Identifier: GPL-3.0-or-later
 * GET /v1/wait: the answer that there is something new. */
#include "config.h"

#include "rondo-wire-messages.h"

#include "rondo-wire-json.h"
#include "rondo-wire-text.h"

void
rondo_wait_answer_free (RondoWaitAnswer *answer)
{
  g_free (answer);
}

char *
rondo_wire_encode_wait_answer (const RondoWaitAnswer *answer)
{
  RondoWireText *text = rondo_wire_text_new ();

  rondo_wire_text_open (text, NULL, '{');
  rondo_wire_text_put_int (text, "seq", answer->seq);
  rondo_wire_text_close (text, '}');
  return rondo_wire_text_end (text);
}

static void
fill_wait_answer (RondoWireReader *reader, RondoWaitAnswer *answer)
{
  answer->seq = rondo_wire_read_int (reader, "seq", 0, G_MAXINT64);
}

RONDO_WIRE_DEFINE_DECODER (wait_answer, RondoWaitAnswer, g_new0 (RondoWaitAnswer, 1))
