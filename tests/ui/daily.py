#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a coach does every day, by keyboard alone: a session of today is logged by one keystroke and
Enter, one is proposed, confirmed and timed; without network, and through a power cut.

usage: daily.py --programs DIR --tools DIR --sample members.csv --output DIR
"""
import argparse
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402
from desk import Desk  # noqa: E402
from driver import ROWS, screenshot, wait_for  # noqa: E402

STEPS_MAX = 80  # of the Tab key


class Daily(Desk):
    def start(self):
        super().start()
        self.server.stop()  # there is no network on the train

    # What every stop needs ----------------------------------------------------------------------

    def tab_to(self, find):
        """Presses Tab until what find() gives, or something in it, has the keyboard."""
        for _ in range(STEPS_MAX):
            count = len(self.focused)
            self.app.keys('Tab')
            wait_for('the keyboard to move on',
                     lambda: self.bus.attend() or len(self.focused) > count)
            if self.focused[-1] in {node.path for found in find() for node in found.walk()}:
                return
        raise AssertionError('Tab does not get there')

    def to_button(self, place, name):
        self.tab_to(lambda: place.find_all('button', name, deep=True))

    # The stops ----------------------------------------------------------------------------------

    def a_session_of_today_is_logged_by_one_key_and_enter(self):
        self.log_today()
        page = self.page('alt+2', 'Hours')
        page.find(ROWS, re.compile(re.escape(self.client) + '.*Not sent yet'))
        screenshot(self.output / 'logged.png')

    def a_session_is_proposed(self):
        app = self.app
        page = self.page('alt+6', 'Sessions')
        self.to_button(page, 'Propose a Session…')
        app.keys('Return')
        dialog = self.dialog('Propose Session')
        entry = dialog.find(None, re.compile('^Time'), deep=True)
        self.tab_to(lambda: [entry])
        app.keys('ctrl+a')
        app.type('00:01')  # has begun, on whatever day this runs
        screenshot(self.output / 'propose.png')
        app.keys('Return')
        self.gone('Propose Session')
        page.find(ROWS, re.compile(re.escape(self.client)))
        screenshot(self.output / 'proposed.png')

    def it_is_confirmed(self):
        app = self.app
        page = self.page('alt+6', 'Sessions')
        row = page.find(ROWS, re.compile(re.escape(self.client)))
        self.tab_to(lambda: [row])
        app.keys('Return')
        dialog = self.dialog('Session')
        self.to_button(dialog, 'It Was Held…')
        screenshot(self.output / 'session.png')
        app.keys('Return')
        self.dialog('Session Held').find('button', 'Confirm')
        screenshot(self.output / 'confirm.png')
        app.keys('Return')
        self.gone('Session Held')
        page = self.page('alt+2', 'Hours')
        wait_for('both sessions in the log', lambda: len(
            page.find_all(ROWS, re.compile(re.escape(self.client) + '.*Not sent yet'))) == 2)

    def nothing_was_complained_about(self):
        self.app.close()
        lines = [line for line in (self.output / 'coach.log').read_text(errors='replace').splitlines()
                 if re.search('WARNING|CRITICAL|ERROR', line)]
        tap.check(sorted(set(re.sub(r'\d\d:\d\d:[\d.]+', '', line) for line in lines)))

    STOPS = [
        a_session_of_today_is_logged_by_one_key_and_enter,
        a_session_is_proposed,
        it_is_confirmed,
        nothing_was_complained_about,
    ]


def main():
    parser = argparse.ArgumentParser()
    for name in ('programs', 'tools', 'sample', 'output'):
        parser.add_argument(f'--{name}', type=lambda text: pathlib.Path(text).resolve(), required=True)
    daily = Daily(parser.parse_args())
    try:
        daily.start()
        tap.run([(f'/ui/daily/{stop.__name__.replace("_", "-")}', lambda stop=stop: stop(daily))
                 for stop in daily.STOPS])
    finally:
        daily.stop()


if __name__ == '__main__':
    main()
