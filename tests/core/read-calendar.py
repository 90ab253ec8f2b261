#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the events of a calendar file as a parser that is not ours reads them: one line each with
UID, start, end, status, summary and place.

usage: read-calendar.py FILE
"""
import sys

from icalendar import Calendar


def main(path):
    with open(path, 'rb') as file:
        calendar = Calendar.from_ical(file.read())
    assert calendar['VERSION'] == '2.0'
    for event in calendar.walk('VEVENT'):
        start, end = (event.decoded(name).strftime('%Y-%m-%dT%H:%M%z') for name in ('DTSTART', 'DTEND'))
        print(event['UID'], start, end, event['STATUS'], event['SUMMARY'], event['LOCATION'], sep='|')


if __name__ == '__main__':
    main(sys.argv[1])
