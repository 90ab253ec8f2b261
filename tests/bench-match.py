#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long rondo-match takes on made-up rounds, and what it proves. Figures, not a test.

usage: bench-match.py RONDO-MATCH
"""
import json
import random
import subprocess
import sys
import time

# Values of a pair: alike both ways (the hard case), mostly alike, or a few whom everybody wants.
FAMILIES = ('mix', 'symmetric', 'popular')
SIZES = (24, 66, 120, 200)
DENSITY = 0.4
SECONDS = 60


def instance(family, size, seed=7):
    dice = random.Random(f'{family} {size} {seed}')
    names = [f'm{number:04}' for number in range(size)]
    pairs = []
    for first in range(size):
        for second in range(first):
            if dice.random() >= DENSITY:
                continue
            shared = dice.randrange(1000)
            for coach, client in ((first, second), (second, first)):
                own = dice.randrange(1000)
                value = {'mix': (4 * shared + own) // 5,
                         'symmetric': shared,
                         'popular': own + (2000 if coach < 5 else 0)}[family]
                pairs.append([names[coach], names[client], value])
    return {'format': 'rondo-match-instance', 'version': 1, 'seed': seed, 'mutual_allowed': False,
            'tiers': ['value'], 'members': [{'id': name, 'clients': 1, 'coaches': 1} for name in names],
            'pairs': pairs}


def main():
    program = sys.argv[1]
    print(f'{"family":<10} {"members":>7} {"arcs":>7} {"seconds":>8} {"placed":>7} {"value":>9}  status')
    for family in FAMILIES:
        for size in SIZES:
            problem = instance(family, size)
            start = time.monotonic()
            done = subprocess.run([program, '--time', str(SECONDS), '-'], input=json.dumps(problem),
                                  capture_output=True, text=True)
            seconds = time.monotonic() - start
            if done.returncode:
                sys.exit(f'rondo-match failed on {family} {size}: {done.stderr.strip()}')
            result = json.loads(done.stdout)
            placed, value = result['objective'][:2]
            print(f'{family:<10} {size:>7} {len(problem["pairs"]):>7} {seconds:>8.2f} {placed:>7} '
                  f'{value:>9}  {result["status"]}', flush=True)


if __name__ == '__main__':
    main()
