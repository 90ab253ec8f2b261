#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages name every command and option that the programs know, and no other.

usage: test-manuals.py SOURCE_ROOT PROGRAM…
"""
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

SOURCE = pathlib.Path(sys.argv[1])
PROGRAMS = [pathlib.Path(path) for path in sys.argv[2:]]
OPTION = re.compile(r'(?<![\w-])--?[a-z](?:[a-z-]*[a-z])?(?![\w-])')


def page_of(program):
    return (SOURCE / 'data' / f'{program.name}.1').read_text()


def words_of(program):
    """The page without its macros and escapes."""
    text = re.sub(r'\\f[A-Z]|\\s[+-]?\d', ' ', page_of(program).replace('\\-', '-'))
    return re.sub(r'^\.\w+ ?|"', ' ', text, flags=re.M)


def help_of(program, *command):
    done = subprocess.run([str(program), *command, '--help'], capture_output=True, text=True)
    tap.check([] if done.returncode == 0 else [f'{program.name} {command}: {done.stderr}'])
    return done.stdout


def commands_of(program):
    if program.name == 'rondo-match':
        return []
    return re.findall(r'^  ([a-z][a-z-]+)  +\S', help_of(program), re.M)


def options_of(program):
    found = set(OPTION.findall(help_of(program)))
    for command in commands_of(program):
        found |= set(OPTION.findall(help_of(program, command)))
    return found


def every_option_is_told(program):
    told = set(OPTION.findall(words_of(program)))
    known = options_of(program)
    tap.check([f'{program.name}.1 does not tell {option}' for option in sorted(known - told)]
              + [f'{program.name}.1 tells {option}, which does not exist'
                 for option in sorted(told - known - {'-'})]
              + ([] if len(known) > 3 else [f'{program.name} --help tells no options']))


def every_command_is_told(program):
    words = set(re.findall(r'[a-z-]+', words_of(program)))
    tap.check([f'{program.name}.1 does not tell {command}' for command in commands_of(program)
               if command not in words])


def page_is_sound(program):
    lines = page_of(program).splitlines()
    tap.check([f'{program.name}.1:{number}: not a macro of man: {line}'
               for number, line in enumerate(lines, 1)
               if line.startswith('.') and not re.match(
                   r'\.(\\"|TH|SH|SS|TP|PP|RS|RE|B|I|BR|BI|IR|RB|RI)(\s|$)', line)])


tap.run([(f'/validate/manuals/{program.name}-{name}', lambda check=check, program=program: check(program))
         for program in PROGRAMS
         for name, check in (('tells-every-option', every_option_is_told),
                             ('tells-every-command', every_command_is_told),
                             ('uses-macros-of-man', page_is_sound))])
