/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bugs that are planted on purpose, to see whether the simulator finds them. Only a build for tests
 * has them, and only one at a time; in the programs RONDO_ZOO() is FALSE and leaves no code. */
#pragma once

#ifdef RONDO_ZOO_IS_OPEN

/* Each is a mistake that a system of this kind has made somewhere. */
typedef enum {
  RONDO_ZOO_NONE,
  RONDO_ZOO_ALTERS_SENT_OP,       /* an op that may have arrived gets another content */
  RONDO_ZOO_ANSWERS_UNCOMMITTED,  /* the answer leaves although the commit has failed */
  RONDO_ZOO_CURSOR_AHEAD,         /* a cursor that is past what has been read */
  RONDO_ZOO_CURSOR_BEFORE_ROWS,   /* cursor and rows are saved one after the other */
  RONDO_ZOO_CUTS_PAGES_ANYWHERE,  /* a page ends in the middle of one change */
  RONDO_ZOO_DROPS_UNKNOWN_FIELDS, /* an edit erases what a newer version has written */
  RONDO_ZOO_CHOICE_STAYS_HERE,    /* the value chosen in a conflict is not sent */
  RONDO_ZOO_DROPS_HANDED_IN,      /* what was handed in is believed to be done */
  RONDO_ZOO_FORGETS_CONFLICT,     /* the losing value is thrown away */
  RONDO_ZOO_FORGETS_FORMER_NAMES, /* who signs in is not told that they were somebody else */
  RONDO_ZOO_FORGETS_GRANT,        /* what enters a scope is not told to it */
  RONDO_ZOO_FORGETS_FORMER_TOKEN, /* a renewal whose answer was lost signs the device out */
  RONDO_ZOO_FORGETS_LEDGER,       /* an op that comes again is applied again */
  RONDO_ZOO_FORGETS_REVOKE,       /* what leaves a scope is not told to it */
  RONDO_ZOO_IGNORES_TAG,          /* cursors of a lost history are believed */
  RONDO_ZOO_IGNORES_TOMBSTONE,    /* what is gone stays where it was */
  RONDO_ZOO_KEEPS_FOLDED_ID,      /* what was altered before it was sent keeps its id */
  RONDO_ZOO_KEEPS_LOST_SCOPE,     /* who is no coordinator any more keeps what they have read */
  RONDO_ZOO_KEEPS_OTHERS,         /* an account on hold keeps what others told of themselves */
  RONDO_ZOO_LAST_WRITER_WINS,     /* whoever comes later writes over what they never saw */
  RONDO_ZOO_LOSES_OUTBOX,         /* reading everything again empties the outbox */
  RONDO_ZOO_NO_SYNC,              /* the disk is not asked to keep what was written */
  RONDO_ZOO_RENUMBERS,            /* an op that is sent again has a new id */
  RONDO_ZOO_SAVES_IN_PARTS,       /* the parts of one change are saved one by one */
  RONDO_ZOO_SAVES_OUT_OF_TURN,    /* an answer is taken though the one before it was not saved */
  RONDO_ZOO_TELLS_ALL,            /* every account reads what only coordinators may */
  RONDO_ZOO_N_BUGS,
} RondoZooBug;

extern RondoZooBug rondo_zoo_bug;

#define RONDO_ZOO(bug) (rondo_zoo_bug == RONDO_ZOO_##bug)

#else

#define RONDO_ZOO(bug) 0

#endif
