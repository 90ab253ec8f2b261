# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs functions as TAP subtests: prints one line each and says why one failed."""
import sys
import traceback


class Failure(Exception):
    """What is wrong, line by line."""


def check(problems):
    """Fails with the list of problems, if there are any."""
    if problems:
        raise Failure('\n'.join(str(problem) for problem in problems))


def run(tests):
    """tests: pairs of a name (a sentence as a path) and a function without arguments."""
    failed = 0
    print('TAP version 13')
    print(f'1..{len(tests)}')
    for number, (name, function) in enumerate(tests, 1):
        try:
            function()
            print(f'ok {number} {name}')
        except Exception as error:  # every kind of failure is one failed test, the rest go on
            failed += 1
            text = str(error) if isinstance(error, Failure) else traceback.format_exc()
            for line in text.splitlines():
                print('# ' + line)
            print(f'not ok {number} {name}')
        sys.stdout.flush()
    sys.exit(1 if failed else 0)
