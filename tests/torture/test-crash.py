#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Either program is killed at its n-th write, sync or send, while hours go out and while a restored
server gets them back; afterwards no hour is lost or doubled.

usage: test-crash.py SERVER COACH CRASH-AT [EVERY [FIRST]]: every n-th call; 1 is all of them
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import tap  # noqa: E402
import world  # noqa: E402

SERVER, COACH, CRASH_AT = sys.argv[1:4]
EVERY = int(sys.argv[4]) if len(sys.argv) > 4 else 1
FIRST = int(sys.argv[5]) if len(sys.argv) > 5 else 0
STORY = [1, 2, 3]  # minutes


class Stage:
    """A community that is set up once and copied for each crash."""

    word = 'story'

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.first = self.folder / 'first'
        self.first.mkdir()
        self.server = world.Server(SERVER, self.first)
        self.codes = self.server.make()
        self.count = 0

    def copy(self):
        self.count += 1
        folder = self.folder / str(self.count)
        return folder, self.server.copy_to(folder)


class RestoredStage(Stage):
    """The coach's hours are on the server, and then yesterday's backup comes back, without them."""

    word = 'settle'

    def __init__(self, folder):
        super().__init__(folder)
        self.backup = self.folder / 'backup.db'
        self.run('settle')
        shutil.copy(self.server.database, self.backup)
        self.run('story')

    def run(self, word):
        self.server.start()
        coach = world.start_coach(COACH, self.first, 'coach', self.server.port, self.codes[0], word, 0)
        coach.communicate(timeout=world.PATIENCE)
        self.server.stop()
        if coach.returncode != 0:
            raise RuntimeError(f'the coach does not come to the end of "{word}"')

    def copy(self):
        folder, server = super().copy()
        shutil.copy(self.backup, server.database)
        for file in self.first.glob('coach.db*'):
            shutil.copy(file, folder / file.name)
        return folder, server


def story(stage, folder, server, **environment):
    """True if the coach has come to the end of the story."""
    coach = world.start_coach(COACH, folder, 'coach', server.port, stage.codes[0], stage.word, 0,
                              **environment)
    try:
        coach.communicate(timeout=world.PATIENCE)
    except subprocess.TimeoutExpired:
        coach.kill()
        coach.communicate()
        raise
    return coach.returncode == 0


def preload(call, path):
    return {'LD_PRELOAD': CRASH_AT, 'RONDO_CRASH_AT': str(call), 'RONDO_CALLS_FILE': str(path)}


def problems_of(folder, server, code, call):
    entries, doubled = world.settle(COACH, folder, 'second', server.port, code, 0)
    found = []
    if sorted(entries.values()) != STORY:
        found.append(f'killed at call {call}: {sorted(entries.values())} minutes, not {STORY}')
    return found + [f'killed at call {call}: {entry} is there twice' for entry in doubled]


def client_at(stage, call):
    """(problems, whether there was such a call)"""
    folder, server = stage.copy()
    server.start()
    is_over = story(stage, folder, server, **preload(call, folder / 'calls'))
    if not is_over and not story(stage, folder, server):
        return [f'killed at call {call}, the app does not come to an end'], True
    found = problems_of(folder, server, stage.codes[0], call)
    server.kill()
    return found, not is_over


def server_at(stage, call):
    """The coach goes on asking until somebody has started the server again."""
    folder, server = stage.copy()
    listens = server.start(**preload(call, folder / 'calls'))
    coach = world.start_coach(COACH, folder, 'coach', server.port, stage.codes[0], stage.word, 0)
    end = world.now() + world.PATIENCE
    was_killed = not listens
    while coach.poll() is None and world.now() < end:
        if not server.is_running():
            server.wait()
            server.start()
            was_killed = True
        try:
            coach.wait(0.02)
        except subprocess.TimeoutExpired:
            pass
    if coach.poll() is None:
        coach.kill()
    coach.communicate()
    # What is left of the calls that it was to live through is not for those who look at it now.
    if server.is_running():
        server.kill()
    else:
        server.wait()
    server.start()
    found = [] if coach.returncode == 0 else [f'killed at call {call}: the app did not end well']
    found += problems_of(folder, server, stage.codes[0], call)
    server.kill()
    server.check()
    return found, was_killed


def everywhere(crash, make_stage):
    def run():
        with tempfile.TemporaryDirectory(prefix='rondo-crash-') as folder:
            stage = make_stage(folder)
            found, call, happened, crashes = [], FIRST, True, 0
            while happened and not found:
                problems, happened = crash(stage, call)
                found += problems
                crashes += happened
                call += EVERY
            print(f'# {crashes} crashes, the last at call {call - 2 * EVERY}')
            if crashes == 0:
                found.append('nothing was ever killed')
            tap.check(found)
    return run


tap.run([('/torture/crash/the-app-at-its-writes-syncs-and-sends', everywhere(client_at, Stage)),
         ('/torture/crash/the-server-at-its-writes-syncs-and-sends', everywhere(server_at, Stage)),
         ('/torture/crash/the-app-while-it-gives-back-what-was-lost',
          everywhere(client_at, RestoredStage)),
         ('/torture/crash/the-server-while-it-gets-back-what-it-lost',
          everywhere(server_at, RestoredStage))])
