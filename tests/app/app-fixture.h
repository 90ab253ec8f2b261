/* SPDX-License-Identifier: GPL-3.0-or-later
 * A context on a real file, a small community in it, and ways to look into widgets. */
#pragma once

#include <adwaita.h>

#include "rondo-change.h"
#include "rondo-context.h"
#include "rondo-desk.h"
#include "rondo-window.h"

G_BEGIN_DECLS

#define AMPERSAND_NAME "A & B <b>"

typedef struct {
  char *dir;
  RondoContext *context;
  char *self;    /* member id of the user */
  char *round;   /* id of an open round */
  char *pairing; /* id, after fixture_publish() */
} Fixture;

/** fixture_new: an empty database, open. */
Fixture *fixture_new (void);
/** fixture_new_with_transport: the same, asking a server over @transport. */
Fixture *fixture_new_with_transport (RondoTransport *transport);
void fixture_free (Fixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

/** fixture_save: saves @change (taken over); a failure fails the test. */
void fixture_save (Fixture *fixture, RondoChange *change);

/** fixture_add_community: four members, the first of them the user and named AMPERSAND_NAME, and
 * an open round that all have joined but the user. */
void fixture_add_community (Fixture *fixture);

/** fixture_publish: the first member coaches the second, who coaches the third, and so on. */
void fixture_publish (Fixture *fixture);

/** fixture_approve: the same, and nobody is told yet. */
void fixture_approve (Fixture *fixture);

RondoHomeOverview *fixture_load_home (Fixture *fixture);
RondoRoundOverview *fixture_load_round (Fixture *fixture);
RondoHoursOverview *fixture_load_hours (Fixture *fixture);
RondoLogOverview *fixture_load_log (Fixture *fixture, const RondoLogFilter *filter);

/* A plain window with @child in it, presented. */
GtkWindow *fixture_show (GtkWidget *child);
/** fixture_close: closes @window and makes sure that it is gone with all that is in it. */
void fixture_close (GtkWindow *window);

/** fixture_wait_until: runs the main loop until @check is TRUE of @data; fails after half a minute.
 */
void fixture_wait_until (gboolean (*check) (gpointer), gpointer data);

/** fixture_is_in_step: whether the sync of @fixture rests and nothing waits to be sent. */
gboolean fixture_is_in_step (gpointer fixture);

/** fixture_get_state: what the state view of @page shows. */
const char *fixture_get_state (gpointer page);
gboolean fixture_is_empty (gpointer page);
gboolean fixture_is_content (gpointer page);
gboolean fixture_is_error (gpointer page);

/** fixture_assert_narrow: fails unless @widget fits into a telephone's width. */
void fixture_assert_narrow (gpointer widget);

/** fixture_find: the first widget of @type below @root. (transfer none) (nullable) */
GtkWidget *fixture_find (GtkWidget *root, GType type);
/** fixture_find_text: whether a label that can be seen below @root shows exactly @text. */
gboolean fixture_find_text (GtkWidget *root, const char *text);
/** fixture_find_button: the button that can be seen and has this @label. (nullable) */
GtkWidget *fixture_find_button (GtkWidget *root, const char *label);

G_END_DECLS
