/* SPDX-License-Identifier: GPL-3.0-or-later
 * The community every history begins with: made once, copied for each. */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

#define SIM_SERVER_FILE "server.db"
#define SIM_CLIENT_FILE "rondo.db"

typedef struct {
  SimDisk *server; /* with SIM_SERVER_FILE: six members, two rounds */
  SimDisk *client; /* with SIM_CLIENT_FILE: a new computer */
  char *members[SIM_MEMBERS];
  char *published; /* round: member i coaches i + 1 */
  char *open;      /* round */
  char *pairings[SIM_PAIRED];
} SimTemplate;

const SimTemplate *sim_template_get (void);

/** sim_email: of a member by number. (transfer full) */
char *sim_email (guint member);

G_END_DECLS
