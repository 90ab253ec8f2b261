/* SPDX-License-Identifier: GPL-3.0-or-later
 * A simulated device: the database of the app on its disk, and its sync cycles. */
#pragma once

#include "rondo-change.h"
#include "rondo-outbox-table.h"
#include "sim-world.h"

G_BEGIN_DECLS

void sim_device_init (SimWorld *world, guint number, guint member);
void sim_device_clear (SimDevice *device);

/** sim_device_init_copy: @copy gets what is on the disk of @device by now. */
void sim_device_init_copy (SimDevice *device, SimDevice *copy);

/** sim_device_is_on: switches it on if its time has come. */
gboolean sim_device_is_on (SimDevice *device);

/** sim_device_settle_crash: switches off what has crashed and is not in the middle of a cycle. */
void sim_device_settle_crash (SimDevice *device);

/** sim_device_stop: as a kill of the app, or the end of the battery. */
void sim_device_stop (SimDevice *device, gboolean is_power);

/** sim_device_sync: one cycle. TRUE if nothing waits and nothing is left to read. */
gboolean sim_device_sync (SimDevice *device, gboolean *is_changed);

/** sim_device_save: what the user wants; @kinds and @records are what @change is about. */
void sim_device_save (SimDevice *device,
                      RondoChange *change,
                      const RondoKind *kinds,
                      const char *const *records,
                      guint count);

/** sim_device_choose: the user decides the conflict @conflict of @record. */
void sim_device_choose (SimDevice *device,
                        const char *conflict,
                        RondoKind kind,
                        const char *record,
                        gboolean takes_other);

/** sim_device_decide: the user repeats the refused @entry, or gives it up. */
void sim_device_decide (SimDevice *device, const RondoOutboxEntry *entry, gboolean is_repeated);

/** sim_device_forget_unsure: nobody will ask any more what became of what was cut off. */
void sim_device_forget_unsure (SimDevice *device);

/** sim_device_pick: the first column of a row of @sql, by chance. (transfer full) (nullable) */
char *sim_device_pick (SimDevice *device, const char *sql, const char *argument);

/** sim_device_read_body: what the user sees of record @id. (transfer full) (nullable) */
char *sim_device_read_body (SimDevice *device, const char *id);

/** sim_device_count: the number that @sql gives. */
int64_t sim_device_count (SimDevice *device, const char *sql);

G_END_DECLS
