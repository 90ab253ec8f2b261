# SPDX-License-Identifier: GPL-3.0-or-later
"""A server and coaches as processes of their own, to be killed."""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

MEMBERS = 'name,email,languages,time_zone\n' + ''.join(
    f'Coach {i},coach{i}@example.org,en,UTC\n' for i in range(4))
# As slow as a test may be before something is wrong, seconds.
PATIENCE = 120


def clean_environment(**more):
    """No keyring and no bus of whoever runs this."""
    environment = dict(os.environ, DBUS_SESSION_BUS_ADDRESS='unix:path=/nonexistent/bus', **more)
    environment.pop('G_DEBUG', None)
    return environment


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Server:
    """rondo-server on a database, with a port that stays the same."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.database = self.folder / 'server.db'
        self.config = self.folder / 'server.conf'
        self.port = free_port()
        self.process = None

    def make(self):
        """A new community; gives the invitation codes of its members."""
        members = self.folder / 'members.csv'
        members.write_text(MEMBERS)
        self.command('init', '--database', self.database, '--community', 'Coaches',
                     '--members', members)
        self.write_config()
        return [self.command('invite', '--database', self.database, '--email',
                             f'coach{i}@example.org').strip() for i in range(4)]

    def copy_to(self, folder):
        """A server of its own with the same data; this one has to be stopped."""
        folder.mkdir()
        other = Server(self.program, folder)
        shutil.copy(self.database, other.database)
        other.write_config()
        return other

    def write_config(self):
        self.config.write_text(f'[server]\ndatabase={self.database}\naddress=127.0.0.1\n'
                               'password-passes=1\npassword-memory=8\n')

    def command(self, *words):
        done = subprocess.run([self.program, *map(str, words)], capture_output=True, text=True,
                              env=clean_environment(), timeout=PATIENCE)
        if done.returncode != 0:
            raise RuntimeError(f'rondo-server {words[0]}: {done.stderr}')
        return done.stdout

    def start(self, **environment):
        """Waits until it listens. False if it was killed before."""
        self.process = subprocess.Popen(
            [self.program, 'run', '--config', str(self.config), '--port', str(self.port)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=clean_environment(**environment))
        return 'http' in self.process.stdout.readline()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.wait()

    def wait(self):
        self.process.wait(timeout=PATIENCE)
        self.process.stdout.close()
        self.process = None

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def check(self):
        self.command('check', '--database', self.database)


def start_coach(program, folder, name, port, code, number, member, **environment):
    return subprocess.Popen(
        [program, str(folder), name, f'http://127.0.0.1:{port}', code,
         f'coach{member}@example.org', str(number)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=clean_environment(**environment))


def read_entries(output):
    """{id: minutes} of what a coach says it holds, and how often each id was said."""
    entries, doubled = {}, []
    for line in output.splitlines():
        words = line.split()
        if words and words[0] == 'entry':
            if words[1] in entries:
                doubled.append(words[1])
            entries[words[1]] = int(words[2])
    return entries, doubled


def settle(program, folder, name, port, code, member):
    """What the device called name holds when everything has come to rest."""
    coach = start_coach(program, folder, name, port, code, 'settle', member)
    output, errors = coach.communicate(timeout=PATIENCE)
    if coach.returncode != 0:
        raise RuntimeError(f'{name} does not come to rest: {errors[-500:]}')
    return read_entries(output)


def now():
    return time.monotonic()
