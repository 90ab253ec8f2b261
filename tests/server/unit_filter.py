# SPDX-License-Identifier: GPL-3.0-or-later
"""The system call filter of a unit of systemd, loaded without systemd as systemd would load it."""
import ctypes
import re
import subprocess

ACT_ALLOW = 0x7fff0000
ACT_KILL = 0x80000000
ACT_ERRNO = 0x00050000
EPERM = 1
UNKNOWN = -1  # a call that this kernel or library has no number for


def expand(name):
    """The calls of a set of systemd's, those of the sets in it too; of a call, itself."""
    if not name.startswith('@'):
        return {name}
    done = subprocess.run(['systemd-analyze', 'syscall-filter', '--no-pager', name],
                          capture_output=True, text=True, check=True)
    lines = [line.strip() for line in done.stdout.splitlines()[1:]]
    return set().union(*(expand(line) for line in lines if line and not line.startswith('#')))


def read(unit):
    """What the text of a unit allows, and what comes of a call that it does not allow."""
    allowed = set()
    for line in re.findall(r'(?m)^SystemCallFilter=(.*)$', unit):
        calls = set().union(*(expand(name) for name in line.lstrip('~').split()))
        allowed = allowed - calls if line.startswith('~') else allowed | calls
    number = re.search(r'(?m)^SystemCallErrorNumber=EPERM$', unit)
    return sorted(allowed), ACT_ERRNO | EPERM if number else ACT_KILL


def loader(unit):
    """A function that puts the filter on the process that calls it, for good."""
    library = ctypes.CDLL('libseccomp.so.2')
    library.seccomp_init.restype = ctypes.c_void_p
    allowed, otherwise = read(unit)
    context = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(otherwise)))
    for name in allowed:
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number != UNKNOWN:
            library.seccomp_rule_add(context, ctypes.c_uint32(ACT_ALLOW), number, 0)

    def load():
        if library.seccomp_load(context):
            raise OSError('the filter of system calls can not be loaded')
    return load
