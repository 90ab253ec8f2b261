#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page as people see it: light, dark, in high contrast, with large text and from right to
left; each of these as wide as it opens and as narrow as a telephone, high enough for all of it. Leaves pictures behind, for
people to look at; says only what a machine can see: that nothing makes the window wider, that the
window runs the way the language does, and that nothing is complained about.

usage: looks.py --programs DIR --tools DIR --catalogs DIR --sample members.csv --output DIR --style NAME…
"""
import argparse
import gettext
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402
from desk import Desk  # noqa: E402
from driver import ROWS, screenshot, wait_for, wait_until_it_rests  # noqa: E402
from world import ROUND  # noqa: E402

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

    def choose_first(self, place, button, item):
        """Opens a menu and takes the first thing in it, by the keyboard."""
        self.app.click(self.button(place, button))
        wait_for('the menu to be open', lambda: any(
            node.is_placed for node in self.app.window().find_all('menu item', item, deep=True)))
        self.app.keys('Down', 'Up', 'Return')

    def log_weekly(self):
        """Since three months ago, so that there is something to forecast from."""
        page = self.page('alt+2', 'Hours')
        self.choose_first(page, 'More About Hours', 'Log Weekly Sessions…')
        dialog = self.dialog('Log Weekly Sessions')
        self.button(dialog, 'Log').press()
        self.gone('Log Weekly Sessions')

    def propose(self):
        page = self.page('alt+6', 'Sessions')
        self.button(page, 'Propose a Session…').press()
        dialog = self.dialog('Propose Session')
        self.button(dialog, 'Propose').press()
        self.gone('Propose Session')

    def plan(self):
        """For the first credential of the list."""
        page = self.page('alt+5', 'Credentials')
        self.choose_first(page, 'Plan for a Credential', 'ICF ACC')
        page.find(None, re.compile('^By the rules as of'))

    # The pages ----------------------------------------------------------------------------------

    def home(self):
        self.page('alt+1', 'Home')

    def sessions(self):
        self.switch(self.page('alt+6', 'Sessions'), 'List')

    def week(self):
        self.switch(self.page('alt+6', 'Sessions'), 'Week')

    def hours(self):
        self.switch(self.page('alt+2', 'Hours'), 'Log')

    def clients(self):
        self.switch(self.page('alt+2', 'Hours'), 'Clients')

    def credentials(self):
        self.page('alt+5', 'Credentials')

    def profile(self):
        self.page('alt+7', 'Profile')

    def members(self):
        self.page('alt+3', 'Members')

    def rounds(self):
        self.page('alt+4', 'Rounds')

    def round(self):
        page = self.page('alt+4', 'Rounds')
        self.app.click(page.find('list', self.word('Rounds')).find(ROWS, re.compile(ROUND)))
        self.title('Round')

    PAGES = {'coach': [home, sessions, week, hours, clients, credentials, profile],
             'coordinator': [members, rounds, round]}

    def switch(self, page, name):
        """To one of several views of a page."""
        tab = page.find('tab', self.word(name))
        self.app.click(tab)
        wait_for(f'{name} to be chosen', lambda: tab.state('selected'))

    def title(self, name):
        """Waits until the title bar says so."""
        self.app.window().find('label', self.word(name))

    # The stops ----------------------------------------------------------------------------------

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

    def tour(self, style, who):
        problems = []
        self.app.resize(*SIZES[''])
        sidebar = self.app.window().find('list', self.word('Pages'))
        sidebar.settle()
        is_mirrored = sidebar.box()[0] > SIZES[''][0] // 2
        if is_mirrored != (style == 'rtl'):
            problems.append(f'{who}: the window runs the wrong way')
        for suffix, size in SIZES.items():  # the narrow one last: it shows no sidebar to go by
            self.app.resize(*size)
            for go in self.PAGES[who]:
                go(self)
                self.picture(f'{style}{suffix}-{go.__name__}')
                width = self.least_width() if suffix == '-narrow' else 0
                if width > NARROW * SCALES.get(style, 1):
                    problems.append(f'{go.__name__} makes the window {width} pixels wide')
        return problems

    def style(self, style):
        problems = []
        language = STYLES[style].get('LANGUAGE')
        self.catalogs = self.options.catalogs if language else None
        self.word = (gettext.translation('rondo', self.catalogs, [language]).gettext if language
                     else str)
        for who in self.PAGES:
            self.open(who, **STYLES[style])
            problems += self.tour(style, who)
            self.app.close()
            log = (self.output / f'{who}.log').read_text(errors='replace')
            problems += sorted(set(re.sub(r'\d\d:\d\d:[\d.]+', '', line) for line in log.splitlines()
                                   if re.search('WARNING|CRITICAL|ERROR', line)))
        tap.check(problems)


def main():
    parser = argparse.ArgumentParser()
    for name in ('programs', 'tools', 'catalogs', 'sample', 'output'):
        parser.add_argument(f'--{name}', type=lambda text: pathlib.Path(text).resolve(), required=True)
    parser.add_argument('--style', nargs='+', choices=STYLES, required=True)
    options = parser.parse_args()
    looks = Looks(options)
    try:
        looks.start()
        tap.run([(f'/ui/looks/every-page-{style}', lambda style=style: looks.style(style))
                 for style in options.style])
    finally:
        looks.stop()


if __name__ == '__main__':
    main()
