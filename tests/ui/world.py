# SPDX-License-Identifier: GPL-3.0-or-later
"""A small real world for the app: a server process on its own database, and one profile per person,
each with a database, settings and keyring of its own. Nothing of the user's is touched."""
import os
import pathlib
import socket
import subprocess
import time

HOST = '127.0.0.1'
COMMUNITY = 'Sample Community'
ROUND = 'Autumn Round'
COORDINATOR = ('Marlene Keil', 'marlene.keil@example.org')
COACH = ('Jonas Berg', 'jonas.berg@example.org')
PASSWORD = 'correct horse battery staple'


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Server:
    """rondo-server on a database file: set up, started, stopped and started again."""

    def __init__(self, program, database, port=None):
        self.program = str(program)
        self.database = pathlib.Path(database)
        self.port = port or free_port()
        self.address = f'http://{HOST}:{self.port}'
        self.process = None

    def command(self, verb, *words):
        done = subprocess.run([self.program, verb, '--database', str(self.database), *words],
                              capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f'rondo-server {verb}: {done.stderr.strip() or done.stdout.strip()}')
        return done.stdout

    def init(self, members=None, round_name=None):
        words = ['--community', COMMUNITY]
        words += ['--members', str(members)] if members else []
        words += ['--round', round_name] if round_name else []
        self.command('init', *words)

    def invite(self, email=None, role=None):
        """A new invitation code."""
        words = ['--email', email] if email else []
        words += ['--role', role] if role else []
        return self.command('invite', *words).strip()

    def start(self):
        log = open(self.database.with_suffix('.log'), 'ab')
        self.process = subprocess.Popen([self.program, 'run', '--database', str(self.database),
                                         '--address', HOST, '--port', str(self.port)],
                                        stdout=log, stderr=log)
        log.close()
        self.wait_until_listening()

    def wait_until_listening(self):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f'rondo-server ended at once; see {self.database.with_suffix(".log")}')
            try:
                socket.create_connection((HOST, self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError('rondo-server does not listen')

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            status = self.process.wait(20)
            assert status in (0, -15), f'rondo-server ended with {status}'
        self.process = None


class Profile:
    """What one person's computer remembers between two starts of the app."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        self.database = self.folder / 'rondo.db'
        for name in ('data', 'config', 'cache', 'state'):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)

    def environment(self, **more):
        env = dict(os.environ)
        for name in ('GTK_A11Y', 'NO_AT_BRIDGE', 'GDK_DEBUG', 'G_SLICE', 'MALLOC_CHECK_'):
            env.pop(name, None)
        env.update({
            'XDG_DATA_HOME': str(self.folder / 'data'),
            'XDG_CONFIG_HOME': str(self.folder / 'config'),
            'XDG_CACHE_HOME': str(self.folder / 'cache'),
            'XDG_STATE_HOME': str(self.folder / 'state'),
            'GSETTINGS_BACKEND': 'keyfile',
            'SECRET_BACKEND': 'file',
            'SECRET_FILE_TEST_PATH': str(self.folder / 'keyring'),
            'SECRET_FILE_TEST_PASSWORD': 'only for trying things out',
        })
        env.update(more)
        return env

    def join(self, tool, address, code):
        done = subprocess.run([str(tool), str(self.database), address, code, PASSWORD],
                              env=self.environment(), capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f'could not join: {done.stderr.strip()}')


def installed(stage):
    """The environment in which programs installed below stage find what belongs to them."""
    shares = os.environ.get('XDG_DATA_DIRS', '/usr/local/share:/usr/share')
    return {'XDG_DATA_DIRS': f'{stage}/share:{shares}',
            'GSETTINGS_SCHEMA_DIR': f'{stage}/share/glib-2.0/schemas'}
