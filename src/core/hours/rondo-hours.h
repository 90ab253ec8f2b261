/* SPDX-License-Identifier: GPL-3.0-or-later
 * A coach's own hours: clients, log entries, the totals and the ICF client coaching log. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rondo-date.h"
#include "rondo-table.h"

G_BEGIN_DECLS

/* Somebody coached, with or without an account. Private to the coach. */
typedef struct {
  char *id;
  char *name;
  char *contact;               /* e-mail address or telephone; "" if unknown */
  char *member;                /* member id if the client is a member, else NULL */
  char *organisation;          /* that the client is coached for or in; "" for none */
  RondoDate started;           /* of the relationship; NONE: with the first session */
  RondoDate ended;             /* NONE: it has not, or that is not said */
  gboolean has_consented;      /* to be listed in an exported log */
  RondoDate consent_date;      /* NONE unless has_consented or withdrawn later */
  char *consent_by;            /* who gave it; "" for the client */
  char *consent_note;          /* how the consent was given; "" if not said */
  char *consent_wording;       /* the words that were agreed to; "" if not said */
  RondoDate consent_withdrawn; /* NONE: it was not */
} RondoClientPerson;

typedef enum {
  RONDO_PAYMENT_PAID,
  RONDO_PAYMENT_PRO_BONO,
  RONDO_PAYMENT_RECIPROCAL, /* coaching in exchange for coaching: paid up to the hours received */
} RondoPayment;

/* What the time was. Only coaching counts as client hours; the rest counts where a credential asks
 * for it. */
typedef enum {
  RONDO_ACTIVITY_COACHING,
  RONDO_ACTIVITY_RECEIVED,       /* coaching received in exchange, outside of a round */
  RONDO_ACTIVITY_MENTORING,      /* mentor coaching given */
  RONDO_ACTIVITY_MENTORED,       /* mentor coaching received */
  RONDO_ACTIVITY_SUPERVISION,    /* supervision given */
  RONDO_ACTIVITY_SUPERVISED,     /* supervision received */
  RONDO_ACTIVITY_TRAINING,       /* coach education */
  RONDO_ACTIVITY_UNITS_CORE,     /* continuing education: core competencies */
  RONDO_ACTIVITY_UNITS_ETHICS,   /* continuing education: ethics */
  RONDO_ACTIVITY_UNITS_RESOURCE, /* continuing education: resource development */
} RondoActivity;
#define RONDO_N_ACTIVITIES 10

/* How the client came to be coached. */
typedef enum {
  RONDO_SETTING_DIRECT,      /* the client engaged the coach */
  RONDO_SETTING_INTERNAL,    /* as part of the coach's employment */
  RONDO_SETTING_THIRD_PARTY, /* an organisation pays for it */
} RondoSetting;

/* One entry of the hours log. Private to the coach. */
typedef struct {
  char *id;
  char *client;  /* RondoClientPerson id; of a group: the one member who is named */
  char *session; /* the shared session it belongs to, or NULL */
  RondoDate date;
  int start_minute; /* of the day, local time; RONDO_START_UNKNOWN if not said */
  int minutes;      /* real time; of a group: the time on the clock, once */
  RondoPayment payment;
  RondoActivity activity;
  RondoSetting setting;
  int group_size; /* people coached together; 1: one to one */
} RondoLogEntry;

#define RONDO_START_UNKNOWN -1
#define RONDO_GROUP_SIZE_MAX 1000

/* Totals of the coaching in a log, minutes. */
typedef struct {
  int64_t total;
  int64_t paid; /* reciprocal minutes included, up to those received */
  int64_t pro_bono;
  int64_t not_exportable; /* of clients without consent; part of total */
  int client_count;       /* people who are named; of a group it is one */
} RondoHoursTotals;

/* The first reciprocal entry, by day and id, that the hours received do not pay as a whole: the
 * earliest minutes given are paid first. */
typedef struct {
  RondoDate date;  /* INT32_MAX: all are paid */
  const char *id;  /* borrowed; NULL: all are paid */
  int64_t minutes; /* of that entry that are paid */
} RondoPaidEdge;

#define RONDO_CONSENT_NOTE_MAX_BYTES 2000
#define RONDO_CONSENT_WORDING_MAX_BYTES 4000

RondoClientPerson *rondo_client_person_new (void);
RondoClientPerson *rondo_client_person_copy (const RondoClientPerson *client);
void rondo_client_person_free (RondoClientPerson *client);
gboolean rondo_client_person_check (const RondoClientPerson *client, GError **error);

RondoLogEntry *rondo_log_entry_new (void);
RondoLogEntry *rondo_log_entry_copy (const RondoLogEntry *entry);
void rondo_log_entry_free (RondoLogEntry *entry);
gboolean rondo_log_entry_check (const RondoLogEntry *entry, GError **error);

const char *rondo_payment_to_word (RondoPayment payment); /* "paid", "pro-bono", "reciprocal" */
gboolean rondo_payment_from_word (const char *word, RondoPayment *payment);
const char *rondo_activity_to_word (RondoActivity activity); /* "coaching", "received", … */
gboolean rondo_activity_from_word (const char *word, RondoActivity *activity);
const char *rondo_setting_to_word (RondoSetting setting); /* "direct", "internal", "third-party" */
gboolean rondo_setting_from_word (const char *word, RondoSetting *setting);

/** rondo_hours_totals: totals of the coaching among @entries. Reciprocal minutes count as paid up
 * to @received_minutes, the rest as pro bono; see rondo_reciprocity_allow(). */
RondoHoursTotals
rondo_hours_totals (GPtrArray *clients, GPtrArray *entries, int64_t received_minutes);

/** rondo_paid_edge_find: the edge in @entries (in any order) when @allowed reciprocal minutes may
 * be paid; it lives as long as they do. */
RondoPaidEdge rondo_paid_edge_find (GPtrArray *entries, int64_t allowed);

/** rondo_log_entry_get_paid: the minutes of coaching in @entry that count as paid. */
int64_t rondo_log_entry_get_paid (const RondoLogEntry *entry, const RondoPaidEdge *edge);

/** rondo_hours_totals_part: totals of some entries of a log; @edge is that of all of it. */
RondoHoursTotals
rondo_hours_totals_part (GPtrArray *clients, GPtrArray *entries, const RondoPaidEdge *edge);

/** rondo_hours_table_icf: the same as rondo_hours_export_icf(), as a table. (transfer full) */
RondoTable *rondo_hours_table_icf (GPtrArray *clients,
                                   GPtrArray *entries,
                                   int64_t received_minutes,
                                   RondoDate today);

/**
 * rondo_hours_export_icf:
 * @clients: (element-type RondoClientPerson)
 * @entries: (element-type RondoLogEntry): in any order
 * @received_minutes: reciprocal minutes that may be paid, see rondo_reciprocity_allow()
 * @today: the date printed in the closing note
 *
 * The log as CSV (RFC 4180, UTF-8, CRLF) in the columns of the ICF client coaching log: one row per
 * client who consented, by start date, then a total row that foots, then a note. Cells that a
 * spreadsheet would take for a formula are neutralised.
 *
 * Returns: (transfer full): the text
 */
char *rondo_hours_export_icf (GPtrArray *clients,
                              GPtrArray *entries,
                              int64_t received_minutes,
                              RondoDate today);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoClientPerson, rondo_client_person_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoLogEntry, rondo_log_entry_free)

G_END_DECLS
