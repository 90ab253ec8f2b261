#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page as people see it: light, dark, in high contrast, with large text and from right to
left; each of these as wide as it opens and as narrow as a telephone, high enough for all of it. Leaves
pictures behind, for people to look at; says only what a machine can see: that no page goes without a
picture, that nothing makes the window wider, that the window runs the way the language does, and that
nothing is complained about.

usage: looks.py --programs DIR --tools DIR --catalogs DIR --templates DIR --sample members.csv
                --output DIR --style NAME…
"""
import argparse
import gettext
import pathlib
import re
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402
from desk import Desk  # noqa: E402
from driver import ROWS, screenshot, wait_for, wait_until_it_rests  # noqa: E402
from world import ROUND, Profile  # noqa: E402

FRAME = 18  # both sides of what GTK draws around a window where no compositor draws a shadow
NARROW = 360
HEIGHT = 1560  # of the longest page
SIZES = {'': (980, HEIGHT), '-narrow': (NARROW + FRAME, HEIGHT)}
STYLES = {
    'light': {'ADW_DEBUG_COLOR_SCHEME': 'prefer-light'},
    'dark': {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'},
    'contrast': {'ADW_DEBUG_HIGH_CONTRAST': '1'},
    'large': {},  # the desktop has larger letters
    'rtl': {'LANGUAGE': 'he'},
}
SCALES = {'large': 1.5}  # of what has to have room
PLAN = 'Spring Round'  # that is still to be matched
SECOND = 'siobhan.obrien@example.org'  # the other coordinator
EDITED = 'Aino Virtanen'  # whom both change
NEWCOMER = 'robin.example@example.org'  # whom both add


class Looks(Desk):
    catalogs = None  # of another language, if the app is to speak it

    def program(self):
        return self.options.tools / 'rondo-uninstalled' if self.catalogs else super().program()

    def start(self):
        super().start()
        self.log_today()
        self.log_weekly()
        self.propose()
        self.plan()
        self.app.close()
        self.differ()
        self.add_newcomers()

    def add_newcomers(self):
        """Somebody who opens the app for the first time, and somebody whose data does not open."""
        for name in ('newcomer', 'unlucky'):
            self.profiles[name] = Profile(self.output / name)
        with sqlite3.connect(self.profiles['unlucky'].database) as database:
            database.execute('PRAGMA user_version = 1000000')

    def differ(self):
        """Two coordinators change the same while neither hears of the other."""
        self.profiles['second'] = Profile(self.output / 'second')
        self.profiles['second'].join(self.options.tools / 'rondo-join', self.server.address,
                                     self.server.invite(SECOND, 'coordinator'))
        self.visit('second', self.new_round)
        self.visit('coordinator')
        self.server.stop()
        for who, telephone in (('second', '+358 9 555 0199'), ('coordinator', '+358 9 555 0188')):
            self.open(who)
            self.edit(telephone)
            self.add_member()
            self.app.close()
        self.server.start()
        self.visit('second')
        self.open('coordinator')
        self.app.window().find('button', '1 change refused')
        self.app.close()

    def visit(self, who, do=None):
        """Opens the app until all that is new has been sent and read."""
        self.open(who)
        self.app.window().find(None, 'All changes sent')
        if do:
            do()
            self.app.window().find(None, 'All changes sent')
        self.app.close()

    def new_round(self):
        page = self.page('Rounds')
        self.button(page, 'New Round…').press()
        dialog = self.dialog('New Round')
        self.entry(dialog, 'Name').write(PLAN)
        self.button(dialog, 'Create').press()
        self.app.window().find('label', PLAN)

    def edit(self, telephone):
        members = self.page('Members')
        self.app.click(members.find(ROWS, re.compile(EDITED)))
        dialog = self.dialog('Edit Member')
        self.entry(dialog, 'Telephone').write(telephone)
        self.button(dialog, 'Save').press()
        self.gone('Edit Member')

    def add_member(self):
        members = self.page('Members')
        self.button(members, 'Add Member…').press()
        dialog = self.dialog('Add Member')
        self.entry(dialog, 'Name').write('Robin Example')
        self.entry(dialog, 'E-Mail Address').write(NEWCOMER)
        self.button(dialog, 'Save').press()
        self.gone('Add Member')

    def choose_first(self, place, button, item):
        """Opens a menu and takes the first thing in it, by the keyboard."""
        self.app.click(self.button(place, button))
        wait_for('the menu to be open', lambda: any(
            node.is_placed for node in self.app.window().find_all('menu item', item, deep=True)))
        self.app.keys('Down', 'Up', 'Return')

    def log_weekly(self):
        """Since three months ago, so that there is something to forecast from."""
        page = self.page('Hours')
        self.choose_first(page, 'More About Hours', 'Log Weekly Sessions…')
        dialog = self.dialog('Log Weekly Sessions')
        self.button(dialog, 'Log').press()
        self.gone('Log Weekly Sessions')

    def propose(self):
        page = self.page('Sessions')
        self.button(page, 'Propose a Session…').press()
        dialog = self.dialog('Propose Session')
        self.button(dialog, 'Propose').press()
        self.gone('Propose Session')

    def plan(self):
        """For the first credential of the list."""
        page = self.page('Credentials')
        self.choose_first(page, 'Plan for a Credential', 'ICF ACC')
        page.find(None, re.compile('^By the rules as of'))

    # The pages ----------------------------------------------------------------------------------

    def home(self):
        self.page('Home')

    def sessions(self):
        self.switch(self.page('Sessions'), 'List')

    def week(self):
        self.switch(self.page('Sessions'), 'Week')

    def hours(self):
        self.switch(self.page('Hours'), 'Log')

    def clients(self):
        self.switch(self.page('Hours'), 'Clients')

    def credentials(self):
        self.page('Credentials')

    def profile(self):
        self.page('Profile')

    def members(self):
        self.page('Members')

    def rounds(self):
        self.page('Rounds')

    def round(self):
        self.open_round(ROUND)

    def workbench(self):
        self.open_round(PLAN)
        page = self.app.window().find('widget', 'RondoRoundPage')
        self.button(page, self.word('Match in the Workbench')).press()
        page = self.app.window().find('widget', 'RondoWorkbenchPage')
        approve = self.button(page, self.word('Approve'))
        if not approve.state('sensitive'):  # later styles find the plan that was made before
            self.button(page, self.word('Match All')).press()
        wait_for('the plan', lambda: approve.state('sensitive') and not any(
            node.is_placed for node in page.find_all('button', self.word('Stop and Keep'))))

    def changes(self):
        window = self.app.window()
        refused = self.words('%u change refused', '%u changes refused', 1).replace('%u', '1')
        self.app.click(self.button(window, refused))
        self.button(window, self.word('Look and Decide')).press()
        self.title('Changes to Decide')

    def first_home(self):
        self.button(self.app.window(), self.word('Connect to a Community…'))

    def start_page(self):
        self.button(self.app.window(), self.word('Quit'))

    # Who sees which pages, and of which template a picture is that is not called like it.
    PAGES = {'coach': [home, sessions, week, hours, clients, credentials, profile],
             'coordinator': [members, rounds, round, workbench, changes],
             'newcomer': [first_home],
             'unlucky': [start_page]}
    TEMPLATES = {'week': 'sessions', 'clients': 'hours', 'first_home': 'home', 'start_page': 'start'}

    # What a page says when it has become narrow.
    FOLDED = {'workbench': 'A wider window shows members, plan and details beside each other. '
                           'Here is the plan as a list.'}

    def no_page_goes_without_a_picture(self):
        shown = {self.TEMPLATES.get(go.__name__, go.__name__) for pages in self.PAGES.values()
                 for go in pages}
        there = {path.name[len('rondo-'):-len('-page.ui')]
                 for path in self.options.templates.glob('**/rondo-*-page.ui')}
        tap.check([f'no picture of {name}' for name in sorted(there - shown)]
                  + [f'{name} is no page' for name in sorted(shown - there)])

    def open_round(self, name):
        page = self.page('Rounds')
        self.app.click(page.find('list', self.word('Rounds')).find(ROWS, re.compile(name)))
        self.title('Round')

    def switch(self, page, name):
        """To one of several views of a page."""
        tab = page.find('tab', self.word(name))
        self.app.click(tab)
        wait_for(f'{name} to be chosen', lambda: tab.state('selected'))

    def title(self, name):
        """Waits until the title bar says so."""
        self.app.window().find('label', self.word(name))

    # The stops ----------------------------------------------------------------------------------

    def resize(self, width, height):
        """Until the app has laid the window out anew, which two alike looks alone do not prove."""
        self.app.resize(width, height)
        wait_for(f'the window to be {width} pixels wide', lambda: (
            width - FRAME <= self.app.window().box()[2] <= max(width, self.least_width() + FRAME)))

    def picture(self, name):
        """Of the window, when it has come to rest."""
        window = self.app.x_window()
        wait_until_it_rests(window)
        screenshot(self.output / f'{name}.png', window)

    def least_width(self):
        """What the window tells the window manager that it needs, without its frame."""
        done = subprocess.run(['xprop', '-id', self.app.x_window(), 'WM_NORMAL_HINTS'],
                              capture_output=True, text=True, check=True)
        return int(re.search(r'minimum size: (\d+) by', done.stdout).group(1)) - FRAME

    def runs_wrong(self, style):
        """Whether the window does not run the way the language does."""
        sidebar = self.app.window().find('list', self.word('Pages'))
        sidebar.settle()
        is_mirrored = sidebar.box()[0] > SIZES[''][0] // 2
        return is_mirrored != (style == 'rtl')

    def tour(self, style, who):
        problems = []
        self.app.resize(*SIZES[''])
        if who != 'unlucky' and self.runs_wrong(style):
            problems.append(f'{who}: the window runs the wrong way')
        for go in self.PAGES[who]:
            go(self)
            for suffix, size in SIZES.items():
                self.resize(*size)
                if suffix and go.__name__ in self.FOLDED:
                    self.app.window().find('label', self.word(self.FOLDED[go.__name__]))
                self.picture(f'{style}{suffix}-{go.__name__}')
            width = self.least_width()
            if width > NARROW * SCALES.get(style, 1):
                problems.append(f'{go.__name__} makes the window {width} pixels wide')
            self.app.resize(*SIZES[''])
        return problems

    def style(self, style):
        problems = []
        language = STYLES[style].get('LANGUAGE')
        self.catalogs = self.options.catalogs if language else None
        catalog = (gettext.translation('rondo', self.catalogs, [language]) if language
                   else gettext.NullTranslations())
        self.word = catalog.gettext
        self.words = catalog.ngettext
        for who in self.PAGES:
            self.open(who, has_pages=who != 'unlucky', **STYLES[style])
            problems += self.tour(style, who)
            self.app.close()
            log = (self.output / f'{who}.log').read_text(errors='replace')
            problems += sorted(set(re.sub(r'\d\d:\d\d:[\d.]+', '', line) for line in log.splitlines()
                                   if re.search('WARNING|CRITICAL|ERROR', line)))
        tap.check(problems)


def main():
    parser = argparse.ArgumentParser()
    for name in ('programs', 'tools', 'catalogs', 'templates', 'sample', 'output'):
        parser.add_argument(f'--{name}', type=lambda text: pathlib.Path(text).resolve(), required=True)
    parser.add_argument('--style', nargs='+', choices=STYLES, required=True)
    options = parser.parse_args()
    looks = Looks(options)
    try:
        looks.start()
        tap.run([('/ui/looks/no-page-goes-without-a-picture', looks.no_page_goes_without_a_picture)] + [
            (f'/ui/looks/every-page-{style}', lambda style=style: looks.style(style))
            for style in options.style])
    finally:
        looks.stop()


if __name__ == '__main__':
    main()
