#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The workbench as a coordinator uses it, driven through the accessibility tree: match, look at the
rings by keyboard, fix, forbid, swap, undo, copy and compare drafts, publish.

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
from driver import ROWS, Program, screenshot, unnamed, wait_for  # noqa: E402
from world import COORDINATOR, ROUND, Profile, Server  # noqa: E402

BUTTONS = {'button', 'toggle button'}
WIDE = (1180, 760)
TAKE = re.compile('^(Take )?Take: ')  # not "Take Out"


class Workbench:
    def __init__(self, options):
        shutil.rmtree(options.output, ignore_errors=True)
        options.output.mkdir(parents=True)
        self.options = options
        self.output = options.output
        self.app = None
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
        profile = Profile(options.output / 'coordinator')
        profile.join(options.tools / 'rondo-join', self.server.address,
                     self.server.invite(COORDINATOR[1], 'coordinator'))
        env = profile.environment(G_DEBUG='fatal-criticals', GDK_DEBUG='gl-disable',
                                  LC_ALL='C.UTF-8')
        command = [str(options.programs / 'rondo'), '--database', str(profile.database)]
        # Opened twice: the first time pages are shown empty before the first sync.
        self.app = Program(command, env, self.log)
        self.app.window().find(ROWS, re.compile(ROUND))
        self.app.close()
        self.app = Program(command, env, self.log)
        self.app.window().find(None, 'All changes sent')

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
        app.keys('alt+4')
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

    def it_is_published(self):
        self.button('Publish').press()
        active = self.count("SELECT count(*) FROM record WHERE kind = 'registration' "
                            'AND NOT is_deleted')
        wait_for('the pairings at the server', lambda: self.count(
            "SELECT count(*) FROM record WHERE kind = 'pairing' AND NOT is_deleted") == active - 2)
        self.picture('published')

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
        a_pair_is_forbidden_and_that_undone,
        two_are_swapped_by_keyboard,
        a_draft_is_copied_and_compared,
        it_is_published,
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
        if bench.app is not None and bench.app.process.poll() is None:
            bench.app.kill()
        bench.server.stop()


if __name__ == '__main__':
    main()
