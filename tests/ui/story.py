#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole story with the real app, a real server process and real files, driven through the
accessibility tree: import, round, match, publish; join, log while the server is down, close, open,
sync once; progress; export.

usage: story.py --programs DIR --sample members.csv --output DIR [--report]

Prints TAP, or with --report what happened in words. Run it on a desktop of its own (desktop.sh).
"""
import argparse
import csv
import os
import pathlib
import re
import shutil
import sqlite3
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import rounds  # noqa: E402
from driver import LONGEST_PAUSE, ROWS, NotThere, Program, screenshot, wait_for  # noqa: E402
from world import COACH, COORDINATOR, PASSWORD, ROUND, Profile, Server, installed  # noqa: E402

BUTTONS = {'button', 'toggle button'}
ENTRIES = {'text box', 'search box', 'spin button'}
# Two who can only be paired with each other, which would be mutual.
UNPLACEABLE = ('Hrafn Jónsson', 'Guðrún Einarsdóttir')
MINUTES = 50


class Failed(AssertionError):
    """Something on the screen or on the disk is not as it has to be."""


def expect(what, holds):
    if not holds:
        raise Failed(what)


def button(place, name):
    return wait_for(f'a button {name!r}', lambda: next(
        (node for node in place.find_all(BUTTONS, name) if node.is_placed), None))


def entry(place, name):
    """The text field with this title: GTK 4.8 may name the row and leave its inner text without."""
    def look():
        for node in place.find_all(None, name):
            for inner in node.walk():
                if inner.role in ENTRIES and inner.can_be_written:
                    return inner
        return None
    return wait_for(f'an entry {name!r}', look)


class Story:
    def __init__(self, options):
        self.output = options.output
        self.pictures = self.output / 'screenshots'
        self.sample = options.sample
        self.programs = options.programs
        self.facts = []  # what happened in the step at hand, for the report
        self.picture_count = 0
        self.coordinator = None
        self.coach = None
        for name in ('community', 'screenshots'):
            shutil.rmtree(self.output / name, ignore_errors=True)
            (self.output / name).mkdir(parents=True)
        folder = self.output / 'community'
        self.server = Server(self.programs / 'rondo-server', folder / 'server.db')
        self.profiles = {name: Profile(folder / name) for name in ('coordinator', 'coach')}
        with open(self.sample, encoding='utf-8', newline='') as file:
            self.members = list(csv.DictReader(file))

    # What every step needs ----------------------------------------------------------------------

    def fact(self, text):
        self.facts.append(text)

    def open_app(self, who):
        profile = self.profiles[who]
        stage = self.programs.parent
        env = profile.environment(G_DEBUG='fatal-criticals', GDK_DEBUG='gl-disable', LC_ALL='C.UTF-8')
        if (stage / 'share/glib-2.0/schemas').is_dir():
            env.update(installed(stage))
        app = Program([str(self.programs / 'rondo'), '--database', str(profile.database)], env,
                      self.output / 'community' / f'{who}.log')
        setattr(self, who, app)
        return app

    def picture(self, name, app=None, window=None):
        self.picture_count += 1
        path = self.pictures / f'{self.picture_count:02}-{name}.png'
        if app is not None:
            app.raise_window(window or app.windows()[-1].name)
        time.sleep(0.4)  # until what changed is drawn; nothing depends on it
        screenshot(path)

    def page(self, app, name):
        """Chooses a page in the sidebar, as a person does."""
        window = app.window('Rondo')
        app.click(window.find('list', 'Pages').find(ROWS, name))
        return self.shown(app, name)

    def shown(self, app, name):
        """The page of this name: GTK 4.8 calls a plain widget by its class."""
        return app.window('Rondo').find('widget', f'Rondo{name}Page')

    def query(self, sql, *values):
        """Reads the server's database beside the server."""
        database = sqlite3.connect(f'file:{self.server.database}?mode=ro', uri=True)
        try:
            return database.execute(sql, values).fetchall()
        finally:
            database.close()

    def count_records(self, kind):
        return self.query('SELECT count(*) FROM record WHERE kind = ? AND NOT is_deleted', kind)[0][0]

    def choose_file(self, app, title, path):
        """Types a path into GTK's own file chooser."""
        accept = re.compile('^_?(Open|Save)')
        chooser = wait_for(f'the file chooser {title!r}', lambda: next(
            (node for node in app.windows() if node.name == title and node.has(BUTTONS, accept)), None))
        app.raise_window(title)
        if chooser.has(BUTTONS, re.compile('Save')):
            app.keys('ctrl+a')
        app.type(str(path))  # the first "/" opens the field for a path
        app.keys('Return')
        wait_for('the file chooser to close', lambda: all(
            node.name != title for node in app.windows()))

    def join(self, app, code, name=None, email=None):
        window = app.window('Rondo')
        button(window, 'Connect to a Community…').press()
        dialog = app.window(re.compile('Connect'))
        entry(dialog, 'Address of the Server').write(self.server.address)
        button(dialog, 'Continue').press()
        entry(dialog, 'Invitation Code').write(code)
        if name:
            entry(dialog, 'Your Name').write(name)
            entry(dialog, 'Your E-Mail Address').write(email)
        entry(dialog, 'Choose a Password').write(PASSWORD)
        return dialog

    # The steps ----------------------------------------------------------------------------------

    def a_server_is_set_up(self):
        self.server.init()
        self.server.start()
        self.fact(f'an empty community on {self.server.address}')

    def the_coordinator_joins_by_invitation(self):
        code = self.server.invite(role='coordinator')
        app = self.open_app('coordinator')
        self.picture('coordinator-first-start', app)
        dialog = self.join(app, code, *COORDINATOR)
        self.picture('coordinator-joins', app)
        button(dialog, 'Join').press()
        app.window('Rondo').find(ROWS, 'Members')
        self.fact(f'{COORDINATOR[0]} joined with an invitation code')

    def the_coordinator_imports_members(self):
        path = self.output / 'community' / 'members.csv'
        text = self.sample.read_text(encoding='utf-8')
        path.write_text(text + 'Nobody In Particular,not-an-address,,,,,,,,\n', encoding='utf-8')
        app = self.coordinator
        window = self.page(app, 'Members')
        button(window, re.compile('^Import')).press()
        dialog = app.window('Import Members')
        button(dialog, 'Choose File…').press()
        self.choose_file(app, 'Choose a Table of Members', path)
        bad_line = len(text.splitlines()) + 1
        dialog = app.window('Import Members')
        dialog.find(None, re.compile('1 line was not understood'))
        app.click(dialog.find('label', re.compile('Not Understood')), 'Import Members')
        dialog.find(ROWS, re.compile(rf'Line {bad_line}\b'))
        self.picture('import-preview', app)
        imported = button(dialog, re.compile(r'^Import \d+ Members$'))
        self.fact(f'the preview said: {imported.name}, and line {bad_line} not understood')
        imported.press()
        wait_for('the import to close', lambda: not any(
            node.name == 'Import Members' for node in app.windows()))
        wait_for('the members at the server',
                 lambda: self.count_records('member') == len(self.members))
        window.find(ROWS, re.compile('ليلى حداد'))
        self.picture('members', app)
        self.fact(f'{len(self.members)} members are at the server')

    def the_coordinator_opens_a_round(self):
        app = self.coordinator
        window = self.page(app, 'Rounds')
        button(window, 'New Round…').press()
        dialog = app.window(re.compile('Round'))
        entry(dialog, 'Name').write(ROUND)
        self.picture('new-round', app)
        button(dialog, 'Create').press()
        app.window('Rondo').find('label', ROUND)
        active = sum(row['active'] == 'yes' for row in self.members)
        wait_for('the registrations at the server',
                 lambda: self.count_records('registration') == active)
        self.fact(f'“{ROUND}” is open, {active} members are registered')

    def the_coordinator_sees_registrations_and_wishes(self):
        app = self.coordinator
        row = self.shown(app, 'Round').find(ROWS, re.compile("Siobhán O'Brien"))
        expect(f'the wishes are shown in {row.name!r}', 'asks for Sofia Marchetti' in row.name)
        self.fact(f'a registration reads: {row.name}')
        self.picture('registrations', app)

    def the_coordinator_matches(self):
        app = self.coordinator
        self.shown(app, 'Round')
        rounds.open_workbench(app)
        start = time.monotonic()
        quality = rounds.match_all(app)
        active = sum(row['active'] == 'yes' for row in self.members)
        self.fact(f'after {time.monotonic() - start:.1f} s: {quality.name}')
        expect(f'{active - 2} of {active} are placed, not: {quality.name}',
               f'{active - 2} of {active}' in quality.name)
        self.picture('plan', app)

    def every_pair_has_a_reason_and_the_left_out_a_rule(self):
        app = self.coordinator
        window = self.shown(app, 'Workbench')
        button(window, 'List').press()
        pair = window.find('list', 'Pairings').find(ROWS, re.compile(' coaches '))
        expect(f'a reason in {pair.name!r}', re.search('speak|apart|asked', pair.name))
        self.fact(f'a pairing reads: {pair.name}')
        button(window, 'Not Placed').press()
        unplaced = window.find('list', 'Members Who Are Not Placed')
        for name in UNPLACEABLE:
            row = unplaced.find(ROWS, re.compile('^' + re.escape(name)))
            self.fact(f'not placed: {row.name}')
            expect(f'a rule in {row.name!r}', 'only coach each other' in row.name)
        self.picture('not-placed', app)

    def tab(self, window, name):
        node = window.find({'tab', 'radio', 'toggle button'}, name)
        if node.actions():
            node.press()
        else:
            node.focus()

    def the_coordinator_approves(self):
        app = self.coordinator
        rounds.approve(app)
        active = sum(row['active'] == 'yes' for row in self.members)
        wait_for('the pairings at the server', lambda: self.count_records('pairing') == active - 2)
        mutual = self.query('SELECT count(*) FROM pairing_index a JOIN pairing_index b '
                            'ON a.coach = b.client AND a.client = b.coach')[0][0]
        expect('no pairing is mutual', mutual == 0)
        self.picture('approved', app)
        self.fact(f'{active - 2} pairings are at the server, none of them mutual')
        expect('no member sees a pairing before it is announced', self.query(
            "SELECT count(*) FROM feed f JOIN record r ON r.id = f.record "
            "WHERE r.kind IN ('pairing', 'profile') AND f.scope <> 'coord'")[0][0] == 0)

    def the_coordinator_announces(self):
        app = self.coordinator
        rounds.announce(app)
        active = sum(row['active'] == 'yes' for row in self.members)
        wait_for('the notices at the server', lambda: self.count_records('notice') == active)
        self.picture('published', app)
        self.fact(f'{active} members are told')

    def the_coach_joins_by_invitation(self):
        code = self.server.invite(email=COACH[1])
        app = self.open_app('coach')
        dialog = self.join(app, code)
        button(dialog, 'Join').press()
        window = app.window('Rondo')
        ours = window.find('label', re.compile('^You coach '))
        theirs = window.find('label', re.compile('coaches you$'))
        self.client = ours.name[len('You coach '):]
        window.find(None, re.compile(r'@example\.(org|com|net)'))
        self.picture('coach-home', app)
        self.fact(f'{COACH[0]} reads “{ours.name}” and “{theirs.name}”, with their addresses')

    def the_coach_logs_a_session_while_the_server_is_down(self):
        self.server.stop()
        app = self.coach
        window = app.window('Rondo')
        button(window, re.compile('^Log Session')).press()
        dialog = app.window(re.compile('Session'))
        entry(dialog, 'Coaching Minutes').write(str(MINUTES))
        self.picture('log-session', app)
        button(dialog, 'Log').press()
        self.page(app, 'Hours')
        row = window.find(ROWS, re.compile(re.escape(self.client) + '.*Not sent yet'))
        self.picture('logged-offline', app)
        self.fact(f'the log shows: {row.name}')

    def it_is_still_there_after_closing_and_opening(self):
        self.coach.close()
        app = self.open_app('coach')
        window = self.page(app, 'Hours')
        window.find(ROWS, re.compile(re.escape(self.client) + '.*Not sent yet'))
        expect('nothing is at the server', self.count_records('session') == 0)
        self.picture('opened-again-offline', app)
        self.fact('closed and opened: the session is there, still marked')

    def it_goes_out_by_itself_once(self):
        self.server.start()
        start = time.monotonic()
        wait_for('the session at the server', lambda: self.count_records('session') == 1,
                 LONGEST_PAUSE)
        window = self.coach.window('Rondo')
        window.gone(ROWS, re.compile('Not sent yet'))
        history = self.query("SELECT count(*) FROM record_history h JOIN record r ON r.id = h.record "
                             "WHERE r.kind = 'session'")[0][0]
        expect('the session was written once', history == 1)
        expect('one log entry is there', self.count_records('log') == 1)
        self.picture('sent', self.coach)
        self.fact(f'the server came back; {time.monotonic() - start:.0f} s later the session was '
                  'there, once, and the mark was gone')

    def the_coordinator_sees_the_progress(self):
        app = self.coordinator
        window = app.window('Rondo')
        window.press('win.sync-now')
        wanted = re.compile(rf'{COACH[0]} coaches .*1 of 6')
        row = window.find(ROWS, wanted)
        self.picture('progress', app)
        self.fact(f'the coordinator reads: {row.name}')

    def the_coach_notes_the_consent_of_the_client(self):
        app = self.coach
        page = self.page(app, 'Hours')
        self.tab(page, 'Clients')
        app.click(page.find('list', 'Clients').find(ROWS, re.compile('^' + re.escape(self.client))))
        dialog = app.window('Client')
        dialog.find('switch', 'Agreed to Be Listed', deep=True).press()
        entry(dialog, 'When').write('2026-11-20')
        self.picture('consent', app, 'Client')
        button(dialog, 'Save').press()
        row = page.find(ROWS, re.compile(re.escape(self.client) + '.*Consent given'))
        self.fact(f'the list of clients reads: {row.name}')

    def the_coach_exports_the_hours(self):
        app = self.coach
        target = self.output / 'coaching-log.csv'
        target.unlink(missing_ok=True)
        page = self.page(app, 'Hours')
        self.tab(page, 'Log')
        button(page, 'Export Hours…').press()
        button(app.window('Export Hours'), 'Export…').press()
        self.choose_file(app, 'Export Hours for ICF', target)
        wait_for('the exported file', lambda: target.exists() and target.stat().st_size)
        with open(target, encoding='utf-8', newline='') as file:
            rows = list(csv.DictReader(file))
        today = time.strftime('%Y-%m-%d')
        ours = rows[0]
        expect(f'the client is in {ours}', ours['Client Name'].lstrip("'") == self.client)
        expect(f'the day is in {ours}', ours['Start Date'] == ours['End Date'] == today)
        # Nothing was received yet, so that coaching in exchange counts as pro bono; never rounded up.
        for row in rows[:2]:
            expect(f'the hours are in {row}',
                   (row['Paid Hours'], row['Pro-bono Hours']) == ('0.00', '0.83'))
        expect('the second row is the total', rows[1]['Client Name'].startswith('Total'))
        self.picture('exported', app)
        self.fact(f'{target.name} has {ours["Client Name"]} with {ours["Pro-bono Hours"]} hours, '
                  'and a total that foots')

    def the_apps_close_without_a_complaint(self):
        for who in ('coach', 'coordinator'):
            getattr(self, who).close()
            text = (self.output / 'community' / f'{who}.log').read_text(errors='replace')
            lines = [line for line in text.splitlines() if re.search('WARNING|CRITICAL', line)]
            expect('\n'.join(lines), not lines)

    STEPS = [
        a_server_is_set_up,
        the_coordinator_joins_by_invitation,
        the_coordinator_imports_members,
        the_coordinator_opens_a_round,
        the_coordinator_sees_registrations_and_wishes,
        the_coordinator_matches,
        every_pair_has_a_reason_and_the_left_out_a_rule,
        the_coordinator_approves,
        the_coordinator_announces,
        the_coach_joins_by_invitation,
        the_coach_logs_a_session_while_the_server_is_down,
        it_is_still_there_after_closing_and_opening,
        it_goes_out_by_itself_once,
        the_coordinator_sees_the_progress,
        the_coach_notes_the_consent_of_the_client,
        the_coach_exports_the_hours,
        the_apps_close_without_a_complaint,
    ]

    def end(self):
        for app in (self.coordinator, self.coach):
            if app is not None and app.process.poll() is None:
                app.kill()
        self.server.stop()


def sentence(step):
    return step.__name__.replace('_', '-')


def explain(error):
    if isinstance(error, (Failed, NotThere)):
        return str(error)
    return ''.join(traceback.format_exception(error))


def screen_as_text(story):
    """What a screen reader would have had to read, for whoever looks into a failure."""
    parts = []
    for who in ('coordinator', 'coach'):
        app = getattr(story, who)
        if app is not None and app.process.poll() is None:
            parts.append(f'--- {who} ---\n' + app.root.look().dump())
    return '\n'.join(parts)


def play(story, after_step):
    """Plays step by step; what comes after a failed one is not reached and has failed as well."""
    failed = False
    for step in story.STEPS:
        story.facts = []
        problem = 'not reached' if failed else None
        if not failed:
            try:
                step(story)
            except Exception as error:  # every kind of failure ends the story
                failed = True
                problem = explain(error)
                story.picture('failed')
                (story.output / 'failed.txt').write_text(screen_as_text(story))
        after_step(step, story.facts, problem)
    return failed


def print_tap(number, step, problem):
    if problem:
        for line in problem.splitlines():
            print(f'# {line}')
    print(f'{"not ok" if problem else "ok"} {number} /ui/story/{sentence(step)}', flush=True)


def print_report(number, step, facts, problem):
    print(f'{number:>3}. {step.__name__.replace("_", " ")}' + (': FAILED' if problem else ''))
    for fact in facts:
        print(f'       {fact}')
    if problem:
        print('       ' + problem.replace('\n', '\n       '))
    sys.stdout.flush()


def arguments():
    parser = argparse.ArgumentParser()
    for name in ('programs', 'tools', 'sample', 'output'):
        parser.add_argument(f'--{name}', type=lambda text: pathlib.Path(text).resolve(), required=True)
    parser.add_argument('--report', action='store_true')
    return parser.parse_args()


def main():
    options = arguments()
    options.output.mkdir(parents=True, exist_ok=True)
    story = Story(options)
    numbers = iter(range(1, len(story.STEPS) + 1))
    start = time.monotonic()

    def after_step(step, facts, problem):
        if options.report:
            print_report(next(numbers), step, facts, problem)
        else:
            print_tap(next(numbers), step, problem)

    print('The story of a round, with the real app, server and files:\n' if options.report
          else f'TAP version 13\n1..{len(story.STEPS)}', flush=True)
    try:
        failed = play(story, after_step)
    finally:
        story.end()
    if options.report:
        place = os.path.relpath(options.output)
        print(f'\n{"It stopped half-way" if failed else "It went as it should"}, in '
              f'{time.monotonic() - start:.0f} seconds. What it left:\n'
              f'  {place}/screenshots       every step as a picture\n'
              f'  {place}/coaching-log.csv  the hours as exported\n'
              f'  {place}/community         the databases of server, coordinator and coach')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
