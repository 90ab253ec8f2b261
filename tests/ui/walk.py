#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A walk through every page and dialog: each thing that can be used has a name, the keyboard alone
gets everywhere, the window fits a telephone, and what people type is shown as they typed it.

usage: walk.py --programs DIR --tools DIR --sample members.csv --output DIR
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402
import rounds  # noqa: E402
from driver import PAGES, ROWS, Program, bus, screenshot, unnamed, wait_for  # noqa: E402
from world import COORDINATOR, ROUND, Profile, Server  # noqa: E402

BUTTONS = {'button', 'toggle button'}
NARROW = (360, 648)
STEPS_MAX = 60  # of the Tab key, far more than any page has


class Walk:
    def __init__(self, options):
        shutil.rmtree(options.output, ignore_errors=True)
        options.output.mkdir(parents=True)
        self.output = options.output
        self.options = options
        self.app = None
        self.server = Server(options.programs / 'rondo-server', options.output / 'server.db')
        self.log = options.output / 'coordinator.log'

    def start(self):
        options = self.options
        self.server.init(options.sample, ROUND)
        self.server.start()
        profile = Profile(options.output / 'coordinator')
        profile.join(options.tools / 'rondo-join', self.server.address,
                     self.server.invite(COORDINATOR[1], 'coordinator'))
        env = profile.environment(G_DEBUG='fatal-criticals', GDK_DEBUG='gl-disable',
                                  LC_ALL='C.UTF-8')
        command = [str(options.programs / 'rondo'), '--database', str(profile.database)]
        # Opened twice: the first time pages are shown empty before the first sync, and a page of a
        # stack that was ever shown cannot be told from the one that is.
        self.app = Program(command, env, self.log)
        self.app.window().find(ROWS, re.compile(ROUND))
        self.app.close()
        self.app = Program(command, env, self.log)
        self.app.window().find(None, 'All changes sent')
        self.focused = []  # the paths of what got the keyboard, one after the other
        self.bus = bus()
        self.bus.watch_focus(lambda owner, path: self.focused.append(path))

    # What every stop needs ----------------------------------------------------------------------

    def page(self, name):
        """Goes to a page by its key, and waits until it is the one that is shown."""
        self.app.raise_window()
        self.app.keys(PAGES[name])
        row = self.app.window().find('list', 'Pages').find(ROWS, name)
        wait_for(f'{name} to be chosen', lambda: row.state('selected'))
        return self.app.window().find('widget', f'Rondo{name}Page')

    def button(self, place, name):
        return wait_for(f'a button {name!r}', lambda: next(
            (node for node in place.find_all(BUTTONS, name) if node.is_placed), None))

    def dialog(self, open_it, title):
        """Opens a dialog, looks at its names, and closes it with Escape."""
        open_it()
        dialog = self.app.window(title)
        title = dialog.name
        problems = unnamed(dialog)
        screenshot(self.output / f'dialog-{re.sub("[^a-z]", "-", title.lower())}.png')
        self.escape(title)
        return [f'{title}: {problem}' for problem in problems]

    def narrow_dialog(self, button, title):
        """Opens a dialog by its button, makes it as narrow as a telephone, and closes it."""
        button.press()
        title = self.app.window(title).name
        window = self.app.x_window(title)
        subprocess.run(['xdotool', 'windowsize', window, *map(str, NARROW)], check=True)
        problems = self.too_wide(f'dialog-{title.lower().replace(" ", "-")}', title)
        self.escape(title)
        return problems

    def write(self, dialog, title, text):
        entry = wait_for(f'an entry {title!r}', lambda: next(
            (inner for node in dialog.find_all(None, title) for inner in node.walk()
             if inner.role == 'text box' and inner.can_be_written), None))
        entry.write(text)

    def escape(self, title):
        self.app.raise_window(None if title.startswith('Gtk') else title)
        self.app.keys('Escape')
        wait_for(f'{title!r} to close with Escape', lambda: all(
            node.name != title for node in self.app.windows()))

    def tab(self):
        """Presses Tab and gives the path of what has the keyboard then."""
        count = len(self.focused)
        self.app.keys('Tab')
        wait_for('the keyboard to move on', lambda: self.bus.attend() or len(self.focused) > count)
        return self.focused[-1]

    # The stops ----------------------------------------------------------------------------------

    def pages_name_what_can_be_used(self):
        problems = []
        for name in PAGES:
            self.page(name)
            problems += [f'{name}: {problem}' for problem in unnamed(self.app.window())]
        tap.check(sorted(set(problems)))

    def dialogs_name_what_can_be_used(self):
        problems = []
        members = self.page('Members')
        problems += self.dialog(self.button(members, 'Add Member…').press, 'Add Member')
        problems += self.dialog(self.button(members, re.compile('^Import')).press, 'Import Members')
        rounds = self.page('Rounds')
        problems += self.dialog(self.button(rounds, 'New Round…').press, 'New Round')
        hours = self.page('Hours')
        problems += self.dialog(self.button(hours, 'Add Client…').press, re.compile('Client'))
        problems += self.dialog(self.button(hours, 'Log Session…').press, 'Log Session')
        tap.check(problems)

    def the_sync_menu_names_what_can_be_used(self):
        self.page('Home')
        self.app.click(self.button(self.app.window(), 'All changes sent'))
        menu = self.app.window()
        wait_for('the menu to be open', lambda: any(
            node.is_placed for node in menu.find_all('button', 'Sync Now')))
        problems = unnamed(menu)
        screenshot(self.output / 'sync-menu.png')
        self.app.keys('Escape')
        wait_for('the menu to be closed', lambda: not any(
            node.is_placed for node in menu.find_all('button', 'Sync Now')))
        tap.check(problems)

    def dialogs_fit_a_telephone(self):
        problems = []
        for page, button, title in (('Members', 'Add Member…', 'Add Member'),
                                    ('Members', re.compile('^Import'), 'Import Members'),
                                    ('Rounds', 'New Round…', 'New Round'),
                                    ('Hours', 'Add Client…', re.compile('Client')),
                                    ('Hours', 'Log Session…', 'Log Session')):
            problems += self.narrow_dialog(self.button(self.page(page), button), title)
        tap.check(problems)

    def logged_hours_and_their_export_have_names(self):
        """There is nothing to export, and no list, before the first session is logged."""
        hours = self.page('Hours')
        self.button(hours, 'Log Session…').press()
        dialog = self.app.window('Log Session')
        self.write(dialog, 'Name of the New Client', 'Robin Example')
        self.button(dialog, 'Log').press()
        hours.find(ROWS, re.compile('Robin Example'))
        export = self.button(hours, 'Export Hours…')
        # Not of the window: the toolkit gives the close button of its toast no name.
        problems = unnamed(hours)
        screenshot(self.output / 'logged-hours.png')
        problems += self.dialog(export.press, 'Export Hours')
        problems += self.narrow_dialog(export, 'Export Hours')
        tap.check(problems)

    def the_round_and_its_plan_name_what_can_be_used(self):
        page = self.page('Rounds')
        row = page.find(ROWS, re.compile(ROUND))
        self.app.click(row)
        self.app.window().find('widget', 'RondoRoundPage')
        problems = unnamed(self.app.window())
        rounds.open_workbench(self.app)
        rounds.match_all(self.app)
        problems += unnamed(self.app.window())
        screenshot(self.output / 'plan.png')
        self.app.resize(*NARROW)
        problems += self.too_wide('plan')
        self.app.resize(980, 680)
        tap.check(problems)

    def keys_open_and_escape_closes(self):
        app = self.app
        self.page('Home')
        app.keys('ctrl+n')
        app.window('Log Session')
        self.escape('Log Session')
        app.raise_window()
        app.keys('F10')
        item = app.window().find('menu item', re.compile('About'))
        wait_for('the menu to be open', lambda: item.is_placed)
        app.keys('Escape')
        app.keys('ctrl+question')
        shortcuts = wait_for('the window of shortcuts', lambda: next(
            (node for node in app.windows() if node.name != 'Rondo'), None))
        self.escape(shortcuts.name)

    def tab_reaches_everything_and_comes_round(self):
        problems = []
        for name in ('Home', 'Hours', 'Credentials', 'Rounds'):
            page = self.page(name)
            # What a list holds is reached from its row, and rows by arrows.
            listed = {node.path for row in page.find_all('list item', deep=True)
                      for node in row.walk()}
            wanted = {node.path: node for node in page.walk() if node.role in BUTTONS
                      and node.path not in listed and node.has_state('focusable') and node.has_state('sensitive')
                      and node.is_placed}
            seen = [self.tab()]
            while len(seen) < STEPS_MAX and seen[-1] not in seen[:-1]:
                seen.append(self.tab())
            if len(seen) == STEPS_MAX:
                problems.append(f'{name}: Tab does not come round')
            seen += [self.tab() for _ in range(len(seen))]  # once round, wherever it began
            problems += [f'{name}: Tab does not reach {wanted[path]!r}'
                         for path in wanted.keys() - set(seen)]
        tap.check(problems)

    def too_wide(self, name, title='Rondo'):
        time.sleep(0.5)  # for the picture; the size is asked for below
        screenshot(self.output / f'narrow-{name}.png', self.app.x_window(title))
        done = subprocess.run(['xdotool', 'getwindowgeometry', self.app.x_window(title)],
                              capture_output=True, text=True, check=True)
        width = int(re.search(r'Geometry: (\d+)x', done.stdout).group(1))
        return [] if width <= NARROW[0] else [f'{name} makes the window {width} pixels wide']

    def the_window_fits_a_telephone(self):
        self.page('Home')
        self.app.resize(*NARROW)
        problems = []
        for name, key in PAGES.items():
            self.app.raise_window()
            self.app.keys(key)
            problems += self.too_wide(name.lower())
        self.app.resize(980, 680)
        tap.check(problems)

    def typed_text_is_no_markup(self):
        name = 'A & B <b>bold</b>'
        members = self.page('Members')
        self.button(members, 'Add Member…').press()
        dialog = self.app.window('Add Member')
        for title, text in (('Name', name), ('E-Mail Address', 'ab@example.org')):
            self.write(dialog, title, text)
        self.button(dialog, re.compile('^(Save|Add)')).press()
        members.find(ROWS, re.compile('^' + re.escape(name)))

    def nothing_was_complained_about(self):
        self.app.close()
        lines = [line for line in self.log.read_text(errors='replace').splitlines()
                 if re.search('WARNING|CRITICAL|ERROR', line)]
        tap.check(sorted(set(re.sub(r'\d\d:\d\d:[\d.]+', '', line) for line in lines)))

    STOPS = [
        pages_name_what_can_be_used,
        dialogs_name_what_can_be_used,
        the_sync_menu_names_what_can_be_used,
        dialogs_fit_a_telephone,
        the_round_and_its_plan_name_what_can_be_used,
        keys_open_and_escape_closes,
        tab_reaches_everything_and_comes_round,
        the_window_fits_a_telephone,
        logged_hours_and_their_export_have_names,
        typed_text_is_no_markup,
        nothing_was_complained_about,
    ]


def main():
    parser = argparse.ArgumentParser()
    for name in ('programs', 'tools', 'sample', 'output'):
        parser.add_argument(f'--{name}', type=lambda text: pathlib.Path(text).resolve(), required=True)
    walk = Walk(parser.parse_args())
    try:
        walk.start()
        tap.run([(f'/ui/walk/{stop.__name__.replace("_", "-")}', lambda stop=stop: stop(walk))
                 for stop in walk.STOPS])
    finally:
        if walk.app is not None and walk.app.process.poll() is None:
            walk.app.kill()
        walk.server.stop()


if __name__ == '__main__':
    main()
