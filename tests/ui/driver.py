# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a GTK program as a person with a screen reader and a keyboard does: through the
accessibility tree (AT-SPI) for finding and pressing, through X (xdotool) for real keys.

Facts about GTK 4.8 that shape this file: a label's text is its name; "showing" is only set on
windows, so "visible" is what counts, on a node and all above it; Text.get_text (0, -1) is empty,
the length has to be asked for; calls fail while the tree changes, which means "not yet".
"""
import os
import re
import subprocess
import time
import warnings

import gi

warnings.simplefilter('ignore', DeprecationWarning)
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = float(os.environ.get('RONDO_UI_PATIENCE', '20'))  # seconds


class NotThere(AssertionError):
    """What was waited for did not come."""


def wait_for(what, look, patience=None):
    """Calls look until it gives something true. Errors of the tree count as "not yet"."""
    end = time.monotonic() + (PATIENCE if patience is None else patience)
    context = GLib.MainContext.default()
    while True:
        try:
            found = look()
            if found:
                return found
        except GLib.Error:
            pass
        if time.monotonic() > end:
            raise NotThere(f'waited in vain for {what}')
        while context.pending():  # lets the accessibility library hear of changes
            context.iteration(False)
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


class Node:
    """One object of the accessibility tree."""

    def __init__(self, accessible):
        self.accessible = accessible

    def __repr__(self):
        return f'{self.role} {self.name!r}'

    @property
    def role(self):
        return self.accessible.get_role_name()

    @property
    def name(self):
        return self.accessible.get_name() or ''

    @property
    def description(self):
        return self.accessible.get_description() or ''

    def state(self, nick):
        self.accessible.clear_cache_single()
        return self.accessible.get_state_set().contains(getattr(Atspi.StateType, nick.upper()))

    @property
    def is_visible(self):
        return self.accessible.get_state_set().contains(Atspi.StateType.VISIBLE)

    @property
    def is_sensitive(self):
        return self.state('sensitive')

    def children(self):
        self.accessible.clear_cache_single()
        for index in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(index)
            if child is not None:
                yield Node(child)

    def walk(self):
        """This node and all below it that a user can see."""
        if not self.is_visible and self.role != 'application':
            return
        yield self
        for child in self.children():
            yield from child.walk()

    def find_all(self, role=None, name=None):
        return [node for node in self.walk() if matches(role, node.role) and matches(name, node.name)]

    def has(self, role=None, name=None):
        return any(matches(role, node.role) and matches(name, node.name) for node in self.walk())

    def find(self, role=None, name=None, patience=None):
        def look():
            return next((node for node in self.walk()
                         if matches(role, node.role) and matches(name, node.name)), None)
        return wait_for(f'{role or "anything"} {describe(name)}', look, patience)

    def gone(self, role=None, name=None, patience=None):
        wait_for(f'{role or "anything"} {describe(name)} to vanish',
                 lambda: not self.has(role, name), patience)

    def texts(self):
        """Everything readable in here, in order, without repetition of a row's own name."""
        return [node.name for node in self.walk() if node.role in ('label', 'static') and node.name]

    @property
    def text(self):
        count = Atspi.Text.get_character_count(self.accessible)
        return Atspi.Text.get_text(self.accessible, 0, count)

    def actions(self):
        return [Atspi.Action.get_action_name(self.accessible, index)
                for index in range(Atspi.Action.get_n_actions(self.accessible))]

    def press(self, action=None):
        """Does what a click does, or the action named ("win.sync-now" of a window)."""
        wait_for(f'{self!r} to be usable', lambda: self.is_sensitive)
        actions = self.actions()
        assert actions, f'{self!r} can do nothing'
        index = 0 if action is None else actions.index(action)
        assert Atspi.Action.do_action(self.accessible, index), f'{self!r} refused {action or "click"}'

    def write(self, text):
        """Replaces the text of an entry (or of the one entry below this node)."""
        node = self
        if Atspi.Accessible.get_editable_text_iface(node.accessible) is None:
            node = next(child for child in self.walk()
                        if child.accessible.get_editable_text_iface() is not None)
        assert Atspi.EditableText.set_text_contents(node.accessible, text), f'{self!r} took no text'

    def focus(self):
        return Atspi.Component.grab_focus(self.accessible)

    def box(self):
        area = Atspi.Component.get_extents(self.accessible, Atspi.CoordType.WINDOW)
        return area.x, area.y, area.width, area.height

    def dump(self, depth=0):
        """The tree as text, for a person who looks for a name."""
        lines = [f'{"  " * depth}{self!r}' + (f' ({self.description})' if self.description else '')]
        for child in self.children():
            if child.is_visible:
                lines.append(child.dump(depth + 1))
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
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache_single()
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if (child is not None and child.get_process_id() == self.process.pid
                    and child.get_child_count()):
                return Node(child)
        return None

    def windows(self):
        return [node for node in self.root.children()
                if node.role in ('frame', 'window', 'dialog', 'alert', 'file chooser')]

    def window(self, name=None):
        return wait_for(f'a window {describe(name)}', lambda: next(
            (node for node in self.windows() if matches(name, node.name)), None))

    def x_window(self):
        """The id of the topmost X window of the program."""
        def look():
            done = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid',
                                   str(self.process.pid)], capture_output=True, text=True)
            return (done.stdout.split() or [None])[-1]
        return wait_for('an X window', look)

    def raise_window(self):
        subprocess.run(['xdotool', 'windowraise', self.x_window(), 'windowfocus', self.x_window()],
                       check=False, stderr=subprocess.DEVNULL)

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


INTERACTIVE = {'push button', 'toggle button', 'check box', 'radio button', 'text', 'entry',
               'password text', 'combo box', 'slider', 'spin button', 'switch', 'list item',
               'table row', 'menu item', 'page tab', 'link', 'list', 'table', 'tree table'}


def unnamed(root):
    """The nodes below root that can be used but that a screen reader has no good word for."""
    problems = []
    for node in root.walk():
        if node.role not in INTERACTIVE:
            continue
        name = node.name.strip()
        if not name:
            problems.append(f'{node.role} without a name')
        elif re.fullmatch(r'(Gtk|Gdk|Adw|Rondo)[A-Z]\w+', name):
            problems.append(f'{node.role} is called by its class, {name}')
        elif re.search(r'(^|\s)_\w', name):
            problems.append(f'{node.role} has an underscore in its name, {name!r}')
    return problems


def screenshot(path, window_id='root'):
    subprocess.run(['import', '-silent', '-window', window_id, str(path)], check=True)
