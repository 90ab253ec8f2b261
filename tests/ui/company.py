#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Those who joined a round with a coach: their profiles are looked at, some are asked for in order and
one is avoided, by the real app and a real server; the coordinator's app tells whom they
ask for and nobody whom they avoid. Leaves pictures behind, light, dark and narrow.

usage: company.py --programs DIR --tools DIR --sample members.csv --output DIR
"""
import argparse
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import rounds  # noqa: E402
import tap  # noqa: E402
from desk import Desk  # noqa: E402
from driver import ROWS, screenshot, unnamed, wait_for, wait_until_it_rests  # noqa: E402
from world import COACH, ROUND  # noqa: E402

FIRST = 'Carlos Mendoza'
SECOND = 'Ana Lima'
AVOIDED = 'Henrik Nyström'
NARROW = 360
DIALOG = 'Change Your Registration'
CHOICE = 'Who Has Joined'


class Company(Desk):
    def start(self):
        self.set_up()
        self.open('coach', ADW_DEBUG_COLOR_SCHEME='prefer-dark')

    def registration(self):
        page = self.page('Home')
        page.find('button', 'Change…', deep=True).press()
        return self.dialog(DIALOG)

    def choose(self, which, name, picture=None):
        """Opens the list of a group by its button, searches, and takes the one who is left."""
        dialog = self.dialog(DIALOG)
        wait_for('the people', lambda: len(self.choosers(dialog)) == 2)
        self.choosers(dialog)[which].press()
        people = self.dialog(CHOICE)
        people.find(ROWS, re.compile(re.escape(name)))
        if picture:
            self.pictures(CHOICE, picture)
        tap.check(unnamed(people))
        people.find('search box', 'Search people').write(name)
        wait_for('the others to go', lambda: len(people.find_all(ROWS)) == 1)
        self.app.click(people.find(ROWS, re.compile(re.escape(name))), CHOICE)
        self.gone(CHOICE)
        self.dialog(DIALOG).find(ROWS, re.compile(re.escape(name)))

    def choosers(self, dialog):
        return [node for node in dialog.find_all('button', re.compile('^Choose'))
                if node.has_state('sensitive')]

    def pictures(self, title, name):
        window = self.app.x_window(title)
        for suffix, size in {'': (480, 900), '-narrow': (NARROW, 900)}.items():
            subprocess.run(['xdotool', 'windowsize', '--sync', window, *map(str, size)], check=True)
            wait_until_it_rests(window)
            screenshot(self.output / f'{name}{suffix}.png', window)

    # The stops ----------------------------------------------------------------------------------

    def who_joined_is_looked_at_and_asked_for_in_order(self):
        self.registration()
        self.choose(0, SECOND, 'people')
        self.choose(0, FIRST)
        dialog = self.dialog(DIALOG)
        dialog.find('button', 'Ask Earlier', deep=True).press()
        self.choose(1, AVOIDED)
        self.pictures(DIALOG, 'chosen')
        tap.check(unnamed(self.dialog(DIALOG)))
        self.button(self.dialog(DIALOG), 'Save').press()
        self.gone(DIALOG)
        self.app.window().find(None, 'All changes sent')

    def the_coordinator_is_told_who_is_asked_for_and_not_who_is_avoided(self):
        self.app.close()
        self.open('coordinator')
        page = rounds.open_round(self.app, ROUND)
        row = page.find(ROWS, re.compile(re.escape(COACH[0]) + '.*' + FIRST + '.*' + SECOND, re.DOTALL))
        tap.check([row.name] if AVOIDED in row.name else [])
        screenshot(self.output / 'round.png')

    def what_was_chosen_is_there_again(self):
        self.app.close()
        self.open('coach')
        self.registration()
        wait_for('those who were chosen', lambda: [
            name for row in self.dialog(DIALOG).find_all(ROWS) for name in (FIRST, SECOND, AVOIDED)
            if name in row.name] == [FIRST, SECOND, AVOIDED])
        self.pictures(DIALOG, 'chosen-light')
        self.app.keys('Escape')
        self.gone(DIALOG)

    def nothing_was_complained_about(self):
        self.app.close()
        lines = [line for name in self.profiles
                 for line in (self.output / f'{name}.log').read_text(errors='replace').splitlines()
                 if re.search('WARNING|CRITICAL|ERROR', line)]
        tap.check(sorted(set(re.sub(r'\d\d:\d\d:[\d.]+', '', line) for line in lines)))

    STOPS = [who_joined_is_looked_at_and_asked_for_in_order,
             the_coordinator_is_told_who_is_asked_for_and_not_who_is_avoided,
             what_was_chosen_is_there_again,
             nothing_was_complained_about]


def main():
    parser = argparse.ArgumentParser()
    for name in ('programs', 'tools', 'sample', 'output'):
        parser.add_argument(f'--{name}', type=lambda text: pathlib.Path(text).resolve(), required=True)
    company = Company(parser.parse_args())
    try:
        company.start()
        tap.run([(f'/ui/company/{stop.__name__.replace("_", "-")}', lambda stop=stop: stop(company))
                 for stop in company.STOPS])
    finally:
        company.stop()


if __name__ == '__main__':
    main()
