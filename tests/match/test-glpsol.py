#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rondo-match against GLPK on the same rounds: every tier has the same optimum.

GLPK gets the round as a 0/1 program and maximises one tier after the other, each with the optima of
the tiers before as constraints.

usage: test-glpsol.py RONDO-MATCH GLPSOL
"""
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

MATCH, GLPSOL = sys.argv[1:3]
SEED = 90


class Round:
    """A round by chance: units up to @units, some locked pairs, several tiers."""

    def __init__(self, number, size, units, is_uneven):
        dice = random.Random(f'{SEED} {number} {size} {units} {is_uneven}')
        self.number = number
        self.n_tiers = dice.randint(1, 3)
        self.mutual = dice.random() < 0.2
        self.reciprocal = not is_uneven or dice.random() < 0.7
        self.gives = [dice.randint(1, units) for _ in range(size)]
        self.gets = [dice.randint(0, units) if is_uneven and dice.random() < 0.4 else give
                     for give in self.gives]
        density = dice.choice((0.2, 0.4))
        self.pairs = {}
        for coach in range(size):
            for client in range(size):
                if coach != client and dice.random() < density:
                    self.pairs[coach, client] = [dice.randint(-2, dice.choice((3, 20)))
                                                 for _ in range(self.n_tiers)]
        # Now and then they contradict the rules; then GLPK has to find that there is no plan.
        self.locked = [pair for pair in self.pairs if dice.random() < 0.01][:2]

    def is_even(self, member):
        return self.reciprocal and self.gives[member] == self.gets[member]

    def instance(self):
        return json.dumps({
            'format': 'rondo-match-instance', 'version': 1, 'seed': self.number,
            'mutual_allowed': self.mutual, 'reciprocal': self.reciprocal,
            'tiers': ['tier'] * self.n_tiers,
            'members': [{'id': f'm{i}', 'clients': give, 'coaches': self.gets[i]}
                        for i, give in enumerate(self.gives)],
            'pairs': [[f'm{coach}', f'm{client}', *values]
                      for (coach, client), values in self.pairs.items()],
            'locked': [[f'm{coach}', f'm{client}'] for coach, client in self.locked]})


def total(terms):
    """A sum of variables as GLPK reads it, never empty."""
    return ' '.join(f'{factor:+d} x_{coach}_{client}' for factor, (coach, client) in terms) or '0 none'


def rules(round_):
    lines = []
    for i, give in enumerate(round_.gives):
        given = [(1, pair) for pair in round_.pairs if pair[0] == i]
        got = [(1, pair) for pair in round_.pairs if pair[1] == i]
        lines += [f'{total(given)} <= {give}', f'{total(got)} <= {round_.gets[i]}']
        if round_.is_even(i):
            lines.append(f'{total(given + [(-1, pair) for _, pair in got])} = 0')
    for coach, client in round_.pairs:
        if not round_.mutual and coach < client and (client, coach) in round_.pairs:
            lines.append(f'x_{coach}_{client} + x_{client}_{coach} <= 1')
    return lines + [f'x_{coach}_{client} = 1' for coach, client in round_.locked]


def solve_program(objective, lines, round_):
    """The optimum, or None if there is no plan."""
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder, 'program.lp')
        names = '\n'.join(f'x_{coach}_{client}' for coach, client in round_.pairs) or 'none'
        program.write_text(f'Maximize\n goal: {objective}\nSubject To\n' + '\n'.join(lines) +
                           f'\n none = 0\nBinary\n{names}\nEnd\n')
        done = subprocess.run([GLPSOL, '--lp', str(program), '-o', str(program) + '.txt'],
                              capture_output=True, text=True)
        answer = pathlib.Path(str(program) + '.txt')
        text = answer.read_text() if answer.exists() else ''
    if re.search(r'^Status: +INTEGER OPTIMAL', text, re.M):
        return round(float(re.search(r'^Objective: +goal = (\S+)', text, re.M).group(1)))
    if re.search(r'^Status: +INTEGER (EMPTY|UNDEFINED)', text, re.M) or 'NO PRIMAL' in done.stdout:
        return None
    raise tap.Failure(f'GLPK says neither yes nor no:\n{done.stdout}{done.stderr}')


def optimum_by_glpk(round_):
    lines = rules(round_)
    found = []
    for tier in range(-1, round_.n_tiers):
        goal = total([(values[tier] if tier >= 0 else 1, pair)
                      for pair, values in round_.pairs.items()])
        best = solve_program(goal, lines, round_)
        if best is None:
            return None
        found.append(best)
        lines.append(f'{goal} = {best}')
    return found


def optimum_by_rondo(round_):
    done = subprocess.run([MATCH, '-'], input=round_.instance(), capture_output=True, text=True)
    if done.returncode == 3:
        return None
    if done.returncode:
        raise tap.Failure(f'rondo-match: {done.stderr}')
    result = json.loads(done.stdout)
    tap.check([] if result['status'] == 'optimal' else [f'not proved: {result["status"]}'])
    return result['objective']


def agree(count, size, units, is_uneven):
    problems = []
    for number in range(count):
        round_ = Round(number, size, units, is_uneven)
        ours, theirs = optimum_by_rondo(round_), optimum_by_glpk(round_)
        if ours != theirs:
            problems.append(f'round {number}: rondo-match {ours}, GLPK {theirs}\n{round_.instance()}')
    tap.check(problems)


print(f'seed {SEED}', file=sys.stderr)
tap.run([
    ('/match/glpsol/one-each-has-the-same-optimum', lambda: agree(25, 14, 1, False)),
    ('/match/glpsol/up-to-three-each-has-the-same-optimum', lambda: agree(15, 10, 3, False)),
    ('/match/glpsol/uneven-sides-have-the-same-optimum', lambda: agree(25, 12, 3, True)),
])
