# SPDX-License-Identifier: GPL-3.0-or-later
"""A coach in a published round: a server, a coordinator who has matched, and the app of the coach."""
import re
import shutil

import rounds
from driver import PAGES, ROWS, Program, wait_for
from world import COACH, COORDINATOR, ROUND, Profile, Server


ENTRIES = {'text box', 'search box', 'spin button'}


class Desk:
    def __init__(self, options):
        shutil.rmtree(options.output, ignore_errors=True)
        options.output.mkdir(parents=True)
        self.output = options.output
        self.options = options
        self.app = None
        self.word = str  # what the app says for an English text
        self.rows = {}  # of the sidebar; it is not there any more when the window gets narrow
        self.server = Server(options.programs / 'rondo-server', options.output / 'server.db')

    def program(self):
        """What is tried; a translated app needs another one."""
        return self.options.programs / 'rondo'

    def open(self, name, has_pages=True, **more):
        """Opens the app of somebody; more is of its surroundings."""
        profile = self.profiles[name]
        env = profile.environment(**dict({'G_DEBUG': 'fatal-criticals', 'GDK_DEBUG': 'gl-disable',
                                          'LC_ALL': 'C.UTF-8'}, **more))
        command = [str(self.program()), '--database', str(profile.database)]
        self.app = Program(command, env, self.output / f'{name}.log')
        self.rows = {}
        window = self.app.window()
        if has_pages:
            window.find('list', self.word('Pages'))
        self.app.raise_window()

    def set_up(self):
        """A round that all have joined, and both apps signed in."""
        options = self.options
        self.server.init(options.sample, ROUND)
        self.server.start()
        self.profiles = {name: Profile(options.output / name) for name in ('coordinator', 'coach')}
        invitations = {'coordinator': self.server.invite(COORDINATOR[1], 'coordinator'),
                       'coach': self.server.invite(COACH[1])}
        for name, code in invitations.items():
            self.profiles[name].join(options.tools / 'rondo-join', self.server.address, code)

    def start(self):
        self.set_up()
        self.open('coordinator')
        self.publish()
        self.app.close()
        self.open('coach')
        self.client = self.app.window().find('label', re.compile('^You coach ')).name[10:]
        self.app.window().find(None, 'All changes sent')

    def stop(self):
        if self.app is not None and self.app.process.poll() is None:
            self.app.kill()
        self.server.stop()

    def publish(self):
        app = self.app
        rounds.open_round(app, ROUND)
        rounds.open_workbench(app)
        rounds.match_all(app)
        rounds.approve(app)
        rounds.announce(app)
        app.window().find(None, 'All changes sent')

    def button(self, place, name):
        return wait_for(f'a button {name!r}', lambda: next(
            (node for node in place.find_all('button', name) if node.is_placed), None))

    def entry(self, place, name):
        """The text field with this title: GTK 4.8 may name the row and leave its inner text without."""
        return wait_for(f'an entry {name!r}', lambda: next(
            (inner for node in place.find_all(None, name) for inner in node.walk()
             if inner.role in ENTRIES and inner.can_be_written), None))

    def page(self, name):
        self.app.raise_window()
        self.app.keys(PAGES[name])
        if name not in self.rows:
            pages = self.app.window().find('list', self.word('Pages'))
            self.rows[name] = pages.find(ROWS, self.word(name))
        wait_for(f'{name} to be chosen', lambda: self.rows[name].state('selected'))
        return self.app.window().find('widget', f'Rondo{name}Page')

    def dialog(self, title):
        dialog = self.app.window(title)
        self.app.raise_window(dialog.name)
        return dialog

    def gone(self, title):
        wait_for(f'{title!r} to close', lambda: all(
            node.name != title for node in self.app.windows()))
        self.app.raise_window()

    def log_today(self):
        """By one keystroke and Enter."""
        self.app.keys('ctrl+n')
        dialog = self.dialog('Log Session')
        wait_for('the partners', lambda: dialog.has(None, re.compile(re.escape(self.client)), deep=True))
        self.app.keys('Return')
        self.gone('Log Session')
