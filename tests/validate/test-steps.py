#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps by which databases of before became those of today are what they were: a database that
somebody has went through them. A new step gets its line in steps.sha256 when it is published.

usage: test-steps.py SOURCE_ROOT
"""
import hashlib
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

SOURCE = pathlib.Path(sys.argv[1]).resolve()


def published_steps_never_change():
    problems = []
    for line in pathlib.Path(__file__).with_name('steps.sha256').read_text().splitlines():
        wanted, name = line.split()
        path = SOURCE / name
        if not path.is_file():
            problems.append(f'{name} is gone')
        elif hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
            problems.append(f'{name} has changed: databases of before went through another one')
    tap.check(problems)


tap.run([('/validate/published-steps-never-change', published_steps_never_change)])
