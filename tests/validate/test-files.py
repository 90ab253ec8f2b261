#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metadata, templates, translations and scripts, as their own validators see them.

usage: test-files.py SOURCE_ROOT BUILD_ROOT
"""
import csv
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

SOURCE, BUILD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
APP = 'org.rondocoaching.Rondo'
TEXT_PROPERTIES = {'label', 'title', 'subtitle', 'tooltip-text', 'placeholder-text', 'description',
                   'text', 'body', 'heading', 'menu-label'}

UNTRANSLATED = {'Rondo', 'ACC', 'PCC', 'MCC'}  # names


def passes(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    tap.check([f'{command[0]} says:\n{done.stdout}{done.stderr}'] if done.returncode else [])


def templates():
    return sorted((SOURCE / 'ui').rglob('*.ui'))


def relative(path):
    return str(path.relative_to(SOURCE))


def templates_are_listed():
    listed = {element.text for path in (SOURCE / 'ui').glob('*.gresource.xml')
              for element in xml.parse(path).iter('file')}
    tap.check([f'{path.name} is in no resource list' for path in templates()
               if str(path.relative_to(SOURCE / 'ui')) not in listed])


def texts_are_translatable():
    problems = []
    for path in templates():
        for element in xml.parse(path).iter():
            wanted = (element.tag in ('property', 'attribute')
                      and element.get('name', '').replace('_', '-') in TEXT_PROPERTIES)
            if element.tag == 'item' and element.get('id') is None:
                wanted = True
            text = (element.text or '').strip()
            if (wanted and text not in UNTRANSLATED and re.search(r'[^\W\d_]{2}', text)
                    and element.get('translatable') != 'yes'):
                problems.append(f'{relative(path)}: {text!r} is not translatable')
    tap.check(problems)


def pictures_have_names():
    """A button that shows only an icon says what it does, to the eye and to a screen reader. One
    with an id may be named by its code; the lint of the running app sees whether it is."""
    problems = []
    for path in templates():
        for element in xml.parse(path).iter():
            if element.tag not in ('object', 'template') or 'Button' not in element.get('class', ''):
                continue
            own = {child.get('name') for tag in ('property', 'binding')
                   for child in element.findall(tag)}
            accessible = {child.get('name') for child in element.findall('accessibility/property')}
            relations = element.findall('accessibility/relation')
            if 'icon-name' in own and not own & {'label', 'child'}:
                if 'tooltip-text' not in own:
                    problems.append(f'{relative(path)}: {element.get("id")}: no tooltip')
                if 'label' not in accessible and not relations and not element.get('id'):
                    problems.append(f'{relative(path)}: {element.get("id")}: no accessible label')
    tap.check(problems)


def templates_keep_to_the_floor():
    """Classes newer than Debian 12 would only be noticed at run time."""
    newer = re.compile(r'"(Adw(Banner|NavigationView|NavigationSplitView|OverlaySplitView|ToolbarView|'
                       r'Breakpoint\w*|SwitchRow|SpinRow|Dialog|AlertDialog|AboutDialog|'
                       r'PreferencesDialog|Spinner|BottomSheet|ButtonRow|ToggleGroup|WrapBox|Sidebar|'
                       r'TabOverview)|Gtk(FileDialog|AlertDialog|ColorDialog\w*|FontDialog\w*))"')
    tap.check([f'{relative(path)}: {match.group(1)} is newer than libadwaita 1.2 or GTK 4.8'
               for path in templates() for match in newer.finditer(path.read_text())])


def files_with_strings():
    for path in sorted((SOURCE / 'src').rglob('*.c')) + sorted((SOURCE / 'src').rglob('*.h')):
        text = re.sub(r'/\*.*?\*/', '', path.read_text(), flags=re.S)
        text = re.sub(r'^\s*#\s*define\b.*$', '', text, flags=re.M)
        if re.search(r'(?<!\w)(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2?)\s*\(\s*"', text):
            yield relative(path)
    for path in templates():
        if 'translatable="yes"' in path.read_text():
            yield relative(path)
    for name in ('.desktop.in', '.gschema.xml', '.metainfo.xml.in'):
        yield f'data/{APP}{name}'


def potfiles_are_complete():
    listed = [line for line in (SOURCE / 'po/POTFILES.in').read_text().split('\n')
              if line and not line.startswith('#')]
    wanted = set(files_with_strings())
    tap.check([f'{name} has strings and is missing in po/POTFILES.in'
               for name in sorted(wanted - set(listed))]
              + [f'po/POTFILES.in lists {name}, which is not there or has no strings'
                 for name in sorted(set(listed) - wanted)]
              + ([] if listed == sorted(listed) else ['po/POTFILES.in is not sorted']))


def catalogues():
    names = [line for line in (SOURCE / 'po/LINGUAS').read_text().split() if not line.startswith('#')]
    return [SOURCE / 'po' / f'{name}.po' for name in names if re.fullmatch(r'[a-z]{2}(_[A-Z]{2})?', name)]


def catalogues_are_sound():
    problems = []
    for path in catalogues():
        done = subprocess.run(['msgfmt', '-c', '-o', '/dev/null', path], capture_output=True, text=True)
        if done.returncode:
            problems.append(f'{relative(path)}:\n{done.stderr}')
    tap.check(problems)


def strings_can_be_extracted():
    """xgettext reads every file that is listed, and says nothing."""
    names = [line for line in (SOURCE / 'po/POTFILES.in').read_text().split('\n')
             if line.endswith(('.c', '.h', '.ui'))]
    if not names:
        raise tap.Failure('po/POTFILES.in lists no source')
    done = subprocess.run(['xgettext', '--from-code=UTF-8', '-k_', '-kN_', '-kC_:1c,2', '-kNC_:1c,2',
                           '-kngettext:1,2', '-o', '/dev/null', *names], cwd=SOURCE,
                          capture_output=True, text=True)
    tap.check(done.stderr.splitlines())


def numbers_can_be_translated():
    """xgettext ends a text at G_GINT64_FORMAT and its like, but understands PRId64."""
    broken = re.compile(r'"\s*G_G\w+_(FORMAT|MODIFIER)\b')
    call = re.compile(r'(?<!\w)(_|N_|ngettext)\s*\(([^;]*?)\)\s*[,;)]', re.S)
    tap.check([f'{relative(path)}: use PRId64 in {" ".join(match.group().split())}'
               for path in sorted((SOURCE / 'src').rglob('*.c'))
               for match in call.finditer(path.read_text()) if broken.search(match.group(2))])


def scripts():
    candidates = [SOURCE / 'dev', SOURCE / '.ci/run', *sorted((SOURCE / 'tests').rglob('*.sh'))]
    return [path for path in candidates if path.exists()]


def sample_is_awkward():
    with open(SOURCE / 'data/sample/members.csv', encoding='utf-8', newline='') as file:
        rows = list(csv.DictReader(file))
    names = [row['name'] for row in rows]
    emails = {row['email'] for row in rows}
    asked = [email for row in rows for email in row['requests'].split(';')]
    problems = []
    for what, holds in {
            'at least 60 members': len(rows) >= 60,
            'every address once': len(emails) == len(rows),
            'only example addresses': all(re.search(r'@example\.(org|com|net)$', e) for e in emails),
            'a name of 80 characters': any(len(name) == 80 for name in names),
            'an apostrophe': any("'" in name for name in names),
            'an ampersand': any('&' in name for name in names),
            'Arabic': any(re.search('[\u0600-\u06ff]', name) for name in names),
            'Hebrew': any(re.search('[\u0590-\u05ff]', name) for name in names),
            'Han': any(re.search('[\u4e00-\u9fff]', name) for name in names),
            'Devanagari': any(re.search('[\u0900-\u097f]', name) for name in names),
            'one whom half of them request': max(map(asked.count, emails)) * 2 > len(rows),
            'a language cluster of two': sum(row['languages'] == 'is' for row in rows) == 2,
            'somebody paused': any(row['active'] == 'no' for row in rows),
            'requests for members only': {e for e in asked if e} <= emails}.items():
        if not holds:
            problems.append(f'members.csv lacks: {what}')
    tap.check(problems)


def the_manifest_is_modest():
    manifest = json.loads((SOURCE / f'flatpak/{APP}.json').read_text())
    allowed = {'--share=ipc', '--share=network', '--socket=fallback-x11', '--socket=wayland',
               '--device=dri', '--talk-name=org.freedesktop.secrets'}
    tap.check([f'{permission} is more than Rondo needs'
               for permission in manifest['finish-args'] if permission not in allowed]
              + ([] if manifest['id'] == APP else ['the id differs']))


tap.run([
    ('/validate/desktop-file-is-valid', lambda: passes('desktop-file-validate', BUILD / f'data/{APP}.desktop')),
    ('/validate/metainfo-is-valid',
     lambda: passes('appstreamcli', 'validate', '--no-net', BUILD / f'data/{APP}.metainfo.xml')),
    ('/validate/settings-schema-is-strict',
     lambda: passes('glib-compile-schemas', '--strict', '--dry-run', SOURCE / 'data')),
    ('/validate/xml-is-well-formed',
     lambda: passes('xmllint', '--noout', *templates(), *(SOURCE / 'ui').glob('*.xml'),
                    *(SOURCE / 'data').rglob('*.svg'), *(SOURCE / 'data').glob('*.xml*'))),
    ('/validate/templates-are-in-the-resource-list', templates_are_listed),
    ('/validate/templates-have-translatable-texts', texts_are_translatable),
    ('/validate/templates-name-their-pictures', pictures_have_names),
    ('/validate/templates-keep-to-the-oldest-toolkit', templates_keep_to_the_floor),
    ('/validate/list-of-files-with-strings-is-complete', potfiles_are_complete),
    ('/validate/strings-can-be-extracted', strings_can_be_extracted),
    ('/validate/strings-hold-no-foreign-macros', numbers_can_be_translated),
    ('/validate/translations-are-sound', catalogues_are_sound),
    ('/validate/scripts-pass-shellcheck', lambda: passes('shellcheck', *scripts())),
    ('/validate/sample-community-is-awkward', sample_is_awkward),
    ('/validate/flatpak-asks-for-little', the_manifest_is_modest),
])
