/* SPDX-License-Identifier: GPL-3.0-or-later
 * Preloaded into a program, counts what it writes, syncs and sends, and kills it there:
 *   RONDO_CRASH_AT=n      SIGKILL instead of the n-th call, counted from 0
 *   RONDO_FAIL_AT=n       from the n-th call on, files can not be written any more: ENOSPC
 *   RONDO_CALLS_FILE=path where to say at the end how many calls there were
 * Files and sockets count, pipes and terminals do not. */
#include "config.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static long calls;
static long crash_at = -1;
static long fail_at = -1;

__attribute__ ((constructor)) static void
begin (void)
{
  const char *crash = getenv ("RONDO_CRASH_AT");
  const char *fail = getenv ("RONDO_FAIL_AT");

  if (crash != NULL)
    crash_at = atol (crash);
  if (fail != NULL)
    fail_at = atol (fail);
}

__attribute__ ((destructor)) static void
end (void)
{
  const char *path = getenv ("RONDO_CALLS_FILE");
  FILE *file = path != NULL ? fopen (path, "w") : NULL;

  if (file == NULL)
    return;
  fprintf (file, "%ld\n", calls);
  fclose (file);
}

/* −1: the call fails. */
static int
count (int fd)
{
  struct stat status;
  long call;

  if (fstat (fd, &status) != 0 || !(S_ISREG (status.st_mode) || S_ISSOCK (status.st_mode)))
    return 0;
  call = __atomic_fetch_add (&calls, 1, __ATOMIC_SEQ_CST);
  if (call == crash_at)
    raise (SIGKILL);
  if (fail_at < 0 || call < fail_at || !S_ISREG (status.st_mode))
    return 0;
  errno = ENOSPC;
  return -1;
}

/* The function of the library behind this one. */
#define NEXT(name) ((__typeof__ (&name))dlsym (RTLD_NEXT, #name))

ssize_t
write (int fd, const void *bytes, size_t length)
{
  return count (fd) < 0 ? -1 : NEXT (write) (fd, bytes, length);
}

ssize_t
pwrite (int fd, const void *bytes, size_t length, off_t offset)
{
  return count (fd) < 0 ? -1 : NEXT (pwrite) (fd, bytes, length, offset);
}

int
ftruncate (int fd, off_t length)
{
  return count (fd) < 0 ? -1 : NEXT (ftruncate) (fd, length);
}

int
fsync (int fd)
{
  return count (fd) < 0 ? -1 : NEXT (fsync) (fd);
}

int
fdatasync (int fd)
{
  return count (fd) < 0 ? -1 : NEXT (fdatasync) (fd);
}

ssize_t
send (int fd, const void *bytes, size_t length, int flags)
{
  return count (fd) < 0 ? -1 : NEXT (send) (fd, bytes, length, flags);
}

ssize_t
sendmsg (int fd, const struct msghdr *message, int flags)
{
  return count (fd) < 0 ? -1 : NEXT (sendmsg) (fd, message, flags);
}

ssize_t
writev (int fd, const struct iovec *pieces, int n_pieces)
{
  return count (fd) < 0 ? -1 : NEXT (writev) (fd, pieces, n_pieces);
}
