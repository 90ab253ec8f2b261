# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a GTK program as a person with a screen reader and a keyboard does: through the
accessibility tree (AT-SPI) for finding and pressing, through X (xdotool) for real keys and clicks.

The tree is read over D-Bus directly, a whole level at once: asking node by node, as the usual
library does, takes seconds for a page of rows.

Facts about GTK 4.8 that shape this file: a label's text is its name; "showing" is only set on
windows, so "visible" is what counts, on a node and all above it; a page of a stack that is not
shown counts as visible; the keyboard cannot be moved through the tree.
"""
import os
import re
import subprocess
import time

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

PATIENCE = float(os.environ.get('RONDO_UI_PATIENCE', '60'))  # seconds
LONGEST_PAUSE = 330  # seconds: an app without a server tries again after at most five minutes
ROWS = {'list item', 'row'}
# Every page has a key, in the order of the sidebar.
PAGES = {name: f'alt+{number}' for number, name in enumerate(
    ['Home', 'Sessions', 'Hours', 'Credentials', 'Profile', 'Members', 'Rounds'], start=1)}
ATSPI = 'org.a11y.atspi.'
# Numbers of the protocol.
STATES = {'checked': 4, 'editable': 7, 'focusable': 11, 'focused': 12, 'pressed': 20,
          'selected': 23, 'sensitive': 24, 'visible': 30}
COORDINATES_OF_WINDOW = 1


class NotThere(AssertionError):
    """What was waited for did not come."""


class Gone(Exception):
    """The program does not know this node (any more), or not this side of it."""


def wait_for(what, look, patience=None):
    """Calls look until it gives something true. What is gone while looking counts as "not yet"."""
    end = time.monotonic() + (PATIENCE if patience is None else patience)
    while True:
        try:
            found = look()
            if found:
                return found
        except Gone:
            pass
        if time.monotonic() > end:
            raise NotThere(f'waited in vain for {what}')
        time.sleep(0.03)


def matches(wanted, text):
    """wanted: None (anything), a text, a compiled pattern, or a set of texts."""
    if wanted is None:
        return True
    if isinstance(wanted, re.Pattern):
        return bool(wanted.search(text))
    if isinstance(wanted, (set, frozenset, tuple, list)):
        return text in wanted
    return text == wanted


class Bus:
    """The accessibility bus."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress',
                                    None, None, Gio.DBusCallFlags.NONE, 30000, None).unpack()[0]
        flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
                 | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def watch_focus(self, heard):
        """Calls heard with owner and path of whatever gets the keyboard from now on."""
        def signalled(connection, owner, path, interface, signal, arguments):
            state, is_on = arguments.unpack()[:2]
            if state == 'focused' and is_on:
                heard(owner, path)

        self.call(ATSPI + 'Registry', '/org/a11y/atspi/registry', ATSPI + 'Registry', 'RegisterEvent',
                  GLib.Variant('(s)', ('object:state-changed:focused',)))
        self.connection.signal_subscribe(None, ATSPI + 'Event.Object', 'StateChanged', None, None,
                                         Gio.DBusSignalFlags.NONE, signalled)

    def attend(self):
        """Lets signals that have arrived be heard."""
        while GLib.MainContext.default().pending():
            GLib.MainContext.default().iteration(False)

    def call(self, owner, path, interface, method, arguments=None):
        """One call and its answer, or Gone."""
        return self.gather([(owner, path, interface, method, arguments)])[0]()

    def gather(self, calls):
        """All the calls at once. Gives functions that each return an answer or raise Gone."""
        calls = list(calls)
        answers = [None] * len(calls)
        waiting = len(calls)

        def answered(connection, result, index):
            nonlocal waiting
            waiting -= 1
            try:
                answers[index] = connection.call_finish(result)
            except GLib.Error as error:
                answers[index] = error

        for index, (owner, path, interface, method, arguments) in enumerate(calls):
            self.connection.call(owner, path, interface, method, arguments, None,
                                 Gio.DBusCallFlags.NONE, 30000, None, answered, index)
        while waiting:
            GLib.MainContext.default().iteration(True)
        return [lambda answer=answer: unpack(answer) for answer in answers]


def unpack(answer):
    if isinstance(answer, GLib.Error):
        raise Gone(answer.message)
    return answer.unpack()


_bus = None


def bus():
    global _bus
    if _bus is None:
        _bus = Bus()
    return _bus


class Node:
    """One object of the accessibility tree, as it was when it was last looked at."""

    def __init__(self, owner, path):
        self.owner = owner
        self.path = path
        self.role = ''
        self.name = ''
        self.description = ''
        self.states = 0
        self.nodes = []

    def __repr__(self):
        return f'{self.role} {self.name!r}'

    def call(self, interface, method, arguments=None):
        return bus().call(self.owner, self.path, ATSPI + interface, method, arguments)

    # Looking ------------------------------------------------------------------------------------

    def look(self, deep=True):
        """Reads this node and all below it that are not hidden; not what is in rows unless deep."""
        level = [self]
        while level:
            answers = iter(bus().gather([question for node in level for question in node.questions()]))
            below = []
            for node in level:
                node.take([next(answers) for _ in range(4)])
                if not (node.role in ROWS and not deep and node is not self):
                    below += node.nodes
                else:
                    node.nodes = []
            level = below
        return self

    def questions(self):
        """The four calls that tell about this node."""
        accessible = ATSPI + 'Accessible'
        yield (self.owner, self.path, 'org.freedesktop.DBus.Properties', 'GetAll',
               GLib.Variant('(s)', (accessible,)))
        for method in ('GetRoleName', 'GetState', 'GetChildren'):
            yield self.owner, self.path, accessible, method, None

    def take(self, answers):
        """Keeps what the four questions were answered with."""
        self.nodes = []
        try:
            properties, role, states, children = (answer() for answer in answers)
        except Gone:
            self.states = 0
            return
        # GTK 4.8 says the name of a button with a label and an accessible label twice.
        name = properties[0].get('Name', '')
        twice = re.fullmatch(r'(.+) \1', name)
        self.name = twice.group(1) if twice else name
        self.description = properties[0].get('Description', '')
        self.role = role[0]
        self.states = states[0][0] | states[0][1] << 32
        if self.is_visible or self.role == 'application':
            self.nodes = [Node(owner, path) for owner, path in children[0]
                          if not path.endswith('/null')]

    def flat(self):
        """This node and all below it that are not hidden, in order, as last looked at."""
        if self.is_visible or self.role == 'application':
            yield self
            for node in self.nodes:
                yield from node.flat()

    def walk(self, deep=True):
        yield from self.look(deep).flat()

    def has_state(self, name):
        return bool(self.states >> STATES[name] & 1)

    def state(self, name):
        """The state as it is now."""
        states = self.call('Accessible', 'GetState')[0]
        self.states = states[0] | states[1] << 32
        return self.has_state(name)

    @property
    def is_visible(self):
        return self.has_state('visible')

    def find_all(self, role=None, name=None, deep=False):
        return [node for node in self.walk(deep)
                if matches(role, node.role) and matches(name, node.name)]

    def has(self, role=None, name=None, deep=False):
        return bool(self.find_all(role, name, deep))

    def find(self, role=None, name=None, deep=False, patience=None):
        return wait_for(f'{role or "anything"} {describe(name)}',
                        lambda: next(iter(self.find_all(role, name, deep)), None), patience)

    def gone(self, role=None, name=None, patience=None):
        wait_for(f'{role or "anything"} {describe(name)} to vanish',
                 lambda: not self.has(role, name), patience)

    @property
    def text(self):
        count = bus().call(self.owner, self.path, 'org.freedesktop.DBus.Properties', 'Get',
                           GLib.Variant('(ss)', (ATSPI + 'Text', 'CharacterCount')))[0]
        return self.call('Text', 'GetText', GLib.Variant('(ii)', (0, count)))[0]

    @property
    def can_be_written(self):
        try:
            self.call('EditableText', 'InsertText', GLib.Variant('(isi)', (0, '', 0)))
            return True
        except Gone:
            return False

    def box(self):
        """x, y, width and height in its window."""
        return self.call('Component', 'GetExtents', GLib.Variant('(u)', (COORDINATES_OF_WINDOW,)))[0]

    @property
    def is_placed(self):
        """Whether this has room in its window: pages that were never shown have none."""
        try:
            return self.box()[2] > 0
        except Gone:
            return False

    def settle(self):
        """Waits until this has its place and does not move any more."""
        last = None

        def look():
            nonlocal last
            box = self.box()
            rests = box == last and box[2] > 0 and box[0] >= 0 and box[1] >= 0
            last = box
            return rests
        wait_for(f'{self!r} to have a place', look)

    # Acting -------------------------------------------------------------------------------------

    def actions(self):
        return [action[0] for action in self.call('Action', 'GetActions')[0]]

    def press(self, action=None):
        """Does what a click does, or the action named ("win.sync-now" of a window)."""
        wait_for(f'{self!r} to be usable', lambda: self.state('sensitive'))
        actions = self.actions()
        assert actions, f'{self!r} can do nothing'
        index = 0 if action is None else actions.index(action)
        done = self.call('Action', 'DoAction', GLib.Variant('(i)', (index,)))[0]
        assert done, f'{self!r} refused {action or "click"}'

    def write(self, text):
        """Replaces the text of an entry."""
        done = self.call('EditableText', 'SetTextContents', GLib.Variant('(s)', (text,)))[0]
        assert done, f'{self!r} took no text'

    def dump(self, depth=0):
        """The tree as last looked at, for a person who looks for a name."""
        lines = [f'{"  " * depth}{self!r}' + (f' ({self.description})' if self.description else '')]
        lines += [node.dump(depth + 1) for node in self.nodes if node.is_visible]
        return '\n'.join(lines)


def describe(name):
    return f'matching {name.pattern!r}' if isinstance(name, re.Pattern) else repr(name or '')


class Program:
    """A running program and its root in the accessibility tree."""

    def __init__(self, command, env=None, log=None):
        self.log_path = log
        output = open(log, 'ab') if log else None
        self.process = subprocess.Popen(command, env=env, stdout=output, stderr=output)
        if output:
            output.close()
        self.root = wait_for(f'{os.path.basename(command[0])} on the accessibility bus', self.look)

    def look(self):
        if self.process.poll() is not None:
            raise AssertionError(f'the program ended with {self.process.returncode}')
        registry = (ATSPI + 'Registry', '/org/a11y/atspi/accessible/root', ATSPI + 'Accessible')
        for owner, path in bus().call(*registry, 'GetChildren')[0]:
            process = bus().call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus',
                                 'GetConnectionUnixProcessID', GLib.Variant('(s)', (owner,)))[0]
            if process == self.process.pid:
                return Node(owner, path)
        return None

    def windows(self):
        """The windows that are open, looked at without their contents."""
        children = self.root.call('Accessible', 'GetChildren')[0]
        nodes = [Node(owner, path) for owner, path in children]
        for node in nodes:
            node.take(bus().gather(node.questions()))
        return [node for node in nodes if node.is_visible]

    def window(self, name='Rondo'):
        return wait_for(f'a window {describe(name)}', lambda: next(
            (node for node in self.windows() if matches(name, node.name)), None))

    def x_window(self, title='Rondo'):
        """The id of the X window with this title; None: of the newest."""
        def look():
            name = f'^{re.escape(title)}$' if title else '.'
            done = subprocess.run(['xdotool', 'search', '--onlyvisible', '--all', '--pid',
                                   str(self.process.pid), '--name', name],
                                  capture_output=True, text=True)
            return (done.stdout.split() or [None])[-1]
        return wait_for(f'an X window {title!r}', look)

    def raise_window(self, title='Rondo'):
        """To the top, and the keyboard to it: there may be no window manager to do so."""
        window = self.x_window(title)
        subprocess.run(['xdotool', 'windowraise', window, 'windowfocus', '--sync', window], check=True,
                       timeout=PATIENCE)

    def click(self, node, title='Rondo'):
        """Clicks the middle of a node with the mouse. The tree counts from the corner of the window
        as drawn; X counts from that of its invisible (or, without a window manager, solid) border."""
        window = self.x_window(title)
        self.raise_window(title)
        node.settle()
        done = subprocess.run(['xdotool', 'getwindowgeometry', '--shell', window], check=True,
                              capture_output=True, text=True)
        place = dict(line.split('=') for line in done.stdout.split())
        frame = self.window(title).box()
        extents = subprocess.run(['xprop', '-id', window, '_GTK_FRAME_EXTENTS'], check=True,
                                 capture_output=True, text=True).stdout
        if '=' in extents:
            left, _, top, _ = (int(number) for number in extents.split('=')[1].split(','))
        else:
            left = (int(place['WIDTH']) - frame[2]) // 2
            top = (int(place['HEIGHT']) - frame[3]) // 2
        x, y, width, height = node.box()
        subprocess.run(['xdotool', 'mousemove', str(int(place['X']) + left + x + width // 2),
                        str(int(place['Y']) + top + y + height // 2), 'click', '1'], check=True,
                       timeout=PATIENCE)

    def keys(self, *keys):
        """Presses keys as a keyboard would: "Tab", "ctrl+n"."""
        subprocess.run(['xdotool', 'key', '--delay', '30', *keys], check=True)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--delay', '12', text], check=True)

    def resize(self, width, height):
        subprocess.run(['xdotool', 'windowsize', self.x_window(), str(width), str(height)], check=True)

    def kill(self):
        """As a power cut would."""
        self.process.kill()
        self.process.wait()

    def close(self):
        """Asks the program to end, by its own shortcut, and checks that it ended well."""
        self.raise_window()
        self.keys('ctrl+q')
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise NotThere('the program to end after Ctrl+Q') from None
        assert status == 0, f'the program ended with {status}'


INTERACTIVE = {'button', 'toggle button', 'check box', 'checkbox', 'radio', 'text box', 'search box',
               'spin button', 'switch', 'combo box', 'slider', 'list item', 'row', 'menu item',
               'tab', 'link', 'list', 'table', 'grid', 'tree grid'}


# Lists that the toolkit builds inside its own rows and groups; it names the rows around them.
INNER_LISTS = {'GtkListBox', 'GtkListView'}


def unnamed(root):
    """The nodes below root that can be used but that a screen reader has no good word for."""
    return list(unnamed_below(root.look(), False))


def unnamed_below(node, is_in_row):
    if not node.is_visible:
        return
    is_inner = is_in_row and node.role in ROWS or node.role == 'list' and node.name in INNER_LISTS
    if node.role in INTERACTIVE and not is_inner and node.is_placed:
        name = node.name.strip()
        if not name:
            yield f'{node.role} without a name'
        elif re.fullmatch(r'(Gtk|Gdk|Adw|Rondo)[A-Z]\w+', name):
            yield f'{node.role} is called by its class, {name}'
        elif re.search(r'(^|\s)_\w', name):
            yield f'{node.role} has an underscore in its name, {name!r}'
    for below in node.nodes:
        yield from unnamed_below(below, is_in_row or node.role in ROWS or node.role == 'combo box')


def screenshot(path, window_id='root'):
    subprocess.run(['import', '-silent', '-window', window_id, str(path)], check=True)


def wait_until_it_rests(window_id):
    """Until two looks at the window are the same."""
    last = None

    def rests():
        nonlocal last
        before = last
        last = subprocess.run(['import', '-silent', '-window', window_id, '-depth', '8', 'rgb:-'],
                              capture_output=True, check=True).stdout
        return last == before
    wait_for('the window to rest', rests)
