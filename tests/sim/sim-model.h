/* SPDX-License-Identifier: GPL-3.0-or-later
 * What people have wanted, told independently of the engines: every change they made and what they
 * saw when they made it. */
#pragma once

#include "rondo-wire-messages.h"

G_BEGIN_DECLS

/* The field of a log entry that an app of the next version writes. */
#define SIM_TOMORROW "mood"

typedef enum {
  SIM_INTENT_OPEN,      /* has to be true in the end, or to be overwritten knowingly */
  SIM_INTENT_CANCELLED, /* taken back before anybody else heard of it */
  SIM_INTENT_DISCARDED, /* refused, and given up by the user */
  SIM_INTENT_LOST,      /* gone with the computer it was made on, before it was sent */
} SimIntentState;

/* One change of one record by one person. Fields are NULL for a record that is not there. */
typedef struct {
  guint number;
  guint device;
  guint step;
  RondoKind kind;
  char *record;
  GStrv before;
  GStrv after;
  gboolean is_repeated; /* said again after it was refused */
  char *op;             /* that carries it by now */
  GPtrArray *olds;      /* (nullable): ops of char * that saving it may replace */
  SimIntentState state;
} SimIntent;

typedef struct {
  GPtrArray *intents;    /* of SimIntent, in order; owned */
  GHashTable *by_op;     /* char * → GPtrArray of SimIntent */
  GHashTable *by_record; /* char * → GPtrArray of SimIntent */
} SimModel;

SimModel *sim_model_new (void);
void sim_model_free (SimModel *model);

/** sim_fields: what a person can tell two states of a record apart by; NULL for no body.
 * (transfer full) */
GStrv sim_fields (RondoKind kind, const char *id, const char *body);

SimIntent *sim_intent_new (RondoKind kind, const char *record, const char *before);
void sim_intent_free (SimIntent *intent);

/** sim_model_add: @intent was saved and goes out as @op. Takes @intent over. */
void sim_model_add (SimModel *model, SimIntent *intent, const char *op);

/** sim_model_close_op: what @op carries comes to @state. */
void sim_model_close_op (SimModel *model, const char *op, SimIntentState state);

/** sim_model_move_op: what @op carried is carried by @to. */
void sim_model_move_op (SimModel *model, const char *op, const char *to);

/** sim_model_find_op: (nullable) (element-type SimIntent): what @op carries, in order. */
GPtrArray *sim_model_find_op (SimModel *model, const char *op);

/** sim_model_find_record: (nullable) (element-type SimIntent) */
GPtrArray *sim_model_find_record (SimModel *model, const char *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimIntent, sim_intent_free)

G_END_DECLS
