#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the app with the sample community: light, dark, and as narrow as a telephone.

usage: shots.py --programs DIR --tools DIR --sample members.csv --output DIR --picture FILE.png
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import rounds  # noqa: E402
from driver import PAGES, Program  # noqa: E402
from world import COORDINATOR, ROUND, Profile, Server, installed  # noqa: E402

MARGIN = 28  # around the window, for its shadow


def take(app, path):
    """A picture of the window with its shadow, once it is drawn."""
    time.sleep(1)
    done = subprocess.run(['xdotool', 'getwindowgeometry', '--shell', app.x_window()], check=True,
                          capture_output=True, text=True)
    place = {key: int(value) for key, value in (line.split('=') for line in done.stdout.split())}
    extents = subprocess.run(['xprop', '-id', app.x_window(), '_GTK_FRAME_EXTENTS'], check=True,
                             capture_output=True, text=True).stdout
    left, right, top, bottom = (int(number) for number in extents.split('=')[1].split(','))
    area = (f'{place["WIDTH"] - left - right + 2 * MARGIN}x{place["HEIGHT"] - top - bottom + 2 * MARGIN}'
            f'+{place["X"] + left - MARGIN}+{place["Y"] + top - MARGIN}')
    subprocess.run(['import', '-silent', '-window', 'root', '-crop', area, '+repage', str(path)],
                   check=True)


def publish_a_round(app, options):
    rounds.open_round(app, ROUND)
    rounds.open_workbench(app)
    rounds.match_all(app)
    take(app, options.output / 'plan.png')
    rounds.approve(app)
    rounds.announce(app)
    app.window().gone(None, re.compile('members are told'))
    take(app, options.picture)


def tour(app, folder):
    folder.mkdir()
    for name, key in PAGES.items():
        app.raise_window()
        app.keys(key)
        take(app, folder / f'{name.lower()}.png')


def main():
    parser = argparse.ArgumentParser()
    for name in ('programs', 'tools', 'sample', 'output', 'picture'):
        parser.add_argument(f'--{name}', type=lambda text: pathlib.Path(text).resolve(), required=True)
    options = parser.parse_args()
    shutil.rmtree(options.output, ignore_errors=True)
    options.output.mkdir(parents=True)
    options.picture.parent.mkdir(exist_ok=True)
    server = Server(options.programs / 'rondo-server', options.output / 'server.db')
    server.init(options.sample, ROUND)
    server.start()
    profile = Profile(options.output / 'profile')
    profile.join(options.tools / 'rondo-join', server.address,
                 server.invite(COORDINATOR[1], 'coordinator'))
    command = [str(options.programs / 'rondo'), '--database', str(profile.database)]
    env = profile.environment(LC_ALL='C.UTF-8', **installed(options.programs.parent))
    app = None
    try:
        for style in ('light', 'dark'):
            app = Program(command, dict(env, ADW_DEBUG_COLOR_SCHEME=f'prefer-{style}'))
            app.window().find(None, 'All changes sent')
            app.raise_window()
            if style == 'light':
                publish_a_round(app, options)
            tour(app, options.output / style)
            app.resize(412, 760)
            tour(app, options.output / f'{style}-narrow')
            app.kill()
    finally:
        if app is not None and app.process.poll() is None:
            app.kill()
        server.stop()
    print(f'Pictures are in {options.output}, and {options.picture}')


if __name__ == '__main__':
    main()
