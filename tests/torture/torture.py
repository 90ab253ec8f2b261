#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real programs behind a bad network, killed again and again; afterwards every hour is counted.

usage: torture.py --server PROGRAM --coach PROGRAM [--minutes N | --seconds N] [--seed N] [--tap]
"""
import argparse
import pathlib
import random
import signal
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import proxy  # noqa: E402
import world  # noqa: E402

# Name and member of each device: two of one coach, one of another.
DEVICES = [('notebook', 0), ('telephone', 0), ('desk', 1)]
SPAN = 1000000  # of the numbers that one run of a device may use


class Ledger:
    """What each entry may be: from "saved" on only that; until then also what it was before."""

    def __init__(self):
        self.entries = {}
        self.saved = 0

    def read(self, line):
        words = line.split()
        if len(words) != 3 or words[0] not in ('saving', 'saved'):
            return
        value = int(words[2])
        if words[0] == 'saved':
            self.saved += 1
            self.entries[words[1]] = {value}
        else:
            self.entries.setdefault(words[1], {0}).add(value)

    def problems(self, name, held):
        found = [f'{name}: {entry} has {held.get(entry, 0)} minutes, not {sorted(values)}'
                 for entry, values in self.entries.items() if held.get(entry, 0) not in values]
        return found + [f'{name}: {entry} was never made' for entry in held
                        if entry not in self.entries]


class Device:
    """One app, its owner, and what it said."""

    def __init__(self, program, folder, name, member, code, port):
        self.program, self.folder, self.name = program, folder, name
        self.member, self.code, self.port = member, code, port
        self.ledger = Ledger()
        self.runs = 0
        self.process = None
        self.reader = None

    def start(self, number):
        self.runs += 1
        self.process = world.start_coach(self.program, self.folder, self.name, self.port, self.code,
                                         number, self.member)
        self.reader = threading.Thread(target=self.listen, daemon=True)
        self.reader.start()

    def listen(self):
        for line in self.process.stdout:
            self.ledger.read(line)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()
        self.process.stderr.close()


def torment(server, devices, seconds, dice):
    """Gives how often something was killed."""
    kills = 0
    end = time.monotonic() + seconds
    for index, device in enumerate(devices):
        device.start(index * SPAN + 1)
    while time.monotonic() < end:
        time.sleep(dice.uniform(0.05, 0.6))
        if dice.random() < 0.35:
            server.kill()
            time.sleep(dice.uniform(0, 0.2))
            server.start()
        else:
            device = dice.choice(devices)
            device.kill()
            device.start((device.runs * len(DEVICES) + devices.index(device)) * SPAN + 1)
        kills += 1
    for device in devices:
        device.kill()
    return kills


def count(server, devices, coach):
    """Everybody comes to rest, twice; then a computer that was never there before tells all."""
    problems = []
    for _ in range(2):
        held = [world.settle(coach, device.folder, device.name, server.port, device.code,
                             device.member) for device in devices]
    for member in sorted({device.member for device in devices}):
        own = [index for index, device in enumerate(devices) if device.member == member]
        fresh, doubled = world.settle(coach, devices[0].folder, f'fresh{member}', server.port,
                                      devices[own[0]].code, member)
        problems += [f'member {member}: {entry} is there twice' for entry in doubled]
        everything = Ledger()
        for index in own:
            everything.entries.update(devices[index].ledger.entries)
            if held[index][0] != fresh:
                problems.append(f'{devices[index].name} holds other entries than a new computer')
        problems += everything.problems(f'member {member}', fresh)
    server.stop()
    server.check()
    return problems


def run(arguments, seconds):
    dice = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory(prefix='rondo-torture-') as folder:
        server = world.Server(arguments.server, folder)
        codes = server.make()
        server.start()
        network = proxy.Proxy(server.port, arguments.seed)
        devices = [Device(arguments.coach, pathlib.Path(folder), name, member, codes[member],
                          network.port) for name, member in DEVICES]
        kills = torment(server, devices, seconds, dice)
        network.is_calm = True
        if not server.is_running():
            server.start()
        problems = count(server, devices, arguments.coach)
        network.close()
        saved = sum(device.ledger.saved for device in devices)
        fates = ', '.join(f'{name} {number}' for name, number in sorted(network.fates.items()))
        summary = (f'{kills} kills, {saved} changes saved, '
                   f'{sum(network.fates.values())} connections ({fates}): '
                   f'{len(problems)} lost or doubled')
    return summary, problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--server', required=True)
    parser.add_argument('--coach', required=True)
    parser.add_argument('--minutes', type=float, default=3)
    parser.add_argument('--seconds', type=float)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--tap', action='store_true')
    arguments = parser.parse_args()
    if arguments.tap:
        print('1..1')
    summary, problems = run(arguments, arguments.seconds or arguments.minutes * 60)
    for problem in problems[:20]:
        print(f'# {problem}')
    if arguments.tap:
        print(f'{"not ok" if problems else "ok"} 1 /torture/no-hour-is-lost-or-doubled\n# {summary}')
    else:
        print(summary)
    return 1 if problems else 0


sys.exit(main())
