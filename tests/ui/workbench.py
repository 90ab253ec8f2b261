#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The workbench as a coordinator uses it, driven through the accessibility tree: match, look at the
rings by keyboard, fix, forbid, swap, undo, copy and compare drafts, approve and announce; somebody
drops out, and the second of two coordinators is refused.

usage: workbench.py --programs DIR --tools DIR --sample members.csv --output DIR
"""
import argparse
import pathlib
import re
import shutil
import sqlite3
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402
import rounds  # noqa: E402
from driver import (LONGEST_PAUSE, PAGES, ROWS, NotThere, Program, bus, screenshot,  # noqa: E402
                    unnamed, wait_for)
from world import COACH, COORDINATOR, ROUND, Profile, Server  # noqa: E402

BUTTONS = {'button', 'toggle button'}
WIDE = (1180, 760)
NARROW = (360, 640)
STEPS_MAX = 80  # of the Tab key
WANTED = {'Match All', 'Approve', 'Drafts', 'Policies', 'Fix', 'Forbid', 'Zoom In'}
STYLES = {
    'dark': {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'},
    'contrast': {'ADW_DEBUG_HIGH_CONTRAST': '1'},
}
TAKE = re.compile('^(Take )?Take: ')  # not "Take Out"


class Workbench:
    def __init__(self, options):
        shutil.rmtree(options.output, ignore_errors=True)
        options.output.mkdir(parents=True)
        self.options = options
        self.output = options.output
        self.app = None
        self.second = None
        self.page = None
        self.log = options.output / 'coordinator.log'
        self.server = Server(options.programs / 'rondo-server', options.output / 'server.db')
        self.pictures = options.output / 'screenshots'
        self.pictures.mkdir()
        self.picture_count = 0

    def start(self):
        options = self.options
        self.server.init(options.sample, ROUND)
        self.server.start()
        self.profile = Profile(options.output / 'coordinator')
        self.profile.join(options.tools / 'rondo-join', self.server.address,
                          self.server.invite(COORDINATOR[1], 'coordinator'))
        # Opened twice: the first time pages are shown empty before the first sync.
        for _ in range(2):
            self.open_app()
            self.app.window().find(None, 'All changes sent')

    def open_app(self, **more):
        """Anew, with the surroundings that are named."""
        if self.app is not None:
            self.app.close()
        env = self.profile.environment(G_DEBUG='fatal-criticals', GDK_DEBUG='gl-disable',
                                       LC_ALL='C.UTF-8', **more)
        command = [str(self.options.programs / 'rondo'), '--database', str(self.profile.database)]
        self.app = Program(command, env, self.log)
        self.app.window().find('list', 'Pages')
        self.app.resize(*WIDE)
        self.app.raise_window()

    # What every step needs ----------------------------------------------------------------------

    def button(self, name, place=None, deep=False):
        return wait_for(f'a button {name!r}', lambda: next(
            (node for node in (place or self.page).find_all(BUTTONS, name, deep)
             if node.is_placed and node.actions()), None))

    def alternative(self):
        """The button that takes the first of what else is possible, in its row."""
        return self.button(TAKE, deep=True)

    def rings(self):
        return self.page.find(None, re.compile('coached by|Picture of the rings'))

    def picture(self, name):
        self.picture_count += 1
        time.sleep(0.4)  # until what changed is drawn; nothing depends on it
        screenshot(self.pictures / f'{self.picture_count:02}-{name}.png')

    def placed(self, text):
        """Waits until the status says so."""
        self.page.find(None, re.compile(text))

    def count(self, sql):
        database = sqlite3.connect(f'file:{self.server.database}?mode=ro', uri=True)
        try:
            return database.execute(sql).fetchone()[0]
        finally:
            database.close()

    # The steps ----------------------------------------------------------------------------------

    def it_opens_from_the_round(self):
        app = self.app
        app.resize(*WIDE)
        app.raise_window()
        app.keys(PAGES['Rounds'])
        app.click(app.window().find('widget', 'RondoRoundsPage').find(ROWS, re.compile(ROUND)))
        self.button('Match in the Workbench', app.window().find('widget', 'RondoRoundPage')).press()
        self.page = app.window().find('widget', 'RondoWorkbenchPage')
        self.placed('members are placed')
        self.picture('empty')

    def everybody_is_matched(self):
        self.button('Match All').press()
        self.placed('best possible plan')
        self.picture('matched')
        tap.check(unnamed(self.app.window()))

    def the_keyboard_walks_around_the_rings(self):
        app = self.app
        app.raise_window()
        app.click(self.rings())
        app.keys('Home')
        first = wait_for('somebody to be looked at', lambda: next(iter(
            self.page.find_all(None, re.compile('coached by'))), None)).name
        app.keys('Right')
        wait_for('the next one', lambda: next((
            node for node in self.page.find_all(None, re.compile('coached by'))
            if node.name != first), None))
        self.button('Fix')
        self.alternative()
        self.picture('looked-at')

    def a_pair_is_fixed_and_released(self):
        self.button('Fix').press()
        self.button('Release').press()
        self.button('Fix')

    def a_pair_is_forbidden_and_that_undone(self):
        self.button('Forbid').press()
        self.placed('wrong')
        self.picture('forbidden')
        self.button('Undo').press()
        self.placed('best possible plan')

    def two_are_swapped_by_keyboard(self):
        app = self.app
        app.raise_window()
        app.click(self.rings())
        app.keys('Home', 'space', 'Right', 'Right', 'Right', 'space')
        wait_for('a plan that is not the best', lambda: not self.page.has(
            None, re.compile('best possible plan')))
        self.picture('swapped')
        app.keys('ctrl+z')
        self.placed('best possible plan')

    def a_draft_is_copied_and_compared(self):
        self.button('Drafts').press()
        self.button('Go On with a Copy', self.app.window()).press()
        self.page.find(None, re.compile('^Copy of '))
        self.app.keys('Escape')
        self.alternative().press()
        self.placed('members are placed')
        self.button('More to Do with the Plan').press()
        self.app.window().find('menu item', re.compile('Compare')).press()
        dialog = self.app.window('Compare Drafts')
        dialog.find(None, re.compile('lose'))
        self.picture('compared')
        tap.check(unnamed(dialog))
        self.app.raise_window('Compare Drafts')
        self.app.keys('Escape')

    def it_looks_well_in_every_style(self):
        problems = []
        for style, more in STYLES.items():
            self.open_app(**more)
            rounds.open_round(self.app, ROUND)
            self.page = rounds.open_workbench(self.app)
            self.placed('members are placed')
            self.app.click(self.rings())
            self.app.keys('Home')
            self.button('Fix')
            self.alternative()
            self.picture(style)
            self.app.resize(*NARROW)
            self.placed('Here is the plan as a list')
            self.page.find('list', 'Pairings').find(ROWS, re.compile(' coaches '))
            self.picture(f'{style}-narrow')
            problems += unnamed(self.app.window())
            self.app.resize(*WIDE)
        tap.check(problems)

    def every_part_is_reached_by_keyboard(self):
        """Tab goes through the window. A text field does not tell that it has the keyboard."""
        app = self.app
        focused = []
        bus().watch_focus(lambda owner, path: focused.append(path))
        wanted = {node.path: node.name for node in self.page.walk() if node.name in WANTED
                  and node.has_state('focusable') and node.has_state('sensitive') and node.is_placed}
        tap.check([f'{name!r} is not there' for name in sorted(WANTED - set(wanted.values()))])
        app.raise_window()
        app.click(self.rings())
        for _ in range(STEPS_MAX):
            count = len(focused)
            app.keys('Tab')
            try:
                wait_for('the keyboard to move on', lambda: bus().attend() or len(focused) > count, 3)
            except NotThere:
                pass
            if wanted.keys() <= set(focused):
                break
        tap.check([f'Tab does not reach {wanted[path]!r}' for path in wanted.keys() - set(focused)])

    def a_second_coordinator_has_a_plan_too(self):
        options = self.options
        profile = Profile(options.output / 'second')
        profile.join(options.tools / 'rondo-join', self.server.address,
                     self.server.invite(COACH[1], 'coordinator'))
        command = [str(options.programs / 'rondo'), '--database', str(profile.database)]
        env = profile.environment(G_DEBUG='fatal-criticals', GDK_DEBUG='gl-disable', LC_ALL='C.UTF-8')
        self.second = Program(command, env, options.output / 'second.log')
        self.second.window().find(None, 'All changes sent')
        self.second.raise_window()
        rounds.open_round(self.second, ROUND)
        rounds.open_workbench(self.second)
        rounds.match_all(self.second)

    def both_approve_and_one_is_refused(self):
        self.server.stop()
        for app in (self.app, self.second):
            app.raise_window()
            rounds.approve(app)
        self.server.start()
        active = self.count("SELECT count(*) FROM record WHERE kind = 'registration' "
                            'AND NOT is_deleted')
        wait_for('the pairings at the server', lambda: self.count(
            "SELECT count(*) FROM record WHERE kind = 'pairing' AND NOT is_deleted") == active - 2,
                 LONGEST_PAUSE)
        refused = wait_for('one of the two to be refused', lambda: next(
            (app for app in (self.app, self.second)
             if app.window().has(None, re.compile('The server refused the last change of this round: '
                                                  'The pairings of this round are'))), None),
                           LONGEST_PAUSE)
        refused.raise_window()
        self.picture('refused')
        if refused is self.app:
            self.app, self.second = self.second, self.app
        self.second.kill()
        self.app.raise_window()
        self.page = self.app.window().find('widget', 'RondoRoundPage')
        tap.check([] if self.told() == 0 else ['members see what is not announced'])

    def told(self):
        """How many times somebody who is no coordinator sees a pairing."""
        return self.count("SELECT count(*) FROM feed f JOIN record r ON r.id = f.record "
                          "WHERE r.kind = 'pairing' AND f.scope <> 'coord' AND NOT f.is_gone")

    def it_is_announced(self):
        self.button('Announce…').press()
        dialog = self.app.window('Announce')
        dialog.find(None, re.compile('^Dear '))
        self.picture('announcement')
        tap.check(unnamed(dialog))
        self.button('Announce', dialog).press()
        self.page.find(None, re.compile('announced on'))
        wait_for('the members to see their pairings', lambda: self.told() == 2 * self.count(
            "SELECT count(*) FROM record WHERE kind = 'pairing' AND NOT is_deleted"))
        self.picture('announced')

    def somebody_drops_out_and_the_ring_is_closed(self):
        app = self.app
        self.button('More about the Round').press()
        app.window().find('menu item', re.compile('Replace a Partner')).press()
        title = 'Replace a Partner'
        dialog = app.window(title)
        app.click(dialog.find({'combo box', *ROWS}, re.compile('Member')), title)
        # What is chosen stands in the row; the list that opens says it again.
        wait_for('the names to be there', lambda: sum(
            node.is_placed for node in dialog.find_all(None, 'Nobody else', deep=True)) > 1)
        app.keys('Down', 'Return')
        dialog.find(None, re.compile('coaches'), deep=True)
        self.picture('repair')
        tap.check(unnamed(dialog))
        self.button('Apply', dialog).press()
        wait_for('what was replaced at the server', lambda: self.count(
            "SELECT count(*) FROM pairing_index WHERE state = 'replaced'") > 0)
        self.picture('repaired')

    def nothing_was_complained_about(self):
        self.app.close()
        lines = [line for line in self.log.read_text(errors='replace').splitlines()
                 if re.search('WARNING|CRITICAL|ERROR', line)]
        tap.check(sorted(set(re.sub(r'\d\d:\d\d:[\d.]+', '', line) for line in lines)))

    STEPS = [
        it_opens_from_the_round,
        everybody_is_matched,
        the_keyboard_walks_around_the_rings,
        a_pair_is_fixed_and_released,
        every_part_is_reached_by_keyboard,
        a_pair_is_forbidden_and_that_undone,
        two_are_swapped_by_keyboard,
        a_draft_is_copied_and_compared,
        it_looks_well_in_every_style,
        a_second_coordinator_has_a_plan_too,
        both_approve_and_one_is_refused,
        it_is_announced,
        somebody_drops_out_and_the_ring_is_closed,
        nothing_was_complained_about,
    ]


def main():
    parser = argparse.ArgumentParser()
    for name in ('programs', 'tools', 'sample', 'output'):
        parser.add_argument(f'--{name}', type=lambda text: pathlib.Path(text).resolve(), required=True)
    bench = Workbench(parser.parse_args())
    try:
        bench.start()
        tap.run([(f'/ui/workbench/{step.__name__.replace("_", "-")}', lambda step=step: step(bench))
                 for step in bench.STEPS])
    finally:
        for app in (bench.app, bench.second):
            if app is not None and app.process.poll() is None:
                app.kill()
        bench.server.stop()


if __name__ == '__main__':
    main()
