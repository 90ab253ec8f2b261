#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A header of a forbidden room does not compile with a room's own flags; an allowed one does.

usage: test-rooms.py SOURCE_ROOT BUILD_ROOT
"""
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

# Which rooms a room sees besides itself: the arrows of src/meson.build.
SEES = {
    'match': [],
    'core': ['match'],
    'db': [],
    'wire': ['core', 'match'],
    'paper': ['core'],
    'client': ['core', 'wire', 'db', 'paper'],
    'server': ['core', 'wire', 'db'],
    'compat': [],
    'app': ['client', 'core', 'compat'],
}
WITHOUT_WIDGETS = ['match', 'core', 'db', 'wire', 'paper', 'client', 'server']
WITHOUT_NETWORK = ['match', 'core', 'db', 'wire', 'paper', 'compat']
WITHOUT_JSON = ['match', 'core', 'db', 'paper', 'compat', 'app']

# Folders that only their own room looks into; so it does into headers called -private.
PRIVATE = {'search', 'store'}

SOURCE, BUILD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])


def room_flags():
    """The real compiler and flags of each room, from the build's own list of commands."""
    flags = {}
    for entry in json.loads((BUILD / 'compile_commands.json').read_text()):
        path = (pathlib.Path(entry['directory']) / entry['file']).resolve()
        for room in SEES:
            if SOURCE / 'src' / room in path.parents:
                flags.setdefault(room, strip_outputs(shlex.split(entry['command'])))
    return flags


def strip_outputs(command):
    kept = []
    words = iter(command)
    for word in words:
        if word in ('-o', '-c', '-MF', '-MQ', '-MT'):
            next(words, None)
        elif word not in ('-MD', '-MMD') and not word.startswith('-fsanitize'):
            kept.append(word)
    return kept


def compile_include(command, header):
    """(compiled, stderr) of a file that includes nothing but config.h and the header."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / 'probe.c'
        path.write_text(f'#include "config.h"\n#include "{header}"\n')
        done = subprocess.run(command + ['-fsyntax-only', '-Wno-unused', str(path)], cwd=BUILD,
                              capture_output=True, text=True, env={'PATH': '/usr/bin:/bin',
                                                                   'LC_ALL': 'C'})
    return done.returncode == 0, done.stderr


def headers(room):
    return sorted(path.name for path in (SOURCE / 'src' / room).rglob('*.h')
                  if not PRIVATE & set(path.parts) and not path.stem.endswith('-private'))


def expect_compiles(command, names):
    problems = []
    for name in names:
        compiled, stderr = compile_include(command, name)
        if not compiled:
            problems.append(f'{name} should compile but does not:\n{stderr}')
    tap.check(problems)


def expect_missing(command, names):
    problems = []
    for name in names:
        compiled, stderr = compile_include(command, name)
        if compiled:
            problems.append(f'{name} compiles here, but this room must not see it')
        elif f'{name}: No such file' not in stderr:
            problems.append(f'{name} fails, but for another reason than the wall:\n{stderr}')
    tap.check(problems)


def tests():
    all_flags = room_flags()
    rooms = [room for room in SEES if room in all_flags]
    for room in rooms:
        command = all_flags[room]
        others = [other for other in rooms if other != room and headers(other)]
        forbidden = [other for other in others if other not in SEES[room]]
        if headers(room):
            yield (f'/layers/rooms/{room}-compiles-its-own-headers',
                   lambda c=command, r=room: expect_compiles(c, headers(r)))
        for other in others:
            if other in SEES[room]:
                yield (f'/layers/rooms/{room}-sees-{other}',
                       lambda c=command, o=other: expect_compiles(c, headers(o)[:1]))
        yield (f'/layers/rooms/{room}-does-not-see-' + '-'.join(forbidden),
               lambda c=command, f=forbidden: expect_missing(c, [headers(o)[0] for o in f]))
        outside = (['gtk/gtk.h', 'adwaita.h'] if room in WITHOUT_WIDGETS else [])
        outside += (['libsoup/soup.h'] if room in WITHOUT_NETWORK else [])
        outside += (['json-glib/json-glib.h'] if room in WITHOUT_JSON else [])
        if outside:
            yield (f'/layers/rooms/{room}-has-no-foreign-library',
                   lambda c=command, o=outside: expect_missing(c, o))


def every_room_is_built():
    built = room_flags()
    wanted = [room for room in SEES if room not in ('app', 'compat')]
    tap.check([f'no source of src/{room} is compiled' for room in wanted if room not in built])


tap.run([('/layers/rooms/every-room-is-built', every_room_is_built)] + list(tests()))
