# SPDX-License-Identifier: GPL-3.0-or-later
"""What a coordinator does from the page of a round until its members know of their pairings."""
import re

from driver import PAGES, ROWS, wait_for


def button(place, name):
    return wait_for(f'a button {name!r}', lambda: next(
        (node for node in place.find_all({'button', 'toggle button'}, name)
         if node.is_placed and node.actions()), None))


def open_round(app, name):
    app.keys(PAGES['Rounds'])
    app.click(app.window().find('list', 'Rounds').find(ROWS, re.compile(name)))
    return app.window().find('widget', 'RondoRoundPage')


def open_workbench(app):
    button(app.window().find('widget', 'RondoRoundPage'), 'Match in the Workbench').press()
    return app.window().find('widget', 'RondoWorkbenchPage')


def match_all(app):
    """Gives what the workbench says of the plan."""
    page = app.window().find('widget', 'RondoWorkbenchPage')
    button(page, 'Match All').press()
    return page.find(None, re.compile('best possible plan'))


def approve(app):
    button(app.window().find('widget', 'RondoWorkbenchPage'), 'Approve').press()
    page = app.window().find('widget', 'RondoRoundPage')
    page.find(None, 'Approved, not announced yet')
    return page


def announce(app):
    button(app.window().find('widget', 'RondoRoundPage'), 'Announce…').press()
    button(app.window('Announce'), 'Announce').press()
    page = app.window().find('widget', 'RondoRoundPage')
    page.find(None, re.compile('announced on'))
    return page
