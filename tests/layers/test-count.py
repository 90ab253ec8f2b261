#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ./dev test says at its end is what happened, crashes and lost tests included.

usage: test-count.py SOURCE_ROOT
"""
import json
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(sys.argv[1]).resolve()
sys.path.insert(0, str(SOURCE / 'tests'))
import tap  # noqa: E402


def summary(*programs):
    """The last line and the exit status for programs given as (result, stdout)."""
    with tempfile.NamedTemporaryFile('w', suffix='.json') as log:
        for result, stdout in programs:
            log.write(json.dumps({'name': 'one', 'result': result, 'stdout': stdout}) + '\n')
        log.flush()
        done = subprocess.run([sys.executable, SOURCE / 'tests/count.py', log.name],
                              capture_output=True, text=True)
    return done.stdout.splitlines()[-1], done.returncode


def expect(wanted, status, *programs):
    found = summary(*programs)
    tap.check([f'wanted {(wanted, status)}, found {found}'] if found != (wanted, status) else [])


GOOD = '1..2\nok 1 /a\n# note\nok 2 /b\n'
tap.run([
    ('/layers/count/lines-are-summed-over-programs',
     lambda: expect('4 passed, 0 failed, 0 skipped', 0, ('OK', GOOD), ('OK', GOOD))),
    ('/layers/count/a-plan-may-come-last',
     lambda: expect('1 passed, 0 failed, 0 skipped', 0, ('OK', 'ok 1 /a\n1..1\n'))),
    ('/layers/count/a-failed-line-is-counted-once',
     lambda: expect('1 passed, 1 failed, 0 skipped', 1, ('FAIL', '1..2\nok 1 /a\nnot ok 2 /b\n'))),
    ('/layers/count/skipped-is-not-passed',
     lambda: expect('1 passed, 0 failed, 1 skipped', 0, ('OK', '1..2\nok 1 /a\nok 2 /b # SKIP no\n'))),
    ('/layers/count/a-whole-program-may-be-skipped',
     lambda: expect('0 passed, 0 failed, 1 skipped', 0, ('SKIP', '1..0 # SKIP no display\n'))),
    ('/layers/count/a-crash-after-the-last-line-fails',
     lambda: expect('2 passed, 1 failed, 0 skipped', 1, ('ERROR', GOOD))),
    ('/layers/count/tests-lost-in-a-crash-have-failed',
     lambda: expect('1 passed, 3 failed, 0 skipped', 1, ('ERROR', '1..4\nok 1 /a\n'))),
    ('/layers/count/no-plan-is-a-failure',
     lambda: expect('1 passed, 1 failed, 0 skipped', 1, ('OK', 'ok 1 /a\n'))),
    ('/layers/count/out-of-time-fails',
     lambda: expect('0 passed, 1 failed, 0 skipped', 1, ('TIMEOUT', ''))),
    ('/layers/count/nothing-ran-is-a-failure', lambda: expect('0 passed, 1 failed, 0 skipped', 1)),
])
