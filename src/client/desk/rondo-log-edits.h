/* SPDX-License-Identifier: GPL-3.0-or-later
 * Changing many entries of the log at once, and two clients into one: made on the database thread
 * as a change and the change that takes it back. */
#pragma once

#include "rondo-change.h"
#include "rondo-store.h"

G_BEGIN_DECLS

typedef enum {
  RONDO_LOG_EDIT_DELETE,        /* the entries, with the shared sessions they belong to */
  RONDO_LOG_EDIT_COPY,          /* a week later, each as an entry of its own */
  RONDO_LOG_EDIT_SET_PAYMENT,   /* @value: RondoPayment */
  RONDO_LOG_EDIT_SET_SETTING,   /* @value: RondoSetting */
  RONDO_LOG_EDIT_MOVE,          /* to the client @client */
  RONDO_LOG_EDIT_MERGE_CLIENTS, /* @ids: one client, who becomes @client */
} RondoLogEditKind;

typedef struct {
  RondoLogEditKind kind;
  GPtrArray *ids; /* of char * */
  int value;
  const char *client; /* id, or NULL */
  int64_t now_us;
} RondoLogEditOrder;

typedef struct {
  RondoChange *change; /* (nullable): steal it */
  RondoChange *undo;   /* (nullable): steal it */
  guint count;         /* entries that are changed */
} RondoLogEdit;

void rondo_log_edit_free (RondoLogEdit *edit);

/** rondo_log_edits_prepare_async: @order is copied. What is not there any more is left out. */
void rondo_log_edits_prepare_async (RondoStore *store,
                                    const RondoLogEditOrder *order,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
RondoLogEdit *
rondo_log_edits_prepare_finish (RondoStore *store, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RondoLogEdit, rondo_log_edit_free)

G_END_DECLS
