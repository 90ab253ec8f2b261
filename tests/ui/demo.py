#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the app on the screen of the user, signed in at a server with the sample community.

usage: demo.py --stage DIR --tools DIR --sample FILE --demo DIR --as coach|coordinator
"""
import argparse
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from world import COACH, COORDINATOR, ROUND, Profile, Server, installed  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser()
    for name in ('stage', 'tools', 'sample', 'demo'):
        parser.add_argument(f'--{name}', type=pathlib.Path, required=True)
    parser.add_argument('--as', dest='role', choices=['coach', 'coordinator'], required=True)
    return parser.parse_args()


def recorded_port(folder):
    """A profile knows its server by its address, so the port stays as it was the first time."""
    path = folder / 'port'
    return int(path.read_text()) if path.exists() else None


def main():
    options = arguments()
    folder = options.demo / 'sample'
    folder.mkdir(parents=True, exist_ok=True)
    server = Server(options.stage / 'bin/rondo-server', folder / 'server.db', recorded_port(folder))
    if not server.database.exists():
        server.init(options.sample, ROUND)
    (folder / 'port').write_text(str(server.port))
    server.start()
    try:
        profile = Profile(folder / options.role)
        name, email = COORDINATOR if options.role == 'coordinator' else COACH
        if not profile.database.exists():
            code = server.invite(email, options.role)
            profile.join(options.tools / 'rondo-join', server.address, code)
        print(f'Rondo runs as {name}, with a server at {server.address}.\n'
              f'Everything is kept in {folder}; ./dev clean removes it.')
        status = subprocess.run([str(options.stage / 'bin/rondo'), '--database', str(profile.database)],
                                env=profile.environment(**installed(options.stage))).returncode
    finally:
        server.stop()
    sys.exit(status)


if __name__ == '__main__':
    main()
