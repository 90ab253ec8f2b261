/* SPDX-License-Identifier: GPL-3.0-or-later
 * One simulated history of one community: computers, their clocks and disks, people, a network. */
#pragma once

#include "rondo-pass.h"
#include "rondo-server-community.h"
#include "rondo-source.h"
#include "rondo-transport.h"
#include "sim-disk.h"
#include "sim-model.h"

G_BEGIN_DECLS

#define SIM_MEMBERS 6
#define SIM_PAIRED 5      /* so many of them have pairings from the beginning */
#define SIM_COORDINATOR 0 /* the number of the member who coordinates */
#define SIM_PERSON 1      /* somebody with two accounts */
#define SIM_TWIN 5        /* the second one */
#define SIM_MAX_DEVICES 8
#define SIM_MAX_COPIES 3
#define SIM_SLOTS (SIM_MAX_DEVICES + SIM_MAX_COPIES)
#define SIM_SERVER_NAME "http://sim"
#define SIM_START_US G_GINT64_CONSTANT (1768000000000000)
#define SIM_SECOND_US ((int64_t)G_USEC_PER_SEC)
#define SIM_DAY_US (24 * 3600 * SIM_SECOND_US)

/* What the engines can do by now. */
#define SIM_ENGINE_HEALS TRUE  /* restores do no harm, also of the same backup more than once */
#define SIM_ENGINE_MERGES TRUE /* nobody writes over what they have not seen */

/* What may happen in a history besides people using the app. */
typedef enum {
  SIM_LOSS = 1 << 0,      /* the network loses, doubles, delays, cuts */
  SIM_CRASHES = 1 << 1,   /* programs are killed, the power fails */
  SIM_DISKS = 1 << 2,     /* full disks, errors of disks */
  SIM_CLOCKS = 1 << 3,    /* clocks that are wrong */
  SIM_AWAY = 1 << 4,      /* a year passes */
  SIM_MEANWHILE = 1 << 5, /* others act while a request is on its way */
  SIM_RIGHTS = 1 << 6,    /* roles change, accounts are held, devices signed out */
  SIM_RESTORES = 1 << 7,  /* backups come back, of the server and of devices */
  SIM_COPIES = 1 << 8,    /* a computer is copied, and both go on */
  SIM_MERGING = 1 << 9,   /* two accounts of one person become one */
  SIM_ALL = (1 << 10) - 1,
} SimFeature;

typedef struct {
  uint64_t seed;
  guint features; /* of SimFeature */
  guint devices;  /* 1 … SIM_MAX_DEVICES */
  guint steps;
  guint page;          /* most rows in an answer */
  guint part;          /* most changes in a request */
  guint loss_percent;  /* of exchanges that meet with a fault */
  const guint8 *skips; /* (nullable): steps that are left out */
  gboolean is_told;    /* keep every line of the story, not only its hash */
} SimOptions;

typedef struct {
  char *failure; /* NULL: everything held */
  char *story;   /* what happened, if it is to be told */
  uint64_t hash; /* of the story */
  guint steps_used;
  guint exchanges;
  guint crashes;
  guint intents;
} SimResult;

/* A computer with its disk and its idea of the time. */
typedef struct {
  SimDisk *disk;
  RondoDb *db; /* NULL: switched off */
  char *path;
  int64_t skew_us;
  int64_t off_until_us;
} SimComputer;

typedef struct {
  struct _SimWorld *world; /* borrowed */
  SimComputer computer;
  guint number;
  guint member;
  guint family;       /* number of the device that this one is a copy of, its own if of none */
  GHashTable *shared; /* ops that were on their way when it was copied */
  RondoPass *pass;
  char *token; /* stands for the pass */
  RondoTransport *transport;
  gboolean is_syncing;
  gboolean is_refused_access; /* has to sign in again */
  gboolean may_be_refused;    /* and that is no wonder */
  gboolean is_held;           /* as it was told last */
  GPtrArray *unsure;          /* of SimIntent: a save that was cut off */
  gboolean is_choosing;       /* the save that was cut off decides a conflict */
  SimIntent *undecided;       /* (nullable): the refused change that is being decided about */
  gboolean is_repeating;
  SimDisk *backup;      /* (nullable) */
  guint backup_intents; /* how many there were when it was made */
  guint backup_member;  /* whose it was */
  char *backup_kept;    /* (nullable): what its keyring held */
  gboolean is_rolled_back;
  GHashTable *tries; /* id of a record → how often its change was repeated */
} SimDevice;

typedef struct {
  int64_t due_us; /* of one that arrives (again) later */
  char *path;     /* "/v1/sync" */
  char *token;
  char *body;
  gsize length; /* of the part of the body that arrives */
} SimRequest;

typedef struct _SimWorld {
  const SimOptions *options;
  SimResult *result;
  RondoSource source;
  SimRandom random;     /* of the step at hand */
  int64_t now_us;       /* as nobody knows it */
  SimComputer *current; /* whose clock is asked */
  SimComputer server;
  RondoServerCommunity *community;
  SimDevice devices[SIM_SLOTS];
  guint device_count;
  GQueue late; /* of SimRequest */
  SimModel *model;
  guint depth; /* of requests under way */
  guint step;
  SimDisk *backup; /* (nullable): of the server */
  gboolean is_restored;
  gboolean has_forgotten;   /* the server, what is old */
  gboolean is_renewal_late; /* a copy of a renewal has come after all later ones */
  int64_t forgotten_us;     /* up to when, by its own clock; 0: nothing */
  guint coordinators;       /* bits of members */
  guint backup_coordinators;
  guint let_go[SIM_MEMBERS]; /* how many intents there were when one last lost that role */
  gboolean is_merging;       /* it was tried to make one of two accounts */
  gboolean is_merged;
  guint stays; /* numbers of the two members */
  guint goes;
  gboolean is_calm; /* at the end: nothing goes wrong any more */
  guint value;      /* last number given to a change, so that each is different */
} SimWorld;

/** sim_options_for_seed: the surroundings that belong to @seed. */
SimOptions sim_options_for_seed (uint64_t seed);

/** sim_be_quiet: what engines tell the log of a disk that fails is not told to anybody. */
void sim_be_quiet (void);

/** sim_run: one history from its beginning to rest, with all checks. */
SimResult *sim_run (const SimOptions *options);
void sim_result_free (SimResult *result);

/** sim_shrink: which steps can be left out of a history that fails, so that it still does.
 * (transfer full): one byte for each step */
guint8 *sim_shrink (const SimOptions *options);

/** sim_tell: a line of the story. */
void sim_tell (SimWorld *world, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** sim_fail: what must not happen has; the first time counts. */
void sim_fail (SimWorld *world, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** sim_enter: time is that of @computer until sim_leave() with what was returned. */
SimComputer *sim_enter (SimWorld *world, SimComputer *computer);
void sim_leave (SimWorld *world, SimComputer *before);

/** sim_meanwhile: a request is on its way; others do something. */
void sim_meanwhile (SimWorld *world);

/** sim_pass: lets time pass and late requests arrive. */
void sim_pass (SimWorld *world, int64_t us);

/** sim_number: a number that was not there before, for values that can be told apart. */
guint sim_number (SimWorld *world);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimResult, sim_result_free)

G_END_DECLS
