#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The formatter would change nothing. Only version 14 decides, that of Debian 12: others differ.

usage: test-format.py SOURCE_ROOT
"""
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

SOURCE = pathlib.Path(sys.argv[1]).resolve()


def formatter():
    """The clang-format that decides, or None where another version is all there is."""
    for name in ('clang-format-14', 'clang-format'):
        path = shutil.which(name)
        if path is None:
            continue
        version = subprocess.run([path, '--version'], capture_output=True, text=True).stdout
        if re.search(r'version 14\.', version):
            return path
    if shutil.which('clang-format') is None:
        raise tap.Failure('clang-format is missing')
    return None


def nothing_would_change():
    program = formatter()
    if program is None:
        print('# clang-format is not version 14, which decides: nothing was compared')
        return
    paths = sorted(path for folder in ('src', 'tests') for path in (SOURCE / folder).rglob('*.[ch]'))
    done = subprocess.run([program, '--dry-run', *map(str, paths)], cwd=SOURCE, capture_output=True,
                          text=True)
    changed = sorted({line.split(':')[0] for line in done.stderr.splitlines()
                      if '-Wclang-format-violations' in line})
    tap.check([f'{path}: ./dev format would change it' for path in changed])


tap.run([('/layers/format/nothing-would-change', nothing_would_change)])
