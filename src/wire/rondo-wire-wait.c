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

RondoWaitAnswer *
rondo_wire_decode_wait_answer (const char *data, gsize length, GError **error)
{
  g_autoptr (RondoWireDocument) document = rondo_wire_document_open_message (data, length, error);
  g_autoptr (RondoWaitAnswer) answer = g_new0 (RondoWaitAnswer, 1);

  if (document == NULL)
    return NULL;
  answer->seq = rondo_wire_read_int (rondo_wire_document_get_root (document), "seq", 0, G_MAXINT64);
  if (!rondo_wire_document_end (document, error))
    return NULL;
  return g_steal_pointer (&answer);
}
