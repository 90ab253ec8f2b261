/* SPDX-License-Identifier: GPL-3.0-or-later
 * Typed reading and writing of JSON objects. Private to this room.
 *
 * A document remembers the first thing that is wrong with it and the field it was found in; every
 * later read does nothing. So a decoder reads all fields in a row and asks once, at the end. */
#pragma once

#include <json-glib/json-glib.h>
#include <stdint.h>

#include "rondo-date.h"
#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/* A body lies in an array, in an object of it, in the message. */
#define RONDO_WIRE_MAX_BODY_DEPTH (RONDO_WIRE_MAX_DEPTH - 3)

typedef struct _RondoWireDocument RondoWireDocument;

/* One object of a document. */
typedef struct _RondoWireReader RondoWireReader;

typedef void (*RondoWireReadFunc) (RondoWireReader *reader, gpointer target);
typedef void (*RondoWireEntryFunc) (RondoWireReader *reader, const char *name, gpointer target);

/** rondo_wire_document_open: parses untrusted bytes that must be one JSON object within the limits;
 * NULL with %RONDO_ERROR_INVALID. @data has to outlive the document. (transfer full) */
RondoWireDocument *rondo_wire_document_open (
    const char *data, gsize length, gsize max_bytes, guint max_depth, GError **error);

/** rondo_wire_document_open_message: with the limits of a message. (transfer full) */
RondoWireDocument *
rondo_wire_document_open_message (const char *data, gsize length, GError **error);

/** rondo_wire_document_open_answer: the same, for one whose bodies are read by
 * rondo_wire_read_apart(). (transfer full) */
RondoWireDocument *rondo_wire_document_open_answer (const char *data, gsize length, GError **error);

/** rondo_wire_document_open_body: the body of the record @id, with the limits of a body; @id must
 * be valid too. (transfer full) */
RondoWireDocument *rondo_wire_document_open_body (const char *id, const char *body, GError **error);

/** rondo_wire_document_get_root: the reader of the outermost object. */
RondoWireReader *rondo_wire_document_get_root (RondoWireDocument *document);

/** rondo_wire_document_end: whether everything read was as it should be; else @error. */
gboolean rondo_wire_document_end (RondoWireDocument *document, GError **error);
void rondo_wire_document_free (RondoWireDocument *document);

/** rondo_wire_reader_is_ok: FALSE once anything in the document was wrong. */
gboolean rondo_wire_reader_is_ok (RondoWireReader *reader);

/** rondo_wire_reader_has: whether there is a field @name that is not null. */
gboolean rondo_wire_reader_has (RondoWireReader *reader, const char *name);

/** rondo_wire_refuse_word: the word read as @name is none that is known. */
void rondo_wire_refuse_word (RondoWireReader *reader, const char *name);

/*
 * Each read fills its slot (freeing what is in it) if the field @name is there and right. Fields
 * "or_null" may be null or missing. Lengths are in bytes.
 */
void rondo_wire_read_text (RondoWireReader *reader, const char *name, gsize max, char **slot);
void
rondo_wire_read_text_or_null (RondoWireReader *reader, const char *name, gsize max, char **slot);
void rondo_wire_read_id (RondoWireReader *reader, const char *name, char **slot);
void rondo_wire_read_id_or_null (RondoWireReader *reader, const char *name, char **slot);
void rondo_wire_read_date_or_null (RondoWireReader *reader, const char *name, RondoDate *slot);
void rondo_wire_read_bool (RondoWireReader *reader, const char *name, gboolean *slot);
int64_t
rondo_wire_read_int (RondoWireReader *reader, const char *name, int64_t least, int64_t most);

/** rondo_wire_read_int_or_null: the same; @missing if it is null or not there. */
int64_t rondo_wire_read_int_or_null (
    RondoWireReader *reader, const char *name, int64_t least, int64_t most, int64_t missing);

/** rondo_wire_read_word: a short text, borrowed; NULL if there is something wrong. */
const char *rondo_wire_read_word (RondoWireReader *reader, const char *name);

/** rondo_wire_read_word_or_null: the same; @missing if it is null or not there. */
const char *
rondo_wire_read_word_or_null (RondoWireReader *reader, const char *name, const char *missing);

/* Reads a word and turns it into the enumeration value at @slot. */
#define rondo_wire_read_enum(reader, name, from_word, slot)                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const char *read_word = rondo_wire_read_word ((reader), (name));                               \
                                                                                                   \
    if (read_word != NULL && !from_word (read_word, (slot)))                                       \
      rondo_wire_refuse_word ((reader), (name));                                                   \
  }                                                                                                \
  G_STMT_END

/* The same; the word @missing if it is null or not there. */
#define rondo_wire_read_enum_or_null(reader, name, from_word, slot, missing)                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const char *read_word = rondo_wire_read_word_or_null ((reader), (name), (missing));            \
                                                                                                   \
    if (read_word != NULL && !from_word (read_word, (slot)))                                       \
      rondo_wire_refuse_word ((reader), (name));                                                   \
  }                                                                                                \
  G_STMT_END

/** rondo_wire_read_texts: a list of at most @max_count texts, appended to @texts. */
void rondo_wire_read_texts (
    RondoWireReader *reader, const char *name, guint max_count, gsize max, GPtrArray *texts);

/** rondo_wire_read_ids: a list of at most @max_count ids, appended to @ids. */
void
rondo_wire_read_ids (RondoWireReader *reader, const char *name, guint max_count, GPtrArray *ids);

/** rondo_wire_read_objects: calls @func with @target for each object of a list. */
void rondo_wire_read_objects (RondoWireReader *reader,
                              const char *name,
                              guint max_count,
                              RondoWireReadFunc func,
                              gpointer target);

/** rondo_wire_read_entries: calls @func with @target for each member of an object. */
void rondo_wire_read_entries (RondoWireReader *reader,
                              const char *name,
                              guint max_count,
                              RondoWireEntryFunc func,
                              gpointer target);

/** rondo_wire_read_apart: calls @func with @target for an object in which something may be wrong
 * while the rest is right: FALSE then, and nobody is told what. */
gboolean rondo_wire_read_apart (RondoWireReader *reader,
                                const char *name,
                                RondoWireReadFunc func,
                                gpointer target);

/** rondo_wire_read_log_entry: the body @name of the log entry @id; NULL if it is none that this
 * version understands. (transfer full) */
RondoLogEntry *
rondo_wire_read_log_entry (RondoWireReader *reader, const char *name, const char *id);

/** rondo_wire_read_body: an object as JSON text of its own, byte for byte as it came. */
void rondo_wire_read_body (RondoWireReader *reader, const char *name, char **slot);

/** rondo_wire_object_new: a new object with all that @previous (nullable) has. (transfer full) */
JsonObject *rondo_wire_object_new (const char *previous);

/* A NULL text is null, and so is %RONDO_DATE_NONE. */
void rondo_wire_put_text (JsonObject *object, const char *name, const char *text);
void rondo_wire_put_date (JsonObject *object, const char *name, RondoDate date);
void rondo_wire_put_texts (JsonObject *object, const char *name, GPtrArray *texts);

/** rondo_wire_object_end: the text of @object, which is taken over. (transfer full) */
char *rondo_wire_object_end (JsonObject *object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoWireDocument, rondo_wire_document_free)

/* rondo_wire_decode_NAME, of a message: fill_NAME reads it into a new @Type, made by @make. */
#define RONDO_WIRE_DEFINE_DECODER(name, Type, make)                                                \
  Type *rondo_wire_decode_##name (const char *data, gsize length, GError **error)                  \
  {                                                                                                \
    g_autoptr (RondoWireDocument) document =                                                       \
        rondo_wire_document_open_message (data, length, error);                                    \
    g_autoptr (Type) value = NULL;                                                                 \
                                                                                                   \
    if (document == NULL)                                                                          \
      return NULL;                                                                                 \
    value = make;                                                                                  \
    fill_##name (rondo_wire_document_get_root (document), value);                                  \
    return rondo_wire_document_end (document, error) ? g_steal_pointer (&value) : NULL;            \
  }

G_END_DECLS
