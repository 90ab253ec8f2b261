#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What may stand in which source file, where a compiler cannot tell.

usage: test-sources.py SOURCE_ROOT
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

SOURCE = pathlib.Path(sys.argv[1]).resolve()
FUNCTION_MAX_LINES = 60
SOURCE_MAX_LINES = 800
TEMPLATE_MAX_LINES = 250
TEST_FUNCTION_MAX_LINES = 90

# What a simulated history runs, besides src/client/store and src/server/records.
ENGINES = ['src/core/rondo-id.c', 'src/client/sync/rondo-sync-cycle.c',
           'src/server/accounts/rondo-server-accounts.c']

COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.S)
STRING = re.compile(r'"(?:\\.|[^"\\\n])*"')


def source_files(*folders, suffixes=('.c', '.h')):
    for folder in folders:
        for path in sorted((SOURCE / folder).rglob('*')):
            if path.suffix in suffixes and path.is_file():
                yield path


def blank(match):
    return re.sub(r'[^\n]', ' ', match.group())


def code_of(path, with_strings=True):
    """The text without comments (and without the content of strings), lines kept."""
    text = COMMENT.sub(blank, path.read_text())
    return text if with_strings else STRING.sub(blank, text)


def hits(pattern, paths, with_strings=False):
    found = []
    for path in paths:
        for number, line in enumerate(code_of(path, with_strings).splitlines(), 1):
            if re.search(pattern, line):
                found.append(f'{path.relative_to(SOURCE)}:{number}: {line.strip()}')
    return found


def only_in(pattern, *rooms):
    """The pattern stands in no folder of src/ but the rooms named."""
    def outside(path):
        parts = path.relative_to(SOURCE / 'src').parts
        return len(parts) == 1 or parts[0] not in rooms
    tap.check(hits(pattern, filter(outside, source_files('src'))))


def includes_stay_inside():
    tap.check(hits(r'#\s*include\s*[<"][^>"]*\.\./', source_files('src', 'tests'), True))


def config_comes_first():
    problems = []
    for path in source_files('src', 'tests', suffixes=('.c',)):
        first = re.search(r'#\s*include\s*([<"][^>"]*[>"])', path.read_text())
        if first and first.group(1) != '"config.h"':
            problems.append(f'{path.relative_to(SOURCE)}: includes {first.group(1)} before config.h')
    tap.check(problems)


def headers_guard_themselves():
    tap.check([f'{path.relative_to(SOURCE)}: no #pragma once'
               for path in source_files('src', suffixes=('.h',))
               if '#pragma once' not in path.read_text()])


def sql_is_never_built():
    # PRAGMA is left out: it takes no parameters, and only src/db has the calls for it.
    statement = re.compile(
        r'\b(g_strdup_v?printf|g_string_(append_)?v?printf|g_string_append\w*|g_strconcat|g_strjoin'
        r'|g_strjoinv|g_snprintf|snprintf|sprintf|sqlite3_mprintf|strcat)\s*\([^;]*?'
        r'"\s*(SELECT|INSERT|UPDATE|DELETE FROM|REPLACE INTO|CREATE|DROP|ALTER|VACUUM|ATTACH'
        r'|WHERE|VALUES)\s', re.S)
    problems = []
    for path in source_files('src'):
        text = code_of(path)
        for match in statement.finditer(text):
            line = text.count('\n', 0, match.start()) + 1
            problems.append(f'{path.relative_to(SOURCE)}:{line}: SQL is put together from pieces')
    tap.check(problems)


def server_sql_is_portable():
    """What the server asks can be asked of PostgreSQL too; what only SQLite knows stays in src/db."""
    only_sqlite = re.compile(
        r'\b(INSERT OR|REPLACE INTO|PRAGMA|GLOB|MATCH|VACUUM|ATTACH|INDEXED BY|AUTOINCREMENT'
        r'|sqlite_\w+|rowid|last_insert_rowid)\b'
        r'|\b(group_concat|json_\w+|strftime|julianday|datetime|unixepoch|ifnull|iif|instr|typeof'
        r'|randomblob|hex|total|changes)\s*\('
        r'|\b(max|min)\s*\([^(),]*,'  # of several values: greatest, least
        r'|[=<>(, ]\?\d*([ ),]|$)|[=<>(, ][:@][a-z]', re.I)
    keyword = re.compile(r'\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|VALUES|SET|ORDER BY|RETURNING)\b')
    found, seen = [], 0
    for path in source_files('src/server'):
        for number, line in enumerate(code_of(path).splitlines(), 1):
            for text in STRING.findall(line):
                if keyword.search(text):
                    seen += 1
                    if only_sqlite.search(text):
                        found.append(f'{path.relative_to(SOURCE)}:{number}: {text}')
    tap.check(found + ([] if seen > 50 else [f'only {seen} lines of SQL were looked at']))


def files_name_their_licence():
    problems = []
    suffixes = ('.c', '.h', '.ui', '.css', '.py', '.sh', '.xml', '.svg', '.sql', '.in', '.build')
    paths = [path for folder in ('src', 'ui', 'data', 'po', 'tests')
             for path in source_files(folder, suffixes=suffixes)]
    paths += [SOURCE / name for name in ('meson.build', 'meson_options.txt', 'dev', '.ci/run')
              if (SOURCE / name).exists() and name != 'meson_options.txt']
    for path in paths:
        head = '\n'.join(path.read_text().splitlines()[:3])
        if 'SPDX-License-Identifier: ' not in head:
            problems.append(f'{path.relative_to(SOURCE)}: no SPDX-License-Identifier')
    tap.check(problems)


def nothing_is_promised():
    pattern = r'\b(TODO|FIXME|XXX|HACK)\b|coming soon|not yet implemented|not implemented'
    problems = []
    paths = list(source_files('src', 'ui', 'data', suffixes=('.c', '.h', '.ui', '.css', '.in', '.sql')))
    for path in paths:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(pattern, line):
                problems.append(f'{path.relative_to(SOURCE)}:{number}: {line.strip()}')
    tap.check(problems)


def functions(path):
    """(name, line, number of lines) of every function body in a formatted file."""
    lines = path.read_text().splitlines()
    start = None
    for number, line in enumerate(lines, 1):
        if line == '{':
            start = number
        elif line == '}' and start:
            name = next((m.group(1) for m in (re.match(r'(\w+) \(', lines[i]) for i in
                                              range(start - 2, max(-1, start - 14), -1)) if m), '?')
            yield name, start, number - start - 1
            start = None


def functions_are_short():
    problems = []
    for folder, most in (('src', FUNCTION_MAX_LINES), ('tests', TEST_FUNCTION_MAX_LINES)):
        for path in source_files(folder, suffixes=('.c',)):
            problems += [f'{path.relative_to(SOURCE)}:{line}: {name} has {count} lines, at most {most}'
                         for name, line, count in functions(path) if count > most]
    tap.check(problems)


def files_are_short():
    problems = []
    for path in list(source_files('src', suffixes=('.c',))) + list(source_files('ui', suffixes=('.ui',))):
        most = SOURCE_MAX_LINES if path.suffix == '.c' else TEMPLATE_MAX_LINES
        count = len(path.read_text().splitlines())
        if count > most:
            problems.append(f'{path.relative_to(SOURCE)}: {count} lines, at most {most}')
    tap.check(problems)


def untrusted_text_is_not_markup():
    tap.check(hits(r'"use-markup">(true|True|yes|1)<', source_files('ui', suffixes=('.ui',)), True))


def tests_do_not_sleep():
    # A bench measures time; it is not a test.
    tests = [path for path in source_files('tests') if not path.name.startswith('bench-')]
    tap.check(hits(r'\b(g_usleep|usleep|sleep|nanosleep)\s*\(', tests))


tap.run([
    ('/layers/sources/sqlite-stays-in-db', lambda: only_in(r'\bsqlite3_|<sqlite3\.h>', 'db')),
    ('/layers/sources/json-stays-in-wire',
     lambda: only_in(r'\bjson_(object|node|array|parser|builder|generator|reader|from|to|gobject)_'
                     r'|\bJson[A-Z]|<json-glib', 'wire')),
    ('/layers/sources/widgets-stay-in-app-and-compat',
     lambda: only_in(r'\b(gtk|gdk|gsk|adw)_[a-z]|\b(Gtk|Gdk|Gsk|Adw)[A-Z]|<(gtk/|adwaita)',
                     'app', 'compat')),
    ('/layers/sources/sockets-stay-in-client-and-server',
     lambda: only_in(r'\bsoup_|\bSoup[A-Z]|<libsoup', 'client', 'server')),
    ('/layers/sources/keyring-stays-in-client', lambda: only_in(r'\bsecret_[a-z]+_|<libsecret', 'client')),
    ('/layers/sources/cryptography-stays-in-server',
     lambda: only_in(r'\b(sodium|crypto|randombytes)_[a-z]|<sodium', 'server')),
    ('/layers/sources/version-checks-stay-in-compat',
     lambda: only_in(r'\b(GLIB|GTK|ADW|SOUP|JSON)_CHECK_VERSION\b|\b(gtk|adw|glib)_(check_version|get_m\w+_version)\b',
                     'compat')),
    ('/layers/sources/the-engine-knows-no-objects',
     lambda: tap.check(hits(r'\bg_object_|\bGObject\b|G_DE(FINE|CLARE)\w*_TYPE|\bg_get_(real|monotonic)_time|\bg_random_',
                            source_files('src/match')))),
    ('/layers/sources/values-read-no-files-and-no-clock',
     lambda: tap.check(hits(r'\bg_file_|\bGFile\b|\bfopen\b|\bg_get_(real|monotonic)_time\b|\bg_date_time_new_now',
                            [path for path in source_files('src/core')
                             if path.name != 'rondo-source.c']))),
    ('/layers/sources/engines-take-time-and-chance-from-their-source',
     lambda: tap.check(hits(r'\bg_get_(real|monotonic)_time\b|\bg_date_time_new_now|\bg_random_|\bg_rand_'
                            r'|\brandombytes_', list(source_files('src/client/store', 'src/server/records'))
                            + [SOURCE / path for path in ENGINES]))),
    ('/layers/sources/includes-stay-inside', includes_stay_inside),
    ('/layers/sources/config-comes-first', config_comes_first),
    ('/layers/sources/headers-guard-themselves', headers_guard_themselves),
    ('/layers/sources/sql-is-never-built', sql_is_never_built),
    ('/layers/sources/server-sql-is-portable', server_sql_is_portable),
    ('/layers/sources/files-name-their-licence', files_name_their_licence),
    ('/layers/sources/nothing-is-promised', nothing_is_promised),
    ('/layers/sources/functions-are-short', functions_are_short),
    ('/layers/sources/files-are-short', files_are_short),
    ('/layers/sources/typed-text-is-not-markup', untrusted_text_is_not_markup),
    ('/layers/sources/tests-do-not-sleep', tests_do_not_sleep),
])
