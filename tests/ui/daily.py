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
from driver import ROWS, NotThere, bus, screenshot, wait_for  # noqa: E402

STEPS_MAX = 50  # of the Tab key
END = re.compile('End Session…')  # GTK 4.8 adds its label


class Daily(Desk):
    def start(self):
        super().start()
        self.focused = []  # the paths of what got the keyboard since this was last emptied
        self.bus = bus()
        self.bus.watch_focus(lambda owner, path: self.focused.append(path))
        self.server.stop()  # there is no network on the train

    # What every stop needs ----------------------------------------------------------------------

    def to_button(self, place, name):
        """Presses Tab until the button has the keyboard, as it tells itself. A text field tells
        nothing, and is passed."""
        wanted = self.button(place, name).path
        for _ in range(STEPS_MAX):
            self.focused.clear()
            self.app.keys('Tab')
            try:
                wait_for('the keyboard to move on', lambda: self.bus.attend() or self.focused, 3)
            except NotThere:
                pass
            if wanted in self.focused:
                return
        raise AssertionError(f'Tab does not get to {name!r}')

    # The stops ----------------------------------------------------------------------------------

    def a_session_of_today_is_logged_by_one_key_and_enter(self):
        self.log_today()
        page = self.page('Hours')
        page.find(ROWS, re.compile(re.escape(self.client) + '.*Not sent yet'))
        screenshot(self.output / 'logged.png')

    def a_session_is_proposed(self):
        app = self.app
        page = self.page('Sessions')
        self.to_button(page, 'Propose a Session…')
        app.keys('Return')
        self.dialog('Propose Session').find(None, re.compile('^For (you|both of you) '))
        screenshot(self.output / 'propose.png')
        app.keys('Return')
        self.gone('Propose Session')
        page.find(ROWS, re.compile(re.escape(self.client) + '.*Not sent yet'))
        screenshot(self.output / 'proposed.png')

    def a_timer_runs_on_through_a_crash_and_is_confirmed(self):
        app = self.app
        self.to_button(self.page('Home'), 'Start a Session Now')
        app.keys('Return')
        app.window().find('button', END)
        app.kill()
        self.open('coach')
        app = self.app
        page = self.page('Home')
        self.to_button(page, END)
        screenshot(self.output / 'timer.png')
        app.keys('Return')
        self.button(self.dialog('Session Held'), 'Confirm')
        screenshot(self.output / 'confirm.png')
        app.keys('Return')
        self.gone('Session Held')
        page = self.page('Hours')
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
        a_timer_runs_on_through_a_crash_and_is_confirmed,
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
