#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page as people see it: light, dark, in high contrast and with large text, and each of these
as narrow as a telephone. Leaves pictures behind, for people to look at; says only what a machine can
see: that nothing makes the window wider, and that nothing is complained about.

usage: looks.py --programs DIR --tools DIR --sample members.csv --output DIR [--style NAME…]
"""
import argparse
import pathlib
import re
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402
from desk import Desk  # noqa: E402
from driver import ROWS, screenshot, wait_for  # noqa: E402

PAGES = {'Home': 'alt+1', 'Hours': 'alt+2', 'Sessions': 'alt+6', 'Credentials': 'alt+5',
         'Profile': 'alt+7'}
MORE_PAGES = {'Members': 'alt+3', 'Rounds': 'alt+4'}  # of a coordinator
FRAME = 18  # both sides of what GTK draws around a window where no compositor draws a shadow
WIDE, NARROW = (980, 680), (360 + FRAME, 648)
STYLES = {
    'light': {'ADW_DEBUG_COLOR_SCHEME': 'prefer-light'},
    'dark': {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'},
    'contrast': {'ADW_DEBUG_HIGH_CONTRAST': '1'},
    'large': {},  # the desktop has larger letters
}
SCALES = {'large': 1.5}  # of what has to have room


class Looks(Desk):
    def start(self):
        super().start()
        for _ in range(2):
            self.log_today()
        self.propose()
        self.plan()
        self.app.close()

    def propose(self):
        page = self.page('alt+6', 'Sessions')
        self.button(page, 'Propose a Session…').press()
        dialog = self.dialog('Propose Session')
        self.button(dialog, 'Propose').press()
        self.gone('Propose Session')

    def plan(self):
        """For the first credential of the list."""
        page = self.page('alt+5', 'Credentials')
        self.app.click(self.button(page, 'Plan for a Credential'))
        wait_for('the menu to be open', lambda: any(
            node.is_placed for node in self.app.window().find_all('menu item', 'ICF ACC', deep=True)))
        self.app.keys('Down', 'Up', 'Return')
        page.find(None, re.compile('^By the rules as of'))

    # The stops ----------------------------------------------------------------------------------

    def least_width(self):
        """What the window tells the window manager that it needs, without its frame."""
        done = subprocess.run(['xprop', '-id', self.app.x_window(), 'WM_NORMAL_HINTS'],
                              capture_output=True, text=True, check=True)
        return int(re.search(r'minimum size: (\d+) by', done.stdout).group(1)) - FRAME

    def tour(self, style, pages):
        problems = []
        shown = self.app.window().find('list', 'Pages')  # not there any more when it is narrow
        rows = {name: shown.find(ROWS, name) for name in pages}
        for size, suffix in ((WIDE, ''), (NARROW, '-narrow')):
            self.app.resize(*size)
            for name, key in pages.items():
                self.app.raise_window()
                self.app.keys(key)
                wait_for(f'{name} to be chosen', lambda name=name: rows[name].state('selected'))
                time.sleep(0.7)  # for the picture; nothing depends on it
                screenshot(self.output / f'{style}{suffix}-{name.lower()}.png', self.app.x_window())
                width = self.least_width() if size == NARROW else 0
                if width > 360 * SCALES.get(style, 1):
                    problems.append(f'{name} makes the window {width} pixels wide')
        return problems

    def style(self, style):
        problems = []
        for who, pages in (('coach', PAGES), ('coordinator', MORE_PAGES)):
            self.open(who, **STYLES[style])
            problems += self.tour(style, pages)
            self.app.close()
            log = (self.output / f'{who}.log').read_text(errors='replace')
            problems += sorted(set(re.sub(r'\d\d:\d\d:[\d.]+', '', line) for line in log.splitlines()
                                   if re.search('WARNING|CRITICAL|ERROR', line)))
        tap.check(problems)


def main():
    parser = argparse.ArgumentParser()
    for name in ('programs', 'tools', 'sample', 'output'):
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
