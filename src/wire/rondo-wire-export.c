/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything of one person as JSON text. */
#include "config.h"

#include "rondo-wire-export.h"

#include "rondo-wire-text.h"

struct _RondoWireExport {
  RondoWireText *text;
  gboolean has_account;
  gboolean is_in_list;
};

RondoWireExport *
rondo_wire_export_new (const char *community, const char *member, int64_t exported_us)
{
  RondoWireExport *export = g_new0 (RondoWireExport, 1);

  export->text = rondo_wire_text_new ();
  rondo_wire_text_open (export->text, NULL, '{');
  rondo_wire_text_put (export->text, "community", community);
  rondo_wire_text_put (export->text, "member", member);
  rondo_wire_text_put_int (export->text, "exported_us", exported_us);
  return export;
}

void
rondo_wire_export_account (RondoWireExport *export,
                           gboolean is_coordinator,
                           gboolean is_held,
                           int64_t created_us)
{
  rondo_wire_text_open (export->text, "account", '{');
  rondo_wire_text_put_bool (export->text, "coordinator", is_coordinator);
  rondo_wire_text_put_bool (export->text, "held", is_held);
  rondo_wire_text_put_int (export->text, "created_us", created_us);
  rondo_wire_text_open (export->text, "devices", '[');
  export->has_account = TRUE;
}

void
rondo_wire_export_device (RondoWireExport *export,
                          const char *name,
                          int64_t created_us,
                          int64_t renewed_us)
{
  rondo_wire_text_open (export->text, NULL, '{');
  rondo_wire_text_put (export->text, "name", name);
  rondo_wire_text_put_int (export->text, "created_us", created_us);
  rondo_wire_text_put_int (export->text, "renewed_us", renewed_us);
  rondo_wire_text_close (export->text, '}');
}

static void
end_part (RondoWireExport *export)
{
  if (export->has_account) {
    rondo_wire_text_close (export->text, ']');
    rondo_wire_text_close (export->text, '}');
  }
  if (export->is_in_list)
    rondo_wire_text_close (export->text, ']');
  export->has_account = FALSE;
  export->is_in_list = FALSE;
}

void
rondo_wire_export_text (RondoWireExport *export, const char *name, const char *value)
{
  rondo_wire_text_put (export->text, name, value);
}

void
rondo_wire_export_begin (RondoWireExport *export, const char *name)
{
  end_part (export);
  rondo_wire_text_open (export->text, name, '[');
  export->is_in_list = TRUE;
}

void
rondo_wire_export_record (RondoWireExport *export,
                          const char *kind,
                          const char *id,
                          int64_t version,
                          int64_t written_us,
                          const char *body)
{
  rondo_wire_text_open (export->text, NULL, '{');
  rondo_wire_text_put (export->text, "kind", kind);
  rondo_wire_text_put (export->text, "id", id);
  rondo_wire_text_put_int (export->text, "version", version);
  if (written_us != 0)
    rondo_wire_text_put_int (export->text, "written_us", written_us);
  rondo_wire_text_put_body (export->text, "body", body);
  rondo_wire_text_close (export->text, '}');
}

void
rondo_wire_export_note (RondoWireExport *export,
                        const char *kind,
                        const char *subject,
                        int64_t changed_us,
                        const char *text)
{
  rondo_wire_text_open (export->text, NULL, '{');
  rondo_wire_text_put (export->text, "about", kind);
  rondo_wire_text_put (export->text, "id", subject);
  rondo_wire_text_put_int (export->text, "changed_us", changed_us);
  rondo_wire_text_put (export->text, "text", text);
  rondo_wire_text_close (export->text, '}');
}

char *
rondo_wire_export_end (RondoWireExport *export)
{
  char *json = NULL;

  end_part (export);
  rondo_wire_text_close (export->text, '}');
  json = rondo_wire_text_end (export->text);
  g_free (export);
  return json;
}
